// What the server says to the show list, the console and the court's screen.
import type { Rect } from "../viewer/contract";

export type Look = "page" | "crop" | "callout";

export interface Phase {
  value: string;
  label: string;
}

/** One page of an exhibit, with its pictures; boxes in its own pixels. */
export interface PagePart {
  kind: "page";
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

/** A stretch of a recording that is to be played. */
export interface Cue {
  begin_ms: number;
  end_ms: number;
  label: string;
}

export interface MediaPart {
  kind: "media";
  media: string;
  hash: string;
  mime: string;
  title: string;
  duration_ms: number;
  cues: Cue[];
  label: string;
  src: string;
  is_video: boolean;
  is_lost: boolean;
}

/** Words of the law, shown piece by piece. */
export interface LawPart {
  kind: "law";
  law: string;
  text: string;
  source: string;
  to_check: boolean;
  label: string;
  pieces: string[];
}

/** A map or diagram; `src` takes `?step=`. */
export interface PicturePart {
  kind: "picture";
  picture: string;
  what: string;
  label: string;
  steps: number;
  seen: string;
  src: string;
  is_changed: boolean;
  is_lost: boolean;
}

export type Part = PagePart | MediaPart | LawPart | PicturePart;

/** Where a recording stood at an instant of the server, and where it stops by itself (0: at its end). */
export interface Play {
  is_playing: boolean;
  at_ms: number;
  since_ms: number;
  until_ms: number;
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
  /** Withdrawn evidence that it shows. */
  withdrawn?: string[];
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
  phases_to_check: string;
  exhibits: Exhibit[];
  rule: string;
  planned: string;
  used: string;
}

export interface Sources {
  documents: { id: string; title: string; bl: string; pages: number }[];
  marks: { id: string; leaf: string; kind: string; words: string; note: string }[];
  contradictions: { id: string; leaves: string; words: string }[];
  media: { id: string; title: string; length: string }[];
  pictures: { picture: string; kind: string; title: string }[];
}

/** A question of the outline. */
export interface Question {
  id: string;
  person: string;
  question: string;
  expected: string;
  differs: string;
  exhibit_id: string | null;
  revision: number;
  /** Withdrawn evidence that it cites. */
  withdrawn?: string[];
}

export interface PageOnScreen {
  kind: "page";
  page: string;
  label: string;
  /** Its picture in the case file. */
  src: string;
  w: number;
  h: number;
  look: Look;
  rect: Rect | null;
  lights: Rect[];
}

export interface MediaOnScreen {
  kind: "media";
  media: string;
  label: string;
  src: string;
  is_video: boolean;
  duration_ms: number;
  cues: Cue[];
  play: Play;
}

export interface LawOnScreen extends LawPiece {
  kind: "law";
}

export interface DrawingOnScreen {
  kind: "drawing";
  label: string;
  src: string;
  w: number;
  h: number;
  step: number | null;
  steps: number;
}

export type OnScreen = PageOnScreen | MediaOnScreen | LawOnScreen | DrawingOnScreen;

export interface State {
  version: number;
  now_ms: number;
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
  outline: Question[];
  outline_href: string;
  state: State;
}

/** A picture as it is drawn: of a whole page, or of a crop that was cut before it came. */
export interface Drawn {
  kind: "page";
  src: string;
  w: number;
  h: number;
  look: Look;
  rect: Rect | null;
  lights: Rect[];
  label: string;
}

/** A recording as it is drawn. */
export interface DrawnMedia {
  kind: "media";
  src: string;
  is_video: boolean;
  duration_ms: number;
  play: Play;
  label: string;
}

/** One piece of an article, as it is read from ten metres. */
export interface LawPiece {
  law: string;
  text: string;
  source: string;
  to_check: boolean;
  step: number;
  steps: number;
  label: string;
}

export interface DrawnLaw extends LawPiece {
  kind: "law";
}

export type Shown = Drawn | DrawnMedia | DrawnLaw;

export interface CourtScreen {
  version: number;
  now_ms: number;
  caption: string;
  parts: Shown[];
}
