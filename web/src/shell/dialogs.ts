import { onClick } from "../dom";

onClick("[data-dialog]", (button) => {
  document.querySelector<HTMLDialogElement>(`#${CSS.escape(button.dataset.dialog ?? "")}`)?.showModal();
});
onClick("[data-dialog-close]", (button) => button.closest("dialog")?.close());
onClick("[data-print]", () => print());
onClick("[data-back]", () => history.back());

// A form is sent once, however often its button is pressed; coming back by the browser's arrow wakes it again.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post") return;
  setTimeout(() => form.querySelectorAll<HTMLButtonElement>("button[type=submit], button:not([type])").forEach((button) => (button.disabled = true)));
});
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll<HTMLButtonElement>("form button:disabled").forEach((button) => (button.disabled = false));
});
