// A box drawn on a page: what is cut out, enlarged or lit.
import { el, svg } from "../dom";
import type { Rect } from "../viewer/contract";
import type { PagePart, Part } from "./contract";

export type Tool = "crop" | "callout" | "light";

export const TOOLS: { tool: Tool; key: string; name: string }[] = [
  { tool: "light", key: "L", name: "Tô sáng" },
  { tool: "callout", key: "Z", name: "Phóng to" },
  { tool: "crop", key: "C", name: "Cắt" },
];

/** The pages, whole, ready to be drawn on; `done` hears each finished box. */
export function drawing(parts: PagePart[], tool: Tool, width: number, height: number, done: (part: number, rect: Rect) => void): HTMLElement {
  const each = (width - 14 * (parts.length - 1)) / parts.length;
  const papers = parts.map((part, at) => {
    const scale = Math.min(each / part.w, height / part.h);
    const image = el("img", { src: part.image, alt: part.label, draggable: "false" });
    const over = svg("svg", { viewBox: `0 0 ${part.w} ${part.h}`, class: "shown-lights" });
    for (const [a, b, c, d] of part.lights) over.append(svg("rect", { x: a, y: b, width: c - a, height: d - b, class: "shown-light" }));
    const paper = el("div", { class: "shown-piece is-drawn-on" }, image, over);
    paper.style.width = `${part.w * scale}px`;
    paper.style.height = `${part.h * scale}px`;
    image.style.width = "100%";
    image.style.height = "100%";
    follow(paper, over, part, tool, (rect) => done(at, rect));
    return paper;
  });
  return el("div", { class: "shown is-drawing" }, ...papers);
}

/** From the press to the release of the pointer. */
function follow(paper: HTMLElement, over: SVGSVGElement, part: PagePart, tool: Tool, done: (rect: Rect) => void): void {
  const at = (event: PointerEvent): [number, number] => {
    const box = paper.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * part.w;
    const y = ((event.clientY - box.top) / box.height) * part.h;
    return [Math.round(Math.min(Math.max(x, 0), part.w)), Math.round(Math.min(Math.max(y, 0), part.h))];
  };
  paper.addEventListener("pointerdown", (start) => {
    if (start.button !== 0) return;
    start.preventDefault();
    paper.setPointerCapture(start.pointerId);
    const from = at(start);
    const box = svg("rect", { class: tool === "light" ? "shown-light" : "shown-frame" });
    over.append(box);
    const rect = (event: PointerEvent): Rect => {
      const to = at(event);
      return [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
    };
    const ended = new AbortController();
    const draw = (event: PointerEvent) => {
      const [a, b, c, d] = rect(event);
      for (const [name, value] of Object.entries({ x: a, y: b, width: c - a, height: d - b })) box.setAttribute(name, String(value));
    };
    const end = (event: PointerEvent) => {
      ended.abort();
      box.remove();
      const found = rect(event);
      if (found[2] - found[0] >= 12 && found[3] - found[1] >= 12) done(found);
    };
    paper.addEventListener("pointermove", draw, { signal: ended.signal });
    paper.addEventListener("pointerup", end, { signal: ended.signal });
    paper.addEventListener("pointercancel", () => { ended.abort(); box.remove(); }, { signal: ended.signal });
  });
}

/** The part with the box on it. */
export function withBox(part: PagePart, tool: Tool, rect: Rect): PagePart {
  return tool === "light" ? { ...part, lights: [...part.lights, rect] } : { ...part, look: tool, rect };
}

/** The pages, when everything is a page; boxes are drawn on nothing else. */
export function pagesOnly(parts: Part[]): PagePart[] | undefined {
  const pages = parts.filter((part) => part.kind === "page");
  return pages.length === parts.length ? pages : undefined;
}

/** The same without what was drawn on them. */
export function bare(parts: Part[]): Part[] {
  return parts.map((part) => (part.kind === "page" ? { ...part, rect: null, look: "page", lights: [] } : part));
}
