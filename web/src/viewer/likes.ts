import { el } from "../dom";
import { call, type Refused } from "../http";
import { toast } from "../shell/toasts";
import type { Like, Likes as Found, Rect, Wording } from "./contract";

/** Width of a picture of one place, in pixels of the screen. */
const WIDE = 280;

/** "12 chỗ giống thế này": each with its picture, taken one by one or together; nothing is changed until it is taken. */
export class Likes {
  readonly element = el("div", { class: "panel-body likes" });
  private places: Like[] = [];
  private correction = "";

  constructor(
    private readonly wording: Wording,
    private readonly show: (page: string, rect: Rect) => void,
    private readonly changed: (pages: string[]) => void,
  ) {}

  async open(correction: string): Promise<void> {
    this.correction = correction;
    this.element.replaceChildren(el("p", { class: "panel-said" }, "Đang tìm trong hồ sơ…"));
    try {
      const found = await call<Found>("GET", `${this.wording.likes}?correction=${correction}`);
      this.places = found.places;
      this.draw(found.total);
    } catch (error) {
      this.element.replaceChildren(el("p", { class: "panel-said" }, (error as Refused).message));
    }
  }

  private draw(total: number): void {
    const first = this.places[0];
    if (!first) return this.element.replaceChildren(el("p", { class: "panel-said", role: "status" }, "Không còn chỗ nào giống thế trong hồ sơ."));
    const more = total > this.places.length ? `, hiện ${this.places.length} chỗ đầu` : "";
    const items = this.places.map((one) => this.item(one));
    const boxes = items.map(({ box }) => box);
    const take = el("button", { type: "button", class: "btn btn-primary btn-sm" });
    const count = () => {
      const many = boxes.filter((box) => box.checked).length;
      take.textContent = `Nhận ${many} chỗ đã chọn`;
      take.disabled = many === 0 || !this.wording.may_correct;
    };
    for (const box of boxes) box.addEventListener("change", count);
    count();
    take.addEventListener("click", () => void this.send(this.places.filter((_, n) => boxes[n]?.checked), true));
    const all = el("button", { type: "button", class: "btn btn-sm" }, "Chọn tất cả");
    all.addEventListener("click", () => {
      for (const box of boxes) box.checked = true;
      count();
      take.focus();
    });
    this.element.replaceChildren(
      el("p", { class: "panel-said", role: "status" }, `${total} chỗ đọc thành “${first.seen}”${more}. Hãy nhìn ảnh từng chỗ; chưa có gì được sửa.`),
      el("div", { class: "likes-acts" }, take, all),
      el("ol", { class: "likes-list" }, ...items.map(({ item }) => item)),
    );
  }

  private item(one: Like): { item: HTMLElement; box: HTMLInputElement } {
    const place = one.bl ? `BL ${one.bl} · trang ${one.no}` : `Trang ${one.no}`;
    const box = el("input", { type: "checkbox", "aria-label": `${place}: sửa “${one.seen}” thành “${one.meant}”` });
    box.checked = one.is_likely;
    const go = el("button", { type: "button", class: "hit" }, el("span", { class: "hit-place tabular" }, place), crop(one), el("span", { class: "hit-words" }, one.around));
    go.addEventListener("click", () => this.show(one.page, one.rect));
    const take = el("button", { type: "button", class: "btn btn-sm", disabled: !this.wording.may_correct }, `Thành “${one.meant}”`);
    take.addEventListener("click", () => void this.send([one], true));
    const right = el("button", { type: "button", class: "btn btn-sm btn-ghost", disabled: !this.wording.may_correct }, "Máy đọc đúng");
    right.addEventListener("click", () => void this.send([one], false));
    return { item: el("li", {}, box, el("div", {}, go, el("div", { class: "likes-acts" }, take, right))), box };
  }

  /** Takes these places, or says that they were read right. */
  private async send(chosen: Like[], isTaken: boolean): Promise<void> {
    const places = chosen.map(({ page, rect, seen, meant }) => ({ page, rect, seen, text: isTaken ? meant : seen }));
    try {
      const { message } = await call<{ message: string }>("POST", this.wording.likes, { correction: this.correction, places });
      toast("good", isTaken ? message : "Đã ghi: máy đọc đúng chỗ này.");
      this.changed([...new Set(chosen.map(({ page }) => page))]);
      await this.open(this.correction);
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
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
