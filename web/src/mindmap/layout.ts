// A tidy tree to both sides: the first half of the main branches to the right, the others to the left, in the order of reading.

export interface Size {
  w: number;
  h: number;
}

export interface Spot extends Size {
  x: number;
  y: number;
  isRight: boolean;
}

const ACROSS = 46;
const DOWN = 12;
const BRANCHES = 18;

export function laid(root: string, below: (key: string) => string[], size: (key: string) => Size): Map<string, Spot> {
  const spots = new Map<string, Spot>();
  const highs = new Map<string, number>();
  const stack = (keys: string[], gap: number) => keys.reduce((sum, key) => sum + high(key) + gap, -gap);
  const high = (key: string): number => {
    const known = highs.get(key);
    if (known !== undefined) return known;
    const found = Math.max(size(key).h, stack(below(key), DOWN));
    highs.set(key, found);
    return found;
  };
  const put = (key: string, x: number, top: number, isRight: boolean): void => {
    const { w, h } = size(key);
    const tall = high(key);
    const left = isRight ? x : x - w;
    spots.set(key, { x: left, y: top + (tall - h) / 2, w, h, isRight });
    const further = below(key);
    let y = top + (tall - stack(further, DOWN)) / 2;
    for (const next of further) {
      put(next, isRight ? left + w + ACROSS : left - ACROSS, y, isRight);
      y += high(next) + DOWN;
    }
  };
  const centre = size(root);
  spots.set(root, { x: -centre.w / 2, y: -centre.h / 2, ...centre, isRight: true });
  const branches = below(root);
  const half = Math.ceil(branches.length / 2);
  for (const [side, isRight] of [[branches.slice(0, half), true], [branches.slice(half), false]] as const) {
    let y = -stack(side, BRANCHES) / 2;
    for (const key of side) {
      put(key, (isRight ? 1 : -1) * (centre.w / 2 + ACROSS * 1.4), y, isRight);
      y += high(key) + BRANCHES;
    }
  }
  return spots;
}
