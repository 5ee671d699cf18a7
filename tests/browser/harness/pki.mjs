// A small authority for the stories, whose certificates were already good on the day the stories live on; and a device in software.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const LIBRARIES = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so"];
export const PIN = "482915";

const SETTINGS = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
crlnumber = crlnumber
default_md = sha256
policy = any
unique_subject = no
email_in_dn = no
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
const DAYS = ["-startdate", "20250101000000Z", "-enddate", "20350101000000Z"];

/** Makes root.crt, root.crl and NAME.crt for each person in a folder; their keys stand beside them. */
export async function authority(folder, people) {
  await mkdir(folder, { recursive: true });
  const openssl = (...what) => run("openssl", what, { cwd: folder });
  await writeFile(join(folder, "ca.cnf"), SETTINGS);
  await writeFile(join(folder, "index.txt"), "");
  // With a number of its own the list is a version 2, as authorities issue them.
  await writeFile(join(folder, "crlnumber"), "1000\n");
  const request = async (name, subject) => {
    await openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", `${name}.key`);
    await openssl("req", "-new", "-utf8", "-key", `${name}.key`, "-subj", subject, "-config", "ca.cnf", "-out", `${name}.csr`);
  };
  const issued = ["ca", "-batch", "-notext", "-utf8", "-config", "ca.cnf", ...DAYS];
  await request("root", "/C=VN/O=Thử nghiệm/CN=Tổ chức chứng thực thử nghiệm");
  await openssl(...issued, "-selfsign", "-keyfile", "root.key", "-extensions", "top", "-in", "root.csr", "-out", "root.crt");
  const byRoot = ["-cert", "root.crt", "-keyfile", "root.key"];
  for (const [name, subject] of Object.entries(people)) {
    await request(name, subject);
    await openssl(...issued, ...byRoot, "-extensions", "signer", "-in", `${name}.csr`, "-out", `${name}.crt`);
  }
  const list = ["-gencrl", "-crl_lastupdate", "20260101000000Z", "-crl_nextupdate", "20350101000000Z"];
  await openssl("ca", "-config", "ca.cnf", ...byRoot, ...list, "-out", "root.pem");
  await openssl("crl", "-in", "root.pem", "-outform", "DER", "-out", "root.crl");
  return (name) => join(folder, name);
}

/** A device in software that holds these keys; gives what signing.toml needs. */
export async function device(folder, names) {
  const library = LIBRARIES.find((path) => existsSync(path));
  if (!library) throw new Error("SoftHSM is installed by scripts/setup check");
  await mkdir(join(folder, "tokens"), { recursive: true });
  const settings = join(folder, "softhsm2.conf");
  await writeFile(settings, `directories.tokendir = ${join(folder, "tokens")}\nobjectstore.backend = file\n`);
  const env = { ...process.env, SOFTHSM2_CONF: settings };
  const tool = (...what) => run("softhsm2-util", what, { env });
  await tool("--init-token", "--free", "--label", "co-quan", "--so-pin", "99999999", "--pin", PIN);
  for (const [at, name] of names.entries()) {
    const key = join(folder, `${name}.pem`);
    await run("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", join(folder, `${name}.key`), "-out", key]);
    await tool("--import", key, "--token", "co-quan", "--label", name, "--id", `a${at + 1}`, "--pin", PIN);
  }
  return { settings, toml: `[[device]]\nname = "hsm"\nmodule = "${library}"\n` };
}

/** A page of words as PDF. */
export function paper(words) {
  const text = `BT /F1 20 Tf 72 700 Td (${words}) Tj ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${text.length}>>\nstream\n${text}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let file = "%PDF-1.7\n";
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const xref = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

export const read = (path) => readFile(path);
