// A matter on its page: opened from a report, told act by act, read clock by clock.

/** Registers a report on its one page; answers the address of the matter. */
export async function registerReport(visitor, values) {
  await visitor.go("/criminal/reports/new");
  await visitor.fill({ report_kind: "to_giac", ...values });
  await visitor.record();
  return visitor.path();
}

/** The form of an act, opened from the matter's page as people open it. */
export async function openAct(visitor, matter, act, { person, shot } = {}) {
  await visitor.go(matter);
  const href = `a[href$="/record/${act}"], a[href*="/record/${act}?"]`;
  // Who is not accused yet has no card; the form then asks for the person.
  const card = visitor.page.locator(".person-box", { has: visitor.page.getByRole("heading", { name: person }) });
  const hasCard = person && (await card.locator(href).count()) > 0;
  const within = hasCard ? card : visitor.page.locator("main");
  const link = within.locator(href).first();
  if ((await link.count()) === 0) throw new Error(`the matter's page does not offer ${act}${person ? ` for ${person}` : ""}`);
  if (!(await link.isVisible())) {
    await within.locator("details.acts", { has: visitor.page.locator(href) }).first().locator("summary").first().click();
    // What is not of the stage stands one fold deeper.
    if (!(await link.isVisible())) await within.locator("details.acts[open] .more-acts > summary").first().click();
    if (shot) await visitor.look(shot);
  }
  await visitor.leads(() => link.click());
  if (person && !hasCard && (await visitor.page.locator('.entry select[name="subject"]').count()) > 0) await visitor.fill({ subject: person });
}

/** Records an act from the matter's page and comes back to it. */
export async function recordAct(visitor, matter, act, values, { person, look } = {}) {
  await openAct(visitor, matter, act, { person });
  await visitor.fill(values);
  if (look) await visitor.look(look);
  await visitor.record();
  if (visitor.path() !== matter) throw new Error(`after ${act} the page is ${visitor.path()}`);
}

/** The clocks on the matter's page: name, badge and the sentences of the proof. */
export async function clocks(visitor) {
  return visitor.page.locator("li.clock").evaluateAll((all) =>
    all.map((one) => {
      const words = (selector) => [...one.querySelectorAll(selector)].map((part) => part.textContent.replace(/\s+/g, " ").trim());
      return {
        name: words(".clock-name").join(" "),
        badge: words("summary, span.due").join(" "),
        article: words(".proof-article").join(" "),
        proof: words(".proof-steps li"),
        all: one.textContent.replace(/\s+/g, " ").trim(),
      };
    }),
  );
}

/** Expects one clock with this name to say all of these words, in its badge or its proof. */
export async function expectClock(visitor, name, wanted) {
  const all = await clocks(visitor);
  const found = all.find((clock) => clock.name.includes(name) && wanted.every((words) => clock.all.includes(words)));
  if (found) return found;
  const near = all.filter((clock) => clock.name.includes(name));
  const said = (near.length > 0 ? near : all).map((clock) => clock.all).join("\n       ");
  throw new Error(`no clock “${name}” says ${wanted.map((words) => `“${words}”`).join(", ")}; the page says\n       ${said}`);
}
