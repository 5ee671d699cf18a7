// A ZIP of a few members, stored as they are.
import { crc32 } from "node:zlib";

/** `members`: pairs of a name and its bytes. */
export function zipOf(members) {
  const [bodies, list] = [[], []];
  let at = 0;
  for (const [name, bytes] of members) {
    const raw = Buffer.from(name, "utf8");
    const common = Buffer.alloc(26);
    // Version 2.0, names in UTF-8, no compression.
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(raw.length, 22);
    bodies.push(Buffer.from("PK\x03\x04", "latin1"), common, raw, bytes);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    list.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, raw);
    at += 30 + raw.length + bytes.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}
