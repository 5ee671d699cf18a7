// The map as a list to be tapped open: for a phone, and for whoever would rather read lines.
import { el } from "../dom";
import { warned } from "./stage";
import { ROOT, type Tree } from "./tree";

export function outline(tree: Tree, folded: ReadonlySet<string>, selected: string, acts: { select(key: string): void; fold(key: string): void }): HTMLElement {
  const list = (parent: string, depth: number): HTMLElement => {
    const lines = tree.shown(parent).map((key, n) => {
      const node = tree.nodes.get(key)!;
      const many = tree.shown(key).length;
      const isOpen = !folded.has(key);
      const words = el("button", { type: "button", class: "mind-line-words", "aria-current": key === selected ? "true" : undefined, "data-line": key }, depth === 0 ? `${n + 1}. ${node.words}` : node.words || "…");
      words.addEventListener("click", () => acts.select(key));
      const line = el("div", { class: `mind-row state-${node.state}${node.is_bare ? " is-bare" : ""}` });
      if (many > 0) {
        const toggle = el("button", { type: "button", class: "icon-button", "aria-expanded": String(isOpen), "aria-label": isOpen ? `– Thu ${node.words}` : `+${many} Mở ${node.words}` }, isOpen ? "–" : `+${many}`);
        toggle.addEventListener("click", () => acts.fold(key));
        line.append(toggle);
      }
      line.append(words);
      for (const page of node.pages.slice(0, 3)) line.append(el("a", { class: "mind-leaf", href: page.href }, page.label));
      const warning = warned(node);
      if (warning) line.append(el("b", { class: "mind-warning" }, warning));
      const item = el("li", { "data-item": key }, line);
      if (many > 0 && isOpen) item.append(list(key, depth + 1));
      return item;
    });
    return el("ul", { class: `mind-list level-${Math.min(depth, 3)}` }, ...lines);
  };
  const root = tree.nodes.get(ROOT)!;
  const middle = el("button", { type: "button", class: "mind-line-words mind-line-root", "aria-current": selected === ROOT ? "true" : undefined, "data-line": ROOT }, root.words);
  middle.addEventListener("click", () => acts.select(ROOT));
  return el("div", { class: "mind-outline" }, el("div", { "data-item": ROOT }, middle), list(ROOT, 0));
}
