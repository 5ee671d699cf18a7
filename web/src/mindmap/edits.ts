// What an act on the map changes, node by node; each edit carries what takes it back.
import { NOTHING, type Kept, type MindNode } from "./contract";
import { freshKey, type Place, type Tree } from "./tree";

/** One edit of one node. */
export interface Edit {
  key: string;
  before: Kept;
  after: Kept;
  /** Where it stood. */
  was?: Place;
  leaves?: { before: string; after: string };
  confirm?: boolean;
}

/** A new node, without words yet. */
export function added(place: Place): Edit {
  return { key: freshKey(), before: NOTHING, after: { ...NOTHING, words: "", parent: place.parent, follows: place.follows } };
}

/** Hangs a node elsewhere; those that stood behind it stand behind the one before it. */
export function moved(tree: Tree, node: MindNode, to: Place): Edit[] {
  const from = tree.place(node.key);
  const behind = tree.all(node.parent).map((key) => tree.nodes.get(key)!);
  const edits = behind.filter((other) => other.kept.follows === node.key).map((other): Edit => ({ key: other.key, before: other.kept, after: { ...other.kept, follows: from.follows } }));
  return [...edits, { key: node.key, before: node.kept, after: { ...node.kept, parent: to.parent, follows: to.follows } }];
}

/** What lost its source becomes a node of one's own, with all that hangs on it; the new node comes first. */
export function freed(tree: Tree, node: MindNode): Edit[] {
  const key = freshKey();
  const leaves = node.leaves ? { leaves: { before: "", after: node.leaves } } : {};
  const edits: Edit[] = [{ key, before: NOTHING, after: { words: node.words, note: node.note, sources: node.kept.sources, ...tree.place(node.key), is_hidden: false }, ...leaves }];
  let follows = "";
  for (const child of tree.shown(node.key)) {
    const its = tree.nodes.get(child)!;
    edits.push({ key: child, before: its.kept, after: { ...its.kept, parent: key, follows } });
    follows = child;
  }
  return [...edits, { key: node.key, before: node.kept, after: { ...node.kept, is_hidden: true } }];
}

/** The edit that takes one back; what was added is taken off, to be put back. */
export function undone(edit: Edit): { edit: Edit; isAdded: boolean } {
  const isAdded = edit.before === NOTHING && edit.key.startsWith("own:");
  const back: Edit = { key: edit.key, before: edit.after, after: isAdded ? { ...edit.after, is_hidden: true } : edit.before };
  if (edit.leaves) back.leaves = { before: edit.leaves.after, after: edit.leaves.before };
  return { edit: back, isAdded };
}
