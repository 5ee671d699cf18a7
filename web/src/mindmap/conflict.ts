// Hai người sửa một nút: both words are shown, and the person chooses.
import { el } from "../dom";
import type { Change, MindNode } from "./contract";

export function conflict(node: MindNode, mine: Change, keepMine: () => void): HTMLElement {
  const words = mine.kept.words ?? node.given ?? "";
  const box = el("p", { class: "mind-conflict", role: "alert" }, "Người khác vừa sửa nút này thành ", el("q", {}, node.words), ". Của bạn: ", el("q", {}, words), " ");
  const keep = el("button", { type: "button", class: "btn btn-sm" }, "Giữ của tôi");
  const leave = el("button", { type: "button", class: "btn btn-sm" }, "Lấy của người kia");
  keep.addEventListener("click", () => {
    box.remove();
    keepMine();
  });
  leave.addEventListener("click", () => box.remove());
  box.append(keep, " ", leave);
  return box;
}
