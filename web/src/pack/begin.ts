// After the pass phrase: a session that was under way goes on at once; else it is said what begins.
import { el } from "../dom";
import type { Inside } from "./inside";
import { Journal, type Shelf } from "./journal";
import type { Keys } from "./keys";
import { moment } from "./moment";
import { told, type Verdict } from "./signature";
import { taken } from "./taking";

/** What is said of a log that was changed. */
const BROKEN = (n: number) => `Nhật ký này đã bị sửa hoặc mất từ dòng ${n}. Phần trước đó còn đúng: hãy lấy ra nhập vào vụ án và báo người quản trị.`;
const LOST = "Trên máy này có nhật ký của gói nhưng không dòng nào còn đọc được: nhật ký đã bị sửa hoặc ổ đĩa hỏng. Hãy báo người quản trị trước khi mở phiên.";

export function begun(inside: Inside, verdict: Verdict, { journals, lost }: { journals: Journal[]; lost: number }, shelf: Shelf, keys: Keys, pack: string): Promise<Journal> {
  const last = journals.at(-1);
  if (last && !last.isEnded) return Promise.resolve(last);
  return new Promise((answer) => {
    const begin = (kind: "trial" | "rehearsal") => void Journal.begin(shelf, keys, pack, kind).then(answer);
    const trial = el("button", { type: "button", class: "btn btn-primary" }, "Mở phiên tòa");
    const rehearsal = el("button", { type: "button", class: "btn" }, "Diễn tập");
    trial.addEventListener("click", () => begin("trial"));
    rehearsal.addEventListener("click", () => begin("rehearsal"));
    const facts: [string, string][] = [
      ["Vụ án", inside.title],
      ["Mã hồ sơ điện tử", inside.code],
      ["Đơn vị", inside.unit],
      ["Người mang gói", inside.holder],
      ["Ngày phiên tòa", inside.trial_on],
      ["Danh mục", `${inside.exhibits.length} mục, ${inside.is_approved ? "đã duyệt" : "chưa duyệt"}`],
      ["Số trang", String(inside.pages.length)],
    ];
    const signed = told(verdict);
    const pairs = el("dl", { class: "pairs" }, ...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
    const main = el("main", { class: "pack-lock" }, el("h1", {}, "Gói phiên tòa"), pairs, el("p", { class: "pack-signed" }, el("span", { class: `badge-soft tone-${signed.tone}` }, signed.short), " ", signed.whole), el("p", { class: "pack-keys" }, trial, rehearsal));
    if (journals.length > 0) {
      const lines = journals.map((one) => {
        const take = el("button", { type: "button", class: "btn btn-sm" }, "Lấy nhật ký");
        take.addEventListener("click", () => void taken(one, pack));
        const when = moment(one.lines[0]!.at);
        const said = one.brokenAt === undefined ? "" : el("p", { class: "pack-said" }, BROKEN(one.brokenAt));
        return el("li", {}, `${one.kind === "trial" ? "Phiên tòa" : "Diễn tập"} bắt đầu ${when} `, take, said);
      });
      main.append(el("h2", {}, "Các phiên đã mở từ gói này"), el("ul", { class: "plain-list" }, ...lines));
    }
    if (lost > 0) main.prepend(el("p", { class: "pack-said", role: "alert" }, LOST));
    document.body.replaceChildren(main, el("div", { class: "toasts", "data-toasts": true, "aria-live": "polite" }));
    trial.focus();
  });
}
