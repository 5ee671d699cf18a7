import { el } from "../dom";
import type { Refused } from "../http";
import { toast } from "../shell/toasts";
import type { Highlight } from "./contract";
import type { Highlights } from "./highlights";

const GAP = 8;
/** Narrower than this the card lies at the foot of the screen. */
const NARROW = matchMedia("(max-width: 860px)");

/** The small card of one mark: what it is for, the note beside it, sharing, taking off; for another's mark, its words to read. */
export class Bubble {
  shown: Highlight | undefined;
  private readonly card = el("div", { class: "bubble", role: "dialog", hidden: true });
  private readonly saved = el("span", { class: "bubble-saved", role: "status" });
  private share: HTMLButtonElement | undefined;
  private cites: HTMLElement | undefined;

  constructor(
    private readonly place: HTMLElement,
    private readonly all: Highlights,
    private readonly goTo: (bl: string) => void,
    private readonly remove: (one: Highlight) => void,
    private readonly used: (kind: string) => void,
  ) {
    place.append(this.card);
    all.onKept = (one, said, late) => {
      if (this.shown?.id !== one.id) return;
      this.saved.textContent = said;
      this.saved.classList.toggle("is-late", late);
    };
  }

  get isOpen(): boolean {
    return !this.card.hidden;
  }

  /** Puts the card away; answers whose it was. */
  close(): Highlight | undefined {
    const one = this.shown;
    this.card.hidden = true;
    this.shown = undefined;
    return one;
  }

  open(one: Highlight, beside: HTMLElement | null): void {
    this.shown = one;
    const place = one.bl ? `BL ${one.bl}` : `Trang ${one.no}`;
    const close = el("button", { type: "button", class: "toast-close", "aria-label": "Đóng" }, "×");
    close.addEventListener("click", () => this.close());
    this.saved.textContent = "";
    this.card.setAttribute("aria-label", `Đoạn đánh dấu ở ${place}`);
    this.card.replaceChildren(el("div", { class: "bubble-head" }, el("b", { class: "tabular" }, place), el("span", { class: "bubble-who" }, one.mine ? (one.shared ? "Đang chia sẻ" : "Riêng tôi") : `${one.author} · ${one.at}`), close));
    if (one.turned) this.card.append(el("p", { class: "bubble-turned" }, "Trang đã được xoay sau khi đánh dấu; khung được xoay theo."));
    this.card.append(...(one.mine ? this.mine(one, place) : this.others(one)));
    this.card.hidden = false;
    this.settle(beside);
    (this.card.querySelector<HTMLElement>("textarea.bubble-note") ?? close).focus({ preventScroll: true });
  }

  /** Below the mark where there is room, else above, else at the foot; a narrow screen has it at the foot by its style. */
  private settle(beside: HTMLElement | null): void {
    if (NARROW.matches) beside?.querySelector(".lit-sign")?.scrollIntoView({ block: "center", behavior: "instant" });
    const room = this.place.getBoundingClientRect();
    const lines = [...(beside?.querySelectorAll(".lit-line") ?? [])].map((line) => line.getBoundingClientRect());
    const card = this.card.getBoundingClientRect();
    const left = Math.min(...lines.map((line) => line.left), room.right) - room.left;
    const below = Math.max(...lines.map((line) => line.bottom), room.top) - room.top + GAP;
    const above = Math.min(...lines.map((line) => line.top), room.bottom) - room.top - card.height - GAP;
    const top = below + card.height + GAP <= room.height ? below : above >= GAP ? above : room.height - card.height - GAP;
    this.card.style.left = `${Math.max(GAP, Math.min(left, room.width - card.width - GAP))}px`;
    this.card.style.top = `${Math.max(GAP, top)}px`;
  }

  private mine(one: Highlight, place: string): Node[] {
    const kinds = el("fieldset", { class: "bubble-kinds" }, el("legend", { class: "visually-hidden" }, "Ý nghĩa"));
    for (const kind of this.all.marking.kinds) {
      const radio = el("input", { type: "radio", name: "mark-kind", value: kind.value, checked: kind.value === one.kind, class: "visually-hidden", id: `mark-kind-${kind.value}` });
      radio.addEventListener("change", () => {
        this.used(kind.value);
        this.attempt(this.all.change(one, { kind: kind.value }));
      });
      kinds.append(radio, el("label", { class: `mark-kind kind-${kind.value}`, for: radio.id }, el("span", { class: "mark-sign", "aria-hidden": "true" }, kind.sign), kind.label));
    }
    const note = el("textarea", { class: "form-control bubble-note", rows: 3, "aria-label": `Ghi chú ở ${place}`, placeholder: "Ghi chú; gõ “BL 12” để dẫn tới bút lục" });
    note.value = this.all.noteOf(one);
    note.addEventListener("input", () => {
      this.saved.textContent = "Đang lưu…";
      this.all.type(one, note.value);
    });
    this.cites = el("p", { class: "bubble-cites" });
    this.drawCites(one);
    this.share = el("button", { type: "button", class: "btn btn-sm" });
    this.share.addEventListener("click", () => this.attempt(this.all.share(one, !one.shared)));
    this.drawShare(one);
    const drop = el("button", { type: "button", class: "btn btn-sm btn-ghost" }, "Xóa");
    drop.addEventListener("click", () => this.remove(one));
    return [kinds, this.words(one, place), note, this.cites, el("div", { class: "bubble-foot" }, this.saved, this.share, drop)];
  }

  /** The words under the mark, mended where the machine misread them. */
  private words(one: Highlight, place: string): HTMLElement {
    const words = el("textarea", { class: "form-control", rows: 3, "aria-label": `Lời trích ở ${place}` });
    words.value = one.words;
    const keep = el("button", { type: "button", class: "btn btn-sm" }, "Ghi lời trích");
    const said = el("summary", { class: "bubble-words" }, one.words || "Chưa có lời trích; bấm để gõ");
    const fold = el("details", { class: "bubble-mend" }, said, words, keep);
    keep.addEventListener("click", () =>
      this.attempt(
        this.all.change(one, { words: words.value }).then(() => {
          said.textContent = one.words || "Chưa có lời trích; bấm để gõ";
          words.value = one.words;
          fold.open = false;
          said.focus();
        }),
      ),
    );
    return fold;
  }

  private others(one: Highlight): Node[] {
    const kind = this.all.marking.kinds.find((known) => known.value === one.kind);
    const note = el("p", { class: "bubble-read" }, ...this.bits(one));
    return [el("span", { class: `mark-kind kind-${one.kind}` }, el("span", { class: "mark-sign", "aria-hidden": "true" }, kind?.sign ?? ""), kind?.label ?? ""), el("p", { class: "bubble-words" }, one.words), ...(one.note ? [note] : [])];
  }

  private bits(one: Highlight): (Node | string)[] {
    return one.bits.map((bit) => {
      if (!bit.href) return bit.words;
      const link = el("a", { class: `bl-link${bit.is_missing ? " is-missing" : ""}`, href: bit.href, "data-preview": bit.preview || undefined, title: bit.is_missing ? "Chưa thấy bút lục này trong hồ sơ số hóa" : undefined }, bit.words);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.goTo(bit.bl);
      });
      return link;
    });
  }

  /** Something of the mark has changed while its card is open; what is being typed stays. */
  renew(): void {
    const one = this.shown;
    if (!one?.mine) return;
    this.drawShare(one);
    this.drawCites(one);
    const who = this.card.querySelector(".bubble-who");
    if (who) who.textContent = one.shared ? "Đang chia sẻ" : "Riêng tôi";
  }

  private drawShare(one: Highlight): void {
    if (!this.share) return;
    this.share.textContent = one.shared ? "Thôi chia sẻ" : "Chia sẻ";
    this.share.title = one.shared ? "Mọi người đọc được hồ sơ này đang thấy; bấm để chỉ mình tôi thấy" : "Để mọi người đọc được hồ sơ này cùng thấy";
    this.share.hidden = !one.shared && !this.all.marking.may_share;
  }

  private drawCites(one: Highlight): void {
    const links = this.bits({ ...one, bits: one.bits.filter((bit) => bit.href) });
    this.cites?.replaceChildren(...(links.length > 0 ? ["Dẫn tới: ", ...links.flatMap((link, n) => (n === 0 ? [link] : [" · ", link]))] : []));
  }

  private attempt(done: Promise<void>): void {
    done.catch((error: unknown) => toast("danger", (error as Refused).message));
  }
}
