import { el } from "../dom";

// "BL 127" wherever somebody wrote it about a matter is a link to its page with a preview: in what is shown on the pages of
// a matter, and under the field in which it is being typed. The address names the matter, or [data-matter] around it does.
const LEAF = /(?<![\p{L}\p{N}])(?:BL|bút lục)[ .:]*(\d{1,5}[a-zđ]?)(?![\p{L}\p{N}/])/giu;
const PASSED = "a, button, input, textarea, select, option, script, style, .viewer, [contenteditable], [data-prose]";
const HERE = /^\/(?:criminal|casefile|courtroom)\/matters\/([0-9a-f]{8}-[0-9a-f-]{27})(?:\/|$)/.exec(location.pathname)?.[1] ?? "";

const matterOf = (node: Element) => node.closest<HTMLElement>("[data-matter]")?.dataset.matter || HERE;

function link(matter: string, number: string, words: string): HTMLAnchorElement {
  const href = `/casefile/matters/${matter}/bl/${encodeURIComponent(number)}`;
  return el("a", { class: "bl-link", href, "data-preview": `${href}/thumb` }, words);
}

/** The text cut at its leaves; nothing when it cites none. */
function cut(text: string, matter: string): (Node | string)[] | undefined {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const found of text.matchAll(LEAF)) {
    parts.push(text.slice(from, found.index), link(matter, found[1]!, found[0]));
    from = found.index + found[0].length;
  }
  return from > 0 ? [...parts, text.slice(from)] : undefined;
}

function light(): void {
  const main = document.querySelector("main");
  if (!main || (!HERE && !main.querySelector("[data-matter]"))) return;
  const texts: Text[] = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
  for (const text of texts) {
    const around = text.parentElement;
    const matter = around && !around.closest(PASSED) ? matterOf(around) : "";
    const parts = matter ? cut(text.data, matter) : undefined;
    if (parts) text.replaceWith(...parts);
  }
}

/** The leaves cited in a field, under it. */
function follow(field: HTMLTextAreaElement | HTMLInputElement): void {
  const matter = matterOf(field);
  const isProse = field instanceof HTMLTextAreaElement || field.type === "text";
  if (!matter || !isProse || field.closest(".viewer, [data-prose]")) return;
  const known = field.nextElementSibling;
  const line = known?.classList.contains("field-cites") ? known : el("p", { class: "field-cites" });
  const cited = new Map([...field.value.matchAll(LEAF)].map((found): [string, string] => [found[1]!.toLowerCase(), found[0]]));
  if (cited.size === 0) return line.remove();
  if (line !== known) field.after(line);
  line.replaceChildren("Dẫn tới: ", ...[...cited].flatMap(([number, words], n) => (n === 0 ? [link(matter, number, words)] : [" · ", link(matter, number, words)])));
}

light();
document.addEventListener("htmx:after:settle", light);
for (const event of ["input", "focusin"]) {
  document.addEventListener(event, ({ target }) => {
    if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) follow(target);
  });
}
