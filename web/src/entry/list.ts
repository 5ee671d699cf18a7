// A list of options under a field: drawn, moved through by arrows, read aloud.
import { el } from "../dom";

export interface Option {
  label: string;
  hint?: string;
}

/** The listbox of one combobox. */
export class OptionList<T extends Option> {
  readonly box: HTMLUListElement;
  private shown: T[] = [];
  private at = -1;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly choose: (one: T) => void,
  ) {
    this.box = el("ul", { class: "choices", role: "listbox", id: `${input.id}-choices`, "aria-label": "Gợi ý", hidden: true });
    for (const [name, text] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", this.box.id], ["aria-autocomplete", "list"]] as const) input.setAttribute(name, text);
  }

  get isOpen(): boolean {
    return !this.box.hidden;
  }

  get picked(): T | undefined {
    return this.shown[this.at];
  }

  /** Shows options; the first stands picked where `isSure`. */
  show(options: T[], isSure: boolean): void {
    this.shown = options;
    this.box.replaceChildren(
      ...options.map((one, at) => {
        const line = el("li", { role: "option", id: `${this.box.id}-${at}`, "aria-selected": "false" }, one.label);
        if (one.hint) line.append(el("span", { class: "hint" }, one.hint));
        line.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.choose(one);
        });
        return line;
      }),
    );
    this.box.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.pick(isSure ? 0 : -1);
  }

  close(): void {
    if (this.isOpen) this.show([], false);
  }

  by(step: number): void {
    this.pick(Math.max(0, Math.min(this.shown.length - 1, this.at + step)));
  }

  private pick(at: number): void {
    this.at = at;
    [...this.box.children].forEach((line, n) => line.setAttribute("aria-selected", String(n === at)));
    const line = this.box.children[at];
    line?.scrollIntoView({ block: "nearest" });
    if (line) this.input.setAttribute("aria-activedescendant", line.id);
    else this.input.removeAttribute("aria-activedescendant");
  }
}
