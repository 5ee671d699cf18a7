// The show list: exhibits by phase, added by typing a leaf, from excerpts and documents; ordered by hand; saved as typed.
import { el, onEach } from "./dom";
import { call, Refused } from "./http";
import { toast } from "./shell/toasts";
import type { Exhibit, List, Part, Sources } from "./courtroom/contract";
import { drawing, TOOLS, withBox, type Tool } from "./courtroom/draw";
import { fields, Saver } from "./courtroom/fields";
import { drawn } from "./courtroom/pages";
import { composed } from "./courtroom/picture";
import { minutes, warnings } from "./courtroom/roll";

class ShowList {
  private readonly body = el("div", { class: "show-phases" });
  private readonly sums = el("p", { class: "muted show-sums tabular" });
  private readonly opened = new Set<string>();
  private sources: Sources | undefined;

  constructor(
    private readonly root: HTMLElement,
    private list: List,
  ) {
    root.replaceChildren(this.sums, this.body);
    this.draw();
  }

  private take(list: List): void {
    this.list = list;
    this.draw();
  }

  private async change(act: Promise<List | { added: string[]; list: List }>, focus?: string): Promise<void> {
    try {
      const answer = await act;
      const isAdded = "added" in answer;
      this.take(isAdded ? answer.list : answer);
      const id = isAdded ? answer.added[0] : focus;
      if (id) this.root.querySelector<HTMLElement>(`[data-exhibit="${id}"] .show-head`)?.focus();
      if (isAdded) toast("good", answer.added.length === 1 ? "Đã thêm một mục." : `Đã thêm ${answer.added.length} mục.`);
    } catch (error) {
      toast("warning", (error as Refused).message);
    }
  }

  private draw(): void {
    const { exhibits, phases } = this.list;
    this.sums.textContent = `${exhibits.length} mục · dự kiến ${this.list.planned} · lần tập gần nhất ${this.list.used}`;
    let n = 0;
    const sections = phases.map((phase) => {
      const mine = exhibits.filter((one) => one.phase === phase.value);
      const items = mine.map((one) => this.item(one, ++n));
      const section = el("section", { class: "show-phase", "data-phase": phase.value, "aria-label": phase.label }, el("h2", {}, phase.label, " ", el("span", { class: "count tabular" }, String(mine.length))), el("ol", { class: "show-items" }, ...items));
      if (this.list.may_edit) section.append(this.adder(phase.value));
      return section;
    });
    this.body.replaceChildren(...sections);
  }

  private item(one: Exhibit, n: number): HTMLElement {
    const url = `${this.list.href}/exhibits/${one.id}`;
    const body = el("div", { class: "show-body" });
    const thumb = one.parts[0]?.thumb ? el("img", { class: "show-thumb", src: one.parts[0].thumb, alt: "", loading: "lazy" }) : "";
    const used = one.used_s > 0 ? `${minutes(one.used_s)} / ${minutes(one.planned_s)}` : minutes(one.planned_s);
    const head = el(
      "button",
      { type: "button", class: "show-head", "aria-expanded": this.opened.has(one.id) },
      el("span", { class: "roll-n tabular" }, String(n)),
      thumb,
      el("span", { class: "show-words" }, el("b", {}, one.parts.map((part) => part.label).join(", ")), one.title ? ` – ${one.title}` : "", one.person ? el("span", { class: "muted" }, ` · ${one.person}`) : "", el("span", { class: "roll-flags" }, ...warnings(one, this.list.rule, false))),
      el("span", { class: `roll-time tabular${one.used_s > one.planned_s && one.planned_s > 0 ? " is-over" : ""}` }, used),
    );
    const item = el("li", { class: "show-item", "data-exhibit": one.id });
    const open = (isOpen: boolean) => {
      head.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) this.opened.add(one.id);
      else this.opened.delete(one.id);
      body.replaceChildren(...(isOpen ? this.inside(one, url) : []));
    };
    head.addEventListener("click", () => open(head.getAttribute("aria-expanded") !== "true"));
    const tools: Node[] = [];
    if (this.list.may_edit) {
      const handle = el("span", { class: "show-handle", "aria-hidden": "true", title: "Kéo để chuyển chỗ, hoặc Alt + ↑ ↓" }, "⋮⋮");
      handle.addEventListener("pointerdown", (event) => this.drag(item, one, event));
      const remove = el("button", { type: "button", class: "icon-button", "aria-label": `Bỏ mục ${n} khỏi danh mục`, title: "Bỏ khỏi danh mục" }, "×");
      remove.addEventListener("click", () => void this.remove(one, url));
      item.prepend(handle);
      tools.push(remove);
      item.addEventListener("keydown", (event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        this.shift(one, event.key === "ArrowUp" ? -1 : 1);
      });
    }
    item.append(head, ...tools, body);
    if (this.opened.has(one.id)) open(true);
    return item;
  }

  private inside(one: Exhibit, url: string): HTMLElement[] {
    const said = el("p", { class: "show-saved muted", role: "status" });
    const saver = new Saver(url, one.revision, (words, isLate) => {
      said.textContent = words;
      said.classList.toggle("is-late", isLate);
      if (words === "Đã lưu") one.revision = saver.seen;
    });
    const picture = el("div", { class: "show-picture" });
    const bar = el("div", { class: "console-tools" });
    const show = (tool?: Tool) => {
      const room: [number, number] = [Math.max(picture.clientWidth - 12, 200), 380];
      const done = (at: number, rect: [number, number, number, number]) => {
        one.parts = one.parts.map((part, n) => (n === at ? withBox(part, tool!, rect) : part));
        keep();
        show(tool === "light" ? tool : undefined);
      };
      const isReady = one.parts.every((part) => part.image);
      picture.replaceChildren(!isReady ? el("p", { class: "muted" }, "Trang đã gỡ khỏi hồ sơ.") : tool ? drawing(one.parts, tool, ...room, done) : composed(one.parts.map(drawn), ...room));
    };
    const keep = () => saver.put("parts", one.parts.map(({ page, rect, look, lights, w, h, quarters }) => ({ page, rect, look, lights, w, h, quarters })), 0);
    if (this.list.may_edit) {
      for (const { tool, name } of TOOLS) {
        const button = el("button", { type: "button", class: "btn btn-sm" }, name);
        button.addEventListener("click", () => show(tool));
        bar.append(button);
      }
      const clear = el("button", { type: "button", class: "btn btn-sm" }, "Bỏ vẽ");
      clear.addEventListener("click", () => {
        one.parts = one.parts.map((part): Part => ({ ...part, rect: null, look: "page", lights: [] }));
        keep();
        show();
      });
      bar.append(clear);
    }
    requestAnimationFrame(() => show());
    return [el("div", { class: "show-left" }, picture, bar), el("div", { class: "show-right" }, fields(one, this.list.may_edit, saver), said)];
  }

  private adder(phase: string): HTMLElement {
    const input = el("input", { class: "form-control", placeholder: "BL 127, BL 12-14, 127+45, trang 5", "aria-label": "Thêm bút lục", autocomplete: "off" });
    const form = el("form", { class: "show-add" }, input, el("button", { class: "btn" }, "Thêm"));
    const add = (body: object) => this.change(call("POST", `${this.list.href}/exhibits`, { phase, ...body }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void add({ typed: input.value }).then(() => this.root.querySelector<HTMLInputElement>(`[data-phase="${phase}"] .show-add input`)?.focus());
    });
    const places = el("div", { class: "show-sources" });
    const more = el("details", { class: "show-more" }, el("summary", {}, "Lấy từ trích cứu, mục lục"), places);
    more.addEventListener("toggle", () => void (more.open && this.offer(places, add)));
    return el("div", {}, form, more);
  }

  private async offer(places: HTMLElement, add: (body: object) => Promise<void>): Promise<void> {
    try {
      this.sources ??= await call<Sources>("GET", `${this.list.href}/sources`);
    } catch (error) {
      places.replaceChildren(el("p", {}, (error as Refused).message));
      return;
    }
    const line = (strong: string, words: string, body: object) => {
      const button = el("button", { type: "button", class: "hit" }, el("span", { class: "hit-place" }, strong), el("span", { class: "hit-words" }, words));
      button.addEventListener("click", () => void add(body));
      return el("li", {}, button);
    };
    const marks = this.sources.marks.map((one) => line(`${one.leaf} · ${one.kind}`, one.words || one.note, { mark: one.id }));
    const documents = this.sources.documents.map((one) => line(one.title, `${one.pages} trang${one.bl ? ` · BL ${one.bl}` : ""}: mỗi trang một mục`, { document: one.id }));
    const column = (name: string, lines: HTMLElement[], none: string) => el("section", {}, el("h3", {}, name), lines.length ? el("ol", { class: "hits" }, ...lines) : el("p", { class: "muted" }, none));
    places.replaceChildren(column("Trích cứu", marks, "Chưa có đoạn đánh dấu nào bạn được xem."), column("Mục lục", documents, "Hồ sơ chưa có mục lục."));
  }

  private async remove(one: Exhibit, url: string): Promise<void> {
    try {
      this.take(await call<List>("DELETE", url));
      const undo = el("button", { type: "button", class: "btn btn-sm" }, "Hoàn tác");
      const said = el("p", { class: "show-undo", role: "status" }, `Đã bỏ ${one.parts.map((part) => part.label).join(", ")}. `, undo);
      undo.addEventListener("click", () => {
        said.remove();
        void this.change(call<List>("POST", `${url}/restoration`, {}), one.id);
      });
      this.root.querySelector(".show-undo")?.remove();
      this.sums.after(said);
      undo.focus();
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }

  /** One place up or down; past the end of a phase into the next one. */
  private shift(one: Exhibit, by: number): void {
    const mine = this.list.exhibits.filter((other) => other.phase === one.phase);
    const at = mine.indexOf(one);
    const phase = this.list.phases.findIndex((known) => known.value === one.phase);
    const next = this.list.phases[phase + by];
    if (by < 0 && at > 0) return void this.place(one, one.phase, mine[at - 1]!.id);
    if (by > 0 && at < mine.length - 1) return void this.place(one, one.phase, mine[at + 2]?.id);
    if (!next) return;
    const first = this.list.exhibits.find((other) => other.phase === next.value);
    void this.place(one, next.value, by > 0 ? first?.id : undefined);
  }

  private place(one: Exhibit, phase: string, before: string | undefined): Promise<void> {
    return this.change(call<List>("PUT", `${this.list.href}/exhibits/${one.id}/place`, { phase, before: before ?? null }), one.id);
  }

  private drag(item: HTMLElement, one: Exhibit, start: PointerEvent): void {
    if (start.button !== 0) return;
    start.preventDefault();
    const handle = start.currentTarget as HTMLElement;
    handle.setPointerCapture(start.pointerId);
    item.classList.add("is-moving");
    let target: { phase: string; before: string | undefined } | undefined;
    const line = el("li", { class: "show-drop" });
    const ended = new AbortController();
    const end = (isPut: boolean) => {
      ended.abort();
      line.remove();
      item.classList.remove("is-moving");
      if (isPut && target) void this.place(one, target.phase, target.before);
    };
    handle.addEventListener(
      "pointermove",
      (event) => {
        const edge = event.clientY < 90 ? -14 : event.clientY > innerHeight - 50 ? 14 : 0;
        if (edge) scrollBy(0, edge);
        const sections = [...this.body.querySelectorAll<HTMLElement>(".show-phase")];
        const section = sections.find((one) => event.clientY < one.getBoundingClientRect().bottom) ?? sections.at(-1)!;
        const items = [...section.querySelectorAll<HTMLElement>(".show-item")].filter((other) => other !== item);
        const below = items.find((other) => event.clientY < other.getBoundingClientRect().top + other.offsetHeight / 2);
        target = { phase: section.dataset.phase!, before: below?.dataset.exhibit };
        const holder = section.querySelector(".show-items")!;
        if (below) below.before(line);
        else holder.append(line);
      },
      { signal: ended.signal },
    );
    handle.addEventListener("pointerup", () => end(true), { signal: ended.signal });
    handle.addEventListener("pointercancel", () => end(false), { signal: ended.signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal: ended.signal });
  }
}

onEach<HTMLElement>("[data-showlist]", (root) => {
  call<List>("GET", root.dataset.showlist ?? "").then(
    (list) => void new ShowList(root, list),
    (error: Refused) => root.replaceChildren(el("p", { class: "viewer-wait" }, error.message)),
  );
});
