// The fields of a form as data: used by the autosave (shell) and by the box that reads a page (viewer).
import { el } from "./dom";

/** Where a value was read: the page, and the box in pixels of its upright image. */
export interface Source {
  page: string;
  rect: [number, number, number, number] | null;
  label: string;
  href: string;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The controls of a form that hold a person's words, not tokens, sources or files. */
export function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((one): one is Control => {
    if (!(one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement)) return false;
    if (!one.name || one.name === "csrf" || one.name.startsWith("source.")) return false;
    return !(one instanceof HTMLInputElement && (one.type === "file" || one.type === "password" || (one.type === "hidden" && !("lookupValue" in one.dataset))));
  });
}

/** The control or group of this name. */
export function controlsNamed(form: HTMLFormElement, name: string): Control[] {
  return controls(form).filter((one) => one.name === name);
}

/** What stands in a field. */
export function valueOf(form: HTMLFormElement, name: string): string {
  for (const one of controlsNamed(form, name)) {
    if (one instanceof HTMLInputElement && one.type === "checkbox") return one.checked ? "true" : "";
    if (one instanceof HTMLInputElement && one.type === "radio") {
      if (one.checked) return one.value;
      continue;
    }
    return one.value;
  }
  return "";
}

/** Puts a value into a field without telling anyone. */
export function setValue(form: HTMLFormElement, name: string, value: string): void {
  for (const one of controlsNamed(form, name)) {
    if (one instanceof HTMLInputElement && one.type === "checkbox") one.checked = value === "true";
    else if (one instanceof HTMLInputElement && one.type === "radio") one.checked = one.value === value;
    else one.value = value;
  }
}

/** The source of a field as the server's text; empty when it has none. */
export function sourceOf(form: HTMLFormElement, name: string): string {
  return form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(`source.${name}`)}"]`)?.value ?? "";
}

/** Sets or clears the source of a field, with its chip. */
export function setSource(form: HTMLFormElement, name: string, text: string): void {
  const holder = form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(`source.${name}`)}"]`);
  if (!holder) return;
  holder.value = text;
  const slot = holder.closest(".field")?.querySelector("[data-source-slot]");
  if (!slot) return;
  slot.replaceChildren();
  if (!text) return;
  const source = JSON.parse(text) as Source;
  slot.append(el("a", { class: "source-chip", href: source.href || "#", "data-source-show": name, title: "Mở trang đã đọc" }, source.label));
}

/** Fills a field with words read from a page; the autosave sees it as typing. */
export function fill(form: HTMLFormElement, name: string, value: string, source: Source): void {
  const target = controlsNamed(form, name)[0];
  if (!target) return;
  setSource(form, name, JSON.stringify(source));
  setValue(form, name, value);
  const field = target.closest(".field");
  field?.classList.remove("was-filled");
  requestAnimationFrame(() => field?.classList.add("was-filled"));
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.dispatchEvent(new Event("change", { bubbles: true }));
}
