// The sealed parts of a pack: read one by one where they stand, compared with the manifest, opened; a few pictures are held, nothing else.
import { type Keys, type Opening, fromBase64, sha256 } from "./keys";

type Bytes = Uint8Array<ArrayBuffer>;

export interface Manifest {
  format: number;
  pack: string;
  made_at: number;
  /** yyyy-mm-dd */
  expires_on: string;
  opening: Opening;
  player: string;
  parts: [number, string][];
}

export interface Seal {
  stamp: string;
  is_inline: boolean;
  bytes: number;
  paper: string;
}

/** Where the parts stand. */
export interface Source {
  read(from: number, length: number): Promise<Bytes>;
}

/** As letters inside the page, in blocks of three million bytes. */
export class InPage implements Source {
  private readonly blocks: string[];
  private static readonly BLOCK = 3 << 20;

  constructor() {
    const found = [...document.querySelectorAll('script[type="application/octet-stream"]')];
    this.blocks = found.map((one) => one.textContent ?? "");
    for (const one of found) one.remove();
  }

  async read(from: number, length: number): Promise<Bytes> {
    const out = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const at = from + done;
      const block = this.blocks[Math.floor(at / InPage.BLOCK)];
      if (block === undefined) throw new Error("cut short");
      const inside = at % InPage.BLOCK;
      // Four letters are three bytes.
      const first = Math.floor(inside / 3);
      const many = Math.min(length - done, InPage.BLOCK - inside);
      const bytes = fromBase64(block.slice(first * 4, Math.ceil((inside + many) / 3) * 4)).subarray(inside - first * 3, inside - first * 3 + many);
      if (bytes.length === 0) throw new Error("cut short");
      out.set(bytes, done);
      done += bytes.length;
    }
    return out;
  }
}

/** Behind the page, in the file that the person chose. */
export class InFile implements Source {
  constructor(
    private readonly file: Blob,
    private readonly bytes: number,
  ) {}

  async read(from: number, length: number): Promise<Bytes> {
    const at = this.file.size - this.bytes + from;
    const read = new Uint8Array(await this.file.slice(at, at + length).arrayBuffer());
    if (read.length !== length) throw new Error("cut short");
    return read;
  }
}

/** Pictures held open. */
const HELD = 32;

export class Vault {
  private readonly starts: number[] = [];
  private readonly pictures = new Map<number, Promise<Blob>>();
  private readonly urls = new Map<string, string>();

  constructor(
    readonly manifest: Manifest,
    private readonly source: Source,
    private readonly keys: Keys,
  ) {
    let from = 0;
    for (const [length] of manifest.parts) {
      this.starts.push(from);
      from += length;
    }
  }

  /** The sealed bytes of a part, as the manifest says them. */
  private async sealed(at: number): Promise<Bytes> {
    const piece = this.manifest.parts[at];
    if (!piece) throw new Error(`no part ${at}`);
    const bytes = await this.source.read(this.starts[at]!, piece[0]);
    if ((await sha256(bytes)) !== piece[1]) throw new Error(`part ${at} was changed`);
    return bytes;
  }

  async part(at: number): Promise<Bytes> {
    return this.keys.part(this.manifest.pack, at, await this.sealed(at));
  }

  /** A deflated part as text. */
  async text(at: number): Promise<string> {
    const stream = new Blob([await this.part(at)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }

  /** A picture, held for a while. */
  picture(at: number, type = "image/jpeg"): Promise<Blob> {
    const known = this.pictures.get(at);
    if (known) {
      this.pictures.delete(at);
      this.pictures.set(at, known);
      return known;
    }
    const read = this.part(at).then((bytes) => new Blob([bytes], { type }));
    this.pictures.set(at, read);
    read.catch(() => this.pictures.delete(at));
    const oldest = this.pictures.keys().next().value;
    if (this.pictures.size > HELD && oldest !== undefined) this.pictures.delete(oldest);
    return read;
  }

  /** A recording: its pieces one behind the other. */
  async whole(parts: number[], type: string): Promise<Blob> {
    const pieces: Blob[] = [];
    for (const at of parts) pieces.push(new Blob([await this.part(at)]));
    return new Blob(pieces, { type });
  }

  /** An address of this page for bytes, the same while it is held. */
  url(name: string, blob: Blob): string {
    const known = this.urls.get(name);
    if (known) return known;
    const url = URL.createObjectURL(blob);
    this.urls.set(name, url);
    const [oldest] = this.urls.keys();
    if (this.urls.size > 2 * HELD && oldest !== undefined) {
      URL.revokeObjectURL(this.urls.get(oldest)!);
      this.urls.delete(oldest);
    }
    return url;
  }

  /** Every part against the manifest; the numbers of those that are not as it says. */
  async check(heard: (done: number, all: number) => void): Promise<number[]> {
    const bad: number[] = [];
    for (let at = 0; at < this.manifest.parts.length; at += 1) {
      await this.sealed(at).catch(() => bad.push(at));
      if (at % 20 === 0) heard(at + 1, this.manifest.parts.length);
    }
    return bad;
  }
}
