/** What the server tells of a diagram; see crates/evidence/src/diagram/view.rs. */
export interface Diagram {
  href: string;
  title: string;
  kind: string;
  kind_vi: string;
  is_timeline: boolean;
  may_edit: boolean;
  can_undo: boolean;
  can_redo: boolean;
  svg: string;
  steps: number;
  /** The last frame when it is presented. */
  frames: number;
  counted: string;
  unconfirmed: number;
  clashes: string[];
  parts: Part[];
  away: Named[];
  people: Named[];
  symbols: Choice[];
  links: (Choice & { is_directed: boolean })[];
  roles: Choice[];
  roles_of: string;
  certainties: Choice[];
  said: string;
}

export interface Choice {
  id: string;
  label: string;
}

export interface Named {
  id: string;
  name: string;
  state: "removed" | "hidden" | "";
}

export interface Part {
  id: string;
  kind: string;
  kind_vi: string;
  from: string | null;
  to: string | null;
  name: string;
  label: string;
  note: string;
  role: string;
  starts: string;
  ends: string;
  place: string;
  actors: string[];
  bl: string;
  leaves: { leaf: string; href: string }[];
  certainty: string;
  marks: Choice[];
  origin: string;
  derived: string;
  author: string;
  at: string;
  step: number;
  revision: number;
  is_put: boolean;
}

export function isLink(part: Part): boolean {
  return part.from !== null;
}
