// From node to node by arrows: outwards to what hangs on it, inwards to what it hangs on, up and down among its like.
import type { MindNode } from "./contract";
import type { Drop } from "./stage";
import { ROOT, type Place, type Tree } from "./tree";

/** The node to the right or left; "open" where the branch must be opened first. */
export function sideways(tree: Tree, folded: ReadonlySet<string>, key: string, toRight: boolean, isRight: boolean): string | "open" | undefined {
  const children = tree.shown(key);
  if (key === ROOT) {
    const half = Math.ceil(children.length / 2);
    return toRight ? children[0] : (children[half] ?? children[0]);
  }
  if (isRight !== toRight) return tree.nodes.get(key)!.parent;
  if (folded.has(key)) return "open";
  return children[Math.floor((children.length - 1) / 2)];
}

/** The node above or below; past the end of its siblings a neighbour's. */
export function vertical(tree: Tree, folded: ReadonlySet<string>, key: string, by: number): string | undefined {
  const node = tree.nodes.get(key)!;
  const siblings = tree.shown(node.parent);
  const next = siblings[siblings.indexOf(key) + by];
  if (next !== undefined) return next;
  const above = tree.nodes.get(node.parent);
  if (!above || above.key === ROOT) return undefined;
  const uncles = tree.shown(above.parent);
  const uncle = uncles[uncles.indexOf(above.key) + by];
  if (uncle === undefined) return undefined;
  const cousins = folded.has(uncle) ? [] : tree.shown(uncle);
  return (by > 0 ? cousins[0] : cousins.at(-1)) ?? uncle;
}

/** The branches that are folded where so many levels are shown. */
export function below(tree: Tree, levels: number): Set<string> {
  const folded = new Set<string>();
  const close = (key: string, depth: number): void => {
    for (const next of tree.all(key)) {
      if (depth + 1 >= levels && tree.all(next).length) folded.add(next);
      close(next, depth + 1);
    }
  };
  close(ROOT, 0);
  return folded;
}

/** The last of what hangs on a node, apart from one. */
export function last(tree: Tree, parent: string, but: string): string {
  return tree.all(parent).filter((one) => one !== but).at(-1) ?? "";
}

/** Where a node comes to stand that was let go on another. */
export function dropped(tree: Tree, key: string, onto: Drop): Place {
  if (onto.where === "inside") return { parent: onto.key, follows: last(tree, onto.key, key) };
  const { parent } = tree.nodes.get(onto.key)!;
  const siblings = tree.all(parent).filter((one) => one !== key);
  return { parent, follows: onto.where === "after" ? onto.key : (siblings[siblings.indexOf(onto.key) - 1] ?? "") };
}

/** One place up (-1) or down (1) among its like; none at the edge. */
export function shifted(tree: Tree, node: MindNode, by: number): Place | undefined {
  const siblings = tree.shown(node.parent);
  const to = siblings.indexOf(node.key) + by;
  if (to < 0 || to >= siblings.length) return undefined;
  return { parent: node.parent, follows: by < 0 ? (siblings[to - 1] ?? "") : siblings[to]! };
}
