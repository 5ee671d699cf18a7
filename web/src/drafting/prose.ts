// Every textarea with data-prose becomes an editor of headings, lists and tables; the textarea keeps the plain lines, so that saving,
// undoing and sending work as for any field, and a page without script is written in the lines themselves.
import { Editor, mergeAttributes } from "@tiptap/core";
import { Document } from "@tiptap/extension-document";
import { Heading } from "@tiptap/extension-heading";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Text } from "@tiptap/extension-text";
import { UndoRedo } from "@tiptap/extensions";
import { el, onEach } from "../dom";
import { leaves } from "./leaves";
import { parse, serialise } from "./plain";

interface Tool {
  label: string;
  title: string;
  mark?: string;
  inTable?: boolean;
  run: (editor: Editor) => void;
}

/** A table stands by itself: from within a list it is put after the list, since an item is one line of words. */
function insertTable(editor: Editor): void {
  const chain = editor.chain().focus();
  if (editor.isActive("listItem")) {
    const after = editor.state.selection.$from.after(1);
    chain.insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1);
  }
  chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
}

const TOOLS: Tool[] = [
  { label: "Đề mục", title: "Đề mục", mark: "heading", run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run() },
  { label: "• Danh sách", title: "Danh sách gạch đầu dòng", mark: "bulletList", run: (editor) => editor.chain().focus().toggleBulletList().run() },
  { label: "1. Đánh số", title: "Danh sách đánh số", mark: "orderedList", run: (editor) => editor.chain().focus().toggleOrderedList().run() },
  { label: "Bảng", title: "Chèn bảng", run: insertTable },
  { label: "+ hàng", title: "Thêm một hàng vào bảng", inTable: true, run: (editor) => editor.chain().focus().addRowAfter().run() },
  { label: "+ cột", title: "Thêm một cột vào bảng", inTable: true, run: (editor) => editor.chain().focus().addColumnAfter().run() },
  { label: "− hàng", title: "Bỏ hàng đang đứng", inTable: true, run: (editor) => editor.chain().focus().deleteRow().run() },
  { label: "− bảng", title: "Bỏ cả bảng", inTable: true, run: (editor) => editor.chain().focus().deleteTable().run() },
];

/** An item of a list is one line of words, as the server keeps it. */
const PlainItem = ListItem.extend({ content: "paragraph" });

/** A table without widths of its own: the page's style sheet lays it out, and the policy of the pages allows no style on an element. */
const PlainTable = Table.extend({
  // The view of the library sets a width on the table and on every column.
  addNodeView: () => null,
  renderHTML({ HTMLAttributes }) {
    return ["table", mergeAttributes(this.options.HTMLAttributes, HTMLAttributes), ["tbody", 0]];
  },
});

/** The first row while it is being written: a header cell that is still empty would be a header that tells nothing. */
const PlainHeader = TableHeader.extend({
  renderHTML({ HTMLAttributes }) {
    return ["td", mergeAttributes(this.options.HTMLAttributes, HTMLAttributes, { class: "is-head" }), 0];
  },
});

/** What is pasted comes as words. The editor knows no styles or scripts; without them in the text the browser has nothing to refuse aloud. */
function unstyled(html: string): string {
  return html.replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, "").replace(/\s(?:style|on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, "");
}

function toolbar(editor: Editor, label: string): HTMLElement {
  const bar = el("div", { class: "prose-tools", role: "toolbar", "aria-label": `Định dạng: ${label}` });
  const buttons = TOOLS.map((tool) => {
    const button = el("button", { type: "button", class: "btn btn-sm btn-ghost", title: tool.title }, tool.label);
    button.addEventListener("click", () => tool.run(editor));
    bar.append(button);
    return { tool, button };
  });
  const show = (): void => {
    for (const { tool, button } of buttons) {
      if (tool.mark) button.setAttribute("aria-pressed", String(editor.isActive(tool.mark)));
      if (tool.inTable) button.hidden = !editor.isActive("table");
    }
  };
  editor.on("transaction", show);
  show();
  return bar;
}

function dress(area: HTMLTextAreaElement): void {
  const label = (area.labels?.[0]?.textContent ?? area.getAttribute("aria-label") ?? "Nội dung").replace("*", "").trim();
  const matter = area.closest<HTMLElement>("[data-matter]")?.dataset.matter ?? "";
  const holder = el("div", { class: "prose-edit" });
  let own = false;
  const editor = new Editor({
    element: holder,
    injectCSS: false,
    editable: !area.readOnly,
    extensions: [Document, Paragraph, Text, Heading.configure({ levels: [3] }), BulletList, OrderedList, PlainItem, ListKeymap, PlainTable, TableRow, PlainHeader, TableCell, UndoRedo, leaves(matter)],
    content: parse(area.value),
    editorProps: {
      transformPastedHTML: unstyled,
      attributes: {
        class: "form-control prose-words",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        ...(area.getAttribute("aria-describedby") ? { "aria-describedby": area.getAttribute("aria-describedby")! } : {}),
      },
    },
    onUpdate: () => {
      own = true;
      area.value = serialise(editor.getJSON());
      own = false;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onBlur: () => area.dispatchEvent(new Event("change", { bubbles: true })),
  });
  // Whoever puts words into the textarea (an undo, a value given back by the facts) puts them into the editor.
  const plain = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")!;
  Object.defineProperty(area, "value", {
    configurable: true,
    get: () => plain.get!.call(area) as string,
    set: (words: string) => {
      plain.set!.call(area, words);
      if (!own && serialise(editor.getJSON()) !== words) editor.commands.setContent(parse(words), { emitUpdate: false });
    },
  });
  area.classList.add("visually-hidden");
  area.tabIndex = -1;
  area.setAttribute("aria-hidden", "true");
  area.addEventListener("focus", () => editor.commands.focus());
  area.after(holder);
  if (!area.readOnly) holder.prepend(toolbar(editor, label));
}

onEach<HTMLTextAreaElement>("textarea[data-prose]", dress);
