// After `vite build`: adds the files of static/ under hashed names, writes dist/manifest.json
// (logical name → built name) and a .gz beside every text file that gets smaller.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const root = new URL("..", import.meta.url).pathname;
const dist = join(root, "dist");
const names = {};

const built = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
for (const entry of Object.values(built)) {
  if (entry.isEntry) {
    names[entry.name ? `${entry.name}${extname(entry.file)}` : basename(entry.src ?? entry.file)] = entry.file;
  } else {
    names[basename(entry.src ?? entry.file)] = entry.file;
  }
  for (const sheet of entry.css ?? []) names[`${entry.name}.css`] = sheet;
}
rmSync(join(dist, ".vite"), { recursive: true });
// Written into the file of a courtroom pack, never asked for by its name.
for (const name of ["pack.js", "pack.css"]) {
  copyFileSync(join(root, "node_modules/.pack", name), join(dist, name));
  names[name] = name;
}

for (const file of readdirSync(join(root, "static"))) {
  const bytes = readFileSync(join(root, "static", file));
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  names[file] = `${basename(file, extname(file))}-${hash}${extname(file)}`;
  writeFileSync(join(dist, names[file]), bytes);
}

for (const file of readdirSync(dist)) {
  if (![".js", ".css", ".svg"].includes(extname(file))) continue;
  const bytes = readFileSync(join(dist, file));
  const packed = gzipSync(bytes, { level: 9 });
  if (packed.length < bytes.length) writeFileSync(join(dist, `${file}.gz`), packed);
}

const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(dist, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
