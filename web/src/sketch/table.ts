// The drawing table: places, lines and words on a page in metres, by mouse, finger and keyboard.
import Konva from "konva";
import { el } from "../dom";
import { isTyping } from "../dom";
import type { Background, Content, Element, Paper, Point, Sketch } from "./contract";
import { far } from "./measure";
import { Panel } from "./panel";
import { Saver } from "./saver";
import { distances, ground, scaleOf, shape } from "./shapes";

/** What the next press on the page does: an id of a symbol or a line, or one of these. */
export type Tool = "select" | "scale" | "text" | (string & {});

export class Table {
  tool: Tool = "select";
  picked: string | undefined;
  paper: Paper | null;
  /** Corners of the line that is being drawn, or the two points the scale is set by. */
  private begun: Point[] = [];
  private readonly undone: string[] = [];
  private readonly done: string[] = [];
  private last: string;
  private readonly saver: Saver;
  private readonly panel: Panel;
  private readonly stage: Konva.Stage;
  private readonly layer = new Konva.Layer();
  private readonly back = new Konva.Layer();
  private readonly holder = el("div", { class: "sketch-stage" });
  private readonly said = el("p", { class: "sketch-saved", role: "status" });
  private image: HTMLImageElement | undefined;
  private pinch: { gap: number; scale: number } | undefined;

  constructor(
    root: HTMLElement,
    readonly sketch: Sketch,
    readonly url: string,
  ) {
    this.paper = sketch.paper;
    this.saver = new Saver(url, sketch, (words, isLate) => {
      this.said.textContent = words;
      this.said.classList.toggle("is-late", isLate);
    });
    const kept = sketch.may_edit ? this.saver.kept() : undefined;
    if (kept) {
      sketch.title = kept.title;
      sketch.content = kept.content;
    }
    this.last = JSON.stringify(sketch.content);
    this.panel = new Panel(this);
    root.replaceChildren(this.panel.tools, el("div", { class: "sketch-main" }, this.holder, this.panel.side), this.said);
    this.stage = new Konva.Stage({ container: this.holder, width: 100, height: 100 });
    this.stage.add(this.back, this.layer);
    this.follow();
    new ResizeObserver(() => this.fit()).observe(this.holder);
    this.fit();
    void this.showPaper();
    this.render();
    if (kept) this.saver.put();
  }

  get content(): Content {
    return this.sketch.content;
  }

  get chosen(): Element | undefined {
    return this.content.elements.find((one) => one.id === this.picked);
  }

  private get scale(): number {
    return scaleOf(this.content);
  }

  /** The whole page in the room there is. */
  fit(): void {
    const width = Math.max(this.holder.clientWidth, 200);
    const [w, h] = [this.content.w * this.scale, this.content.h * this.scale];
    const zoom = Math.min(width / (w + 24), Math.max(innerHeight * 0.72, 320) / (h + 24));
    this.stage.size({ width, height: Math.max((h + 24) * zoom, 260) });
    this.stage.scale({ x: zoom, y: zoom });
    this.stage.position({ x: (width - w * zoom) / 2, y: 12 * zoom });
  }

  zoom(by: number, at: { x: number; y: number } = { x: this.stage.width() / 2, y: this.stage.height() / 2 }): void {
    const old = this.stage.scaleX();
    const scale = Math.min(Math.max(old * by, 0.15), 12);
    const place = { x: (at.x - this.stage.x()) / old, y: (at.y - this.stage.y()) / old };
    this.stage.scale({ x: scale, y: scale });
    this.stage.position({ x: at.x - place.x * scale, y: at.y - place.y * scale });
  }

  use(tool: Tool): void {
    this.tool = tool;
    this.begun = [];
    if (tool !== "select") this.picked = undefined;
    this.holder.classList.toggle("is-placing", tool !== "select");
    this.render();
  }

  pick(id: string | undefined): void {
    this.picked = id;
    this.render();
  }

  /** Keeps what was changed: one step back for each. */
  commit(): void {
    const now = JSON.stringify(this.content);
    if (now !== this.last) {
      this.done.push(this.last);
      if (this.done.length > 200) this.done.shift();
      this.undone.length = 0;
      this.last = now;
    }
    this.saver.put();
    this.render();
  }

  undo(): void {
    this.step(this.done, this.undone);
  }

  redo(): void {
    this.step(this.undone, this.done);
  }

  private step(from: string[], to: string[]): void {
    const was = from.pop();
    if (was === undefined) return;
    to.push(this.last);
    this.last = was;
    this.sketch.content = JSON.parse(was) as Content;
    if (!this.chosen) this.picked = undefined;
    this.saver.put();
    this.fit();
    this.render();
  }

  get mayUndo(): [boolean, boolean] {
    return [this.done.length > 0, this.undone.length > 0];
  }

  /** Puts a new element on the page; a numbered one gets the next number. */
  add(kind: string, points: Point[]): void {
    const { kinds, lines } = this.sketch.symbols;
    const isNumbered = [...kinds, ...lines].some((one) => one.id === kind && one.numbered);
    const next = Math.max(0, ...this.content.elements.map((one) => one.n ?? 0)) + 1;
    const isLine = lines.some((one) => one.id === kind);
    // There is one fixed mark and one standard edge: a new one takes the place of the old.
    if (kind === "mark" || kind === "edge") this.content.elements = this.content.elements.filter((one) => one.kind !== kind);
    const [x, y] = isLine ? [0, 0] : points[0]!;
    const one: Element = { id: crypto.randomUUID().slice(0, 13), kind, n: isNumbered ? next : null, x, y, turn: 0, points: isLine ? points : [], title: "", note: "", sources: [] };
    this.content.elements.push(one);
    this.use("select");
    this.picked = one.id;
    this.commit();
    if (kind === "text") this.panel.focusTitle();
  }

  remove(): void {
    if (!this.chosen) return;
    this.content.elements = this.content.elements.filter((one) => one.id !== this.picked);
    this.picked = undefined;
    this.commit();
  }

  async showPaper(): Promise<void> {
    this.image = undefined;
    if (this.paper) {
      const image = new Image();
      image.src = this.paper.image;
      await image.decode().then(
        () => (this.image = image),
        () => undefined,
      );
    }
    this.render();
  }

  /** Two points of the background and the metres between them. */
  setScale(metres: number): void {
    const back = this.content.background;
    const [a, b] = this.begun;
    if (!back || !a || !b || !(metres > 0) || far(a, b) === 0) return;
    const by = metres / far(a, b);
    // The first point stays where it is.
    back.x = a[0] - (a[0] - back.x) * by;
    back.y = a[1] - (a[1] - back.y) * by;
    back.scale *= by;
    this.use("select");
    this.commit();
  }

  get scalePoints(): Point[] {
    return this.tool === "scale" ? this.begun : [];
  }

  /** Ends the line that is being drawn. */
  finish(): void {
    const points = this.begun;
    const tool = this.tool;
    this.begun = [];
    if (tool === "scale" || tool === "select") return;
    if (points.length >= 2) this.add(tool, points);
    else this.use("select");
  }

  private isLine(tool: Tool): boolean {
    return this.sketch.symbols.lines.some((one) => one.id === tool);
  }

  private pressed(): Point | undefined {
    const at = this.stage.getPointerPosition();
    if (!at) return undefined;
    const zoom = this.stage.scaleX() * this.scale;
    const round = (value: number) => Math.round(value * 100) / 100;
    return [round((at.x - this.stage.x()) / zoom), round((at.y - this.stage.y()) / zoom)];
  }

  private follow(): void {
    this.stage.on("click tap", (event) => {
      const place = this.pressed();
      if (!place || !this.sketch.may_edit && this.tool !== "select") return;
      if (this.tool === "select") return this.pick(event.target.findAncestor(".element", true)?.id() || undefined);
      if (this.tool === "scale") {
        this.begun = this.begun.length < 2 ? [...this.begun, place] : [place];
        return this.render();
      }
      if (!this.isLine(this.tool)) return this.add(this.tool, [place]);
      const before = this.begun.at(-1);
      // A second press at the same place ends the line.
      if (before && far(before, place) * this.scale * this.stage.scaleX() < 6) return this.finish();
      this.begun.push(place);
      this.render();
    });
    this.stage.on("wheel", (event) => {
      if (!event.evt.ctrlKey && !event.evt.metaKey) return;
      event.evt.preventDefault();
      this.zoom(event.evt.deltaY < 0 ? 1.12 : 1 / 1.12, this.stage.getPointerPosition() ?? undefined);
    });
    this.stage.on("touchmove", ({ evt }) => this.pinched(evt));
    this.stage.on("touchend", () => (this.pinch = undefined));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  private pinched(event: TouchEvent): void {
    const [a, b] = [event.touches[0], event.touches[1]];
    if (!a || !b) return;
    event.preventDefault();
    const gap = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    this.stage.stopDrag();
    const box = this.holder.getBoundingClientRect();
    this.pinch ??= { gap, scale: this.stage.scaleX() };
    this.zoom((this.pinch.scale * (gap / this.pinch.gap)) / this.stage.scaleX(), { x: (a.clientX + b.clientX) / 2 - box.left, y: (a.clientY + b.clientY) / 2 - box.top });
  }

  private key(event: KeyboardEvent): void {
    if (!this.sketch.may_edit || isTyping(event)) return;
    const isControl = event.ctrlKey || event.metaKey;
    const one = this.chosen;
    const move = (dx: number, dy: number) => {
      if (!one) return;
      const by = event.shiftKey ? 1 : 0.1;
      one.x += dx * by;
      one.y += dy * by;
      one.points = one.points.map(([x, y]): Point => [x + dx * by, y + dy * by]);
      this.commit();
    };
    const acts: Record<string, () => void> = {
      ArrowLeft: () => move(-1, 0),
      ArrowRight: () => move(1, 0),
      ArrowUp: () => move(0, -1),
      ArrowDown: () => move(0, 1),
      Delete: () => this.remove(),
      Backspace: () => this.remove(),
      Escape: () => (this.use("select"), this.pick(undefined)),
      "[": () => this.turn(-15),
      "]": () => this.turn(15),
    };
    if (isControl && event.key.toLowerCase() === "z") event.shiftKey ? this.redo() : this.undo();
    else if (isControl && event.key.toLowerCase() === "y") this.redo();
    else if (event.key === "Enter" && this.begun.length) this.finish();
    else if (!isControl && acts[event.key] && (one || event.key === "Escape")) acts[event.key]!();
    else return;
    event.preventDefault();
  }

  turn(by: number): void {
    if (!this.chosen) return;
    this.chosen.turn = (this.chosen.turn + by + 360) % 360;
    this.commit();
  }

  render(): void {
    const isSelecting = this.tool === "select";
    this.stage.draggable(isSelecting && !this.picked);
    this.back.destroyChildren();
    const { content } = this;
    this.back.add(new Konva.Rect({ width: content.w * this.scale, height: content.h * this.scale, fill: "#ffffff" }));
    if (content.background && this.image) this.back.add(this.sheet(content.background));
    this.back.add(ground(content));
    this.layer.destroyChildren();
    for (const one of content.elements) this.layer.add(this.element(one, isSelecting));
    const one = this.chosen;
    if (one) {
      this.layer.add(distances(this.sketch, one));
      if (this.sketch.may_edit) this.corners(one);
    }
    this.begunLine();
    this.panel.show();
  }

  private sheet(back: Background): Konva.Image {
    const unit = back.scale * this.scale;
    const paper = this.paper!;
    const image = new Konva.Image({ image: this.image, x: back.x * this.scale, y: back.y * this.scale, width: paper.w * unit, height: paper.h * unit, opacity: back.strength, draggable: this.tool === "paper", listening: this.tool === "paper" });
    image.on("dragend", () => {
      back.x = image.x() / this.scale;
      back.y = image.y() / this.scale;
      this.commit();
    });
    return image;
  }

  private element(one: Element, isSelecting: boolean): Konva.Group {
    const group = shape(this.sketch, one, one.id === this.picked);
    if (!isSelecting) group.listening(false);
    group.draggable(isSelecting && this.sketch.may_edit);
    group.on("dragstart", () => (this.picked = one.id));
    group.on("dragend", (event) => {
      if ((event.target as Konva.Node) !== group) return;
      const [x, y] = [group.x() / this.scale, group.y() / this.scale];
      const round = (value: number) => Math.round(value * 100) / 100;
      if (one.points.length) one.points = one.points.map(([a, b]): Point => [round(a + x), round(b + y)]);
      else [one.x, one.y] = [round(x), round(y)];
      this.commit();
    });
    group.on("mouseenter", () => (this.holder.style.cursor = isSelecting ? "move" : ""));
    group.on("mouseleave", () => (this.holder.style.cursor = ""));
    return group;
  }

  /** A handle on every corner of the chosen line. */
  private corners(one: Element): void {
    one.points.forEach(([x, y], n) => {
      const handle = new Konva.Circle({ x: x * this.scale, y: y * this.scale, radius: 8, fill: "#ffffff", stroke: "#34439b", strokeWidth: 2, draggable: true, hitStrokeWidth: 20 });
      handle.on("dragend", (event) => {
        event.cancelBubble = true;
        one.points[n] = [Math.round((handle.x() / this.scale) * 100) / 100, Math.round((handle.y() / this.scale) * 100) / 100];
        this.commit();
      });
      this.layer.add(handle);
    });
  }

  private begunLine(): void {
    if (this.begun.length === 0) return;
    const points = this.begun.flatMap(([x, y]) => [x * this.scale, y * this.scale]);
    this.layer.add(new Konva.Line({ points, stroke: "#a81d2c", strokeWidth: 2.5, dash: [8, 5], listening: false }));
    for (const [x, y] of this.begun) this.layer.add(new Konva.Circle({ x: x * this.scale, y: y * this.scale, radius: 5, fill: "#a81d2c", listening: false }));
  }
}
