// The server's part, played in the page: the doors of crates/courtroom/src/session answered from the pack, with the same rules.
import type { Cue, Exhibit, Heard, Look, Play, State } from "../courtroom/contract";
import { folded } from "../dom";
import type { Rect } from "../viewer/contract";
import { Finder } from "./find";
import { Refused } from "./http";
import type { Inside, Layout, PackedPage } from "./inside";
import type { Journal, ShownLine } from "./journal";
import { given, type Room } from "./room";
import { type Asks, blocked, caption, laid, leaf, MOST_PARTS, moved, origin, stopped } from "./rules";
import type { Vault } from "./vault";

export const HREF = "pack:";

interface WantedPart {
  page?: string;
  bl?: string;
  no?: number;
  rect?: Rect | null;
  look?: Look;
  lights?: Rect[];
}

interface Ask {
  exhibit?: string;
  parts?: WantedPart[];
  phase?: string;
  confirmed?: boolean;
  ground?: string;
  step?: number | null;
}

/** What stands on the screen: kept in the log as it is, and enough to draw it again. */
export type Standing =
  | { kind: "page"; page: string; label: string; src: string; look: Look; rect: Rect | null; lights: Rect[]; w: number; h: number }
  | { kind: "law"; law: string; text: string; source: string; to_check: boolean; step: number; steps: number; label: string }
  | { kind: "drawing"; drawing: string; label: string; src: string; w: number; h: number; step: number | null; steps: number }
  | { kind: "media"; media: string; label: string; src: string; is_video: boolean; duration_ms: number; cues: Cue[]; play: Play };

/** A part of the list, of whatever kind: each kind has one field that only it has. */
interface AnyPart {
  label: string;
  page?: string;
  pieces?: string[];
  picture?: string;
  media?: string;
  is_lost?: boolean;
  is_changed?: boolean;
  [more: string]: unknown;
}

export class Desk {
  private readonly byId = new Map<string, PackedPage>();
  private readonly byBl = new Map<string, PackedPage>();
  private readonly byNo = new Map<number, PackedPage>();
  private readonly places = new Map<string, number>();
  private readonly finder: Finder;
  /** Recordings that were asked for, held open by the browser. */
  private readonly tapes = new Map<string, Promise<Blob>>();
  private screen: { content: ShownLine | null; isBlank: boolean; isFrozen: boolean } = { content: null, isBlank: false, isFrozen: false };
  private notes: { text: string; revision: number };
  private version = 1;
  private hear: (state: State) => void = () => undefined;

  constructor(
    readonly inside: Inside,
    private readonly layout: Layout,
    private readonly vault: Vault,
    private readonly journal: Journal,
    private readonly room: Room,
  ) {
    for (const [place, page] of inside.pages.entries()) {
      this.byId.set(page.id, page);
      this.byNo.set(page.no, page);
      this.places.set(page.id, place);
    }
    // A number that a person wrote comes before one that its neighbours propose.
    for (const by of [(page: PackedPage) => page.bl, (page: PackedPage) => page.bl_guess]) {
      for (const page of inside.pages) {
        const bl = by(page);
        if (bl && !this.byBl.has(leaf(bl))) this.byBl.set(leaf(bl), page);
      }
    }
    this.finder = new Finder(vault, inside, layout);
    this.notes = { text: inside.notes, revision: 1 };
    for (const line of journal.lines) this.fold(line);
    room.heard(() => void this.changed());
  }

  private fold(line: Journal["lines"][number]): void {
    this.version += 1;
    if (line.what === "shown") this.screen = { content: line, isBlank: false, isFrozen: false };
    if (line.what === "hidden" || line.what === "closed") this.darken(line.at);
    if (line.what === "held") this.screen.isFrozen = line.on;
    if (line.what === "played" && this.screen.content) this.screen.content = { ...this.screen.content, parts: line.parts };
    if (line.what === "notes") this.notes = { text: line.notes, revision: this.notes.revision + 1 };
  }

  /** A recording stops where it stands. */
  private darken(at: number): void {
    const { content, isFrozen } = this.screen;
    const parts = ((content?.parts ?? []) as Standing[]).map((part) => (part.kind === "media" ? { ...part, play: stopped(part.play, at) } : part));
    this.screen = { content: content && { ...content, parts }, isBlank: true, isFrozen };
  }

  private async write(what: Parameters<Journal["write"]>[0]): Promise<void> {
    await this.journal.write(what);
    this.fold(this.journal.lines.at(-1)!);
  }

  /** A console listens from now on. */
  listen(hear: (state: State) => void): void {
    this.hear = hear;
    hear(this.state());
  }

  private changed(): void {
    this.version += 1;
    this.hear(this.state());
  }

  get savedNotes(): { text: string; revision: number } {
    return this.notes;
  }

  /** What the court may see of it now. */
  get seen(): { caption: string; parts: Standing[] } {
    const { content, isBlank } = this.screen;
    return content && !isBlank ? { caption: content.caption, parts: content.parts as Standing[] } : { caption: "", parts: [] };
  }

  private used(): Record<string, number> {
    const used: Record<string, number> = {};
    let open: { exhibit: string | null; at: number } | undefined;
    const close = (at: number) => {
      if (open?.exhibit) used[open.exhibit] = (used[open.exhibit] ?? 0) + Math.max(0, at - open.at);
      open = undefined;
    };
    for (const line of this.journal.lines) {
      if (["shown", "hidden", "closed", "ended"].includes(line.what)) close(line.at);
      if (line.what === "shown") open = { exhibit: line.exhibit, at: line.at };
    }
    close(Date.now());
    return Object.fromEntries(Object.entries(used).map(([id, ms]) => [id, Math.ceil(ms / 1000)]));
  }

  private cleared(): { person: string; ground: string }[] {
    return this.journal.lines.flatMap((line) => (line.what === "cleared" ? [{ person: line.person, ground: line.ground }] : []));
  }

  private state(): State {
    const { content, isBlank, isFrozen } = this.screen;
    const state = {
      version: this.version,
      now_ms: Date.now(),
      is_over: false,
      is_blank: isBlank || !content,
      is_frozen: isFrozen,
      exhibit: content?.exhibit ?? null,
      caption: content?.caption ?? "",
      parts: ((content?.parts ?? []) as Standing[]).map((part) => (part.kind === "page" ? { ...part, src: `${HREF}page/${part.page}` } : part)),
      court: "",
      court_until: "",
      screens: this.room.isOpen ? 1 : 0,
      cleared: this.cleared(),
      used: this.used(),
    };
    return state as unknown as State;
  }

  /** What the console asks a server for. */
  async answer(method: string, address: string, body: unknown): Promise<unknown> {
    const url = new URL(address.replace(HREF, "https://pack/"));
    const asked = `${method} ${url.pathname.replace(/^\/+/, "")}`;
    const sent = (body ?? {}) as Record<string, unknown>;
    switch (asked) {
      case "GET sheet":
        return this.sheet();
      case "GET pages":
        return this.window(url.searchParams);
      case "GET search":
        return this.finder.find(url.searchParams.get("q") ?? "");
      case "POST release":
        return this.release(sent as Ask);
      case "PUT blank":
        return this.blank(sent.on === true);
      case "PUT hold":
        await this.write({ what: "held", on: sent.on === true });
        return this.told();
      case "PUT play":
        return this.play(sent);
      case "PUT notes":
        await this.write({ what: "notes", notes: String(sent.notes ?? "") });
        return { revision: this.notes.revision };
      case "POST clearances":
        return this.clear(String(sent.person ?? ""), String(sent.ground ?? ""));
      default:
        throw new Refused(404, "Trang của gói không làm được việc này khi không có mạng.");
    }
  }

  private async sheet(): Promise<unknown> {
    const exhibits = [];
    for (const one of this.inside.exhibits) {
      const parts = [];
      for (const part of one.parts) parts.push(await this.addressed(part as unknown as AnyPart));
      exhibits.push({ ...one, parts });
    }
    return { ...this.inside.sheet, href: HREF, pages: `${HREF}pages`, search: `${HREF}search`, phases: this.inside.phases, rule: this.inside.rule, exhibits, state: this.state() };
  }

  /** The addresses of a part's pictures, as this page knows them. */
  private async addressed(part: AnyPart): Promise<AnyPart> {
    if (part.page) return { ...part, image: `${HREF}page/${part.page}`, thumb: `${HREF}page/${part.page}`, is_lost: part.is_lost || !this.byId.has(part.page) };
    // Diagrams are few, and their shape is asked before they are drawn.
    if (part.picture) return { ...part, src: await this.blob(`${HREF}drawing/${part.picture}`).then((blob) => URL.createObjectURL(blob), () => "") };
    if (part.media) return { ...part, src: `${HREF}media/${part.media}` };
    return part;
  }

  private window(wish: URLSearchParams): unknown {
    const [bl, page] = [wish.get("bl"), wish.get("page") ?? ""];
    const found = bl ? this.byBl.get(leaf(bl)) : (this.byId.get(page) ?? this.byNo.get(Number(page)));
    const pages = found ? [{ ...found, image: `${HREF}page/${found.id}`, thumb: `${HREF}page/${found.id}` }] : [];
    return { total: this.inside.pages.length, at: found?.no ?? null, pages };
  }

  /** The bytes behind one of this page's own addresses. */
  async blob(address: string): Promise<Blob> {
    const [path = "", query] = address.slice(HREF.length).split("?");
    const [kind, id] = path.split("/");
    const step = new URLSearchParams(query).get("step");
    if (kind === "page") return this.vault.picture(this.layout.picture(this.placeOf(id ?? "")));
    if (kind === "drawing") {
      const wanted = step === null || step === "" ? null : Number(step);
      const all = this.inside.drawings.filter((one) => one.picture === id);
      const found = all.find((one) => one.step === wanted) ?? all[0];
      if (found) return this.vault.picture(found.part, "image/png");
    }
    const tape = kind === "media" ? this.inside.recordings.find((one) => one.media === id) : undefined;
    if (tape) {
      const known = this.tapes.get(tape.media) ?? this.vault.whole(Array.from({ length: tape.count }, (_, n) => tape.first + n), tape.mime);
      this.tapes.set(tape.media, known);
      known.catch(() => this.tapes.delete(tape.media));
      return known;
    }
    throw new Refused(404, "Trang này không có trong gói.");
  }

  async url(address: string): Promise<string> {
    return this.vault.url(address, await this.blob(address));
  }

  /** Read and opened before it is asked for. */
  warm(address: string): void {
    void this.blob(address).catch(() => undefined);
  }

  private placeOf(id: string): number {
    const place = this.places.get(id);
    if (place === undefined) throw new Refused(404, "Trang này không có trong gói.");
    return place;
  }

  private refuse(sentence: string): never {
    throw new Refused(422, sentence);
  }

  private pageOf(one: WantedPart): PackedPage {
    const { says } = this.inside;
    if (one.page) return this.byId.get(one.page) ?? this.refuse(says.exhibit_gone);
    if (one.bl) return this.byBl.get(leaf(one.bl)) ?? this.refuse(says.no_leaf.replaceAll("{}", one.bl));
    return this.byNo.get(one.no ?? 0) ?? this.refuse(says.no_page.replaceAll("{}", String(one.no ?? 0)));
  }

  private standing(page: PackedPage, one: WantedPart): Standing {
    const label = page.bl ? `BL ${page.bl}` : `Trang ${page.no}`;
    const look = one.look ?? "page";
    return { kind: "page", page: page.id, label, src: `${HREF}page/${page.id}`, look, rect: look === "page" ? null : (one.rect ?? null), lights: one.lights ?? [], w: page.w, h: page.h };
  }

  /** A part of the list as it is shown. */
  private ofList(part: AnyPart, step: number | null | undefined): Standing {
    if (part.page) return this.standing(this.pageOf({ page: part.page }), part as WantedPart);
    if (part.pieces) {
      const { pieces } = part;
      const at = Math.min(Math.max(step ?? 0, 0), pieces.length - 1);
      return { kind: "law", law: String(part.law), text: pieces[at] ?? "", source: String(part.source), to_check: part.to_check === true, step: at, steps: pieces.length, label: part.label };
    }
    if (part.picture) {
      const all = this.inside.drawings.filter((one) => one.picture === part.picture);
      const found = all.find((one) => one.step === (step ?? null)) ?? all[0];
      if (!found) return this.refuse(this.inside.says.not_ready);
      const src = `${HREF}drawing/${found.picture}?step=${found.step ?? ""}`;
      return { kind: "drawing", drawing: found.picture, label: part.label, src, w: found.w, h: found.h, step: found.step, steps: Number(part.steps ?? 0) };
    }
    if (part.media && this.inside.recordings.some((one) => one.media === part.media)) {
      const cues = (part.cues as Cue[] | undefined) ?? [];
      return { kind: "media", media: part.media, label: part.label, src: `${HREF}media/${part.media}`, is_video: part.is_video === true, duration_ms: Number(part.duration_ms ?? 0), cues, play: laid(cues, Date.now()) };
    }
    return this.refuse(this.inside.says.not_ready);
  }

  private static sameThings(one: AnyPart[], other: Standing[]): boolean {
    return one.length === other.length && one.every((part, at) => part.page !== undefined && part.page === (other[at] as { page?: string }).page);
  }

  private async release(ask: Ask): Promise<Heard> {
    const { says } = this.inside;
    if (this.screen.isFrozen) this.refuse(says.frozen);
    const listed = ask.exhibit ? this.inside.exhibits.find((one) => one.id === ask.exhibit) : undefined;
    if (ask.exhibit && !listed) this.refuse(says.exhibit_gone);
    const drawn = ask.parts ?? [];
    if (drawn.length > MOST_PARTS) this.refuse(says.too_many);
    const theirs = (listed?.parts ?? []) as unknown as AnyPart[];
    const isDrawn = drawn.length > 0;
    const parts = listed && !isDrawn ? theirs.map((part) => this.ofList(part, ask.step)) : drawn.map((one) => this.standing(this.pageOf(one), one));
    if (parts.length === 0) this.refuse(says.exhibit_gone);
    const isNew = theirs.some((part) => part.is_changed === true);
    const from = origin(listed && { isApproved: listed.standing !== "unapproved", isDrawn, isSame: Desk.sameThings(theirs, parts), isNew });
    const one = from === "page" ? undefined : listed;
    const asks = this.blocked(one, parts);
    const ground = (ask.ground ?? "").trim();
    const cleared = this.groundOf(one?.person ?? "");
    const isStatement = this.isStatement(one, parts);
    if (asks && !(ask.confirmed && (asks === "unknown" || ground))) return { asks: { kind: asks, sentence: asks === "statement" ? says.statement : says.unknown } };
    // It is here and can be seen before anything is said to have been shown.
    const ready = await Promise.all(parts.map((part) => given(this, part))).catch(() => this.refuse(says.not_ready));
    await this.write({
      what: "shown",
      id: crypto.randomUUID(),
      exhibit: one?.id ?? null,
      phase: one?.phase ?? this.phase(ask.phase),
      origin: from,
      caption: this.caption(one, parts),
      statement: isStatement,
      ground: !isStatement ? "" : asks ? ground : (cleared ?? ""),
      parts,
    });
    await this.room.show(this, ready);
    return this.told();
  }

  private phase(asked = ""): string {
    return this.inside.phases.some((one) => one.value === asked) ? asked : "";
  }

  private caption(one: Exhibit | undefined, parts: Standing[]): string {
    const first = parts[0];
    const title = one ? one.title : first?.kind === "page" ? (this.byId.get(first.page)?.title ?? "") : "";
    return caption(parts.map((part) => part.label).join(", "), title);
  }

  private bearings(one: Exhibit | undefined, parts: Standing[]): Exhibit["bearing"][] {
    return parts.map((part) => (part.kind === "page" ? (this.byId.get(part.page)?.bearing ?? "unknown") : part.kind === "media" ? (one?.bearing ?? "unknown") : "free"));
  }

  private isStatement(one: Exhibit | undefined, parts: Standing[]): boolean {
    return blocked(this.bearings(one, parts), one?.statement ?? "", false) === "statement";
  }

  private blocked(one: Exhibit | undefined, parts: Standing[]): Asks {
    return blocked(this.bearings(one, parts), one?.statement ?? "", this.groundOf(one?.person ?? "") !== undefined);
  }

  private groundOf(person: string): string | undefined {
    const asked = folded(person.trim());
    return asked === "" ? undefined : this.cleared().find((one) => folded(one.person.trim()) === asked)?.ground;
  }

  private async blank(on: boolean): Promise<Heard> {
    const { content, isBlank, isFrozen } = this.screen;
    if (on !== isBlank) {
      if (on) await this.write({ what: "hidden" });
      else {
        if (isFrozen) this.refuse(this.inside.says.frozen);
        if (!content) this.refuse(this.inside.says.nothing);
        await this.write({ ...content, id: crypto.randomUUID() });
      }
      await this.room.show(this);
    }
    return this.told();
  }

  private async clear(person: string, ground: string): Promise<Heard> {
    const [who, why] = [person.trim(), ground.trim()];
    if (!who) this.refuse(this.inside.says.no_person);
    if (!why) this.refuse(this.inside.says.no_ground);
    await this.write({ what: "cleared", id: crypto.randomUUID(), person: who, ground: why });
    return this.told();
  }

  /** The recording on the screen runs from a mark, or stops where it stands. A held screen can be stopped and not started. */
  private async play(sent: Record<string, unknown>): Promise<Heard> {
    const { says } = this.inside;
    const { content, isBlank, isFrozen } = this.screen;
    const all = (content?.parts ?? []) as Standing[];
    if (!content || isBlank || !all.some((part) => part.kind === "media")) this.refuse(says.nothing_plays);
    const asked = { is_playing: sent.is_playing === true, at_ms: sent.at_ms as number | undefined, cue: sent.cue as number | undefined };
    if (isFrozen && (asked.is_playing || typeof asked.at_ms === "number" || typeof asked.cue === "number")) this.refuse(says.frozen);
    const parts = all.map((part): Standing => {
      if (part.kind !== "media") return part;
      return { ...part, play: moved(part.play, part.duration_ms, part.cues, asked, Date.now()) ?? this.refuse(says.no_cue) };
    });
    await this.write({ what: "played", parts });
    await this.room.show(this);
    return this.told();
  }

  /** The court's window was closed: what stood there stands there no more. */
  async wasClosed(): Promise<void> {
    if (this.seen.parts.length > 0) await this.write({ what: "closed" });
    this.changed();
  }

  /** The window is there again: what had been released stands there as before. */
  async wasOpened(): Promise<void> {
    const wasLit = this.journal.lines.findLast((line) => ["shown", "hidden", "closed"].includes(line.what))?.what === "closed";
    if (wasLit && !this.screen.isFrozen) await this.blank(false);
    else await this.room.show(this);
    this.changed();
  }

  /** The page was loaded anew: what stood on the screen stands there, if the court's window is still there; the log says so. */
  async resumed(isAgain: boolean): Promise<void> {
    if (!isAgain && this.seen.parts.length > 0) await this.write({ what: "closed" });
    await this.write({ what: "resumed" });
  }

  async end(): Promise<void> {
    await this.write({ what: "ended" });
    this.screen = { content: null, isBlank: true, isFrozen: false };
    await this.room.show(this);
  }

  private told(): Heard {
    const state = this.state();
    this.hear(state);
    return { state };
  }
}
