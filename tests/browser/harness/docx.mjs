// A .docx as an editor leaves it: one part read, its words exchanged, and the archive packed again.
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** The parts of a zip archive, by name. */
export function parts(file) {
  const end = file.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const found = new Map();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((place) => file.readUInt16LE(at + place));
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const bytes = file.subarray(start, start + size);
    found.set(file.toString("utf8", at + 46, at + 46 + name), method === 0 ? bytes : inflateRawSync(bytes));
    at += 46 + name + extra + comment;
  }
  return found;
}

/** Packs parts into an archive. */
export function packed(all) {
  const [bodies, heads] = [[], []];
  let at = 0;
  for (const [name, bytes] of all) {
    const title = Buffer.from(name, "utf8");
    const small = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(small.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    bodies.push(Buffer.from("PK\x03\x04", "latin1"), common, title, small);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    heads.push(Buffer.from("PK\x01\x02", "latin1"), Buffer.from([20, 0]), common, rest, title);
    at += 30 + title.length + small.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(all.size, 8);
  end.writeUInt16LE(all.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

/** The same file with words of its text exchanged. */
export function reworded(file, changes) {
  const all = parts(file);
  let xml = all.get("word/document.xml").toString("utf8");
  for (const [from, to] of changes) {
    if (!xml.includes(from)) throw new Error(`“${from}” is not in the file`);
    xml = xml.replace(from, to);
  }
  return packed(all.set("word/document.xml", Buffer.from(xml, "utf8")));
}
