// The bar above the map, and what is told there.
import { el } from "../dom";
import type { MindMap } from "./contract";

export interface Tools {
  level(many: number): void;
  zoom(by: number): void;
  fit(): void;
  /** Map or list; answers whether it is a list then. */
  shape(): boolean;
  present(): void;
  undo(): void;
  redo(): void;
  readIn(file: File): void;
}

export function button(words: string, act: () => void, title = words, looks = "btn btn-sm"): HTMLButtonElement {
  const one = el("button", { type: "button", class: looks, title }, words);
  one.addEventListener("click", act);
  return one;
}

const group = (label: string, looks: string, ...all: HTMLElement[]) => el("div", { class: `mind-group ${looks}`, role: "group", "aria-label": label }, ...all);

/** Fills the bar; answers the buttons that are not always to be pressed. */
export function tools(bar: HTMLElement, mayEdit: boolean, isList: boolean, acts: Tools): { undo: HTMLButtonElement; redo: HTMLButtonElement } {
  const levels = [["2 cấp", 2], ["3 cấp", 3], ["Tất cả", 99]] as const;
  const shape = button(isList ? "Dạng sơ đồ" : "Dạng danh sách", () => {
    shape.textContent = acts.shape() ? "Dạng sơ đồ" : "Dạng danh sách";
  });
  bar.append(
    group("Số cấp hiển thị", "", ...levels.map(([words, many]) => button(words, () => acts.level(many), many === 2 ? "Bản hai cấp cho lãnh đạo" : words))),
    group("Cỡ hiển thị", "mind-zoom", button("−", () => acts.zoom(0.8), "Nhỏ lại"), button("Vừa khung", () => acts.fit()), button("+", () => acts.zoom(1.25), "To lên")),
    shape,
    button("Trình chiếu", () => acts.present()),
  );
  const undo = button("Hoàn tác", () => acts.undo(), "Hoàn tác (Ctrl+Z)");
  const redo = button("Làm lại", () => acts.redo(), "Làm lại (Ctrl+Y)");
  if (mayEdit) {
    const file = el("input", { type: "file", accept: ".xmind", class: "visually-hidden", id: "mind-file", "aria-label": "Tệp XMind", tabindex: -1 });
    file.addEventListener("change", () => {
      const chosen = file.files?.[0];
      if (chosen) acts.readIn(chosen);
      file.value = "";
    });
    bar.append(group("Sửa", "", undo, redo), button("Đọc tệp XMind", () => file.click()), file);
  }
  return { undo, redo };
}

/** What is new in the case since somebody took note of the map. */
export function news(box: HTMLElement, map: MindMap, acts: { redraw(): void; next(): void }): void {
  box.replaceChildren();
  if (map.news === 0 && map.gone.length === 0) return;
  const parts: string[] = [];
  if (map.news) parts.push(`${map.news} nút mới hoặc đã đổi theo hồ sơ`);
  if (map.gone.length) parts.push(`${map.gone.length} nút không còn trong hồ sơ`);
  box.append(el("span", {}, `Từ lần vẽ ${map.drawn_at}: ${parts.join(", ")}.`));
  if (map.gone.length) box.append(el("details", {}, el("summary", {}, "Xem nút không còn"), el("ul", {}, ...map.gone.slice(0, 30).map((words) => el("li", {}, words)))));
  if (map.news) box.append(button("Tới nút mới", acts.next));
  if (map.may_edit) box.append(button("Đã xem, ghi nhận bản vẽ mới", acts.redraw, undefined, "btn btn-sm btn-primary"));
}
