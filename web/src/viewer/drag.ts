import { svg } from "../dom";
import type { Page, Rect } from "./contract";
import type { Stage } from "./stage";

/** Smaller than this in either direction, a drag was a slip of the hand. */
const LEAST = 8;

/** A box dragged over a page: its outline follows the pointer, and it is handed over when the pointer is let go. */
export class Drag {
  private draft: { page: Page; x: number; y: number; shape: SVGRectElement } | undefined;

  constructor(
    private readonly stage: Stage,
    private readonly isOn: () => boolean,
    private readonly done: (page: Page, rect: Rect) => void,
  ) {
    const place = stage.element;
    place.addEventListener("pointerdown", (event) => this.down(event));
    place.addEventListener("pointermove", (event) => this.move(event));
    place.addEventListener("pointerup", (event) => this.up(event));
    place.addEventListener("pointercancel", () => this.cancel());
  }

  /** Gives up the box being drawn; says whether there was one. */
  cancel(): boolean {
    this.draft?.shape.remove();
    const had = this.draft !== undefined;
    this.draft = undefined;
    return had;
  }

  private down(event: PointerEvent): void {
    if (!this.isOn() || event.button !== 0) return;
    const at = this.stage.pointAt(event.clientX, event.clientY);
    if (!at) return;
    event.preventDefault();
    this.cancel();
    this.stage.element.setPointerCapture(event.pointerId);
    const shape = svg("rect", { class: "mark-box mark-draft" });
    at.overlay.append(shape);
    this.draft = { page: at.page, x: at.x, y: at.y, shape };
  }

  private rect(event: PointerEvent): Rect | undefined {
    const draft = this.draft;
    const at = draft && this.stage.pointAt(event.clientX, event.clientY, draft.page.id);
    if (!draft || !at) return undefined;
    return [Math.min(draft.x, at.x), Math.min(draft.y, at.y), Math.max(draft.x, at.x), Math.max(draft.y, at.y)];
  }

  private move(event: PointerEvent): void {
    const rect = this.rect(event);
    if (!rect || !this.draft) return;
    const [x0, y0, x1, y1] = rect;
    for (const [name, value] of [["x", x0], ["y", y0], ["width", x1 - x0], ["height", y1 - y0]] as const) this.draft.shape.setAttribute(name, String(value));
  }

  private up(event: PointerEvent): void {
    const rect = this.rect(event);
    const page = this.draft?.page;
    this.cancel();
    if (rect && page && rect[2] - rect[0] >= LEAST && rect[3] - rect[1] >= LEAST) this.done(page, rect);
  }
}
