// The prosecutor's notes: kept as they are typed, and in this browser until the server has them.
import { el } from "../dom";
import { call, Refused } from "../http";

export function notes(url: string): HTMLElement {
  const template = document.querySelector<HTMLTemplateElement>("template[data-notes]");
  const key = `courtroom ${url}`;
  let revision = Number(template?.dataset.notes ?? 1);
  const box = el("textarea", { class: "form-control console-notes", rows: 5, id: "console-notes", maxlength: 40000 });
  box.value = localStorage.getItem(key) ?? template?.content.textContent ?? "";
  const said = el("span", { class: "muted", role: "status" });
  let wait = 0;
  let isSending = false;
  const send = async (): Promise<void> => {
    if (isSending) return later(400);
    isSending = true;
    const typed = box.value;
    try {
      const kept = await call<{ revision: number }>("PUT", url, { notes: typed, revision });
      revision = kept.revision;
      if (box.value === typed) {
        localStorage.removeItem(key);
        said.textContent = "Đã lưu";
      } else later(200);
    } catch (error) {
      const refused = error as Refused;
      said.textContent = refused.message;
      if (refused.status === 0 || refused.status >= 500) later(3000);
    } finally {
      isSending = false;
    }
  };
  function later(ms: number): void {
    clearTimeout(wait);
    wait = window.setTimeout(() => void send(), ms);
  }
  box.addEventListener("input", () => {
    localStorage.setItem(key, box.value);
    said.textContent = "Đang lưu…";
    later(600);
  });
  if (localStorage.getItem(key) !== null) later(0);
  return el("section", { class: "console-box" }, el("label", { class: "form-label", for: "console-notes" }, "Ghi chú tại phiên tòa "), said, box);
}
