// The prosecutor's console: list, notes, any page by its number; nothing reaches the court but by Enter, N or the button.
import { el, isTyping, onEach } from "./dom";
import { call, Refused } from "./http";
import { settled, toast } from "./shell/toasts";
import { Address, Mirror, Search, Spoken } from "./courtroom/aside";
import { asked } from "./courtroom/asked";
import type { Exhibit, Heard, PagePart, Part, Sheet, State } from "./courtroom/contract";
import { ask } from "./courtroom/dialog";
import { bare, drawing, pagesOnly, TOOLS, withBox, type Tool } from "./courtroom/draw";
import { notes } from "./courtroom/notes";
import { said, wanted } from "./courtroom/pad";
import { drawn, label, Listened, PageBook, partOf, sized } from "./courtroom/pages";
import { composed } from "./courtroom/picture";
import { Roll, titled, warnings } from "./courtroom/roll";
import { Tape, type Pressed } from "./courtroom/tape";

interface Draft {
  exhibit: Exhibit | undefined;
  parts: Part[];
  /** Something was drawn that the list does not hold. */
  isDrawn: boolean;
}

/** The server says every second that it is there. */
const SILENT_MS = 2500;
/** What was released is drawn here after the court has it. */
const COURT_FIRST_MS = 120;

class Console {
  private readonly book: PageBook;
  private readonly roll: Roll;
  private readonly mirror = new Mirror();
  private readonly listened = new Listened();
  private readonly tape = new Tape((pressed) => void this.play(pressed));
  private readonly address: Address;
  private readonly spoken: Spoken;
  private readonly search: Search;
  private readonly stage = el("div", { class: "console-stage", tabindex: 0, role: "group", "aria-label": "Xem trước: chưa đưa lên" });
  private readonly head = el("p", { class: "console-head" });
  private readonly about = el("dl", { class: "console-about" });
  private readonly pad = el("output", { class: "console-pad", hidden: true });
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private draft: Draft = { exhibit: undefined, parts: [], isDrawn: false };
  private tool: Tool | undefined;
  private typed = "";
  private forget = 0;
  private reflecting = 0;
  private finding = 0;
  private turn: Promise<unknown> = Promise.resolve();
  private isLeaving = false;
  private since = performance.now();

  constructor(
    private readonly root: HTMLElement,
    private readonly sheet: Sheet,
    private state: State,
  ) {
    this.book = new PageBook(sheet.pages);
    this.roll = new Roll(sheet.exhibits, sheet.phases, sheet.rule, (one) => this.choose(one));
    this.address = new Address(sheet.href, (heard) => this.hear(heard));
    const people = [...new Set(sheet.exhibits.map((one) => one.person).filter((name) => name))];
    this.spoken = new Spoken(sheet.href, sheet.rule, people, (heard) => this.hear(heard));
    this.search = new Search(sheet.search, (hit) => void this.look([{ id: hit.page, lights: hit.rects ?? [] }]));
    this.build();
    this.listen();
    this.take(state);
    const shown = sheet.exhibits.find((one) => one.id === state.exhibit);
    const first = shown ?? this.roll.order[0];
    if (first) this.choose(first);
  }

  private button(id: string, name: string, key: string, act: () => void, cls = "btn"): HTMLButtonElement {
    const button = el("button", { type: "button", class: cls }, name, " ", el("kbd", {}, key));
    button.addEventListener("click", () => {
      act();
      this.stage.focus({ preventScroll: true });
    });
    this.buttons.set(id, button);
    return button;
  }

  private build(): void {
    const main = [
      this.button("release", "Đưa lên", "Enter", () => void this.release(), "btn btn-primary"),
      this.button("next", "Xem tiếp", "→", () => this.step(1)),
      this.button("show-next", "Đưa mục tiếp", "N", () => this.releaseNext()),
      this.button("step", "Bước tiếp", "S", () => void this.reveal()),
      this.button("blank", "Tắt màn", "B", () => void this.blank()),
      this.button("hold", "Giữ màn", "F", () => void this.hold()),
    ];
    const tools = TOOLS.map(({ tool, key, name }) => this.button(tool, name, key, () => this.arm(tool), "btn btn-sm"));
    tools.push(this.button("clear", "Bỏ vẽ", "X", () => this.clear(), "btn btn-sm"));
    const work = el(
      "section",
      { class: "console-work", "aria-label": "Chuẩn bị đưa lên" },
      el("div", { class: "console-bar", role: "toolbar", "aria-label": "Điều khiển màn hình phiên tòa" }, ...main),
      this.tape.element,
      this.head,
      this.stage,
      el("div", { class: "console-tools", role: "toolbar", "aria-label": "Vẽ trên trang" }, ...tools, el("span", { class: "muted console-hint" }, "Gõ số bút lục rồi Enter. 127+45: cạnh nhau. 5*: trang 5.")),
      this.about,
    );
    const side = el("aside", { class: "console-side", "aria-label": "Màn hình phiên tòa và ghi chú" }, this.mirror.element, asked(this.sheet.outline, this.sheet.outline_href, (id) => this.chooseById(id)), this.search.element, this.spoken.element, notes(`${this.sheet.href}/notes`), this.address.element);
    this.root.replaceChildren(this.roll.element, work, side, this.pad);
    new ResizeObserver(() => this.draw()).observe(this.stage);
  }

  private listen(): void {
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("submit", () => (this.isLeaving = true));
    // The contents of a pack name a page.
    this.root.addEventListener("kiemsat:look", (event) => {
      void this.book.no((event as CustomEvent<{ no: number }>).detail.no).then((page) => page && this.look([{ id: page.id }]));
    });
    this.events();
    setInterval(() => this.tick(), 1000);
  }

  private events(): void {
    const source = new EventSource(`${this.sheet.href}/events`);
    let last = performance.now();
    const heard = () => (last = performance.now());
    source.addEventListener("state", (event) => {
      heard();
      this.take(JSON.parse((event as MessageEvent<string>).data) as State);
    });
    source.addEventListener("alive", heard);
    source.addEventListener("open", () => this.root.classList.remove("is-cut"));
    // The browser's own patience is too long for a trial, and a line can be cut without a word.
    const cut = () => {
      if (source.readyState === EventSource.CLOSED && watch === 0) return;
      clearInterval(watch);
      watch = 0;
      source.close();
      this.root.classList.add("is-cut");
      if (!this.state.is_over) setTimeout(() => this.events(), 500);
    };
    let watch = window.setInterval(() => performance.now() - last > SILENT_MS && cut(), 300);
    source.addEventListener("error", cut);
    addEventListener("offline", cut, { once: true });
    addEventListener("pagehide", () => source.close());
  }

  /** What the court sees now, as the server says it. An older word than the last one is passed over. */
  private take(state: State): void {
    if (state.version < this.state.version) return;
    this.state = state;
    this.since = performance.now();
    // Whoever ends the session here is led there by the answer, with its word.
    if (state.is_over && !this.isLeaving) location.href = `${this.sheet.href}/report`;
    const cleared = new Set(state.cleared.map((one) => one.person.trim().toLowerCase()));
    this.roll.mark(this.draft.exhibit?.id, state.is_blank ? null : state.exhibit, cleared);
    this.address.show(state);
    this.spoken.show(state);
    this.tape.show(state);
    this.buttons.get("step")!.hidden = this.nextStep() === undefined;
    this.press("blank", state.is_blank && state.parts.length > 0, state.is_blank && state.parts.length > 0 ? "Hiện lại" : "Tắt màn");
    this.press("hold", state.is_frozen, state.is_frozen ? "Thôi giữ" : "Giữ màn");
    this.root.classList.toggle("is-held", state.is_frozen);
    this.tick();
    this.reflect();
  }

  private press(id: string, isOn: boolean, name: string): void {
    const button = this.buttons.get(id)!;
    button.setAttribute("aria-pressed", String(isOn));
    button.firstChild!.textContent = name;
  }

  /** The court comes first: what this machine draws for itself waits until the court's screen, which may hang on it too, has drawn. */
  private reflect(): void {
    this.mirror.say(this.state);
    clearTimeout(this.reflecting);
    this.reflecting = window.setTimeout(() => this.mirror.show({ ...this.state, now_ms: this.state.now_ms + (performance.now() - this.since) }), COURT_FIRST_MS);
  }

  private tick(): void {
    const used = { ...this.state.used };
    const shown = this.state.exhibit;
    if (shown && !this.state.is_blank) used[shown] = (used[shown] ?? 0) + Math.floor((performance.now() - this.since) / 1000);
    this.roll.times(used);
  }

  private chooseById(id: string): void {
    const one = this.roll.order.find((one) => one.id === id);
    if (one) this.choose(one);
    else toast("warning", "Mục này không còn trong danh mục của phiên. Tải lại trang để thấy danh mục mới.");
  }

  private choose(one: Exhibit): void {
    this.listened.quiet();
    this.arm(undefined);
    this.draft = { exhibit: one, parts: one.parts, isDrawn: false };
    this.mark();
    const order = this.roll.order;
    const at = order.indexOf(one);
    void sized(one.parts).then(() => this.draft.exhibit === one && this.draw());
    for (const near of order.slice(at, at + 4)) for (const part of near.parts) if (part.kind === "page" && part.image) void this.book.page(part.page).then((page) => this.book.preload(page), () => undefined);
  }

  private mark(): void {
    const cleared = new Set(this.state.cleared.map((one) => one.person.trim().toLowerCase()));
    this.roll.mark(this.draft.exhibit?.id, this.state.is_blank ? null : this.state.exhibit, cleared);
    this.draw();
  }

  /** Looks at pages without releasing them. */
  private async look(pages: { id: string; lights?: PagePart["lights"] }[]): Promise<void> {
    const parts: PagePart[] = [];
    for (const { id, lights } of pages) {
      const page = await this.book.page(id);
      if (page) parts.push({ ...partOf(page), lights: lights ?? [] });
    }
    this.draft = { exhibit: undefined, parts, isDrawn: true };
    this.arm(undefined);
    this.mark();
    this.stage.focus({ preventScroll: true });
  }

  private draw(): void {
    const { exhibit, parts, isDrawn } = this.draft;
    const box = this.stage.getBoundingClientRect();
    const room: [number, number] = [Math.max(box.width - 24, 60), Math.max(box.height - 24, 60)];
    const words = parts.map((part) => part.label).join(", ");
    const title = exhibit ? titled(exhibit) : "";
    this.head.replaceChildren(el("b", {}, words || "Chưa chọn trang"), title ? ` ${title}` : "", isDrawn && exhibit ? el("span", { class: "badge-soft tone-info" }, "Đã vẽ thêm") : "");
    if (exhibit) {
      const isCleared = this.state.cleared.some((one) => one.person.trim().toLowerCase() === exhibit.person.trim().toLowerCase());
      this.head.append(...warnings(exhibit, this.sheet.rule, isCleared));
    }
    const said: [string, string][] = exhibit ? [["Mục đích", exhibit.purpose], ["Người liên quan", exhibit.person], ["Câu hỏi", exhibit.question], ["Trả lời dự kiến", exhibit.expected], ["Dự phòng", exhibit.fallback]] : [];
    this.about.replaceChildren(...said.filter(([, text]) => text).map(([name, text]) => el("div", {}, el("dt", {}, name), el("dd", {}, text))));
    if (parts.length === 0) {
      this.stage.replaceChildren(el("p", { class: "muted" }, "Chọn một mục, hoặc gõ số bút lục."));
      return;
    }
    const [tool, pages] = [this.tool, pagesOnly(parts)];
    const listened = new Map(parts.map((part) => [part.kind === "media" ? part.src : "", this.listened.element(part)]));
    this.stage.replaceChildren(tool && pages ? drawing(pages, tool, ...room, (at, rect) => this.drew(at, tool, rect)) : composed(parts.map((part) => drawn(part)), ...room, (src) => listened.get(src)));
  }

  private drew(at: number, tool: Tool, rect: [number, number, number, number]): void {
    const parts = this.draft.parts.map((part, n) => (n === at && part.kind === "page" ? withBox(part, tool, rect) : part));
    this.draft = { ...this.draft, parts, isDrawn: true };
    if (tool !== "light") this.arm(undefined);
    this.draw();
  }

  private arm(tool: Tool | undefined): void {
    if (tool && !pagesOnly(this.draft.parts)) return toast("info", "Chỉ vẽ được trên trang hồ sơ.");
    this.tool = this.tool === tool ? undefined : tool;
    for (const one of TOOLS) this.buttons.get(one.tool)?.setAttribute("aria-pressed", String(one.tool === this.tool));
    this.draw();
  }

  private clear(): void {
    if (!pagesOnly(this.draft.parts)) return;
    this.draft = { ...this.draft, parts: bare(this.draft.parts), isDrawn: true };
    this.draw();
  }

  private step(by: number): void {
    const next = this.roll.next(this.draft.exhibit?.id, by);
    if (next) this.choose(next);
    else toast("info", by > 0 ? "Đã tới mục cuối của danh mục." : "Đây là mục đầu của danh mục.");
  }

  /** What stands in the preview, if it is not on the screen yet; else the one after it. */
  private releaseNext(): void {
    const isThere = this.draft.exhibit?.id === this.state.exhibit && !this.state.is_blank;
    if (isThere) this.step(1);
    void this.release();
  }

  private async release(): Promise<void> {
    const pages = this.typed ? wanted(this.typed) : undefined;
    if (this.typed && !pages) return;
    const { exhibit, parts, isDrawn } = this.draft;
    const phase = exhibit?.phase ?? this.sheet.phases[1]?.value ?? "";
    const drawnParts = (pagesOnly(parts) ?? []).map(({ page, rect, look, lights }) => ({ page, rect, look, lights }));
    this.listened.quiet();
    const body = pages ? { parts: pages, phase } : { exhibit: exhibit?.id, parts: exhibit && !isDrawn ? [] : drawnParts, phase };
    if (!pages && parts.length === 0) return;
    this.type("");
    const heard = await this.send("POST", "release", () => body);
    if (heard && pages) setTimeout(() => void this.look(this.state.parts.flatMap((part) => (part.kind === "page" ? [{ id: part.page }] : []))), COURT_FIRST_MS);
  }

  /** What comes after what stands on the screen: the next piece of the law, the next step of a diagram, the whole again behind the last. */
  private nextStep(): number | null | undefined {
    if (this.state.is_blank || !this.state.exhibit) return undefined;
    for (const part of this.state.parts) {
      if (part.kind === "law" && part.steps > 1) return (part.step + 1) % part.steps;
      if (part.kind === "drawing" && part.steps > 1) {
        const next = part.step === null ? 1 : part.step + 1;
        return next > part.steps ? null : next;
      }
    }
    return undefined;
  }

  private async reveal(): Promise<void> {
    const step = this.nextStep();
    if (step === undefined) return toast("info", "Mục đang hiện không có bước tiếp.");
    await this.send("POST", "release", () => ({ exhibit: this.state.exhibit, step }));
  }

  private async play(pressed: Pressed): Promise<void> {
    await this.send("PUT", "play", () => pressed);
  }

  /** One after the other, each with what it says when its turn comes: a key pressed while another is on its way is not lost. */
  private send(method: string, what: string, body: () => object): Promise<boolean> {
    const sent = this.turn.then(() => this.sendNow(method, what, body()));
    this.turn = sent;
    return sent;
  }

  private async sendNow(method: string, what: string, body: object): Promise<boolean> {
    try {
      let heard = await call<Heard>(method, `${this.sheet.href}/${what}`, body);
      if (heard.asks) {
        const ground = await ask(heard.asks.sentence, heard.asks.kind === "statement");
        if (ground === null) return false;
        heard = await call<Heard>(method, `${this.sheet.href}/${what}`, { ...body, confirmed: true, ground });
      }
      return this.hear(heard);
    } catch (error) {
      toast("danger", (error as Refused).message);
      return false;
    }
  }

  private hear(heard: Heard): boolean {
    if (heard.state) {
      settled();
      this.take(heard.state);
    }
    return !!heard.state;
  }

  private async blank(): Promise<void> {
    const isDark = (): boolean => this.state.is_blank && this.state.parts.length > 0;
    await this.send("PUT", "blank", () => ({ on: !isDark() }));
  }

  private async hold(): Promise<void> {
    await this.send("PUT", "hold", () => ({ on: !this.state.is_frozen }));
  }

  /** The number as it grows; its picture is fetched when the fingers rest. */
  private type(typed: string): void {
    this.typed = typed;
    clearTimeout(this.forget);
    clearTimeout(this.finding);
    this.pad.hidden = typed === "";
    this.pad.textContent = typed ? `${said(typed)} – Enter đưa lên, P xem trước, Esc bỏ` : "";
    if (!typed) return;
    this.forget = window.setTimeout(() => this.type(""), 8000);
    this.finding = window.setTimeout(() => {
      for (const one of wanted(typed) ?? []) void this.find(one).then((page) => this.typed === typed && this.book.preload(page), () => undefined);
    }, PageBook.rests);
  }

  private find(one: { bl?: string; no?: number }) {
    return one.bl ? this.book.bl(one.bl) : this.book.no(one.no ?? 0);
  }

  private async peek(): Promise<void> {
    const pages = wanted(this.typed);
    this.type("");
    const found = await Promise.all((pages ?? []).map((one) => this.find(one)));
    const there = found.filter((page) => page !== undefined);
    if (there.length === 0) return toast("warning", "Hồ sơ số hóa chưa có trang này.");
    await this.look(there.map((page) => ({ id: page.id })));
    toast("info", `Xem trước ${there.map(label).join(", ")}. Bấm Enter để đưa lên.`);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (isTyping(event)) return;
    const { key } = event;
    const isPad = /^[0-9]$/.test(key) || (this.typed !== "" && (key === "+" || key === "*" || key === "a"));
    const acts: Record<string, () => void> = {
      Enter: () => void this.release(),
      Escape: () => (this.typed ? this.type("") : this.arm(undefined)),
      Backspace: () => this.type(this.typed.slice(0, -1)),
      ArrowRight: () => this.step(1),
      ArrowDown: () => this.step(1),
      PageDown: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      ArrowUp: () => this.step(-1),
      PageUp: () => this.step(-1),
      n: () => this.releaseNext(),
      b: () => void this.blank(),
      f: () => void this.hold(),
      p: () => (this.typed ? void this.peek() : undefined),
      x: () => this.clear(),
      s: () => void this.reveal(),
      " ": () => this.tape.toggle(),
      ",": () => this.tape.jump(-5000),
      ".": () => this.tape.jump(5000),
      "/": () => this.search.input.focus(),
      ...Object.fromEntries(TOOLS.map(({ tool, key: letter }) => [letter.toLowerCase(), () => this.arm(tool)])),
    };
    const act = isPad ? () => this.type(this.typed + key) : acts[key.length === 1 ? key.toLowerCase() : key];
    if (!act) return;
    const target = event.target as HTMLElement;
    if ((key === "Enter" || key === " ") && this.typed === "" && target.closest("button, a, summary")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}

onEach<HTMLElement>("[data-console]", (root) => {
  call<Sheet>("GET", `${root.dataset.console}/sheet`).then(
    (sheet) => void new Console(root, sheet, sheet.state),
    (error: Refused) => root.replaceChildren(el("p", { class: "viewer-wait" }, error.message)),
  );
});
