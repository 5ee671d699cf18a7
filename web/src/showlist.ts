// The show list: exhibits by phase, added by typing a leaf, from excerpts and documents; ordered by hand; saved as typed.
import { el, onEach } from "./dom";
import { call, Refused } from "./http";
import { toast } from "./shell/toasts";
import type { Exhibit, LawPart, List, MediaPart, Part, Sources } from "./courtroom/contract";
import { cues } from "./courtroom/cues";
import { bare, drawing, pagesOnly, TOOLS, withBox, type Tool } from "./courtroom/draw";
import { broughtBack, fields, Saver } from "./courtroom/fields";
import { lawForm } from "./courtroom/law";
import { drawn, Listened, sized } from "./courtroom/pages";
import { composed } from "./courtroom/picture";
import { minutes, names, titled, warnings } from "./courtroom/roll";

/** A part as the server keeps it. */
function kept(part: Part): object {
  switch (part.kind) {
    case "page":
      return { page: part.page, rect: part.rect, look: part.look, lights: part.lights, w: part.w, h: part.h, quarters: part.quarters };
    case "media":
      return { media: part.media, hash: part.hash, kind: part.is_video ? "video" : "audio", mime: part.mime, title: part.title, duration_ms: part.duration_ms, cues: part.cues };
    case "law":
      return { law: part.law, text: part.text, source: part.source, to_check: part.to_check };
    case "picture":
      return { picture: part.picture, kind: part.what, title: part.label, steps: part.steps, seen: part.seen };
  }
}

const PICTOGRAMS: Record<Exclude<Part["kind"], "page">, string> = { media: "▶", law: "§", picture: "◇" };

/** Its first page, or a sign of what it is. */
function thumb(part: Part | undefined): Node | string {
  if (!part) return "";
  if (part.kind !== "page") return el("span", { class: "show-thumb is-sign", "aria-hidden": "true" }, PICTOGRAMS[part.kind]);
  return part.thumb ? el("img", { class: "show-thumb", src: part.thumb, alt: "", loading: "lazy" }) : "";
}

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

  private async change(act: () => Promise<List | { added: string[]; list: List }>, focus?: string): Promise<void> {
    try {
      // What is being typed is there before everything is drawn anew.
      await Saver.settled();
      const answer = await act();
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
    const check = this.list.phases_to_check ? ` · các phần của phiên tòa: ${this.list.phases_to_check}` : "";
    this.sums.textContent = `${exhibits.length} mục · dự kiến ${this.list.planned} · lần tập gần nhất ${this.list.used}${check}`;
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
    const used = one.used_s > 0 ? `${minutes(one.used_s)} / ${minutes(one.planned_s)}` : minutes(one.planned_s);
    const head = el(
      "button",
      { type: "button", class: "show-head", "aria-expanded": this.opened.has(one.id) },
      el("span", { class: "roll-n tabular" }, String(n)),
      thumb(one.parts[0]),
      el("span", { class: "show-words" }, el("b", {}, names(one)), titled(one) ? ` – ${titled(one)}` : "", one.person ? el("span", { class: "muted" }, ` · ${one.person}`) : "", el("span", { class: "roll-flags" }, ...warnings(one, this.list.rule, false))),
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
    const listened = new Listened();
    const show = (tool?: Tool) => {
      const room: [number, number] = [Math.max(picture.clientWidth - 12, 200), 380];
      const done = (at: number, rect: [number, number, number, number]) => {
        one.parts = one.parts.map((part, n) => (n === at && part.kind === "page" ? withBox(part, tool!, rect) : part));
        keep();
        show(tool === "light" ? tool : undefined);
      };
      const pages = pagesOnly(one.parts);
      const lost = one.parts.find((part) => (part.kind === "page" ? !part.image : part.kind !== "law" && part.is_lost));
      const running = new Map(one.parts.map((part) => [part.kind === "media" ? part.src : "", listened.element(part)]));
      picture.replaceChildren(lost ? el("p", { class: "muted" }, "Trang, băng ghi hoặc sơ đồ của mục này đã được gỡ khỏi vụ án.") : tool && pages ? drawing(pages, tool, ...room, done) : composed(one.parts.map((part) => drawn(part)), ...room, (src) => running.get(src)));
    };
    const keep = () => saver.put("parts", one.parts.map(kept), 0);
    if (this.list.may_edit && pagesOnly(one.parts)) {
      for (const { tool, name } of TOOLS) {
        const button = el("button", { type: "button", class: "btn btn-sm" }, name);
        button.addEventListener("click", () => show(tool));
        bar.append(button);
      }
      const clear = el("button", { type: "button", class: "btn btn-sm" }, "Bỏ vẽ");
      clear.addEventListener("click", () => {
        one.parts = bare(one.parts);
        keep();
        show();
      });
      bar.append(clear);
    }
    const media = one.parts.find((part): part is MediaPart => part.kind === "media");
    if (media && !media.is_lost) {
      const changed = (all: MediaPart["cues"]) => {
        one.parts = one.parts.map((part) => (part === media || part.kind === "media" ? { ...part, cues: all } : part) as Part);
        saver.put("parts", one.parts.map(kept), 300);
      };
      bar.append(cues(media, this.list.may_edit, { at: () => listened.at(media.src), go: (ms) => listened.go(media.src, ms), changed }));
    }
    const law = one.parts.find((part): part is LawPart => part.kind === "law");
    if (law) bar.append(...this.lawFields(one, law, keep, show));
    if (law && law.pieces.length > 1) bar.append(el("p", { class: "muted" }, `Hiện làm ${law.pieces.length} đoạn; tại phiên tòa bấm S để sang đoạn sau.`));
    const map = one.parts.find((part) => part.kind === "picture");
    if (map?.kind === "picture" && map.steps > 1) bar.append(el("p", { class: "muted" }, `Sơ đồ hiện dần được qua ${map.steps} bước; tại phiên tòa bấm S.`));
    void sized(one.parts).then(() => show());
    requestAnimationFrame(() => show());
    return [el("div", { class: "show-left" }, picture, bar), el("div", { class: "show-right" }, fields(one, this.list.may_edit, saver), said)];
  }

  /** The words of the law and their source, to be set right; the picture follows when the list is read anew. */
  private lawFields(one: Exhibit, law: LawPart, keep: () => void, show: () => void): HTMLElement[] {
    const change = (name: "text" | "source", words: string) => {
      const isText = name === "text";
      one.parts = one.parts.map((part): Part => (part.kind === "law" ? { ...part, [name]: words, ...(isText ? { pieces: [words] } : {}) } : part));
      keep();
      show();
    };
    const box = (name: "text" | "source", label: string, rows: number) => {
      const id = `x-${one.id}-law-${name}`;
      const input = el("textarea", { class: "form-control", id, rows, maxlength: name === "text" ? 12000 : 500, readonly: !this.list.may_edit }, law[name]);
      input.addEventListener("change", () => change(name, input.value));
      return el("div", { class: "field show-law" }, el("label", { class: "form-label", for: id }, label), input);
    };
    return [box("text", "Nội dung cần hiện", 4), box("source", "Nguồn", 1)];
  }

  private adder(phase: string): HTMLElement {
    const input = el("input", { class: "form-control", placeholder: "BL 127, BL 12-14, 127+45, trang 5", "aria-label": "Thêm bút lục", autocomplete: "off" });
    const form = el("form", { class: "show-add" }, input, el("button", { class: "btn" }, "Thêm"));
    const add = (body: object) => this.change(() => call("POST", `${this.list.href}/exhibits`, { phase, ...body }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void add({ typed: input.value }).then(() => this.root.querySelector<HTMLInputElement>(`[data-phase="${phase}"] .show-add input`)?.focus());
    });
    const places = el("div", { class: "show-sources" });
    const more = el("details", { class: "show-more" }, el("summary", {}, "Lấy từ trích cứu, mâu thuẫn, mục lục, băng ghi, sơ đồ"), places);
    more.addEventListener("toggle", () => void (more.open && this.offer(places, add)));
    const law = el("details", { class: "show-more" }, el("summary", {}, "Thêm điều luật"));
    law.append(lawForm(`${this.list.href}/law`, (part) => add({ law: part })));
    return el("div", {}, form, more, law);
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
    const { marks, contradictions, documents, media, pictures } = this.sources;
    const column = (name: string, lines: HTMLElement[], none: string) => el("section", {}, el("h3", {}, name), lines.length ? el("ol", { class: "hits" }, ...lines) : el("p", { class: "muted" }, none));
    places.replaceChildren(
      column("Trích cứu", marks.map((one) => line(`${one.leaf} · ${one.kind}`, one.words || one.note, { mark: one.id })), "Chưa có đoạn đánh dấu nào bạn được xem."),
      column("Mâu thuẫn đã ghi nhận", contradictions.map((one) => line(one.leaves, one.words, { contradiction: one.id })), "Chưa ghi nhận mâu thuẫn nào. Mở Lời khai trong hồ sơ số hóa để so sánh."),
      column("Mục lục", documents.map((one) => line(one.title, `${one.pages} trang${one.bl ? ` · BL ${one.bl}` : ""}: mỗi trang một mục`, { document: one.id })), "Hồ sơ chưa có mục lục."),
      column("Băng ghi", media.map((one) => line(one.title, one.length, { media: one.id })), "Chưa có băng ghi. Bấm Băng ghi ở đầu trang để tải lên."),
      column("Sơ đồ", pictures.map((one) => line(one.title, one.kind, { picture: one.picture })), "Vụ án chưa có sơ đồ tư duy, sơ đồ quan hệ, dòng tiền hoặc hiện trường."),
    );
  }

  private async remove(one: Exhibit, url: string): Promise<void> {
    try {
      await Saver.settled();
      this.take(await call<List>("DELETE", url));
      const undo = el("button", { type: "button", class: "btn btn-sm" }, "Hoàn tác");
      const said = el("p", { class: "show-undo", role: "status" }, `Đã bỏ ${names(one)}. `, undo);
      undo.addEventListener("click", () => {
        said.remove();
        void this.change(() => call<List>("POST", `${url}/restoration`, {}), one.id);
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
    return this.change(() => call<List>("PUT", `${this.list.href}/exhibits/${one.id}/place`, { phase, before: before ?? null }), one.id);
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
  const read = () => call<List>("GET", root.dataset.showlist ?? "");
  const left = async (list: List) => ((await broughtBack(list.exhibits.map((one) => ({ url: `${list.href}/exhibits/${one.id}`, revision: one.revision })))) ? await read() : list);
  read().then(left).then(
    (list) => void new ShowList(root, list),
    (error: Refused) => root.replaceChildren(el("p", { class: "viewer-wait" }, error.message)),
  );
});
