// A passage marked on the paper can be remarked on: the words and the field they stand in go into the form of remarks.
import { el } from "../dom";

let offer: HTMLButtonElement | undefined;

function hide(): void {
  offer?.remove();
  offer = undefined;
}

function take(passage: string, field: string): void {
  const box = document.querySelector<HTMLDetailsElement>("[data-remark]");
  if (!box) return;
  box.open = true;
  const quote = box.querySelector<HTMLElement>("[data-remark-quote]")!;
  quote.textContent = passage;
  quote.hidden = false;
  box.querySelector<HTMLInputElement>("[data-remark-passage]")!.value = passage;
  const about = box.querySelector<HTMLSelectElement>("[data-remark-about]")!;
  if ([...about.options].some((one) => one.value === field)) about.value = field;
  box.querySelector<HTMLTextAreaElement>("textarea")!.focus();
}

document.addEventListener("selectionchange", () => {
  hide();
  const chosen = document.getSelection();
  const passage = chosen?.toString().trim() ?? "";
  const start = chosen?.anchorNode?.parentElement;
  if (!chosen || passage.length < 3 || passage.length > 1000 || !start?.closest(".official") || !document.querySelector("[data-remark]")) return;
  const place = chosen.getRangeAt(0).getBoundingClientRect();
  const field = start.closest<HTMLAnchorElement>("a.value")?.hash.replace("#f-", "") ?? "";
  offer = el("button", { type: "button", class: "btn btn-sm btn-primary remark-offer" }, "Ghi ý kiến về đoạn này");
  offer.style.left = `${Math.max(8, Math.min(place.left, innerWidth - 190))}px`;
  offer.style.top = `${Math.min(innerHeight - 44, place.bottom + 6)}px`;
  // The press of the button would take the selection away first.
  offer.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take(passage, field);
    hide();
  });
  document.body.append(offer);
});
