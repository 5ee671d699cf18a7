import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** In the pack the server's part is played by the page: what asks it, and what shows its pictures, is another module of the same shape. */
function offline(): Plugin {
  const own: Record<string, string> = {
    [place("src/http.ts")]: place("src/pack/http.ts"),
    [place("src/dom.ts")]: place("src/pack/dom.ts"),
  };
  return {
    name: "offline",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (!importer || !source.startsWith(".") || importer.includes("/src/pack/dom.ts")) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found ? (own[found.id] ?? null) : null;
    },
  };
}

// One script and one style sheet that the program writes into the file of a pack (crates/courtroom/src/pack/player.rs).
export default defineConfig({
  publicDir: false,
  plugins: [offline()],
  build: {
    // scripts/finish.mjs takes them from here, so that the bundles of the pages are away no longer than they must be.
    outDir: "node_modules/.pack",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    target: "es2022",
    lib: { entry: place("src/pack.ts"), formats: ["iife"], name: "pack", fileName: () => "pack.js", cssFileName: "pack" },
  },
  css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: ["node_modules"] } } },
});
