// Keeps every edit: at once in this browser, then on the server, one sending after another; what was not acknowledged is sent again.
import { call, Refused } from "../http";
import type { Change, MindMap } from "./contract";

interface Waiting extends Change {
  /** Why the server did not take it; not sent again until it is changed. */
  refused?: string;
}

export class Keeper {
  private readonly waiting = new Map<string, Waiting>();
  private timer = 0;
  private isSending = false;
  private isOneByOne = false;
  private readonly place: string;

  constructor(
    private readonly url: string,
    id: string,
    private readonly taken: (map: MindMap, conflicts: Change[]) => void,
    private readonly tell: (words: string, isLate: boolean) => void,
  ) {
    this.place = `mindmap ${id}`;
    try {
      const kept = JSON.parse(localStorage.getItem(this.place) ?? "[]") as Waiting[];
      for (const one of kept) this.waiting.set(one.key, one);
    } catch {
      localStorage.removeItem(this.place);
    }
    addEventListener("online", () => this.later(0));
    if (this.waiting.size) this.later(0);
  }

  /** What the server has not got yet, in the order it was made. */
  changes(): Change[] {
    return [...this.waiting.values()];
  }

  refusal(key: string): string | undefined {
    return this.waiting.get(key)?.refused;
  }

  put(change: Change, ms: number): void {
    const before = this.waiting.get(change.key);
    const whole: Waiting = { ...change, revision: before?.revision ?? change.revision };
    if (before?.leaves !== undefined && whole.leaves === undefined) whole.leaves = before.leaves;
    // The newest stands last: a node goes out behind the one it hangs on.
    this.waiting.delete(change.key);
    this.waiting.set(change.key, whole);
    this.keep();
    this.tell("Đang lưu…", false);
    this.later(ms);
  }

  /** Sends now. */
  flush(): void {
    if (this.waiting.size) this.later(0);
  }

  private keep(): void {
    if (this.waiting.size === 0) localStorage.removeItem(this.place);
    else localStorage.setItem(this.place, JSON.stringify([...this.waiting.values()]));
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), ms);
  }

  private async send(): Promise<void> {
    if (this.isSending) return this.later(150);
    let sent = [...this.waiting.values()].filter((one) => !one.refused);
    if (sent.length === 0) return this.said();
    if (this.isOneByOne) sent = sent.slice(0, 1);
    this.isSending = true;
    try {
      const changes = sent.map(({ key, revision, kept, leaves, confirm }) => ({ key, revision, kept, leaves: leaves ?? null, confirm: confirm ?? false }));
      const answer = await call<{ conflicts: string[]; map: MindMap }>("PUT", `${this.url}/nodes`, { changes });
      const now = new Map(answer.map.nodes.map((node) => [node.key, node.revision]));
      for (const one of sent) {
        const newer = this.waiting.get(one.key);
        if (newer === one) this.waiting.delete(one.key);
        else if (newer) newer.revision = now.get(one.key) ?? newer.revision;
      }
      this.isOneByOne = this.isOneByOne && this.waiting.size > 0;
      this.keep();
      this.taken(answer.map, sent.filter((one) => answer.conflicts.includes(one.key)));
      this.said();
      if (this.waiting.size) this.later(100);
    } catch (error) {
      this.failed(error as Refused, sent);
    } finally {
      this.isSending = false;
    }
  }

  private failed(refused: Refused, sent: Waiting[]): void {
    this.tell(refused.message, true);
    if (refused.status === 0 || refused.status === 401 || refused.status >= 500) return this.later(3000);
    // One of them is wrong: the others need not wait for it.
    if (sent.length > 1) {
      this.isOneByOne = true;
      return this.later(0);
    }
    const one = this.waiting.get(sent[0]!.key);
    if (one === sent[0] && one) one.refused = refused.message;
    this.keep();
    this.later(0);
  }

  private said(): void {
    const held = [...this.waiting.values()].find((one) => one.refused);
    if (held) this.tell(held.refused!, true);
    else if (this.waiting.size === 0) this.tell("Đã lưu", false);
  }
}
