/** What the person is told at each step; no step decides anything. */
import { el } from "../dom";

type Act = () => void;

function button(label: string, act: Act, isMain = true): HTMLButtonElement {
  const made = el("button", { type: "button", class: isMain ? "btn btn-primary" : "btn" }, label);
  made.addEventListener("click", act);
  return made;
}

function alert(tone: string, ...words: (Node | string)[]): HTMLElement {
  return el("div", { class: `alert-box tone-${tone}`, role: tone === "danger" ? "alert" : "status" }, el("div", { class: "alert-words" }, ...words));
}

const buttons = (...all: HTMLElement[]) => el("div", { class: "sign-buttons" }, ...all);

export const looking = () => [el("p", { class: "muted" }, "Đang tìm chương trình ký trên máy này…")];

export function silent(again: Act): Node[] {
  return [
    alert("warning", el("p", {}, el("b", {}, "Chưa thấy chương trình ký chạy trên máy này."))),
    el(
      "ol",
      {},
      el("li", {}, "Khởi động chương trình ký. Nếu máy chưa cài, người quản trị hệ thống cài giúp một lần; sau đó chương trình tự chạy khi mở máy."),
      el("li", {}, "Cắm thiết bị ký số vào máy này."),
      el("li", {}, "Bấm Thử lại. Nếu trình duyệt hỏi có cho trang này kết nối với ứng dụng trên máy không, hãy chọn cho phép. Chương trình ký đang chạy mà trang vẫn không thấy: chương trình đang ghép nối với địa chỉ khác; hãy nhờ người quản trị hệ thống."),
    ),
    buttons(button("Thử lại", again)),
  ];
}

export function pairing(home: string, pair: (code: string) => void, fault: string): Node[] {
  const input = el("input", {
    class: "form-control code-input tabular",
    id: "sign-code",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 9,
    pattern: "[0-9 ]*",
    required: true,
    ...(fault ? { "aria-describedby": "sign-code-fault", "aria-invalid": "true" } : {}),
  });
  const form = el(
    "form",
    { class: "sign-pair" },
    el("label", { class: "form-label", for: "sign-code" }, "Mã ghép nối"),
    input,
    ...(fault ? [el("p", { class: "field-error", id: "sign-code-fault", role: "alert" }, fault)] : []),
    buttons(el("button", { class: "btn btn-primary" }, "Ghép nối")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pair(input.value);
  });
  const link = el("a", { href: `${home}/`, target: "_blank", rel: "noopener" }, "Mở trang của chương trình ký");
  return [el("p", {}, "Trình duyệt này chưa ghép nối với chương trình ký trên máy; chỉ cần làm một lần. ", link, " để đọc mã tám số, rồi gõ mã vào đây."), form];
}

export const trouble = (message: string, again: Act): Node[] => [alert("warning", el("p", {}, message)), buttons(button("Thử lại", again))];

export function ready(name: string, token: string, count: number, sign: Act, cancel: Act): Node[] {
  return [
    el("dl", { class: "pairs" }, el("div", {}, el("dt", {}, "Chứng thư số"), el("dd", {}, name)), el("div", {}, el("dt", {}, "Thiết bị"), el("dd", {}, token))),
    el("p", { class: "muted" }, "Chương trình ký mở một cửa sổ riêng để nhập mã PIN; mã PIN không đi qua trang này và không gửi đến máy chủ."),
    buttons(button(`Ký ${count} văn bản`, sign), button("Không ký", cancel, false)),
  ];
}

export function waiting(confirm: string, stop: Act): Node[] {
  const link = confirm ? [el("p", {}, "Không thấy cửa sổ? ", el("a", { href: confirm, target: "_blank", rel: "noopener" }, "Mở cửa sổ nhập mã PIN"))] : [];
  return [alert("info", el("p", {}, el("b", {}, "Nhập mã PIN ở cửa sổ của chương trình ký."))), ...link, buttons(button("Dừng", stop, false))];
}

export function signing(done: number, total: number): Node[] {
  return [
    el("p", {}, `Đang ký: ${done}/${total} văn bản. Đừng rút thiết bị.`),
    el("progress", { class: "job-bar", max: total, value: done, "aria-label": "Đang ký" }),
  ];
}

export const sending = (left: number): Node[] => [el("p", {}, `Máy chủ đang nhận và kiểm tra chữ ký; còn ${left} văn bản.`)];

export function unsent(count: number, message: string, again: Act): Node[] {
  return [
    alert("danger", el("p", {}, el("b", {}, `${count} chữ ký đã có nhưng máy chủ chưa nhận.`)), el("p", {}, message)),
    el("p", {}, "Chữ ký được giữ trong trình duyệt này; không cần ký lại."),
    buttons(button("Gửi lại", again)),
  ];
}

export function over(signed: number, left: number, goesTo: string, again: Act): Node[] {
  const onward = goesTo ? [el("a", { class: "btn btn-primary", href: goesTo }, "Tiếp tục")] : [];
  const more = left > 0 ? [button(`Ký tiếp ${left} văn bản`, again, signed === 0)] : [];
  const tone = left > 0 ? "warning" : "good";
  const words = signed > 0 ? `Đã ký ${signed} văn bản.` : "Chưa văn bản nào được ký.";
  return [alert(tone, el("p", {}, el("b", {}, words), left > 0 ? ` Còn ${left} văn bản chưa ký.` : "")), buttons(...onward, ...more)];
}
