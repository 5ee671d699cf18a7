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

export interface File {
  title: string;
  pages: Page[];
  documents: MarkedDocument[];
  kinds: Choice[];
  search: string;
  region: string;
  documents_url: string | null;
  rotation_url: string | null;
  events: string | null;
  page_href: string;
}

export interface Hit {
  page: string;
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
