/** A new element with attributes, class and children; text is never read as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | number | undefined> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** A new SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number> = {},
): SVGElementTagNameMap[K] {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

/** An icon from the text of one of Tabler's files (`import x from "…svg?raw"`). */
export function icon(raw: string): SVGElement {
  const parsed = new DOMParser().parseFromString(raw.slice(raw.indexOf("<svg")), "image/svg+xml");
  const drawing = document.importNode(parsed.documentElement, true) as unknown as SVGElement;
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  return drawing;
}

/** Runs `act` for clicks on elements that match, now and later. */
export function onClick(selector: string, act: (target: HTMLElement, event: MouseEvent) => void): void {
  document.addEventListener("click", (event) => {
    const target = (event.target as Element | null)?.closest<HTMLElement>(selector);
    if (target) act(target, event);
  });
}

/** Runs `act` for each element that matches, now and after every htmx swap. */
export function onEach<T extends HTMLElement>(selector: string, act: (element: T) => void): void {
  const seen = new WeakSet<Element>();
  const scan = () => {
    for (const element of document.querySelectorAll<T>(selector)) {
      if (seen.has(element)) continue;
      seen.add(element);
      act(element);
    }
  };
  scan();
  document.addEventListener("htmx:after:settle", scan);
  document.addEventListener("kiemsat:added", scan);
}

/** Whether the person is typing, so that one-letter shortcuts must wait. */
export function isTyping(event: Event): boolean {
  const target = event.target as HTMLElement | null;
  return !!target?.closest("input, textarea, select, [contenteditable=true]");
}

/** Lower case without marks: "Đắk Nông" → "dak nong". */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}
