import type { Page } from "./contract";
import type { Pages } from "./pages";

const KEPT = 24;

/** Decoded page images: a page once seen, or next to one seen, turns without waiting. */
export class Images {
  private readonly kept = new Map<string, { picture: HTMLImageElement; ready: Promise<void>; isReady: boolean }>();

  /** The decoded image at once, or undefined while it is on its way. */
  at(page: Page): HTMLImageElement | undefined {
    const one = this.kept.get(page.image);
    return one?.isReady ? one.picture : undefined;
  }

  /** Fetches and decodes; the promise fails when the image cannot be had. */
  load(page: Page): Promise<void> {
    const known = this.kept.get(page.image);
    if (known) {
      this.kept.delete(page.image);
      this.kept.set(page.image, known);
      return known.ready;
    }
    const picture = new Image(page.w, page.h);
    picture.alt = "";
    picture.draggable = false;
    picture.src = page.image;
    const one = { picture, isReady: false, ready: Promise.resolve() };
    one.ready = picture.decode().then(
      () => void (one.isReady = true),
      (error: unknown) => {
        this.kept.delete(page.image);
        throw error;
      },
    );
    this.kept.set(page.image, one);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return one.ready;
  }

  /** Brings the neighbours in, nearest first, forward before back. */
  preload(pages: Pages, at: number): void {
    for (const step of [1, -1, 2, 3, -2, 4]) {
      const page = pages.at(at + step);
      if (page && page.status !== "waiting") this.load(page).catch(() => undefined);
    }
  }

  /** Forgets an image that has changed. */
  drop(page: Page): void {
    this.kept.delete(page.image);
  }
}
