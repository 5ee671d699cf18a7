// The picture as the server draws it: chosen by click or key, moved by hand, shown step by step.
import { el } from "../dom";
import type { Diagram, Part } from "./contract";

export interface Acts {
  choose(id: string | undefined): void;
  move(places: { part: string; x: number | undefined; y: number }[]): void;
}

/** One press of an arrow key, in units of the picture. */
const STEP = 10;
const FAR_STEP = 50;

/** The file as elements; words in it stay words. */
export function picture(file: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(file, "image/svg+xml");
  return document.importNode(parsed.documentElement, true) as unknown as SVGSVGElement;
}

export class Stage {
  readonly root = el("div", { class: "diagram-stage", tabindex: 0, role: "region", "aria-label": "Hình sơ đồ" });
  private svg: SVGSVGElement | undefined;
  private zoom = 1;
  private pressed = 0;

  constructor(
    private diagram: Diagram,
    private readonly acts: Acts,
  ) {
    this.root.addEventListener("click", (event) => {
      if (!(event.target as Element).closest("[data-id]")) this.acts.choose(undefined);
    });
  }

  take(diagram: Diagram, chosen: string | undefined): void {
    const focused = (document.activeElement as Element | null)?.closest?.("[data-id]")?.getAttribute("data-id");
    const hadFocus = this.root.contains(document.activeElement);
    this.diagram = diagram;
    this.svg = picture(diagram.svg);
    this.svg.setAttribute("role", "group");
    this.root.replaceChildren(this.svg);
    this.scale(this.zoom);
    const parts = new Map(diagram.parts.map((part) => [part.id, part]));
    for (const group of this.svg.querySelectorAll<SVGGElement>("[data-id]")) this.arm(group, parts.get(group.dataset.id ?? ""));
    this.mark(chosen);
    if (hadFocus && focused) this.group(focused)?.focus();
  }

  /** Wider than the room by so much. */
  scale(zoom: number): void {
    this.zoom = Math.min(Math.max(zoom, 0.5), 4);
    if (!this.svg) return;
    this.svg.removeAttribute("width");
    this.svg.removeAttribute("height");
    this.svg.style.width = `${this.zoom * 100}%`;
    this.svg.style.maxHeight = this.zoom <= 1 ? `${this.zoom * 74}vh` : "none";
  }

  get scaled(): number {
    return this.zoom;
  }

  mark(chosen: string | undefined): void {
    for (const group of this.svg?.querySelectorAll("[data-id]") ?? []) group.classList.toggle("is-chosen", group.getAttribute("data-id") === chosen);
  }

  /** The sizes of all things, for a layout. */
  boxes(): { id: string; w: number; h: number }[] {
    const things = [...(this.svg?.querySelectorAll<SVGGElement>('[data-layer="thing"]') ?? [])];
    return things.map((thing) => {
      const { width, height } = thing.getBBox();
      return { id: thing.dataset.id!, w: width, h: height };
    });
  }

  private group(id: string): SVGGElement | null {
    return this.svg?.querySelector<SVGGElement>(`[data-id="${id}"][data-layer="thing"], [data-id="${id}"][data-layer="ground"], [data-id="${id}"][data-layer="above"]`) ?? null;
  }

  private arm(group: SVGGElement, part: Part | undefined): void {
    const id = group.dataset.id!;
    group.addEventListener("click", () => this.acts.choose(id));
    const layer = group.dataset.layer;
    if (layer === "line" || !part) return;
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    // Named by the words that stand there; lines of words are parted by a space.
    const lines = [...group.querySelectorAll("text")];
    for (const line of lines) line.after(" ");
    const seen = lines.map((line) => line.textContent?.trim()).join(" ");
    group.setAttribute("aria-label", [part.kind_vi, seen || part.label].filter(Boolean).join(": "));
    const canMove = this.diagram.may_edit && (this.diagram.is_timeline ? layer === "ground" : layer === "thing");
    group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.acts.choose(id);
      }
      if (canMove && event.key.startsWith("Arrow")) this.nudge(group, event);
    });
    if (canMove) {
      group.classList.add("is-movable");
      group.addEventListener("pointerdown", (event) => this.drag(group, event));
    }
  }

  private nudge(group: SVGGElement, event: KeyboardEvent): void {
    event.preventDefault();
    if (this.diagram.is_timeline) {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") this.lane(group, event.key === "ArrowUp" ? -1 : 1);
      return;
    }
    const by = event.shiftKey ? FAR_STEP : STEP;
    const dx = event.key === "ArrowLeft" ? -by : event.key === "ArrowRight" ? by : 0;
    const dy = event.key === "ArrowUp" ? -by : event.key === "ArrowDown" ? by : 0;
    const [x, y] = [Number(group.dataset.nudgeX ?? 0) + dx, Number(group.dataset.nudgeY ?? 0) + dy];
    group.dataset.nudgeX = String(x);
    group.dataset.nudgeY = String(y);
    group.setAttribute("transform", `translate(${x} ${y})`);
    clearTimeout(this.pressed);
    this.pressed = window.setTimeout(() => this.put(group, x, y), 500);
  }

  private put(group: SVGGElement, dx: number, dy: number): void {
    this.acts.move([{ part: group.dataset.id!, x: Math.round(Number(group.dataset.x) + dx), y: Math.round(Number(group.dataset.y) + dy) }]);
  }

  /** The lanes of a course of events keep an order of their own. */
  private lane(group: SVGGElement, by: number): void {
    const ids = [...new Set([...this.svg!.querySelectorAll<SVGGElement>('[data-layer="ground"]')].map((one) => one.dataset.id!))];
    const at = ids.indexOf(group.dataset.id!);
    const to = at + by;
    if (to < 0 || to >= ids.length) return;
    ids.splice(to, 0, ids.splice(at, 1)[0]!);
    this.acts.move(ids.map((part, n) => ({ part, x: undefined, y: n * 10 })));
  }

  private drag(group: SVGGElement, start: PointerEvent): void {
    if (start.button !== 0) return;
    const matrix = this.svg!.getScreenCTM()?.inverse();
    if (!matrix) return;
    const place = (event: PointerEvent) => new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    const from = place(start);
    let [dx, dy] = [0, 0];
    group.setPointerCapture(start.pointerId);
    const ended = new AbortController();
    const end = (isPut: boolean) => {
      ended.abort();
      group.classList.remove("is-moving");
      if (Math.hypot(dx, dy) < 4 || !isPut) return group.removeAttribute("transform");
      if (this.diagram.is_timeline) {
        group.removeAttribute("transform");
        if (Math.abs(dy) > 20) this.lane(group, dy < 0 ? -1 : 1);
      } else this.put(group, dx, dy);
    };
    group.addEventListener(
      "pointermove",
      (event) => {
        const now = place(event);
        dx = this.diagram.is_timeline ? 0 : now.x - from.x;
        dy = now.y - from.y;
        group.classList.toggle("is-moving", Math.hypot(dx, dy) >= 4);
        group.setAttribute("transform", `translate(${dx} ${dy})`);
      },
      { signal: ended.signal },
    );
    group.addEventListener("pointerup", () => end(true), { signal: ended.signal });
    group.addEventListener("pointercancel", () => end(false), { signal: ended.signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal: ended.signal });
  }
}
