// The outline of questions on the console: what is asked next, the answer that is expected, what is shown if it differs.
import { el } from "../dom";
import type { Question } from "./contract";

export function asked(questions: Question[], href: string, show: (exhibit: string) => void): HTMLElement {
  const box = el("details", { class: "console-box console-asked", open: questions.length > 0 }, el("summary", {}, "Đề cương xét hỏi"));
  if (questions.length === 0) {
    box.append(el("p", { class: "muted" }, "Chưa có câu hỏi. ", el("a", { href }, "Soạn đề cương")));
    return box;
  }
  let person: string | undefined;
  let list: HTMLOListElement | undefined;
  for (const one of questions) {
    if (!list || one.person !== person) {
      person = one.person;
      list = el("ol", { class: "asked-list" });
      box.append(el("h3", { class: "roll-phase" }, person || "Chưa ghi người được hỏi"), list);
    }
    const done = el("input", { type: "checkbox", "aria-label": `Đã hỏi: ${one.question || "câu hỏi trống"}` });
    const words = el("div", { class: "asked-words" }, el("b", {}, one.question || "(chưa ghi câu hỏi)"));
    if (one.expected) words.append(el("span", { class: "muted" }, ` → ${one.expected}`));
    if (one.differs) words.append(el("p", { class: "asked-differs" }, `Nếu khai khác: ${one.differs}`));
    const id = one.exhibit_id;
    if (id) {
      const button = el("button", { type: "button", class: "btn btn-sm" }, "Xem mục đưa lên");
      button.addEventListener("click", () => show(id));
      words.append(button);
    }
    const line = el("li", {}, done, words);
    done.addEventListener("change", () => line.classList.toggle("is-asked", done.checked));
    list.append(line);
  }
  return box;
}
