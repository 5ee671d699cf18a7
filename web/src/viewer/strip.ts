import { el } from "../dom";
import type { MarkedDocument } from "./contract";
import type { Pages } from "./pages";

const ROW = 156;

/** The strip of small pictures; only those near the view exist, so ten thousand pages cost what twenty do. */
export class Strip {
  readonly element: HTMLElement;
  /** The signs of the marks on a page, by its id. */
  signs: (page: string) => string[] = () => [];
  private readonly rail: HTMLElement;
  private readonly items = new Map<number, HTMLElement>();
  private now = 0;
  private rest = 0;

  constructor(
    private readonly pages: Pages,
    private documents: MarkedDocument[],
    private readonly go: (at: number) => void,
  ) {
    this.rail = el("div", { class: "strip-rail", role: "list", "aria-label": "Các trang" });
    this.element = el("div", { class: "strip", tabindex: -1 }, this.rail);
    this.element.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.element);
    this.renew(documents);
  }

  renew(documents: MarkedDocument[]): void {
    this.documents = documents;
    this.rail.style.height = `${this.pages.total * ROW}px`;
    for (const item of this.items.values()) item.remove();
    this.items.clear();
    this.draw();
  }

  /** Draws these places again, since their pages have come or changed. */
  refresh(first: number, last: number): void {
    for (const [at, item] of this.items) {
      if (at < first || at > last) continue;
      item.remove();
      this.items.delete(at);
    }
    this.draw();
  }

  pick(at: number): void {
    this.items.get(this.now)?.querySelector("button")?.removeAttribute("aria-current");
    this.now = at;
    const top = at * ROW;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop || top + ROW > scrollTop + clientHeight) this.element.scrollTop = top - clientHeight / 2 + ROW / 2;
    this.draw();
    this.items.get(at)?.querySelector("button")?.setAttribute("aria-current", "true");
  }

  private draw(): void {
    const first = Math.max(0, Math.floor(this.element.scrollTop / ROW) - 3);
    const last = Math.min(this.pages.total - 1, Math.ceil((this.element.scrollTop + this.element.clientHeight) / ROW) + 3);
    for (const [at, item] of this.items) {
      if (at < first || at > last) {
        item.remove();
        this.items.delete(at);
      }
    }
    for (let at = first; at <= last; at++) {
      if (!this.items.has(at)) this.add(at);
    }
    // Sent for when the strip rests: a long pull passes many pages that nobody looks at.
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => [first, last].forEach((at) => this.pages.at(at)), 80);
  }

  private add(at: number): void {
    const page = this.pages.peek(at) ?? { id: "", no: at + 1, bl: null, bl_guess: null, status: "waiting" as const, thumb: "" };
    const begins = this.documents.find((one) => one.first === page.no);
    const picture = page.status === "waiting" ? el("span", { class: "strip-coming" }) : el("img", { src: page.thumb, alt: "", loading: "lazy", decoding: "async", draggable: "false" });
    const words = page.bl ? `${page.no} · BL ${page.bl}` : page.bl_guess ? `${page.no} · BL ${page.bl_guess}?` : String(page.no);
    const signs = page.id ? this.signs(page.id) : [];
    const marked = signs.length > 0 ? `, có ${signs.length} đoạn đánh dấu` : "";
    const button = el("button", { type: "button", class: "strip-page", "aria-label": `Trang ${page.no}${page.bl ? `, BL ${page.bl}` : page.bl_guess ? `, BL ${page.bl_guess}?` : ""}${begins ? `, bắt đầu ${begins.title}` : ""}${marked}` }, picture, el("span", { class: "strip-no tabular" }, words));
    if (page.status === "waiting" || page.status === "reading") button.append(el("span", { class: "strip-state", title: "Chữ đang được đọc" }));
    // Drawn by the style sheet: the name of the button tells it in words.
    if (signs.length > 0) button.append(el("span", { class: "strip-signs", title: `${signs.length} đoạn đánh dấu`, "data-signs": signs.slice(0, 3).join(" ") + (signs.length > 3 ? " …" : "") }));
    const item = el("div", { class: begins ? "strip-item begins" : "strip-item", role: "listitem" }, button);
    if (begins) button.title = begins.title;
    if (at === this.now) button.setAttribute("aria-current", "true");
    item.style.top = `${at * ROW}px`;
    button.addEventListener("click", () => this.go(at));
    this.items.set(at, item);
    this.rail.append(item);
  }
}
