import { el } from "../dom";
import { call, Refused } from "../http";
import { toast } from "../shell/toasts";
import type { Likes, Page, PageWord, PageWords, Rect, Stop, Wording } from "./contract";
import type { Pages } from "./pages";
import type { Stage } from "./stage";
import { WordCard } from "./word-card";

/** "Sửa chữ": press a word on the picture, type, Enter. What the server has not kept is never shown as kept. */
export class Words {
  isOn = false;
  onToggle: (on: boolean) => void = () => undefined;
  /** The words of this page have come or changed. */
  onChange: (page: string) => void = () => undefined;
  /** The same misreading stands elsewhere. */
  onLikes: (correction: string) => void = () => undefined;
  private readonly known = new Map<string, Promise<PageWords>>();
  private readonly card: WordCard;
  /** Where the walk from doubt to doubt stands: the place of the page and of the word on it. */
  private stop: { no: number; at: number } | undefined;
  private now: { page: Page; at: number } | undefined;

  constructor(
    readonly wording: Wording,
    private readonly pages: Pages,
    private readonly stage: Stage,
    place: HTMLElement,
    private readonly here: () => Page | undefined,
    private readonly tell: (...parts: (Node | string)[]) => void,
    private readonly reveal: (page: string, rects: Rect[]) => Promise<void>,
  ) {
    this.card = new WordCard(place, {
      keep: (text, isLine) => this.keep(text, isLine),
      skip: () => void this.next(),
      closed: () => this.closed(),
    });
    stage.element.addEventListener("click", (event) => {
      if (this.isOn) void this.press(event);
    });
  }

  toggle(on = !this.isOn): void {
    this.isOn = on;
    this.stage.element.classList.toggle("is-wording", on);
    this.stop = undefined;
    this.card.close();
    this.draw();
    if (on) this.ready();
    else {
      this.tell();
      this.stage.mark([]);
    }
    this.onToggle(on);
  }

  /** Gives up what is being done; says whether there was anything. */
  escape(): boolean {
    if (this.card.isOpen) {
      this.card.close();
      this.stage.element.focus({ preventScroll: true });
      return true;
    }
    if (!this.isOn) return false;
    this.toggle(false);
    return true;
  }

  /** What can be done now, at the foot of the page. */
  private ready(said = ""): void {
    if (!this.isOn) return;
    const next = el("button", { type: "button", class: "btn btn-sm" }, "Chữ chưa chắc tiếp theo (N)");
    next.addEventListener("click", () => void this.next());
    const back = el("button", { type: "button", class: "btn btn-sm" }, "Chữ trước (P)");
    back.addEventListener("click", () => void this.back());
    const done = el("button", { type: "button", class: "btn btn-sm" }, "Đã xem xong trang (X)");
    done.addEventListener("click", () => void this.review());
    this.tell(said || (this.wording.may_correct ? "Bấm vào chữ cần sửa" : "Bạn chỉ xem được, không sửa được chữ của hồ sơ này"), back, next, ...(this.wording.may_correct ? [done] : []));
  }

  words(page: string): Promise<PageWords> {
    const known = this.known.get(page) ?? call<PageWords>("GET", this.wording.page.replace("{page}", page));
    this.known.set(page, known);
    known.catch(() => this.known.delete(page));
    return known;
  }

  /** A page was read again or somebody else corrected it. */
  renew(page: string): void {
    if (!this.known.delete(page) || !this.isOn) return;
    this.draw();
    this.onChange(page);
  }

  /** Another page came into view. */
  show(): void {
    if (this.now && !this.stage.inView().some(({ page }) => page.id === this.now?.page.id)) this.card.close();
  }

  /** Doubtful words and words a person typed are drawn over the pages in view. */
  draw(): void {
    for (const { page, paper } of this.stage.inView()) {
      paper.querySelector(".word-layer")?.remove();
      if (!this.isOn || page.status !== "ready") continue;
      const layer = el("div", { class: "word-layer", "aria-hidden": "true" });
      paper.append(layer);
      void this.words(page.id).then(
        ({ words, illegible }) => {
          layer.append(...lines(words).map((rect) => this.box(rect, page, "is-line")), ...illegible.map((rect) => this.box(rect, page, "is-illegible")));
          layer.append(...words.filter((one) => one.doubtful || one.by_hand).map((one) => this.box(one.rect, page, one.by_hand ? "is-by-hand" : "is-doubtful")));
        },
        () => undefined,
      );
    }
  }

  private box(rect: Rect, page: Page, look: string): HTMLElement {
    const box = el("span", { class: `word-box ${look}` });
    const [x0, y0, x1, y1] = rect;
    box.style.left = `${(100 * x0) / page.w}%`;
    box.style.top = `${(100 * y0) / page.h}%`;
    box.style.width = `${(100 * (x1 - x0)) / page.w}%`;
    box.style.height = `${(100 * (y1 - y0)) / page.h}%`;
    return box;
  }

  private async press(event: MouseEvent): Promise<void> {
    const at = this.stage.pointAt(event.clientX, event.clientY);
    if (!at) return;
    const { words } = await this.words(at.page.id).catch(() => ({ words: [] as PageWord[] }));
    const near = (one: PageWord) => {
      const [x0, y0, x1, y1] = one.rect;
      return Math.max(x0 - at.x, at.x - x1, 0) + 2 * Math.max(y0 - at.y, at.y - y1, 0);
    };
    const place = words.reduce((best, one, n) => (near(one) < near(words[best]!) ? n : best), 0);
    if (words[place] && near(words[place]) < 16) {
      this.stop = undefined;
      await this.open(at.page, place);
    }
  }

  /** Opens the card of a word. */
  async open(page: Page, at: number): Promise<void> {
    const { words } = await this.words(page.id);
    const word = words[at];
    if (!word) return;
    if (!this.isOn) this.toggle(true);
    this.now = { page, at };
    await this.reveal(page.id, [word.rect]);
    const line = words.filter((one) => one.line === word.line).map((one) => one.text);
    const shape = this.stage.element.querySelector(".mark-source");
    this.card.open({ word, line: line.join(" "), beside: shape, mayCorrect: this.wording.may_correct, isWalk: !!this.stop });
  }

  private closed(): void {
    this.now = undefined;
    this.stage.mark([]);
  }

  /** Sends what was typed; the card stays open with it until the server has it. */
  private async keep(text: string, isLine: boolean): Promise<void> {
    if (!this.now) return;
    const { page, at } = this.now;
    const { words } = await this.words(page.id);
    const word = words[at];
    if (!word) return;
    const kept = await call<PageWords>("POST", this.wording.page.replace("{page}", page.id), { rect: word.rect, seen: word.text, text, is_line: isLine }).catch((error: Refused) => {
      if (error.status === 409) this.renew(page.id);
      throw error;
    });
    this.take(page.id, kept);
    const isWalk = this.stop;
    this.card.close();
    this.said(page.id, kept);
    if (isWalk) {
      // A word that became two, or none, moves those after it.
      this.stop = { no: isWalk.no, at: isWalk.at - 1 };
      void this.next(true);
    }
    if (kept.made && text !== word.text && !isLine) void this.seek(page.id, kept);
  }

  private take(page: string, kept: PageWords): void {
    this.known.set(page, Promise.resolve(kept));
    this.draw();
    this.onChange(page);
  }

  private said(page: string, kept: PageWords, likes = ""): void {
    const made = kept.made;
    if (!made) return this.ready("Đã hoàn tác. ");
    const back = el("button", { type: "button", class: "btn btn-sm" }, "Hoàn tác");
    back.addEventListener("click", () => void this.undo(page, made));
    const many = el("button", { type: "button", class: "btn btn-sm btn-primary" }, likes);
    many.addEventListener("click", () => this.onLikes(made));
    this.tell(`Đã lưu ${kept.saved_at?.slice(-5) ?? ""}. `, back, ...(likes ? [many] : []));
  }

  private async seek(page: string, kept: PageWords): Promise<void> {
    const asked = (elsewhere: boolean) => call<Likes>("GET", `${this.wording.likes}?correction=${kept.made}&elsewhere=${elsewhere}`).catch(() => undefined);
    const here = await asked(false);
    if (here && here.total > 0) return this.said(page, kept, `${here.total} chỗ giống thế này`);
    const others = await asked(true);
    if (others && others.total > 0) this.said(page, kept, `${others.total} chỗ giống thế ở hồ sơ khác`);
  }

  async undo(page: string, correction: string): Promise<void> {
    try {
      this.take(page, await call<PageWords>("DELETE", `${this.wording.page.replace("{page}", page)}/${correction}`));
      this.ready("Đã hoàn tác. ");
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }

  /** "Đã xem xong trang": the rest of the page stays as it was read. */
  async review(): Promise<void> {
    const page = this.here();
    if (!this.isOn || !page || !this.wording.may_correct) return;
    const url = `/casefile/pages/${page.id}/review`;
    try {
      this.take(page.id, await call<PageWords>("PUT", url));
      const back = el("button", { type: "button", class: "btn btn-sm" }, "Hoàn tác");
      back.addEventListener("click", async () => {
        this.take(page.id, await call<PageWords>("DELETE", url));
        this.ready("Trang lại cần người xem. ");
      });
      const next = el("button", { type: "button", class: "btn btn-sm" }, "Chữ chưa chắc tiếp theo (N)");
      next.addEventListener("click", () => void this.next());
      this.tell(`Đã ghi: trang ${page.no} đã có người xem. `, back, next);
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }

  /** To the doubtful word before this one. */
  back(): Promise<void> {
    return this.next(false, true);
  }

  /** To the next doubtful word, or the one before, through all pages; from the end once more from the first. */
  async next(isQuiet = false, isBack = false): Promise<void> {
    if (!this.isOn) this.toggle(true);
    const from = this.stop ?? { no: this.here()?.no ?? 1, at: isBack ? 0 : -1 };
    const ask = (no: number, at: number) => call<Stop | null>("GET", `${this.wording.stops}?no=${no}&at=${at}&back=${isBack}`);
    try {
      const stop = (await ask(from.no, from.at)) ?? (await (isBack ? ask(this.pages.total + 1, 0) : ask(0, -1)));
      if (!stop) {
        this.stop = undefined;
        this.card.close();
        return this.ready("Không còn chữ nào cần người xem. ");
      }
      this.stop = { no: stop.no, at: stop.at ?? -1 };
      if (this.pages.placeOf(stop.page) === undefined) await this.pages.find("page", stop.page);
      const place = this.pages.placeOf(stop.page);
      const page = place === undefined ? undefined : this.pages.at(place);
      if (!page) return;
      if (stop.at === null) {
        // The whole page waits: the walk goes on after it.
        this.stop = isBack ? { no: stop.no, at: 0 } : { no: stop.no + 1, at: -1 };
        this.card.close();
        await this.reveal(stop.page, []);
        return this.ready(`Trang ${stop.no} cần người xem, còn ${stop.left} trang. `);
      }
      await this.open(page, stop.at);
      if (!isQuiet) this.ready(`Còn ${stop.left} trang cần người xem. `);
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }
}

/** The boxes of the lines that are doubted as a whole and that nobody has typed anew. */
function lines(words: PageWord[]): Rect[] {
  const found = new Map<number, Rect>();
  for (const { line, rect } of words.filter((one) => one.doubt && !one.by_hand)) {
    const known = found.get(line) ?? rect;
    found.set(line, [Math.min(known[0], rect[0]), Math.min(known[1], rect[1]), Math.max(known[2], rect[2]), Math.max(known[3], rect[3])]);
  }
  return [...found.values()];
}
