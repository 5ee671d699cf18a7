import { el } from "../dom";
import { call, type Refused } from "../http";
import { toast } from "../shell/toasts";
import { Bubble } from "./bubble";
import type { Highlight, Line, MarkKind, Marking, Page, Rect } from "./contract";
import { Drag } from "./drag";
import { Highlights } from "./highlights";
import type { Pages } from "./pages";
import type { Stage } from "./stage";

/** Words said of a mark to those who do not see it. */
const SHORT = 80;

const shortened = (text: string) => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text).replaceAll("\n", " ");

/** Marks on the pages: drawn by a drag or line by line from the keyboard, lit over the image, opened by a press. */
export class Marks {
  readonly all: Highlights;
  readonly bubble: Bubble;
  isOn = false;
  onToggle: (on: boolean) => void = () => undefined;
  /** Called when marks of these pages have come or changed. */
  onChange: (pages: string[]) => void = () => undefined;
  private readonly drag: Drag;
  private readonly lines = new Map<string, Promise<Line[]>>();
  private chosen: { page: string; from: number; to: number } | undefined;
  private kind: string;

  constructor(
    private readonly marking: Marking,
    private readonly pages: Pages,
    private readonly stage: Stage,
    place: HTMLElement,
    private readonly here: () => Page | undefined,
    private readonly tell: (...parts: (Node | string)[]) => void,
    goTo: (bl: string) => void,
  ) {
    this.kind = marking.kinds[0]?.value ?? "";
    this.all = new Highlights(marking);
    this.bubble = new Bubble(place, this.all, goTo, (one) => void this.remove(one), (kind) => (this.kind = kind));
    this.drag = new Drag(stage, () => this.isOn, (page, rect) => void this.make(page, [rect]));
    this.all.onChange = (pages) => {
      this.draw();
      this.bubble.renew();
      this.onChange(pages);
    };
    stage.onSheets = () => this.draw();
    stage.element.addEventListener("keydown", (event) => this.key(event));
  }

  toggle(on = !this.isOn): void {
    this.isOn = on;
    this.stage.element.classList.toggle("is-drawing", on);
    this.stage.element.classList.toggle("is-marking", on);
    this.drag.cancel();
    if (this.chosen) this.stage.mark([]);
    this.chosen = undefined;
    if (on) {
      this.bubble.close();
      this.stage.element.focus({ preventScroll: true });
    }
    this.tell(on ? "Kéo một khung quanh lời cần trích, hoặc ↑ ↓ chọn dòng rồi Enter" : "");
    this.onToggle(on);
  }

  /** Gives up what is being done; says whether there was anything. */
  escape(): boolean {
    if (this.drag.cancel()) return true;
    if (this.bubble.isOpen) {
      const one = this.bubble.close();
      if (one) (this.button(one.id) ?? this.stage.element).focus({ preventScroll: true });
      return true;
    }
    if (this.isOn) this.toggle(false);
    else return false;
    return true;
  }

  /** The page was turned to: its marks come, and the bubble of another page goes. */
  show(at: number): void {
    void this.all.load(at);
    if (this.bubble.isOpen && !this.stage.inView().some(({ page }) => page.id === this.bubble.shown?.page)) this.bubble.close();
  }

  /** A page was made anew: what is marked on it may stand elsewhere. */
  renew(page: string): void {
    this.lines.delete(page);
    const at = this.pages.placeOf(page);
    if (at !== undefined && this.all.on(page).length > 0) void this.all.load(at, true);
  }

  signs(page: string): string[] {
    return this.all.on(page).map((one) => this.kindOf(one)?.sign ?? "");
  }

  kindOf(one: Highlight): MarkKind | undefined {
    return this.marking.kinds.find((kind) => kind.value === one.kind);
  }

  private async make(page: Page, rects: Rect[]): Promise<void> {
    this.stage.mark(rects.map((rect) => ({ page: page.id, rect, look: "reading" })));
    try {
      const made = await this.all.add(page.id, rects, this.kind);
      this.toggle(false);
      this.stage.mark([]);
      this.open(made);
      if (!made.words) toast("info", "Trong khung không có chữ máy đọc chắc; đoạn đánh dấu vẫn được giữ, có thể gõ lời trích.");
    } catch (error) {
      // What was drawn stays on the page until it is kept or given up.
      const again = el("button", { type: "button", class: "btn btn-sm" }, "Gửi lại khung này");
      again.addEventListener("click", () => void this.make(page, rects));
      this.stage.mark(rects.map((rect) => ({ page: page.id, rect, look: "draft" })));
      this.tell("Chưa ghi được đoạn đánh dấu. ", again);
      toast("danger", (error as Refused).message);
    }
  }

  /** Lights the marks on the pages in view. */
  private draw(): void {
    const focused = document.activeElement?.closest<HTMLElement>(".lit")?.dataset.mark;
    for (const { page, paper } of this.stage.inView()) {
      paper.querySelector(".lit-layer")?.remove();
      // A page that is being turned has no picture to lay anything on.
      const marks = page.status === "waiting" ? [] : this.all.on(page.id);
      if (marks.length > 0) paper.append(el("div", { class: "lit-layer" }, ...marks.map((one) => this.lit(one, page))));
    }
    if (focused) this.button(focused)?.focus({ preventScroll: true });
  }

  private lit(one: Highlight, page: Page): HTMLElement {
    const kind = this.kindOf(one);
    const box = el("div", { class: `lit kind-${one.kind}${one.shared ? "" : " is-private"}`, "data-mark": one.id });
    const place = (part: HTMLElement, [x0, y0, x1, y1]: Rect, isPoint = false) => {
      part.style.left = `${(100 * x0) / page.w}%`;
      part.style.top = `${(100 * y0) / page.h}%`;
      if (isPoint) return;
      part.style.width = `${(100 * (x1 - x0)) / page.w}%`;
      part.style.height = `${(100 * (y1 - y0)) / page.h}%`;
    };
    for (const rect of one.rects) {
      const line = el("div", { class: "lit-line" });
      place(line, rect);
      line.addEventListener("click", () => this.isOn || this.open(one));
      box.append(line);
    }
    const said = [kind?.label, one.words && `“${shortened(one.words)}”`, one.note && `ghi chú: ${shortened(one.note)}`].filter(Boolean).join(", ");
    const button = el("button", { type: "button", class: "lit-sign", "aria-label": said, title: said }, kind?.sign ?? "");
    if (one.rects[0]) place(button, one.rects[0], true);
    button.addEventListener("click", () => this.isOn || this.open(one));
    box.append(button);
    return box;
  }

  private button(id: string): HTMLElement | null {
    return this.stage.element.querySelector(`.lit[data-mark="${CSS.escape(id)}"] .lit-sign`);
  }

  open(one: Highlight): void {
    const lit = this.stage.element.querySelector<HTMLElement>(`.lit[data-mark="${CSS.escape(one.id)}"]`);
    this.bubble.open(one, lit);
  }

  private async remove(one: Highlight): Promise<void> {
    try {
      await this.all.remove(one);
      this.bubble.close();
      const back = el("button", { type: "button", class: "btn btn-sm" }, "Hoàn tác");
      back.addEventListener("click", async () => {
        try {
          await this.all.restore(one);
          this.tell("");
          toast("good", "Đã đưa đoạn đánh dấu trở lại.");
          this.button(one.id)?.focus();
        } catch (error) {
          toast("danger", (error as Refused).message);
        }
      });
      this.tell("Đã xóa đoạn đánh dấu. ", back);
      back.focus();
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }

  /** Line by line from the keyboard: ↑ ↓ choose, Shift takes more, Enter marks. */
  private key(event: KeyboardEvent): void {
    if (!this.isOn || event.target !== this.stage.element || !["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Enter") void this.choose(event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
    else void this.markChosen();
  }

  private async linesOf(page: Page): Promise<Line[]> {
    const known = this.lines.get(page.id) ?? call<Line[]>("GET", this.marking.lines.replace("{page}", page.id));
    this.lines.set(page.id, known);
    return known.catch(() => {
      this.lines.delete(page.id);
      return [];
    });
  }

  private async choose(step: number, more: boolean): Promise<void> {
    const page = this.here();
    if (!page) return;
    const lines = await this.linesOf(page);
    if (lines.length === 0) return this.tell("Trang này chưa có dòng chữ nào máy đọc được; hãy kéo khung bằng chuột hoặc ngón tay.");
    const before = this.chosen?.page === page.id ? this.chosen : undefined;
    const to = Math.max(0, Math.min(lines.length - 1, before ? before.to + step : step > 0 ? 0 : lines.length - 1));
    this.chosen = { page: page.id, from: more && before ? before.from : to, to };
    const taken = this.takenOf(lines);
    // The line that was stepped to comes into view.
    const marks = (step > 0 ? [...taken].reverse() : taken).map(({ rect }) => ({ page: page.id, rect, look: "draft" as const }));
    this.stage.mark(marks, true);
    this.tell(`${taken.length > 1 ? `${taken.length} dòng, đến dòng` : "Dòng"} ${to + 1}/${lines.length}: ${shortened(lines[to]!.text)}`);
  }

  private takenOf(lines: Line[]): Line[] {
    if (!this.chosen) return [];
    const { from, to } = this.chosen;
    return lines.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  private async markChosen(): Promise<void> {
    const page = this.here();
    if (!page || this.chosen?.page !== page.id) return this.tell("Hãy chọn dòng bằng ↑ ↓ trước, Shift để lấy thêm dòng.");
    const taken = this.takenOf(await this.linesOf(page));
    if (taken.length > 0) await this.make(page, taken.map(({ rect }) => rect));
  }
}
