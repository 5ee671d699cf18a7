import { el } from "../dom";
import { call, type Refused } from "../http";
import { toast } from "../shell/toasts";
import type { Like, Likes as Found, Rect, Wording } from "./contract";

/** Width of a picture of one place, in pixels of the screen. */
const WIDE = 280;

/** "12 chỗ giống thế này": each with its picture, taken one by one or together; nothing is changed until it is taken. Those of other
 * files are looked for when asked. */
export class Likes {
  readonly element = el("div", { class: "panel-body likes" });
  private correction = "";
  private isElsewhere = false;

  constructor(
    private readonly wording: Wording,
    private readonly show: (page: string, rect: Rect) => void,
    private readonly changed: (pages: string[]) => void,
  ) {}

  async open(correction: string): Promise<void> {
    this.correction = correction;
    this.isElsewhere = false;
    this.element.replaceChildren(el("p", { class: "panel-said" }, "Đang tìm trong hồ sơ…"));
    await this.ask();
  }

  private async ask(): Promise<void> {
    const found = (elsewhere: boolean) => call<Found>("GET", `${this.wording.likes}?correction=${this.correction}&elsewhere=${elsewhere}`);
    try {
      const here = this.drawn(await found(false), "trong hồ sơ này");
      const others = this.isElsewhere ? this.drawn(await found(true), "trong hồ sơ khác của đơn vị") : [this.further()];
      this.element.replaceChildren(...here, ...others);
    } catch (error) {
      this.element.replaceChildren(el("p", { class: "panel-said" }, (error as Refused).message));
    }
  }

  private further(): HTMLElement {
    const button = el("button", { type: "button", class: "btn btn-sm" }, "Tìm cả trong hồ sơ khác");
    button.addEventListener("click", () => {
      this.isElsewhere = true;
      button.disabled = true;
      void this.ask();
    });
    return el("p", { class: "likes-acts" }, button);
  }

  private drawn({ places, total }: Found, where: string): HTMLElement[] {
    const first = places[0];
    if (!first) return [el("p", { class: "panel-said", role: "status" }, `Không còn chỗ nào giống thế ${where}.`)];
    const more = total > places.length ? `, hiện ${places.length} chỗ đầu` : "";
    const items = places.map((one) => this.item(one));
    const boxes = items.map(({ box }) => box);
    const take = el("button", { type: "button", class: "btn btn-primary btn-sm" });
    const count = () => {
      const many = boxes.filter((box) => box.checked).length;
      take.textContent = `Nhận ${many} chỗ đã chọn`;
      take.disabled = many === 0 || !this.wording.may_correct;
    };
    for (const box of boxes) box.addEventListener("change", count);
    count();
    take.addEventListener("click", () => void this.send(places.filter((_, n) => boxes[n]?.checked), true));
    const all = el("button", { type: "button", class: "btn btn-sm" }, "Chọn tất cả");
    all.addEventListener("click", () => {
      for (const box of boxes) box.checked = true;
      count();
      take.focus();
    });
    return [
      el("p", { class: "panel-said", role: "status" }, `${total} chỗ ${where} đọc thành “${first.seen}”${more}. Hãy nhìn ảnh từng chỗ; chưa có gì được sửa.`),
      el("div", { class: "likes-acts" }, take, all),
      el("ol", { class: "likes-list" }, ...items.map(({ item }) => item)),
    ];
  }

  private item(one: Like): { item: HTMLElement; box: HTMLInputElement } {
    const page = one.bl ? `BL ${one.bl} · trang ${one.no}` : `Trang ${one.no}`;
    const place = one.other ? `${page} · ${one.other.title}` : page;
    const box = el("input", { type: "checkbox", "aria-label": `${place}: sửa “${one.seen}” thành “${one.meant}”` });
    box.checked = one.is_likely;
    const take = el("button", { type: "button", class: "btn btn-sm", disabled: !this.wording.may_correct }, `Thành “${one.meant}”`);
    take.addEventListener("click", () => void this.send([one], true));
    const right = el("button", { type: "button", class: "btn btn-sm btn-ghost", disabled: !this.wording.may_correct }, "Máy đọc đúng");
    right.addEventListener("click", () => void this.send([one], false));
    return { item: el("li", {}, box, el("div", {}, this.way(one, place), el("div", { class: "likes-acts" }, take, right))), box };
  }

  /** To the place: on its page here, or in a window of its own where it stands in another file. */
  private way(one: Like, place: string): HTMLElement {
    const words = [el("span", { class: "hit-place tabular" }, place), crop(one), el("span", { class: "hit-words" }, one.around)];
    if (one.other) return el("a", { class: "hit", href: one.other.href, target: "_blank", rel: "noopener" }, ...words);
    const go = el("button", { type: "button", class: "hit" }, ...words);
    go.addEventListener("click", () => this.show(one.page, one.rect));
    return go;
  }

  /** Takes these places, or says that they were read right; each file by its own address. */
  private async send(chosen: Like[], isTaken: boolean): Promise<void> {
    const files = new Map<string, Like[]>();
    for (const one of chosen) {
      const url = one.other?.likes ?? this.wording.likes;
      files.set(url, [...(files.get(url) ?? []), one]);
    }
    try {
      for (const [url, likes] of files) {
        const places = likes.map(({ page, rect, seen, meant }) => ({ page, rect, seen, text: isTaken ? meant : seen }));
        const { message } = await call<{ message: string }>("POST", url, { correction: this.correction, places });
        const title = likes[0]?.other?.title;
        toast("good", (isTaken ? message : "Đã ghi: máy đọc đúng chỗ này.") + (title ? ` (${title})` : ""));
      }
      this.changed([...new Set(chosen.filter((one) => !one.other).map(({ page }) => page))]);
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
    await this.ask();
  }
}

/** The part of the page around a box. */
function crop(one: Like): HTMLElement {
  const [x0, y0, x1, y1] = one.rect;
  const [high, wide] = [y1 - y0, x1 - x0];
  const scale = Math.min(1.6, WIDE / (wide + 6 * high), 46 / (high * 1.6));
  const picture = el("img", { src: one.image, alt: `Ảnh chỗ đọc thành “${one.seen}”`, loading: "lazy", decoding: "async" });
  picture.style.width = `${one.w * scale}px`;
  picture.style.left = `${Math.min(0, WIDE / 2 - ((x0 + x1) / 2) * scale)}px`;
  picture.style.top = `${-(y0 - 0.3 * high) * scale}px`;
  const frame = el("span", { class: "crop" }, picture);
  frame.style.height = `${high * 1.6 * scale}px`;
  return frame;
}
