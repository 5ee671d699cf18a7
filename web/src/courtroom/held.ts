// The pictures of the court's screen: each comes with the release it belongs to and goes with it. The browser is told to store nothing.

interface Held {
  /** The release that it came with, or just before. */
  turn: number;
  coming: Promise<ImageBitmap>;
  picture?: ImageBitmap;
}

/** A picture as the line brings it. */
interface Brought {
  src: string;
  type: string;
  bytes: string;
}

/** Browsers have it since 2025; the types of TypeScript do not yet. */
const base64 = Uint8Array as unknown as { fromBase64?(packed: string): Uint8Array<ArrayBuffer> };

/** In older browsers letter by letter: `Uint8Array.from` takes twenty times as long for a page, and the screen waits for it. */
function unpacked(packed: string): Uint8Array<ArrayBuffer> {
  if (base64.fromBase64) return base64.fromBase64(packed);
  const letters = atob(packed);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

async function fetched(src: string): Promise<ImageBitmap> {
  const answer = await fetch(src, { priority: "high" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return createImageBitmap(await answer.blob());
}

export class HeldPictures {
  private readonly all = new Map<string, Held>();

  /** The line brings a picture just before the word that it stands on the screen. */
  bring(said: string, turn: number): void {
    const { src, type, bytes } = JSON.parse(said) as Brought;
    if (!this.all.has(src)) this.hold(src, turn, createImageBitmap(new Blob([unpacked(bytes)], { type })));
  }

  /** A picture that stands on the screen; one that was not brought is asked for. */
  take(src: string, turn: number): Promise<ImageBitmap> {
    return (this.all.get(src) ?? this.hold(src, turn, fetched(src))).coming;
  }

  get(src: string): ImageBitmap | undefined {
    return this.all.get(src)?.picture;
  }

  /** What no longer stands on the screen is nowhere; what came for a release after this one stays. */
  forget(stands: Set<string>, turn: number): void {
    for (const [src, held] of this.all) {
      if (stands.has(src) || held.turn > turn) continue;
      this.all.delete(src);
      held.coming.then((picture) => picture.close(), () => undefined);
    }
  }

  private hold(src: string, turn: number, coming: Promise<ImageBitmap>): Held {
    const held: Held = { turn, coming };
    this.all.set(src, held);
    coming.then(
      (picture) => (held.picture = picture),
      () => this.all.delete(src),
    );
    return held;
  }
}
