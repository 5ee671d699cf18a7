// The pictures of the court's screen: each comes with the release it belongs to and goes with it. The browser is told to store nothing.

interface Held {
  /** The release that it came with, or just before. */
  turn: number;
  coming: Promise<HTMLImageElement>;
  image?: HTMLImageElement;
}

/** A picture as the line brings it. */
interface Brought {
  src: string;
  type: string;
  bytes: string;
}

const unpacked = (bytes: string) => Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));

/** Read, not yet decoded: that happens in the frame that shows it, and the element that was read is the one that is shown. */
function read(blob: Blob): Promise<HTMLImageElement> {
  const image = new Image();
  image.decoding = "sync";
  return new Promise((done, failed) => {
    image.addEventListener("load", () => done(image));
    image.addEventListener("error", () => failed(new Error("no picture")));
    image.src = URL.createObjectURL(blob);
  });
}

async function fetched(src: string): Promise<HTMLImageElement> {
  const answer = await fetch(src, { priority: "high" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return read(await answer.blob());
}

export class HeldPictures {
  private readonly all = new Map<string, Held>();

  /** The line brings a picture just before the word that it stands on the screen. */
  bring(said: string, turn: number): void {
    const { src, type, bytes } = JSON.parse(said) as Brought;
    if (!this.all.has(src)) this.hold(src, turn, read(new Blob([unpacked(bytes)], { type })));
  }

  /** A picture that stands on the screen; one that was not brought is asked for. */
  take(src: string, turn: number): Promise<HTMLImageElement> {
    return (this.all.get(src) ?? this.hold(src, turn, fetched(src))).coming;
  }

  get(src: string): HTMLImageElement | undefined {
    return this.all.get(src)?.image;
  }

  /** What no longer stands on the screen is nowhere; what came for a release after this one stays. */
  forget(stands: Set<string>, turn: number): void {
    for (const [src, held] of this.all) {
      if (stands.has(src) || held.turn > turn) continue;
      this.all.delete(src);
      held.coming.then((image) => URL.revokeObjectURL(image.src), () => undefined);
    }
  }

  private hold(src: string, turn: number, coming: Promise<HTMLImageElement>): Held {
    const held: Held = { turn, coming };
    this.all.set(src, held);
    coming.then(
      (image) => (held.image = image),
      () => this.all.delete(src),
    );
    return held;
  }
}
