import { el, isTyping, onClick } from "../dom";

const KEYS: [string, string][] = [
  ["Ctrl K", "Tìm người, vụ án, số, BL, mẫu và việc cần làm"],
  ["/", "Tới ô lọc của danh sách"],
  ["j · k", "Xuống, lên một dòng của danh sách"],
  ["Enter", "Mở dòng đang chọn"],
  ["N", "Việc mới: vào sổ, hoặc ghi hành vi vào hồ sơ đang mở"],
  ["1 · 8", "Bước hợp pháp tiếp theo của hồ sơ"],
  ["Ctrl Enter", "Ghi biểu nhập"],
  ["Ctrl Z", "Hoàn tác ô vừa lưu (khi không ở trong ô)"],
  ["g rồi d", "Về bàn làm việc"],
  ["?", "Bảng phím tắt này"],
  ["← → · PgUp PgDn", "Lật trang hồ sơ"],
  ["số rồi Enter", "Tới trang hoặc BL có số đó"],
  ["+ − 0 · R", "Phóng to, thu nhỏ, vừa khung, xoay trang"],
  ["V", "Vẽ khung để điền ô"],
  ["M", "Đánh dấu, ghi chú trên trang"],
  ["T", "Ghi chú, trích cứu"],
  ["E", "Ghi từ trang đang xem, khi trang mở đầu một quyết định"],
];

let dialog: HTMLDialogElement | undefined;

function show(): void {
  if (!dialog) {
    const list = el("dl", { class: "shortcuts" });
    for (const [keys, meaning] of KEYS) {
      list.append(el("dt", {}, ...keys.split(" ").map((key) => (/^(rồi|·|số)$/.test(key) ? ` ${key} ` : el("kbd", {}, key)))), el("dd", {}, meaning));
    }
    const close = el("button", { type: "button", class: "btn", "data-dialog-close": true }, "Đóng");
    dialog = el("dialog", { class: "dialog", "aria-labelledby": "shortcuts-title" }, el("h2", { class: "dialog-title", id: "shortcuts-title" }, "Phím tắt"), list, el("div", { class: "dialog-actions" }, close));
    document.body.append(dialog);
  }
  dialog.showModal();
}

function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLTableRowElement>(".list tbody tr")].filter((row) => row.querySelector("a"));
  if (rows.length === 0) return;
  const now = rows.findIndex((row) => row.classList.contains("is-picked"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, now + by))];
  rows[now]?.classList.remove("is-picked");
  next?.classList.add("is-picked");
  next?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

onClick("[data-shortcuts]", show);

let wentG = -Infinity;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") {
    const form = (event.target as Element).closest("form");
    if (form) {
      event.preventDefault();
      // The field that is being typed takes its shape first.
      event.target?.dispatchEvent(new Event("change", { bubbles: true }));
      form.requestSubmit();
    }
    return;
  }
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "?") show();
  else if (event.key === "/") {
    const box = document.querySelector<HTMLInputElement>('[data-hotkey="/"]');
    if (box) {
      event.preventDefault();
      box.select();
    }
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "n" && !event.defaultPrevented && !document.querySelector("[data-viewer]")) document.querySelector<HTMLElement>(".page-actions a.btn-primary")?.click();
  else if (event.key === "g") wentG = event.timeStamp;
  else if (event.key === "d" && event.timeStamp - wentG < 1200) location.assign("/desk");
});
