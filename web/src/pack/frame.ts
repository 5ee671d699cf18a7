// Around the console of a pack: what is under way, the court's window, the log, the check, the contents, the end.
import { el } from "../dom";
import { confirmed } from "./sure";
import { moment } from "./moment";
import type { Desk } from "./desk";
import { HREF } from "./desk";
import type { Journal } from "./journal";
import type { Room } from "./room";
import { told, type Verdict } from "./signature";
import { toast } from "../shell/toasts";
import { taken } from "./taking";
import type { Vault } from "./vault";

function button(name: string, cls: string, act: () => void): HTMLButtonElement {
  const one = el("button", { type: "button", class: cls }, name);
  one.addEventListener("click", act);
  return one;
}

/** The page with the console's place in it; the island fills it. */
export function build(desk: Desk, journal: Journal, room: Room, vault: Vault, verdict: Verdict): void {
  const kind = journal.kind === "trial" ? "Phiên tòa" : "Diễn tập";
  const since = moment(journal.lines[0]!.at);
  const approved = desk.inside.is_approved ? "" : el("span", { class: "badge-soft tone-warning" }, "Danh mục chưa duyệt");
  const sign = told(verdict);
  const open = button("Mở màn hình phiên tòa", "btn btn-primary", () => {
    void room.open().then((is) => is || toast("warning", "Trình duyệt chặn cửa sổ. Hãy cho phép mở cửa sổ rồi bấm lại."));
  });
  const check = button("Kiểm tra gói", "btn", () => void checked(vault, check));
  const take = button("Lấy nhật ký", "btn", () => void taken(journal, vault.manifest.pack));
  const end = button("Kết thúc phiên", "btn btn-danger", () => void ended(desk, journal, vault.manifest.pack));
  const head = el(
    "header",
    { class: "pack-head" },
    el("div", {}, el("h1", {}, kind, " ", el("span", { class: "muted" }, desk.inside.title)), el("p", {}, el("span", { class: "badge-soft tone-info tabular" }, `từ ${since}`), " ", el("span", { class: "badge-soft tone-good" }, "Không cần mạng"), " ", el("span", { class: `badge-soft tone-${sign.tone}`, title: sign.whole }, sign.short), " ", approved)),
    el("p", { class: "pack-keys" }, open, check, take, end),
  );
  const notes = el("template", { "data-notes": String(desk.savedNotes.revision) });
  notes.content.append(desk.savedNotes.text);
  const place = el("div", { class: "console", "data-console": HREF });
  document.body.replaceChildren(head, el("main", { class: "pack-main" }, place), notes, el("div", { class: "toasts", "data-toasts": true, "aria-live": "polite" }));
  new MutationObserver(() => dress(place, desk)).observe(place, { childList: true });
}

/** The console has no address to give here; its place is taken by the contents. */
function dress(place: HTMLElement, desk: Desk): void {
  // The outline is written in the office.
  place.querySelector(".console-asked a")?.remove();
  const boxes = [...place.querySelectorAll<HTMLElement>(".console-side > .console-box")];
  const address = boxes.find((box) => box.querySelector("h2")?.textContent === "Địa chỉ màn hình");
  if (!address) return;
  address.hidden = true;
  if (place.querySelector(".pack-contents")) return;
  const lines = desk.inside.documents.map((one) => {
    const line = el("button", { type: "button", class: "hit" }, el("span", { class: "hit-place tabular" }, one.bl ? `BL ${one.bl}` : `Trang ${one.no}`), el("span", { class: "hit-words" }, one.title));
    line.addEventListener("click", () => place.dispatchEvent(new CustomEvent("kiemsat:look", { detail: { no: one.no } })));
    return el("li", {}, line);
  });
  const list = lines.length > 0 ? el("ol", { class: "hits console-hits" }, ...lines) : el("p", { class: "muted" }, "Mục lục trong gói chưa có tài liệu nào.");
  address.after(el("details", { class: "console-box pack-contents" }, el("summary", {}, "Mục lục"), list));
}

async function checked(vault: Vault, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const bad = await vault.check((done, all) => (button.textContent = `Đã kiểm tra ${done}/${all}`));
  button.disabled = false;
  button.textContent = "Kiểm tra gói";
  if (bad.length === 0) toast("good", `Cả ${vault.manifest.parts.length} phần khớp bản kê.`);
  else toast("danger", `${bad.length} phần khác bản kê. Những trang đó không mở được; hãy lấy lại gói từ hệ thống.`);
}

async function ended(desk: Desk, journal: Journal, pack: string): Promise<void> {
  const isSure = await confirmed("Kết thúc phiên trình chiếu?", "Màn hình của phiên tòa tắt ngay. Nhật ký được lấy ra thành tệp để nhập vào vụ án.", "Kết thúc phiên");
  if (!isSure) return;
  await desk.end();
  await taken(journal, pack);
  document.body.querySelector(".pack-head")?.remove();
  document.body.querySelector("main")?.replaceChildren(
    el("h1", {}, "Đã kết thúc phiên"),
    el("p", {}, "Nhật ký trình chiếu đã được lấy ra thành tệp .kslog trong thư mục Tải về. Nhập tệp ấy vào vụ án ở mục Gói phiên tòa."),
    el("p", { class: "pack-keys" }, button("Lấy nhật ký lần nữa", "btn", () => void taken(journal, pack)), button("Mở lại gói", "btn", () => location.reload())),
  );
}
