// The log: each line is sealed, names the one before, and is on the disk before anything is shown. What the page knows is folded from it.
import type { Keys } from "./keys";
import { sha256, toBase64 } from "./keys";

type Bytes = Uint8Array<ArrayBuffer>;

export interface ShownLine {
  what: "shown";
  id: string;
  exhibit: string | null;
  phase: string;
  origin: string;
  caption: string;
  statement: boolean;
  ground: string;
  parts: unknown[];
}

export type What =
  | { what: "opened"; kind: "trial" | "rehearsal" }
  | ShownLine
  | { what: "hidden" }
  | { what: "held"; on: boolean }
  | { what: "played"; parts: unknown[] }
  | { what: "cleared"; id: string; person: string; ground: string }
  | { what: "notes"; notes: string }
  | { what: "resumed" }
  | { what: "clock"; back_ms: number }
  | { what: "closed" }
  | { what: "taken" }
  | { what: "ended" };

export type Line = What & { at: number };

interface Kept {
  session: string;
  n: number;
  bytes: Bytes;
}

/** A clock that runs this much behind the last line was set back. */
const SET_BACK = 5 * 60_000;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((good, bad) => {
    request.onsuccess = () => good(request.result);
    request.onerror = () => bad(request.error);
  });

/** What this browser keeps of a pack; nothing of it can be read without the pass phrase. */
export class Shelf {
  private constructor(private readonly db: IDBDatabase) {}

  static async open(pack: string): Promise<Shelf> {
    const request = indexedDB.open(`kiemsat-pack-${pack}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("lines", { keyPath: ["session", "n"] });
      request.result.createObjectStore("facts");
    };
    return new Shelf(await done(request));
  }

  async lines(): Promise<Kept[]> {
    return done(this.db.transaction("lines").objectStore("lines").getAll());
  }

  /** On the disk when it answers. */
  add(line: Kept, at: number): Promise<void> {
    return new Promise((good, bad) => {
      const work = this.db.transaction(["lines", "facts"], "readwrite", { durability: "relaxed" });
      work.objectStore("lines").add(line);
      work.objectStore("facts").put(at, "seen");
      work.oncomplete = () => good();
      work.onerror = work.onabort = () => bad(work.error);
    });
  }

  async fact<T>(name: string): Promise<T | undefined> {
    return done(this.db.transaction("facts").objectStore("facts").get(name)) as Promise<T | undefined>;
  }

  async keep(name: string, value: unknown): Promise<void> {
    await done(this.db.transaction("facts", "readwrite").objectStore("facts").put(value, name));
  }
}

/** A log that can be taken home. */
export interface Carried {
  session: string;
  file(): Promise<Blob>;
}

/** The sealed file that goes home. */
function sealedFile(pack: string, session: string, sealed: Bytes[]): Blob {
  const file = { kind: "kiemsat.pack.log", format: 1, pack, session, lines: sealed.map((bytes) => toBase64(bytes)) };
  return new Blob([JSON.stringify(file)], { type: "application/json" });
}

/** The logs as they lie in this browser: no key is needed to carry them home, also after the last day of the pack. */
export async function carried(shelf: Shelf, pack: string): Promise<Carried[]> {
  const kept = new Map<string, Kept[]>();
  for (const line of await shelf.lines()) kept.set(line.session, [...(kept.get(line.session) ?? []), line]);
  return [...kept].map(([session, lines]) => {
    const sealed = lines.sort((a, b) => a.n - b.n).map((line) => line.bytes);
    return { session, file: () => Promise.resolve(sealedFile(pack, session, sealed)) };
  });
}

export class Journal implements Carried {
  readonly lines: Line[] = [];
  private readonly sealed: Bytes[] = [];
  private before = "";
  private turn: Promise<unknown> = Promise.resolve();
  /** The first line that this browser keeps and that no longer holds: it was changed, or the disk lost it. Nothing is written behind it. */
  brokenAt: number | undefined;

  private constructor(
    private readonly shelf: Shelf,
    private readonly keys: Keys,
    private readonly pack: string,
    readonly session: string,
  ) {}

  private label(n: number): string {
    return `${this.pack}/log/${this.session}/${n}/${this.before}`;
  }

  /** The sessions that this browser keeps, in the order they were begun; a line that does not hold ends its log there. `lost`: not a line holds. */
  static async all(shelf: Shelf, keys: Keys, pack: string): Promise<{ journals: Journal[]; lost: number }> {
    const kept = new Map<string, Kept[]>();
    for (const line of await shelf.lines()) kept.set(line.session, [...(kept.get(line.session) ?? []), line]);
    const all: Journal[] = [];
    let lost = 0;
    for (const [session, lines] of kept) {
      const journal = new Journal(shelf, keys, pack, session);
      for (const [at, line] of lines.sort((a, b) => a.n - b.n).entries()) {
        const text = line.n === at + 1 ? await keys.openLine(journal.label(line.n), line.bytes).catch(() => undefined) : undefined;
        if (text === undefined) {
          journal.brokenAt = at + 1;
          break;
        }
        await journal.took(line.bytes, JSON.parse(text) as Line);
      }
      if (journal.lines.length > 0) all.push(journal);
      else lost += 1;
    }
    return { journals: all.sort((a, b) => a.lines[0]!.at - b.lines[0]!.at), lost };
  }

  static async begin(shelf: Shelf, keys: Keys, pack: string, kind: "trial" | "rehearsal"): Promise<Journal> {
    const journal = new Journal(shelf, keys, pack, crypto.randomUUID());
    await journal.write({ what: "opened", kind });
    return journal;
  }

  get kind(): "trial" | "rehearsal" {
    const first = this.lines[0];
    return first?.what === "opened" ? first.kind : "trial";
  }

  /** Nothing more is written into it. */
  get isEnded(): boolean {
    return this.brokenAt !== undefined || this.lines.some((line) => line.what === "ended");
  }

  get last(): number {
    return Math.max(0, ...this.lines.map((line) => line.at));
  }

  /** One after the other; answers when the line is on the disk. */
  write(what: What): Promise<void> {
    const written = this.turn.then(() => this.add(what));
    this.turn = written.catch(() => undefined);
    return written;
  }

  private async add(what: What): Promise<void> {
    const now = Date.now();
    const back = this.last - now;
    if (back > SET_BACK && what.what !== "clock") await this.add({ what: "clock", back_ms: back });
    const line: Line = { at: now, ...what };
    const n = this.sealed.length + 1;
    const bytes = await this.keys.sealLine(this.label(n), JSON.stringify(line));
    await this.shelf.add({ session: this.session, n, bytes }, now);
    await this.took(bytes, line);
  }

  private async took(bytes: Bytes, line: Line): Promise<void> {
    this.sealed.push(bytes);
    this.lines.push(line);
    this.before = await sha256(bytes);
  }

  /** The sealed file that goes home. */
  async file(): Promise<Blob> {
    if (this.brokenAt === undefined) await this.write({ what: "taken" });
    return sealedFile(this.pack, this.session, this.sealed);
  }
}
