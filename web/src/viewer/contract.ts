// What the server says to the viewer; web/README.md explains each address.

/** x0, y0, x1, y1 in pixels of the upright page image (w × h of the page). */
export type Rect = [number, number, number, number];

export interface Page {
  id: string;
  no: number;
  w: number;
  h: number;
  image: string;
  thumb: string;
  bl: string | null;
  /** The number it should carry by its neighbours; to be checked by a person. */
  bl_guess?: string | null;
  status: "waiting" | "reading" | "ready" | "failed";
  blank?: boolean;
}

export interface MarkedDocument {
  id: string;
  title: string;
  kind: string;
  first: number;
  last: number;
  bl: string | null;
}

export interface Choice {
  value: string;
  label: string;
}

/** A stretch of the file; `at` is the place, from 1, of the page that was asked for. */
export interface PageWindow {
  total: number;
  at: number | null;
  pages: Page[];
}

export interface File extends PageWindow {
  title: string;
  pages_url: string;
  documents: MarkedDocument[];
  kinds: Choice[];
  search: string;
  region: string;
  documents_url: string | null;
  rotation_url: string | null;
  events: string | null;
  page_href: string;
  /** Asks what paper begins on a page, for those who may record; `{page}` stands for its id. */
  decision_url: string | null;
  marking: Marking;
}

/** What marked words are for; the sign stands where the name has no room. */
export interface MarkKind {
  value: string;
  label: string;
  sign: string;
}

/** Where marks are asked and told, and whether the person may share theirs. */
export interface Marking {
  url: string;
  /** The page of the table of excerpts. */
  excerpts: string;
  /** The lines of a page; `{page}` stands for its id. */
  lines: string;
  kinds: MarkKind[];
  may_share: boolean;
}

/** A stretch of a note: plain words, or a leaf with its address. */
export interface NoteBit {
  words: string;
  href: string;
  bl: string;
  preview: string;
  is_missing: boolean;
}

/** Words lit on a page, with what they are for and the note beside them. */
export interface Highlight {
  id: string;
  page: string;
  no: number;
  bl: string | null;
  kind: string;
  rects: Rect[];
  /** As mended by hand, else as read. */
  words: string;
  read: string;
  note: string;
  bits: NoteBit[];
  shared: boolean;
  mine: boolean;
  author: string;
  at: string;
  revision: number;
  /** The page was turned after it was marked. */
  turned: boolean;
}

export interface Highlights {
  total: number;
  marks: Highlight[];
}

export interface Line {
  rect: Rect;
  text: string;
}

/** The act of the paper that begins on a page, and where its form is. */
export interface Begins {
  act: string;
  href: string;
}

export interface Hit {
  page: string;
  /** Its place, from 1, and its bút lục. */
  no: number;
  bl: string | null;
  /** Words around the hit; `marks` are [start, end) in it. */
  text: string;
  marks: [number, number][];
  rects: Rect[];
}

export interface Found {
  hits: Hit[];
  total: number;
}

export interface Region {
  text: string;
  value?: string;
  is_unsure?: boolean;
}
