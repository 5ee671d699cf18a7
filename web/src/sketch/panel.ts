// Beside the drawing table: the tools, what is known of the chosen element, the page, the list of positions.
import { el } from "../dom";
import { call, type Refused } from "../http";
import type { Element, Leaves } from "./contract";
import { measured, metres } from "./measure";
import type { Table, Tool } from "./table";

const GROUPS: [string, string][] = [
  ["person", "Người"],
  ["thing", "Vật, dấu vết"],
  ["vehicle", "Phương tiện"],
  ["fix", "Vật chuẩn, hướng"],
];

export class Panel {
  readonly tools = el("div", { class: "sketch-tools", role: "toolbar", "aria-label": "Công cụ vẽ" });
  readonly side = el("div", { class: "sketch-side" });
  private shown = "";
  private leafError = "";

  constructor(private readonly table: Table) {}

  private button(words: string, act: () => void, options: { pressed?: boolean; disabled?: boolean; title?: string } = {}): HTMLElement {
    const button = el("button", { type: "button", class: "btn btn-sm", disabled: options.disabled, title: options.title, ...(options.pressed === undefined ? {} : { "aria-pressed": String(options.pressed) }) }, words);
    button.addEventListener("click", act);
    return button;
  }

  private tool(tool: Tool, words: string): HTMLElement {
    return this.button(
      words,
      // Pressed again by keyboard, a symbol is put in the middle of the page.
      () => {
        const { w, h } = this.table.content;
        const isSymbol = this.table.sketch.symbols.kinds.some((one) => one.id === tool) || tool === "text";
        if (this.table.tool === tool && isSymbol) this.table.add(tool, [[w / 2, h / 2]]);
        else this.table.use(tool);
      },
      { pressed: this.table.tool === tool },
    );
  }

  show(): void {
    this.showTools();
    const one = this.table.chosen;
    const state = JSON.stringify([one, this.table.tool, this.table.scalePoints, this.table.content, this.leafError]);
    if (state === this.shown) return;
    // Who types into a field keeps it: it is the same element, and the field tells what it holds.
    const active = document.activeElement as HTMLInputElement | null;
    const held = active && this.side.contains(active) ? active.id : "";
    this.shown = state;
    this.side.replaceChildren(...(one ? this.element(one) : this.page()), this.list());
    const again = held ? this.side.querySelector<HTMLInputElement>(`#${CSS.escape(held)}`) : null;
    if (again && again !== active) again.focus();
  }

  private showTools(): void {
    const { table } = this;
    const focused = this.tools.contains(document.activeElement) ? [...this.tools.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement) : -1;
    const group = (name: string, ...buttons: HTMLElement[]) => el("span", { class: "sketch-group", role: "group", "aria-label": name }, el("span", { class: "sketch-group-name" }, name), ...buttons);
    const zoom = group("Xem", this.button("Vừa khung", () => table.fit()), this.button("+", () => table.zoom(1.25), { title: "Phóng to" }), this.button("−", () => table.zoom(0.8), { title: "Thu nhỏ" }));
    const all: HTMLElement[] = [];
    if (table.sketch.may_edit) {
      const [undo, redo] = table.mayUndo;
      all.push(group("Sửa", this.tool("select", "Chọn, kéo"), this.button("Hoàn tác", () => table.undo(), { disabled: !undo, title: "Ctrl+Z" }), this.button("Làm lại", () => table.redo(), { disabled: !redo, title: "Ctrl+Y" })));
      for (const [id, name] of GROUPS) all.push(group(name, ...table.sketch.symbols.kinds.filter((kind) => kind.group === id).map((kind) => this.tool(kind.id, kind.name)), ...(id === "fix" ? [this.tool("text", "Chữ")] : [])));
      all.push(group("Đường", ...table.sketch.symbols.lines.map((line) => this.tool(line.id, line.name))));
    }
    const isLine = table.sketch.symbols.lines.some((one) => one.id === table.tool);
    const hint = isLine ? "Bấm từng điểm; bấm hai lần ở điểm cuối hoặc Enter để kết thúc, Esc để thôi." : table.tool === "scale" ? "Bấm hai điểm trên bản nền mà bạn biết khoảng cách." : table.tool === "paper" ? "Kéo bản nền tới đúng chỗ." : table.tool !== "select" ? "Bấm lên trang để đặt; bấm nút lần nữa để đặt giữa trang." : "";
    all.push(zoom, el("span", { class: "sketch-hint", role: "status" }, hint));
    this.tools.replaceChildren(...all);
    if (focused >= 0) this.tools.querySelectorAll("button")[focused]?.focus();
  }

  focusTitle(): void {
    this.side.querySelector<HTMLInputElement>("#sketch-title-of")?.focus();
  }

  /** A field that keeps what is typed in it; `kept` answers whether it was understood. */
  private field(id: string, label: string, value: string, kept: (value: string) => void, options: { rows?: number; hint?: string; numeric?: boolean } = {}): HTMLElement {
    const attributes = { class: "form-control", id, maxlength: 500, readonly: !this.table.sketch.may_edit, autocomplete: "off" };
    const box = options.rows ? el("textarea", { ...attributes, rows: options.rows }, value) : el("input", { ...attributes, value, ...(options.numeric ? { inputmode: "decimal" } : {}) });
    box.addEventListener("change", () => kept(box.value));
    return el("div", { class: "field" }, el("label", { class: "form-label", for: id }, label), box, ...(options.hint ? [el("p", { class: "field-error" }, options.hint)] : []));
  }

  private number(id: string, label: string, value: number, kept: (value: number) => void): HTMLElement {
    const shown = String(Math.round(value * 100) / 100).replace(".", ",");
    return this.field(id, label, shown, (typed) => {
      const read = Number(typed.trim().replace(",", "."));
      if (typed.trim() && Number.isFinite(read)) kept(read);
      this.shown = "";
      this.table.commit();
    }, { numeric: true });
  }

  private element(one: Element): HTMLElement[] {
    const { table } = this;
    const name = [...table.sketch.symbols.kinds, ...table.sketch.symbols.lines].find((known) => known.id === one.kind)?.name ?? "Chữ";
    const keep = (change: () => void) => {
      change();
      table.commit();
    };
    const leaves = one.sources.map((source) => source.leaf).join(", ");
    const told = measured(table.content, one);
    const fields = [
      el("h2", { class: "sketch-name" }, name),
      ...(one.n === null ? [] : [this.number("sketch-n", "Số", one.n, (n) => (one.n = n >= 1 && n <= 999 ? Math.round(n) : one.n))]),
      this.field("sketch-title-of", one.kind === "text" ? "Chữ" : "Tên gọi", one.title, (value) => keep(() => (one.title = value.trim()))),
      ...(one.kind === "text" ? [] : [this.field("sketch-note", "Mô tả", one.note, (value) => keep(() => (one.note = value.trim())), { rows: 2 })]),
      this.field("sketch-leaves", "Bút lục", leaves, (value) => void this.cite(one, value), { hint: this.leafError }),
    ];
    if (one.sources.length) fields.push(el("p", { class: "sketch-leaves" }, ...one.sources.map((source) => el("a", { class: "bl-link", href: table.sketch.pages + source.page }, source.leaf.startsWith("trang") ? source.leaf : `BL ${source.leaf}`))));
    if (!one.points.length) {
      const row = [this.number("sketch-x", "Cách mép trái (m)", one.x, (x) => (one.x = x)), this.number("sketch-y", "Cách mép trên (m)", one.y, (y) => (one.y = y))];
      if (one.kind !== "text") row.push(this.number("sketch-turn", "Xoay (độ)", one.turn, (turn) => (one.turn = ((turn % 360) + 360) % 360)));
      fields.push(el("div", { class: "sketch-row" }, ...row));
    }
    const said: string[] = [];
    if (one.kind !== "mark") said.push(`Cách vật chuẩn: ${metres(told.mark)}`);
    if (one.kind !== "edge") said.push(`Cách mép đường chuẩn: ${metres(told.edge)}`);
    if (told.length !== undefined) said.push(`Dài: ${metres(told.length)}`);
    if (one.kind !== "text") fields.push(el("p", { class: "sketch-measured" }, said.join(" · ")));
    if (table.sketch.may_edit) fields.push(el("div", { class: "sketch-acts" }, this.button("Bỏ hình này", () => table.remove(), { title: "Delete" }), this.button("Thôi chọn", () => table.pick(undefined), { title: "Esc" })));
    return fields;
  }

  private async cite(one: Element, typed: string): Promise<void> {
    try {
      const read = await call<Leaves>("GET", `${this.table.url}/leaves?q=${encodeURIComponent(typed)}`);
      one.sources = read.sources;
      this.leafError = "";
    } catch (error) {
      this.leafError = (error as Refused).message;
      this.shown = "";
      return this.show();
    }
    this.shown = "";
    this.table.commit();
  }

  private page(): HTMLElement[] {
    const { table } = this;
    const { content } = table;
    const fields = [
      el("h2", { class: "sketch-name" }, "Trang vẽ"),
      this.field("sketch-title", "Tên sơ đồ", table.sketch.title, (value) => {
        if (value.trim()) table.sketch.title = value.trim();
        table.commit();
      }),
      el("div", { class: "sketch-row" }, this.number("sketch-w", "Ngang (m)", content.w, (w) => this.resize(w, content.h)), this.number("sketch-h", "Dọc (m)", content.h, (h) => this.resize(content.w, h)), this.number("sketch-north", "Hướng bắc (độ)", content.north, (north) => (content.north = north % 360))),
    ];
    const back = content.background;
    fields.push(this.field("sketch-back", "Bản sơ đồ trong hồ sơ làm nền (bút lục)", back?.leaf ?? "", (value) => void this.lay(value), { hint: this.leafError }));
    if (back && table.sketch.may_edit) {
      const strength = el("input", { type: "range", min: 0, max: 1, step: 0.05, value: back.strength, id: "sketch-strength", class: "form-range" });
      strength.addEventListener("change", () => {
        back.strength = Number(strength.value);
        table.commit();
      });
      fields.push(el("div", { class: "field" }, el("label", { class: "form-label", for: "sketch-strength" }, "Độ đậm của bản nền"), strength));
      fields.push(el("div", { class: "sketch-acts" }, this.tool("paper", "Kéo bản nền"), this.tool("scale", "Đặt tỷ lệ bằng hai điểm")));
      if (table.tool === "scale" && table.scalePoints.length === 2)
        fields.push(
          this.field("sketch-metres", "Hai điểm này cách nhau (m)", "", (value) => table.setScale(Number(value.trim().replace(",", "."))), { numeric: true }),
        );
    }
    return fields;
  }

  private resize(w: number, h: number): void {
    if (w < 2 || h < 2 || w > 2000 || h > 2000) return;
    Object.assign(this.table.content, { w, h });
    this.table.fit();
  }

  /** Lays a page of the file under the drawing, as wide as the page. */
  private async lay(typed: string): Promise<void> {
    const { table } = this;
    this.leafError = "";
    if (!typed.trim()) {
      table.content.background = null;
      table.paper = null;
    } else {
      try {
        const read = await call<Leaves>("GET", `${table.url}/leaves?q=${encodeURIComponent(typed)}`);
        const [source] = read.sources;
        if (!source || !read.paper) throw new Error("no page");
        table.paper = read.paper;
        table.content.background = { page: source.page, leaf: source.leaf, x: 0, y: 0, scale: Math.min(table.content.w / read.paper.w, table.content.h / read.paper.h), strength: 0.45 };
      } catch (error) {
        this.leafError = (error as Refused).message || "Không mở được trang này.";
        this.shown = "";
        return this.show();
      }
    }
    this.shown = "";
    table.commit();
    await table.showPaper();
  }

  private list(): HTMLElement {
    const { table } = this;
    const numbered = table.content.elements.filter((one) => one.n !== null).sort((a, b) => a.n! - b.n!);
    const others = table.content.elements.filter((one) => one.n === null);
    const known = [...table.sketch.symbols.kinds, ...table.sketch.symbols.lines];
    const line = (one: Element) => {
      const told = measured(table.content, one);
      const name = one.title || known.find((kind) => kind.id === one.kind)?.name || "Chữ";
      const button = el("button", { type: "button", class: "sketch-line", "aria-pressed": String(one.id === table.picked) }, el("b", {}, one.n === null ? "–" : String(one.n)), el("span", {}, name, ...(one.n !== null && one.sources.length === 0 ? [el("em", {}, "chưa có bút lục")] : [])), el("span", { class: "tabular" }, one.n === null ? "" : metres(told.mark)));
      button.addEventListener("click", () => table.pick(one.id));
      return el("li", {}, button);
    };
    if (!table.content.elements.length) return el("p", { class: "muted" }, table.sketch.may_edit ? "Chọn ký hiệu ở trên rồi bấm lên trang. Nên đặt vật chuẩn cố định và mép đường chuẩn trước: khoảng cách được tính từ đó." : "Sơ đồ chưa có gì.");
    return el("div", {}, el("h2", { class: "sketch-name" }, "Các vị trí, cách vật chuẩn"), el("ol", { class: "sketch-list" }, ...numbered.map(line), ...others.map(line)));
  }
}
