// The recordings of a case: sent up with their progress, listened to, described as one types; an original is never changed.
import { el, onEach } from "./dom";
import { call, type Refused } from "./http";
import { toast } from "./shell/toasts";
import { broughtBack, Saver } from "./courtroom/fields";
import { mark } from "./courtroom/player";
import { send } from "./upload/sending";

interface Recording {
  id: string;
  src: string;
  is_video: boolean;
  codecs: string;
  name: string;
  bytes: number;
  hash: string;
  title: string;
  origin: string;
  person: string;
  record: string;
  device: string;
  operator: string;
  recorded: string;
  seal: string;
  copy_of: string;
  duration_ms: number;
  revision: number;
  added: string;
  who: string;
}

interface Recordings {
  href: string;
  may_edit: boolean;
  origins: { value: string; label: string }[];
  media: Recording[];
}

interface Taken {
  name: string;
  is_taken: boolean;
  message: string;
}

type Named = "title" | "person" | "record" | "device" | "operator" | "recorded" | "seal" | "copy_of";

const FIELDS: { name: Named; label: string }[] = [
  { name: "title", label: "Tên băng ghi" },
  { name: "person", label: "Người được ghi" },
  { name: "record", label: "Bút lục của biên bản" },
  { name: "recorded", label: "Ghi từ lúc – đến lúc" },
  { name: "device", label: "Thiết bị ghi" },
  { name: "operator", label: "Người vận hành" },
  { name: "seal", label: "Số niêm phong" },
  { name: "copy_of", label: "Bản xem của (nếu không phải bản gốc)" },
];

const size = (bytes: number) => (bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`);

class MediaList {
  private readonly list = el("div", { class: "media-items" });
  private readonly said = el("ul", { class: "plain-list media-said" });

  constructor(
    root: HTMLElement,
    private all: Recordings,
  ) {
    root.replaceChildren(...(all.may_edit ? [this.sender()] : []), el("div", { role: "status" }, this.said), this.list);
    this.draw();
  }

  private sender(): HTMLElement {
    const input = el("input", { class: "form-control", type: "file", id: "media-file", multiple: true, accept: "audio/*,video/*" });
    const bar = el("progress", { max: 1, value: 0, "aria-label": "Đã gửi" });
    const doing = el("span", { role: "status" });
    const shown = el("div", { class: "media-doing", hidden: true }, doing, bar);
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      if (files.length === 0) return;
      shown.hidden = false;
      input.disabled = true;
      this.said.replaceChildren();
      void this.sendAll(files, (name, share, isWaiting) => {
        bar.value = share;
        doing.textContent = isWaiting ? `Mất kết nối, sẽ tự gửi tiếp ${name}` : `${share < 1 ? "Đang gửi" : "Đang kiểm tra"} ${name}: ${Math.floor(share * 100)}%`;
      }).finally(() => {
        shown.hidden = true;
        input.disabled = false;
        input.value = "";
      });
    });
    return el("div", { class: "field media-send" }, el("label", { class: "form-label", for: "media-file" }, "Thêm băng ghi âm, ghi hình"), input, el("p", { class: "muted" }, "Đang gửi mà mất mạng hoặc đóng trang thì chọn lại đúng tệp ấy, phần đã gửi không phải gửi lại."), shown);
  }

  /** One after the other, each answered for itself; a line that breaks is waited for. */
  private async sendAll(files: File[], told: (name: string, share: number, isWaiting: boolean) => void): Promise<void> {
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", leaving);
    for (const file of files) {
      const all = await send<Taken>(`${this.all.href}/sendings`, file, (share, isWaiting) => told(file.name, share, isWaiting)).catch((error: Error) => [{ name: file.name, is_taken: false, message: error.message }]);
      this.said.append(...all.map((one) => el("li", { class: one.is_taken ? "" : "is-late" }, el("b", {}, one.name), `: ${one.message}`)));
    }
    removeEventListener("beforeunload", leaving);
    await this.again().catch((error: Refused) => toast("danger", error.message));
  }

  private async again(): Promise<void> {
    this.all = await call<Recordings>("GET", `${this.all.href}/list`);
    this.draw();
  }

  private draw(): void {
    const none = el("div", { class: "empty" }, el("p", { class: "empty-title" }, "Chưa có băng ghi nào."), el("p", { class: "muted" }, "Tải lên băng ghi âm, ghi hình của vụ án để phát tại phiên tòa."));
    this.list.replaceChildren(...(this.all.media.length ? this.all.media.map((one) => this.item(one)) : [none]));
  }

  private item(one: Recording): HTMLElement {
    const said = el("p", { class: "show-saved muted", role: "status" });
    const saver = new Saver(`${this.all.href}/${one.id}`, one.revision, (words, isLate) => {
      said.textContent = words;
      said.classList.toggle("is-late", isLate);
    });
    const about = el("p", { class: "muted media-about" }, `${one.name} · ${one.codecs} · ${size(one.bytes)}`, el("span", { class: "media-length" }, one.duration_ms ? ` · ${mark(one.duration_ms)}` : ""), ` · ${one.who}, ${one.added}`);
    const hash = el("p", { class: "muted media-hash" }, `SHA-256: ${one.hash}`);
    const player = one.is_video ? el("video", { src: one.src, controls: true, preload: "metadata", class: "media-player" }) : el("audio", { src: one.src, controls: true, preload: "metadata", class: "media-player" });
    player.setAttribute("aria-label", one.title);
    player.addEventListener("loadedmetadata", () => {
      const ms = Math.round(player.duration * 1000);
      if (!this.all.may_edit || !Number.isFinite(ms) || Math.abs(ms - one.duration_ms) < 50) return;
      one.duration_ms = ms;
      saver.put("duration_ms", ms, 0);
      about.querySelector(".media-length")!.textContent = ` · ${mark(ms)}`;
    });
    player.addEventListener("error", () => player.replaceWith(el("p", { class: "is-late" }, "Trình duyệt này không phát được băng ghi (thường là MP4 H.264 trên Chromium rút gọn). Hãy dùng Chrome hoặc Edge, hoặc tải bản xem WebM.")));
    const head = el("div", { class: "media-head" }, el("h2", {}, one.title));
    if (this.all.may_edit) {
      const off = el("button", { type: "button", class: "icon-button", "aria-label": `Bỏ băng ghi ${one.title}`, title: "Bỏ băng ghi" }, "×");
      off.addEventListener("click", () => void this.remove(one));
      head.append(off);
    }
    return el("section", { class: "media-item", "data-recording": one.id }, head, el("div", { class: "media-body" }, el("div", {}, player, about, hash), el("div", {}, this.fields(one, saver, head.firstElementChild!), said)));
  }

  private fields(one: Recording, saver: Saver, head: Element): HTMLElement {
    const mayEdit = this.all.may_edit;
    const origin = el("select", { class: "form-select", id: `m-${one.id}-origin`, disabled: !mayEdit }, el("option", { value: "", selected: one.origin === "" }, "Chưa ghi"), ...this.all.origins.map(({ value, label }) => el("option", { value, selected: value === one.origin }, label)));
    origin.addEventListener("change", () => saver.put("origin", origin.value, 0));
    const boxes = FIELDS.map(({ name, label }) => {
      const box = el("input", { class: "form-control", id: `m-${one.id}-${name}`, value: one[name], maxlength: 500, readonly: !mayEdit, autocomplete: "off" });
      box.addEventListener("input", () => {
        one[name] = box.value;
        if (name === "title") head.textContent = box.value;
        saver.put(name, box.value);
      });
      return el("div", { class: `field media-${name}` }, el("label", { class: "form-label", for: box.id }, label), box);
    });
    return el("div", { class: "show-fields" }, boxes[0]!, el("div", { class: "field" }, el("label", { class: "form-label", for: origin.id }, "Nguồn (quyết định Đ.308)"), origin), ...boxes.slice(1));
  }

  private async remove(one: Recording): Promise<void> {
    const url = `${this.all.href}/${one.id}`;
    try {
      this.all = await call<Recordings>("DELETE", url);
      this.draw();
      const undo = el("button", { type: "button", class: "btn btn-sm" }, "Hoàn tác");
      undo.addEventListener("click", () => {
        call<Recordings>("POST", `${url}/restoration`, {}).then(
          (all) => {
            this.all = all;
            this.said.replaceChildren();
            this.draw();
          },
          (error: Refused) => toast("danger", error.message),
        );
      });
      this.said.replaceChildren(el("li", {}, `Đã bỏ ${one.title}; bản gốc vẫn được giữ. `, undo));
      undo.focus();
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }
}

onEach<HTMLElement>("[data-media]", (root) => {
  const read = () => call<Recordings>("GET", `${root.dataset.media}/list`);
  const left = async (all: Recordings) => ((await broughtBack(all.media.map((one) => ({ url: `${all.href}/${one.id}`, revision: one.revision })))) ? await read() : all);
  read().then(left).then(
    (all) => void new MediaList(root, all),
    (error: Refused) => root.replaceChildren(el("p", { class: "viewer-wait" }, error.message)),
  );
});
