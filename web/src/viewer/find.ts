import { el } from "../dom";
import { call, type Refused } from "../http";
import { boxed } from "./boxed";
import type { Found, Hit } from "./contract";
import type { Mark } from "./stage";

/** How many places there are, and whether these are all. */
function told({ total, hits, is_partial }: Found): string {
  const partial = is_partial ? "Máy đang dựng lại chỉ mục tìm kiếm, kết quả chưa đủ. Hãy tìm lại sau ít phút. " : "";
  if (total === 0) return `${partial}Không thấy. Hãy thử ít chữ hơn; có trang chữ viết tay máy chưa đọc được.`;
  return `${partial}${total} chỗ${total > hits.length ? `, hiện ${hits.length} chỗ đầu` : ""}`;
}

/** Search inside the file: a list of hits, each lit on its page; F3 goes from one to the next across pages. */
export class Find {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly said: HTMLElement;
  private hits: Hit[] = [];
  private query = "";
  private now = -1;
  private turn = 0;
  private wait = 0;

  constructor(
    private readonly url: string,
    private readonly show: (page: string, marks: Mark[]) => void,
  ) {
    this.input = el("input", { class: "form-control", type: "search", "aria-label": "Tìm trong hồ sơ", placeholder: "Tìm trong hồ sơ, không dấu cũng được", autocomplete: "off", spellcheck: "false" });
    this.said = el("p", { class: "panel-said", role: "status" });
    this.list = el("ol", { class: "hits" });
    this.element = el("div", { class: "panel-body" }, this.input, this.said, this.list);
    this.input.addEventListener("input", () => {
      clearTimeout(this.wait);
      this.wait = window.setTimeout(() => void this.ask(), 200);
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    });
  }

  /** Searches for these words, as from a link. */
  start(query: string): void {
    this.input.value = query;
    void this.ask();
  }

  private async ask(): Promise<void> {
    const query = this.input.value.trim();
    const turn = ++this.turn;
    if (query.length < 2) {
      this.hits = [];
      this.said.textContent = "";
      this.list.replaceChildren();
      this.show("", []);
      return;
    }
    try {
      const found = await call<Found>("GET", `${this.url}${this.url.includes("?") ? "&" : "?"}q=${encodeURIComponent(query)}`);
      if (turn !== this.turn) return;
      this.hits = found.hits;
      this.query = query;
      this.now = -1;
      this.said.textContent = told(found);
      this.draw();
      if (this.hits.length > 0) this.step(1, false);
    } catch (error) {
      if (turn === this.turn) this.said.textContent = (error as Refused).message;
    }
  }

  private draw(): void {
    this.list.replaceChildren(
      ...this.hits.map((hit, at) => {
        const words = el("span", { class: "hit-words" });
        let from = 0;
        for (const [start, end] of hit.marks) {
          words.append(hit.text.slice(from, start), el("mark", {}, hit.text.slice(start, end)));
          from = end;
        }
        words.append(hit.text.slice(from));
        const where = hit.bl ? `BL ${hit.bl} · trang ${hit.no}` : `Trang ${hit.no}`;
        const place = hit.misread ? `${where} · có thể máy đọc nhầm` : where;
        const button = el("button", { type: "button", class: "hit" }, el("span", { class: "hit-place tabular" }, place), words);
        button.addEventListener("click", () => void this.open(at));
        return el("li", {}, button);
      }),
    );
  }

  /** The next or previous hit, round the end. */
  step(by: number, isAsked = true): void {
    if (this.hits.length === 0) return;
    if (isAsked || this.now < 0) void this.open((this.now + by + this.hits.length) % this.hits.length);
  }

  private async open(at: number): Promise<void> {
    this.now = at;
    const hit = this.hits[at];
    if (!hit) return;
    this.list.querySelector('[aria-current="true"]')?.removeAttribute("aria-current");
    const line = this.list.children[at]?.firstElementChild;
    line?.setAttribute("aria-current", "true");
    line?.scrollIntoView({ block: "nearest" });
    const hits = this.hits;
    const coming = boxed(this.url, this.query, hits, at).catch(() => undefined);
    // The page is shown without its boxes rather than not at all.
    if (!hit.rects) await coming;
    if (this.hits !== hits || this.now !== at) return;
    const marks: Mark[] = hits.flatMap((one, n) => (one.rects ?? []).map((rect) => ({ page: one.page, rect, look: n === at ? ("hit-now" as const) : ("hit" as const) })));
    this.show(hit.page, marks);
  }
}
