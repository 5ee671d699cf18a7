import { el } from "../dom";
import { call, type Refused } from "../http";
import { toast } from "../shell/toasts";
import type { Choice, MarkedDocument } from "./contract";

/** What a document says of itself beside its title. */
const TOLD = ["number", "issued_on", "issuer", "signer", "group"] as const;

/** The list of documents of the file: each a range of pages with title, kind and BL; marked by two presses. */
export class Documents {
  readonly element: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly list: HTMLOListElement;
  private editing: string | undefined;

  constructor(
    private documents: MarkedDocument[],
    private readonly url: string | null,
    kinds: Choice[],
    groups: Choice[],
    private readonly here: () => number,
    private readonly go: (no: number) => void,
    private readonly changed: (documents: MarkedDocument[]) => void,
  ) {
    this.list = el("ol", { class: "marked" });
    const select = el("select", { class: "form-select", name: "kind", id: "mark-kind" }, el("option", { value: "" }, "– Loại tài liệu –"));
    for (const kind of kinds) select.append(el("option", { value: kind.value }, kind.label));
    const group = el("select", { class: "form-select", name: "group", id: "mark-group" }, el("option", { value: "" }, "– Nhóm –"));
    for (const one of groups) group.append(el("option", { value: one.value }, one.label));
    const line = (name: string, label: string, type = "text") => {
      const input = el("input", { class: "form-control", name, id: `mark-${name}`, type: "text", inputmode: type === "number" ? "numeric" : "text", autocomplete: "off" });
      return el("div", { class: "mark-line" }, el("label", { class: "form-label", for: `mark-${name}` }, label), input);
    };
    this.form = el("form", { class: "mark-form" }, el("div", { class: "mark-range" }, line("first", "Từ trang  [", "number"), line("last", "đến trang  ]", "number"), line("bl", "Bút lục")), line("title", "Tên tài liệu"), el("div", { class: "mark-pair" }, line("number", "Số"), line("issued_on", "Ngày")), el("div", { class: "mark-pair" }, line("issuer", "Cơ quan"), line("signer", "Người ký")), el("div", { class: "mark-pair" }, el("div", { class: "mark-line" }, el("label", { class: "form-label", for: "mark-kind" }, "Loại"), select), el("div", { class: "mark-line" }, el("label", { class: "form-label", for: "mark-group" }, "Nhóm"), group)), el("div", { class: "dialog-actions" }, el("button", { type: "reset", class: "btn btn-sm btn-ghost" }, "Xóa trắng"), el("button", { type: "submit", class: "btn btn-sm btn-primary" }, "Đánh dấu")));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.save();
    });
    this.form.addEventListener("reset", () => (this.editing = undefined));
    this.element = el("div", { class: "panel-body" }, ...(url ? [this.form] : []), this.list);
    this.draw();
  }

  private input(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }

  /** "[" begins a document on this page, "]" ends it. */
  bound(which: "first" | "last"): void {
    const no = String(this.here());
    this.input(which).value = no;
    if (which === "first" && Number(this.input("last").value) < Number(no)) this.input("last").value = no;
    if (which === "last") this.input("title").focus();
  }

  private async save(): Promise<void> {
    if (!this.url) return;
    const body = { first: Number(this.input("first").value), last: Number(this.input("last").value || this.input("first").value), title: this.input("title").value.trim(), kind: this.input("kind").value, bl: this.input("bl").value.trim() || null, ...this.told() };
    if (!body.first || body.last < body.first || !body.title) return toast("warning", "Hãy ghi trang đầu, trang cuối (không nhỏ hơn trang đầu) và tên tài liệu.");
    try {
      const kept = await call<MarkedDocument>(this.editing ? "PUT" : "POST", this.editing ? `${this.url}/${this.editing}` : this.url, body);
      this.documents = [...this.documents.filter((one) => one.id !== kept.id), kept].sort((a, b) => a.first - b.first);
      this.form.reset();
      this.input("first").value = String(kept.last + 1);
      this.draw();
      this.changed(this.documents);
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }

  /** What else is written of the document; an empty field empties it. */
  private told(): Record<(typeof TOLD)[number], string> {
    return Object.fromEntries(TOLD.map((name) => [name, this.input(name).value.trim()])) as Record<(typeof TOLD)[number], string>;
  }

  private async remove(one: MarkedDocument): Promise<void> {
    try {
      await call("DELETE", `${this.url}/${one.id}`);
      this.documents = this.documents.filter((other) => other.id !== one.id);
      this.draw();
      this.changed(this.documents);
      this.undo(one);
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }

  /** Says what was taken off and offers to put it back. */
  private undo(one: MarkedDocument): void {
    const back = el("button", { type: "button", class: "btn btn-sm" }, "Hoàn tác");
    const said = el("li", { class: "panel-said", role: "status" }, `Đã bỏ “${one.title}” khỏi mục lục; các trang vẫn còn nguyên. `, back);
    back.addEventListener("click", async () => {
      try {
        await call("PUT", `${this.url}/${one.id}/place`);
        this.documents = [...this.documents, one].sort((a, b) => a.first - b.first);
        this.draw();
        this.changed(this.documents);
      } catch (error) {
        toast("danger", (error as Refused).message);
      }
    });
    this.list.prepend(said);
    back.focus();
  }

  private draw(): void {
    if (this.documents.length === 0) {
      this.list.replaceChildren(el("li", { class: "panel-said" }, "Chưa đánh dấu tài liệu nào. Mở trang đầu, bấm [ ; mở trang cuối, bấm ] ; gõ tên."));
      return;
    }
    this.list.replaceChildren(
      ...this.documents.map((one) => {
        const range = one.first === one.last ? `tr. ${one.first}` : `tr. ${one.first}–${one.last}`;
        const open = el("button", { type: "button", class: "hit" }, el("span", { class: "hit-place tabular" }, one.bl ? `BL ${one.bl} · ${range}` : range), el("span", { class: "hit-words" }, one.title), el("span", { class: "hit-more" }, [one.number, one.issued_on, one.issuer].filter(Boolean).join(", ")));
        open.addEventListener("click", () => this.go(one.first));
        const item = el("li", {}, open);
        if (this.url) {
          const edit = el("button", { type: "button", class: "btn btn-sm btn-ghost", "aria-label": `Sửa ${one.title}` }, "Sửa");
          edit.addEventListener("click", () => this.edit(one));
          const drop = el("button", { type: "button", class: "btn btn-sm btn-ghost", "aria-label": `Bỏ dấu ${one.title}` }, "Bỏ");
          drop.addEventListener("click", () => void this.remove(one));
          item.append(edit, drop);
        }
        return item;
      }),
    );
  }

  private edit(one: MarkedDocument): void {
    this.editing = one.id;
    for (const name of ["first", "last", "title", "kind"] as const) this.input(name).value = String(one[name]);
    for (const name of TOLD) this.input(name).value = one[name];
    this.input("bl").value = one.bl ?? "";
    this.input("title").focus();
  }
}
