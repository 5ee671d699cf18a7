// Every field of a form with data-autosave is sent when it changes or rests, kept in the browser until
// the server has it, and can be undone. web/README.md holds the contract.
import { el, isTyping, onEach } from "../dom";
import { controls, setSource, setValue, sourceOf, valueOf } from "../fields";
import { call, Refused } from "../http";
import { Drafts, type Typed } from "./drafts";
import { toast } from "./toasts";

interface Saved {
  saved_at?: string;
  version?: number;
  errors?: Record<string, string>;
  warnings?: Record<string, string>;
  values?: Record<string, string>;
}

const IDLE = 800;

class Autosave {
  private readonly url: string;
  private readonly drafts: Drafts;
  private readonly known = new Map<string, Typed>();
  private readonly waiting = new Map<string, Typed>();
  private readonly undone: { name: string; before: Typed }[] = [];
  private readonly said: HTMLElement | null;
  private readonly undoButton: HTMLButtonElement | null;
  private sending: Promise<void> | undefined;
  private timer = 0;
  private retry = 0;
  private stopped = false;

  constructor(private readonly form: HTMLFormElement) {
    this.url = form.dataset.autosave ?? "";
    this.drafts = new Drafts(form.dataset.key ?? this.url);
    this.said = form.querySelector("[data-saved]");
    this.undoButton = form.querySelector("[data-undo]");
    for (const name of this.names()) this.known.set(name, this.now(name));

    form.addEventListener("input", (event) => this.noticed(event, IDLE));
    form.addEventListener("change", (event) => this.noticed(event, 0));
    form.addEventListener("submit", (event) => this.beforeSubmit(event));
    this.undoButton?.addEventListener("click", () => this.undo());
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.key.toLowerCase() === "z" && !isTyping(event) && this.undone.length > 0) {
        event.preventDefault();
        this.undo();
      }
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.send();
    });
    addEventListener("online", () => void this.send());
    this.restore();
  }

  private names(): Set<string> {
    return new Set(controls(this.form).map((one) => one.name));
  }

  private now(name: string): Typed {
    return { value: valueOf(this.form, name), source: sourceOf(this.form, name) };
  }

  private noticed(event: Event, delay: number): void {
    const name = (event.target as HTMLInputElement).name;
    if (!name || !this.known.has(name)) return;
    const typed = this.now(name);
    const before = this.known.get(name)!;
    if (typed.value === "" && typed.source !== "") {
      setSource(this.form, name, "");
      typed.source = "";
    }
    if (typed.value === before.value && typed.source === before.source && !this.waiting.has(name)) return;
    this.waiting.set(name, typed);
    this.keep();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), delay);
  }

  private keep(): void {
    this.drafts.write(this.form.dataset.version ?? "", this.waiting);
  }

  private send(): Promise<void> {
    clearTimeout(this.timer);
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.size > 0 && !this.stopped) {
      const [name, typed] = this.waiting.entries().next().value!;
      this.mark(name, true);
      try {
        const body = new URLSearchParams({ field: name, value: typed.value, source: typed.source, version: this.form.dataset.version ?? "" });
        this.acknowledged(name, typed, await call<Saved>("POST", this.url, body));
        this.retry = 0;
      } catch (error) {
        if (this.failed(name, error as Refused)) return;
      } finally {
        this.mark(name, false);
      }
    }
  }

  private acknowledged(name: string, typed: Typed, saved: Saved): void {
    const latest = this.waiting.get(name);
    if (latest && latest.value === typed.value && latest.source === typed.source) this.waiting.delete(name);
    const before = this.known.get(name)!;
    if (before.value !== typed.value || before.source !== typed.source) this.undone.push({ name, before });
    this.known.set(name, typed);
    if (saved.version !== undefined) this.form.dataset.version = String(saved.version);
    this.keep();
    for (const [other, value] of Object.entries(saved.values ?? {})) {
      if (this.waiting.has(other) || document.activeElement === controls(this.form).find((one) => one.name === other)) continue;
      setValue(this.form, other, value);
      this.known.set(other, this.now(other));
    }
    this.say(name, "error", saved.errors?.[name] ?? "");
    this.say(name, "warning", saved.warnings?.[name] ?? "");
    const at = saved.saved_at ?? new Date().toTimeString().slice(0, 5);
    this.tell(`Đã lưu ${at}`, false);
    if (this.undoButton) this.undoButton.hidden = this.undone.length === 0;
    // What is shown beside the form (a preview) follows what is saved.
    this.form.dispatchEvent(new CustomEvent("kiemsat-saved", { bubbles: true, detail: { name } }));
  }

  /** Whether sending must pause. */
  private failed(name: string, error: Refused): boolean {
    if (error.status === 422) {
      const sentence = (error.body.errors as Record<string, string> | undefined)?.[name] ?? error.message;
      this.say(name, "error", sentence);
      this.waiting.delete(name);
      this.keep();
      return false;
    }
    this.tell("Chưa lưu được – nội dung được giữ trên máy này", true);
    if (error.status === 401) toast("danger", error.message, { label: "Đăng nhập lại", href: `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}` });
    else if (error.status === 409 || error.status === 403 || error.status === 404) {
      this.stopped = true;
      toast("danger", error.message, { label: "Mở lại trang", href: location.href });
    } else {
      this.retry = Math.min(this.retry === 0 ? 2000 : this.retry * 2, 30000);
      this.timer = window.setTimeout(() => void this.send(), this.retry);
    }
    return true;
  }

  private undo(): void {
    const last = this.undone.pop();
    if (!last) return;
    setValue(this.form, last.name, last.before.value);
    setSource(this.form, last.name, last.before.source);
    this.known.set(last.name, last.before);
    this.waiting.set(last.name, last.before);
    this.keep();
    if (this.undoButton) this.undoButton.hidden = this.undone.length === 0;
    controls(this.form).find((one) => one.name === last.name)?.focus();
    void this.send();
  }

  private beforeSubmit(event: SubmitEvent): void {
    if (this.waiting.size === 0 || this.stopped) return;
    event.preventDefault();
    const button = event.submitter;
    const late = new Promise<void>((done) => setTimeout(done, 2500));
    void Promise.race([this.send(), late]).then(() => {
      // The whole form is about to be sent; what it holds needs no second copy.
      this.waiting.clear();
      this.keep();
      this.form.requestSubmit(button);
    });
  }

  private restore(): void {
    const kept = this.drafts.read();
    if (!kept) return;
    const names = this.names();
    const fields = Object.entries(kept.fields).filter(([name, typed]) => names.has(name) && typed.value !== valueOf(this.form, name));
    if (fields.length === 0) return this.drafts.write("", new Map());
    if (kept.version === (this.form.dataset.version ?? "")) {
      for (const [name, typed] of fields) this.take(name, typed);
      toast("info", "Đã khôi phục nội dung gõ lần trước chưa kịp lưu.");
      return void this.send();
    }
    this.offer(fields);
  }

  private take(name: string, typed: Typed): void {
    setValue(this.form, name, typed.value);
    setSource(this.form, name, typed.source);
    this.waiting.set(name, typed);
    this.keep();
  }

  /** Somebody saved since: the person chooses, field by field. */
  private offer(fields: [string, Typed][]): void {
    const list = el("ul", {});
    const box = el("div", { class: "alert-box tone-warning", role: "status" }, el("div", { class: "alert-words" }, el("p", {}, "Lần trước có nội dung chưa kịp lưu, nhưng hồ sơ đã thay đổi từ đó. Hãy chọn giữ ô nào:"), list));
    for (const [name, typed] of fields) {
      const label = this.form.querySelector(`[data-field="${CSS.escape(name)}"] .form-label`)?.textContent?.replace("*", "") ?? name;
      const use = el("button", { type: "button", class: "btn btn-sm" }, "Dùng lại");
      const line = el("li", {}, `${label}: “${typed.value}” `, use);
      use.addEventListener("click", () => {
        this.take(name, typed);
        void this.send();
        line.remove();
        if (list.children.length === 0) box.remove();
      });
      list.append(line);
    }
    this.form.prepend(box);
  }

  private mark(name: string, saving: boolean): void {
    this.form.querySelector(`[data-field="${CSS.escape(name)}"]`)?.classList.toggle("is-saving", saving);
  }

  private tell(text: string, late: boolean): void {
    if (!this.said) return;
    this.said.textContent = text;
    this.said.classList.toggle("is-late", late);
  }

  private say(name: string, what: "error" | "warning", sentence: string): void {
    const field = this.form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!field) return;
    let line = field.querySelector<HTMLElement>(`.field-${what}`);
    if (!sentence) {
      line?.remove();
    } else {
      if (!line) {
        const control = field.querySelector<HTMLElement>(".form-control, .form-select, .form-check-input");
        line = el("p", { class: `field-${what}`, id: `${control?.id ?? name}-${what}`, "aria-live": "polite" });
        field.append(line);
      }
      line.textContent = sentence;
    }
    if (what === "error") {
      field.classList.toggle("has-error", sentence !== "");
      const control = field.querySelector(".form-control, .form-select");
      if (sentence) {
        control?.setAttribute("aria-invalid", "true");
        if (line) control?.setAttribute("aria-describedby", line.id);
      } else control?.removeAttribute("aria-invalid");
    }
  }
}

onEach<HTMLFormElement>("form[data-autosave]", (form) => new Autosave(form));
document.querySelector<HTMLElement>("[data-refused]")?.focus();
