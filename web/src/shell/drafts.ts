// What is typed but not yet acknowledged by the server, kept in this browser.

export interface Typed {
  value: string;
  source: string;
}

interface Kept {
  version: string;
  at: number;
  fields: Record<string, Typed>;
}

const MONTH = 30 * 24 * 3600 * 1000;

/** One form's copy under the key that names person and record. */
export class Drafts {
  private readonly key: string;

  constructor(name: string) {
    this.key = `kiemsat.draft.${name}`;
  }

  read(): Kept | undefined {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? "null") as Kept | null;
      return kept && Date.now() - kept.at < MONTH ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  write(version: string, waiting: Map<string, Typed>): void {
    try {
      if (waiting.size === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ version, at: Date.now(), fields: Object.fromEntries(waiting) } satisfies Kept));
    } catch {
      // A full or forbidden store: the server's copy remains.
    }
  }
}
