import { el } from "../dom";

export type Tone = "neutral" | "info" | "good" | "warning" | "danger";

/** Takes away what stood there in vain: the next act has succeeded. */
export function settled(): void {
  document.querySelectorAll("[data-toasts] .tone-danger").forEach((box) => box.remove());
}

/** Says a sentence in the corner; grave ones stay until closed. */
export function toast(tone: Tone, text: string, link?: { label: string; href: string }): void {
  const place = document.querySelector("[data-toasts]");
  if (!place) return;
  const same = [...place.children].find((box) => box.querySelector("p")?.textContent === text);
  same?.remove();
  const close = el("button", { type: "button", class: "toast-close", "aria-label": "Đóng lời nhắn" }, "×");
  const words = el("p", {}, text);
  if (link) words.append(" ", el("a", { href: link.href }, link.label));
  const box = el("div", { class: `toast-box tone-${tone}`, role: tone === "danger" ? "alert" : "status" }, words, close);
  close.addEventListener("click", () => box.remove());
  place.append(box);
  if (tone !== "danger") setTimeout(() => box.remove(), 6000);
}
