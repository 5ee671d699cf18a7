// The signing program beside the browser: started, ended as in a power cut, started again with the pairing that it keeps.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { RESULTS, ROOT } from "./server.mjs";

const PROGRAM = process.env.KIEMSAT ?? join(ROOT, "target/debug/kiemsat");

let turn = Promise.resolve();

/** A machine has one port for the signing program: who runs it there, or looks for it in vain, waits until no other office does. */
export function alone(work) {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

export class SignAgent {
  #process;

  /** `device`: what makeDevice gave; `origin`: the one page that may be paired. */
  constructor(device, origin, home) {
    Object.assign(this, { device, origin, home });
  }

  async start() {
    const child = spawn(PROGRAM, ["sign-agent", "--library", this.device.module, "--origin", this.origin, "--home", this.home], {
      env: { ...process.env, SOFTHSM2_CONF: this.device.conf },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    child.stderr.pipe(createWriteStream(join(RESULTS, "agent.log"), { flags: "a" }));
    let said = "";
    this.code = await new Promise((done, failed) => {
      child.stdout.on("data", (words) => {
        said += words;
        const code = said.match(/Mã ghép nối: (\d{4} \d{4})/)?.[1];
        if (code) done(code);
      });
      child.once("exit", (code) => failed(new Error(`the signing program ended with ${code}: ${said}; see test-results/agent.log`)));
    });
  }

  async die() {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  async again() {
    await this.die();
    await this.start();
  }
}
