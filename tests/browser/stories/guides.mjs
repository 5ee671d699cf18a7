// What the guides say is there: every name in bold stands in the program, every picture is kept and small, every link leads somewhere.
import assert from "node:assert/strict";
import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { GUIDES, PICTURES } from "../harness/pictures.mjs";
import { ROOT } from "../harness/server.mjs";

const MOST_OF_ALL = 2_000_000;
/** Emphasis that names no part of the program. */
const EMPHASIS = new Set(["Tài liệu có dấu Mật, Tối mật, Tuyệt mật không được đưa vào.", "37a"]);

async function sources(folder, found = []) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !["node_modules", "dist", "target", "tests"].includes(entry.name)) await sources(path, found);
    else if (/\.(rs|html|ts|toml)$/.test(entry.name)) found.push(await readFile(path, "utf8"));
  }
  return found;
}

/** The address that a heading has on the page. */
function anchor(heading) {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").trim().replace(/\s/g, "-");
}

async function tell(story) {
  const names = (await readdir(GUIDES)).filter((name) => name.endsWith(".md"));
  const guides = Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await readFile(join(GUIDES, name), "utf8")).normalize("NFC")])));
  const anchors = Object.fromEntries(Object.entries(guides).map(([name, words]) => [name, new Set([...words.matchAll(/^#+ (.+)$/gm)].map((one) => anchor(one[1])))]));
  const program = [...(await sources(join(ROOT, "crates"))), ...(await sources(join(ROOT, "web/src")))].join("\n").normalize("NFC").replace(/\s+/g, " ");
  const faults = [];

  story.step("every name in bold stands in the program");
  for (const [name, words] of Object.entries(guides)) {
    for (const [, bold] of words.replace(/```[\s\S]*?```/g, "").matchAll(/\*\*([^*]+)\*\*/g)) {
      for (const part of bold.split(" → ")) {
        const wanted = part.replace(/\s+/g, " ").replace(/\s*…$/, "").trim();
        if (!EMPHASIS.has(wanted) && !program.includes(wanted)) faults.push(`${name}: the program says nowhere “${wanted}”`);
      }
    }
  }

  story.step("links and pictures");
  let bytes = 0;
  const shown = new Set();
  for (const [name, words] of Object.entries(guides)) {
    for (const [, target] of words.matchAll(/\]\(([^)]+)\)/g)) {
      const [file, place] = target.split("#");
      if (place && !anchors[file || name]?.has(decodeURIComponent(place))) faults.push(`${name}: nothing stands at ${target}`);
      if (file.startsWith("pictures/")) shown.add(file.slice("pictures/".length));
    }
  }
  for (const picture of shown) {
    const size = (await stat(join(GUIDES, "pictures", picture)).catch(() => undefined))?.size;
    if (!size) faults.push(`the picture ${picture} is missing: node tests/browser/run.mjs --guide`);
    if (!(picture.replace(/\.webp$/, "") in PICTURES)) faults.push(`no story takes ${picture}`);
    bytes += size ?? 0;
  }
  for (const name of Object.keys(PICTURES)) {
    if (!shown.has(`${name}.webp`)) faults.push(`no guide shows ${name}.webp`);
  }
  assert.ok(bytes < MOST_OF_ALL, `the pictures are ${bytes} bytes together`);
  assert.deepEqual(faults, []);
}

export default [{ name: "guides", tell }];
