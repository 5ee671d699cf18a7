// The points of an argument: dragged by their handle, moved by buttons or with Alt and the arrows, marked while they have no evidence.
const form = document.querySelector<HTMLFormElement>("form.argument");

function pointOf(target: EventTarget | null): HTMLElement | null {
  return (target as Element | null)?.closest?.<HTMLElement>("[data-point]") ?? null;
}

/** Sends the form, with everything typed in it, to where a point goes so many places down (up, when negative). */
function shift(point: HTMLElement, by: number): void {
  const button = document.createElement("button");
  button.formAction = `${form!.getAttribute("action")}/points/${point.dataset.point}/place`;
  button.name = "by";
  button.value = String(by);
  button.hidden = true;
  form!.append(button);
  form!.requestSubmit(button);
}

/** Where a dragged point would stand: beside which other of its part, and how many places that is from where it stands. */
function landing(point: HTMLElement, y: number): { beside: HTMLElement; after: boolean; by: number } {
  const all = [...point.parentElement!.querySelectorAll<HTMLElement>(":scope > [data-point]")];
  const from = all.indexOf(point);
  const others = all.filter((one) => one !== point);
  const middle = (one: HTMLElement): number => one.getBoundingClientRect().top + one.offsetHeight / 2;
  const to = others.filter((one) => middle(one) < y).length;
  const after = to === others.length;
  return { beside: after ? others[to - 1]! : others[to]!, after, by: to - from };
}

function unmark(): void {
  for (const one of form!.querySelectorAll(".is-target, .is-target-after")) one.classList.remove("is-target", "is-target-after");
}

/** From the press on a handle until it is let go; Esc leaves the point where it was. */
function drag(handle: HTMLElement, start: PointerEvent): void {
  const point = pointOf(handle)!;
  if (point.parentElement!.querySelectorAll(":scope > [data-point]").length < 2) return;
  start.preventDefault();
  handle.setPointerCapture(start.pointerId);
  point.classList.add("is-moving");
  let y = start.clientY;
  let by = 0;
  const show = (): void => {
    const found = landing(point, y);
    by = found.by;
    unmark();
    if (by !== 0) found.beside.classList.add(found.after ? "is-target-after" : "is-target");
  };
  // Near an edge of the window the page follows.
  const follow = window.setInterval(() => {
    const step = y < 110 ? -14 : y > innerHeight - 60 ? 14 : 0;
    if (step === 0) return;
    scrollBy(0, step);
    show();
  }, 16);
  const ended = new AbortController();
  const end = (isPut: boolean): void => {
    ended.abort();
    clearInterval(follow);
    point.classList.remove("is-moving");
    unmark();
    if (isPut && by !== 0) shift(point, by);
  };
  const { signal } = ended;
  handle.addEventListener("pointermove", (event) => { y = event.clientY; show(); }, { signal });
  handle.addEventListener("pointerup", () => end(true), { signal });
  handle.addEventListener("pointercancel", () => end(false), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal });
}

function mark(): void {
  const ids = document.querySelector<HTMLElement>("[data-unproven]")?.dataset.unproven?.split(" ") ?? [];
  for (const point of form!.querySelectorAll<HTMLElement>("[data-point]")) point.classList.toggle("is-unproven", ids.includes(point.dataset.point!));
}

if (form) {
  form.addEventListener("pointerdown", (event) => {
    const handle = (event.target as Element).closest?.<HTMLElement>(".point-handle");
    if (handle && event.button === 0) drag(handle, event);
  });
  form.addEventListener("keydown", (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const button = pointOf(event.target)?.querySelector<HTMLButtonElement>(event.key === "ArrowUp" ? "[data-up]" : "[data-down]");
    if (!button || button.disabled) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
  const state = document.querySelector("#argument-state");
  if (state) new MutationObserver(mark).observe(state, { childList: true, subtree: true });
  // After a move the page opens at the point: it takes the cursor again.
  if (location.hash.startsWith("#point-")) document.querySelector<HTMLElement>(location.hash)?.focus();
}
