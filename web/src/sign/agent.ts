/** The signing program on this machine, as docs/sign-agent.md describes it. */

/** The name under which this browser keeps the secret of its pairing. */
const SECRET = "sign-agent";

/** Nobody answers at the port. */
export class Silent extends Error {}

/** The program says no, with a sentence for the person. */
export class AgentRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Plugged {
  id: string;
  token: string;
  name: string;
  issuer: string;
  until: string;
  may_sign: boolean;
  trouble: string | null;
}

export interface Made {
  id: string;
  signature: string;
}

export interface Progress {
  state: "waiting" | "signing" | "done" | "refused" | "failed" | "expired";
  done: number;
  total: number;
  message: string | null;
  signatures: Made[];
}

export interface Item {
  id: string;
  title: string;
  message: string;
}

export class Agent {
  constructor(readonly address: string) {}

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { "x-sign-agent": localStorage.getItem(SECRET) ?? "" };
    if (body !== undefined) headers["content-type"] = "application/json";
    let answer: Response;
    try {
      answer = await fetch(this.address + path, {
        method,
        headers,
        mode: "cors",
        credentials: "omit",
        cache: "no-store",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new Silent();
    }
    const read = (await answer.json().catch(() => ({}))) as T & { error?: string; message?: string };
    if (!answer.ok) throw new AgentRefused(read.error ?? "", read.message ?? "Chương trình ký gặp sự cố; hãy khởi động lại chương trình ký.");
    return read;
  }

  async isPaired(): Promise<boolean> {
    return (await this.ask<{ is_paired: boolean }>("GET", "/status")).is_paired;
  }

  async pair(code: string): Promise<void> {
    const { secret } = await this.ask<{ secret: string }>("POST", "/pair", { code });
    localStorage.setItem(SECRET, secret);
  }

  certificates(): Promise<{ certificates: Plugged[]; message: string | null }> {
    return this.ask("GET", "/certificates");
  }

  sign(certificate: string, scheme: string, items: Item[]): Promise<{ id: string; confirm: string }> {
    return this.ask("POST", "/sign", { certificate, scheme, items });
  }

  /** Where the batch is; with `seen`, once that has changed. */
  progress(id: string, seen?: Progress): Promise<Progress> {
    const query = seen ? `?seen=${seen.state}-${seen.done}` : "";
    return this.ask("GET", `/sign/${id}${query}`);
  }

  async stop(id: string): Promise<void> {
    await this.ask("DELETE", `/sign/${id}`);
  }
}
