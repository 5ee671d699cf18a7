// The court's own screen: shows what was released, catches up after a cut, and knows nothing else.
import { composed } from "./courtroom/picture";
import type { CourtScreen } from "./courtroom/contract";

const url = document.body.dataset.court ?? "";
const stage = document.querySelector<HTMLElement>("#court-stage")!;
const caption = document.querySelector<HTMLElement>("#court-caption")!;
const line = document.querySelector<HTMLElement>("#court-line")!;

let now: CourtScreen | undefined;
/** Pictures fetched for a release that another has overtaken are thrown away. */
let turn = 0;
let source: EventSource | undefined;
let wait = 300;

function draw(): void {
  if (!now || now.parts.length === 0) {
    stage.replaceChildren();
    caption.textContent = "";
    return;
  }
  const box = stage.getBoundingClientRect();
  stage.replaceChildren(composed(now.parts, box.width, box.height));
  caption.textContent = now.caption;
}

/** The bytes of a picture, held here while they are seen: the browser is told to store nothing. */
async function taken(src: string): Promise<string> {
  const answer = await fetch(src);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const here = URL.createObjectURL(await answer.blob());
  const image = new Image();
  image.src = here;
  await image.decode();
  return here;
}

function forget(screen: CourtScreen | undefined): void {
  for (const part of screen?.parts ?? []) URL.revokeObjectURL(part.src);
}

/** What is to be seen stands whole at once: the pictures are decoded before they take the place of the others. */
async function show(screen: CourtScreen): Promise<void> {
  const mine = ++turn;
  try {
    screen.parts = await Promise.all(screen.parts.map(async (part) => ({ ...part, src: await taken(part.src) })));
  } catch {
    // Taken off again before it came: the next state is on its way. Otherwise the line is cut and is tried anew.
    if (mine === turn) void reconnect();
    return;
  }
  if (mine !== turn) return forget(screen);
  const before = now;
  now = screen;
  draw();
  forget(before);
  document.body.dataset.version = String(screen.version);
}

function over(said: string): void {
  source?.close();
  turn += 1;
  now = undefined;
  draw();
  caption.textContent = said;
  line.textContent = "";
  document.body.classList.add("is-over");
}

function connect(): void {
  source = new EventSource(url);
  source.addEventListener("screen", (event) => {
    wait = 300;
    line.textContent = "";
    void show(JSON.parse((event as MessageEvent<string>).data) as CourtScreen);
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
  wait = Math.min(wait * 1.5, 1500);
  if (source || document.body.classList.contains("is-over")) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => undefined);
  if (answer?.status === 404) return over("Địa chỉ màn hình này không còn mở được.");
  if (!answer?.ok) return void reconnect();
  if (!source) connect();
}

addEventListener("resize", draw);
addEventListener("pagehide", () => source?.close());
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "f" && !event.ctrlKey) void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
});
document.addEventListener("dblclick", () => void document.documentElement.requestFullscreen());
connect();
