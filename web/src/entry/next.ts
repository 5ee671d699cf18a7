// Enter goes to the next field that is still empty; a date that stands there is replaced by typing.
import { onEach } from "../dom";

function isEmpty(field: HTMLElement): boolean {
  if (field.dataset.kind === "check" || comesFromBook(field)) return false;
  const radios = [...field.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  if (radios.length > 0) return !radios.some((one) => one.checked);
  return field.querySelector<HTMLInputElement>("input.form-control, select.form-select, textarea.form-control")?.value.trim() === "";
}

/** A number that the unit's own book will give, as the tick beside it says. */
function comesFromBook(field: HTMLElement): boolean {
  const name = field.dataset.field ?? "";
  const ticks = [`take_${name}`, ...(name === "register_number" ? ["take_number"] : [])];
  const tick = (one: string) => field.closest("form")?.querySelector(`input[type=checkbox][name="${CSS.escape(one)}"]:checked`);
  return ticks.some(tick);
}

onEach<HTMLFormElement>("form.entry", (form) => {
  form.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (event.key !== "Enter" || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented || !isField || target.type === "submit") return;
    event.preventDefault();
    event.stopPropagation();
    const fields = [...form.querySelectorAll<HTMLElement>(".field")].filter((one) => one.offsetParent);
    const here = target.closest<HTMLElement>(".field");
    const next = fields.slice(here ? fields.indexOf(here) + 1 : 0).find(isEmpty);
    const control = next?.querySelector<HTMLElement>("input.form-control, select.form-select, textarea.form-control, input[type=radio]");
    (control ?? form.querySelector<HTMLElement>("button[type=submit]"))?.focus();
  });
  form.addEventListener("focusin", (event) => {
    const target = event.target as HTMLElement;
    if (target instanceof HTMLInputElement && target.closest('[data-kind="date"], [data-kind="moment"], [data-kind="number"]')) target.select();
  });
});

// Where the cursor begins: at what was refused, at the tick that warnings ask for, else at the first field, its date ready to be replaced.
const form = document.querySelector<HTMLFormElement>("form.entry");
const confirm = form?.querySelector<HTMLInputElement>('input[type=checkbox][name="confirmed"]:not(:checked)');
const refused = form?.querySelector<HTMLElement>(".has-error .form-control, .has-error .form-select");
const begin = refused ?? confirm ?? form?.querySelector<HTMLElement>("[autofocus]");
begin?.focus();
if (begin && begin === document.activeElement && begin instanceof HTMLInputElement && begin.type === "text") begin.select();
