// The words of an exhibit: saved as they are typed; what the server has not got yet stays on the screen and is sent again.
import { el } from "../dom";
import { call, Refused } from "../http";
import { toast } from "../shell/toasts";
import type { Exhibit } from "./contract";

type Named = "title" | "purpose" | "person" | "question" | "expected" | "fallback";

const FIELDS: { name: Named; label: string; rows: number }[] = [
  { name: "title", label: "Tên tài liệu", rows: 1 },
  { name: "purpose", label: "Mục đích", rows: 2 },
  { name: "person", label: "Người liên quan", rows: 1 },
  { name: "question", label: "Câu hỏi", rows: 2 },
  { name: "expected", label: "Câu trả lời dự kiến", rows: 2 },
  { name: "fallback", label: "Phương án dự phòng", rows: 2 },
];

/** Where this browser keeps what the server has not acknowledged. */
const place = (url: string) => `courtroom ${url}`;

/** What was typed when the page, the browser or the program died: sent before anything is drawn. Answers whether there was any. */
export async function broughtBack(all: { url: string; revision: number }[]): Promise<boolean> {
  let isAny = false;
  for (const { url, revision } of all) {
    const left = localStorage.getItem(place(url));
    if (left === null) continue;
    try {
      await call("PUT", url, { ...(JSON.parse(left) as object), revision });
      localStorage.removeItem(place(url));
      isAny = true;
    } catch (error) {
      const refused = error as Refused;
      toast("warning", `Nội dung gõ lần trước chưa lưu được: ${refused.message}`);
      // What it was of is gone, or it cannot be so.
      if (refused.status === 404 || refused.status === 422) localStorage.removeItem(place(url));
    }
  }
  if (isAny) toast("good", "Đã lưu nội dung gõ dở lần trước.");
  return isAny;
}

/** Sends changes of one exhibit one after another, the newest last; this browser holds them until the server does. */
export class Saver {
  private readonly waiting: Record<string, unknown> = {};
  private static readonly busy = new Set<Saver>();
  private wait = 0;
  private sending: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private revision: number,
    private readonly tell: (words: string, isLate: boolean) => void,
  ) {}

  /** Once everything that was typed on this page is with the server, or was refused. */
  static async settled(): Promise<void> {
    for (const one of [...Saver.busy]) {
      clearTimeout(one.wait);
      await one.sending;
      await one.send();
    }
  }

  /** The revision the server has. */
  get seen(): number {
    return this.revision;
  }

  put(name: string, value: unknown, ms = 500): void {
    this.waiting[name] = value;
    this.hold();
    this.tell("Đang lưu…", false);
    this.later(ms);
  }

  private hold(): void {
    if (Object.keys(this.waiting).length === 0) localStorage.removeItem(place(this.url));
    else localStorage.setItem(place(this.url), JSON.stringify(this.waiting));
  }

  private later(ms: number): void {
    clearTimeout(this.wait);
    Saver.busy.add(this);
    this.wait = window.setTimeout(() => void this.send(), ms);
  }

  private async send(): Promise<void> {
    if (this.sending) return this.later(200);
    if (Object.keys(this.waiting).length > 0) {
      this.sending = this.sendNow();
      await this.sending;
      this.sending = undefined;
    }
    if (Object.keys(this.waiting).length === 0) Saver.busy.delete(this);
  }

  private async sendNow(): Promise<void> {
    const sent = { ...this.waiting };
    const names = Object.keys(sent);
    try {
      const kept = await call<{ revision: number }>("PUT", this.url, { ...sent, revision: this.revision });
      this.revision = kept.revision;
      for (const name of names) if (this.waiting[name] === sent[name]) delete this.waiting[name];
      this.hold();
      const left = Object.keys(this.waiting).length;
      this.tell(left ? "Đang lưu…" : "Đã lưu", false);
      if (left) this.later(200);
    } catch (error) {
      const refused = error as Refused;
      this.tell(refused.message, true);
      if (refused.status === 0 || refused.status >= 500) this.later(3000);
    }
  }
}

export function fields(one: Exhibit, mayEdit: boolean, saver: Saver): HTMLElement {
  const all = FIELDS.map(({ name, label, rows }) => {
    const id = `x-${one.id}-${name}`;
    const box = rows === 1 ? el("input", { class: "form-control", id, value: one[name], maxlength: 4000, readonly: !mayEdit }) : el("textarea", { class: "form-control", id, rows, maxlength: 4000, readonly: !mayEdit }, one[name]);
    box.addEventListener("input", () => {
      one[name] = box.value;
      saver.put(name, box.value);
    });
    return el("div", { class: `field show-${name}` }, el("label", { class: "form-label", for: id }, label), box);
  });
  const minutes = el("input", { class: "form-control", id: `x-${one.id}-plan`, type: "number", min: 0, max: 240, step: 0.5, value: one.planned_s / 60, readonly: !mayEdit });
  minutes.addEventListener("input", () => {
    const seconds = Math.round(Number(minutes.value) * 60);
    if (Number.isFinite(seconds) && seconds >= 0) saver.put("planned_s", (one.planned_s = seconds));
  });
  const choices: [Exhibit["statement"], string][] = [["", "Theo mục lục hồ sơ"], ["yes", "Là lời khai"], ["no", "Không phải lời khai"]];
  const statement = el("select", { class: "form-select", id: `x-${one.id}-statement`, disabled: !mayEdit }, ...choices.map(([value, words]) => el("option", { value, selected: value === one.statement }, words)));
  statement.addEventListener("change", () => saver.put("statement", statement.value, 0));
  all.push(el("div", { class: "field show-plan" }, el("label", { class: "form-label", for: minutes.id }, "Dự kiến (phút)"), minutes));
  all.push(el("div", { class: "field show-statement" }, el("label", { class: "form-label", for: statement.id }, "Lời khai (Đ.308)"), statement));
  return el("div", { class: "show-fields" }, ...all);
}
