// Free text as the server keeps it — one passage a line — and as the editor holds it. web/README.md names the marks.
import type { JSONContent } from "@tiptap/core";

const ITEM = /^[-*] +(.*)$/;
const NUMBERED = /^(\d+)\. +(.*)$/;
const HEADING = /^#{1,3} +(.*)$/;

function words(text: string): JSONContent[] {
  return text === "" ? [] : [{ type: "text", text }];
}

function paragraph(text: string): JSONContent {
  return { type: "paragraph", content: words(text) };
}

function cells(line: string): string[] | undefined {
  if (!line.startsWith("|")) return undefined;
  const inner = line.slice(1).replace(/\|$/, "");
  const parts = inner.split("|").map((part) => part.trim());
  return parts.length > 1 ? parts : undefined;
}

function isRule(row: string[]): boolean {
  return row.every((cell) => /^[-:]{2,}$/.test(cell));
}

function table(rows: string[][]): JSONContent {
  const wide = Math.max(...rows.map((row) => row.length));
  const row = (parts: string[], first: boolean): JSONContent => ({
    type: "tableRow",
    content: Array.from({ length: wide }, (_, at) => ({ type: first ? "tableHeader" : "tableCell", content: [paragraph(parts[at] ?? "")] })),
  });
  return { type: "table", content: rows.map((parts, at) => row(parts, at === 0)) };
}

/** The document of the editor. */
export function parse(text: string): JSONContent {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
  const content: JSONContent[] = [];
  let at = 0;
  /** Takes lines while they have this shape. */
  const run = <T>(read: (line: string, place: number) => T | undefined): T[] => {
    const taken: T[] = [];
    for (let one = at < lines.length ? read(lines[at]!, 0) : undefined; one !== undefined; one = at < lines.length ? read(lines[at]!, taken.length) : undefined) {
      taken.push(one);
      at += 1;
    }
    return taken;
  };
  const item = (words: string): JSONContent => ({ type: "listItem", content: [paragraph(words)] });
  while (at < lines.length) {
    const items = run((line) => ITEM.exec(line)?.[1]);
    if (items.length > 0) content.push({ type: "bulletList", content: items.map(item) });
    // Only a run that counts from one is a list: "20. Đường …" stays as it is written.
    const numbered = run((line, place) => {
      const found = NUMBERED.exec(line);
      return found && Number(found[1]) === place + 1 ? found[2]! : undefined;
    });
    if (numbered.length > 0) content.push({ type: "orderedList", content: numbered.map(item) });
    const rows = run((line) => cells(line)).filter((row) => !isRule(row));
    if (rows.length > 0) content.push(table(rows));
    const line = lines[at];
    if (line === undefined || ITEM.test(line) || cells(line)) continue;
    if (NUMBERED.test(line) && NUMBERED.exec(line)?.[1] === "1") continue;
    const heading = HEADING.exec(line)?.[1];
    content.push(heading === undefined ? paragraph(line) : { type: "heading", attrs: { level: 3 }, content: words(heading) });
    at += 1;
  }
  return { type: "doc", content: content.length > 0 ? content : [paragraph("")] };
}

function said(node: JSONContent): string {
  if (node.type === "text") return node.text ?? "";
  return (node.content ?? []).map(said).join(node.type === "tableCell" || node.type === "tableHeader" || node.type === "listItem" ? " " : "");
}

function clean(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The lines that the server keeps. */
export function serialise(document: JSONContent): string {
  const lines: string[] = [];
  for (const node of document.content ?? []) {
    const items = node.content ?? [];
    if (node.type === "heading") lines.push(`# ${clean(said(node))}`);
    else if (node.type === "bulletList") lines.push(...items.map((one) => `- ${clean(said(one))}`));
    else if (node.type === "orderedList") lines.push(...items.map((one, at) => `${at + 1}. ${clean(said(one))}`));
    else if (node.type === "table") lines.push(...items.map((row) => `| ${(row.content ?? []).map((cell) => clean(said(cell)).replaceAll("|", "/")).join(" | ")} |`));
    else lines.push(clean(said(node)));
  }
  return lines.filter((line) => !/^(#|-|\d+\.)?\s*$/.test(line)).join("\n");
}
