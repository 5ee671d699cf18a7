// What the drawing table reads and saves; crates/evidence/src/sketch/content.rs keeps the same.

export type Point = [number, number];

export interface Source {
  page: string;
  leaf: string;
  rect: [number, number, number, number] | null;
  item: string | null;
}

export interface Element {
  id: string;
  kind: string;
  n: number | null;
  x: number;
  y: number;
  turn: number;
  points: Point[];
  title: string;
  note: string;
  sources: Source[];
}

export interface Background {
  page: string;
  leaf: string;
  x: number;
  y: number;
  scale: number;
  strength: number;
}

export interface Content {
  w: number;
  h: number;
  north: number;
  elements: Element[];
  background: Background | null;
}

export interface Kind {
  id: string;
  name: string;
  group: "fix" | "person" | "thing" | "vehicle";
  w: number;
  h: number;
  fixed: boolean;
  least: number;
  numbered: boolean;
  strokes: { d: string; fill: "ink" | "paper" | "none" }[];
}

export interface Line {
  id: string;
  name: string;
  numbered: boolean;
  width: number;
  style: "solid" | "dashed" | "dotted";
  ticks: boolean;
  arrow: boolean;
}

export interface Paper {
  w: number;
  h: number;
  image: string;
}

export interface Sketch {
  title: string;
  revision: number;
  may_edit: boolean;
  content: Content;
  symbols: { kinds: Kind[]; lines: Line[] };
  paper: Paper | null;
  pages: string;
}

export interface Leaves {
  sources: Source[];
  told: string;
  paper: Paper | null;
}
