// A diagram of the case: the server draws it, here it is edited, laid out by libraries, and presented step by step.
import { el, onEach } from "./dom";
import { call, Refused } from "./http";
import { toast } from "./shell/toasts";
import type { Diagram } from "./diagram/contract";
import type { Way } from "./diagram/layout";
import { Panel } from "./diagram/panel";
import { present } from "./present";
import { Stage } from "./diagram/stage";

class Board {
  private chosen: string | undefined;
  private readonly stage: Stage;
  private readonly panel: Panel;
  private readonly bar = el("div", { class: "diagram-bar", role: "toolbar", "aria-label": "Công cụ sơ đồ" });

  constructor(
    root: HTMLElement,
    private diagram: Diagram,
  ) {
    const choose = (id: string | undefined) => this.choose(id);
    this.stage = new Stage(diagram, { choose, move: (places) => void this.ask("PUT", "places", places) });
    this.panel = new Panel(diagram, { choose, take: (next) => this.take(next), ask: (...asked) => this.ask(...asked) });
    root.replaceChildren(this.bar, el("div", { class: "diagram-body" }, this.stage.root, this.panel.root));
    document.addEventListener("keydown", (event) => this.key(event));
    const named = location.hash.startsWith("#p-") ? location.hash.slice(3) : undefined;
    this.chosen = diagram.parts.some((part) => part.id === named) ? named : undefined;
    this.take(diagram);
  }

  private take(diagram: Diagram): void {
    this.diagram = diagram;
    this.drawBar();
    this.stage.take(diagram, this.chosen);
    this.panel.take(diagram, this.chosen);
  }

  private choose(id: string | undefined): void {
    this.chosen = this.diagram.parts.some((part) => part.id === id) ? id : undefined;
    this.stage.mark(this.chosen);
    this.panel.take(this.diagram, this.chosen);
  }

  /** Does something and takes the diagram as it stands then; a refusal is told and changes nothing. */
  private async ask(method: string, below: string, body?: unknown): Promise<Diagram | undefined> {
    try {
      const next = await call<Diagram>(method, below ? `${this.diagram.href}/${below}` : this.diagram.href, body);
      this.take(next);
      return next;
    } catch (error) {
      toast("warning", (error as Refused).message);
      return undefined;
    }
  }

  private key(event: KeyboardEvent): void {
    const isTyping = event.target instanceof Element && event.target.matches("input, textarea, select");
    if ((event.ctrlKey || event.metaKey) && !isTyping && ["z", "y"].includes(event.key.toLowerCase())) {
      event.preventDefault();
      if (this.diagram.may_edit) void this.ask("POST", event.key.toLowerCase() === "y" || event.shiftKey ? "redo" : "undo", {});
    }
    if (event.key === "Escape" && this.chosen && !document.querySelector("dialog[open]")) this.choose(undefined);
    if (event.key === "Delete" && this.chosen && !isTyping && this.diagram.may_edit) {
      const id = this.chosen;
      this.chosen = undefined;
      void this.ask("DELETE", `parts/${id}`).then((done) => done && toast("good", "Đã bỏ. Bấm “Hoàn tác” để đưa trở lại."));
    }
  }

  private async arrange(way: Way): Promise<void> {
    const { arranged } = await import("./diagram/layout");
    const places = await arranged(way, this.stage.boxes(), this.diagram.parts);
    await this.ask("PUT", "places", [...places].map(([part, place]) => ({ part, ...place })));
  }

  private drawBar(): void {
    const { diagram } = this;
    const focused = document.activeElement instanceof HTMLElement && this.bar.contains(document.activeElement) ? document.activeElement.dataset.act : undefined;
    const button = (act: string, words: string, does: () => void, isOff = false, title = "") => {
      const one = el("button", { type: "button", class: "btn btn-sm", "data-act": act, disabled: isOff, title: title || undefined }, words);
      one.addEventListener("click", does);
      return one;
    };
    const zoom = (by: number) => this.stage.scale(this.stage.scaled * by);
    const edits = [
      button("undo", "Hoàn tác", () => void this.ask("POST", "undo", {}), !diagram.can_undo, "Ctrl + Z"),
      button("redo", "Làm lại", () => void this.ask("POST", "redo", {}), !diagram.can_redo, "Ctrl + Y"),
      button("renew", "Cập nhật từ hồ sơ", () => void this.ask("POST", "renewal", {}).then((next) => next && toast("good", next.said))),
      ...(diagram.unconfirmed > 0 ? [button("confirm", "Xác nhận đề xuất có bút lục", () => void this.ask("POST", "confirmation", {}), false, "Xác nhận mọi đề xuất đã có bút lục; phần chưa có chứng cứ vẫn chờ.")] : []),
      ...(diagram.is_timeline
        ? []
        : [
            ...(diagram.kind === "quan_he" ? [button("fcose", "Xếp theo quan hệ", () => void this.arrange("fcose")), button("dagre", "Xếp theo tầng", () => void this.arrange("dagre"))] : []),
            button("auto", "Về chỗ mặc định", () => void this.ask("DELETE", "places"), !diagram.parts.some((part) => part.is_put)),
          ]),
    ];
    const name = el("input", { class: "form-control diagram-title", value: diagram.title, "aria-label": "Tên sơ đồ", maxlength: 300 });
    name.addEventListener("change", () => void this.ask("PUT", "", { title: name.value }));
    const remove = button("remove", "Bỏ sơ đồ", () => void this.remove());
    const isNaming = document.activeElement?.classList.contains("diagram-title");
    if (isNaming) return;
    this.bar.replaceChildren(
      ...(diagram.may_edit ? [name, ...edits] : []),
      button("out", "−", () => zoom(1 / 1.25), false, "Thu nhỏ"),
      button("in", "+", () => zoom(1.25), false, "Phóng to"),
      button("present", "Trình chiếu", () => present(this.diagram.href, this.diagram.frames, this.diagram.title, 0)),
      ...(diagram.may_edit ? [remove] : []),
    );
    this.bar.querySelector('[data-act="out"]')?.setAttribute("aria-label", "Thu nhỏ");
    this.bar.querySelector('[data-act="in"]')?.setAttribute("aria-label", "Phóng to");
    if (focused) this.bar.querySelector<HTMLElement>(`[data-act="${focused}"]`)?.focus();
  }

  private async remove(): Promise<void> {
    try {
      const { href } = await call<{ href: string }>("DELETE", this.diagram.href);
      location.assign(href);
    } catch (error) {
      toast("warning", (error as Refused).message);
    }
  }
}

onEach<HTMLElement>("[data-diagram]", (root) => {
  call<Diagram>("GET", root.dataset.diagram ?? "").then(
    (diagram) => void new Board(root, diagram),
    (error: Refused) => root.replaceChildren(el("p", { class: "viewer-wait" }, error.message)),
  );
});
