// One file on its way: announced, sent part by part, finished. A line that breaks is waited for; what has arrived is not sent twice.
import { Refused, call, csrf } from "../http";

export interface Outcome {
  name: string;
  is_taken: boolean;
  message: string;
  events: string;
  /** Where an act is recorded from it once it is read. */
  entry: string;
  pages: number;
  /** Other case files with the same file. */
  also?: { title: string; href: string }[];
}

interface Begun<T> {
  url: string;
  offset: number;
  part: number;
  /** It is not taken at all. */
  files?: T[];
}

/** How far a file is: the share that arrived, and whether its line is broken just now. */
export type Told = (share: number, isWaiting: boolean) => void;

const CHANGED = "Tệp trên máy bạn vừa được sửa, chuyển hoặc xóa nên không đọc tiếp được. Hãy chọn lại tệp.";
/** Faults of the server after which its sentence is shown; a line that is away is waited for as long as the page is open. */
const FAULTS_BORNE = 6;
/** Seconds between two tries. */
const PAUSES = [1, 2, 4, 8, 15];

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener("online", over);
      resolve();
    };
    const timer = setTimeout(over, seconds * 1000);
    addEventListener("online", over);
  });
}

/** Tries again while the line or the server is away; any other answer is an answer. */
async function patiently<T>(what: () => Promise<T>, waits: (isWaiting: boolean) => void): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      const done = await what();
      if (tried > 0) waits(false);
      return done;
    } catch (error) {
      const status = error instanceof Refused ? error.status : -1;
      const isAway = status === 0 || (status >= 500 && tried < FAULTS_BORNE);
      if (!isAway) throw error;
      waits(true);
      await pause(PAUSES[Math.min(tried, PAUSES.length - 1)]!);
    }
  }
}

async function sendPart(url: string, offset: number, part: Blob): Promise<number> {
  // A file that can no longer be read looks like a broken line to fetch.
  const bytes = await part.arrayBuffer().catch(() => {
    throw new Refused(400, CHANGED);
  });
  let answer: Response;
  try {
    answer = await fetch(`${url}/parts?offset=${offset}`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/octet-stream", "x-csrf-token": csrf() },
      body: bytes,
      credentials: "same-origin",
      redirect: "manual",
    });
  } catch {
    throw new Refused(0, "");
  }
  const read = (await answer.json().catch(() => ({}))) as { offset?: number; message?: string };
  if (!answer.ok || read.offset === undefined) throw new Refused(answer.status || 401, read.message ?? SESSION);
  return read.offset;
}

const SESSION = "Phiên làm việc đã hết. Hãy đăng nhập lại rồi chọn lại tệp; phần đã gửi vẫn còn.";

/** Sends a file to `start` and tells what became of it, or of each file in it. */
export async function send<T = Outcome>(start: string, file: File, told: Told): Promise<T[]> {
  let share = 0;
  const waits = (isWaiting: boolean) => told(share, isWaiting);
  const announced = { name: file.name, bytes: file.size, stamp: Math.floor(file.lastModified) };
  const begun = await patiently(() => call<Begun<T>>("POST", start, announced), waits);
  if (begun.files) return begun.files;
  let at = begun.offset;
  for (;;) {
    share = at / file.size;
    told(share, false);
    while (at < file.size) {
      const from = at;
      at = await patiently(() => sendPart(begun.url, from, file.slice(from, from + begun.part)), waits);
      share = at / file.size;
      told(share, false);
    }
    const done = await patiently(() => call<{ files?: T[]; offset?: number }>("POST", `${begun.url}/completion`, {}), waits);
    if (done.files) return done.files;
    at = done.offset ?? 0;
  }
}
