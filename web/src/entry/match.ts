// What a few letters without marks may stand for.
import { folded } from "../dom";

/** "Gia hạn tạm giam" → its words without marks, and their first letters: "ghtg". */
export function words(label: string): { words: string[]; initials: string } {
  const parts = folded(label).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return { words: parts, initials: parts.map((part) => part[0]).join("") };
}

/** Whether every typed word begins a word of the label or stands among its initials; the best match has the lowest rank. */
export function rank(label: string, typed: string): number | undefined {
  const own = words(label);
  let rank = 0;
  for (const part of words(typed).words) {
    if (own.initials.startsWith(part) && part.length > 1) continue;
    if (own.words.some((word) => word.startsWith(part))) rank += 1;
    else if (part.length > 1 && own.initials.includes(part)) rank += 2;
    else return undefined;
  }
  return rank;
}

/** Those that match, the best first, else in their own order. */
export function best<T>(all: readonly T[], label: (one: T) => string, typed: string, most: number): T[] {
  const found: { one: T; rank: number }[] = [];
  for (const one of all) {
    const at = rank(label(one), typed);
    if (at !== undefined) found.push({ one, rank: at });
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, most).map(({ one }) => one);
}
