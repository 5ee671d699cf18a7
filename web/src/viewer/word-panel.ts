import { el } from "../dom";
import type { Page, PageWord, WordVersion } from "./contract";
import type { Words } from "./words";

/** "Chữ của trang": the text as read, word by word, and the versions that people made of it. */
export class WordPanel {
  readonly element = el("div", { class: "panel-body word-panel" });
  private turn = 0;

  constructor(
    private readonly words: Words,
    private readonly here: () => Page | undefined,
  ) {}

  async show(): Promise<void> {
    const page = this.here();
    const turn = ++this.turn;
    if (!page) return;
    const read = await this.words.words(page.id).catch(() => undefined);
    if (turn !== this.turn) return;
    const listing = el("a", { class: "btn btn-sm", href: this.words.wording.listing }, "Trang cần người xem");
    const said = el("p", { class: "panel-said" }, read ? `Trang ${page.no}. Bấm vào chữ để sửa; gạch chấm là chữ máy đọc chưa chắc, vạch bên trái là cả dòng cần so với trang.` : "Chưa đọc được chữ của trang này.");
    const found = [...(read?.told ?? []), ...(read?.illegible.length ? [`Có ${read.illegible.length} chỗ máy không đọc được, khoanh nét đứt trên trang.`] : [])];
    const told = found.length > 0 ? [el("ul", { class: "word-told" }, ...found.map((one) => el("li", {}, one)))] : [];
    const lines = new Map<number, [PageWord, number][]>();
    read?.words.forEach((one, at) => lines.set(one.line, [...(lines.get(one.line) ?? []), [one, at]]));
    const text = [...lines.values()].map((line) => this.line(page, line));
    const versions = read?.versions ?? [];
    const history = versions.length > 0 ? [el("h3", {}, "Các lần sửa"), el("ol", { class: "word-versions" }, ...versions.map((one) => this.version(page, one)))] : [];
    this.element.replaceChildren(el("div", { class: "mark-said" }, said, listing), ...told, el("div", { class: "word-text" }, ...text), ...history);
  }

  private line(page: Page, line: [PageWord, number][]): HTMLElement {
    const why = line.find(([one]) => one.doubt && !one.by_hand)?.[0].doubt;
    const words = line.flatMap((one) => [this.word(page, ...one), " "]);
    return why ? el("p", { class: "is-doubted", title: `Cần so với trang: ${why}` }, el("span", { class: "visually-hidden" }, `Dòng cần so với trang (${why}): `), ...words) : el("p", {}, ...words);
  }

  private word(page: Page, one: PageWord, at: number): HTMLElement {
    const look = one.by_hand ? "is-by-hand" : one.doubtful ? "is-doubtful" : "";
    const button = el("button", { type: "button", class: `word ${look}`.trim() }, one.text);
    if (one.doubtful) button.setAttribute("aria-label", `${one.text}, máy đọc chưa chắc`);
    button.addEventListener("click", () => void this.words.open(page, at));
    return button;
  }

  private version(page: Page, one: WordVersion): HTMLElement {
    const change = one.before === one.after ? [`“${one.before}”: máy đọc đúng`] : [el("del", {}, one.before), " → ", el("ins", {}, one.after || "(bỏ)")];
    const state = one.is_undone ? " · đã hoàn tác" : one.is_lapsed ? " · trang đã đọc lại, hãy xem lại" : "";
    const item = el("li", {}, el("span", {}, ...change), el("span", { class: "mark-who" }, `${one.who} · ${one.at}${state}`));
    if (!one.is_undone && !one.is_lapsed && this.words.wording.may_correct) {
      const back = el("button", { type: "button", class: "btn btn-sm btn-ghost", "aria-label": `Hoàn tác “${one.after}”` }, "Hoàn tác");
      back.addEventListener("click", () => void this.words.undo(page.id, one.id));
      item.append(back);
    }
    return item;
  }
}
