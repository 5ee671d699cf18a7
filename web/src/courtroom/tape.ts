// The buttons of the recording that stands on the court's screen: what is pressed here is released, and every screen follows.
import { el } from "../dom";
import type { MediaOnScreen, State } from "./contract";
import { mark, positionOf } from "./player";

export interface Pressed {
  is_playing: boolean;
  at_ms?: number;
  cue?: number;
}

export class Tape {
  readonly element = el("section", { class: "console-tape", "aria-label": "Băng ghi trên màn hình phiên tòa", hidden: true });
  private readonly run = el("button", { type: "button", class: "btn btn-primary" });
  private readonly slider = el("input", { type: "range", min: 0, step: 100, class: "form-range", "aria-label": "Vị trí trong băng ghi" });
  private readonly time = el("span", { class: "tabular tape-time" });
  private readonly cues = el("div", { class: "tape-cues" });
  private part: MediaOnScreen | undefined;
  private now = 0;
  private heard = 0;
  private isHeld = false;

  constructor(private readonly press: (pressed: Pressed) => void) {
    const jump = (name: string, key: string, ms: number) => {
      const button = el("button", { type: "button", class: "btn btn-sm" }, name, " ", el("kbd", {}, key));
      button.addEventListener("click", () => this.jump(ms));
      return button;
    };
    this.run.addEventListener("click", () => this.toggle());
    this.slider.addEventListener("pointerdown", () => (this.isHeld = true));
    this.slider.addEventListener("input", () => (this.time.textContent = mark(Number(this.slider.value))));
    this.slider.addEventListener("change", () => {
      this.isHeld = false;
      this.press({ is_playing: this.isRunning, at_ms: Number(this.slider.value) });
    });
    this.element.append(el("div", { class: "tape-bar" }, this.run, jump("−5 giây", ",", -5000), jump("+5 giây", ".", 5000), this.slider, this.time), this.cues);
    setInterval(() => this.tick(), 250);
  }

  show(state: State): void {
    const part = state.is_blank ? undefined : state.parts.find((one): one is MediaOnScreen => one.kind === "media");
    this.part = part;
    this.element.hidden = !part;
    if (!part) return;
    this.now = state.now_ms;
    this.heard = performance.now();
    this.run.replaceChildren(part.play.is_playing ? "Dừng" : "Phát", " ", el("kbd", {}, "Cách"));
    this.slider.max = String(part.duration_ms || 3_600_000);
    this.cues.replaceChildren(
      ...part.cues.map((cue, at) => {
        const button = el("button", { type: "button", class: "btn btn-sm" }, `${mark(cue.begin_ms)}–${mark(cue.end_ms)} ${cue.label}`);
        button.addEventListener("click", () => this.press({ is_playing: true, cue: at }));
        return button;
      }),
    );
    this.tick();
  }

  get isThere(): boolean {
    return this.part !== undefined;
  }

  toggle(): void {
    if (this.part) this.press({ is_playing: !this.isRunning });
  }

  jump(ms: number): void {
    if (this.part) this.press({ is_playing: this.isRunning, at_ms: Math.max(Math.round(this.at + ms), 0) });
  }

  private get at(): number {
    const { part } = this;
    if (!part) return 0;
    const at = positionOf(part.play, this.now, performance.now() - this.heard);
    return part.duration_ms ? Math.min(at, part.duration_ms) : at;
  }

  /** It runs, and has not come to the end of its stretch. */
  private get isRunning(): boolean {
    const play = this.part?.play;
    return !!play?.is_playing && !(play.until_ms > 0 && this.at >= play.until_ms);
  }

  private tick(): void {
    const { part } = this;
    if (!part || this.isHeld) return;
    this.slider.value = String(this.at);
    const end = part.duration_ms ? ` / ${mark(part.duration_ms)}` : "";
    this.time.textContent = mark(this.at) + end;
    this.run.firstChild!.textContent = this.isRunning ? "Dừng" : "Phát";
  }
}
