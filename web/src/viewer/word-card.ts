import { el } from "../dom";
import type { Refused } from "../http";
import type { PageWord } from "./contract";

const GAP = 8;
const NARROW = matchMedia("(max-width: 860px)");

interface Acts {
  keep(text: string, isLine: boolean): Promise<void>;
  skip(): void;
  closed(): void;
}

export interface Opened {
  word: PageWord;
  line: string;
  beside: Element | null;
  mayCorrect: boolean;
  isWalk: boolean;
}

/** The small card under a word: what stands there, to be typed anew; Enter keeps it, the same letters say that it was read right. */
export class WordCard {
  private readonly card = el("form", { class: "bubble word-card", hidden: true, autocomplete: "off" });
  private readonly input = el("input", { class: "form-control", id: "word-typed", name: "word", spellcheck: "false" });
  private readonly said = el("p", { class: "word-said", role: "alert" });
  private readonly whole = el("input", { type: "checkbox", id: "word-line" });
  private shown: Opened | undefined;
  private isSending = false;

  constructor(
    private readonly place: HTMLElement,
    private readonly acts: Acts,
  ) {
    place.append(this.card);
    this.card.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.keep();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.shiftKey) return;
      event.preventDefault();
      acts.skip();
    });
    this.whole.addEventListener("change", () => this.turn());
  }

  get isOpen(): boolean {
    return !this.card.hidden;
  }

  open(opened: Opened): void {
    this.shown = opened;
    this.whole.checked = false;
    this.said.textContent = "";
    this.input.value = opened.word.text;
    this.input.readOnly = !opened.mayCorrect;
    const close = el("button", { type: "button", class: "toast-close", "aria-label": "Đóng" }, "×");
    close.addEventListener("click", () => this.close());
    const skip = el("button", { type: "button", class: "btn btn-sm" }, "Chữ tiếp (Shift+Enter)");
    skip.addEventListener("click", () => this.acts.skip());
    const label = el("label", { class: "form-label", for: "word-typed" }, "Chữ trên trang là");
    const foot = el("div", { class: "bubble-foot" }, el("button", { type: "submit", class: "btn btn-sm btn-primary" }, "Ghi (Enter)"), ...(opened.isWalk ? [skip] : []));
    const line = el("label", { class: "word-line" }, this.whole, " Sửa cả dòng");
    this.card.setAttribute("aria-label", "Sửa chữ máy đọc");
    this.card.replaceChildren(el("div", { class: "bubble-head" }, label, close), this.input, this.said, ...(opened.mayCorrect ? [line, foot] : []));
    this.card.hidden = false;
    this.settle(opened.beside);
    this.input.focus({ preventScroll: true });
    this.input.select();
  }

  close(): void {
    if (this.card.hidden) return;
    this.card.hidden = true;
    this.shown = undefined;
    this.acts.closed();
  }

  /** The word alone, or its whole line. */
  private turn(): void {
    if (!this.shown) return;
    this.input.value = this.whole.checked ? this.shown.line : this.shown.word.text;
    this.card.classList.toggle("is-line", this.whole.checked);
    this.settle(this.shown.beside);
    this.input.focus({ preventScroll: true });
  }

  private async keep(): Promise<void> {
    if (this.isSending || !this.shown?.mayCorrect) return;
    this.isSending = true;
    this.said.textContent = "";
    try {
      await this.acts.keep(this.input.value.trim(), this.whole.checked);
    } catch (error) {
      // What was typed stays in the card.
      const refused = error as Refused;
      this.said.textContent = refused.status === 409 ? "Chữ ở đây vừa được người khác sửa, hoặc trang vừa được đọc lại. Hãy bấm lại vào chữ." : refused.message;
    } finally {
      this.isSending = false;
    }
  }

  /** Under the word, or over it where there is no room. */
  private settle(beside: Element | null): void {
    this.card.style.left = this.card.style.top = "";
    if (NARROW.matches || !beside) return;
    const at = beside.getBoundingClientRect();
    const around = this.place.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const left = Math.max(GAP, Math.min(at.left - around.left, around.width - width - GAP));
    const below = at.bottom - around.top + GAP;
    const top = below + height < around.height ? below : Math.max(GAP, at.top - around.top - height - GAP);
    this.card.style.left = `${left}px`;
    this.card.style.top = `${top}px`;
  }
}
