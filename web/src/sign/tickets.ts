/** The server's half: tickets, and the signatures that are brought back to them. */
import { call, Refused } from "../http";
import type { Made } from "./agent";

export interface Ticket {
  ticket: string;
  state: string;
  home: string;
  title: string;
  /** SHA-256 of the certificate, by which the signing program knows it. */
  certificate: string;
  holder: string;
  scheme: string;
  message: string;
  back: string;
}

export interface Accepted {
  state: string;
  verdict: string;
  level: string;
  unproven: string[];
  goes_to: string;
}

/** What the server says of a refusal. */
export function sentence(fault: unknown): string {
  if (fault instanceof Refused) return typeof fault.body.detail === "string" ? fault.body.detail : fault.message;
  return fault instanceof Error ? fault.message : String(fault);
}

export const read = (id: string): Promise<Ticket> => call("GET", `/signing/tickets/${id}`);

export const finish = (made: Made): Promise<Accepted> => call("POST", `/signing/tickets/${made.id}/signature`, { signature: made.signature });

export const cancel = (id: string): Promise<{ goes_to: string }> => call("POST", `/signing/tickets/${id}/cancellation`, { why: "Người ký không ký." });

/** Signatures that were made and not yet taken by the server: kept until they are, over a reload or a lost connection. */
const KEPT = "sign-made";

export function kept(): Made[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as Made[];
  } catch {
    return [];
  }
}

export function keep(made: Made[]): void {
  const all = new Map([...kept(), ...made].map((one) => [one.id, one]));
  sessionStorage.setItem(KEPT, JSON.stringify([...all.values()]));
}

export function forget(id: string): void {
  sessionStorage.setItem(KEPT, JSON.stringify(kept().filter((one) => one.id !== id)));
}
