// axe-core put into the page by the debugger, since the page itself allows no foreign script.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const Axe = {
  /** One line for each violation, with the first elements it was found on. */
  async violations(page) {
    if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await source);
    const found = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`) }));
    });
    return found.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.join(" | ")}`);
  },
};
