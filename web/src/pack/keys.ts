// The keys of a pack, as crates/courtroom/src/pack/keys.rs makes them: two of 256 bits, wrapped under a pass phrase; AES-256-GCM.

export interface Opening {
  salt: string;
  rounds: number;
  keys: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

const NONCE = 12;
const letters = new TextEncoder();

export const bytesOf = (text: string): Bytes => letters.encode(text);

export function fromBase64(text: string): Bytes {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  let raw = "";
  for (let at = 0; at < bytes.length; at += 0x8000) raw += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(raw);
}

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export async function sha256(bytes: BufferSource): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

/** As it is typed: capitals, spaces and hyphens make no difference. */
export function plainPhrase(typed: string): string {
  return typed.normalize("NFC").toLowerCase().replace(/[\s-]+/gu, "");
}

const aes = (raw: Bytes): Promise<CryptoKey> => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

async function sealed(key: CryptoKey, label: string, plain: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const text = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytesOf(label) }, key, plain));
  const all = new Uint8Array(NONCE + text.length);
  all.set(iv);
  all.set(text, NONCE);
  return all;
}

/** Fails when the key or the label is another one, or a byte was changed. */
async function opened(key: CryptoKey, label: string, bytes: Bytes): Promise<Bytes> {
  const iv = bytes.subarray(0, NONCE);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytesOf(label) }, key, bytes.subarray(NONCE)));
}

export class Keys {
  private constructor(
    private readonly raw: Bytes,
    private readonly parts: CryptoKey,
    private readonly log: CryptoKey,
    private readonly stamping: CryptoKey,
  ) {}

  private static async of(raw: Bytes): Promise<Keys> {
    const log = raw.slice(32);
    const stamping = crypto.subtle.importKey("raw", log, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    return new Keys(raw, await aes(raw.slice(0, 32)), await aes(log), await stamping);
  }

  /** Takes most of a second on purpose; undefined: another pass phrase. */
  static async unlock(opening: Opening, phrase: string, pack: string): Promise<Keys | undefined> {
    const typed = await crypto.subtle.importKey("raw", bytesOf(plainPhrase(phrase)), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: fromBase64(opening.salt), iterations: opening.rounds };
    const under = await crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const raw = await opened(under, `${pack}/keys`, fromBase64(opening.keys)).catch(() => undefined);
    return raw && Keys.of(raw);
  }

  /** For the page after a reload: the keys sealed here, the half that opens them in the court's window and nowhere else. */
  async halved(pack: string): Promise<{ kept: Bytes; half: Bytes }> {
    const half = crypto.getRandomValues(new Uint8Array(32));
    return { kept: await sealed(await aes(half), `${pack}/half`, this.raw), half };
  }

  static async joined(kept: Bytes, half: Bytes, pack: string): Promise<Keys | undefined> {
    const raw = await opened(await aes(half), `${pack}/half`, kept).catch(() => undefined);
    return raw && Keys.of(raw);
  }

  async isStamped(manifest: string, stamp: string): Promise<boolean> {
    const mac = Uint8Array.from(stamp.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return crypto.subtle.verify("HMAC", this.stamping, mac, bytesOf(manifest));
  }

  part(pack: string, at: number, bytes: Bytes): Promise<Bytes> {
    return opened(this.parts, `${pack}/${at}`, bytes);
  }

  sealLine(label: string, plain: string): Promise<Bytes> {
    return sealed(this.log, label, bytesOf(plain));
  }

  async openLine(label: string, bytes: Bytes): Promise<string> {
    return new TextDecoder().decode(await opened(this.log, label, bytes));
  }
}
