// The page of a courtroom pack judges the signature it carries without a network. Here the signatures are made by openssl. `npm run check`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { transformWithOxc } from "vite";

const room = mkdtempSync(join(tmpdir(), "kiemsat-pack-signature-"));
after(() => rmSync(room, { recursive: true, force: true }));
for (const name of ["signature", "certificate", "der", "keys", "moment"]) {
  const { code } = await transformWithOxc(readFileSync(new URL(`../src/pack/${name}.ts`, import.meta.url), "utf8"), `${name}.ts`);
  writeFileSync(join(room, `${name}.mjs`), code.replaceAll(/from "\.\/(\w+)"/g, 'from "./$1.mjs"'));
}
const { judged } = await import(join(room, "signature.mjs"));

const openssl = (...what) => execFileSync("openssl", what, { cwd: room, stdio: ["ignore", "pipe", "pipe"] });
const EXTENSIONS = `[top]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n[signer]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n`;
writeFileSync(join(room, "ext.cnf"), EXTENSIONS);

/** A key and its certificate, issued by `by` or by itself. */
function issued(name, kind, by, section = "top", days = "30") {
  const how = kind === "rsa" ? ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"] : ["-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:${kind}`];
  openssl("genpkey", ...how, "-out", `${name}.key`);
  openssl("req", "-new", "-utf8", "-key", `${name}.key`, "-subj", `/C=VN/O=Thử nghiệm/CN=${name}`, "-out", `${name}.csr`);
  const signing = by ? ["-CA", `${by}.crt`, "-CAkey", `${by}.key`, "-CAcreateserial"] : ["-signkey", `${name}.key`];
  openssl("x509", "-req", "-in", `${name}.csr`, ...signing, "-days", days, "-extfile", "ext.cnf", "-extensions", section, "-out", `${name}.crt`);
}

const der = (name) => openssl("x509", "-in", `${name}.crt`, "-outform", "DER").toString("base64");
/** Where the hole begins, its length with its brackets, and what stands behind it. */
const [FROM, SIZE, BEHIND] = [600, 16_000, " >>\n%%EOF\n    "];
const DIGEST = createHash("sha256").update("manifest").digest("hex");

/** A file as a signed PDF is one for its reader: a reason, what is covered, and the message in the hole between. */
function paper(signer, { digest = DIGEST, above = [], extra = [] } = {}) {
  const wide = Buffer.from(`Gói phiên tòa; bản kê SHA-256 ${digest}`, "utf16le").swap16().toString("hex");
  const stamp = new Date().toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
  const text = `%PDF-1.7\n<< /M (D:${stamp}+00'00') /Reason <FEFF${wide}> /ByteRange [0 ${FROM} ${FROM + SIZE} ${BEHIND.length} ] /Contents `;
  const [before, behind] = [Buffer.from(text.padEnd(FROM)), Buffer.from(BEHIND)];
  assert.equal(before.length, FROM);
  writeFileSync(join(room, "signed"), Buffer.concat([before, behind]));
  writeFileSync(join(room, "above.pem"), above.map((name) => readFileSync(join(room, `${name}.crt`))).join(""));
  const chain = above.length > 0 ? ["-certfile", "above.pem"] : [];
  const message = openssl("cms", "-sign", "-binary", "-md", "sha256", "-in", "signed", "-signer", `${signer}.crt`, "-inkey", `${signer}.key`, "-outform", "DER", ...chain, ...extra).toString("hex");
  const hole = Buffer.from(`<${message.padEnd(SIZE - 2, "0")}>`);
  assert.equal(hole.length, SIZE);
  return Buffer.concat([before, hole, behind]);
}

const judge = (file, believed = [], digest = DIGEST) => judged(file.toString("base64"), digest, believed, Date.now());

issued("root", "P-384");
issued("between", "rsa", "root");
issued("Lò Văn Ún", "P-256", "between", "signer");
issued("Trần Thị Mai", "rsa", "between", "signer");
issued("stranger", "P-256");
// Its authority never allowed it to issue anything.
issued("sly", "P-256", "Lò Văn Ún", "signer");

test("a pack signed by somebody the office believes is told with the name, whichever the kind of key", async () => {
  for (const [signer, extra] of [["Lò Văn Ún", []], ["Trần Thị Mai", []], ["Trần Thị Mai", ["-keyopt", "rsa_padding_mode:pss"]]]) {
    const verdict = await judge(paper(signer, { above: ["between"], extra }), ["khong phai DER", der("root")]);
    assert.deepEqual([verdict.is, verdict.name, verdict.by], ["good", signer, "between"], `${signer} ${extra}`);
    assert.ok(Math.abs(verdict.at - Date.now()) < 60_000);
  }
  const direct = await judge(paper("Lò Văn Ún"), [der("between")]);
  assert.equal(direct.is, "good", "the office believes the issuing authority itself");
});

test("a signer of another authority, of none, or of somebody who is no authority is not believed", async () => {
  const file = paper("Lò Văn Ún", { above: ["between"] });
  assert.equal((await judge(file, [der("stranger")])).is, "doubted");
  assert.equal((await judge(file, [])).is, "doubted");
  assert.equal((await judge(paper("stranger"), [der("root")])).is, "doubted");
  assert.equal((await judge(paper("sly", { above: ["Lò Văn Ún", "between"] }), [der("root")])).is, "doubted");
});

test("no byte of what is signed or of the signature can be changed, nor the signature carried to another pack", async () => {
  const file = paper("Lò Văn Ún", { above: ["between"] });
  const message = file.subarray(FROM + 1, FROM + SIZE - 1).toString("latin1").replace(/(00)+$/, "");
  const changed = (at, byte) => {
    const bad = Buffer.from(file);
    bad[at] = byte;
    return judge(bad, [der("root")]);
  };
  const outside = [...file.keys()].filter((at) => (at < FROM && at % 19 === 0) || at >= FROM + SIZE);
  for (const at of outside) assert.equal((await changed(at, file[at] ^ 1)).is, "broken", `byte ${at}`);
  for (let at = 0; at < message.length; at += 127) {
    const digit = Number.parseInt(message[at], 16);
    const { is, name } = await changed(FROM + 1 + at, "0123456789abcdef".charCodeAt((digit + 1) % 16));
    // Parts of the message that nothing rests on may change; nobody else is ever believed, and a certificate that was touched is not.
    assert.ok(is !== "good" || name === "Lò Văn Ún", `letter ${at} of the message: ${is} ${name}`);
  }
  assert.equal((await judge(file, [der("root")], "0".repeat(64))).is, "broken", "the sheet of another pack");
  assert.equal((await judge(Buffer.from("%PDF-1.7 nothing"), [der("root")])).is, "broken");
  assert.equal((await judged("", DIGEST, [], 0)).is, "none");
});
