import { call } from "../http";
import type { Page, PageWindow } from "./contract";

/** Pages in one stretch, as the server cuts the file. */
const STRETCH = 100;

/** The pages of the file, fetched by stretches as they are looked at: ten thousand pages open like ten. */
export class Pages {
  total = 0;
  /** Called with the first and last place that came. */
  onCome: (first: number, last: number) => void = () => undefined;
  private readonly known = new Map<number, Page>();
  private readonly places = new Map<string, number>();
  private readonly asked = new Map<number, Promise<void>>();

  constructor(
    private readonly url: string,
    window: PageWindow,
  ) {
    this.take(window);
  }

  /** The page at this place, counted from 0, if it has come; else it is sent for. */
  at(place: number): Page | undefined {
    if (place < 0 || place >= this.total) return undefined;
    const page = this.known.get(place);
    if (!page) void this.fetch(place);
    return page;
  }

  /** The page at this place, if it has come; nothing is sent for. */
  peek(place: number): Page | undefined {
    return this.known.get(place);
  }

  /** The place of a page by its id. */
  placeOf(id: string): number | undefined {
    return this.places.get(id);
  }

  /** Makes sure that the page at this place has come. */
  async fetch(place: number): Promise<void> {
    const first = Math.floor(place / STRETCH) * STRETCH;
    if (this.known.has(place)) return;
    const coming = this.asked.get(first) ?? this.ask(`page=${first + 1}`).then(() => undefined, () => undefined).finally(() => this.asked.delete(first));
    this.asked.set(first, coming);
    return coming;
  }

  /** The place of a page named by its id or its bút lục, asked of the server when it has not come yet. */
  async find(by: "page" | "bl", name: string): Promise<number | undefined> {
    const known = by === "page" ? this.places.get(name) : undefined;
    if (known !== undefined) return known;
    const window = await this.ask(`${by}=${encodeURIComponent(name)}`);
    return window.at === null ? undefined : window.at - 1;
  }

  /** Reads the stretch around a place again. */
  async renew(place: number): Promise<void> {
    await this.ask(`page=${place + 1}`).catch(() => undefined);
  }

  /** Everything is read again, since pages came or went. */
  async start(place: number): Promise<void> {
    const window = await this.ask(`page=${place + 1}`, true).catch(() => undefined);
    if (window && window.pages.length === 0 && window.total > 0) await this.ask("page=1").catch(() => undefined);
  }

  /** A page has changed; false when it is not known here. */
  change(change: Partial<Page> & { id: string }): boolean {
    const place = this.places.get(change.id);
    const page = place === undefined ? undefined : this.known.get(place);
    if (place === undefined || !page) return false;
    this.known.set(place, { ...page, ...change });
    return true;
  }

  private async ask(query: string, anew = false): Promise<PageWindow> {
    const window = await call<PageWindow>("GET", `${this.url}${this.url.includes("?") ? "&" : "?"}${query}`);
    if (anew) {
      this.known.clear();
      this.places.clear();
    }
    this.take(window);
    return window;
  }

  private take(window: PageWindow): void {
    this.total = window.total;
    let [first, last] = [Infinity, -1];
    for (const page of window.pages) {
      const place = page.no - 1;
      if (JSON.stringify(this.known.get(place)) === JSON.stringify(page)) continue;
      this.known.set(place, page);
      this.places.set(page.id, place);
      [first, last] = [Math.min(first, place), Math.max(last, place)];
    }
    if (last >= 0) this.onCome(first, last);
  }
}
