// The map as it is seen: boxes and lines, moved and made larger under the pointer.
import { el, svg } from "../dom";
import { laid, type Spot } from "./layout";
import { ROOT, type Tree } from "./tree";
import type { MindNode } from "./contract";

export type Drop = { key: string; where: "inside" | "before" | "after" };

/** What happens on the stage, for whoever minds the map. */
export interface Minder {
  select(key: string): void;
  fold(key: string): void;
  edit(key: string): void;
  drop(key: string, onto: Drop): void;
  mayMove(key: string): boolean;
}

const SMALLEST = 0.15;
const LARGEST = 2.4;

export class Stage {
  readonly root = el("div", { class: "mind-stage" });
  private readonly sheet = el("div", { class: "mind-sheet", role: "tree", "aria-label": "Sơ đồ tư duy" });
  private readonly lines = svg("svg", { class: "mind-lines", "aria-hidden": "true" });
  private readonly boxes = new Map<string, HTMLElement>();
  private spots = new Map<string, Spot>();
  private view = { x: 0, y: 0, scale: 1 };

  constructor(private readonly minder: Minder) {
    this.root.append(this.sheet);
    this.root.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.root.addEventListener("pointerdown", (event) => this.pressed(event));
  }

  box(key: string): HTMLElement | undefined {
    return this.boxes.get(key);
  }

  /** Draws what is shown: `folded` are the nodes whose branches are closed. */
  draw(tree: Tree, folded: ReadonlySet<string>, selected: string): void {
    const below = (key: string) => (folded.has(key) ? [] : tree.shown(key));
    this.boxes.clear();
    const order: HTMLElement[] = [];
    const walk = (key: string, depth: number): void => {
      const node = tree.nodes.get(key)!;
      const box = this.boxed(node, tree, depth, folded.has(key), key === selected);
      this.boxes.set(key, box);
      order.push(box);
      for (const next of below(key)) walk(next, depth + 1);
    };
    walk(ROOT, 0);
    this.sheet.replaceChildren(this.lines, ...order);
    const sizes = new Map([...this.boxes].map(([key, box]) => [key, { w: box.offsetWidth, h: box.offsetHeight }]));
    this.spots = laid(ROOT, below, (key) => sizes.get(key)!);
    const strokes: SVGElement[] = [];
    for (const [key, spot] of this.spots) {
      const box = this.boxes.get(key)!;
      box.style.left = `${spot.x}px`;
      box.style.top = `${spot.y}px`;
      box.classList.toggle("is-left", !spot.isRight);
      const from = this.spots.get(tree.nodes.get(key)!.parent);
      if (key !== ROOT && from) strokes.push(svg("path", { d: curve(from, spot), class: `mind-line branch-${tree.branch(key) % 7}` }));
    }
    this.lines.replaceChildren(...strokes);
  }

  private boxed(node: MindNode, tree: Tree, depth: number, isFolded: boolean, isSelected: boolean): HTMLElement {
    const many = tree.shown(node.key).length;
    const flags = [`is-${node.kind}`, `state-${node.state}`, `branch-${tree.branch(node.key) % 7}`];
    if (node.is_bare) flags.push("is-bare");
    if (node.withdrawn !== null) flags.push("is-withdrawn");
    if (node.is_new) flags.push("is-new");
    const words = el("span", { class: "mind-words" }, depth === 1 ? `${tree.branch(node.key) + 1}. ${node.words}` : node.words || "…");
    const box = el("div", { class: `mind-node ${flags.join(" ")}`, role: "treeitem", "aria-level": depth + 1, "aria-selected": isSelected ? "true" : "false", tabindex: isSelected ? 0 : -1, "data-key": node.key, "aria-expanded": many > 0 ? String(!isFolded) : undefined }, words);
    const warning = warned(node);
    if (node.pages.length > 0 || node.leaves) {
      const chips = el("span", { class: "mind-leaves" });
      const pages = node.pages.slice(0, 4);
      for (const page of pages) chips.append(el("a", { class: "mind-leaf", href: page.href, target: "_blank", rel: "opener", tabindex: -1, draggable: "false" }, page.label));
      if (node.pages.length > 4) chips.append(el("span", { class: "mind-more" }, `+${node.pages.length - 4}`));
      if (node.pages.length === 0) chips.append(el("span", { class: "mind-more" }, node.leaves));
      box.append(chips);
    }
    if (warning) box.append(el("span", { class: "mind-warning" }, warning));
    if (node.note) box.append(el("span", { class: "mind-note", title: node.note }, "Có ghi chú"));
    if (node.is_new) box.append(el("span", { class: "mind-badge" }, "mới"));
    else if (node.state === "edited") box.append(el("span", { class: "mind-badge is-edited" }, "đã sửa"));
    else if (node.state === "own" && depth > 0) box.append(el("span", { class: "mind-badge is-own" }, "tự thêm"));
    if (many > 0 && depth > 0) {
      const toggle = el("span", { class: "mind-toggle tabular", "data-toggle": node.key, "aria-hidden": "true", title: isFolded ? `Mở ${many} nút` : "Thu lại" }, isFolded ? `+${many}` : "–");
      box.append(toggle);
    }
    return box;
  }

  private at(event: Event): string | undefined {
    return (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset.key;
  }

  private pressed(event: PointerEvent): void {
    const target = event.target as Element;
    if (event.button !== 0 || target.closest("a, textarea")) return;
    const toggle = target.closest<HTMLElement>("[data-toggle]");
    if (toggle) {
      event.preventDefault();
      return this.minder.fold(toggle.dataset.toggle!);
    }
    const key = this.at(event);
    if (key === undefined) return this.pan(event);
    event.preventDefault();
    this.minder.select(key);
    if (event.detail === 2) return this.minder.edit(key);
    if (this.minder.mayMove(key)) this.drag(key, event);
  }

  private pan(start: PointerEvent): void {
    const from = { ...this.view };
    this.root.setPointerCapture(start.pointerId);
    const ended = new AbortController();
    this.root.classList.add("is-panning");
    const end = () => {
      ended.abort();
      this.root.classList.remove("is-panning");
    };
    this.root.addEventListener("pointermove", (event) => this.show({ ...from, x: from.x + event.clientX - start.clientX, y: from.y + event.clientY - start.clientY }), { signal: ended.signal });
    this.root.addEventListener("pointerup", end, { signal: ended.signal });
    this.root.addEventListener("pointercancel", end, { signal: ended.signal });
  }

  private drag(key: string, start: PointerEvent): void {
    const ended = new AbortController();
    let onto: Drop | undefined;
    let ghost: HTMLElement | undefined;
    const clear = () => this.sheet.querySelectorAll(".drop-inside, .drop-before, .drop-after").forEach((box) => box.classList.remove("drop-inside", "drop-before", "drop-after"));
    const end = (isPut: boolean) => {
      ended.abort();
      ghost?.remove();
      clear();
      this.boxes.get(key)?.classList.remove("is-moving");
      if (isPut && onto) this.minder.drop(key, onto);
    };
    const moved = (event: PointerEvent) => {
      if (!ghost && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < 7) return;
      const box = this.boxes.get(key);
      if (!ghost) {
        ghost = el("div", { class: "mind-ghost" }, box?.querySelector(".mind-words")?.textContent ?? "");
        document.body.append(ghost);
        box?.classList.add("is-moving");
      }
      ghost.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 8}px)`;
      clear();
      onto = undefined;
      const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-key]");
      if (!under || under.dataset.key === key) return;
      const place = under.getBoundingClientRect();
      const share = (event.clientY - place.top) / place.height;
      const where = under.dataset.key === ROOT || under.classList.contains("is-root") ? "inside" : share < 0.25 ? "before" : share > 0.75 ? "after" : "inside";
      onto = { key: under.dataset.key!, where };
      under.classList.add(`drop-${where}`);
    };
    document.addEventListener("pointermove", moved, { signal: ended.signal });
    document.addEventListener("pointerup", () => end(true), { signal: ended.signal });
    document.addEventListener("pointercancel", () => end(false), { signal: ended.signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal: ended.signal, capture: true });
  }

  private wheel(event: WheelEvent): void {
    if ((event.target as Element).closest("textarea")) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return this.zoom(Math.exp(-event.deltaY / 300), event);
    const across = event.shiftKey ? event.deltaY : event.deltaX;
    this.show({ ...this.view, x: this.view.x - across, y: this.view.y - (event.shiftKey ? 0 : event.deltaY) });
  }

  /** Larger or smaller around a place; the middle where none is given. */
  zoom(by: number, around?: { clientX: number; clientY: number }): void {
    const place = this.root.getBoundingClientRect();
    const at = around ? { x: around.clientX - place.left, y: around.clientY - place.top } : { x: place.width / 2, y: place.height / 2 };
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.view.scale * by));
    const by2 = scale / this.view.scale;
    this.show({ scale, x: at.x - (at.x - this.view.x) * by2, y: at.y - (at.y - this.view.y) * by2 });
  }

  private show(view: { x: number; y: number; scale: number }): void {
    this.view = view;
    this.sheet.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  }

  /** All of it in the window, though never so small that nothing is read. */
  fit(): void {
    const all = [...this.spots.values()];
    if (all.length === 0) return;
    const [left, top] = [Math.min(...all.map((one) => one.x)), Math.min(...all.map((one) => one.y))];
    const [right, low] = [Math.max(...all.map((one) => one.x + one.w)), Math.max(...all.map((one) => one.y + one.h))];
    const room = { w: this.root.clientWidth - 40, h: this.root.clientHeight - 40 };
    const scale = Math.min(1.1, Math.max(0.42, Math.min(room.w / (right - left), room.h / (low - top))));
    this.show({ scale, x: this.root.clientWidth / 2 - ((left + right) / 2) * scale, y: this.root.clientHeight / 2 - ((top + low) / 2) * scale });
  }

  /** Moves so that a node is seen; not at all when it is. */
  reveal(key: string): void {
    const spot = this.spots.get(key);
    if (!spot) return;
    const { x, y, scale } = this.view;
    const at = { left: x + spot.x * scale, top: y + spot.y * scale, right: x + (spot.x + spot.w) * scale, low: y + (spot.y + spot.h) * scale };
    const [w, h] = [this.root.clientWidth, this.root.clientHeight];
    const shift = (from: number, to: number, room: number) => (to - from > room - 40 ? 20 - from : from < 20 ? 20 - from : to > room - 20 ? room - 20 - to : 0);
    const [dx, dy] = [shift(at.left, at.right, w), shift(at.top, at.low, h)];
    if (dx || dy) this.show({ scale, x: x + dx, y: y + dy });
  }

  isRight(key: string): boolean {
    return this.spots.get(key)?.isRight ?? true;
  }
}

/** What is wrong with a node, in words. */
export function warned(node: MindNode): string {
  if (node.withdrawn !== null) return `chứng cứ đã rút${node.withdrawn ? `: ${node.withdrawn}` : ""}`;
  if (node.state === "orphaned") return "không còn nguồn";
  if (node.state === "stale") return "nguồn đã đổi";
  return node.is_bare ? "chưa có chứng cứ" : "";
}

function curve(from: Spot, to: Spot): string {
  const isRight = to.x > from.x;
  const [x0, y0] = [isRight ? from.x + from.w : from.x, from.y + from.h / 2];
  const [x1, y1] = [isRight ? to.x : to.x + to.w, to.y + to.h / 2];
  const middle = (x0 + x1) / 2;
  return `M${x0} ${y0} C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`;
}
