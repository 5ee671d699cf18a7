// The mind map of a case: drawn by the server from the case, edited here by mouse and keyboard; every edit is kept as it is made.
import { el, isTyping, onEach } from "./dom";
import { call, csrf, Refused } from "./http";
import { toast } from "./shell/toasts";
import type { Change, Kept, MindMap, MindNode } from "./mindmap/contract";
import { conflict } from "./mindmap/conflict";
import { added, freed, moved, undone, type Edit } from "./mindmap/edits";
import { Keeper } from "./mindmap/keeper";
import { outline } from "./mindmap/outline";
import { panel, removed } from "./mindmap/panel";
import { present } from "./present";
import { Stage, type Drop, type Minder } from "./mindmap/stage";
import { news, tools } from "./mindmap/tools";
import { ROOT, Tree, type Place } from "./mindmap/tree";
import { typing } from "./mindmap/typing";
import { below, dropped, last, shifted, sideways, vertical } from "./mindmap/ways";

const HELP = "Tab: thêm nút con · Enter: cùng cấp · F2: sửa · Delete: bỏ · Ctrl+Z / Ctrl+Y: hoàn tác, làm lại · ← → ↑ ↓: đi · Alt+↑ ↓: chuyển chỗ · Ctrl+X, Ctrl+V: chuyển nhánh · Dấu cách: thu, mở · O: mở trang · Esc: sang khung bên";
const PHONE = "(max-width: 860px)";

class MindMapPage implements Minder {
  private readonly tree = new Tree();
  private readonly stage = new Stage(this);
  private readonly keeper: Keeper;
  private readonly aside = el("aside", { class: "mind-panel", "aria-label": "Nút đang chọn" });
  private readonly list = el("div", { class: "mind-list-place" });
  private readonly news = el("div", { class: "mind-news" });
  private readonly status = el("p", { class: "mind-saved muted", role: "status" });
  private readonly conflicts = el("div", { class: "mind-conflicts" });
  private readonly bar = el("div", { class: "mind-bar" });
  private folded = new Set<string>();
  private selected = ROOT;
  private carried: string | undefined;
  private editing: { key: string } | undefined;
  private readonly done: Edit[][] = [];
  private readonly undone: Edit[][] = [];
  private readonly foldPlace: string;
  private isList = matchMedia(PHONE).matches;
  /** In the list the fields of a node come out once it was chosen. */
  private isChosen = false;
  private undoButton!: HTMLButtonElement;
  private redoButton!: HTMLButtonElement;

  constructor(
    private readonly root: HTMLElement,
    private readonly url: string,
    private map: MindMap,
  ) {
    const id = root.dataset.map ?? url;
    this.foldPlace = `mindmap-folded ${id}`;
    this.keeper = new Keeper(url, id, (map, conflicts) => this.taken(map, conflicts), (words, isLate) => this.tell(words, isLate));
    this.tree.load(map, this.keeper.changes());
    this.unfold();
    this.tools();
    const work = el("div", { class: "mind-work" }, this.stage.root, this.list, this.aside);
    root.replaceChildren(this.bar, this.news, this.conflicts, work, el("p", { class: "mind-help muted" }, this.map.may_edit ? HELP : "← → ↑ ↓: đi · Dấu cách: thu, mở · O: mở trang · Esc: sang khung bên"));
    root.addEventListener("keydown", (event) => this.key(event));
    addEventListener("pagehide", () => this.endEdit(true));
    const wanted = new URLSearchParams(location.search).get("node");
    if (wanted && !this.tree.isGone(wanted)) this.open(wanted);
    this.draw();
    if (wanted && this.selected === wanted) this.stage.reveal(wanted);
    else this.stage.fit();
  }

  /** Which branches stand open: as they were left here, else the two levels a leader sees. */
  private unfold(): void {
    const kept = localStorage.getItem(this.foldPlace);
    if (kept) this.folded = new Set(JSON.parse(kept) as string[]);
    else this.toLevel(2, false);
  }

  private toLevel(levels: number, draws = true): void {
    this.folded = below(this.tree, levels);
    if (!draws) return;
    while (this.tree.depth(this.selected) > levels) this.selected = this.tree.nodes.get(this.selected)!.parent;
    this.keepFolds();
    this.draw();
    this.stage.fit();
  }

  private keepFolds(): void {
    localStorage.setItem(this.foldPlace, JSON.stringify([...this.folded]));
  }

  /** Opens the branches above a node and chooses it. */
  private open(key: string): void {
    for (let at = this.tree.nodes.get(key)?.parent; at !== undefined && at !== ROOT && at !== ""; at = this.tree.nodes.get(at)?.parent) this.folded.delete(at);
    this.selected = key;
  }

  private taken(map: MindMap, conflicts: Change[]): void {
    this.map = map;
    this.tree.load(map, this.keeper.changes());
    for (const mine of conflicts) this.conflict(mine);
    if (!this.editing) this.draw();
  }

  /** Somebody else was faster: both are shown, and the person chooses. */
  private conflict(mine: Change): void {
    const node = this.tree.nodes.get(mine.key);
    if (!node) return;
    this.conflicts.append(conflict(node, mine, () => this.act([{ key: mine.key, before: node.kept, after: mine.kept }])));
  }

  private tell(words: string, isLate: boolean): void {
    this.status.textContent = words;
    this.status.classList.toggle("is-late", isLate);
  }

  private tools(): void {
    const { undo, redo } = tools(this.bar, this.map.may_edit, this.isList, {
      level: (many) => this.toLevel(many),
      zoom: (by) => this.stage.zoom(by),
      fit: () => this.stage.fit(),
      shape: () => {
        this.isList = !this.isList;
        this.draw();
        if (!this.isList) this.stage.fit();
        return this.isList;
      },
      present: () => present(this.url, this.map.steps, this.root.dataset.title ?? "", 0),
      undo: () => this.undo(),
      redo: () => this.redo(),
      readIn: (file) => void this.readIn(file),
    });
    [this.undoButton, this.redoButton] = [undo, redo];
    this.bar.append(this.status);
  }

  private nextNew(): void {
    const all = [...this.tree.nodes.values()].filter((node) => node.is_new && !this.tree.isGone(node.key)).map((node) => node.key);
    const next = all[(all.indexOf(this.selected) + 1) % Math.max(all.length, 1)];
    if (next === undefined) return;
    this.open(next);
    this.draw();
    this.focus();
  }

  private async redraw(): Promise<void> {
    try {
      this.taken(await call<MindMap>("POST", `${this.url}/drawing`, {}), []);
      toast("good", "Đã vẽ lại từ hồ sơ. Mọi chỗ sửa tay vẫn giữ nguyên.");
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }

  private async readIn(file: File): Promise<void> {
    const body = new FormData();
    body.append("csrf", csrf());
    body.append("file", file);
    try {
      const brought = await call<{ told: string; before: Change[]; map: MindMap }>("POST", `${this.url}/import`, body);
      this.taken(brought.map, []);
      const edits = brought.before.map((one): Edit => ({ key: one.key, before: one.kept, after: this.tree.nodes.get(one.key)?.kept ?? one.kept }));
      if (edits.length) this.done.push(edits.reverse());
      this.buttons();
      toast("good", brought.told);
    } catch (error) {
      toast("danger", (error as Refused).message);
    }
  }

  // ——— what is seen ———

  private draw(): void {
    if (this.tree.isGone(this.selected)) this.selected = ROOT;
    const hasFocus = this.root.contains(document.activeElement) && document.activeElement?.closest("[data-key], [data-line]");
    this.stage.root.hidden = this.isList;
    this.list.hidden = !this.isList;
    this.root.classList.toggle("is-list", this.isList);
    if (this.isList) {
      this.list.replaceChildren(outline(this.tree, this.folded, this.selected, { select: (key) => this.selectLine(key), fold: (key) => this.fold(key) }));
    } else this.stage.draw(this.tree, this.folded, this.selected);
    news(this.news, this.map, { redraw: () => void this.redraw(), next: () => this.nextNew() });
    this.drawPanel();
    this.buttons();
    if (hasFocus) this.focus();
  }

  private buttons(): void {
    if (!this.map.may_edit) return;
    this.undoButton.disabled = this.done.length === 0;
    this.redoButton.disabled = this.undone.length === 0;
  }

  private drawPanel(): void {
    // Whoever types there goes on typing.
    const typed = document.activeElement as HTMLElement | null;
    const isInside = !!typed && this.aside.contains(typed) && this.aside.dataset.node === this.selected;
    if (isInside && (typed instanceof HTMLTextAreaElement || typed.dataset.typed)) return;
    const field = isInside ? typed.id : "";
    const node = this.tree.nodes.get(this.selected)!;
    const key = node.key;
    this.aside.dataset.node = key;
    const edit = (kept: Partial<Kept>, ms: number, leaves?: { before: string; after: string }) => this.typed(key, kept, ms, leaves);
    const shown = panel(node, this.map.may_edit, key === ROOT, this.keeper.refusal(key), {
      words: (text) => edit({ words: text }, 700),
      leaves: (text) => edit({}, 0, { before: node.leaves, after: text }),
      note: (text) => edit({ note: text }, 700),
      child: () => this.addChild(),
      sibling: () => this.addSibling(),
      remove: () => this.remove(),
      asDrawn: () => this.act([{ key, before: node.kept, after: { ...node.kept, words: null, sources: null } }]),
      keepMine: () => this.act([{ key, before: node.kept, after: node.kept, confirm: true }]),
      own: () => this.makeOwn(node),
    });
    this.aside.replaceChildren(shown, this.map.may_edit ? removed(this.tree.hidden(), (one) => this.act([{ key: one.key, before: one.kept, after: { ...one.kept, is_hidden: false } }])) : "");
    if (this.isList && !this.isChosen) this.aside.remove();
    else if (this.isList) this.list.querySelector(`[data-item="${CSS.escape(key)}"] .mind-row, [data-item="${CSS.escape(key)}"] .mind-line-root`)?.after(this.aside);
    else this.root.querySelector(".mind-work")?.append(this.aside);
    if (field) this.aside.querySelector<HTMLElement>(`#${field}`)?.focus();
  }

  private selectLine(key: string): void {
    this.isChosen = !this.isChosen || key !== this.selected;
    this.selected = key;
    this.draw();
    this.list.querySelector<HTMLElement>(`[data-line="${CSS.escape(key)}"]`)?.focus();
  }

  private focus(): void {
    if (this.isList) return this.list.querySelector<HTMLElement>(`[data-line="${CSS.escape(this.selected)}"]`)?.focus();
    this.stage.box(this.selected)?.focus({ preventScroll: true });
    this.stage.reveal(this.selected);
  }

  // ——— Minder: what the stage tells ———

  select(key: string): void {
    if (this.editing && this.editing.key !== key) this.endEdit(true);
    if (key !== this.selected) {
      const before = this.stage.box(this.selected);
      before?.setAttribute("aria-selected", "false");
      before?.setAttribute("tabindex", "-1");
      this.selected = key;
      const now = this.stage.box(key);
      now?.setAttribute("aria-selected", "true");
      now?.setAttribute("tabindex", "0");
      (document.activeElement as HTMLElement | null)?.blur();
      this.drawPanel();
    }
    this.focus();
  }

  fold(key: string): void {
    if (!this.folded.delete(key)) this.folded.add(key);
    this.keepFolds();
    if (this.tree.isBelow(this.selected, key)) this.selected = key;
    this.draw();
    if (!this.isList) this.stage.reveal(key);
  }

  mayMove(key: string): boolean {
    return this.map.may_edit && key !== ROOT && !this.editing;
  }

  drop(key: string, onto: Drop): void {
    if (onto.where === "inside") this.folded.delete(onto.key);
    this.moveTo(key, dropped(this.tree, key, onto));
  }

  edit(key: string): void {
    if (!this.map.may_edit) return;
    if (this.isList) return this.aside.querySelector<HTMLElement>("#mind-field-words")?.focus();
    this.endEdit(true);
    const holder = this.stage.box(key)?.querySelector<HTMLElement>(".mind-words");
    const node = this.tree.nodes.get(key);
    if (!holder || !node) return;
    const place = typing(node.words, {
      typed: (text) => this.typed(key, { words: text }, 700),
      left: () => this.endEdit(true),
      ended: (isKept, isNext) => {
        this.endEdit(isKept);
        this.focus();
        if (isNext) this.addChild();
      },
    });
    this.editing = { key };
    place(holder);
  }

  private endEdit(isKept: boolean): void {
    if (!this.editing) return;
    const { key } = this.editing;
    this.editing = undefined;
    this.sealed = undefined;
    if (isKept) this.keeper.flush();
    else if (this.done.at(-1)?.[0]?.key === key) this.undo();
    this.draw();
  }

  // ——— edits ———

  /** The field that is typed in now: its letters are one step to take back. */
  private sealed: string | undefined;

  private typed(key: string, kept: Partial<Kept>, ms: number, leaves?: { before: string; after: string }): void {
    const node = this.tree.nodes.get(key)!;
    const after = { ...node.kept, ...kept };
    const field = leaves ? `${key} leaves` : `${key} ${Object.keys(kept).join()}`;
    const last = this.done.at(-1);
    if (this.sealed === field && last?.length === 1 && last[0]!.key === key) last[0]!.after = after;
    else this.done.push([{ key, before: node.kept, after, ...(leaves ? { leaves } : {}) }]);
    this.sealed = field;
    this.undone.length = 0;
    this.keep({ key, before: node.kept, after, ...(leaves ? { leaves } : {}) }, ms);
    this.buttons();
    if (leaves) this.sealed = undefined;
    if (this.editing || this.aside.contains(document.activeElement)) {
      const words = this.stage.box(key)?.querySelector(".mind-words");
      if (words && !this.editing) words.textContent = this.tree.nodes.get(key)!.words;
    } else this.draw();
  }

  private keep(edit: Edit, ms: number): void {
    const revision = this.tree.nodes.get(edit.key)?.revision ?? 0;
    const change: Change = { key: edit.key, revision, kept: edit.after };
    if (edit.leaves) change.leaves = edit.leaves.after;
    if (edit.confirm) change.confirm = true;
    this.tree.apply(change);
    this.keeper.put(change, ms);
  }

  private act(edits: Edit[]): void {
    for (const edit of edits) {
      if (this.tree.nodes.has(edit.key)) edit.was = this.tree.place(edit.key);
      this.keep(edit, 0);
    }
    this.sealed = undefined;
    this.done.push(edits);
    this.undone.length = 0;
    this.draw();
  }

  private undo(): void {
    this.sealed = undefined;
    const edits = this.done.pop();
    if (!edits) return;
    for (const edit of [...edits].reverse()) {
      const { edit: back, isAdded } = undone(edit);
      this.keep(back, 0);
      if (edit.was && !isAdded) this.tree.apply({ key: edit.key, kept: back.after }, edit.was);
    }
    this.undone.push(edits);
    this.draw();
  }

  private redo(): void {
    const edits = this.undone.pop();
    if (!edits) return;
    for (const edit of edits) this.keep({ ...edit }, 0);
    this.done.push(edits);
    this.draw();
  }

  private add(place: Place): void {
    const edit = added(place);
    const { key } = edit;
    this.folded.delete(place.parent);
    this.act([edit]);
    this.selected = key;
    this.draw();
    this.focus();
    this.edit(key);
  }

  private addChild(): void {
    if (this.map.may_edit) this.add({ parent: this.selected, follows: last(this.tree, this.selected, "") });
  }

  private addSibling(): void {
    if (!this.map.may_edit) return;
    if (this.selected === ROOT) return this.addChild();
    this.add({ parent: this.tree.nodes.get(this.selected)!.parent, follows: this.selected });
  }

  private remove(): void {
    if (!this.map.may_edit || this.selected === ROOT) return;
    const node = this.tree.nodes.get(this.selected)!;
    const siblings = this.tree.shown(node.parent);
    const at = siblings.indexOf(node.key);
    const next = siblings[at + 1] ?? siblings[at - 1] ?? node.parent;
    this.act([{ key: node.key, before: node.kept, after: { ...node.kept, is_hidden: true } }]);
    this.selected = next;
    this.draw();
    this.focus();
    toast("info", `Đã bỏ “${node.words.slice(0, 60)}” khỏi sơ đồ. Bấm Hoàn tác để đưa lại.`);
  }

  /** Hangs a node elsewhere; those that stood behind it stand behind the one before it. */
  private moveTo(key: string, to: Place): void {
    const node = this.tree.nodes.get(key)!;
    if (this.tree.isBelow(to.parent, key) || to.follows === key) return;
    this.act(moved(this.tree, node, to));
    this.selected = key;
    this.draw();
    this.focus();
  }

  private shift(by: number): void {
    const node = this.tree.nodes.get(this.selected)!;
    if (!this.map.may_edit || node.key === ROOT) return;
    const place = shifted(this.tree, node, by);
    if (place) this.moveTo(node.key, place);
  }

  private makeOwn(node: MindNode): void {
    const edits = freed(this.tree, node);
    this.act(edits);
    this.selected = edits[0]!.key;
    this.draw();
  }

  // ——— keys ———

  private go(key: string | undefined): void {
    if (key === undefined || !this.tree.nodes.has(key)) return;
    this.open(key);
    this.draw();
    this.focus();
  }

  private sideways(toRight: boolean): void {
    const next = sideways(this.tree, this.folded, this.selected, toRight, this.stage.isRight(this.selected));
    if (next === "open") this.fold(this.selected);
    else this.go(next);
  }

  private key(event: KeyboardEvent): void {
    const isUndo = (event.ctrlKey || event.metaKey) && ["z", "y"].includes(event.key.toLowerCase());
    if (isUndo && this.map.may_edit && !this.editing) {
      event.preventDefault();
      (document.activeElement as HTMLElement | null)?.blur();
      if (event.key.toLowerCase() === "y" || event.shiftKey) this.redo();
      else this.undo();
      return this.focus();
    }
    if (isTyping(event) || !(event.target as Element).closest("[data-key]")) return;
    const held = event.ctrlKey || event.metaKey;
    const acts: Record<string, () => void> = held
      ? { x: () => this.carry(), v: () => this.put() }
      : event.altKey
        ? { ArrowUp: () => this.shift(-1), ArrowDown: () => this.shift(1) }
        : {
            ArrowRight: () => this.sideways(true),
            ArrowLeft: () => this.sideways(false),
            ArrowUp: () => this.go(vertical(this.tree, this.folded, this.selected, -1)),
            ArrowDown: () => this.go(vertical(this.tree, this.folded, this.selected, 1)),
            Home: () => this.go(ROOT),
            Enter: () => this.addSibling(),
            Insert: () => this.addChild(),
            F2: () => this.edit(this.selected),
            Delete: () => this.remove(),
            " ": () => this.selected !== ROOT && this.tree.shown(this.selected).length > 0 && this.fold(this.selected),
            Escape: () => this.aside.querySelector<HTMLElement>("textarea, a, button")?.focus(),
            o: () => this.openPage(),
            "+": () => this.stage.zoom(1.25),
            "-": () => this.stage.zoom(0.8),
            "0": () => this.stage.fit(),
            ...(event.shiftKey || !this.map.may_edit ? {} : { Tab: () => this.addChild() }),
          };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private openPage(): void {
    const page = this.tree.nodes.get(this.selected)?.pages[0];
    if (page) window.open(page.href, "_blank");
    else toast("info", "Nút này chưa gắn bút lục nào.");
  }

  private carry(): void {
    if (this.selected === ROOT || !this.map.may_edit) return;
    this.carried = this.selected;
    toast("info", "Đã lấy nút. Chọn nút mới để gắn vào rồi bấm Ctrl+V.");
  }

  private put(): void {
    const key = this.carried;
    this.carried = undefined;
    if (key === undefined || this.tree.isGone(key)) return;
    this.folded.delete(this.selected);
    this.moveTo(key, { parent: this.selected, follows: last(this.tree, this.selected, key) });
  }
}

onEach<HTMLElement>("[data-mindmap]", (root) => {
  const url = root.dataset.mindmap ?? "";
  call<MindMap>("GET", `${url}/tree`).then(
    (map) => void new MindMapPage(root, url, map),
    (error: Refused) => root.replaceChildren(el("p", { class: "viewer-wait" }, error.message)),
  );
});
