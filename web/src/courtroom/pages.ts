// The pages of the file as the console knows them: a stretch comes at a time and stays, so a number is a picture at once.
import { call } from "../http";
import type { Page, PageWindow } from "../viewer/contract";
import type { Drawn, Part } from "./contract";

/** "012" and "12" are one leaf. */
const key = (bl: string) => bl.trim().toLowerCase().replace(/^0+(?=\d)/, "");

export class PageBook {
  private readonly byId = new Map<string, Page>();
  private readonly byBl = new Map<string, string>();
  private readonly byNo = new Map<number, string>();
  private readonly warm = new Map<string, HTMLImageElement>();

  constructor(private readonly url: string) {}

  private keep(pages: Page[]): void {
    for (const page of pages) {
      this.byId.set(page.id, page);
      this.byNo.set(page.no, page.id);
      const bl = page.bl ?? page.bl_guess;
      if (bl && !this.byBl.has(key(bl))) this.byBl.set(key(bl), page.id);
    }
  }

  private async ask(query: string): Promise<Page | undefined> {
    const found = await call<PageWindow>("GET", `${this.url}?${query}`);
    this.keep(found.pages);
    return found.pages.find((page) => page.no === found.at);
  }

  /** A page by its id, from what is known or from the server. */
  async page(id: string): Promise<Page | undefined> {
    return this.byId.get(id) ?? (await this.ask(`page=${id}`));
  }

  async bl(number: string): Promise<Page | undefined> {
    const known = this.byBl.get(key(number));
    return known ? this.byId.get(known) : await this.ask(`bl=${encodeURIComponent(number)}`);
  }

  async no(number: number): Promise<Page | undefined> {
    const known = this.byNo.get(number);
    return known ? this.byId.get(known) : await this.ask(`page=${number}`);
  }

  /** Fetches and decodes a picture before it is asked for; a few are held. */
  preload(page: Page | undefined): void {
    if (!page || this.warm.has(page.image)) return;
    const image = new Image();
    image.src = page.image;
    void image.decode().catch(() => undefined);
    this.warm.set(page.image, image);
    const oldest = this.warm.keys().next().value;
    if (this.warm.size > 24 && oldest) this.warm.delete(oldest);
  }
}

export function label(page: Page): string {
  return page.bl ? `BL ${page.bl}` : `Trang ${page.no}`;
}

/** A whole page as a part of what is put together. */
export function partOf(page: Page): Part {
  return { page: page.id, no: page.no, label: label(page), rect: null, look: "page", lights: [], w: page.w, h: page.h, quarters: 0, image: page.image, thumb: page.thumb, is_lost: false };
}

export function drawn(part: Part): Drawn {
  return { src: part.image, w: part.w, h: part.h, look: part.look, rect: part.rect, lights: part.lights, label: part.label };
}
