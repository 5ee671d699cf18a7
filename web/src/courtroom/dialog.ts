// Asked once more before something is shown: the sentence, the ground where one is needed, and Enter.
import { el } from "../dom";

/** Answers the ground (empty where none is asked), or null when it is left. */
export function ask(sentence: string, needsGround: boolean): Promise<string | null> {
  return new Promise((answer) => {
    const ground = el("textarea", { class: "form-control", rows: 2, required: needsGround, id: "ask-ground", maxlength: 1000 });
    const yes = el("button", { class: "btn btn-danger", value: "yes" }, "Xác nhận, đưa lên");
    const no = el("button", { class: "btn", value: "no", type: "button" }, "Không đưa lên");
    const form = el("form", { method: "dialog" }, el("h2", { class: "dialog-title" }, "Xác nhận lần hai"), el("p", {}, sentence));
    if (needsGround) form.append(el("label", { class: "form-label", for: "ask-ground" }, "Căn cứ công bố lời khai"), ground);
    form.append(el("div", { class: "dialog-actions" }, no, yes));
    const dialog = el("dialog", { class: "dialog", "aria-label": "Xác nhận lần hai" }, form);
    no.addEventListener("click", () => dialog.close("no"));
    ground.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      form.requestSubmit(yes);
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes" ? ground.value.trim() : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    (needsGround ? ground : yes).focus();
  });
}
