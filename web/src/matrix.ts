// Bảng chứng minh: the matrix by keyboard. Every act is a form or a link that stands on the page; here it is sent without leaving
// the page, and only the rows that changed are replaced, so that what is being typed in another row stays.
import { isTyping } from "./dom";
import { toast, type Tone } from "./shell/toasts";

const LOST = "Chưa kết nối được máy chủ nên việc này chưa được ghi. Hãy kiểm tra mạng rồi làm lại.";
const SETTLED = 2500;

const place = (): HTMLElement | null => document.querySelector("[data-matrix]");
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")];
const rowOf = (element: Element | null): HTMLElement | undefined => element?.closest<HTMLElement>("[data-row]") ?? undefined;

/** What the server last sent for each row: what the browser has since done to a row is no change of it. */
const sent = new Map<string, string>();
for (const row of rows()) sent.set(row.id, row.outerHTML);

/** The direction that a key asked for, until a piece of evidence is chosen. */
let wanted = "";
let queue: Promise<void> = Promise.resolve();

function patched(now: HTMLElement): void {
  const before = place();
  if (!before) return;
  const mine = [...now.querySelectorAll<HTMLElement>("[data-row]")];
  const isSame = mine.map((row) => row.id).join() === rows().map((row) => row.id).join() && mine.length > 0;
  if (!isSame) {
    before.replaceWith(document.importNode(now, true));
  } else {
    for (const row of mine) {
      if (sent.get(row.id) === row.outerHTML) continue;
      document.getElementById(row.id)?.replaceWith(document.importNode(row, true));
    }
    for (const part of [".tabs", ".show-undo"]) {
      const old = before.querySelector(part);
      const fresh = now.querySelector(part);
      if (old && fresh) old.replaceWith(document.importNode(fresh, true));
      else if (old) old.remove();
      else if (fresh) before.querySelector(".tabs")?.after(document.importNode(fresh, true));
    }
  }
  for (const row of mine) sent.set(row.id, row.outerHTML);
  document.dispatchEvent(new Event("kiemsat:added"));
}

/** The cursor goes where the work goes on: to the field that opened, else to the row. */
function rest(row: string): void {
  const open = document.querySelector<HTMLElement>(`#${row} [data-add-form] select, #${row} [data-chip-form] textarea`);
  const target = open ?? document.getElementById(row);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}

async function fetched(url: string, init: RequestInit, row: string): Promise<void> {
  try {
    const answer = await fetch(url, { ...init, credentials: "same-origin", headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector<HTMLElement>("[data-matrix]");
    if (!answer.ok || !now) {
      toast("danger", page.querySelector("main p")?.textContent ?? LOST);
      return;
    }
    patched(now);
    for (const box of page.querySelectorAll<HTMLElement>("main > .alert-box")) {
      const tone = (/tone-(\w+)/.exec(box.className)?.[1] ?? "info") as Tone;
      if (tone !== "good") toast(tone, box.querySelector("p")?.textContent ?? "");
    }
    history.replaceState(null, "", answer.url);
    rest(row);
  } catch {
    toast("danger", LOST);
  }
}

/** What is being typed is saved first, so that the answer holds it. */
async function settled(): Promise<void> {
  if (document.activeElement instanceof HTMLElement && place()?.contains(document.activeElement)) document.activeElement.blur();
  const end = Date.now() + SETTLED;
  do await new Promise((done) => setTimeout(done, 30));
  while (document.querySelector("[data-matrix] .is-saving") && Date.now() < end);
}

function ask(url: string, row: string, init: RequestInit = {}): void {
  place()?.setAttribute("aria-busy", "true");
  queue = queue.then(settled).then(() => fetched(url, init, row)).finally(() => place()?.removeAttribute("aria-busy"));
}

function send(form: HTMLFormElement, button: HTMLButtonElement | null): void {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  if (button?.name) body.set(button.name, button.value);
  wanted = "";
  ask(form.action, rowOf(form)?.id ?? "", { method: "POST", body });
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const isOurs = form.closest("[data-matrix]") && form.method === "post" && !form.matches(".own-point");
  if (!isOurs || event.defaultPrevented || rows().length === 0) return;
  event.preventDefault();
  send(form, event.submitter as HTMLButtonElement | null);
});

document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("[data-add], [data-add-close], [data-chip-edit]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (link.matches("[data-add-close]")) wanted = "";
  ask(link.href, rowOf(link)?.id ?? "");
});

// A piece of evidence that was turned to the other side goes there.
document.addEventListener("kiemsat-saved", (event) => {
  const form = event.target as HTMLElement;
  const { name } = (event as CustomEvent<{ name: string }>).detail;
  if (form.matches("[data-chip-form]") && name === "direction") ask(location.href, rowOf(form)?.id ?? "");
});

function step(by: number): void {
  const all = rows();
  const at = all.findIndex((row) => row === rowOf(document.activeElement));
  all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
}

function nextGap(): void {
  const all = rows();
  const at = all.findIndex((row) => row === rowOf(document.activeElement));
  const gap = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find((row) => row.classList.contains("is-gap"));
  if (gap) gap.focus();
  else toast("good", "Không còn ô trống.");
}

function tab(by: number): void {
  const all = [...document.querySelectorAll<HTMLAnchorElement>("[data-matrix] .tabs a")];
  const at = all.findIndex((one) => one.ariaCurrent === "page");
  const next = all[at + by];
  if (next) location.assign(next.href);
}

/** Opens the row's form for a direction, or, where a piece of evidence is chosen, puts it there. */
function toward(row: HTMLElement, key: string): void {
  const form = row.querySelector<HTMLFormElement>("[data-add-form]");
  const button = form?.querySelector<HTMLButtonElement>(`[data-direction="${key}"]`);
  if (form && button && form.querySelector("select")?.value) return form.requestSubmit(button);
  wanted = key;
  if (form) form.querySelector("select")?.focus();
  else row.querySelector<HTMLAnchorElement>("[data-add]")?.click();
}

function inField(event: KeyboardEvent, target: HTMLElement): void {
  const row = rowOf(target);
  if (event.key === "Escape") {
    event.preventDefault();
    const close = target.closest("[data-add-form]")?.querySelector<HTMLElement>("[data-add-close]") ?? target.closest(".chip")?.querySelector<HTMLElement>("[data-chip-edit]");
    if (close) close.click();
    else row?.focus();
  } else if (event.key === "Enter" && target instanceof HTMLSelectElement && target.closest("[data-add-form]") && wanted && target.value && row) {
    event.preventDefault();
    toward(row, wanted);
  }
}

document.addEventListener("keydown", (event) => {
  const matrix = place();
  const target = event.target as HTMLElement;
  if (!matrix || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey || rows().length === 0) return;
  if (isTyping(event)) {
    if (matrix.contains(target)) inField(event, target);
    return;
  }
  const row = rowOf(document.activeElement);
  const chip = document.activeElement?.closest(".chip");
  const letter = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const acts: Record<string, (() => void) | undefined> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    "[": () => tab(-1),
    "]": () => tab(1),
    U: nextGap,
    Z: () => matrix.querySelector<HTMLElement>("[data-matrix-undo]")?.click(),
    N: row && (() => row.querySelector<HTMLElement>("[data-words]")?.focus()),
    Delete: chip ? () => chip.querySelector<HTMLElement>(".chip-remove")?.click() : undefined,
  };
  for (const key of ["B", "G", "T"]) acts[key] = row && (() => toward(row, key));
  for (const n of [1, 2, 3]) acts[String(n)] = chip ? () => chip.querySelectorAll<HTMLElement>(".dot")[n - 1]?.click() : undefined;
  const act = acts[letter];
  if (!act) return;
  event.preventDefault();
  act();
});

// An address with a row opens on it.
if (location.hash) document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true });
