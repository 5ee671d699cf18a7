// Beside the console: the court's screen as it is now, its address, who has spoken, search in the file.
import { el } from "../dom";
import { call, Refused } from "../http";
import { toast } from "../shell/toasts";
import { boxed } from "../viewer/boxed";
import type { Found, Hit } from "../viewer/contract";
import type { Heard, Shown, State } from "./contract";
import { standing } from "./pages";
import { composed } from "./picture";
import { Player } from "./player";

/** The court's screen, small. */
export class Mirror {
  readonly element: HTMLElement;
  private readonly glass = el("div", { class: "mirror-glass", role: "img", "aria-label": "Màn hình phiên tòa" });
  private readonly said = el("p", { class: "mirror-said", role: "status" });
  private readonly count = el("span", { class: "badge-soft" });

  constructor() {
    this.element = el("section", { class: "console-box mirror" }, el("h2", {}, "Màn hình phiên tòa ", this.count), this.glass, this.said);
  }

  /** The recording that stands on the screen, seen here without its sound. */
  private readonly players = new Map<string, Player>();
  private drawn = "";

  private player(part: Shown, now: number): Player | undefined {
    if (part.kind !== "media") return undefined;
    const known = this.players.get(part.src) ?? new Player(part.src, part.is_video, part.label, true);
    this.players.set(part.src, known);
    known.follow(part.play, now);
    return known;
  }

  /** In words, at once. */
  say(state: State): void {
    const held = state.is_frozen ? "Đang giữ màn hình (F). " : "";
    const seen = state.parts.length === 0 ? "Chưa đưa gì lên màn hình." : state.is_blank ? "Màn hình đang tắt (B): phòng xử án không thấy gì." : state.caption;
    this.said.textContent = held + seen;
    this.glass.dataset.dark = state.parts.length === 0 ? "Chưa đưa gì lên" : state.is_blank ? "Đang tắt" : "";
    this.count.textContent = state.screens === 0 ? "chưa có màn hình nào nối" : `${state.screens} màn hình đang nối`;
    this.count.className = `badge-soft tone-${state.screens === 0 ? "warning" : "good"}`;
  }

  /** As it is seen. */
  show(state: State): void {
    const isDark = state.is_blank || state.parts.length === 0;
    const box = this.glass.getBoundingClientRect();
    this.glass.classList.toggle("is-dark", isDark);
    const drawn = isDark ? [] : state.parts.map(standing);
    const running = new Map(drawn.flatMap((part) => (part.kind === "media" ? [[part.src, this.player(part, state.now_ms)?.element] as const] : [])));
    for (const [src, player] of this.players) {
      if (running.has(src)) continue;
      player.end();
      this.players.delete(src);
    }
    // What stands there already is not drawn anew because a screen was connected or a word was told twice.
    const now = JSON.stringify([Math.round(box.width), Math.round(box.height), drawn.map((part) => (part.kind === "media" ? part.src : part))]);
    if (now === this.drawn) return;
    this.drawn = now;
    this.glass.replaceChildren(isDark ? "" : composed(drawn, box.width - 12, box.height - 12, (src) => running.get(src)));
  }
}

/** The court's address: opened on the second output, copied to another device, made anew, taken back. */
export class Address {
  readonly element = el("section", { class: "console-box" });
  private shown = "none";

  constructor(
    private readonly href: string,
    private readonly hear: (heard: Heard) => void,
  ) {}

  show(state: State): void {
    const now = `${state.court} ${state.court_until}`;
    if (now === this.shown) return;
    this.shown = now;
    const act = (name: string, method: string) => {
      const button = el("button", { type: "button", class: "btn btn-sm" }, name);
      button.addEventListener("click", () => {
        call<Heard>(method, `${this.href}/key`, method === "POST" ? {} : undefined).then(this.hear, (error: Refused) => toast("danger", error.message));
      });
      return button;
    };
    const title = el("h2", {}, "Địa chỉ màn hình");
    if (!state.court) {
      this.element.replaceChildren(title, el("p", {}, "Địa chỉ đã thu hồi hoặc hết hạn. Không màn hình nào mở được."), act("Tạo địa chỉ mới", "POST"));
      return;
    }
    const url = new URL(state.court, location.href).href;
    const open = el("a", { class: "btn btn-sm btn-primary", href: state.court, target: "_blank", rel: "noopener" }, "Mở màn hình phiên tòa");
    const copy = el("button", { type: "button", class: "btn btn-sm" }, "Chép địa chỉ");
    copy.addEventListener("click", () => {
      navigator.clipboard.writeText(url).then(() => toast("good", "Đã chép địa chỉ màn hình."), () => toast("warning", "Máy này không cho chép. Hãy bôi đen địa chỉ rồi chép."));
    });
    const words = el("p", { class: "muted console-url" }, url);
    this.element.replaceChildren(title, el("p", { class: "console-keys" }, open, copy, act("Đổi địa chỉ", "POST"), act("Thu hồi", "DELETE")), words, el("p", { class: "muted" }, `Không cần đăng nhập, chỉ xem được điều đã đưa lên. Bấm F trên màn hình ấy cho đầy màn hình và để băng ghi có tiếng. Hết hạn ${state.court_until}.`));
  }
}

/** Who has spoken at the trial, and on what ground their statements may be made public (BLTTHS Đ.308). */
export class Spoken {
  readonly element: HTMLElement;
  private readonly list = el("ul", { class: "plain-list" });

  constructor(href: string, rule: string, people: string[], hear: (heard: Heard) => void) {
    const person = el("input", { class: "form-control", id: "spoken-person", list: "spoken-people", required: true, autocomplete: "off" });
    const ground = el("input", { class: "form-control", id: "spoken-ground", required: true, autocomplete: "off" });
    const names = el("datalist", { id: "spoken-people" }, ...people.map((name) => el("option", { value: name })));
    const form = el(
      "form",
      { class: "spoken-form" },
      el("label", { class: "form-label", for: "spoken-person" }, "Người đã khai tại phiên tòa"),
      person,
      names,
      el("label", { class: "form-label", for: "spoken-ground" }, "Căn cứ công bố lời khai"),
      ground,
      el("button", { class: "btn btn-sm" }, "Ghi nhận"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      call<Heard>("POST", `${href}/clearances`, { person: person.value, ground: ground.value }).then(
        (heard) => {
          person.value = ground.value = "";
          hear(heard);
        },
        (error: Refused) => toast("danger", error.message),
      );
    });
    this.element = el("details", { class: "console-box" }, el("summary", {}, `Công bố lời khai – ${rule}`), this.list, form);
  }

  show(state: State): void {
    this.list.replaceChildren(...state.cleared.map((one) => el("li", {}, el("b", {}, one.person), `: ${one.ground}`)));
  }
}

/** Search in the file: a hit is looked at first, released afterwards. */
export class Search {
  readonly element: HTMLElement;
  readonly input = el("input", { class: "form-control", type: "search", placeholder: "Tìm trong hồ sơ ( / )", "aria-label": "Tìm trong hồ sơ", autocomplete: "off" });
  private readonly hits = el("ol", { class: "hits console-hits" });
  private readonly said = el("p", { class: "muted", role: "status" });
  private wait = 0;
  private turn = 0;

  constructor(
    private readonly url: string,
    private readonly pick: (hit: Hit) => void,
  ) {
    this.input.addEventListener("input", () => {
      clearTimeout(this.wait);
      this.wait = window.setTimeout(() => void this.ask(), 200);
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.input.blur();
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.hits.querySelector("button")?.click();
    });
    this.element = el("section", { class: "console-box" }, this.input, this.said, this.hits);
  }

  private async ask(): Promise<void> {
    const query = this.input.value.trim();
    const mine = ++this.turn;
    if (query.length < 2) {
      this.hits.replaceChildren();
      this.said.textContent = "";
      return;
    }
    try {
      const found = await call<Found>("GET", `${this.url}?q=${encodeURIComponent(query)}`);
      if (mine !== this.turn) return;
      this.said.textContent = found.total === 0 ? "Không thấy." : `${found.total} trang`;
      this.hits.replaceChildren(...found.hits.slice(0, 40).map((hit) => this.line(hit, query)));
    } catch (error) {
      this.said.textContent = (error as Refused).message;
    }
  }

  private line(hit: Hit, query: string): HTMLElement {
    const button = el("button", { type: "button", class: "hit" }, el("span", { class: "hit-place tabular" }, hit.bl ? `BL ${hit.bl}` : `Trang ${hit.no}`), el("span", { class: "hit-words" }, hit.text));
    const pick = () => this.pick(hit);
    button.addEventListener("click", () => void boxed(this.url, query, [hit], 0).then(pick, pick));
    return el("li", {}, button);
  }
}
