// The court's window: opened on the second output, given what was released and nothing else, found again after this page was loaded anew.
import type { Desk, Standing } from "./desk";
import type { Rect } from "../viewer/contract";

/** A part as the court's window is given it: a picture or bytes, sizes, lit boxes; no other page, no ground. */
export type Given = { picture?: ImageBitmap; bytes?: Blob } & Record<string, unknown>;

export interface Screen {
  type: "screen";
  version: number;
  now_ms: number;
  caption: string;
  parts: Given[];
}

/** The same script and style make the court's page; its policy is this page's own. */
function page(script: string): string {
  const policy = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content ?? "";
  const style = document.querySelector("style")?.textContent ?? "";
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Màn hình phiên tòa</title><style>${style}</style></head>
<body class="court"><header class="visually-hidden"><h1>Màn hình phiên tòa</h1></header><main class="court-stage" id="court-stage" aria-live="polite"></main>
<footer class="court-foot"><p class="court-caption" id="court-caption"></p><p class="court-line" id="court-line" role="status"></p></footer><script>${script}</script></body></html>`;
}

/** Only the rectangle of a crop leaves for the court's window. */
async function cut(bytes: Blob, [x0, y0, x1, y1]: Rect, w: number): Promise<ImageBitmap> {
  const whole = await createImageBitmap(bytes);
  // The picture may be smaller than the page's measure; its shape is the same.
  const scale = whole.width / w;
  const [left, top] = [Math.round(x0 * scale), Math.round(y0 * scale)];
  const part = await createImageBitmap(whole, left, top, Math.max(1, Math.round(x1 * scale) - left), Math.max(1, Math.round(y1 * scale) - top));
  whole.close();
  return part;
}

/** A lit box as it lies in a crop; none when it lies outside. */
function within([a, b, c, d]: Rect, [x0, y0, x1, y1]: Rect): Rect[] {
  const box: Rect = [Math.max(a, x0) - x0, Math.max(b, y0) - y0, Math.min(c, x1) - x0, Math.min(d, y1) - y0];
  return box[0] < box[2] && box[1] < box[3] ? [box] : [];
}

/**
 * A part made ready for the court's window. Pictures go as they are, a fraction of their decoded size; the window decodes what it shows.
 * A crop is cut here, so that nothing else of its page leaves.
 */
export async function given(desk: Desk, part: Standing): Promise<Given> {
  if (part.kind === "law") return { ...part };
  const bytes = await desk.blob(part.src);
  // A page that could not be opened has its place in the pack, and nothing in it.
  if (bytes.size === 0) throw new Error("no picture");
  if (part.kind === "media") return { kind: "media", media: part.media, is_video: part.is_video, duration_ms: part.duration_ms, play: part.play, label: part.label, bytes };
  if (part.kind === "drawing") return { kind: "page", w: part.w, h: part.h, look: "page", rect: null, lights: [], label: part.label, bytes };
  const { look, rect, lights, label, w, h } = part;
  if (look !== "crop" || !rect) return { kind: "page", w, h, look, rect, lights, label, bytes };
  const box = { w: rect[2] - rect[0], h: rect[3] - rect[1] };
  return { kind: "page", ...box, look, rect: null, lights: lights.flatMap((one) => within(one, rect)), label, picture: await cut(bytes, rect, w) };
}

export class Room {
  private window: Window | null = null;
  private wasOpen = false;
  private version = 0;
  private told: () => void = () => undefined;
  /** The half of the keys that the court's window keeps for this page. */
  half: Uint8Array | undefined;
  opened: () => void = () => undefined;
  closed: () => void = () => undefined;

  constructor(
    private readonly script: string,
    private readonly pack: string,
  ) {
    addEventListener("message", (event) => this.message(event));
    setInterval(() => this.look(), 500);
  }

  get isOpen(): boolean {
    return this.window !== null && !this.window.closed && this.wasOpen;
  }

  heard(told: () => void): void {
    this.told = told;
  }

  private look(): void {
    if (!this.wasOpen || this.isOpen) return;
    this.wasOpen = false;
    this.window = null;
    this.closed();
    this.told();
  }

  /** On the second output where the browser tells of one; else where the person puts it. */
  async open(): Promise<boolean> {
    const there = await secondOutput();
    const url = URL.createObjectURL(new Blob([page(this.script)], { type: "text/html" }));
    this.window = window.open(url, `kiemsat-court-${this.pack}`, `popup,left=${there.left},top=${there.top},width=${there.width},height=${there.height}`);
    return this.window !== null;
  }

  /** The court's window says that it is there: anew, or since before this page was loaded. */
  private message(event: MessageEvent): void {
    const said = event.data as { type?: string; pack?: string };
    if (said.type !== "kiemsat-court" || !event.source || (this.window && event.source !== this.window)) return;
    if (!this.half) return;
    this.window = event.source as Window;
    this.window.postMessage({ type: "kiemsat-keep", pack: this.pack, half: this.half }, "*");
    if (this.wasOpen) return;
    this.wasOpen = true;
    this.opened();
    this.told();
  }

  /** Gives the court's window what stands on the screen now. */
  async show(desk: Desk, ready?: Given[]): Promise<void> {
    const mine = ++this.version;
    const { caption, parts } = desk.seen;
    const all = ready ?? (await Promise.all(parts.map((part) => given(desk, part))));
    const pictures = all.flatMap(({ picture }) => (picture ? [picture] : []));
    if (mine !== this.version || !this.isOpen) return pictures.forEach((one) => one.close());
    const screen: Screen = { type: "screen", version: mine, now_ms: Date.now(), caption, parts: all };
    this.window!.postMessage(screen, "*", pictures);
  }
}

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

async function secondOutput(): Promise<Place> {
  const beside = { left: screen.width, top: 0, width: 1024, height: 768 };
  const ask = (window as { getScreenDetails?: () => Promise<{ screens: (Screen_ & { isPrimary: boolean })[]; currentScreen: Screen_ }> }).getScreenDetails;
  if (!ask) return beside;
  try {
    const { screens, currentScreen } = await ask.call(window);
    const other = screens.find((one) => one !== currentScreen);
    return other ? { left: other.availLeft, top: other.availTop, width: other.availWidth, height: other.availHeight } : beside;
  } catch {
    return beside;
  }
}

interface Screen_ {
  availLeft: number;
  availTop: number;
  availWidth: number;
  availHeight: number;
}

/** Asks a court's window that outlived this page for the half of the keys it keeps. */
export function keptHalf(pack: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return new Promise((answer) => {
    const stop = setTimeout(() => finish(undefined), 900);
    const hear = (event: MessageEvent): void => {
      const said = event.data as { type?: string; pack?: string; half?: unknown };
      if (said.type === "kiemsat-court" && said.pack === pack && said.half instanceof Uint8Array) finish(said.half as Uint8Array<ArrayBuffer>);
    };
    function finish(half: Uint8Array<ArrayBuffer> | undefined): void {
      clearTimeout(stop);
      removeEventListener("message", hear);
      answer(half);
    }
    addEventListener("message", hear);
  });
}
