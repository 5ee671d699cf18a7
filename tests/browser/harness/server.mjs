// The built program on a fresh place: its people, its port, its end.
import { execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
export const ROOT = resolve(import.meta.dirname, "../../..");
export const RESULTS = process.env.RESULTS ?? join(ROOT, "test-results");
const PROGRAM = process.env.KIEMSAT ?? join(ROOT, "target/debug/kiemsat");

/** The day of the stories: the order of detention is about to end, and its extension is due. */
export const TODAY = "2026-08-13";
/** The posts of the office began before the first paper of the case. */
const POSTS_FROM = "2025-12-01";
const FIRST_PASSWORD = "mat khau dau tien";

export class Server {
  #process;
  #postgres;
  #place = [];
  /** What its environment has beside ours, such as the place of a device in software. */
  env = {};

  static async start({ postgres, people }) {
    const server = new Server();
    server.folder = await mkdtemp(join(tmpdir(), "kiemsat-stories-"));
    try {
      server.#place = ["--data", join(server.folder, "data"), ...(await server.#database(postgres))];
      for (const person of people) await server.#add(person);
      await server.#serve();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  async #database(postgres) {
    if (!postgres) return [];
    if (postgres !== "private") return ["--database", await newDatabase(postgres)];
    const folder = await mkdtemp(join(tmpdir(), "kiemsat-postgres-"));
    this.#postgres = folder;
    const { stdout } = await run(join(ROOT, "scripts/postgres"), ["start", folder]);
    return ["--database", stdout.trim()];
  }

  async #add({ name, login, role, unit, title }) {
    const what = ["user", "add", "--name", name, "--login", login, "--role", role, "--unit", unit, "--from", POSTS_FROM];
    await run(PROGRAM, [...what, ...(title ? ["--title", title] : []), ...this.#place], {
      env: { ...process.env, KIEMSAT_PASSWORD: FIRST_PASSWORD },
    });
  }

  get firstPassword() {
    return FIRST_PASSWORD;
  }

  /** The same place and address again, after the program was ended; `before` may put files beside the data. */
  async restart(before = async () => undefined) {
    await this.#end("SIGTERM");
    await before(join(this.folder, "data"));
    await this.#serve();
  }

  /** The program dies as in a power cut; `again` starts it. */
  async die() {
    await this.#end("SIGKILL");
  }

  async again() {
    await this.#serve();
  }

  async #end(signal) {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  }

  async #serve() {
    this.port ??= await freePort();
    const port = this.port;
    this.url = `http://127.0.0.1:${port}`;
    const log = createWriteStream(join(RESULTS, "server.log"), { flags: "a" });
    this.#process = spawn(PROGRAM, ["serve", ...this.#place, "--listen", `127.0.0.1:${port}`, "--today", TODAY, "--workers", "1"], {
      env: { ...process.env, ...this.env, OMP_THREAD_LIMIT: "1", RUST_LOG: process.env.RUST_LOG ?? "warn,kiemsat=info" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process.stdout.pipe(log);
    this.#process.stderr.pipe(log);
    for (let tries = 0; tries < 300; tries += 1) {
      if (this.#process.exitCode !== null) throw new Error(`the program ended with ${this.#process.exitCode}; see test-results/server.log`);
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await pause(100);
    }
    throw new Error("the program does not answer; see test-results/server.log");
  }

  async stop({ keep = false } = {}) {
    const child = this.#process;
    if (child && child.exitCode === null) {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 8000);
      await ended;
      clearTimeout(late);
    }
    if (this.#postgres) await run(join(ROOT, "scripts/postgres"), ["stop", this.#postgres]).catch(() => undefined);
    if (!keep) await rm(this.folder, { recursive: true, force: true });
  }
}

/** A database of its own beside the one that is named. */
async function newDatabase(url) {
  const name = `kiemsat_stories_${Date.now()}`;
  await run("psql", ["-v", "ON_ERROR_STOP=1", "-c", `CREATE DATABASE ${name}`, url]);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().on("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
