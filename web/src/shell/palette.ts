import { el, folded, icon, onClick } from "../dom";
import { call } from "../http";
import search from "tabler-outline/search.svg?raw";

interface Item {
  label: string;
  href: string;
  hint?: string;
}
interface Group {
  title: string;
  items: Item[];
}

let dialog: HTMLDialogElement | undefined;
let input: HTMLInputElement;
let list: HTMLElement;
let items: HTMLElement[] = [];
let picked = 0;
let asked = 0;

function menuItems(): Item[] {
  const found = new Map<string, Item>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".menu a, .person-card a, .page-actions a")) {
    const words = (link.querySelector("span")?.textContent ?? link.textContent ?? "").trim();
    const area = link.closest(".menu-area")?.querySelector(".menu-head span")?.textContent ?? "Trang này";
    const href = link.getAttribute("href") ?? "";
    if (words && href) found.set(href, { label: words, href, hint: area === words ? "" : area });
  }
  return [...found.values()];
}

function show(groups: Group[]): void {
  list.replaceChildren();
  items = [];
  for (const group of groups.filter((one) => one.items.length > 0)) {
    const block = el("div", { role: "group", "aria-label": group.title }, el("div", { class: "palette-group", "aria-hidden": "true" }, group.title));
    for (const item of group.items) {
      const line = el("a", { class: "palette-item", role: "option", id: `palette-${items.length}`, href: item.href, tabindex: -1, "aria-selected": "false" }, el("span", {}, item.label));
      if (item.hint) line.append(el("span", { class: "hint" }, item.hint));
      const at = items.length;
      line.addEventListener("pointermove", () => pick(at));
      items.push(line);
      block.append(line);
    }
    list.append(block);
  }
  if (items.length === 0) list.append(el("div", { class: "palette-empty", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Không thấy gì khớp. Hãy thử ít chữ hơn, có thể gõ không dấu."));
  pick(0);
}

function pick(at: number): void {
  items[picked]?.setAttribute("aria-selected", "false");
  picked = Math.max(0, Math.min(items.length - 1, at));
  const line = items[picked];
  line?.setAttribute("aria-selected", "true");
  line?.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", line?.id ?? "");
}

async function search_for(query: string): Promise<void> {
  const turn = ++asked;
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  const local = menuItems().filter((item) => wanted.every((word) => folded(`${item.label} ${item.hint ?? ""}`).includes(word)));
  const own: Group = { title: "Đi tới", items: local.slice(0, query ? 6 : 12) };
  const url = document.body.dataset.palette;
  if (!query.trim() || !url) return show([own]);
  show([own]);
  await new Promise((wait) => setTimeout(wait, 120));
  if (turn !== asked) return;
  const answer = await call<{ groups: Group[] }>("GET", `${url}?q=${encodeURIComponent(query)}`).catch(() => ({ groups: [] as Group[] }));
  if (turn === asked) show([...answer.groups, own]);
}

function build(): HTMLDialogElement {
  input = el("input", { class: "palette-input", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-label": "Tìm người, vụ án, số, BL, mẫu, việc cần làm", placeholder: "Tìm người, vụ án, số, BL, mẫu, việc…", autocomplete: "off", spellcheck: "false" });
  list = el("div", { class: "palette-list", id: "palette-list", role: "listbox", "aria-label": "Kết quả" });
  const foot = el("div", { class: "palette-foot", "aria-hidden": "true" }, el("span", {}, "↑↓ chọn"), el("span", {}, "Enter mở"), el("span", {}, "Esc đóng"), el("span", {}, "Gõ không dấu cũng được"));
  const made = el("dialog", { class: "palette", "aria-label": "Tìm nhanh" }, el("div", { class: "palette-head" }, icon(search), input), list, foot);
  input.addEventListener("input", () => void search_for(input.value));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") pick(picked + 1);
    else if (event.key === "ArrowUp") pick(picked - 1);
    else if (event.key === "Enter") items[picked]?.click();
    else return;
    event.preventDefault();
  });
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return made;
}

/** Opens the palette. */
export function openPalette(): void {
  if (!document.querySelector("[data-palette-open]")) return;
  dialog ??= build();
  if (dialog.open) return;
  input.value = "";
  dialog.showModal();
  void search_for("");
  input.focus();
}

onClick("[data-palette-open]", openPalette);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
  }
});
