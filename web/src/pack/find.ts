// Search inside the pack: syllables say which pages, the words of those pages say where; with marks or without.
import { folded } from "../dom";
import type { Found, Hit } from "../viewer/contract";
import type { Inside, Layout } from "./inside";
import type { Vault } from "./vault";

type Said = [string, [number, number, number, number]];

/** Pages whose words are looked at for one question, and hits that are told. */
const LOOKED = 160;
const TOLD = 40;
/** Words around a hit. */
const AROUND = 6;

const syllablesOf = (text: string): string[] => folded(text).split(/[^\p{L}\p{N}]+/u).filter((one) => one);

export class Finder {
  private index: Promise<Map<string, string>> | undefined;
  private readonly stretches = new Map<number, Promise<Said[][]>>();

  constructor(
    private readonly vault: Vault,
    private readonly inside: Inside,
    private readonly layout: Layout,
  ) {}

  private syllables(): Promise<Map<string, string>> {
    this.index ??= this.vault.text(this.layout.syllables).then((text) => {
      const lines = text.split("\n").filter((line) => line);
      return new Map(lines.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
    });
    return this.index;
  }

  private static places(line: string | undefined): Set<number> {
    let at = 0;
    return new Set((line ?? "").split(" ").filter((one) => one).map((step) => (at += Number(step))));
  }

  private words(place: number): Promise<Said[][]> {
    const stretch = Math.floor(place / this.inside.stretch);
    const known = this.stretches.get(stretch);
    if (known) return known;
    const read = this.vault.text(this.layout.words(stretch)).then((text) => JSON.parse(text) as Said[][]);
    this.stretches.set(stretch, read);
    const oldest = this.stretches.keys().next().value;
    if (this.stretches.size > 64 && oldest !== undefined) this.stretches.delete(oldest);
    return read;
  }

  async find(query: string): Promise<Found> {
    const wanted = syllablesOf(query);
    if (wanted.length === 0) return { hits: [], total: 0 };
    const index = await this.syllables();
    let places: Set<number> | undefined;
    for (const [n, syllable] of wanted.entries()) {
      const here = Finder.places(index.get(syllable));
      // The last one may not be finished yet.
      if (n === wanted.length - 1 && syllable.length > 1) {
        for (const [known, line] of index) if (known.startsWith(syllable)) for (const place of Finder.places(line)) here.add(place);
      }
      const before = places;
      places = before ? new Set([...here].filter((place) => before.has(place))) : here;
    }
    const all = [...(places ?? [])].sort((a, b) => a - b);
    const hits: { hit: Hit; rank: number }[] = [];
    for (const place of all.slice(0, LOOKED)) {
      const words = (await this.words(place))[place % this.inside.stretch] ?? [];
      const found = this.on(place, words, wanted, query);
      if (found) hits.push(found);
    }
    hits.sort((a, b) => a.rank - b.rank || a.hit.no - b.hit.no);
    return { hits: hits.slice(0, TOLD).map(({ hit }) => hit), total: all.length };
  }

  /** Where the words stand on a page: side by side first, as they were typed before those with other marks. */
  private on(place: number, words: Said[], wanted: string[], query: string): { hit: Hit; rank: number } | undefined {
    const page = this.inside.pages[place];
    if (!page) return undefined;
    const folds = words.map(([word]) => syllablesOf(word));
    const fits = (at: number, syllable: string, isLast: boolean) => folds[at]?.some((one) => one === syllable || (isLast && one.startsWith(syllable))) ?? false;
    let first = -1;
    let together = false;
    for (let at = 0; at < words.length; at += 1) {
      if (!fits(at, wanted[0]!, wanted.length === 1)) continue;
      if (first < 0) first = at;
      if (wanted.every((syllable, n) => fits(at + n, syllable, n === wanted.length - 1))) {
        [first, together] = [at, true];
        break;
      }
    }
    if (first < 0) return undefined;
    const lit = together ? [first, first + wanted.length - 1] : [first, first];
    const from = Math.max(0, lit[0]! - AROUND);
    const shown = words.slice(from, lit[1]! + AROUND + 1).map(([word]) => word);
    const before = shown.slice(0, lit[0]! - from).join(" ");
    const said = words.slice(lit[0]!, lit[1]! + 1).map(([word]) => word).join(" ");
    const begin = before ? before.length + 1 : 0;
    const isAsTyped = said.normalize("NFC").toLowerCase().includes(query.trim().normalize("NFC").toLowerCase());
    const hit: Hit = {
      page: page.id,
      no: page.no,
      bl: page.bl,
      text: shown.join(" "),
      marks: [[begin, begin + said.length]],
      rects: words.slice(lit[0]!, lit[1]! + 1).map(([, rect]) => rect),
    };
    return { hit, rank: (together ? 0 : 2) + (isAsTyped ? 0 : 1) };
  }
}
