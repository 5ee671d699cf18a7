import { el, onClick } from "../dom";
import { readCharge, tidyDate, tidyMoment, tidyMoney } from "./typed";

const TIDY: Record<string, (typed: string) => string> = { date: tidyDate, moment: tidyMoment, money: tidyMoney };

function kindOf(target: EventTarget | null): [string, HTMLInputElement] | undefined {
  if (!(target instanceof HTMLInputElement)) return undefined;
  const kind = target.closest<HTMLElement>("[data-kind]")?.dataset.kind;
  return kind ? [kind, target] : undefined;
}

// Before `change` reaches the autosave, the text takes the shape it will have on paper.
document.addEventListener(
  "change",
  (event) => {
    const found = kindOf(event.target);
    if (!found) return;
    const [kind, input] = found;
    if (input.type === "text") input.value = TIDY[kind]?.(input.value) ?? input.value;
    if (kind === "charge") showReading(input);
  },
  true,
);

// Digits alone are enough: the slashes of a date come by themselves.
document.addEventListener("input", (event) => {
  const found = kindOf(event.target);
  if (!found) return;
  const [kind, input] = found;
  const atEnd = input.selectionStart === input.value.length;
  const typed = (event as InputEvent).inputType === "insertText";
  if ((kind === "date" || kind === "moment") && typed && atEnd) {
    if (/^(\d{2}|\d{2}\/\d{2})$/.test(input.value)) input.value += "/";
    // "17 giờ 30 phút ngày…" begins like a day: its slash goes again. A slash typed by hand is not doubled.
    else input.value = input.value.replace(/^(\d{2})\/(?=[^\d/])/, "$1").replace("//", "/");
  }
  if (kind === "charge") showReading(input);
});

function showReading(input: HTMLInputElement): void {
  const field = input.closest(".field");
  if (!field) return;
  let line = field.querySelector<HTMLElement>(".field-reading");
  const words = readCharge(input.value);
  if (!line && !words) return;
  line ??= field.appendChild(el("p", { class: "field-reading", "aria-live": "polite" }));
  line.textContent = words;
}

onClick("[data-pick-date]", (button) => {
  const input = button.closest(".field")?.querySelector<HTMLInputElement>("input.form-control");
  if (!input) return;
  const native = el("input", { type: "date", class: "pick-native", tabindex: -1, "aria-hidden": "true" });
  const parts = tidyDate(input.value).split("/");
  if (parts.length === 3) native.value = parts.reverse().join("-");
  button.after(native);
  native.addEventListener("change", () => {
    input.value = native.value.split("-").reverse().join("/");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    native.remove();
    input.focus();
  });
  native.addEventListener("blur", () => native.remove());
  native.focus();
  native.showPicker?.();
});

for (const input of document.querySelectorAll<HTMLInputElement>('[data-kind="charge"] input')) showReading(input);
