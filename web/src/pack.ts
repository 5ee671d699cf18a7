// The page of a courtroom pack: one file that opens without network. The same script makes the prosecutor's page and the court's window.
import "../styles/pack.scss";
import "./pack/events";
import "./console";
import { PageBook } from "./courtroom/pages";
import { begun } from "./pack/begin";
import { court } from "./pack/court";
import { Desk } from "./pack/desk";
import { takenFrom } from "./pack/dom";
import { toldBy } from "./pack/events";
import { build } from "./pack/frame";
import { answeredBy } from "./pack/http";
import { Layout, read } from "./pack/inside";
import { bytesOf, sha256 } from "./pack/keys";
import { refused, unlocked } from "./pack/lock";
import { Room } from "./pack/room";
import { judged, told } from "./pack/signature";

const script = document.currentScript?.textContent ?? "";

async function start(): Promise<void> {
  // What follows in a large file is no page: it is read where it is needed.
  if (!document.querySelector('script[type="application/octet-stream"]')) window.stop();
  const { keys, vault, shelf, journals, lost, paper, words, isAgain } = await unlocked();
  const { pack, made_at } = vault.manifest;
  if (!(await alone(pack))) return refused("Gói này đang mở ở một cửa sổ khác của máy. Hãy dùng cửa sổ ấy.");
  const inside = await read(vault);
  const verdict = await judged(paper, await sha256(bytesOf(words)), inside.trusted, made_at);
  if (verdict.is === "broken") return refused(told(verdict).whole);
  const journal = await begun(inside, verdict, { journals, lost }, shelf, keys, pack);
  const isResumed = journals.includes(journal);
  const room = new Room(script, pack);
  const { kept, half } = await keys.halved(pack);
  await shelf.keep("half", kept);
  room.half = half;
  const desk = new Desk(inside, new Layout(inside), vault, journal, room);
  room.closed = () => void desk.wasClosed();
  room.opened = () => void desk.wasOpened();
  if (isResumed) await desk.resumed(isAgain);
  answeredBy((method, url, body) => desk.answer(method, url, body));
  toldBy((hear) => desk.listen(hear));
  takenFrom((address) => desk.url(address));
  PageBook.rests = 0;
  PageBook.prototype.preload = (page) => page && desk.warm(page.image);
  addEventListener("beforeunload", (event) => journal.isEnded || event.preventDefault());
  build(desk, journal, room, vault, verdict);
  document.dispatchEvent(new Event("kiemsat:added"));
}

/** One window at a time writes the log. */
function alone(pack: string): Promise<boolean> {
  return new Promise((answer) => {
    void navigator.locks.request(`kiemsat-pack-${pack}`, { ifAvailable: true }, (lock) => {
      answer(lock !== null);
      return lock ? new Promise(() => undefined) : undefined;
    });
  });
}

if (document.body.classList.contains("court")) court();
else void start();
