// Words of the law as an exhibit: typed with their source, or the penalty frame of an article from the program's data.
import { el } from "../dom";
import { call, Refused } from "../http";
import { toast } from "../shell/toasts";

interface Words {
  law: string;
  text: string;
  source: string;
  to_check: boolean;
}

let count = 0;

export function lawForm(url: string, add: (words: Words) => Promise<void>): HTMLElement {
  const id = `law-${++count}`;
  const article = el("input", { class: "form-control", id: `${id}-article`, placeholder: "170", autocomplete: "off" });
  const find = el("button", { type: "button", class: "btn" }, "Lấy khung hình phạt");
  const found = el("div", { class: "law-found" });
  const law = el("input", { class: "form-control", id: `${id}-law`, maxlength: 300, required: true, placeholder: "Khoản 1 Điều 170 Bộ luật Hình sự" });
  const text = el("textarea", { class: "form-control", id: `${id}-text`, rows: 4, maxlength: 12000, required: true });
  const source = el("input", { class: "form-control", id: `${id}-source`, maxlength: 500, required: true, placeholder: "Bộ luật Hình sự số 100/2015/QH13, sửa đổi 2025; Công báo" });
  const check = el("input", { type: "checkbox", class: "form-check-input", id: `${id}-check`, checked: true });
  const field = (name: string, box: HTMLElement, cls = "") => el("div", { class: `field ${cls}` }, el("label", { class: "form-label", for: box.id }, name), box);
  const form = el(
    "form",
    { class: "law-form" },
    field("Điều của Bộ luật Hình sự", article, "law-article"),
    find,
    found,
    field("Điều luật", law, "law-wide"),
    field("Nội dung cần hiện", text, "law-wide"),
    field("Nguồn", source, "law-wide"),
    el("label", { class: "form-check law-wide", for: check.id }, check, " Chưa đối chiếu với nguyên văn: hiện “cần kiểm tra”"),
    el("button", { class: "btn btn-primary" }, "Thêm điều luật"),
  );
  const take = (words: Words) => {
    law.value = words.law;
    text.value = words.text;
    source.value = words.source;
    check.checked = words.to_check;
  };
  const look = async () => {
    const asked = article.value.trim();
    if (!asked) return;
    try {
      const clauses = await call<Words[]>("GET", `${url}/${encodeURIComponent(asked)}`);
      found.replaceChildren(
        ...clauses.map((words) => {
          const button = el("button", { type: "button", class: "btn btn-sm" }, words.law.split(" Điều")[0] ?? words.law);
          button.addEventListener("click", () => take(words));
          return button;
        }),
      );
      if (clauses[0]) take(clauses[0]);
    } catch (error) {
      toast("warning", (error as Refused).message);
    }
  };
  find.addEventListener("click", () => void look());
  article.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void look();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void add({ law: law.value, text: text.value, source: source.value, to_check: check.checked });
  });
  return form;
}
