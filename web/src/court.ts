// The court's own screen: shows what was released, catches up after a cut, and knows nothing else.
import type { CourtScreen, Shown } from "./courtroom/contract";
import { drawn, place } from "./courtroom/glass";
import { HeldPictures } from "./courtroom/held";
import { composed } from "./courtroom/picture";
import { Player } from "./courtroom/player";

const url = document.body.dataset.court ?? "";
const stage = document.querySelector<HTMLElement>("#court-stage")!;
const caption = document.querySelector<HTMLElement>("#court-caption")!;
const line = document.querySelector<HTMLElement>("#court-line")!;
const sound = document.querySelector<HTMLElement>("#court-sound")!;

/** The server says every second that it is there; a line that is silent for longer was cut without a word. */
const SILENT_MS = 2000;
let last = performance.now();

let now: CourtScreen | undefined;
/** What was told last; it stands on the screen once its pictures are here. */
let latest: CourtScreen | undefined;
/** Counts what was told: a release that another has overtaken is not shown. */
let turn = 0;
let source: EventSource | undefined;
let wait = 300;

/** What stands on the screen, by the address it was released under: a state told again fetches nothing again. */
const pictures = new HeldPictures();
const players = new Map<string, Player>();

function draw(): void {
  if (!now || now.parts.length === 0) {
    stage.replaceChildren();
    caption.textContent = "";
    return;
  }
  // The caption first: one of two lines leaves the pictures less room.
  caption.textContent = now.caption;
  const box = stage.getBoundingClientRect();
  const there = (src: string) => (pictures.get(src) ? place(src) : players.get(src)?.element);
  const shown = composed(now.parts, box.width, box.height, there);
  drawn(shown, pictures);
  stage.replaceChildren(shown);
}

/** What is no longer on the screen is nowhere. */
function forget(): void {
  const held = new Set([...(now?.parts ?? []), ...(latest?.parts ?? [])].map((part) => (part.kind === "law" ? "" : part.src)));
  pictures.forget(held, turn);
  for (const [src, player] of players) {
    if (held.has(src)) continue;
    player.end();
    players.delete(src);
  }
  if (players.size === 0) sound.hidden = true;
}

function follow(screen: CourtScreen): void {
  for (const part of screen.parts) {
    if (part.kind !== "media") continue;
    const player = players.get(part.src) ?? new Player(part.src, part.is_video, part.label, false, (is) => (sound.hidden = !is));
    players.set(part.src, player);
    player.follow(part.play, screen.now_ms);
  }
}

/** Whether the same things stand there, so that only a recording runs or stops. */
const isSame = (one: CourtScreen | undefined, other: CourtScreen): boolean =>
  one !== undefined && one.caption === other.caption && one.parts.length === other.parts.length && one.parts.every((part, at) => JSON.stringify(still(part)) === JSON.stringify(still(other.parts[at]!)));

const still = (part: Shown): object => (part.kind === "media" ? { ...part, play: null } : part);

/** What is to be seen stands whole at once: the pictures are here before they take the place of the others. */
async function show(screen: CourtScreen, told: number): Promise<void> {
  const mine = ++turn;
  latest = screen;
  try {
    await Promise.all(screen.parts.map((part) => (part.kind === "page" ? pictures.take(part.src, mine) : undefined)));
  } catch {
    // Taken off again before it came: the next state is on its way. Otherwise the line is cut and is tried anew.
    if (mine === turn) void reconnect();
    return;
  }
  if (mine !== turn) return;
  // The pictures took a while to come; the recording ran on meanwhile.
  follow({ ...screen, now_ms: screen.now_ms + (performance.now() - told) });
  const isKnown = isSame(now, screen);
  now = screen;
  if (!isKnown) draw();
  forget();
  document.body.dataset.version = String(screen.version);
}

function over(said: string): void {
  source?.close();
  turn += 1;
  now = latest = undefined;
  draw();
  forget();
  caption.textContent = said;
  line.textContent = "";
  document.body.classList.add("is-over");
}

function connect(): void {
  source = new EventSource(url);
  last = performance.now();
  source.addEventListener("alive", () => (last = performance.now()));
  source.addEventListener("picture", (event) => pictures.bring((event as MessageEvent<string>).data, turn + 1));
  source.addEventListener("screen", (event) => {
    last = performance.now();
    wait = 200;
    line.textContent = "";
    void show(JSON.parse((event as MessageEvent<string>).data) as CourtScreen, performance.now());
  });
  source.addEventListener("over", () => over("Phiên trình chiếu đã kết thúc."));
  source.addEventListener("error", () => void reconnect());
}

/** The line was cut: what was seen stays, and another line is tried soon. The browser's own patience is too long for a trial. */
async function reconnect(): Promise<void> {
  source?.close();
  source = undefined;
  if (document.body.classList.contains("is-over")) return;
  line.textContent = "Mất kết nối, đang nối lại…";
  await new Promise((done) => setTimeout(done, wait));
  wait = Math.min(wait * 1.5, 800);
  if (source || document.body.classList.contains("is-over")) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, signal: AbortSignal.timeout(1500) }).catch(() => undefined);
  if (answer?.status === 404) return over("Địa chỉ màn hình này không còn mở được.");
  if (!answer?.ok) return void reconnect();
  if (!source) connect();
}

setInterval(() => source && performance.now() - last > SILENT_MS && void reconnect(), 300);
addEventListener("offline", () => void reconnect());
addEventListener("online", () => {
  wait = 200;
});
const touched = () => players.forEach((player) => player.unmute());
addEventListener("resize", draw);
addEventListener("pagehide", () => source?.close());
document.addEventListener("keydown", (event) => {
  touched();
  if (event.key.toLowerCase() === "f" && !event.ctrlKey) void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
});
document.addEventListener("pointerdown", touched);
document.addEventListener("dblclick", () => void document.documentElement.requestFullscreen());
connect();
