// Beside the picture: one part with its fields, or all parts, what may be added, the order of presenting.
import { el } from "../dom";
import { isLink, type Choice, type Diagram, type Part } from "./contract";
import { Saver } from "./saver";

export interface Acts {
  choose(id: string | undefined): void;
  take(diagram: Diagram): void;
  ask(method: string, below: string, body?: unknown): Promise<Diagram | undefined>;
}

function select(id: string, name: string, choices: { id: string; label: string }[], value: string, first?: string): HTMLSelectElement {
  const options = choices.map((one) => el("option", { value: one.id, selected: one.id === value }, one.label));
  return el("select", { class: "form-select", id, name }, ...(first === undefined ? [] : [el("option", { value: "" }, first)]), ...options);
}

function field(label: string, box: HTMLElement, help = ""): HTMLElement {
  return el("div", { class: "field" }, el("label", { class: "form-label", for: box.id }, label), box, help ? el("small", { class: "muted" }, help) : "");
}

function marks(part: Part): HTMLElement[] {
  return part.marks.map((mark) => el("span", { class: `diagram-mark is-${mark.id}` }, mark.label));
}

/** Things first, then what joins them. */
function title(diagram: Diagram, part: Part): string {
  if (!isLink(part)) return part.name;
  const name = (id: string | null) => diagram.parts.find((one) => one.id === id)?.name ?? "";
  return `${name(part.from)} – ${name(part.to)}: ${part.label}`;
}

export class Panel {
  readonly root = el("aside", { class: "diagram-panel", "aria-label": "Phần tử của sơ đồ" });
  private saver: Saver | undefined;
  private shown: string | undefined;
  private tab = "parts";

  constructor(
    private diagram: Diagram,
    private readonly acts: Acts,
  ) {}

  /** Draws anew, but never under the fingers of someone who types. */
  take(diagram: Diagram, chosen: string | undefined): void {
    this.diagram = diagram;
    const part = diagram.parts.find((one) => one.id === chosen);
    const isTyping = chosen !== undefined && chosen === this.shown && this.root.contains(document.activeElement) && document.activeElement?.matches("input, textarea, select");
    const isKept = chosen === this.shown && this.saver?.isBusy === true;
    if (part && (isTyping || isKept)) {
      this.saver?.see(part.revision);
      this.root.querySelector(".diagram-standing")?.replaceWith(this.standing(part));
      return;
    }
    // An answer to an earlier act may come while something new is being filled in.
    if (!part && this.shown === undefined && this.isFilling()) return;
    this.saver?.close();
    this.saver = undefined;
    this.shown = part?.id;
    this.root.replaceChildren(...(part ? this.one(part) : this.all()));
  }

  private isFilling(): boolean {
    const boxes = [...this.root.querySelectorAll<HTMLInputElement | HTMLSelectElement>(".diagram-add input, .diagram-add select")];
    return boxes.some((box) => (box instanceof HTMLSelectElement ? box.selectedIndex > 0 : box.value.trim() !== ""));
  }

  private standing(part: Part): HTMLElement {
    const { may_edit } = this.diagram;
    const from = part.origin ? `Nguồn: ${part.origin}. ` : "";
    const by = part.author ? `${part.origin ? "Xác nhận" : "Ghi"}: ${part.author}, ${part.at}.` : "Máy đề xuất, chưa ai xác nhận.";
    const box = el("div", { class: "diagram-standing" }, el("p", {}, ...marks(part)), el("p", { class: "muted" }, from, by));
    if (part.derived) box.append(el("p", { class: "diagram-moved" }, "Hồ sơ nay ghi: ", el("b", {}, part.derived), ". Hãy đối chiếu, sửa nếu cần rồi xác nhận."));
    const needs = part.marks.some((mark) => ["proposed", "recheck", "orphaned"].includes(mark.id));
    if (may_edit && needs) {
      const confirm = el("button", { type: "button", class: "btn btn-sm btn-primary" }, "Xác nhận");
      confirm.addEventListener("click", () => void this.acts.ask("POST", `parts/${part.id}/confirmation`, {}));
      box.append(confirm);
    }
    return box;
  }

  private one(part: Part): HTMLElement[] {
    const { diagram } = this;
    const said = el("p", { class: "show-saved muted", role: "status" });
    const saver = new Saver(
      `${diagram.href}/parts/${part.id}`,
      part.id,
      part.revision,
      (words, isLate) => {
        said.textContent = words;
        said.classList.toggle("is-late", isLate);
      },
      (next) => this.acts.take(next),
    );
    this.saver = saver;
    const close = el("button", { type: "button", class: "icon-button", "aria-label": "Đóng", title: "Về danh sách" }, "×");
    close.addEventListener("click", () => this.acts.choose(undefined));
    const head = el("div", { class: "diagram-one-head" }, el("h2", {}, part.kind_vi), close);
    const leaves = el("p", { class: "diagram-leaves" }, ...(part.leaves.length ? part.leaves.flatMap((one) => [el("a", { class: "bl-link", href: one.href }, /^\d/.test(one.leaf) ? `BL ${one.leaf}` : one.leaf), " "]) : [el("span", { class: "muted" }, "Chưa gắn bút lục nào.")]));
    const fields = this.fields(part, saver);
    const box = el("fieldset", { class: "diagram-fields", disabled: !diagram.may_edit }, ...fields);
    const below: HTMLElement[] = [];
    if (diagram.may_edit) {
      const hide = el("button", { type: "button", class: "btn btn-sm" }, "Ẩn khỏi sơ đồ này");
      hide.addEventListener("click", () => void this.acts.ask("PUT", "places", [{ part: part.id, hidden: true }]).then(() => this.acts.choose(undefined)));
      const remove = el("button", { type: "button", class: "btn btn-sm" }, "Bỏ khỏi vụ án");
      remove.addEventListener("click", () => void this.acts.ask("DELETE", `parts/${part.id}`).then(() => this.acts.choose(undefined)));
      below.push(el("div", { class: "diagram-buttons" }, hide, remove));
    }
    return [head, el("p", { class: "diagram-name" }, title(diagram, part)), this.standing(part), leaves, box, said, ...below];
  }

  private fields(part: Part, saver: Saver): HTMLElement[] {
    const { diagram } = this;
    const id = (name: string) => `d-${name}`;
    const words = (name: keyof Part & string, label: string, rows = 1, late = false, help = "") => {
      const value = String(part[name] ?? "");
      const box = rows === 1 ? el("input", { class: "form-control", id: id(name), value, autocomplete: "off" }) : el("textarea", { class: "form-control", id: id(name), rows }, value);
      // Leaves and moments are read as a whole, so they wait until the field is left.
      if (late) box.addEventListener("change", () => saver.put(name, box.value, 0));
      else {
        box.addEventListener("input", () => saver.put(name, box.value));
        box.addEventListener("change", () => saver.put(name, box.value, 0));
      }
      return field(label, box, help);
    };
    const choice = (name: keyof Part & string, label: string, choices: Choice[], first?: string, help = "") => {
      const box = select(id(name), name, choices, String(part[name] ?? ""), first);
      box.addEventListener("change", () => saver.put(name, box.value, 0));
      return field(label, box, help);
    };
    const leaves = words("bl", "Bút lục", 1, true, "Ví dụ: BL 12, 37a, 40-42");
    if (isLink(part)) return [choice("kind", "Loại quan hệ", diagram.links), words("name", "Nội dung ghi trên đường nối"), leaves, choice("certainty", "Mức độ chứng minh", diagram.certainties)];
    const happens = part.kind === "event" || part.kind === "act";
    const all = [choice("kind", "Loại", diagram.symbols.some((one) => one.id === part.kind) ? diagram.symbols : [...diagram.symbols, { id: part.kind, label: part.kind_vi }]), words("name", happens ? "Nội dung" : "Tên", happens ? 3 : 1), words("note", "Ghi chú", 2)];
    if (happens) {
      all.push(words("starts", "Lúc", 1, true, "20/05/2026 hoặc 15 giờ 20 phút ngày 20/05/2026"), words("ends", "Đến (nếu kéo dài)", 1, true), words("place", "Địa điểm"));
      const who = diagram.people.map((person) => {
        const box = el("input", { type: "checkbox", class: "form-check-input", value: person.id, checked: part.actors.includes(person.id) });
        return el("label", { class: "form-check" }, box, person.name);
      });
      const people = el("fieldset", { class: "diagram-people" }, el("legend", { class: "form-label" }, "Người tham gia"), ...who);
      people.addEventListener("change", () => saver.put("actors", [...people.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value), 0));
      all.push(people);
    }
    if (part.kind === "accused" || part.role) all.push(choice("role", "Vai trò đồng phạm", diagram.roles, "Chưa xác định", diagram.roles_of));
    all.push(leaves, choice("certainty", "Mức độ chứng minh", diagram.certainties));
    return all;
  }

  private all(): HTMLElement[] {
    const { diagram } = this;
    const tabs = [
      { id: "parts", label: "Phần tử", body: () => this.parts() },
      ...(diagram.may_edit ? [{ id: "add", label: "Thêm", body: () => this.adding() }] : []),
      { id: "steps", label: "Thứ tự trình chiếu", body: () => this.steps() },
    ];
    const current = tabs.find((tab) => tab.id === this.tab) ?? tabs[0]!;
    const bar = el(
      "div",
      { class: "diagram-tabs", role: "group", "aria-label": "Phần bên cạnh" },
      ...tabs.map((tab) => {
        const button = el("button", { type: "button", class: "btn btn-sm", "aria-pressed": String(tab === current) }, tab.label);
        button.addEventListener("click", () => {
          this.tab = tab.id;
          this.root.replaceChildren(...this.all());
          this.root.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
        });
        return button;
      }),
    );
    return [bar, ...current.body()];
  }

  private parts(): HTMLElement[] {
    const { diagram } = this;
    const line = (part: Part) => {
      const button = el("button", { type: "button", class: "diagram-line" }, el("span", {}, el("span", { class: "muted" }, `${isLink(part) ? "Quan hệ" : part.kind_vi} · `), title(diagram, part)), el("span", {}, part.bl ? el("span", { class: "diagram-bl" }, part.bl) : "", ...marks(part)));
      button.addEventListener("click", () => this.acts.choose(part.id));
      return el("li", {}, button);
    };
    const all: HTMLElement[] = [el("p", { class: "muted" }, diagram.counted)];
    if (diagram.clashes.length) all.push(el("section", { class: "diagram-clashes" }, el("h2", {}, "Cần làm rõ"), el("ul", {}, ...diagram.clashes.map((one) => el("li", {}, one)))));
    if (diagram.parts.length === 0) all.push(el("p", {}, "Sơ đồ chưa có phần tử nào. Bấm “Cập nhật từ hồ sơ” hoặc “Thêm”."));
    all.push(el("ul", { class: "diagram-lines" }, ...diagram.parts.map(line)));
    if (diagram.away.length && diagram.may_edit) {
      const lines = diagram.away.map((one) => {
        const button = el("button", { type: "button", class: "btn btn-sm" }, one.state === "hidden" ? "Hiện lại" : "Đưa trở lại");
        button.addEventListener("click", () => void (one.state === "hidden" ? this.acts.ask("PUT", "places", [{ part: one.id, hidden: false }]) : this.acts.ask("POST", `parts/${one.id}/restoration`, {})));
        return el("li", {}, el("span", {}, one.name, el("span", { class: "muted" }, one.state === "hidden" ? " (ẩn)" : " (đã bỏ)")), button);
      });
      all.push(el("details", { class: "diagram-away" }, el("summary", {}, `Đã bỏ hoặc ẩn (${lines.length})`), el("ul", { class: "plain-list" }, ...lines)));
    }
    return all;
  }

  private adding(): HTMLElement[] {
    const { diagram } = this;
    const things = diagram.parts.filter((part) => !isLink(part) && (!diagram.is_timeline || part.kind === "event" || part.kind === "act"));
    const kind = select("n-kind", "kind", diagram.symbols, "");
    const name = el("input", { class: "form-control", id: "n-name", name: "name", required: true, autocomplete: "off" });
    const bl = el("input", { class: "form-control", id: "n-bl", name: "bl", autocomplete: "off" });
    const when = el("input", { class: "form-control", id: "n-starts", name: "starts", autocomplete: "off" });
    const thing = el("form", { class: "diagram-add" }, el("h2", {}, "Thêm phần tử"), field("Loại", kind), field("Tên, nội dung", name), ...(diagram.is_timeline ? [field("Lúc", when, "15 giờ 20 phút ngày 20/05/2026")] : []), field("Bút lục", bl), el("button", { class: "btn btn-primary" }, "Thêm"));
    const send = (form: HTMLFormElement, body: () => object) =>
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        void this.acts.ask("POST", "parts", body()).then((next) => next && this.acts.choose(next.said));
      });
    send(thing, () => ({ kind: kind.value, name: name.value, bl: bl.value, ...(diagram.is_timeline ? { starts: when.value } : {}) }));
    const ends = things.map((part) => ({ id: part.id, label: part.name }));
    const [from, to] = [select("n-from", "from", ends, "", "Chọn"), select("n-to", "to", ends, "", "Chọn")];
    const how = select("n-link", "kind", diagram.links, "");
    const words = el("input", { class: "form-control", id: "n-words", autocomplete: "off" });
    const leaves = el("input", { class: "form-control", id: "n-leaves", autocomplete: "off" });
    const link = el("form", { class: "diagram-add" }, el("h2", {}, "Thêm quan hệ"), field("Từ", from), field("Đến", to), field("Loại quan hệ", how), field("Nội dung", words), field("Bút lục", leaves), el("button", { class: "btn btn-primary" }, "Nối"));
    send(link, () => ({ kind: how.value, from: from.value || null, to: to.value || null, name: words.value, bl: leaves.value }));
    return [thing, ...(things.length > 1 ? [link] : [])];
  }

  private steps(): HTMLElement[] {
    const { diagram } = this;
    const rows = [...diagram.parts].sort((a, b) => a.step - b.step);
    const boxes = rows.map((part) => {
      const box = el("input", { class: "form-control diagram-step-no tabular", type: "number", min: 0, max: 200, value: part.step, "aria-label": `Bước của ${title(diagram, part)}`, disabled: !diagram.may_edit });
      box.addEventListener("change", () => keep());
      return { part, box };
    });
    const send = (numbers: Map<string, number>) => {
      const steps = [...new Set(numbers.values())].filter((step) => step > 0).sort((a, b) => a - b);
      void this.acts.ask("PUT", "steps", steps.map((step) => [...numbers].filter(([, its]) => its === step).map(([id]) => id)));
    };
    const keep = () => send(new Map(boxes.map(({ part, box }) => [part.id, Math.max(0, Math.round(Number(box.value) || 0))])));
    const each = el("button", { type: "button", class: "btn btn-sm" }, "Lần lượt từng phần tử");
    each.addEventListener("click", () => send(new Map(diagram.parts.filter((part) => !isLink(part) && (!diagram.is_timeline || part.kind === "event" || part.kind === "act")).map((part, n) => [part.id, n + 1]))));
    const none = el("button", { type: "button", class: "btn btn-sm" }, "Hiện một lần");
    none.addEventListener("click", () => send(new Map()));
    const lines = boxes.map(({ part, box }) => el("li", {}, box, el("span", {}, title(diagram, part))));
    return [el("p", { class: "muted" }, "Số bước của từng phần khi trình chiếu; 0 là có sẵn từ đầu. Quan hệ hiện cùng phần tử sau của nó."), ...(diagram.may_edit ? [el("div", { class: "diagram-buttons" }, each, none)] : []), el("ol", { class: "diagram-steps" }, ...lines)];
  }
}
