// The case-file viewer: pages that turn at once, search lit on the image, boxes that fill fields.
import { el, folded, onEach } from "./dom";
import { call, type Refused } from "./http";
import { toast } from "./shell/toasts";
import { barButton } from "./viewer/bar";
import { Boxes } from "./viewer/boxes";
import type { File, Page, Rect } from "./viewer/contract";
import { Decision } from "./viewer/decision";
import { Documents } from "./viewer/documents";
import { Find } from "./viewer/find";
import { listen, swipe } from "./viewer/keys";
import { Likes } from "./viewer/likes";
import { MarkList } from "./viewer/mark-list";
import { Marks } from "./viewer/marks";
import { Pages } from "./viewer/pages";
import { Stage, type Mark } from "./viewer/stage";
import { Strip } from "./viewer/strip";
import { WordPanel } from "./viewer/word-panel";
import { Words } from "./viewer/words";

/** Narrower than this the strip and the panel lie over the page. */
const NARROW = matchMedia("(max-width: 860px)");

/** What the panel shows, by its name. */
const PANELS = { find: "Tìm trong hồ sơ", documents: "Mục lục tài liệu", marks: "Ghi chú, trích cứu", words: "Chữ của trang", likes: "Chỗ giống thế này" };
type Panel = keyof typeof PANELS;

class Viewer {
  private readonly pages: Pages;
  private readonly stage: Stage;
  private readonly strip: Strip;
  private readonly find: Find;
  private readonly documents: Documents;
  private readonly boxes: Boxes;
  private readonly decision: Decision;
  private readonly body = el("div", { class: "viewer-body" });
  private readonly marks: Marks;
  private readonly noted: MarkList;
  private readonly words: Words;
  private readonly wordPanel: WordPanel;
  private readonly likes: Likes;
  private readonly place: HTMLInputElement;
  private readonly bl = el("span", { class: "bar-bl" });
  private readonly percent = el("span", { class: "bar-percent tabular" });
  private readonly told = el("div", { class: "viewer-told", role: "status" });
  private readonly panel = el("aside", { class: "panel", hidden: true });
  private at = 0;

  constructor(
    private readonly root: HTMLElement,
    private file: File,
  ) {
    this.pages = new Pages(file.pages_url, file);
    this.stage = new Stage(this.pages);
    this.strip = new Strip(this.pages, file.documents, (at) => this.pick(at));
    this.pages.onCome = (first, last) => this.came(first, last);
    const reveal = (page: string, marks: Mark[]) => void this.reveal(page, marks);
    this.find = new Find(file.search, reveal);
    this.documents = new Documents(file.documents, file.documents_url, file.kinds, file.groups, () => this.page()?.no ?? 1, (no) => this.go(no - 1), (documents) => {
      this.file = { ...this.file, documents };
      this.strip.renew(documents);
      this.strip.pick(this.at);
    });
    this.boxes = new Boxes(() => this.file, this.stage, reveal);
    this.marks = new Marks(file.marking, this.pages, this.stage, this.body, () => this.page(), (...parts) => this.told.replaceChildren(...parts), (bl) => void this.goTo(`BL ${bl}`));
    this.noted = new MarkList(file.marking, (one) => void this.reveal(one.page, one.rects.map((rect) => ({ page: one.page, rect, look: "source" }))));
    this.marks.onChange = (pages) => this.marked(pages);
    this.strip.signs = (page) => this.marks.signs(page);
    const lit = (page: string, rects: Rect[]) => this.reveal(page, rects.map((rect) => ({ page, rect, look: "source" })));
    this.words = new Words(file.wording, this.pages, this.stage, this.body, () => this.page(), (...parts) => this.told.replaceChildren(...parts), lit);
    this.wordPanel = new WordPanel(this.words, () => this.page());
    this.likes = new Likes(file.wording, (page, rect) => void lit(page, [rect]), (pages) => pages.forEach((page) => this.words.renew(page)));
    this.words.onChange = (page) => page === this.page()?.id && this.panel.dataset.shows === "words" && void this.wordPanel.show();
    this.words.onLikes = (correction) => this.openLikes(correction);
    const drawMarks = this.stage.onSheets;
    this.stage.onSheets = (sheets) => {
      drawMarks(sheets);
      this.words.draw();
    };
    // Beside a form the paper is being recorded already.
    this.decision = new Decision(root.closest(".split") ? null : file.decision_url);
    this.place = el("input", { class: "bar-place tabular", type: "text", "aria-label": "Số trang hoặc BL, rồi Enter", autocomplete: "off" });
    this.stage.onScale = (percent) => (this.percent.textContent = `${percent}%`);
    this.build();
    this.listen();
    this.begin();
  }

  private build(): void {
    const find = barButton("search", "Tìm trong hồ sơ", "/", () => this.toggle("find"));
    const marked = barButton("list", "Mục lục tài liệu", "[ ]", () => this.toggle("documents"));
    const box = barButton("select", "Vẽ khung để điền ô", "V", () => this.boxes.toggle());
    const marking = barButton("highlight", "Đánh dấu, ghi chú", "M", () => this.mark());
    const noted = barButton("note", "Ghi chú, trích cứu", "T", () => this.toggle("marks"));
    marking.setAttribute("aria-pressed", "false");
    const wording = barButton("spelling", "Sửa chữ máy đọc", "S", () => this.word());
    wording.setAttribute("aria-pressed", "false");
    this.words.onToggle = (on) => wording.setAttribute("aria-pressed", String(on));
    this.marks.onToggle = (on) => marking.setAttribute("aria-pressed", String(on));
    const double = barButton("columns", "Hai trang cạnh nhau", "D", () => this.double(), "wide-only");
    box.setAttribute("aria-pressed", "false");
    double.setAttribute("aria-pressed", "false");
    this.boxes.onToggle = (on) => {
      if (on && this.marks.isOn) this.marks.toggle(false);
      this.stage.element.classList.toggle("is-drawing", on);
      box.setAttribute("aria-pressed", String(on));
      this.tell(on && !this.root.closest(".split") ? "Kéo một khung quanh chữ cần đọc" : "");
    };
    const group = (...parts: Node[]) => el("div", { class: "bar-group" }, ...parts);
    const bar = el(
      "div",
      { class: "bar", role: "toolbar", "aria-label": "Công cụ xem hồ sơ" },
      group(barButton("strip", "Dải trang nhỏ", "", () => this.root.classList.toggle("no-strip"))),
      group(barButton("arrowLeft", "Trang trước", "←", () => this.by(-1)), this.place, el("span", { class: "bar-total tabular" }, `/ ${this.pages.total}`), barButton("arrowRight", "Trang sau", "→", () => this.by(1)), this.bl),
      group(barButton("minus", "Thu nhỏ", "−", () => this.stage.zoomBy(1 / 1.2)), this.percent, barButton("plus", "Phóng to", "+", () => this.stage.zoomBy(1.2)), barButton("fitWidth", "Vừa chiều ngang hoặc cả trang", "0", () => this.fit()), barButton("rotate", "Xoay trang", "R", () => this.rotate()), double, barButton("maximize", "Toàn màn hình", "F", () => void this.full(), "wide-only")),
      group(box, marking, wording, find, marked, noted),
      this.decision.button,
    );
    this.root.replaceChildren(bar, this.body, this.told);
    this.body.prepend(this.strip.element, this.stage.element, this.panel);
    if (NARROW.matches || this.root.closest(".split")) this.root.classList.add("no-strip");
    // A window made narrow: what would lie over the page is put away.
    NARROW.addEventListener("change", () => {
      if (NARROW.matches) this.root.classList.add("no-strip");
      else if (!this.root.closest(".split")) this.root.classList.remove("no-strip");
    });
    this.doubleButton = double;
  }

  private doubleButton!: HTMLButtonElement;

  private listen(): void {
    this.place.addEventListener("focus", () => this.place.select());
    this.place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      void this.goTo(this.place.value);
      this.stage.element.focus();
    });
    listen(this.root, {
      go: (at) => this.go(at),
      goTo: (text) => void this.goTo(text),
      by: (step) => this.by(step),
      last: () => this.go(this.pages.total - 1),
      zoomBy: (factor) => this.stage.zoomBy(factor),
      fit: () => this.fit(),
      rotate: () => this.rotate(),
      double: () => this.double(),
      full: () => void this.full(),
      box: () => this.boxes.toggle(),
      mark: () => this.mark(),
      notes: () => this.toggle("marks"),
      words: () => this.word(),
      reviewed: () => void this.words.review(),
      step: (by) => (!this.words.isOn ? this.find.step(by) : void (by > 0 ? this.words.next() : this.words.back())),
      find: () => this.toggle("find", true),
      hit: (step) => this.find.step(step),
      bound: (which) => {
        this.toggle("documents", true);
        this.documents.bound(which);
      },
      record: () => this.tell(this.decision.open()),
      escape: () => this.escape(),
      tell: (text) => this.tell(text),
    });
    swipe(this.stage.element, () => !this.boxes.isOn && !this.marks.isOn && !this.words.isOn && typeof this.stage.zoom !== "number", (step) => this.by(step));
    if (this.file.events) {
      const source = new EventSource(this.file.events);
      source.addEventListener("page", (event) => this.renewPage(JSON.parse((event as MessageEvent<string>).data) as Partial<Page> & { id: string }));
      source.addEventListener("pages", () => void this.reload());
      source.addEventListener("open", () => void this.pages.renew(this.at));
      addEventListener("pagehide", () => source.close());
    }
  }

  /** Opens where the link says: page, BL, box or words. */
  private begin(): void {
    const wish = new URLSearchParams(location.search);
    const asked = (name: string) => this.root.dataset[name] ?? wish.get(name) ?? "";
    const page = asked("page");
    const rect = asked("rect").split(",").map(Number);
    // The server has sent the stretch of the page that is wished for.
    if (!page && asked("bl") && this.file.at === null) toast("warning", `Hồ sơ này chưa có trang nào mang BL ${asked("bl")}.`);
    this.go((this.file.at ?? 1) - 1);
    if (rect.length === 4 && rect.every(Number.isFinite)) void this.reveal(this.page()?.id ?? "", [{ page: this.page()?.id ?? "", rect: rect as Rect, look: "source" }]);
    const query = asked("find");
    if (query) {
      this.toggle("find", true);
      this.find.start(query);
    }
    this.boxes.followFocus();
    if (asked("words")) this.word();
    if (asked("words") === "next") void this.words.next();
    if (asked("likes")) this.openLikes(asked("likes"));
  }

  private page(): Page | undefined {
    return this.pages.at(this.at);
  }

  go(at: number): void {
    if (this.pages.total === 0) return;
    this.at = Math.max(0, Math.min(this.pages.total - 1, at));
    this.place.value = String(this.at + 1);
    this.stage.show(this.at);
    this.strip.pick(this.at);
    this.marks.show(this.at);
    this.words.show();
    if (this.panel.dataset.shows === "words") void this.wordPanel.show();
    this.say();
  }

  /** Marks of these pages have come or changed. */
  private marked(pages: string[]): void {
    for (const at of pages.map((page) => this.pages.placeOf(page))) if (at !== undefined) this.strip.refresh(at, at);
    if (this.panel.dataset.shows === "marks") void this.noted.renew();
  }

  /** Marking begins or ends; drawing for a field gives way. */
  private mark(): void {
    if (!this.marks.isOn) {
      this.boxes.toggle(false);
      if (this.words.isOn) this.word();
    }
    this.marks.toggle();
  }

  /** Correcting begins, with the page's words beside it, or ends; drawing and marking give way. */
  private word(): void {
    const on = !this.words.isOn;
    if (on) {
      this.boxes.toggle(false);
      if (this.marks.isOn) this.marks.toggle(false);
    }
    this.words.toggle(on);
    if (!NARROW.matches && !this.root.closest(".split")) this.toggle("words", on);
    this.stage.element.focus({ preventScroll: true });
  }

  private openLikes(correction: string): void {
    this.toggle("likes", true);
    void this.likes.open(correction);
  }

  /** A press on the strip; on a narrow screen the strip gives the page free. */
  private pick(at: number): void {
    this.go(at);
    if (NARROW.matches) this.root.classList.add("no-strip");
  }

  /** What the bar says of the page. */
  private say(): void {
    const page = this.page();
    this.bl.textContent = !page ? "" : page.bl ? `BL ${page.bl}` : page.bl_guess ? `BL ${page.bl_guess}?` : page.blank ? "trang trắng" : "chưa có BL";
    this.bl.title = page && !page.bl && page.bl_guess ? `BL ${page.bl_guess}: suy ra từ số trước và số sau, cần kiểm tra` : "";
    this.bl.classList.toggle("is-missing", !page?.bl);
    this.decision.show(page);
    if (!page) return;
    this.root.dispatchEvent(new CustomEvent("kiemsat:page", { bubbles: true, detail: page }));
  }

  private by(step: number): void {
    this.go(this.at + step * (this.stage.isDouble ? 2 : 1));
  }

  /** "12" is a page, "BL 12" or "bl12" a stamped number. */
  private async goTo(text: string): Promise<void> {
    const wanted = folded(text).trim();
    const bl = /^b(?:l|ut luc)?\.?\s*(.+)$/.exec(wanted)?.[1];
    const no = Number(wanted);
    const at = bl ? await this.pages.find("bl", bl).catch(() => undefined) : Number.isInteger(no) && no >= 1 && no <= this.pages.total ? no - 1 : undefined;
    if (at !== undefined) return this.go(at);
    toast("warning", bl ? `Hồ sơ này chưa có trang nào mang BL ${bl}.` : `Hồ sơ này có ${this.pages.total} trang; không có trang ${text}.`);
    this.place.value = String(this.at + 1);
  }

  private async reveal(page: string, marks: Mark[]): Promise<void> {
    const at = page ? (this.pages.placeOf(page) ?? (await this.pages.find("page", page).catch(() => undefined))) : undefined;
    if (page && at === undefined) return toast("warning", "Trang này không còn trong hồ sơ.");
    const inView = at === this.at || (this.stage.isDouble && at === this.at + 1);
    if (at !== undefined && !inView) this.go(at);
    this.stage.mark(marks, true);
    // On a phone the list lies over the page: a press on a hit uncovers it.
    if (innerWidth < 860 && document.activeElement?.closest(".hits")) this.panel.hidden = true;
  }

  private fit(): void {
    this.stage.zoom = this.stage.zoom === "page" ? "width" : "page";
    this.stage.fit();
  }

  private rotate(): void {
    this.stage.rotate();
    const page = this.page();
    const url = this.file.rotation_url;
    if (!page || !url || this.stage.turnOf(page.id) === 0) return;
    const keep = el("button", { type: "button", class: "btn btn-sm" }, "Lưu chiều này cho mọi người");
    keep.addEventListener("click", async () => {
      try {
        await call("POST", url.replace("{page}", page.id), { rotation: this.stage.turnOf(page.id) });
        this.tell("");
        toast("good", "Đã lưu chiều trang; chữ của trang sẽ được đọc lại.");
      } catch (error) {
        toast("danger", (error as Refused).message);
      }
    });
    this.told.replaceChildren(keep);
  }

  private double(): void {
    this.stage.isDouble = !this.stage.isDouble;
    this.doubleButton.setAttribute("aria-pressed", String(this.stage.isDouble));
    this.stage.show(this.at);
  }

  private async full(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.root.requestFullscreen().catch(() => toast("info", "Trình duyệt này không cho xem toàn màn hình."));
  }

  private toggle(which: Panel, open = this.panel.dataset.shows !== which): void {
    this.panel.hidden = !open;
    this.panel.dataset.shows = open ? which : "";
    this.panel.replaceChildren();
    if (!open) return;
    const close = el("button", { type: "button", class: "toast-close", "aria-label": "Đóng" }, "×");
    close.addEventListener("click", () => this.toggle(which, false));
    this.panel.setAttribute("aria-label", PANELS[which]);
    const shown = { find: this.find.element, documents: this.documents.element, marks: this.noted.element, words: this.wordPanel.element, likes: this.likes.element }[which];
    this.panel.append(el("div", { class: "panel-head" }, el("h2", {}, PANELS[which]), close), shown);
    if (which === "find") this.find.input.select();
    if (which === "words") void this.wordPanel.show();
    if (which !== "marks") return;
    this.noted.query.focus();
    void this.noted.renew();
  }

  private escape(): boolean {
    if (this.marks.escape()) return true;
    if (this.words.escape()) {
      if (!this.words.isOn && this.panel.dataset.shows === "words") this.toggle("words", false);
      return true;
    }
    if (this.boxes.cancel()) return true;
    if (this.boxes.isOn) {
      this.boxes.toggle(false);
      return true;
    }
    if (!this.panel.hidden) {
      this.toggle(this.panel.dataset.shows as Panel, false);
      this.stage.mark([]);
      this.stage.element.focus();
      return true;
    }
    return false;
  }

  private tell(text: string): void {
    this.told.textContent = text;
  }

  /** Pages have come or changed. */
  private came(first: number, last: number): void {
    void this.marks.all.load(first);
    this.strip.refresh(first, last);
    this.stage.refresh(first, last);
    if (this.at >= first && this.at <= last) this.say();
    const total = this.root.querySelector(".bar-total");
    if (total) total.textContent = `/ ${this.pages.total}`;
  }

  private renewing = 0;

  private renewPage(change: Partial<Page> & { id: string }): void {
    if (!this.pages.change(change)) return;
    const at = this.pages.placeOf(change.id)!;
    this.came(at, at);
    this.marks.renew(change.id);
    this.words.renew(change.id);
    // A number just read may tell those of the pages before it.
    if (!change.bl) return;
    clearTimeout(this.renewing);
    this.renewing = window.setTimeout(() => void this.pages.renew(this.at), 1500);
  }

  private async reload(): Promise<void> {
    await this.pages.start(this.at);
    this.strip.renew(this.file.documents);
    this.go(this.at);
  }
}

/** The address of the file with the page that the link wishes for, so that its stretch comes at once. */
function withWish(root: HTMLElement, url: string): string {
  const wish = new URLSearchParams(location.search);
  const asked = new URLSearchParams();
  for (const name of ["page", "bl"] as const) {
    const value = root.dataset[name] ?? wish.get(name);
    if (value) asked.set(name, value);
  }
  return asked.size > 0 ? `${url}${url.includes("?") ? "&" : "?"}${asked}` : url;
}

onEach("[data-viewer]", async (root) => {
  const url = root.dataset.viewer ?? "";
  root.replaceChildren(el("p", { class: "viewer-wait" }, "Đang mở hồ sơ…"));
  try {
    const file = await call<File>("GET", withWish(root, url));
    if (file.total === 0) root.replaceChildren(el("p", { class: "viewer-wait" }, "Hồ sơ chưa có trang nào. Hãy thả tệp PDF hoặc ảnh quét vào để số hóa."));
    else new Viewer(root, file);
  } catch (error) {
    const again = el("button", { type: "button", class: "btn" }, "Mở lại");
    again.addEventListener("click", () => location.reload());
    root.replaceChildren(el("p", { class: "viewer-wait" }, (error as Refused).message), again);
  }
});
