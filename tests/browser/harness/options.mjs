// What the command line asks for.
import { parseArgs } from "node:util";

export const HELP = `node tests/browser/run.mjs [--only NAME]… [--whole] [--postgres [URL]] [--keep] [--guide] [--offices N]
  --only NAME     only stories whose name contains NAME
  --whole         the whole stack of case-a instead of its first pages
  --postgres URL  the same stories on PostgreSQL; without a URL a private one is started
  --keep          keep the data folder and say where it is
  --offices N     so many offices tell the stories at the same time, each with a program and a browser of its own (2)
  --guide         then take the pictures of docs/guides from what these stories showed`;

export function options(argv) {
  const given = argv.indexOf("--postgres");
  const isPrivate = given >= 0 && (argv[given + 1] === undefined || argv[given + 1].startsWith("--"));
  const { values } = parseArgs({
    args: isPrivate ? argv.filter((one) => one !== "--postgres") : argv,
    options: {
      only: { type: "string", multiple: true, default: [] },
      whole: { type: "boolean", default: false },
      postgres: { type: "string" },
      keep: { type: "boolean", default: false },
      guide: { type: "boolean", default: false },
      offices: { type: "string", default: "2" },
      help: { type: "boolean", default: false },
    },
  });
  return { ...values, offices: Math.max(1, Number(values.offices) || 1), postgres: isPrivate ? "private" : values.postgres };
}
