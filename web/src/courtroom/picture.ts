// Pages side by side, crops and callouts, drawn the same on the console and on the court's screen.
import { el, svg } from "../dom";
import type { Rect } from "../viewer/contract";
import type { Drawn, LawPiece, Shown } from "./contract";

/** Never larger than this: letters only get coarser. */
const LARGEST = 3;
const GAP = 14;
/** A piece of the law is laid out for a cheap projector, and made larger or smaller as a whole. */
const LAW: [number, number] = [1000, 690];
/** A recording before its size is known. */
const FILM: [number, number] = [960, 540];

/** What is there already: the element in which a recording runs, which must live on when everything around it is drawn anew, or a place for a picture that was read. */
export type There = (src: string) => HTMLElement | undefined;

/** The grid for so many pictures in a room of this size: the one in which they come out largest. */
function grid(parts: Shown[], width: number, height: number): { columns: number; rows: number } {
  const choices = [1, 2, 3, 4].filter((columns) => columns <= parts.length).map((columns) => ({ columns, rows: Math.ceil(parts.length / columns) }));
  const scale = ({ columns, rows }: { columns: number; rows: number }) => {
    const cell = { w: (width - GAP * (columns - 1)) / columns, h: (height - GAP * (rows - 1)) / rows };
    return Math.min(...parts.map((part) => readable(part, cell.w, cell.h)));
  };
  return choices.reduce((best, one) => (scale(one) > scale(best) ? one : best), choices[0] ?? { columns: 1, rows: 1 });
}

/** How large the letters of what is meant to be read come out. */
function readable(part: Shown, w: number, h: number): number {
  if (part.kind !== "page") {
    const [wide, high] = part.kind === "law" ? LAW : FILM;
    return Math.min(w / wide, h / high);
  }
  const [x0, y0, x1, y1] = part.rect && part.look !== "page" ? part.rect : [0, 0, part.w, part.h];
  return Math.min(w / (x1 - x0), h / (y1 - y0));
}

/** A stretch of a page at a scale, with what is lit in it. */
function piece(part: Drawn, [x0, y0, x1, y1]: Rect, scale: number, framed: Rect | null, there: There): HTMLElement {
  const image = there(part.src) ?? el("img", { src: part.src, draggable: "false", decoding: "sync" });
  image.setAttribute(image instanceof HTMLImageElement ? "alt" : "aria-label", part.label);
  image.style.width = `${part.w * scale}px`;
  image.style.height = `${part.h * scale}px`;
  image.style.left = `${-x0 * scale}px`;
  image.style.top = `${-y0 * scale}px`;
  const over = svg("svg", { viewBox: `${x0} ${y0} ${x1 - x0} ${y1 - y0}`, class: "shown-lights", preserveAspectRatio: "none" });
  for (const [a, b, c, d] of part.lights) over.append(svg("rect", { x: a, y: b, width: c - a, height: d - b, class: "shown-light" }));
  if (framed) over.append(svg("rect", { x: framed[0], y: framed[1], width: framed[2] - framed[0], height: framed[3] - framed[1], class: "shown-frame" }));
  const box = el("div", { class: "shown-piece" }, image, over);
  box.style.width = `${(x1 - x0) * scale}px`;
  box.style.height = `${(y1 - y0) * scale}px`;
  return box;
}

/** The page with its rectangle framed, and the rectangle enlarged beside or below it, whichever is larger. */
function callout(part: Drawn, rect: Rect, width: number, height: number, there: There): HTMLElement {
  const [w, h] = [rect[2] - rect[0], rect[3] - rect[1]];
  const whole: Rect = [0, 0, part.w, part.h];
  const beside = { page: Math.min((width * 0.34) / part.w, height / part.h), rect: 0 };
  beside.rect = Math.min((width - part.w * beside.page - GAP) / w, height / h, LARGEST);
  const below = { page: Math.min(width / part.w, (height * 0.5) / part.h), rect: 0 };
  below.rect = Math.min(width / w, (height - part.h * below.page - GAP) / h, LARGEST);
  const isBelow = below.rect > beside.rect;
  const chosen = isBelow ? below : beside;
  const box = el("div", { class: `shown-callout${isBelow ? " is-below" : ""}` }, piece(part, whole, chosen.page, rect, there), piece(part, rect, chosen.rect, null, there));
  box.lastElementChild!.classList.add("is-large");
  return box;
}

/** A piece of an article, as large as the room allows. */
function article(part: LawPiece, width: number, height: number): HTMLElement {
  const scale = Math.min(width / LAW[0], height / LAW[1]);
  const foot = el("p", { class: "shown-law-source" }, `Nguồn: ${part.source}${part.to_check ? " (cần kiểm tra)" : ""}`);
  if (part.steps > 1) foot.append(el("b", { class: "tabular" }, `${part.step + 1}/${part.steps}`));
  const sheet = el("div", { class: "shown-law" }, el("h2", {}, part.law), el("p", { class: "shown-law-text" }, part.text), foot);
  sheet.style.transform = `scale(${scale})`;
  const box = el("div", { class: "shown-piece is-law" }, sheet);
  box.style.width = `${LAW[0] * scale}px`;
  box.style.height = `${LAW[1] * scale}px`;
  return box;
}

function film(element: HTMLElement | undefined, width: number, height: number): HTMLElement {
  const box = el("div", { class: "shown-film" }, element ?? "");
  box.style.width = `${width}px`;
  box.style.height = `${height}px`;
  return box;
}

function one(part: Shown, width: number, height: number, there: There): HTMLElement {
  if (part.kind === "media") return film(there(part.src), width, height);
  if (part.kind === "law") return article(part, width, height);
  const rect = part.rect;
  if (rect && part.look === "callout") return callout(part, rect, width, height, there);
  const stretch: Rect = rect && part.look === "crop" ? rect : [0, 0, part.w, part.h];
  const scale = Math.min(width / (stretch[2] - stretch[0]), height / (stretch[3] - stretch[1]), LARGEST);
  return piece(part, stretch, scale, null, there);
}

/** Everything that is shown, as large as the room allows; several pictures each under their own leaf. */
export function composed(parts: Shown[], width: number, height: number, there: There = () => undefined): HTMLElement {
  const { columns, rows } = grid(parts, width, height);
  const label = parts.length > 1 ? 34 : 0;
  const cell = { w: (width - GAP * (columns - 1)) / columns, h: (height - GAP * (rows - 1)) / rows - label };
  const figures = parts.map((part) => {
    const figure = el("figure", { class: "shown-one" }, one(part, Math.max(cell.w, 40), Math.max(cell.h, 40), there));
    if (label) figure.append(el("figcaption", {}, part.label));
    return figure;
  });
  const box = el("div", { class: "shown" }, ...figures);
  box.style.gridTemplateColumns = `repeat(${columns}, auto)`;
  return box;
}
