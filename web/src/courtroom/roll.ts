// The list as the prosecutor sees it at the trial: phases, exhibits, what is shown now, how long it has stood there.
import { el } from "../dom";
import type { Exhibit, Phase } from "./contract";

export const minutes = (seconds: number) => `${Math.floor(seconds / 60)}'${String(seconds % 60).padStart(2, "0")}`;

const STANDING: Record<Exhibit["standing"], string> = {
  approved: "",
  changed: "Sửa sau duyệt: đưa lên bản đã duyệt",
  removed: "Đã bỏ sau khi duyệt",
  unapproved: "Chưa duyệt",
};

/** What must be known before it is released, in words. */
export function warnings(one: Exhibit, rule: string, isCleared: boolean): HTMLElement[] {
  const all: HTMLElement[] = [];
  const add = (tone: string, words: string, title = "") => all.push(el("span", { class: `badge-soft tone-${tone}`, title: title || undefined }, words));
  if (one.bearing === "statement") add(isCleared ? "good" : "danger", isCleared ? "Lời khai, đã khai tại phiên tòa" : "Lời khai – Đ.308", rule);
  if (one.withdrawn?.length) add("danger", "Chứng cứ đã rút", one.withdrawn.join("; "));
  if (one.bearing === "unknown") add("warning", "Chưa rõ loại tài liệu");
  if (one.parts.some((part) => part.kind === "page" && part.is_lost)) add("danger", "Trang đã xoay hoặc đã gỡ");
  if (one.parts.some((part) => part.kind === "media" && part.is_lost)) add("danger", "Băng ghi đã gỡ");
  if (one.parts.some((part) => part.kind === "picture" && part.is_lost)) add("danger", "Sơ đồ không còn");
  if (one.parts.some((part) => part.kind === "picture" && part.is_changed)) add("warning", "Sơ đồ đã đổi từ khi đưa vào danh mục");
  if (one.parts.some((part) => part.kind === "law" && part.to_check)) add("warning", "Điều luật cần kiểm tra");
  if (STANDING[one.standing]) add("warning", STANDING[one.standing]);
  return all;
}

/** "BL 7, BL 8", the title of a recording, an article. */
export const names = (one: Exhibit) => one.parts.map((part) => part.label).join(", ");

/** Its title where that says more than its parts: "Sơ đồ: Dòng tiền" needs no second "Dòng tiền". */
export const titled = (one: Exhibit) => (names(one).endsWith(one.title) ? "" : one.title);

export class Roll {
  readonly element = el("nav", { class: "console-roll", "aria-label": "Danh mục trình chiếu" });
  private readonly lines = new Map<string, { button: HTMLButtonElement; time: HTMLElement; flags: HTMLElement; one: Exhibit }>();

  constructor(
    exhibits: Exhibit[],
    phases: Phase[],
    private readonly rule: string,
    pick: (one: Exhibit) => void,
  ) {
    let n = 0;
    for (const phase of phases) {
      const mine = exhibits.filter((one) => one.phase === phase.value);
      if (mine.length === 0) continue;
      const items = mine.map((one) => {
        n += 1;
        const time = el("span", { class: "roll-time tabular" });
        const flags = el("span", { class: "roll-flags" });
        const button = el(
          "button",
          { type: "button", class: "roll-line" },
          el("span", { class: "roll-n tabular" }, String(n)),
          el("span", { class: "roll-words" }, el("b", {}, names(one)), titled(one) ? ` ${titled(one)}` : "", flags),
          time,
        );
        button.addEventListener("click", () => pick(one));
        this.lines.set(one.id, { button, time, flags, one });
        return el("li", {}, button);
      });
      this.element.append(el("h2", { class: "roll-phase" }, phase.label), el("ol", { class: "roll" }, ...items));
    }
    if (exhibits.length === 0) this.element.append(el("p", { class: "muted" }, "Danh mục trống. Gõ số bút lục rồi Enter để đưa lên ngay."));
  }

  /** The exhibits in the order they stand here. */
  get order(): Exhibit[] {
    return [...this.lines.values()].map((line) => line.one);
  }

  next(id: string | undefined, by: number): Exhibit | undefined {
    const order = this.order;
    const at = order.findIndex((one) => one.id === id);
    if (at < 0) return by > 0 ? order[0] : order.at(-1);
    return order[at + by];
  }

  mark(chosen: string | undefined, shown: string | null, cleared: Set<string>): void {
    for (const [id, { button, flags, one }] of this.lines) {
      button.classList.toggle("is-shown", id === shown);
      if (id === chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      flags.replaceChildren(...warnings(one, this.rule, cleared.has(one.person.trim().toLowerCase())));
      if (id === chosen) button.scrollIntoView({ block: "nearest" });
    }
  }

  times(used: Record<string, number>): void {
    for (const [id, { time, one }] of this.lines) {
      const seconds = used[id] ?? 0;
      time.textContent = seconds > 0 ? `${minutes(seconds)} / ${minutes(one.planned_s)}` : minutes(one.planned_s);
      time.classList.toggle("is-over", seconds > one.planned_s && one.planned_s > 0);
    }
  }
}
