// Gõ ngay trong nút: the box in which the words of a node are typed on the picture.
import { el } from "../dom";

export interface Typing {
  typed(text: string): void;
  /** The person went elsewhere. */
  left(): void;
  /** By a key: kept or taken back; `isNext` asks for a child. */
  ended(isKept: boolean, isNext: boolean): void;
}

/** Gives what puts the box into the place of the words. */
export function typing(words: string, on: Typing): (holder: HTMLElement) => void {
  const box = el("textarea", { class: "mind-edit", rows: 2, maxlength: 600, "aria-label": "Nội dung nút" });
  const grow = (): void => {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  };
  box.value = words;
  box.addEventListener("input", () => {
    grow();
    on.typed(box.value);
  });
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab" || event.key === "F2") {
      event.preventDefault();
      on.ended(true, event.key === "Tab");
    } else if (event.key === "Escape") on.ended(false, false);
  });
  box.addEventListener("blur", () => on.left());
  return (holder) => {
    holder.replaceChildren(box);
    box.focus();
    box.select();
    grow();
  };
}
