// The court's own window of a pack: draws what it is given, keeps it while the console is loaded anew, and knows nothing else.
import { composed } from "../courtroom/picture";
import type { CourtScreen } from "../courtroom/contract";
import { Player } from "../courtroom/player";
import { drawn, place } from "../courtroom/glass";
import type { Given, Screen } from "./room";

/** How often it says that it is there. */
const KNOCK = 300;

export function court(): void {
  const stage = document.querySelector<HTMLElement>("#court-stage")!;
  const caption = document.querySelector<HTMLElement>("#court-caption")!;
  const line = document.querySelector<HTMLElement>("#court-line")!;
  let now: CourtScreen | undefined;
  /** Pictures on the screen, by the name they were given here. */
  const pictures = new Map<string, ImageBitmap>();
  let named = 0;
  let turn = 0;
  /** Recordings on the screen, by their name: one that only runs or stops is not begun anew. */
  const players = new Map<string, Player>();
  let kept: { pack: string; half: Uint8Array } | undefined;

  const draw = (): void => {
    if (!now || now.parts.length === 0) {
      stage.replaceChildren();
      caption.textContent = "";
      return;
    }
    // The caption first: one of two lines leaves the pictures less room.
    caption.textContent = now.caption;
    const box = stage.getBoundingClientRect();
    const shown = composed(now.parts, box.width, box.height, (src) => (pictures.has(src) ? place(src) : players.get(src)?.element));
    drawn(shown, pictures);
    stage.replaceChildren(shown);
  };

  /** What was given, under a name of this window; a picture is decoded before it takes the place of another. */
  const taken = async ({ bytes, picture, ...part }: Given): Promise<Record<string, unknown>> => {
    if (part.kind === "media" && bytes) return { ...part, src: player(String(part.media), bytes, part) };
    const seen = picture ?? (bytes && (await createImageBitmap(bytes)));
    if (!seen) return part;
    named += 1;
    const src = `given:${named}`;
    pictures.set(src, seen);
    return { ...part, src };
  };

  const player = (name: string, bytes: Blob, part: Record<string, unknown>): string => {
    if (!players.has(name)) players.set(name, new Player(URL.createObjectURL(bytes), part.is_video === true, String(part.label), false));
    return name;
  };

  /** What is no longer on the screen is nowhere. */
  const forget = (screen: CourtScreen | undefined): void => {
    for (const part of screen?.parts ?? []) {
      if (part.kind !== "page") continue;
      pictures.get(part.src)?.close();
      pictures.delete(part.src);
    }
  };

  /** Recordings run as they were released; what is no longer on the screen is silent. */
  const follow = (screen: CourtScreen): void => {
    const here = new Set<string>();
    for (const part of screen.parts) {
      if (part.kind !== "media") continue;
      here.add(part.src);
      players.get(part.src)?.follow(part.play, screen.now_ms);
    }
    for (const [name, one] of players) {
      if (here.has(name)) continue;
      one.end();
      players.delete(name);
    }
  };

  const show = async (screen: Screen): Promise<void> => {
    const mine = ++turn;
    const parts = await Promise.all(screen.parts.map(taken)).catch(() => []);
    const next = { ...screen, parts } as unknown as CourtScreen;
    if (mine !== turn) return forget(next);
    const before = now;
    now = next;
    follow(next);
    draw();
    forget(before);
    document.body.dataset.version = String(screen.version);
  };

  const knock = (): void => {
    const opener = window.opener as Window | null;
    // The console's tab was closed, not loaded anew: nothing stays up that nobody can take down.
    if (!opener || opener.closed) return window.close();
    opener.postMessage({ type: "kiemsat-court", ...kept }, "*");
  };

  addEventListener("message", (event) => {
    if (event.source !== window.opener) return;
    const said = event.data as { type?: string; pack?: string; half?: unknown };
    if (said.type === "screen") void show(event.data as Screen);
    if (said.type === "kiemsat-keep" && said.pack && said.half instanceof Uint8Array) kept = { pack: said.pack, half: said.half };
  });
  addEventListener("resize", draw);
  const full = (): void => void document.documentElement.requestFullscreen().catch(() => undefined);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "f" && !event.ctrlKey) void (document.fullscreenElement ? document.exitFullscreen() : full());
  });
  document.addEventListener("dblclick", full);
  line.textContent = "";
  knock();
  setInterval(knock, KNOCK);
}
