// What the server says to the show list, the console and the court's screen.
import type { Rect } from "../viewer/contract";

export type Look = "page" | "crop" | "callout";

export interface Phase {
  value: string;
  label: string;
}

/** One page of an exhibit, with its pictures; boxes in its own pixels. */
export interface Part {
  page: string;
  no: number;
  label: string;
  rect: Rect | null;
  look: Look;
  lights: Rect[];
  w: number;
  h: number;
  quarters: number;
  image: string;
  thumb: string;
  is_lost: boolean;
}

export interface Exhibit {
  id: string;
  phase: string;
  title: string;
  purpose: string;
  person: string;
  question: string;
  expected: string;
  fallback: string;
  statement: "" | "yes" | "no";
  planned_s: number;
  parts: Part[];
  bearing: "free" | "statement" | "unknown";
  standing: "approved" | "changed" | "removed" | "unapproved";
  revision: number;
  used_s: number;
}

export interface List {
  href: string;
  file: string;
  may_edit: boolean;
  phases: Phase[];
  exhibits: Exhibit[];
  rule: string;
  planned: string;
  used: string;
}

export interface Sources {
  documents: { id: string; title: string; bl: string; pages: number }[];
  marks: { id: string; leaf: string; kind: string; words: string; note: string }[];
}

export interface OnScreen {
  page: string;
  label: string;
  look: Look;
  rect: Rect | null;
  lights: Rect[];
}

export interface State {
  version: number;
  is_over: boolean;
  is_blank: boolean;
  is_frozen: boolean;
  exhibit: string | null;
  caption: string;
  parts: OnScreen[];
  court: string;
  court_until: string;
  screens: number;
  cleared: { person: string; ground: string }[];
  used: Record<string, number>;
}

export interface Heard {
  state?: State;
  asks?: { kind: "statement" | "unknown"; sentence: string };
}

export interface Sheet {
  href: string;
  pages: string;
  search: string;
  phases: Phase[];
  rule: string;
  exhibits: Exhibit[];
  state: State;
}

/** A picture as it is drawn: of a whole page, or of a crop that was cut before it came. */
export interface Drawn {
  src: string;
  w: number;
  h: number;
  look: Look;
  rect: Rect | null;
  lights: Rect[];
  label: string;
}

export interface CourtScreen {
  version: number;
  caption: string;
  parts: Drawn[];
}
