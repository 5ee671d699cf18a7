// Stands in for the line by which a server tells of changes: the page tells itself.
import type { State } from "../courtroom/contract";

let listen: ((hear: (state: State) => void) => void) | undefined;

/** Who tells from now on. */
export function toldBy(one: (hear: (state: State) => void) => void): void {
  listen = one;
}

/** The console takes a line that is silent for longer as cut. */
const ALIVE = 1000;

class InPage extends EventTarget {
  static readonly CLOSED = 2;
  readonly readyState = 1;

  constructor() {
    super();
    setInterval(() => this.dispatchEvent(new Event("alive")), ALIVE);
    queueMicrotask(() => {
      this.dispatchEvent(new Event("open"));
      listen?.((state) => this.dispatchEvent(new MessageEvent("state", { data: JSON.stringify(state) })));
    });
  }

  close(): void {
    // Nothing was opened.
  }
}

globalThis.EventSource = InPage as unknown as typeof EventSource;
