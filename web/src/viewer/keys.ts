import { isTyping } from "../dom";

export interface Moves {
  go(at: number): void;
  goTo(text: string): void;
  by(step: number): void;
  last(): void;
  zoomBy(factor: number): void;
  fit(): void;
  rotate(): void;
  double(): void;
  full(): void;
  box(): void;
  mark(): void;
  notes(): void;
  words(): void;
  reviewed(): void;
  step(by: number): void;
  find(): void;
  hit(step: number): void;
  bound(which: "first" | "last"): void;
  record(): void;
  escape(): boolean;
  tell(text: string): void;
}

/** The viewer by keyboard; page keys also work while the cursor stands in a one-line field. */
export function listen(viewer: HTMLElement, moves: Moves): void {
  let number = "";
  let forget = 0;
  const clear = () => {
    number = "";
    moves.tell("");
  };
  document.addEventListener("keydown", (event) => {
    if (!viewer.isConnected || document.querySelector("dialog[open]")) return;
    const target = event.target as HTMLElement;
    if (event.ctrlKey && event.key.toLowerCase() === "f") {
      event.preventDefault();
      return moves.find();
    }
    if (event.key === "F3") {
      event.preventDefault();
      return moves.hit(event.shiftKey ? -1 : 1);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = () => event.preventDefault();
    const inLine = target instanceof HTMLInputElement;
    if ((event.key === "PageDown" || event.key === "PageUp") && (!isTyping(event) || inLine)) {
      moves.by(event.key === "PageDown" ? 1 : -1);
      return done();
    }
    if (event.key === "Escape") {
      if (number) return clear();
      if (moves.escape()) done();
      return;
    }
    if (isTyping(event)) {
      // In the form beside the page, Enter goes to the next field instead of sending a half-filled form.
      if (event.key === "Enter" && inLine && target.closest(".split-form form") && target.type !== "submit") {
        done();
        const form = target.closest("form")!;
        const fields = [...form.querySelectorAll<HTMLElement>("input.form-control, select.form-select, textarea.form-control, button[type=submit]")].filter((one) => !one.hasAttribute("readonly") && one.offsetParent);
        fields[fields.indexOf(target) + 1]?.focus();
      }
      return;
    }
    if (/^\d$/.test(event.key)) {
      if (event.key === "0" && !number) return moves.fit();
      number += event.key;
      moves.tell(`Trang ${number} – Enter để tới, B nếu là bút lục`);
      clearTimeout(forget);
      forget = window.setTimeout(clear, 4000);
      return done();
    }
    if (number && (event.key === "Enter" || event.key.toLowerCase() === "b")) {
      moves.goTo(event.key === "Enter" ? number : `BL ${number}`);
      clear();
      return done();
    }
    if (target.closest("button, a, summary") && (event.key === "Enter" || event.key === " ")) return;
    const acts: Record<string, () => void> = {
      ArrowRight: () => moves.by(1),
      ArrowLeft: () => moves.by(-1),
      Home: () => moves.go(0),
      End: () => moves.last(),
      "+": () => moves.zoomBy(1.2),
      "=": () => moves.zoomBy(1.2),
      "-": () => moves.zoomBy(1 / 1.2),
      "/": () => moves.find(),
      r: () => moves.rotate(),
      d: () => moves.double(),
      f: () => moves.full(),
      v: () => moves.box(),
      m: () => moves.mark(),
      t: () => moves.notes(),
      s: () => moves.words(),
      x: () => moves.reviewed(),
      n: () => moves.step(1),
      p: () => moves.step(-1),
      e: () => moves.record(),
      "[": () => moves.bound("first"),
      "]": () => moves.bound("last"),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) {
      act();
      done();
      event.stopPropagation();
    }
  });
}

/** A sideways swipe turns the page while the page fits its frame. */
export function swipe(stage: HTMLElement, isFree: () => boolean, by: (step: number) => void): void {
  let start: { x: number; y: number } | undefined;
  stage.addEventListener("touchstart", (event) => (start = event.touches.length === 1 && isFree() ? { x: event.touches[0]!.clientX, y: event.touches[0]!.clientY } : undefined), { passive: true });
  stage.addEventListener(
    "touchend",
    (event) => {
      const end = event.changedTouches[0];
      if (!start || !end) return;
      const [dx, dy] = [end.clientX - start.x, end.clientY - start.y];
      start = undefined;
      if (Math.abs(dx) > 48 && Math.abs(dx) > 2 * Math.abs(dy)) by(dx < 0 ? 1 : -1);
    },
    { passive: true },
  );
}
