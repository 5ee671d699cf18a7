// Values the unit wrote lately, and articles of the Penal Code, from lists that the page carries: two letters are enough.
import { onEach } from "../dom";
import { best, words } from "./match";
import { type Option, OptionList } from "./list";

interface Known extends Option {
  value: string;
}

const FEW = 8;

function known(field: string): Known[] {
  const list = document.querySelector<HTMLDataListElement>(`datalist[data-known="${CSS.escape(field)}"]`);
  return [...(list?.options ?? [])].map((one) => ({ value: one.value, label: one.label && one.label !== one.value ? `${one.value} – ${one.label}` : one.value }));
}

/** Says that a person changed the field, so that autosave and readings follow. */
export function changed(control: HTMLElement): void {
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

onEach<HTMLElement>(".entry .field", (field) => {
  const input = field.querySelector<HTMLInputElement>("input.form-control[type=text]");
  const all = known(field.dataset.field ?? "");
  if (!input || all.length === 0 || input.readOnly) return;
  const isCharge = field.dataset.kind === "charge";
  // Several charges stand in one field: the last one is being typed.
  const before = () => (isCharge ? input.value.slice(0, input.value.search(/[^;,]*$/)) : "");
  const typed = () => input.value.slice(before().length).trim();

  const take = (one: Known) => {
    const lead = before();
    // The article stands; its clause is still to be typed.
    const clause = isCharge && !one.value.includes(".") ? "." : "";
    input.value = `${lead}${lead && !lead.endsWith(" ") ? " " : ""}${one.value}${clause}`;
    list.close();
    changed(input);
  };
  const list = new OptionList<Known>(input, take);
  input.after(list.box);
  const show = () => {
    const text = typed();
    const isCode = /^\d/.test(text);
    const found = isCode && isCharge ? all.filter((one) => one.value.startsWith(text) && one.value !== text).slice(0, FEW) : best(all, (one) => one.label, text, FEW);
    const isWritten = all.some((one) => one.value === text);
    // Who types the article by its number knows it; who types letters means the first that answers.
    list.show(isWritten ? [] : found, !isCode && text !== "");
  };
  input.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    if (words(typed()).words.join("").length >= 2) show();
    else list.close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!list.isOpen) {
      if (event.key !== "ArrowDown") return;
      show();
    } else if (event.key === "ArrowDown") list.by(1);
    else if (event.key === "ArrowUp") list.by(-1);
    else if (event.key === "Escape") list.close();
    else if (event.key === "Enter" && list.picked) take(list.picked);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("blur", () => list.close());
});

// "116" becomes "116/LTG-CSĐT" where the unit's last such paper was numbered so.
const tail = document.querySelector<HTMLDataListElement>('datalist[data-tail="number"]')?.options[0]?.value;
document.addEventListener(
  "change",
  (event) => {
    const input = event.target;
    if (tail && input instanceof HTMLInputElement && input.name === "number" && /^\d+$/.test(input.value.trim())) input.value = `${input.value.trim()}/${tail}`;
  },
  true,
);
