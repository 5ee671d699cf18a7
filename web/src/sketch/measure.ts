// Distances in metres, computed as the server computes them.
import type { Content, Element, Point } from "./contract";

export const far = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The nearest place of a stretch. */
export function foot(place: Point, a: Point, b: Point): Point {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const square = dx * dx + dy * dy;
  const share = square > 0 ? Math.min(Math.max(((place[0] - a[0]) * dx + (place[1] - a[1]) * dy) / square, 0), 1) : 0;
  return [a[0] + share * dx, a[1] + share * dy];
}

/** The nearest place of a line. */
export function nearest(place: Point, line: Point[]): Point | undefined {
  let best: Point | undefined;
  for (let n = 0; n + 1 < line.length; n += 1) {
    const here = foot(place, line[n]!, line[n + 1]!);
    if (!best || far(place, here) < far(place, best)) best = here;
  }
  return best;
}

export const markOf = (content: Content): Point | undefined => {
  const mark = content.elements.find((one) => one.kind === "mark");
  return mark && [mark.x, mark.y];
};

export const edgeOf = (content: Content): Point[] | undefined => content.elements.find((one) => one.kind === "edge")?.points;

export const placesOf = (one: Element): Point[] => (one.points.length ? one.points : [[one.x, one.y]]);

/** Metres to the fixed mark, to the standard edge, and how long a line is. */
export function measured(content: Content, one: Element): { mark?: number; edge?: number; length?: number } {
  const [mark, edge, places] = [markOf(content), edgeOf(content), placesOf(one)];
  const least = (to: (place: Point) => number) => Math.min(...places.map(to));
  const length = one.points.slice(1).reduce((sum, point, n) => sum + far(one.points[n]!, point), 0);
  return {
    ...(mark ? { mark: least((place) => far(place, mark)) } : {}),
    ...(edge && edge.length > 1 ? { edge: least((place) => far(place, nearest(place, edge)!)) } : {}),
    ...(one.points.length > 1 ? { length } : {}),
  };
}

/** "3,45 m". */
export const metres = (length: number | undefined): string => (length === undefined ? "–" : `${length.toFixed(2).replace(".", ",")} m`);
