import { el, svg } from "../dom";
import type { Page, Rect } from "./contract";
import { Images } from "./images";
import type { Pages } from "./pages";

export interface Mark {
  page: string;
  rect: Rect;
  look: "hit" | "hit-now" | "source" | "reading" | "draft";
}

interface Sheet {
  page: Page;
  box: HTMLElement;
  paper: HTMLElement;
  overlay: SVGSVGElement;
}

/** The pages in view: one or two, zoomed and turned, with marks drawn over the image. */
export class Stage {
  readonly element: HTMLElement;
  zoom: "page" | "width" | number = "page";
  isDouble = false;
  onScale: (percent: number) => void = () => undefined;
  /** Called when pages come into view, with the paper that other things are laid on. */
  onSheets: (sheets: readonly { page: Page; paper: HTMLElement }[]) => void = () => undefined;
  private readonly images = new Images();
  private readonly turned = new Map<string, number>();
  private sheets: Sheet[] = [];
  private marks: Mark[] = [];
  private shown = -1;

  constructor(private readonly pages: Pages) {
    this.element = el("div", { class: "stage", tabindex: 0, role: "group", "aria-label": "Trang hồ sơ" });
    new ResizeObserver(() => this.fit()).observe(this.element);
    this.element.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.zoomBy(event.deltaY < 0 ? 1.12 : 1 / 1.12);
      },
      { passive: false },
    );
  }

  /** Shows the pages in view again when one of these places has come or changed. */
  refresh(first: number, last: number): void {
    const end = this.shown + (this.isDouble ? 1 : 0);
    if (this.shown < 0 || last < this.shown || first > end) return;
    const isSame = this.sheets.length > 0 && this.sheets.every(({ page }, n) => JSON.stringify(this.pages.at(this.shown + n)) === JSON.stringify(page));
    if (!isSame) this.show(this.shown);
  }

  show(at: number): void {
    const isNew = at !== this.shown;
    this.shown = at;
    const places = this.isDouble ? [at, at + 1] : [at];
    const inView = places.map((place) => this.pages.at(place)).filter((page) => page !== undefined);
    this.sheets = inView.map((page) => this.sheet(page));
    this.element.replaceChildren(...this.sheets.map((one) => one.box));
    if (inView.length === 0 && this.pages.total > 0) this.element.append(el("p", { class: "viewer-wait" }, "Đang tải trang…"));
    this.fit();
    this.draw();
    this.onSheets(this.sheets);
    if (isNew) this.element.scrollTop = 0;
    this.images.preload(this.pages, at + Math.max(0, inView.length - 1));
  }

  private sheet(page: Page): Sheet {
    const overlay = svg("svg", { class: "overlay", viewBox: `0 0 ${page.w} ${page.h}`, preserveAspectRatio: "none" });
    const paper = el("div", { class: "paper" });
    const box = el("figure", { class: "sheet", "data-page": page.id, "aria-label": `Trang ${page.no}${page.bl ? `, BL ${page.bl}` : ""}` }, paper);
    const ready = this.images.at(page);
    if (ready) {
      void this.images.load(page);
      paper.append(ready);
    } else if (page.status === "waiting") {
      paper.append(el("p", { class: "paper-said" }, "Ảnh của trang này đang được chuẩn bị…"));
    } else {
      const small = el("img", { src: page.thumb, alt: "", class: "is-coming", draggable: "false" });
      paper.append(small);
      this.images.load(page).then(
        () => {
          const picture = this.images.at(page);
          if (picture && small.isConnected) small.replaceWith(picture);
        },
        () => {
          if (small.isConnected) paper.append(el("p", { class: "paper-said" }, "Chưa tải được trang này. Hãy lật đi rồi lật lại."));
        },
      );
    }
    paper.append(overlay);
    if (page.status === "reading") box.append(el("figcaption", { class: "sheet-state" }, "Chữ của trang này đang được đọc…"));
    if (page.status === "failed") box.append(el("figcaption", { class: "sheet-state" }, "Chưa đọc được chữ của trang này; hãy nhập bằng tay."));
    return { page, box, paper, overlay };
  }

  turnOf(page: string): number {
    return this.turned.get(page) ?? 0;
  }

  /** Turns the page in view by a quarter. */
  rotate(): void {
    const page = this.pages.at(this.shown);
    if (!page) return;
    this.turned.set(page.id, (this.turnOf(page.id) + 90) % 360);
    this.fit();
  }

  zoomBy(factor: number): void {
    this.zoom = Math.max(0.15, Math.min(5, this.scale() * factor));
    this.fit();
  }

  private upright(page: Page): [number, number] {
    return this.turnOf(page.id) % 180 === 0 ? [page.w, page.h] : [page.h, page.w];
  }

  private scale(): number {
    if (typeof this.zoom === "number") return this.zoom;
    const gap = 12;
    const wide = this.element.clientWidth - 2 * gap;
    const high = this.element.clientHeight - 2 * gap;
    const sizes = this.sheets.map((one) => this.upright(one.page));
    const width = sizes.reduce((sum, [w]) => sum + w, 0) || 1;
    const height = Math.max(1, ...sizes.map(([, h]) => h));
    const byWidth = (wide - (sizes.length - 1) * gap) / width;
    return this.zoom === "width" ? byWidth : Math.min(byWidth, high / height);
  }

  fit(): void {
    if (this.element.clientWidth === 0) return;
    const scale = this.scale();
    for (const { page, box, paper } of this.sheets) {
      const [w, h] = this.upright(page);
      const turn = this.turnOf(page.id);
      box.style.width = `${w * scale}px`;
      box.style.height = `${h * scale}px`;
      paper.style.width = `${page.w * scale}px`;
      paper.style.height = `${page.h * scale}px`;
      paper.style.transform = turn ? `translate(-50%, -50%) rotate(${turn}deg)` : "translate(-50%, -50%)";
    }
    this.onScale(Math.round(scale * 100));
  }

  /** The pages in view with their paper. */
  inView(): readonly { page: Page; paper: HTMLElement }[] {
    return this.sheets;
  }

  /** Marks on the pages; the first of this page comes into view. */
  mark(marks: Mark[], reveal = false): void {
    this.marks = marks;
    this.draw();
    if (reveal) this.element.querySelector(".mark-hit-now, .mark-source, .mark-draft")?.scrollIntoView({ block: "center", inline: "center", behavior: "instant" as ScrollBehavior });
  }

  private draw(): void {
    for (const { page, overlay } of this.sheets) {
      overlay.replaceChildren();
      for (const { rect, look } of this.marks.filter((one) => one.page === page.id)) {
        const [x0, y0, x1, y1] = rect;
        const pad = look === "source" ? 0 : 4;
        overlay.append(svg("rect", { class: `mark-box mark-${look}`, x: x0 - pad, y: y0 - pad, width: x1 - x0 + 2 * pad, height: y1 - y0 + 2 * pad, rx: 3 }));
      }
    }
  }

  /** The page under a point of the window and the point in its upright pixels. */
  pointAt(clientX: number, clientY: number, within?: string): { page: Page; x: number; y: number; overlay: SVGSVGElement } | undefined {
    for (const { page, box, overlay } of this.sheets) {
      const at = box.getBoundingClientRect();
      if (within ? page.id !== within : clientX < at.left || clientX > at.right || clientY < at.top || clientY > at.bottom) continue;
      const u = Math.max(0, Math.min(1, (clientX - at.left) / at.width));
      const v = Math.max(0, Math.min(1, (clientY - at.top) / at.height));
      const turn = this.turnOf(page.id);
      const [x, y] = turn === 90 ? [v, 1 - u] : turn === 180 ? [1 - u, 1 - v] : turn === 270 ? [1 - v, u] : [u, v];
      return { page, x: Math.round(x * page.w), y: Math.round(y * page.h), overlay };
    }
    return undefined;
  }
}
