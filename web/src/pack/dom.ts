// Stands in for ../dom in the pack (vite.pack.config.ts): the same, but that pictures and recordings come out of the pack.
import * as plain from "../dom";

export * from "../dom";

let take: ((address: string) => Promise<string>) | undefined;

/** Where addresses that begin with "pack:" are opened. */
export function takenFrom(one: (address: string) => Promise<string>): void {
  take = one;
}

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string | boolean | number | undefined> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const { src, ...rest } = attributes;
  if (typeof src !== "string" || !src.startsWith("pack:")) return plain.el(tag, attributes, ...children);
  const node = plain.el(tag, rest, ...children);
  void take?.(src).then(
    (url) => node.setAttribute("src", url),
    () => node.setAttribute("alt", "Trang này không mở được."),
  );
  return node;
}
