// What the server says of a mind map, and what it is told.

export interface Source {
  page: string;
  leaf: string;
  rect: number[] | null;
  item: string | null;
}

/** What people keep of one node; null stays as drawn from the case. */
export interface Kept {
  words: string | null;
  note: string;
  sources: Source[] | null;
  parent: string | null;
  follows: string | null;
  is_hidden: boolean;
}

export type State = "derived" | "edited" | "stale" | "orphaned" | "own";
export type Kind = "root" | "branch" | "open" | "group" | "claim" | "plain" | "gap";

export interface MindNode {
  key: string;
  parent: string;
  words: string;
  note: string;
  leaves: string;
  pages: { label: string; href: string; thumb: string }[];
  kind: Kind;
  state: State;
  state_vi: string;
  is_bare: boolean;
  withdrawn: string | null;
  is_new: boolean;
  is_hidden: boolean;
  origin: string;
  href: string;
  /** What the case says, words and leaves, where people changed it. */
  drawn: string | null;
  /** The words as drawn from the case; null for what was added by hand or lost its source. */
  given: string | null;
  kept: Kept;
  revision: number;
  who: string;
}

export interface MindMap {
  may_edit: boolean;
  gone: string[];
  news: number;
  drawn_at: string;
  steps: number;
  nodes: MindNode[];
}

/** One node's edit, sent whole. */
export interface Change {
  key: string;
  revision: number;
  kept: Kept;
  leaves?: string;
  confirm?: boolean;
}

export const NOTHING: Kept = { words: null, note: "", sources: null, parent: null, follows: null, is_hidden: false };
