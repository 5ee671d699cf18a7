// Scans are dropped or chosen: each file is sent on its own with its bar, and answered for itself.
import { el, onEach } from "./dom";
import { csrf } from "./http";
import { toast } from "./shell/toasts";

interface Outcome {
  name: string;
  is_taken: boolean;
  message: string;
  events: string;
  /** Where an act is recorded from it once it is read. */
  entry: string;
  pages: number;
}

const BROKEN = "Đường truyền bị ngắt khi đang gửi tệp. Hãy kiểm tra mạng rồi gửi lại tệp này; các tệp khác không bị ảnh hưởng.";

/** Sends one file; fetch cannot tell how much was sent, so this is the older way. */
function send(url: string, file: File, sent: (share: number) => void): Promise<Outcome[]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("x-csrf-token", csrf());
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && sent(event.loaded / event.total));
    request.addEventListener("load", () => {
      const body = request.response as { files?: Outcome[]; message?: string } | null;
      if (request.status === 200 && body?.files) resolve(body.files);
      else reject(new Error(body?.message ?? BROKEN));
    });
    request.addEventListener("error", () => reject(new Error(BROKEN)));
    const parts = new FormData();
    parts.append("files", file, file.name);
    request.send(parts);
  });
}

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
  const leadsOn = form.dataset.uploadEntry !== undefined;

  const one = async (file: File): Promise<void> => {
    // Said before half an hour of sending, not after it.
    if (most > 0 && file.size > most) {
      refuse(file.name, `Tệp lớn hơn ${Math.floor(most / 1048576)} MB nên không nhận được. Hãy tách tệp thành nhiều phần (ví dụ mỗi tập hồ sơ một tệp) rồi tải lần lượt.`);
      return;
    }
    const shown = bar(`Đang gửi ${file.name}`);
    bars.append(shown.box);
    try {
      const outcomes = await send(form.action, file, (share) => {
        shown.progress.value = share * 100;
        shown.count.textContent = `${Math.floor(share * 100)}%`;
        if (share === 1) shown.line.textContent = `Đang kiểm tra ${file.name}`;
      });
      for (const outcome of outcomes) {
        if (!outcome.is_taken) {
          refuse(outcome.name, outcome.message);
          shown.box.remove();
          continue;
        }
        shown.line.textContent = `${outcome.name}: ${outcome.message}`;
        shown.box.dataset.progress = outcome.events;
        // A scan dropped to be recorded from goes on to its form; others stay with the viewer.
        shown.box.dataset.then = leadsOn ? outcome.entry : "";
        document.dispatchEvent(new CustomEvent("kiemsat:added"));
        leaving = !leadsOn && (leaving || !hasPages());
      }
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
  addEventListener("beforeunload", (event) => {
    if (sending > 0) event.preventDefault();
  });
});
