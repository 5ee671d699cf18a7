import { call } from "../http";
import type { Boxes, Hit } from "./contract";

/** Hits before and behind the one looked at whose boxes are asked for with it. */
const BEHIND = 3;
const AHEAD = 9;

/** Boxes are asked for as hits are looked at: a word may stand on hundreds of pages. */
export async function boxed(url: string, query: string, hits: Hit[], at: number): Promise<void> {
  const missing = hits.slice(Math.max(0, at - BEHIND), at + AHEAD).filter((hit) => !hit.rects);
  if (missing.length === 0) return;
  const pages = missing.map((hit) => hit.page).join(",");
  const drawn = await call<Boxes[]>("GET", `${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(query)}&pages=${pages}`);
  for (const hit of missing) hit.rects = drawn.find((one) => one.page === hit.page)?.rects ?? [];
}
