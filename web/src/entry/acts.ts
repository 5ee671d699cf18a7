// The page of a matter by keyboard: 1–8 open the next lawful steps, N finds any act by its first letters.
import { el, icon, isTyping } from "../dom";
import search from "tabler-outline/search.svg?raw";
import { best } from "./match";
import { type Option, OptionList } from "./list";

interface Act extends Option {
  href: string;
}

/** Every act the page offers, the next steps first, with the person it would be about. */
function offered(): Act[] {
  const found = new Map<string, Act>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[data-step], main .acts-card a.row-button, main a.btn[href*="/record/"]')) {
    const person = link.closest(".person-box")?.querySelector("h2")?.firstChild?.textContent?.trim() ?? "";
    const label = (link.textContent ?? "").trim();
    if (!found.has(link.href)) found.set(link.href, { label: person ? `${label} – ${person}` : label, href: link.href });
  }
  return [...found.values()];
}

let dialog: HTMLDialogElement | undefined;

function open(): void {
  dialog?.remove();
  const acts = offered();
  const everything = document.querySelector<HTMLFormElement>(".acts-card form.filter")?.action ?? "";
  const input = el("input", { class: "palette-input", type: "text", id: "find-act", "aria-label": "Tìm hành vi để ghi", placeholder: "Hành vi, người: vài chữ đầu, không cần dấu", autocomplete: "off", spellcheck: "false" });
  const go = (one: Act) => location.assign(one.href);
  const list = new OptionList<Act>(input, go);
  list.box.classList.add("palette-list");
  const show = () => {
    const found = best(acts, (one) => one.label, input.value, 40);
    if (everything) found.push({ label: input.value.trim() ? `Tìm “${input.value.trim()}” trong mọi hành vi` : "Tìm trong mọi hành vi", href: `${everything}?q=${encodeURIComponent(input.value.trim())}` });
    list.show(found, true);
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") list.by(1);
    else if (event.key === "ArrowUp") list.by(-1);
    else if (event.key === "Enter" && list.picked) go(list.picked);
    else return;
    event.preventDefault();
  });
  dialog = el("dialog", { class: "palette find-act", "aria-label": "Ghi hành vi" }, el("div", { class: "palette-head" }, icon(search), input), list.box);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog?.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  show();
  input.focus();
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open], [data-viewer]")) return;
  const step = /^[1-9]$/.test(event.key) ? document.querySelector<HTMLAnchorElement>(`a[data-step="${event.key}"]`) : null;
  if (step) {
    event.preventDefault();
    step.click();
  } else if (event.key.toLowerCase() === "n" && document.querySelector(".acts-card, a[data-step]")) {
    event.preventDefault();
    open();
  }
});
