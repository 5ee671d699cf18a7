import { el } from "../dom";
import { controls, fill, sourceOf, type Source } from "../fields";
import { call, type Refused } from "../http";
import { toast } from "../shell/toasts";
import type { File, Page, Rect, Region } from "./contract";
import { Drag } from "./drag";
import { shaped } from "./reading";
import type { Mark, Stage } from "./stage";

/** Draw a box on the page: the recognised words land in the field that has the cursor, the box stays as its source. */
export class Boxes {
  private aimed: { form: HTMLFormElement; name: string } | undefined;
  private readonly drag: Drag;
  isOn = false;
  onToggle: (on: boolean) => void = () => undefined;

  constructor(
    private readonly file: () => File,
    private readonly stage: Stage,
    private readonly show: (page: string, marks: Mark[]) => void,
  ) {
    this.drag = new Drag(stage, () => this.isOn, (page, rect) => void this.drawn(page, rect));
    document.addEventListener("focusin", (event) => this.aim(event.target as HTMLElement));
    document.addEventListener("click", (event) => this.followSource(event));
  }

  toggle(on = !this.isOn): void {
    this.isOn = on;
    this.stage.element.classList.toggle("is-drawing", on);
    if (!on) this.cancel();
    this.onToggle(on);
  }

  /** Gives up the box being drawn; says whether there was one. */
  cancel(): boolean {
    return this.drag.cancel();
  }

  private aim(target: HTMLElement): void {
    if (target instanceof HTMLSelectElement && target.form?.closest(".split-form")) return this.showSource(target.form, target.name);
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const form = target.form;
    const name = target.dataset.lookupFor ?? target.name;
    if (!form || !name || !form.closest(".split-form") || target.readOnly || !controls(form).some((one) => one.name === name)) return;
    document.querySelector(".field.is-aimed")?.classList.remove("is-aimed");
    target.closest(".field")?.classList.add("is-aimed");
    this.aimed = { form, name };
    if (!this.isOn) this.toggle(true);
    this.showSource(form, name);
  }

  /** The field that has the cursor: where it was read is lit on its page. */
  followFocus(): void {
    // Beside the page, the cursor in a field does what its chip does: Tab walks the fields alone.
    for (const chip of document.querySelectorAll<HTMLElement>(".split-form [data-source-show]")) chip.tabIndex = -1;
    const at = document.activeElement;
    if (at instanceof HTMLElement) this.aim(at);
  }

  private showSource(form: HTMLFormElement, name: string): void {
    const text = sourceOf(form, name);
    if (!text) return;
    const source = JSON.parse(text) as Source;
    if (source.rect) this.show(source.page, [{ page: source.page, rect: source.rect, look: "source" }]);
  }

  private followSource(event: MouseEvent): void {
    const chip = (event.target as Element).closest<HTMLElement>("[data-source-show]");
    const form = chip?.closest("form");
    const text = form?.querySelector<HTMLInputElement>(`input[name="${CSS.escape(`source.${chip!.dataset.sourceShow}`)}"]`)?.value;
    if (!text) return;
    const source = JSON.parse(text) as Source;
    event.preventDefault();
    this.show(source.page, source.rect ? [{ page: source.page, rect: source.rect, look: "source" }] : []);
  }

  private async drawn(page: Page, rect: Rect): Promise<void> {
    const aimed = this.aimed?.form.isConnected ? this.aimed : undefined;
    const field = aimed?.form.querySelector<HTMLElement>(`[data-field="${CSS.escape(aimed.name)}"]`);
    const kind = field?.dataset.kind ?? "text";
    this.show(page.id, [{ page: page.id, rect, look: "reading" }]);
    try {
      const read = await call<Region>("POST", this.file().region, { page: page.id, rect, kind });
      this.show(page.id, [{ page: page.id, rect, look: "source" }]);
      if (!read.text.trim()) return toast("warning", "Khung này không có chữ máy đọc được. Hãy vẽ rộng hơn một chút hoặc gõ tay.");
      const value = read.value ?? shaped(kind, read.text);
      if (!aimed) return this.offer(read.text);
      fill(aimed.form, aimed.name, value, { page: page.id, rect, label: page.bl ? `BL ${page.bl}` : `Trang ${page.no}`, href: this.file().page_href.replace("{page}", page.id) });
      field?.querySelector<HTMLElement>(".form-control")?.focus();
      if (read.is_unsure) toast("warning", "Máy chưa chắc về chữ vừa đọc. Hãy so lại với trang.");
    } catch (error) {
      this.show(page.id, []);
      toast("danger", (error as Refused).message);
    }
  }

  private offer(text: string): void {
    const words = el("textarea", { class: "form-control", rows: 5, "aria-label": "Chữ đã đọc" });
    words.value = text;
    const copy = el("button", { type: "button", class: "btn btn-primary" }, "Sao chép");
    const close = el("button", { type: "button", class: "btn btn-ghost" }, "Đóng");
    const dialog = el("dialog", { class: "dialog", "aria-label": "Chữ đã đọc" }, el("h2", { class: "dialog-title" }, "Chữ đã đọc trong khung"), words, el("div", { class: "dialog-actions" }, close, copy));
    copy.addEventListener("click", () => {
      words.select();
      void navigator.clipboard?.writeText(words.value).then(() => toast("good", "Đã sao chép."));
      dialog.close();
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}
