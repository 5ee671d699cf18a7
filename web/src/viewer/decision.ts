import { el, icon } from "../dom";
import { call } from "../http";
import writing from "tabler-outline/writing.svg?raw";
import type { Begins, Page } from "./contract";

/** A page that is turned past is not asked about. */
const REST = 300;

/** "Ghi từ trang này": on a page that begins a decision, the way to the form of its act. */
export class Decision {
  readonly button: HTMLAnchorElement;
  private readonly known = new Map<string, Begins | null>();
  private readonly words = el("span", {});
  private page: Page | undefined;
  private resting = 0;

  constructor(private readonly url: string | null) {
    this.button = el("a", { class: "bar-record", hidden: true, "aria-keyshortcuts": "E" }, icon(writing), this.words);
  }

  /** The page in view has changed. */
  show(page: Page | undefined): void {
    this.page = page;
    clearTimeout(this.resting);
    this.put(page ? this.known.get(page.id) : undefined);
    if (!page || !this.url || page.status !== "ready" || page.blank || this.known.has(page.id)) return;
    this.resting = window.setTimeout(() => void this.ask(page), REST);
  }

  /** The key: opens the form, or says why there is none. */
  open(): string {
    if (this.button.hidden) return this.url ? "Trang này không mở đầu một quyết định, lệnh mà máy nhận ra." : "";
    this.button.click();
    return "";
  }

  private async ask(page: Page): Promise<void> {
    const begins = await call<Begins | null>("GET", this.url!.replace("{page}", page.id)).catch(() => undefined);
    if (begins === undefined) return;
    this.known.set(page.id, begins);
    if (this.page?.id === page.id) this.put(begins);
  }

  private put(begins: Begins | null | undefined): void {
    this.button.hidden = !begins;
    if (!begins) return;
    this.button.href = begins.href;
    this.button.title = `Ghi từ trang này: ${begins.act} (E)`;
    this.words.textContent = "Ghi từ trang này";
  }
}
