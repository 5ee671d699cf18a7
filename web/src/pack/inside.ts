// What a pack holds, as crates/courtroom/src/pack/inside.rs wrote it.
import type { Exhibit, Phase } from "../courtroom/contract";
import type { Page } from "../viewer/contract";
import type { Vault } from "./vault";

export interface PackedPage extends Page {
  bearing: Exhibit["bearing"];
  /** What its document is called. */
  title: string;
}

export interface Drawing {
  /** The picture and its step; null: whole. */
  picture: string;
  step: number | null;
  w: number;
  h: number;
  part: number;
}

export interface Recording {
  media: string;
  first: number;
  count: number;
  mime: string;
}

export interface Inside {
  title: string;
  code: string;
  unit: string;
  holder: string;
  trial_on: string;
  is_approved: boolean;
  phases: Phase[];
  rule: string;
  says: Record<"statement" | "unknown" | "frozen" | "nothing" | "exhibit_gone" | "not_ready" | "no_person" | "no_ground" | "no_leaf" | "no_page" | "too_many" | "nothing_plays" | "no_cue", string>;
  exhibits: Exhibit[];
  documents: { title: string; bl: string; no: number }[];
  notes: string;
  stretch: number;
  pages: PackedPage[];
  drawings: Drawing[];
  recordings: Recording[];
  /** Certificates of the authorities the office believes, DER in base64. */
  trusted: string[];
  /** Fields of the console's sheet beside these. */
  sheet: Record<string, unknown>;
}

/** Contents are the first part, then words by stretches, syllables, pictures. */
export class Layout {
  constructor(private readonly inside: Inside) {}

  get stretches(): number {
    return Math.ceil(this.inside.pages.length / this.inside.stretch);
  }

  words(stretch: number): number {
    return 1 + stretch;
  }

  get syllables(): number {
    return 1 + this.stretches;
  }

  picture(place: number): number {
    return 2 + this.stretches + place;
  }
}

export async function read(vault: Vault): Promise<Inside> {
  return JSON.parse(await vault.text(0)) as Inside;
}
