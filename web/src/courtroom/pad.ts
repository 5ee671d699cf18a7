// The number pad: "127 Enter" shows a leaf, "5* Enter" a page, "127+45 Enter" two leaves side by side.

export interface Wanted {
  bl?: string;
  no?: number;
}

/** What was typed, as the server reads it; undefined while it is no number. */
export function wanted(typed: string): Wanted[] | undefined {
  const all = typed.split("+").map((part): Wanted | undefined => {
    if (/^\d+\*$/.test(part)) return { no: Number(part.slice(0, -1)) };
    return /^\d+[a-z]?$/.test(part) ? { bl: part } : undefined;
  });
  return all.every((one) => one !== undefined) && all.length <= 4 ? (all as Wanted[]) : undefined;
}

/** How it is said while it is typed. */
export function said(typed: string): string {
  return typed
    .split("+")
    .map((part) => (part.endsWith("*") ? `trang ${part.slice(0, -1)}` : part ? `BL ${part}` : "…"))
    .join(" cạnh ");
}
