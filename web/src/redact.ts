// A box dragged over a page of a copy: kept with its reason, then the page shows it. One page at a time; the server draws what is there.
import { onEach, svg } from "./dom";
import { call, Refused } from "./http";

/** Smaller than this in dots of the picture, a drag was a slip of the hand. */
const LEAST = 8;

interface Draft {
  x: number;
  y: number;
  shape: SVGRectElement;
}

onEach<HTMLElement>("[data-redact]", (sheet) => {
  const overlay = sheet.querySelector("svg");
  const said = document.querySelector<HTMLElement>("[data-redact-said]");
  const reason = document.querySelector<HTMLInputElement>('[name="reason"]');
  if (!overlay) return;
  let draft: Draft | undefined;

  /** The pointer in dots of the picture, kept inside it. */
  const at = (event: PointerEvent): { x: number; y: number } => {
    const place = overlay.getBoundingClientRect();
    const { width, height } = overlay.viewBox.baseVal;
    const inside = (share: number) => Math.min(1, Math.max(0, share));
    return { x: Math.round(inside((event.clientX - place.left) / place.width) * width), y: Math.round(inside((event.clientY - place.top) / place.height) * height) };
  };
  const rect = (from: Draft, to: { x: number; y: number }): [number, number, number, number] => [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y)];
  const tell = (words: string): void => {
    if (said) said.textContent = words;
  };
  const cancel = (): void => {
    draft?.shape.remove();
    draft = undefined;
  };

  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    cancel();
    sheet.setPointerCapture(event.pointerId);
    const shape = svg("rect", { class: "redact-draft" });
    overlay.append(shape);
    draft = { ...at(event), shape };
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!draft) return;
    const [x0, y0, x1, y1] = rect(draft, at(event));
    for (const [name, value] of [["x", x0], ["y", y0], ["width", x1 - x0], ["height", y1 - y0]] as const) draft.shape.setAttribute(name, String(value));
  });
  sheet.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", (event) => event.key === "Escape" && cancel());
  sheet.addEventListener("pointerup", async (event) => {
    if (!draft) return;
    const box = rect(draft, at(event));
    if (box[2] - box[0] < LEAST || box[3] - box[1] < LEAST) return cancel();
    tell("Đang ghi chỗ che…");
    try {
      await call("POST", sheet.dataset.redact ?? "", { page: sheet.dataset.page, rect: box, reason: reason?.value ?? "" });
      draft.shape.setAttribute("class", "redact-box");
      draft = undefined;
      // The list below is the server's; the place on the page stays.
      location.reload();
    } catch (error) {
      cancel();
      tell(error instanceof Refused ? error.message : "Chưa ghi được chỗ che. Hãy thử lại.");
    }
  });
});
