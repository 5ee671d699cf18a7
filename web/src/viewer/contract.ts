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
  number: string;
  /** "20/05/2026", as it is typed. */
  issued_on: string;
  issuer: string;
  signer: string;
  /** The number of its group; empty while nobody has sorted it. */
  group: string;
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
  groups: Choice[];
  search: string;
  region: string;
  documents_url: string | null;
  rotation_url: string | null;
  events: string | null;
  page_href: string;
  /** Asks what paper begins on a page, for those who may record; `{page}` stands for its id. */
  decision_url: string | null;
  marking: Marking;
  wording: Wording;
}

/** Where words are asked and corrected; `{page}` stands for the id of a page. */
export interface Wording {
  page: string;
  /** The same misreading elsewhere in the file. */
  likes: string;
  /** The next doubtful word. */
  stops: string;
  /** The page of what waits for a person. */
  listing: string;
  may_correct: boolean;
}

export interface PageWord {
  rect: Rect;
  text: string;
  line: number;
  doubtful: boolean;
  by_hand: boolean;
  /** Why its line must be compared with the picture. */
  doubt?: string;
}

/** One version of what stands in a box. */
export interface WordVersion {
  id: string;
  before: string;
  after: string;
  who: string;
  at: string;
  is_undone: boolean;
  is_lapsed: boolean;
}

export interface PageWords {
  words: PageWord[];
  /** Where something is written that could not be read. */
  illegible: Rect[];
  /** What reading found of the page, in sentences. */
  told: string[];
  versions: WordVersion[];
  waits: boolean;
  reviewed: boolean;
  made?: string;
  saved_at?: string;
}

/** A doubtful word, or a page that as a whole waits for a person. */
export interface Stop {
  page: string;
  no: number;
  bl: string | null;
  at: number | null;
  rect: Rect | null;
  text: string;
  left: number;
}

export interface Like {
  page: string;
  no: number;
  bl: string | null;
  image: string;
  w: number;
  h: number;
  rect: Rect;
  seen: string;
  meant: string;
  around: string;
  is_likely: boolean;
  /** The file it stands in, where that is another one. */
  other?: OtherFile;
}

export interface OtherFile {
  title: string;
  /** The page with the place lit. */
  href: string;
  /** Where its places are taken. */
  likes: string;
}

export interface Likes {
  total: number;
  places: Like[];
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
  /** The boxes on the page; null until they are asked for. */
  rects: Rect[] | null;
  /** Only letters that a scanner reads for one another agree. */
  misread?: boolean;
}

/** Boxes on a page that answers. */
export interface Boxes {
  page: string;
  rects: Rect[];
}

export interface Found {
  hits: Hit[];
  total: number;
  /** The index is being made anew: not everything is found yet. */
  is_partial?: boolean;
}

export interface Region {
  text: string;
  value?: string;
  is_unsure?: boolean;
}
