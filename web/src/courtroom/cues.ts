// The stretches of a recording that are to be played: begin, end and what is heard there, taken from where it stands while one listens.
import { el } from "../dom";
import { toast } from "../shell/toasts";
import type { Cue, MediaPart } from "./contract";
import { mark } from "./player";

interface Ground {
  /** Where the recording stands here, ms. */
  at: () => number;
  go: (ms: number) => void;
  changed: (cues: Cue[]) => void;
}

/** "2:15", "02:15", "1:02:15", "135" as milliseconds. */
export function milliseconds(typed: string): number | undefined {
  const parts = typed.trim().split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d{1,3}([.,]\d+)?$/.test(part))) return undefined;
  return Math.round(parts.reduce((sum, part) => sum * 60 + Number(part.replace(",", ".")), 0) * 1000);
}

export function cues(media: MediaPart, mayEdit: boolean, ground: Ground): HTMLElement {
  let all = media.cues;
  const list = el("ol", { class: "cue-list" });
  const change = (next: Cue[]) => {
    all = next;
    ground.changed(all);
    draw();
  };
  const line = (cue: Cue, at: number) => {
    const listen = el("button", { type: "button", class: "btn btn-sm tabular", title: "Nghe từ đây" }, `${mark(cue.begin_ms)}–${mark(cue.end_ms)}`);
    listen.addEventListener("click", () => ground.go(cue.begin_ms));
    const label = el("input", { class: "form-control", value: cue.label, maxlength: 200, readonly: !mayEdit, "aria-label": `Đoạn ${at + 1}: nội dung, bút lục của biên bản` });
    label.addEventListener("change", () => {
      all = all.map((one, n) => (n === at ? { ...one, label: label.value.trim() } : one));
      ground.changed(all);
    });
    const off = el("button", { type: "button", class: "icon-button", "aria-label": `Bỏ đoạn ${at + 1}` }, "×");
    off.addEventListener("click", () => change(all.filter((_, n) => n !== at)));
    return el("li", {}, listen, label, mayEdit ? off : "");
  };
  const none = el("p", { class: "muted" }, "Chưa có đoạn nào: cả băng ghi được phát. Nghe tới chỗ cần, bấm “Từ đây”, rồi “Đến đây”.");
  const draw = () => {
    list.replaceChildren(...all.map(line));
    none.hidden = all.length > 0;
  };
  draw();
  const box = el("div", { class: "cue-box" }, el("h3", {}, "Đoạn cần phát"), list, none);
  if (!mayEdit) return box;
  const [from, to] = ["Từ", "Đến"].map((name) => el("input", { class: "form-control tabular cue-mark", placeholder: "mm:ss", "aria-label": `${name} phút:giây`, inputmode: "numeric" })) as [HTMLInputElement, HTMLInputElement];
  const here = (name: string, into: HTMLInputElement) => {
    const button = el("button", { type: "button", class: "btn btn-sm" }, name);
    button.addEventListener("click", () => (into.value = mark(ground.at())));
    return button;
  };
  const form = el("form", { class: "cue-form" }, here("Từ đây", from), from, here("Đến đây", to), to, el("button", { class: "btn btn-sm btn-primary" }, "Thêm đoạn"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [begin, end] = [milliseconds(from.value), milliseconds(to.value)];
    if (begin === undefined || end === undefined) return toast("warning", "Hãy ghi phút:giây, ví dụ 02:15.");
    if (end <= begin) return toast("warning", "Đoạn phát phải kết thúc sau khi bắt đầu.");
    if (media.duration_ms && end > media.duration_ms) return toast("warning", `Băng ghi chỉ dài ${mark(media.duration_ms)}.`);
    from.value = to.value = "";
    change([...all, { begin_ms: begin, end_ms: end, label: "" }].sort((a, b) => a.begin_ms - b.begin_ms));
  });
  box.append(form);
  return box;
}
