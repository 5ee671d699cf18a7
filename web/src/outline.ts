// The outline of questions: person by person, saved as typed, moved by keyboard; each question may call up an exhibit.
import { el, onEach } from "./dom";
import { call, Refused } from "./http";
import { toast } from "./shell/toasts";
import type { Question } from "./courtroom/contract";
import { broughtBack, Saver } from "./courtroom/fields";

interface View {
  href: string;
  exhibits_href: string;
  may_edit: boolean;
  questions: Question[];
  exhibits: { id: string; label: string }[];
}

type Named = "person" | "question" | "expected" | "differs";

const FIELDS: { name: Named; label: string; rows: number }[] = [
  { name: "question", label: "Câu hỏi", rows: 2 },
  { name: "expected", label: "Câu trả lời dự kiến", rows: 2 },
  { name: "differs", label: "Nếu khai khác", rows: 2 },
];

class Outline {
  private readonly body = el("div", { class: "outline-body" });
  private readonly said = el("p", { class: "show-undo", role: "status" });

  constructor(
    root: HTMLElement,
    private view: View,
  ) {
    root.replaceChildren(this.said, this.body);
    this.draw();
  }

  private async change(act: () => Promise<View | { added: string; outline: View }>, focus?: string): Promise<void> {
    try {
      // What is being typed is there before everything is drawn anew.
      await Saver.settled();
      const answer = await act();
      this.view = "added" in answer ? answer.outline : answer;
      this.draw();
      const id = "added" in answer ? answer.added : focus;
      if (id) this.body.querySelector<HTMLElement>(`[data-question="${id}"] textarea`)?.focus();
    } catch (error) {
      toast("warning", (error as Refused).message);
    }
  }

  private draw(): void {
    const groups: [string, Question[]][] = [];
    for (const one of this.view.questions) {
      const last = groups.at(-1);
      if (last && last[0] === one.person) last[1].push(one);
      else groups.push([one.person, [one]]);
    }
    let n = 0;
    const sections = groups.map(([person, all]) => {
      const items = all.map((one) => this.item(one, ++n));
      const section = el("section", { class: "show-phase" }, el("h2", {}, person || "Chưa ghi người được hỏi", " ", el("span", { class: "count tabular" }, String(all.length))), el("ol", { class: "outline-items" }, ...items));
      if (this.view.may_edit) {
        const add = el("button", { type: "button", class: "btn" }, "Thêm câu hỏi");
        add.addEventListener("click", () => void this.change(() => call("POST", `${this.view.href}/questions`, { person })));
        section.append(add);
      }
      return section;
    });
    if (sections.length === 0) sections.push(el("section", { class: "empty" }, el("p", { class: "empty-title" }, "Đề cương chưa có câu hỏi nào."), el("p", { class: "muted" }, this.view.may_edit ? "Ghi tên người được hỏi ở ô bên dưới rồi thêm câu hỏi." : "Kiểm sát viên chưa soạn đề cương.")));
    if (this.view.may_edit) sections.push(this.adder());
    this.body.replaceChildren(...sections);
  }

  private adder(): HTMLElement {
    const person = el("input", { class: "form-control", id: "outline-person", maxlength: 300, autocomplete: "off", placeholder: "Tên bị cáo, bị hại, người làm chứng" });
    const form = el("form", { class: "show-add" }, person, el("button", { class: "btn" }, "Thêm người được hỏi"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.change(() => call("POST", `${this.view.href}/questions`, { person: person.value }));
    });
    return el("section", { class: "show-phase" }, el("label", { class: "form-label", for: "outline-person" }, "Người được hỏi"), form);
  }

  private item(one: Question, n: number): HTMLElement {
    const url = `${this.view.href}/questions/${one.id}`;
    const said = el("p", { class: "show-saved muted", role: "status" });
    const saver = new Saver(url, one.revision, (words, isLate) => {
      said.textContent = words;
      said.classList.toggle("is-late", isLate);
      if (words === "Đã lưu") one.revision = saver.seen;
    });
    const mayEdit = this.view.may_edit;
    const boxes = FIELDS.map(({ name, label, rows }) => {
      const box = el("textarea", { class: "form-control", id: `q-${one.id}-${name}`, rows, maxlength: 4000, readonly: !mayEdit }, one[name]);
      box.addEventListener("input", () => {
        one[name] = box.value;
        saver.put(name, box.value);
      });
      return el("div", { class: `field outline-${name}` }, el("label", { class: "form-label", for: box.id }, label), box);
    });
    const item = el("li", { class: "outline-item", "data-question": one.id }, el("span", { class: "roll-n tabular" }, String(n)), el("div", { class: "outline-fields" }, ...boxes, this.shown(one, saver)));
    if (one.withdrawn?.length) item.append(el("span", { class: "badge-soft tone-danger outline-fallen", title: one.withdrawn.join("; ") }, `Chứng cứ đã rút: ${one.withdrawn.join("; ")}`));
    if (mayEdit) {
      const act = (name: string, title: string, does: () => void) => {
        const button = el("button", { type: "button", class: "icon-button", "aria-label": `${title} câu ${n}`, title }, name);
        button.addEventListener("click", does);
        return button;
      };
      item.append(el("div", { class: "outline-tools" }, act("↑", "Chuyển lên", () => this.shift(one, -1)), act("↓", "Chuyển xuống", () => this.shift(one, 1)), act("×", "Bỏ", () => void this.remove(one, url))));
      item.addEventListener("keydown", (event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        this.shift(one, event.key === "ArrowUp" ? -1 : 1);
      });
    }
    item.append(said);
    return item;
  }

  /** What is shown when the answer differs: an exhibit of the list, or leaves that become one. */
  private shown(one: Question, saver: Saver): HTMLElement {
    const id = `q-${one.id}-exhibit`;
    const choice = el("select", { class: "form-select", id, disabled: !this.view.may_edit }, el("option", { value: "", selected: !one.exhibit_id }, "Không"), ...this.view.exhibits.map(({ id, label }) => el("option", { value: id, selected: id === one.exhibit_id }, label)));
    choice.addEventListener("change", () => {
      one.exhibit_id = choice.value || null;
      saver.put("exhibit", choice.value, 0);
    });
    const box = el("div", { class: "field outline-exhibit" }, el("label", { class: "form-label", for: id }, "Đưa lên màn hình khi ấy"), choice);
    if (!this.view.may_edit || one.exhibit_id) return box;
    const typed = el("input", { class: "form-control", placeholder: "BL 127", "aria-label": "Bút lục thành mục mới của danh mục", autocomplete: "off" });
    const form = el("form", { class: "show-add" }, typed, el("button", { class: "btn btn-sm" }, "Thành mục mới"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const added = () => call<unknown>("POST", this.view.exhibits_href, { phase: "xet_hoi", typed: typed.value, question: one.id });
      void this.change(() => added().then(() => call<View>("GET", `${this.view.href}/questions`)), one.id);
    });
    box.append(form);
    return box;
  }

  private shift(one: Question, by: number): void {
    const all = this.view.questions;
    const at = all.indexOf(one);
    if (at + by < 0 || at + by >= all.length) return;
    const before = by < 0 ? all[at - 1]?.id : all[at + 2]?.id;
    void this.change(() => call<View>("PUT", `${this.view.href}/questions/${one.id}/place`, { before: before ?? null }), one.id);
  }

  private async remove(one: Question, url: string): Promise<void> {
    await this.change(() => call<View>("DELETE", url));
    const undo = el("button", { type: "button", class: "btn btn-sm" }, "Hoàn tác");
    this.said.replaceChildren(`Đã bỏ câu hỏi “${one.question.slice(0, 60)}”. `, undo);
    undo.addEventListener("click", () => {
      this.said.replaceChildren();
      void this.change(() => call<View>("POST", `${url}/restoration`, {}), one.id);
    });
    undo.focus();
  }
}

onEach<HTMLElement>("[data-outline]", (root) => {
  const read = () => call<View>("GET", root.dataset.outline ?? "");
  const left = async (view: View) => ((await broughtBack(view.questions.map((one) => ({ url: `${view.href}/questions/${one.id}`, revision: one.revision })))) ? await read() : view);
  read().then(left).then(
    (view) => void new Outline(root, view),
    (error: Refused) => root.replaceChildren(el("p", { class: "viewer-wait" }, error.message)),
  );
});
