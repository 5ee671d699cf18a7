// The rules of a release and of a recording that plays, as crates/courtroom/src/rules has them; both are held against
// crates/courtroom/tests/data/release.json (web/scripts/rules.test.mjs, rules/releasing.rs). Nothing here knows a page, a clock or a pack.

export type Bearing = "free" | "statement" | "unknown";
export type Asks = "statement" | "unknown" | null;
export type Origin = "list" | "adjusted" | "unapproved" | "page";

/** Pages side by side. */
export const MOST_PARTS = 4;

/** "012" and "12" are one leaf. */
export const leaf = (bl: string): string => bl.trim().toLowerCase().replace(/^0+(?=\d)/, "");

/** What is still asked (BLTTHS Đ.308). `said`: what a person wrote on the exhibit; `isCleared`: the person has spoken and the ground is noted. */
export function blocked(bearings: Bearing[], said: string, isCleared: boolean): Asks {
  if (said === "no") return null;
  if (said === "yes" || bearings.includes("statement")) return isCleared ? null : "statement";
  return bearings.includes("unknown") ? "unknown" : null;
}

/** Where what is shown came from; without an exhibit it is a page. */
export function origin(one: { isApproved: boolean; isDrawn: boolean; isSame: boolean; isNew: boolean } | undefined): Origin {
  // What was drawn on an exhibit stays on its own pages; other pages make it another thing.
  if (!one || (one.isDrawn && !one.isSame)) return "page";
  if (!one.isApproved) return "unapproved";
  if (one.isDrawn) return "adjusted";
  return one.isNew ? "unapproved" : "list";
}

/** "BL 127 – Biên bản hỏi cung"; a title that says no more than its label is not said twice. */
export function caption(labels: string, title: string): string {
  const said = title.trim();
  return said === "" || said === labels ? labels : `${labels} – ${said}`;
}

export interface Playing {
  is_playing: boolean;
  at_ms: number;
  since_ms: number;
  until_ms: number;
}

export interface Stretch {
  begin_ms: number;
  end_ms: number;
}

/** Where the recording stands at an instant. */
export function position(play: Playing, now: number): number {
  const at = play.at_ms + (play.is_playing ? Math.max(now - play.since_ms, 0) : 0);
  return play.until_ms > 0 ? Math.min(at, Math.max(play.until_ms, play.at_ms)) : at;
}

/** Still, where it stands at an instant. */
export function stopped(play: Playing, now: number): Playing {
  return { ...play, is_playing: false, at_ms: position(play, now), since_ms: now };
}

/** A recording as it comes onto the screen: at its first stretch, still. */
export function laid(cues: Stretch[], now: number): Playing {
  return { is_playing: false, at_ms: cues[0]?.begin_ms ?? 0, since_ms: now, until_ms: cues[0]?.end_ms ?? 0 };
}

/** Where it stands and stops after it was played, stopped or moved; undefined: there is no such stretch. */
export function moved(play: Playing, duration: number, cues: Stretch[], asked: { is_playing: boolean; at_ms?: number | null; cue?: number | null }, now: number): Playing | undefined {
  const cue = typeof asked.cue === "number" ? cues[asked.cue] : undefined;
  if (typeof asked.cue === "number" && !cue) return undefined;
  const end = duration > 0 ? duration : Number.MAX_SAFE_INTEGER;
  let [at_ms, until_ms] = [Math.min(position(play, now), end), play.until_ms];
  if (cue) [at_ms, until_ms] = [cue.begin_ms, cue.end_ms];
  else if (typeof asked.at_ms === "number") {
    at_ms = Math.min(Math.max(asked.at_ms, 0), end);
    // Whoever jumps out of a stretch plays on from there.
    until_ms = cues.find((one) => one.begin_ms <= at_ms && at_ms < one.end_ms)?.end_ms ?? 0;
  }
  // Started again where its stretch ended, it plays on.
  return { is_playing: asked.is_playing, at_ms, since_ms: now, until_ms: until_ms > 0 && at_ms >= until_ms ? 0 : until_ms };
}
