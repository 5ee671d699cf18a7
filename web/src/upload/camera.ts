// Pages photographed one after the other: a strip of small pictures that can be put in order or dropped, sent as one document.
import { el } from "../dom";
import { toast } from "../shell/toasts";
import { pdfOf } from "./pages";

/** Pages of one photographed document. */
const MOST = 200;

interface Taken {
  picture: Blob;
  url: string;
}

/** Puts the camera's part behind the form; `send` takes the finished document. */
export function camera(form: HTMLFormElement, send: (file: File) => Promise<void>): void {
  const taken: Taken[] = [];
  const input = el("input", { type: "file", accept: "image/*", capture: "environment", multiple: true, class: "visually-hidden", tabindex: -1, "data-camera-input": true, "aria-label": "Chụp trang" });
  const take = el("button", { type: "button", class: "btn" }, "Chụp từng trang bằng điện thoại");
  const list = el("ol", { class: "camera-pages", "aria-label": "Các trang đã chụp" });
  const finish = el("button", { type: "button", class: "btn btn-primary", "data-camera-send": true }, "Gửi thành một tài liệu");
  const drop = el("button", { type: "button", class: "btn" }, "Bỏ hết");
  const actions = el("p", { class: "camera-actions" }, finish, drop);
  const said = el("p", { class: "visually-hidden", role: "status" });
  form.after(el("div", { class: "camera" }, take, input, list, actions, said));

  const move = (from: number, to: number) => {
    const [one] = taken.splice(from, 1);
    if (one) taken.splice(to, 0, one);
    draw();
    list.querySelectorAll<HTMLElement>("li")[to]?.querySelector<HTMLElement>("button:not([disabled])")?.focus();
    said.textContent = `Trang đã chuyển đến vị trí ${to + 1}.`;
  };
  const remove = (at: number) => {
    const [one] = taken.splice(at, 1);
    if (one) URL.revokeObjectURL(one.url);
    draw();
    said.textContent = `Đã bỏ trang ${at + 1}.`;
    (list.querySelectorAll<HTMLElement>("li button")[0] ?? take).focus();
  };
  const button = (words: string, label: string, isOff: boolean, act: () => void) => {
    const made = el("button", { type: "button", class: "btn btn-sm", "aria-label": label, disabled: isOff }, words);
    made.addEventListener("click", act);
    return made;
  };

  function draw(): void {
    list.replaceChildren(
      ...taken.map((one, at) =>
        el(
          "li",
          {},
          el("img", { src: one.url, alt: `Trang ${at + 1} đã chụp` }),
          el("span", { class: "tabular" }, `${at + 1}`),
          button("‹", `Đưa trang ${at + 1} lên trước`, at === 0, () => move(at, at - 1)),
          button("›", `Đưa trang ${at + 1} ra sau`, at === taken.length - 1, () => move(at, at + 1)),
          button("Bỏ", `Bỏ trang ${at + 1}`, false, () => remove(at)),
        ),
      ),
    );
    actions.hidden = taken.length === 0;
    finish.textContent = `Gửi ${taken.length} trang thành một tài liệu`;
    take.textContent = taken.length === 0 ? "Chụp từng trang bằng điện thoại" : "Chụp thêm trang";
  }

  take.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    for (const picture of input.files ?? []) {
      if (taken.length >= MOST) {
        toast("warning", `Một tài liệu chụp nhiều nhất ${MOST} trang. Hãy gửi phần này rồi chụp tiếp.`);
        break;
      }
      taken.push({ picture, url: URL.createObjectURL(picture) });
    }
    input.value = "";
    draw();
  });
  drop.addEventListener("click", () => {
    for (const one of taken.splice(0)) URL.revokeObjectURL(one.url);
    draw();
    take.focus();
  });
  finish.addEventListener("click", () => {
    void (async () => {
      finish.disabled = true;
      try {
        const now = new Date();
        const two = (n: number) => String(n).padStart(2, "0");
        const name = `Ảnh chụp ${two(now.getDate())}-${two(now.getMonth() + 1)}-${now.getFullYear()} ${two(now.getHours())}.${two(now.getMinutes())}.pdf`;
        const pictures = taken.map((one) => one.picture);
        await send(await pdfOf(pictures, name));
        // Only what was sent goes from the strip.
        for (const one of taken.splice(0, pictures.length)) URL.revokeObjectURL(one.url);
      } catch (error) {
        toast("danger", (error as Error).message);
      }
      finish.disabled = false;
      draw();
    })();
  });
  addEventListener("beforeunload", (event) => {
    if (taken.length > 0) event.preventDefault();
  });
  draw();
}
