// What stands beside the map: the chosen node with its words, leaves, note, where it comes from, and what may be done with it.
import { el } from "../dom";
import type { MindNode } from "./contract";
import { warned } from "./stage";

/** What a person may do with the chosen node. */
export interface Acts {
  words(text: string): void;
  leaves(text: string): void;
  note(text: string): void;
  child(): void;
  sibling(): void;
  remove(): void;
  /** Back to what the case says. */
  asDrawn(): void;
  /** What the case says now was seen; the words stay. */
  keepMine(): void;
  /** No longer tied to what is gone. */
  own(): void;
}

const button = (words: string, act: () => void, looks = "btn btn-sm"): HTMLElement => {
  const one = el("button", { type: "button", class: looks }, words);
  one.addEventListener("click", act);
  return one;
};

export function panel(node: MindNode, mayEdit: boolean, isRoot: boolean, refused: string | undefined, acts: Acts): HTMLElement {
  const box = el("section", { class: "mind-panel-node", "aria-label": "Nút đang chọn" });
  const warning = warned(node);
  box.append(el("p", { class: "mind-state" }, el("span", { class: `badge-soft state-${node.state}` }, node.state_vi), node.is_new ? el("span", { class: "badge-soft" }, "Mới từ hồ sơ") : "", warning ? el("b", { class: "mind-warning" }, warning) : ""));
  if (node.drawn !== null) box.append(el("p", { class: "mind-drawn" }, "Hồ sơ ghi: ", el("q", {}, node.drawn)));
  if (mayEdit && node.state === "stale") box.append(el("div", { class: "mind-acts" }, button("Lấy theo hồ sơ", acts.asDrawn), button("Giữ lời của tôi", acts.keepMine)));
  if (mayEdit && node.state === "orphaned") box.append(el("p", { class: "muted" }, "Điều mà nút này dựa vào không còn trong hồ sơ (đã rút hoặc đã thay)."), el("div", { class: "mind-acts" }, button("Giữ thành nút tự thêm", acts.own), button("Bỏ khỏi sơ đồ", acts.remove)));
  const id = "mind-field";
  const words = el("textarea", { class: "form-control", id: `${id}-words`, rows: 3, maxlength: 600, readonly: !mayEdit }, node.words);
  words.addEventListener("input", () => acts.words(words.value));
  const leaves = el("input", { class: "form-control", id: `${id}-leaves`, value: node.leaves, maxlength: 400, readonly: !mayEdit, placeholder: "BL 12, 37a, 40-42", autocomplete: "off", "aria-describedby": refused ? `${id}-refused` : undefined, "aria-invalid": refused ? "true" : undefined });
  // Held while it is typed in; once it is sent the panel may show what came of it.
  leaves.addEventListener("input", () => (leaves.dataset.typed = "yes"));
  leaves.addEventListener("change", () => {
    delete leaves.dataset.typed;
    acts.leaves(leaves.value);
  });
  const note = el("textarea", { class: "form-control", id: `${id}-note`, rows: 3, maxlength: 4000, readonly: !mayEdit }, node.note);
  note.addEventListener("input", () => acts.note(note.value));
  const field = (name: string, label: string, input: HTMLElement) => el("div", { class: "field" }, el("label", { class: "form-label", for: `${id}-${name}` }, label), input);
  box.append(field("words", "Nội dung", words), field("leaves", "Bút lục", leaves));
  if (refused) box.append(el("p", { class: "field-error", id: `${id}-refused`, role: "alert" }, refused));
  box.append(field("note", "Ghi chú", note));
  if (node.pages.length) {
    const pages = node.pages.map((page) => el("li", {}, el("a", { href: page.href, target: "_blank", rel: "opener" }, el("img", { src: page.thumb, alt: "", loading: "lazy" }), page.label)));
    box.append(el("h2", {}, "Mở trang"), el("ul", { class: "mind-pages" }, ...pages));
  }
  if (node.origin) box.append(el("p", { class: "muted" }, "Nguồn: ", node.href ? el("a", { href: node.href }, node.origin) : node.origin));
  if (mayEdit) {
    const acting = el("div", { class: "mind-acts" }, button("Thêm nút con", acts.child));
    if (!isRoot) acting.append(button("Thêm nút cùng cấp", acts.sibling), button("Bỏ khỏi sơ đồ", acts.remove));
    if (node.state === "edited") acting.append(button("Về như hồ sơ", acts.asDrawn));
    box.append(acting);
  }
  if (node.who) box.append(el("p", { class: "muted mind-who" }, `Sửa lần cuối: ${node.who}`));
  return box;
}

/** Nodes that were taken off, to be put back. */
export function removed(nodes: MindNode[], restore: (node: MindNode) => void): HTMLElement | "" {
  if (nodes.length === 0) return "";
  const lines = nodes.map((node) => el("li", {}, el("span", {}, node.words || "(chưa có nội dung)"), button("Đưa lại", () => restore(node))));
  return el("details", { class: "mind-removed" }, el("summary", {}, `Nút đã bỏ (${nodes.length})`), el("ul", {}, ...lines));
}
