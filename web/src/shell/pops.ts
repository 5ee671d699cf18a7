// Opened cards (proofs, notices, account): one at a time, closed by Esc or a click elsewhere, kept inside the window.

function place(pop: HTMLDetailsElement): void {
  const card = pop.querySelector<HTMLElement>(":scope > .pop-card");
  if (!card || innerWidth <= 620) return;
  card.classList.add("is-fixed");
  const at = pop.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const wanted = pop.classList.contains("pop-end") ? at.right - width : at.left;
  const left = Math.max(8, Math.min(wanted, innerWidth - width - 8));
  const below = at.bottom + 6;
  const above = at.top - height - 6;
  const lowest = innerHeight - height - 8;
  // Below where there is room, else above, else as low as the window lets it end.
  const top = below <= lowest ? below : above > 8 ? above : Math.max(8, lowest);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

document.addEventListener(
  "toggle",
  (event) => {
    const pop = event.target as HTMLElement;
    if (!(pop instanceof HTMLDetailsElement) || !pop.classList.contains("pop") || !pop.open) return;
    for (const other of document.querySelectorAll<HTMLDetailsElement>("details.pop[open]")) {
      if (other !== pop && !other.contains(pop)) other.open = false;
    }
    place(pop);
  },
  true,
);

function closeAll(except?: Element | null): boolean {
  let closed = false;
  for (const pop of document.querySelectorAll<HTMLDetailsElement>("details.pop[open]")) {
    if (except && pop.contains(except)) continue;
    const hadFocus = pop.contains(document.activeElement);
    pop.open = false;
    if (hadFocus) pop.querySelector<HTMLElement>("summary")?.focus();
    closed = true;
  }
  return closed;
}

document.addEventListener("click", (event) => closeAll(event.target as Element));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && closeAll()) event.stopPropagation();
});
for (const moved of ["scroll", "resize"]) {
  addEventListener(moved, () => document.querySelectorAll<HTMLDetailsElement>("details.pop[open]").forEach(place), { passive: true, capture: true });
}
