// The map in the browser: the nodes by key, and who hangs on whom in which order.
import { NOTHING, type Change, type Kept, type MindMap, type MindNode } from "./contract";

export const ROOT = "root";

/** The key of a new node. An office's own network has no certificate, and then the browser makes no UUIDs itself. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `own:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Where a node stands: on which other, behind which sibling. */
export interface Place {
  parent: string;
  follows: string;
}

export class Tree {
  readonly nodes = new Map<string, MindNode>();
  private readonly below = new Map<string, string[]>();

  /** Takes what the server says, and puts the edits that it has not got yet on top. */
  load(map: MindMap, waiting: Iterable<Change>): void {
    this.nodes.clear();
    this.below.clear();
    for (const node of map.nodes) {
      this.nodes.set(node.key, { ...node });
      if (node.key !== ROOT) this.siblings(node.parent).push(node.key);
    }
    for (const change of waiting) this.apply(change);
  }

  private siblings(parent: string): string[] {
    const known = this.below.get(parent);
    if (known) return known;
    const list: string[] = [];
    this.below.set(parent, list);
    return list;
  }

  /** All that hangs on a node, what was taken off too. */
  all(parent: string): readonly string[] {
    return this.below.get(parent) ?? [];
  }

  /** What hangs on a node and is shown. */
  shown(parent: string): string[] {
    return this.all(parent).filter((key) => !this.nodes.get(key)!.kept.is_hidden);
  }

  /** Nodes that were taken off themselves. */
  hidden(): MindNode[] {
    return [...this.nodes.values()].filter((node) => node.kept.is_hidden);
  }

  /** Whether a node or one above it was taken off, or is not there. */
  isGone(key: string): boolean {
    const node = this.nodes.get(key);
    if (!node || node.kept.is_hidden) return true;
    return key !== ROOT && this.isGone(node.parent);
  }

  depth(key: string): number {
    let depth = 0;
    for (let at = key; at !== ROOT && depth < 99; at = this.nodes.get(at)?.parent ?? ROOT) depth += 1;
    return depth;
  }

  /** The number of the main branch that a node stands in. */
  branch(key: string): number {
    let at = key;
    for (let n = 0; n < 99; n += 1) {
      const parent = this.nodes.get(at)?.parent;
      if (parent === undefined || parent === ROOT || at === ROOT) break;
      at = parent;
    }
    return Math.max(0, this.shown(ROOT).indexOf(at));
  }

  isBelow(key: string, above: string): boolean {
    for (let at: string | undefined = key, n = 0; at !== undefined && n < 99; n += 1) {
      if (at === above) return true;
      if (at === ROOT) return false;
      at = this.nodes.get(at)?.parent;
    }
    return false;
  }

  place(key: string): Place {
    const parent = this.nodes.get(key)?.parent ?? ROOT;
    const siblings = this.all(parent);
    return { parent, follows: siblings[siblings.indexOf(key) - 1] ?? "" };
  }

  /** Shows an edit at once; the server says the rest later. `at` is where the node goes when the edit does not say so itself. */
  apply(change: Pick<Change, "key" | "kept" | "leaves">, at?: Place): void {
    const { key, kept } = change;
    const node = this.nodes.get(key) ?? this.fresh(key, kept);
    node.kept = kept;
    node.words = kept.words ?? node.given ?? node.words;
    node.note = kept.note;
    node.is_hidden = kept.is_hidden;
    if (change.leaves !== undefined) node.leaves = change.leaves;
    if (node.state === "derived" || node.state === "edited") node.state = kept.words !== null || kept.sources !== null || kept.note || change.leaves !== undefined ? "edited" : "derived";
    const place = at ?? (kept.follows === null && kept.parent === null ? undefined : { parent: kept.parent ?? node.parent, follows: kept.follows ?? this.place(key).follows });
    if (place && key !== ROOT && this.nodes.has(place.parent) && !this.isBelow(place.parent, key)) this.move(node, place);
  }

  private move(node: MindNode, { parent, follows }: Place): void {
    const before = this.siblings(node.parent);
    const was = before.indexOf(node.key);
    if (was >= 0) before.splice(was, 1);
    const after = this.siblings(parent);
    node.parent = parent;
    const behind = follows === "" ? 0 : after.indexOf(follows) + 1 || after.length;
    after.splice(behind, 0, node.key);
  }

  private fresh(key: string, kept: Kept): MindNode {
    const above = this.nodes.get(kept.parent ?? ROOT);
    const node: MindNode = { key, parent: kept.parent ?? ROOT, words: "", note: "", leaves: "", pages: [], kind: above?.kind === "plain" || above?.kind === "open" ? "plain" : "claim", state: "own", state_vi: "Tự thêm", is_bare: false, withdrawn: null, is_new: false, is_hidden: false, origin: "", href: "", drawn: null, given: null, kept: NOTHING, revision: 0, who: "" };
    this.nodes.set(key, node);
    return node;
  }
}
