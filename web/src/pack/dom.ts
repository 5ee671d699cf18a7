// Stands in for ../dom in the pack (vite.pack.config.ts): the same, but that pictures and recordings come out of the pack, and the court's
// window has places for the pictures it was given.
import * as plain from "../dom";
import { GIVEN } from "./glass";

export * from "../dom";

let take: ((address: string) => Promise<string>) | undefined;

/** Where addresses that begin with "pack:" are opened. */
export function takenFrom(one: (address: string) => Promise<string>): void {
  take = one;
}

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string | boolean | number | undefined> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const { src, ...rest } = attributes;
  if (typeof src === "string" && src.startsWith(GIVEN)) {
    const place = plain.el("canvas", { "data-given": src, role: "img", "aria-label": String(rest.alt ?? "") });
    // It stands where an image would, and is told its words as one.
    Object.defineProperty(place, "alt", { set: (words: string) => place.setAttribute("aria-label", words) });
    return place as unknown as HTMLElementTagNameMap[K];
  }
  if (typeof src !== "string" || !src.startsWith("pack:")) return plain.el(tag, attributes, ...children);
  const node = plain.el(tag, rest, ...children);
  void take?.(src).then(
    (url) => node.setAttribute("src", url),
    () => node.setAttribute("alt", "Trang này không mở được."),
  );
  return node;
}
