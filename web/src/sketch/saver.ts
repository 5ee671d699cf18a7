// The sketch is saved as it is drawn; what the server has not got yet stays on this machine and is sent again.
import { call, Refused } from "../http";
import type { Sketch } from "./contract";

export class Saver {
  private wait = 0;
  private isSending = false;
  private isWaiting = false;
  private isStopped = false;
  private readonly key: string;

  constructor(
    private readonly url: string,
    private readonly sketch: Sketch,
    private readonly tell: (words: string, isLate: boolean) => void,
  ) {
    this.key = `sketch:${url}`;
    addEventListener("beforeunload", (event) => {
      if (this.isWaiting && !this.isStopped) event.preventDefault();
    });
  }

  /** What an earlier visit could not send, if nobody has changed the sketch since. */
  kept(): Pick<Sketch, "title" | "content"> | undefined {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? "null") as { revision: number; title: string; content: Sketch["content"] } | null;
      return kept && kept.revision === this.sketch.revision ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  put(): void {
    this.isWaiting = true;
    this.keep();
    this.tell("Đang lưu…", false);
    this.later(600);
  }

  private keep(): void {
    const { revision, title, content } = this.sketch;
    try {
      localStorage.setItem(this.key, JSON.stringify({ revision, title, content }));
    } catch {
      // A full store of the browser: the sketch is still sent.
    }
  }

  private later(ms: number): void {
    clearTimeout(this.wait);
    this.wait = window.setTimeout(() => void this.send(), ms);
  }

  private async send(): Promise<void> {
    if (this.isStopped) return;
    if (this.isSending) return this.later(200);
    this.isSending = true;
    this.isWaiting = false;
    try {
      const { revision, title, content } = this.sketch;
      const kept = await call<{ revision: number }>("PUT", `${this.url}/content`, { revision, title, content });
      this.sketch.revision = kept.revision;
      if (this.isWaiting) this.keep();
      else localStorage.removeItem(this.key);
      this.tell(this.isWaiting ? "Đang lưu…" : "Đã lưu", false);
    } catch (error) {
      const refused = error as Refused;
      this.isWaiting = true;
      this.isStopped = refused.status === 409 || refused.status === 403 || refused.status === 404;
      this.tell(refused.message, true);
      if (refused.status === 0 || refused.status >= 500 || refused.status === 401) this.later(3000);
    } finally {
      this.isSending = false;
    }
  }
}
