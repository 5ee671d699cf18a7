// From node to node by arrows: outwards to what hangs on it, inwards to what it hangs on, up and down among its like.
import { ROOT, type Tree } from "./tree";

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
