// Presenting: the whole screen, one step after another by key or click.
import { el } from "../dom";
import { picture } from "./stage";

export function present(file: string, steps: number): void {
  const svg = picture(file);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  const said = el("p", { class: "diagram-step tabular", "aria-live": "polite" });
  const sheet = el("dialog", { class: "diagram-show", "aria-label": "Trình chiếu sơ đồ" });
  const back = el("button", { type: "button", class: "btn" }, "Lùi");
  const on = el("button", { type: "button", class: "btn btn-primary" }, "Tiếp");
  const close = el("button", { type: "button", class: "btn" }, "Thoát");
  sheet.append(svg, el("div", { class: "diagram-show-bar" }, said, back, on, close));
  let step = 0;
  const show = (next: number) => {
    step = Math.min(Math.max(next, 0), steps);
    for (const group of svg.querySelectorAll<SVGGElement>("[data-step]")) group.classList.toggle("is-later", Number(group.dataset.step) > step);
    said.textContent = steps > 0 ? `Bước ${step} / ${steps}` : "Sơ đồ hiện một lần";
    back.disabled = step === 0;
    on.disabled = step === steps;
  };
  back.addEventListener("click", () => show(step - 1));
  on.addEventListener("click", () => show(step + 1));
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("keydown", (event) => {
    const by = ["ArrowRight", "ArrowDown", "PageDown", " "].includes(event.key) ? 1 : ["ArrowLeft", "ArrowUp", "PageUp"].includes(event.key) ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    show(step + by);
  });
  sheet.addEventListener("close", () => {
    sheet.remove();
    if (document.fullscreenElement) void document.exitFullscreen();
  });
  document.body.append(sheet);
  sheet.showModal();
  sheet.focus();
  void sheet.requestFullscreen?.().catch(() => undefined);
  show(0);
}
