// The pages of the file as the console knows them: a stretch comes at a time and stays, so a number is a picture at once.
import { call } from "../http";
import type { Page, PageWindow } from "../viewer/contract";
import { Player } from "./player";
import type { OnScreen, PagePart, Part, Shown } from "./contract";

/** "012" and "12" are one leaf. */
const key = (bl: string) => bl.trim().toLowerCase().replace(/^0+(?=\d)/, "");

export class PageBook {
  /** A number that rests for so long may be the whole number, ms; a pack has its pages at hand and waits for nothing. */
  static rests = 150;

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
export function partOf(page: Page): PagePart {
  return { kind: "page", page: page.id, no: page.no, label: label(page), rect: null, look: "page", lights: [], w: page.w, h: page.h, quarters: 0, image: page.image, thumb: page.thumb, is_lost: false };
}

/** A part of an exhibit as it is drawn where it is looked at before it is released. */
export function drawn(part: Part, step = 0): Shown {
  switch (part.kind) {
    case "page":
      return { kind: "page", src: part.image, w: part.w, h: part.h, look: part.look, rect: part.rect, lights: part.lights, label: part.label };
    case "law":
      return { kind: "law", law: part.law, text: part.pieces[step] ?? "", source: part.source, to_check: part.to_check, step, steps: part.pieces.length, label: part.label };
    case "media":
      return { kind: "media", src: part.src, is_video: part.is_video, duration_ms: part.duration_ms, play: { is_playing: false, at_ms: 0, since_ms: 0, until_ms: 0 }, label: part.label };
    case "picture": {
      const [w, h] = SIZES.get(part.src) ?? [4, 3];
      return { kind: "page", src: part.src, w: w * 100, h: h * 100, look: "page", rect: null, lights: [], label: part.label };
    }
  }
}

/** What stands on the court's screen, as it is drawn here. */
export function standing(part: OnScreen): Shown {
  switch (part.kind) {
    case "drawing":
      return { kind: "page", src: part.src, w: part.w, h: part.h, look: "page", rect: null, lights: [], label: part.label };
    default:
      return part;
  }
}

/** The shapes of diagrams, once their pictures were seen. */
const SIZES = new Map<string, [number, number]>();

/** Diagrams come in any shape; their pictures are looked at before they are drawn. */
export async function sized(parts: Part[]): Promise<void> {
  const unknown = parts.flatMap((part) => (part.kind === "picture" && !part.is_lost && !SIZES.has(part.src) ? [part.src] : []));
  await Promise.all(
    unknown.map(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode().catch(() => undefined);
      if (image.naturalWidth) SIZES.set(src, [image.naturalWidth, image.naturalHeight]);
    }),
  );
}

/** Recordings that are listened to here, with the buttons of the browser; each lives as long as it is asked for. */
export class Listened {
  private readonly all = new Map<string, HTMLElement>();
  private readonly media = new Map<string, HTMLMediaElement>();

  element(part: Part): HTMLElement | undefined {
    if (part.kind !== "media") return undefined;
    const known = this.all.get(part.src);
    if (known) return known;
    const player = new Player(part.src, part.is_video, part.title, false);
    player.hold();
    player.media.controls = true;
    this.all.set(part.src, player.element);
    this.media.set(part.src, player.media);
    return player.element;
  }

  /** Where it stands here, ms. */
  at(src: string): number {
    return Math.round((this.media.get(src)?.currentTime ?? 0) * 1000);
  }

  go(src: string, ms: number): void {
    const media = this.media.get(src);
    if (!media) return;
    media.currentTime = ms / 1000;
    void media.play().catch(() => undefined);
  }

  quiet(): void {
    for (const media of this.media.values()) media.pause();
  }
}
