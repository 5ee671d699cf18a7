// A map or a diagram before an audience: its pictures one after another over the whole screen, by keys or by a touch.
import { el } from "./dom";

export function present(url: string, steps: number, title: string, from: number): void {
  let step = Math.min(Math.max(from, 0), steps);
  const picture = el("img", { alt: "" });
  const said = el("p", { class: "present-said tabular", role: "status" });
  const show = (to: number) => {
    step = Math.min(Math.max(to, 0), steps);
    picture.src = `${url}/picture?step=${step}`;
    picture.alt = `${title}, hình ${step + 1} trên ${steps + 1}`;
    said.textContent = `${step + 1} / ${steps + 1}`;
    // The next one is fetched while this one is talked about.
    if (step < steps) new Image().src = `${url}/picture?step=${step + 1}`;
  };
  const act = (words: string, does: () => void) => {
    const one = el("button", { type: "button", class: "btn" }, words);
    one.addEventListener("click", does);
    return one;
  };
  const dialog = el("dialog", { class: "present", "aria-label": `Trình chiếu: ${title}` }, picture, el("div", { class: "present-bar" }, act("Trước", () => show(step - 1)), said, act("Tiếp", () => show(step + 1)), act("Đóng", () => dialog.close())));
  dialog.addEventListener("keydown", (event) => {
    const by: Record<string, number> = { ArrowRight: step + 1, PageDown: step + 1, " ": step + 1, ArrowLeft: step - 1, PageUp: step - 1, Home: 0, End: steps };
    const to = by[event.key];
    if (to === undefined || (event.key === " " && (event.target as Element).closest("button"))) return;
    event.preventDefault();
    show(to);
  });
  picture.addEventListener("click", () => show(step + 1));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.fullscreenElement) void document.exitFullscreen();
  });
  document.body.append(dialog);
  dialog.showModal();
  void dialog.requestFullscreen?.().catch(() => undefined);
  show(step);
}
