// A small authority, a device in software and the pictures of signature and seal, for stories in which something is signed.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const MODULES = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so"];
export const PIN = "482915";
const [FROM, UNTIL] = ["20260101000000Z", "20361231000000Z"];

const SETTINGS = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
crlnumber = crlnumber
serial = serial
certificate = ca.crt
private_key = ca.key
default_md = sha256
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
commonName = supplied
[req]
distinguished_name = name
utf8 = yes
string_mask = utf8only
[name]
[top]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`;

/** Makes it all in a folder; \`holders\` maps a short name to the name in the certificate. Its keys are on the device. */
export async function makeDevice(folder, holders) {
  await mkdir(folder, { recursive: true });
  const openssl = (...what) => run("openssl", what, { cwd: folder });
  await writeFile(join(folder, "ca.cnf"), SETTINGS);
  await writeFile(join(folder, "index.txt"), "");
  await writeFile(join(folder, "crlnumber"), "1000\n");
  await writeFile(join(folder, "serial"), "1001\n");
  const key = (name) => openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", `${name}.key`);
  const ask = (name, subject) => openssl("req", "-new", "-utf8", "-key", `${name}.key`, "-subj", subject, "-config", "ca.cnf", "-out", `${name}.csr`);
  const times = ["-startdate", FROM, "-enddate", UNTIL];
  await key("ca");
  await ask("ca", "/C=VN/O=Thử nghiệm/CN=Tổ chức cấp chứng thư thử nghiệm");
  await openssl("ca", "-batch", "-notext", "-utf8", "-selfsign", "-keyfile", "ca.key", "-config", "ca.cnf", "-extensions", "top", "-in", "ca.csr", "-out", "ca.crt", ...times);
  const conf = join(folder, "softhsm2.conf");
  await mkdir(join(folder, "tokens"), { recursive: true });
  await writeFile(conf, `directories.tokendir = ${join(folder, "tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const env = { ...process.env, SOFTHSM2_CONF: conf };
  await run("softhsm2-util", ["--init-token", "--free", "--label", "coquan", "--so-pin", "99999999", "--pin", PIN], { env });
  const chains = {};
  for (const [at, [name, subject]] of Object.entries(holders).entries()) {
    await key(name);
    await ask(name, `/C=VN/O=VKSND thử nghiệm/CN=${subject}`);
    await openssl("ca", "-batch", "-notext", "-utf8", "-config", "ca.cnf", "-extensions", "signer", "-in", `${name}.csr`, "-out", `${name}.crt`, ...times);
    await openssl("pkcs8", "-topk8", "-nocrypt", "-in", `${name}.key`, "-out", `${name}.pem`);
    await run("softhsm2-util", ["--import", join(folder, `${name}.pem`), "--token", "coquan", "--label", name, "--id", `a${at + 1}`, "--pin", PIN], { env });
    chains[name] = join(folder, `${name}-chain.pem`);
    await writeFile(chains[name], `${await readFile(join(folder, `${name}.crt`), "utf8")}${await readFile(join(folder, "ca.crt"), "utf8")}`);
  }
  await openssl("ca", "-gencrl", "-config", "ca.cnf", "-crl_lastupdate", "20260812000000Z", "-crl_nextupdate", UNTIL, "-out", "ca.crl.pem");
  await openssl("crl", "-in", "ca.crl.pem", "-outform", "DER", "-out", "ca.crl");
  const trust = join(folder, "trust");
  await mkdir(trust, { recursive: true });
  for (const name of ["ca.crt", "ca.crl"]) await writeFile(join(trust, name), await readFile(join(folder, name)));
  const pin = join(folder, "pin");
  await writeFile(pin, PIN, { mode: 0o600 });
  const module = MODULES.find((path) => existsSync(path));
  return { conf, module, chains, trust, authority: join(folder, "ca.crt"), revoked: join(folder, "ca.crl"), settings: `[[device]]\nname = "hsm"\nmodule = "${module}"\npin_file = "${pin}"\n` };
}

/**
 * Puts the certificate of a key on the token, as tokens hold them: softhsm2-util brings keys alone. An object of SoftHSM is a file: its
 * generation, then for each attribute its type, its kind (1 yes or no, 2 a number, 3 bytes) and its value.
 */
export async function certificateOnToken(folder, name, id) {
  await run("openssl", ["x509", "-in", `${name}.crt`, "-outform", "DER", "-out", `${name}.der`], { cwd: folder });
  const number = (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(value));
    return bytes;
  };
  const is = (type, value) => Buffer.concat([number(type), number(1), Buffer.from([value ? 0xff : 0])]);
  const count = (type, value) => Buffer.concat([number(type), number(2), number(value)]);
  const bytes = (type, value) => Buffer.concat([number(type), number(3), number(value.length), value]);
  const none = Buffer.alloc(0);
  const object = [
    number(1),
    count(0x000, 1),
    is(0x001, true),
    is(0x002, false),
    bytes(0x003, Buffer.from(name)),
    bytes(0x011, await readFile(join(folder, `${name}.der`))),
    count(0x080, 0),
    bytes(0x081, none),
    bytes(0x082, none),
    is(0x086, false),
    count(0x087, 0),
    bytes(0x101, none),
    bytes(0x102, Buffer.from(id, "hex")),
    is(0x170, true),
    is(0x171, true),
    is(0x172, true),
  ];
  const tokens = join(folder, "tokens");
  const [token] = await readdir(tokens);
  await writeFile(join(tokens, token, `${randomUUID()}.object`), Buffer.concat(object), { mode: 0o600 });
}

/** A picture with a transparent ground, drawn in a page of the browser: a blue signature, or a red seal of 36 mm. */
export async function picture(page, kind, path) {
  const data = await page.evaluate((kind) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = kind === "seal" ? [480, 480] : [520, 240];
    const pen = canvas.getContext("2d");
    pen.lineWidth = kind === "seal" ? 14 : 9;
    pen.strokeStyle = kind === "seal" ? "#d0021b" : "#1b3fa6";
    pen.fillStyle = pen.strokeStyle;
    if (kind === "seal") {
      for (const radius of [228, 170]) {
        pen.beginPath();
        pen.arc(240, 240, radius, 0, 7);
        pen.stroke();
      }
      pen.beginPath();
      for (let n = 0; n < 10; n += 1) {
        const [radius, angle] = [n % 2 ? 48 : 120, (n * Math.PI) / 5 - Math.PI / 2];
        pen.lineTo(240 + radius * Math.cos(angle), 240 + radius * Math.sin(angle));
      }
      pen.fill();
    } else {
      pen.beginPath();
      pen.moveTo(30, 190);
      pen.bezierCurveTo(120, -60, 150, 320, 230, 110);
      pen.bezierCurveTo(270, 10, 300, 250, 370, 130);
      pen.bezierCurveTo(420, 60, 430, 190, 500, 80);
      pen.stroke();
    }
    return canvas.toDataURL("image/png").split(",")[1];
  }, kind);
  await writeFile(path, Buffer.from(data, "base64"));
}

/** The office believes the authority of a device. */
export async function believed(story, device) {
  const officer = await story.as("officer");
  for (const file of [device.authority, device.revoked]) {
    await officer.go("/signing/trust");
    await officer.page.locator('.entry input[name="file"]').setInputFiles(file);
    await officer.fill({ why: "Tổ chức cấp chứng thư của cơ quan, đã đối chiếu vân tay" });
    await officer.record();
  }
}

/** The device at the server, the certificates of the chief and of the office, their pictures, and whom the office believes. */
export async function signingOffice(story, chief) {
  story.step("the office's device, its certificates and pictures");
  const { office } = story;
  const { server } = office;
  // Another story of this office has furnished it.
  if (office.device) return office.device;
  const folder = join(server.folder, "office-device");
  const unit = "Viện kiểm sát nhân dân khu vực 3";
  const device = await makeDevice(folder, { chief: chief.person.name, seal: unit });
  server.env.SOFTHSM2_CONF = device.conf;
  await server.restart(async (data) => writeFile(join(data, "signing.toml"), `${device.settings}[public]\nis_open = true\naddress = "${server.url}"\n`));
  await believed(story, device);
  for (const [name, holder] of [["chief", chief.person.name], ["seal", "Cơ quan"]]) {
    await chief.go("/signing/certificates");
    await chief.page.locator('.entry input[name="file"]').setInputFiles(device.chains[name]);
    await chief.fill({ holder, home: "Thiết bị “hsm”", is_confirmed: true });
    await chief.record();
    await chief.go("/signing/pictures");
    const path = join(folder, `${name}.png`);
    await picture(chief.page, name === "seal" ? "seal" : "signature", path);
    await chief.page.locator('.entry input[name="file"]').setInputFiles(path);
    await chief.fill({ holder, width_mm: name === "seal" ? "36" : "42" });
    await chief.record();
  }
  office.device = device;
  return device;
}
