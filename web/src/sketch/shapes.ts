// The shapes on the drawing table: the same symbols as the printed picture, in points of that picture.
import Konva from "konva";
import type { Content, Element, Kind, Line, Point, Sketch } from "./contract";
import { edgeOf, far, markOf, metres, nearest, placesOf } from "./measure";

export const INK = "#14202b";
const SOFT = "#43525f";
const PAPER = "#ffffff";
const PICKED = "#34439b";
const FACE = "Inter, sans-serif";
const SIGN = 34;

/** Points of the picture that one metre is. */
export const scaleOf = (content: Content): number => Math.min(980 / content.w, 520 / content.h);

export const sizeOf = (kind: Kind, scale: number): number => (kind.fixed ? SIGN : Math.max(kind.w * scale, kind.least ?? 0));

const fills = { ink: INK, paper: PAPER, none: "" };

function symbol(kind: Kind, scale: number, one: Element, isPicked: boolean): Konva.Group {
  const unit = sizeOf(kind, scale) / 100;
  const group = new Konva.Group({ rotation: one.turn, scaleX: unit, scaleY: unit });
  // A generous place to grasp, also with a finger.
  const grasp = Math.max(60, 22 / unit);
  group.add(new Konva.Rect({ x: -grasp, y: -grasp, width: 2 * grasp, height: 2 * grasp, fill: "rgba(0,0,0,0)" }));
  for (const stroke of kind.strokes) group.add(new Konva.Path({ data: stroke.d, fill: fills[stroke.fill], stroke: isPicked ? PICKED : INK, strokeWidth: 2.2, strokeScaleEnabled: false, lineJoin: "round", listening: false }));
  return group;
}

function ticks(points: Point[]): Konva.Path {
  let d = "";
  for (let n = 0; n + 1 < points.length; n += 1) {
    const [a, b] = [points[n]!, points[n + 1]!];
    const length = far(a, b);
    if (length < 1) continue;
    const [dx, dy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    for (let along = 10; along < length; along += 22) {
      const [x, y] = [a[0] + dx * along, a[1] + dy * along];
      d += `M${x} ${y} L${x - dy * 9 - dx * 5} ${y + dx * 9 - dy * 5}`;
    }
  }
  return new Konva.Path({ data: d, stroke: INK, strokeWidth: 1.5, listening: false });
}

function polyline(line: Line, points: Point[], isPicked: boolean): Konva.Group {
  const group = new Konva.Group();
  const dash = line.style === "dashed" ? [line.width * 4, line.width * 2.5] : line.style === "dotted" ? [0.1, line.width * 2.4] : [];
  const ink = isPicked ? PICKED : INK;
  const options = { points: points.flat(), stroke: ink, fill: ink, strokeWidth: line.width, dash, hitStrokeWidth: 24, lineJoin: "round", lineCap: line.style === "dotted" ? "round" : "butt" } as const;
  group.add(line.arrow ? new Konva.Arrow({ ...options, pointerLength: 16, pointerWidth: 14 }) : new Konva.Line(options));
  if (line.ticks) group.add(ticks(points));
  return group;
}

function badge(n: number, x: number, y: number): Konva.Group {
  const group = new Konva.Group({ x, y, listening: false });
  group.add(new Konva.Circle({ radius: 14, fill: PAPER, stroke: INK, strokeWidth: 2 }));
  group.add(new Konva.Text({ text: String(n), fontSize: 18, fontStyle: "bold", fontFamily: FACE, fill: INK, width: 40, x: -20, y: -8.5, align: "center" }));
  return group;
}

/** One element with its number or its name; its own origin is the place it is measured at. */
export function shape(sketch: Sketch, one: Element, isPicked: boolean): Konva.Group {
  const scale = scaleOf(sketch.content);
  const group = new Konva.Group({ id: one.id, name: "element" });
  const line = sketch.symbols.lines.find((known) => known.id === one.kind);
  const kind = sketch.symbols.kinds.find((known) => known.id === one.kind);
  let [x, y, out] = [0, 0, 8];
  if (line) {
    const points = one.points.map(([a, b]): Point => [a * scale, b * scale]);
    group.add(polyline(line, points, isPicked));
    [x, y] = points[Math.floor(points.length / 2)] ?? [0, 0];
  } else {
    group.position({ x: one.x * scale, y: one.y * scale });
    if (kind) {
      group.add(symbol(kind, scale, one, isPicked));
      out = sizeOf(kind, scale) * 0.32 + 9;
    } else {
      group.add(new Konva.Text({ text: one.title || "Ghi chú", fontSize: 17, fontFamily: FACE, fill: isPicked ? PICKED : INK, width: 300, lineHeight: 1.22 }));
      return group;
    }
  }
  if (one.n !== null) group.add(badge(one.n, x + out, y - out));
  else if (one.title) group.add(new Konva.Text({ text: one.title, fontSize: 17, fontFamily: FACE, fill: SOFT, x: x + out, y: y - 8, listening: false }));
  return group;
}

/** Thin lines from an element to the mark and to the edge, with the metres. */
export function distances(sketch: Sketch, one: Element): Konva.Group {
  const { content } = sketch;
  const scale = scaleOf(content);
  const group = new Konva.Group({ listening: false });
  const [mark, edge] = [markOf(content), edgeOf(content)];
  // From the corner that is nearest, as the table counts it.
  const reach = (to: (place: Point) => Point | undefined): [Point, Point] | undefined =>
    placesOf(one)
      .flatMap((place): [Point, Point][] => [to(place)].flatMap((end) => (end ? [[place, end]] : [])))
      .sort((a, b) => far(...a) - far(...b))[0];
  const reaches: [[Point, Point] | undefined, number[]][] = [[one.kind === "mark" ? undefined : reach(() => mark), [6, 4]], [one.kind === "edge" || !edge ? undefined : reach((place) => nearest(place, edge)), []]];
  for (const [found, dash] of reaches) {
    if (!found) continue;
    const [start, end] = found;
    if (far(start, end) * scale < 12) continue;
    group.add(new Konva.Line({ points: [...start, ...end].map((value) => value * scale), stroke: PICKED, strokeWidth: 1.4, dash }));
    const text = new Konva.Text({ text: metres(far(start, end)), fontSize: 15, fontStyle: "bold", fontFamily: FACE, fill: PICKED });
    const [x, y] = [((start[0] + end[0]) / 2) * scale, ((start[1] + end[1]) / 2) * scale];
    text.position({ x: x - text.width() / 2, y: y - 8 });
    group.add(new Konva.Rect({ x: x - text.width() / 2 - 3, y: y - 10, width: text.width() + 6, height: 20, fill: PAPER }), text);
  }
  return group;
}

/** The page: its frame, the grid of metres, the scale bar, north. */
export function ground(content: Content): Konva.Group {
  const scale = scaleOf(content);
  const [w, h] = [content.w * scale, content.h * scale];
  const group = new Konva.Group({ listening: false });
  const step = [0.5, 1, 2, 5, 10, 20, 50, 100].find((metre) => metre * scale >= 22) ?? 200;
  let grid = "";
  for (let x = step; x < content.w; x += step) grid += `M${x * scale} 0V${h}`;
  for (let y = step; y < content.h; y += step) grid += `M0 ${y * scale}H${w}`;
  group.add(new Konva.Path({ data: grid, stroke: "#dfe3e8", strokeWidth: 1, strokeScaleEnabled: false }));
  group.add(new Konva.Rect({ width: w, height: h, stroke: INK, strokeWidth: 1.5 }));
  const bar = [500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2].find((metre) => metre <= content.w / 6) ?? 0.2;
  for (let n = 0; n < 4; n += 1) group.add(new Konva.Rect({ x: 14 + (bar * scale * n) / 4, y: h - 24, width: (bar * scale) / 4, height: 10, fill: n % 2 ? PAPER : INK, stroke: INK, strokeWidth: 1 }));
  group.add(new Konva.Text({ text: metres(bar), x: 14 + bar * scale - 20, y: h - 44, fontSize: 15, fontStyle: "bold", fontFamily: FACE, fill: INK }));
  const north = new Konva.Group({ x: w - 34, y: 42, rotation: content.north });
  north.add(new Konva.Circle({ radius: 27, fill: PAPER, stroke: INK, strokeWidth: 1.2 }));
  north.add(new Konva.Path({ data: "M0 -24 L9 14 L0 7 Z", fill: INK }), new Konva.Path({ data: "M0 -24 L-9 14 L0 7 Z", stroke: INK, strokeWidth: 1.2 }));
  group.add(north, new Konva.Text({ text: "Bắc", x: w - 48, y: 74, fontSize: 15, fontStyle: "bold", fontFamily: FACE, fill: INK }));
  return group;
}
