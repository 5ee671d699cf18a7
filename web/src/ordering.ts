// Xếp hồ sơ: the list by keyboard. Every act is the form that stands on the page; here it is sent without leaving the page,
// and what the server answers takes the place of what was shown.
import { el, isTyping } from "./dom";
import { toast, type Tone } from "./shell/toasts";

const LOST = "Chưa kết nối được máy chủ nên việc này chưa được ghi. Hãy kiểm tra mạng rồi làm lại.";

const place = (): HTMLElement | null => document.querySelector("[data-ordering]");
const lines = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>(".ordering-line")];
const current = (): HTMLAnchorElement | undefined => lines().find((line) => line.ariaCurrent === "true");

let asked = 0;
/** Requests go one after another, so that two quick keys are two steps in their order, and what is shown last is what was asked last. */
let queue: Promise<void> = Promise.resolve();
let pending = 0;
let later = 0;

/** Shows the page of an answer: its part takes the place of ours, and what it says is said in the corner. */
function shown(html: string, url: string, number: number): void {
  const before = place();
  const page = new DOMParser().parseFromString(html, "text/html");
  const now = page.querySelector<HTMLElement>("[data-ordering]");
  if (!before || !now) {
    location.assign(url);
    return;
  }
  const said = page.querySelectorAll<HTMLElement>("main > .alert-box");
  // One word for one act: those of the acts before would cover the form.
  if (said.length > 0) for (const old of document.querySelectorAll("[data-toasts] .toast-box:not(.tone-danger)")) old.remove();
  for (const box of said) {
    const tone = (/tone-(\w+)/.exec(box.className)?.[1] ?? "info") as Tone;
    toast(tone, box.querySelector("p")?.textContent ?? "");
  }
  if (number !== asked) return;
  const list = before.querySelector<HTMLElement>("[data-ordering-list]")?.scrollTop ?? 0;
  const wasOpen = before.querySelector<HTMLDetailsElement>(".ordering-faults")?.open;
  before.replaceWith(document.importNode(now, true));
  const faults = document.querySelector<HTMLDetailsElement>(".ordering-faults");
  if (faults && wasOpen !== undefined) faults.open = wasOpen;
  const scroller = document.querySelector<HTMLElement>("[data-ordering-list]");
  if (scroller) scroller.scrollTop = list;
  history.replaceState(null, "", url);
  rest();
}

/** The cursor rests on the chosen line, where the keys are listened to. */
function rest(): void {
  const line = current();
  line?.scrollIntoView({ block: "nearest" });
  line?.focus({ preventScroll: true });
}

async function fetched(url: string, init: RequestInit, number: number): Promise<void> {
  try {
    const answer = await fetch(url, { ...init, credentials: "same-origin", headers: { accept: "text/html" } });
    const html = await answer.text();
    if (answer.ok && answer.headers.get("content-type")?.includes("html")) return shown(html, answer.url, number);
    const said = new DOMParser().parseFromString(html, "text/html").querySelector("main p, .bare p")?.textContent;
    toast("danger", said ?? LOST);
  } catch {
    toast("danger", LOST);
  }
}

/** Asks the server when its turn comes; a page that is wanted no more by then is not asked for. */
function ask(url: string, init?: RequestInit): void {
  const number = ++asked;
  pending += 1;
  place()?.setAttribute("aria-busy", "true");
  queue = queue.then(async () => {
    if (init || number === asked) await fetched(url, init ?? {}, number);
    pending -= 1;
    if (pending === 0) place()?.removeAttribute("aria-busy");
  });
}

function send(form: HTMLFormElement, button: HTMLButtonElement | null): void {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  if (button?.name) body.set(button.name, button.value);
  ask(form.action, { method: "POST", body });
}

/** Marks a line at once and asks for its page when the keys rest. */
function choose(line: HTMLAnchorElement | undefined, delay = 90): void {
  if (!line) return;
  for (const other of lines()) other.removeAttribute("aria-current");
  line.setAttribute("aria-current", "true");
  rest();
  clearTimeout(later);
  later = window.setTimeout(() => ask(line.href), delay);
}

/** Whether the page beside the list is the chosen line's. */
function isShown(): boolean {
  const form = document.querySelector<HTMLFormElement>("form[data-ordering-form]");
  const id = (form?.elements.namedItem("d") as HTMLInputElement | null)?.value;
  return !current() || current()?.id === `d-${id}`;
}

/** Does it once all that was asked is answered and the chosen line is shown: a quick Enter must not meet the line before. */
function onceShown(act: () => void): void {
  if (pending === 0 && isShown()) return act();
  const line = current();
  if (pending === 0 && line) {
    clearTimeout(later);
    ask(line.href);
    queue = queue.then(() => (isShown() ? act() : undefined));
    return;
  }
  queue = queue.then(() => onceShown(act));
}

function step(by: number): void {
  const all = lines();
  const at = all.findIndex((line) => line.ariaCurrent === "true");
  choose(all[Math.max(0, Math.min(all.length - 1, at + by))]);
}

/** The next line that a person should look at, from the chosen one round. */
function nextUnsure(): void {
  const all = lines();
  const at = all.findIndex((line) => line.ariaCurrent === "true");
  const rest = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
  choose(rest.find((line) => line.classList.contains("is-unsure")), 0);
}

/** Presses what stands on the page for a key, or puts the cursor into its field. */
function press(key: string): void {
  const target = place()?.querySelector<HTMLElement>(`[data-key="${key}"]`);
  if (!target) return;
  if (target instanceof HTMLButtonElement) {
    if (target.disabled) toast("info", target.title || "Lúc này không có gì để làm với phím này.");
    else target.form?.requestSubmit(target);
    return;
  }
  const fold = target.closest("details");
  if (fold) fold.open = true;
  target.focus();
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) target.select();
}

function toGroup(number: string): void {
  const form = document.querySelector<HTMLFormElement>("form[data-ordering-form]");
  if (!form || !place()?.hasAttribute("data-may")) return;
  const body = el("form", { method: "post", action: form.action });
  for (const [name, value] of [["csrf", ""], ["d", ""], ["p", ""], ["group", number], ["what", "group"]] as const) {
    const known = form.elements.namedItem(name) as HTMLInputElement | null;
    body.append(el("input", { type: "hidden", name, value: value || known?.value }));
  }
  send(body, null);
}

function inField(event: KeyboardEvent, target: HTMLElement): void {
  if (event.key === "Escape") {
    const form = target.closest("form");
    form?.reset();
    rest();
    event.preventDefault();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) {
    const form = target.closest("form");
    const button = form?.querySelector<HTMLButtonElement>('button[value="write"]') ?? form?.querySelector<HTMLButtonElement>('button:not([hidden])[name="what"]');
    event.preventDefault();
    form?.requestSubmit(button ?? null);
  }
}

document.addEventListener(
  "keydown",
  (event) => {
    const ordering = place();
    if (!ordering || document.querySelector("dialog[open]")) return;
    const target = event.target as HTMLElement;
    if (isTyping(event)) {
      if (ordering.contains(target)) inField(event, target);
      return;
    }
    const modified = event.ctrlKey || event.metaKey;
    const letter = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const isChosen = target.closest(".ordering-line") !== null || target === document.body || target.id === "main";
    const acts: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      ArrowRight: () => ordering.querySelector<HTMLElement>('[data-turn="1"]')?.click(),
      ArrowLeft: () => ordering.querySelector<HTMLElement>('[data-turn="-1"]')?.click(),
      PageDown: () => ordering.querySelector<HTMLElement>('[data-turn="1"]')?.click(),
      PageUp: () => ordering.querySelector<HTMLElement>('[data-turn="-1"]')?.click(),
      U: nextUnsure,
      "?": () => {
        const help = ordering.querySelector<HTMLDetailsElement>("[data-ordering-help]");
        if (help) help.open = !help.open;
      },
    };
    let act: (() => void) | undefined;
    if (event.altKey && (letter === "ArrowUp" || letter === "ArrowDown")) act = () => onceShown(() => press(`Alt+${letter}`));
    else if (modified && letter === "Z") act = () => press(event.shiftKey ? "Shift+Z" : "Z");
    else if (modified && letter === "Y") act = () => press("Shift+Z");
    else if (modified || event.altKey) return;
    else if (letter === "Enter") act = isChosen ? () => onceShown(() => press("Enter")) : undefined;
    else if (/^\d$/.test(letter)) act = () => onceShown(() => toGroup(letter));
    else if (letter === "Z") act = () => press(event.shiftKey ? "Shift+Z" : "Z");
    else if (/^[ABCDGNSTX]$/.test(letter)) act = () => onceShown(() => press(letter));
    else act = acts[letter];
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  },
  true,
);

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.closest("[data-ordering]") || form.method !== "post") return;
  event.preventDefault();
  send(form, event.submitter as HTMLButtonElement | null);
});

document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("[data-ordering] a");
  const here = place()?.dataset.ordering;
  if (!link || !here || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  if (!link.pathname.endsWith(here)) return;
  event.preventDefault();
  if (link.classList.contains("ordering-line")) choose(link, 0);
  else ask(link.href);
});

rest();
