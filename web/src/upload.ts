// Scans are dropped, chosen or photographed: each file is sent on its own with its bar, and answered for itself.
import { el, onEach } from "./dom";
import { toast } from "./shell/toasts";
import { camera } from "./upload/camera";
import { type Outcome, send } from "./upload/sending";

function bar(label: string): { box: HTMLElement; line: HTMLElement; progress: HTMLProgressElement; count: HTMLElement } {
  const line = el("span", { "data-progress-label": true }, label);
  const count = el("span", { class: "tabular", "data-progress-count": true });
  const progress = el("progress", { class: "job-bar", max: 100, value: 0, "aria-label": label });
  const box = el("div", { class: "job-progress" }, el("div", { class: "job-progress-line" }, line, count), progress);
  return { box, line, progress, count };
}

onEach<HTMLFormElement>("form[data-upload]", (form) => {
  const said = form.querySelector<HTMLElement>("[data-upload-said]");
  const bars = document.querySelector<HTMLElement>("[data-upload-bars]") ?? form;
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const hasPages = () => document.querySelector("[data-viewer] .bar") !== null;
  // The browser words its own control in its own language; ours says it in Vietnamese and starts at once.
  const choose = el("button", { type: "button", class: "btn btn-primary" }, "Chọn tệp");
  choose.addEventListener("click", () => input?.click());
  input?.classList.add("visually-hidden");
  input?.setAttribute("tabindex", "-1");
  form.querySelector("button:not([type])")?.replaceWith(choose);
  let leaving = false;
  let sending = 0;

  const refuse = (name: string, message: string) => {
    const words = el("p", { class: "upload-refused", role: "alert" }, el("b", {}, name), ` – ${message}`);
    said?.append(words);
  };

  const most = Number(form.dataset.most ?? 0);
  const start = form.dataset.sendings ?? form.action.replace(/files$/, "sendings");
  const leadsOn = form.dataset.uploadEntry !== undefined;

  /** A file that was taken: its reading is followed, and the same file elsewhere is pointed at. */
  const follow = (outcome: Outcome) => {
    const shown = bar(`${outcome.name}: ${outcome.message}`);
    shown.progress.value = 100;
    shown.box.dataset.progress = outcome.events;
    // A scan dropped to be recorded from goes on to its form; others stay with the viewer.
    shown.box.dataset.then = leadsOn ? outcome.entry : "";
    for (const other of outcome.also ?? []) {
      const link = el("a", { href: other.href }, other.title);
      said?.append(el("p", { class: "upload-also" }, `${outcome.name} cũng có trong hồ sơ `, link, "."));
    }
    bars.append(shown.box);
    document.dispatchEvent(new CustomEvent("kiemsat:added"));
    leaving = !leadsOn && (leaving || !hasPages());
  };

  const one = async (file: File): Promise<void> => {
    // Said before half an hour of sending, not after it.
    if (most > 0 && file.size > most) {
      refuse(file.name, `Tệp lớn hơn ${Math.floor(most / 1048576)} MB nên không nhận được. Hãy tách tệp thành nhiều phần (ví dụ mỗi tập hồ sơ một tệp) rồi tải lần lượt.`);
      return;
    }
    const shown = bar(`Đang gửi ${file.name}`);
    bars.append(shown.box);
    try {
      const outcomes = await send(start, file, (share, isWaiting) => {
        shown.progress.value = share * 100;
        shown.count.textContent = `${Math.floor(share * 100)}%`;
        const doing = share === 1 ? "Đang kiểm tra" : "Đang gửi";
        shown.line.textContent = isWaiting ? `Mất kết nối, sẽ tự gửi tiếp ${file.name}` : `${doing} ${file.name}`;
      });
      shown.box.remove();
      for (const outcome of outcomes) {
        if (outcome.is_taken) follow(outcome);
        else refuse(outcome.name, outcome.message);
      }
      document.querySelector("[data-upload-unfinished]")?.remove();
    } catch (error) {
      refuse(file.name, (error as Error).message);
      shown.box.remove();
    }
  };

  const all = async (files: Iterable<File>): Promise<void> => {
    const list = [...files];
    if (list.length === 0) {
      toast("warning", "Hãy chọn ít nhất một tệp PDF hoặc ảnh quét.");
      return;
    }
    said?.replaceChildren();
    sending += list.length;
    for (const file of list) {
      await one(file);
      sending -= 1;
    }
    form.reset();
    // The viewer begins with the first page there is; refusals stay to be read.
    if (leaving && sending === 0 && !said?.hasChildNodes()) location.reload();
    else if (leaving) said?.append(el("p", {}, el("a", { href: location.pathname }, "Mở các trang vừa tải lên")));
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Chosen files are already on their way.
    if (sending === 0) void all(input?.files ?? []);
  });
  input?.addEventListener("change", () => {
    if (input.files?.length) void all(input.files);
  });
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault();
    form.classList.toggle("is-over", on);
  };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    void all(event.dataTransfer?.files ?? []);
  });
  if (form.dataset.camera !== undefined) camera(form, (file) => all([file]));
  addEventListener("beforeunload", (event) => {
    if (sending > 0) event.preventDefault();
  });
});
