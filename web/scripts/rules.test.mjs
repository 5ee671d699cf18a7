// The page of a courtroom pack judges a release by the rules of the program: both are held against one table of cases. `npm run check`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { transformWithOxc } from "vite";

const at = (path) => new URL(path, import.meta.url);
const cases = JSON.parse(readFileSync(at("../../crates/courtroom/tests/data/release.json"), "utf8"));
const { code } = await transformWithOxc(readFileSync(at("../src/pack/rules.ts"), "utf8"), "rules.ts");
const rules = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
const dom = await transformWithOxc(readFileSync(at("../src/dom.ts"), "utf8"), "dom.ts");
const { folded } = await import(`data:text/javascript;base64,${Buffer.from(dom.code).toString("base64")}`);

test("what is asked before a release, where it came from and what stands under it are as in the program", () => {
  for (const one of cases.asks) assert.equal(rules.blocked(one.bearings, one.said, one.is_cleared), one.asks, JSON.stringify(one));
  for (const { exhibit, origin } of cases.origins) {
    const wanted = exhibit && { isApproved: exhibit.is_approved, isDrawn: exhibit.is_drawn, isSame: exhibit.is_same, isNew: exhibit.is_new };
    assert.equal(rules.origin(wanted ?? undefined), origin, JSON.stringify(exhibit));
  }
  for (const [labels, title, said] of cases.captions) assert.equal(rules.caption(labels, title), said);
  for (const [one, other, isSame] of cases.persons) assert.equal(folded(one.trim()) === folded(other.trim()), isSame, `${one} ${other}`);
});

test("a recording is laid, moved and stopped as in the program", () => {
  for (const one of cases.laid) {
    const { is_playing, at_ms, until_ms } = rules.laid(one.cues, 7);
    assert.deepEqual([is_playing, at_ms, until_ms], [false, one.at_ms, one.until_ms]);
  }
  for (const one of cases.stopped) {
    const { is_playing, at_ms } = rules.stopped(one.play, one.now_ms);
    assert.deepEqual([is_playing, at_ms], [false, one.at_ms], JSON.stringify(one));
  }
  const { play, duration_ms, cues, cases: asked } = cases.plays;
  for (const one of asked) {
    const next = rules.moved(play, duration_ms, cues, one.asked, one.now_ms);
    assert.deepEqual(next ? [next.is_playing, next.at_ms, next.until_ms] : null, one.next, JSON.stringify(one));
  }
});
