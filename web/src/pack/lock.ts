// Before a pack opens: its last day, the file where it is a large one, the pass phrase. Everything that goes wrong is a sentence.
import { el } from "../dom";
import { carried, Journal, Shelf } from "./journal";
import { Keys } from "./keys";
import { keptHalf } from "./room";
import { taken } from "./taking";
import { InFile, InPage, type Manifest, type Seal, type Source, Vault } from "./vault";

export interface Opened {
  keys: Keys;
  vault: Vault;
  shelf: Shelf;
  journals: Journal[];
  /** Logs that this browser keeps and of which no line can be read. */
  lost: number;
  /** The signed sheet in base64; and the manifest as it stands, which it names. */
  paper: string;
  words: string;
  /** Opened by what the court's window kept: the page was loaded anew. */
  isAgain: boolean;
}

const dayOf = (ms: number): string => {
  const day = new Date(ms);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
};

export const vietnamese = (day: string): string => day.split("-").reverse().join("/");

/** Clocks run apart a little. */
const APART = 5 * 60_000;

/** Why a pack does not open on this machine now; empty when it does. */
export function overdue(manifest: Manifest, seen: number, now: number): string {
  const known = Math.max(seen, manifest.made_at);
  if (dayOf(Math.max(now, known)) > manifest.expires_on) return `Gói này chỉ mở được đến hết ngày ${vietnamese(manifest.expires_on)}. Hãy lập gói mới.`;
  return "";
}

/** Whether the clock runs behind what is known to have passed. */
export function isSetBack(manifest: Manifest, seen: number, now: number): boolean {
  return now + APART < Math.max(seen, manifest.made_at);
}

function text(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}

export async function unlocked(): Promise<Opened> {
  const words = text("pack-manifest");
  const manifest = JSON.parse(words) as Manifest;
  const seal = JSON.parse(text("pack-seal")) as Seal;
  // The data of a large pack follow: they are not for the parser.
  const inside = seal.is_inline ? new InPage() : undefined;
  const shelf = await Shelf.open(manifest.pack);
  const seen = (await shelf.fact<number>("seen")) ?? 0;
  const why = overdue(manifest, seen, Date.now());
  if (why) return over(why, shelf, manifest.pack);
  const said = isSetBack(manifest, seen, Date.now()) ? "Đồng hồ của máy đang chạy lùi so với lần dùng trước. Hãy chỉnh lại giờ; nhật ký ghi việc này." : "";
  const again = await reopened(manifest, shelf);
  const { keys, source } = again && inside ? { keys: again, source: inside } : await asked(manifest, seal, words, inside, again, said);
  const isLoose = !(await keys.isStamped(words, seal.stamp));
  if (isLoose) return refused("Bản kê của gói đã bị sửa. Không dùng tệp này; hãy lấy lại gói từ hệ thống.");
  const { journals, lost } = await Journal.all(shelf, keys, manifest.pack);
  const last = Math.max(0, ...journals.map((one) => one.last));
  const late = overdue(manifest, last, Date.now());
  if (late) return over(late, shelf, manifest.pack);
  return { keys, vault: new Vault(manifest, source, keys), shelf, journals, lost, paper: seal.paper, words, isAgain: again !== undefined };
}

/** The keys by the half that the court's window kept, when this page was only loaded anew. */
async function reopened(manifest: Manifest, shelf: Shelf): Promise<Keys | undefined> {
  const kept = await shelf.fact<Uint8Array<ArrayBuffer>>("half");
  if (!kept) return undefined;
  const half = await keptHalf(manifest.pack);
  return half && Keys.joined(kept, half, manifest.pack);
}

function frame(...children: (Node | string)[]): void {
  document.body.replaceChildren(el("main", { class: "pack-lock" }, el("h1", {}, "Gói phiên tòa"), ...children));
}

/** The last day has passed: nothing of the pack opens, and what this machine noted of its sessions can still be carried home. */
async function over(sentence: string, shelf: Shelf, pack: string): Promise<never> {
  const logs = await carried(shelf, pack);
  if (logs.length === 0) return refused(sentence);
  const keys = logs.map((log) => {
    const take = el("button", { type: "button", class: "btn" }, logs.length === 1 ? "Lấy nhật ký" : `Lấy nhật ký ${log.session.slice(0, 8)}`);
    take.addEventListener("click", () => void taken(log, pack));
    return take;
  });
  const kept = el("p", {}, `Trên máy này còn nhật ký của ${logs.length} phiên, vẫn lấy ra nhập vào vụ án được.`);
  return refused(sentence, kept, el("p", { class: "pack-keys" }, ...keys), el("div", { class: "toasts", "data-toasts": true, "aria-live": "polite" }));
}

/** A sentence, and nothing more can be done here. */
export function refused(sentence: string, ...more: HTMLElement[]): Promise<never> {
  frame(el("p", { class: "pack-refused", role: "alert" }, sentence), ...more);
  return new Promise(() => undefined);
}

function asked(manifest: Manifest, seal: Seal, words: string, inside: Source | undefined, again: Keys | undefined, notice: string): Promise<{ keys: Keys; source: Source }> {
  return new Promise((answer) => {
    const phrase = el("input", { class: "form-control", type: "password", id: "pack-phrase", autocomplete: "off", required: !again, "aria-describedby": "pack-said" });
    const file = el("input", { class: "form-control", type: "file", id: "pack-file", accept: ".html,text/html", required: true });
    const shown = el("input", { class: "form-check-input", type: "checkbox", id: "pack-shown" });
    shown.addEventListener("change", () => (phrase.type = shown.checked ? "text" : "password"));
    const said = el("p", { class: "pack-said", id: "pack-said", role: "alert" }, notice);
    const button = el("button", { class: "btn btn-primary" }, "Mở gói");
    const name = decodeURIComponent(location.pathname.split("/").pop() ?? "");
    const form = el("form", { class: "pack-form" });
    if (!inside) form.append(el("label", { class: "form-label", for: "pack-file" }, "Chọn lại chính tệp này"), file, el("p", { class: "muted" }, `Gói lớn nên trang chỉ đọc từng phần của tệp ${name}.`));
    if (!again) form.append(el("label", { class: "form-label", for: "pack-phrase" }, "Mật khẩu mở gói"), phrase, el("label", { class: "form-check" }, shown, el("span", { class: "form-check-label" }, "Hiện mật khẩu")));
    form.append(said, button);
    const fail = (sentence: string): void => {
      said.textContent = sentence;
      button.disabled = false;
      (again ? file : phrase).focus();
    };
    const open = async (): Promise<void> => {
      const source = inside ?? (await chosen(file.files?.[0], seal, words));
      if (!source) return fail("Tệp vừa chọn không phải chính tệp gói này.");
      const keys = again ?? (await Keys.unlock(manifest.opening, phrase.value, manifest.pack));
      if (!keys) return fail("Mật khẩu không đúng. Chữ hoa, chữ thường, dấu cách, gạch nối không phân biệt; dấu tiếng Việt có phân biệt.");
      answer({ keys, source });
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      button.disabled = true;
      said.textContent = "Đang mở…";
      open().catch(() => fail("Không đọc được tệp. Hãy chép gói vào máy rồi mở lại."));
    });
    frame(el("p", {}, `Mở được đến hết ngày ${vietnamese(manifest.expires_on)}. Không cần mạng.`), form, el("p", { class: "muted tabular" }, `Mã gói ${manifest.pack}`));
    (inside ? phrase : file).focus();
  });
}

/** The chosen file, if it is this one: its manifest is the same. */
async function chosen(file: File | undefined, seal: Seal, words: string): Promise<Source | undefined> {
  if (!file || file.size <= seal.bytes) return undefined;
  const head = await file.slice(0, file.size - seal.bytes).text();
  return head.includes(words) ? new InFile(file, seal.bytes) : undefined;
}
