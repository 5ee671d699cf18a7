import { el } from "../dom";

/** Asks once more before something that cannot be taken back. */
export function confirmed(title: string, text: string, name: string): Promise<boolean> {
  return new Promise((answer) => {
    const yes = el("button", { class: "btn btn-danger", value: "yes" }, name);
    const no = el("button", { class: "btn", value: "no" }, "Thôi");
    const form = el("form", { method: "dialog" }, el("h2", { class: "dialog-title" }, title), el("p", {}, text), el("div", { class: "dialog-actions" }, no, yes));
    const dialog = el("dialog", { class: "dialog", "aria-label": title }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    yes.focus();
  });
}
