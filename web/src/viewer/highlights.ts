import { call, Refused } from "../http";
import { Drafts } from "../shell/drafts";
import { toast } from "../shell/toasts";
import type { Highlight, Highlights as Listed, Marking, Rect } from "./contract";

/** Pages in one stretch, as the server cuts the file. */
const STRETCH = 100;
/** Fingers rest this long before what they typed is sent. */
const IDLE = 700;

/** The marks of the file as far as they have come, and what their author does with them. What is typed stays on this
 *  machine until the server has it, through errors, lost sessions and crashes. */
export class Highlights {
  /** Called with the page whose marks have come or changed. */
  onChange: (pages: string[]) => void = () => undefined;
  /** Called when a note was kept, or could not be. */
  onKept: (one: Highlight, said: string, late: boolean) => void = () => undefined;
  private readonly known = new Map<string, Highlight[]>();
  private readonly asked = new Map<number, Promise<void>>();
  private readonly queues = new Map<string, Promise<void>>();
  private readonly waiting = new Map<string, number>();
  private readonly retries = new Map<string, number>();

  constructor(readonly marking: Marking) {
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
    });
  }

  on(page: string): Highlight[] {
    return this.known.get(page) ?? [];
  }

  /** Makes sure that the marks around this place (from 0) have come. */
  load(at: number, anew = false): Promise<void> {
    const first = Math.floor(at / STRETCH) * STRETCH;
    const coming = anew ? undefined : this.asked.get(first);
    if (coming) return coming;
    const asking = call<Listed>("GET", `${this.marking.url}?page=${first + 1}`).then(
      ({ marks }) => this.take(first, marks),
      () => void this.asked.delete(first),
    );
    this.asked.set(first, asking);
    return asking;
  }

  private take(first: number, marks: Highlight[]): void {
    const pages = new Set(marks.map((one) => one.page));
    for (const [page, before] of this.known) {
      const no = before[0]?.no ?? 0;
      if (no <= first || no > first + STRETCH) continue;
      pages.add(page);
      this.known.delete(page);
    }
    for (const one of marks) this.known.set(one.page, [...this.on(one.page), one]);
    this.onChange([...pages]);
    const unsent = marks.filter((one) => one.mine && !this.waiting.has(one.id) && this.draft(one.id) !== undefined);
    if (unsent.length === 0) return;
    toast("info", "Đã khôi phục ghi chú gõ lần trước chưa kịp lưu.");
    for (const one of unsent) void this.save(one);
  }

  async add(page: string, rects: Rect[], kind: string): Promise<Highlight> {
    const made = await call<Highlight>("POST", this.marking.url, { page, rects, kind });
    this.known.set(page, [...this.on(page), made]);
    this.onChange([page]);
    return made;
  }

  /** What stands in the note here: what was typed last, sent or not. */
  noteOf(one: Highlight): string {
    return this.draft(one.id) ?? one.note;
  }

  private store(id: string): Drafts {
    return new Drafts(`mark.${id}`);
  }

  private draft(id: string): string | undefined {
    return this.store(id).read()?.fields.note?.value;
  }

  /** Somebody types. */
  type(one: Highlight, note: string): void {
    this.store(one.id).write(String(one.revision), new Map([["note", { value: note, source: "" }]]));
    this.later(one, IDLE);
  }

  private later(one: Highlight, wait: number): void {
    clearTimeout(this.waiting.get(one.id));
    this.waiting.set(one.id, window.setTimeout(() => void this.save(one), wait));
  }

  /** Sends what is still waiting now. */
  flush(): void {
    for (const id of this.waiting.keys()) {
      const one = [...this.known.values()].flat().find((known) => known.id === id);
      if (one) void this.save(one);
    }
  }

  private async save(one: Highlight): Promise<void> {
    clearTimeout(this.waiting.get(one.id));
    const note = this.draft(one.id);
    if (note === undefined) return void this.waiting.delete(one.id);
    try {
      if (note.trimEnd() !== one.note) await this.tell(one, "PUT", "", () => ({ revision: one.revision, note }));
      this.retries.delete(one.id);
      if (this.draft(one.id) === note) {
        this.store(one.id).write("", new Map());
        this.waiting.delete(one.id);
        this.onKept(one, `Đã lưu ${new Date().toTimeString().slice(0, 5)}`, false);
      } else this.later(one, IDLE);
    } catch (error) {
      this.late(one, error as Refused);
    }
  }

  private late(one: Highlight, error: Refused): void {
    const said = "Chưa lưu được – ghi chú được giữ trên máy này";
    this.onKept(one, said, true);
    if (error.status === 422) return toast("danger", error.message);
    if (error.status === 401) return toast("danger", error.message, { label: "Đăng nhập lại", href: `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}` });
    if (error.status === 409) return toast("danger", "Ghi chú này vừa được sửa ở cửa sổ khác. Nội dung đang gõ vẫn được giữ trên máy này.", { label: "Mở lại trang", href: location.href });
    if (error.status === 403 || error.status === 404) return toast("danger", error.message);
    const wait = Math.min(2 * (this.retries.get(one.id) ?? 1000), 30_000);
    this.retries.set(one.id, wait);
    this.later(one, wait);
  }

  /** Another kind, or the words as mended. */
  change(one: Highlight, to: { kind?: string; words?: string }): Promise<void> {
    return this.tell(one, "PUT", "", () => ({ revision: one.revision, ...to }));
  }

  share(one: Highlight, on: boolean): Promise<void> {
    return this.tell(one, on ? "PUT" : "DELETE", "/sharing");
  }

  async remove(one: Highlight): Promise<void> {
    // What is still being typed goes first, so that undo brings it back too.
    await this.save(one);
    await this.tell(one, "DELETE", "");
    this.known.set(one.page, this.on(one.page).filter((other) => other.id !== one.id));
    this.onChange([one.page]);
  }

  async restore(one: Highlight): Promise<void> {
    await this.tell(one, "PUT", "/place");
    this.known.set(one.page, [...this.on(one.page), one]);
    this.onChange([one.page]);
  }

  /** One thing after another for each mark, so that each knows the revision the one before has made. */
  private tell(one: Highlight, method: string, path: string, body?: () => unknown): Promise<void> {
    const before = this.queues.get(one.id) ?? Promise.resolve();
    const now = before.then(async () => {
      Object.assign(one, await call<Highlight>(method, `${this.marking.url}/${one.id}${path}`, body?.()));
      this.onChange([one.page]);
    });
    this.queues.set(one.id, now.catch(() => undefined));
    return now;
  }
}
