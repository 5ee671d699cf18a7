import { el } from "../dom";

// A small picture of the page behind "BL 127" while the pointer or the cursor rests on it.
let card: HTMLElement | undefined;

function hide(): void {
  card?.remove();
  card = undefined;
}

function show(link: HTMLElement): void {
  hide();
  const address = link.dataset.preview;
  if (!address) return;
  const picture = el("img", { src: address, alt: "" });
  // A leaf that is not there, or not for this person, has no picture.
  picture.addEventListener("error", hide);
  card = el("div", { class: "preview", "aria-hidden": "true" }, picture);
  const at = link.getBoundingClientRect();
  card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - 276))}px`;
  if (at.bottom > innerHeight * 0.55) card.style.bottom = `${innerHeight - at.top + 6}px`;
  else card.style.top = `${at.bottom + 6}px`;
  document.body.append(card);
}

for (const [into, out] of [["pointerover", "pointerout"], ["focusin", "focusout"]] as const) {
  document.addEventListener(into, (event) => {
    const link = (event.target as Element).closest?.<HTMLElement>("[data-preview]");
    if (link) show(link);
  });
  document.addEventListener(out, hide);
}
