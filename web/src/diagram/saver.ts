// What is typed about a part: sent after a rest of the fingers, one after another; what the server refuses stays in its field.
import { call, Refused } from "../http";
import type { Diagram } from "./contract";

export class Saver {
  private waiting: Record<string, unknown> = {};
  private wait = 0;
  private isSending = false;
  private isRefused = false;

  constructor(
    private readonly url: string,
    private readonly id: string,
    private revision: number,
    private readonly tell: (words: string, isLate: boolean) => void,
    private readonly take: (diagram: Diagram) => void,
  ) {
    addEventListener("beforeunload", this.warn);
  }

  /** The revision the screen has seen from elsewhere. */
  see(revision: number): void {
    this.revision = Math.max(this.revision, revision);
  }

  /** Whether something typed is not kept yet: it waits, or was refused and stands in its field. */
  get isBusy(): boolean {
    return this.isRefused || Object.keys(this.waiting).length > 0;
  }

  put(name: string, value: unknown, ms = 600): void {
    this.waiting[name] = value;
    this.tell("Đang lưu…", false);
    this.later(ms);
  }

  /** Sends what waits; nothing is lost when another part is chosen. */
  close(): void {
    removeEventListener("beforeunload", this.warn);
    if (Object.keys(this.waiting).length > 0) this.later(0);
  }

  private readonly warn = (event: Event) => {
    if (this.isSending || Object.keys(this.waiting).length > 0) event.preventDefault();
  };

  private later(ms: number): void {
    clearTimeout(this.wait);
    this.wait = window.setTimeout(() => void this.send(), ms);
  }

  private async send(): Promise<void> {
    if (this.isSending) return this.later(200);
    const names = Object.keys(this.waiting);
    if (names.length === 0) return;
    const sent = { ...this.waiting };
    this.isSending = true;
    try {
      const diagram = await call<Diagram>("PUT", this.url, { ...sent, revision: this.revision });
      this.isRefused = false;
      this.see(diagram.parts.find((part) => part.id === this.id)?.revision ?? this.revision + 1);
      for (const name of names) if (this.waiting[name] === sent[name]) delete this.waiting[name];
      const left = Object.keys(this.waiting).length;
      this.tell(left ? "Đang lưu…" : "Đã lưu", false);
      this.take(diagram);
      if (left) this.later(200);
    } catch (error) {
      const refused = error as Refused;
      this.tell(refused.message, true);
      if (refused.status === 0 || refused.status >= 500) this.later(3000);
      // A refused value waits for the person; the others do not wait with it.
      else {
        this.isRefused = true;
        for (const name of names) if (this.waiting[name] === sent[name]) delete this.waiting[name];
      }
    } finally {
      this.isSending = false;
    }
  }
}
