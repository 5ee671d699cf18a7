import { el } from "../dom";
import { call, type Refused } from "../http";
import type { Highlight, Highlights, Marking } from "./contract";

/** "Ghi chú, trích cứu": the marks of the whole file in the order of its pages, by kind and by whose they are. */
export class MarkList {
  readonly element: HTMLElement;
  readonly query: HTMLInputElement;
  private readonly kind: HTMLSelectElement;
  private readonly whose: HTMLSelectElement;
  private readonly said = el("p", { class: "panel-said", role: "status" });
  private readonly list = el("ol", { class: "hits" });
  private readonly more = el("button", { type: "button", class: "btn btn-sm", hidden: true }, "Xem thêm");
  private shown = 0;
  private turn = 0;
  private wait = 0;

  constructor(
    private readonly marking: Marking,
    private readonly show: (one: Highlight) => void,
  ) {
    const choices = (label: string, ...options: [string, string][]) => el("select", { class: "form-select", "aria-label": label }, ...options.map(([value, words]) => el("option", { value }, words)));
    this.query = el("input", { class: "form-control", type: "search", "aria-label": "Tìm trong ghi chú, trích cứu", placeholder: "Tìm trong ghi chú, lời trích", autocomplete: "off", spellcheck: "false" });
    this.kind = choices("Ý nghĩa", ["", "Mọi ý nghĩa"], ...marking.kinds.map(({ value, label }): [string, string] => [value, label]));
    this.whose = choices("Của ai", ["", "Tất cả"], ["mine", "Của tôi"], ["shared", "Được chia sẻ"]);
    const table = el("a", { class: "btn btn-sm", href: marking.excerpts }, "Bảng trích cứu");
    this.element = el("div", { class: "panel-body" }, this.query, el("div", { class: "mark-filter" }, this.kind, this.whose), el("div", { class: "mark-said" }, this.said, table), this.list, this.more);
    this.query.addEventListener("input", () => {
      clearTimeout(this.wait);
      this.wait = window.setTimeout(() => void this.renew(), 200);
    });
    for (const choice of [this.kind, this.whose]) choice.addEventListener("change", () => void this.renew());
    this.more.addEventListener("click", () => void this.ask(this.shown));
  }

  /** From the first page again. */
  async renew(): Promise<void> {
    await this.ask(0);
  }

  private async ask(from: number): Promise<void> {
    const turn = ++this.turn;
    const asked = new URLSearchParams({ q: this.query.value.trim(), kind: this.kind.value, whose: this.whose.value, from: String(from) });
    try {
      const { total, marks } = await call<Highlights>("GET", `${this.marking.url}?${asked}`);
      if (turn !== this.turn) return;
      if (from === 0) this.list.replaceChildren();
      this.list.append(...marks.map((one) => this.line(one)));
      this.shown = from + marks.length;
      this.more.hidden = this.shown >= total;
      const isAll = !asked.get("q") && !this.kind.value && !this.whose.value;
      this.said.textContent = total > 0 ? `${total} đoạn` : isAll ? "Chưa đánh dấu đoạn nào. Bấm M rồi kéo khung quanh lời cần trích." : "Không có đoạn nào phù hợp.";
    } catch (error) {
      if (turn === this.turn) this.said.textContent = (error as Refused).message;
    }
  }

  private line(one: Highlight): HTMLElement {
    const kind = this.marking.kinds.find((known) => known.value === one.kind);
    const place = el("span", { class: "hit-place tabular" }, el("span", { class: `mark-kind kind-${one.kind}` }, el("span", { class: "mark-sign", "aria-hidden": "true" }, kind?.sign ?? ""), kind?.label ?? ""), ` ${one.bl ? `BL ${one.bl} · trang ${one.no}` : `Trang ${one.no}`}`);
    const button = el("button", { type: "button", class: "hit" }, place);
    if (one.words) button.append(el("span", { class: "hit-words mark-words" }, one.words));
    if (one.note) button.append(el("span", { class: "mark-note" }, one.note));
    button.append(el("span", { class: "mark-who" }, one.mine ? (one.shared ? "Của tôi, đang chia sẻ" : "Riêng tôi") : one.author));
    button.addEventListener("click", () => {
      this.list.querySelector('[aria-current="true"]')?.removeAttribute("aria-current");
      button.setAttribute("aria-current", "true");
      this.show(one);
    });
    return el("li", {}, button);
  }
}
