import { defineConfig } from "vite";

// Each entry is one bundle that a page names by its logical name (`shell.js`, `viewer.js`, `style.css`);
// scripts/finish.mjs writes the table from logical to built names and compresses what is worth it.
export default defineConfig({
  base: "/assets/",
  resolve: { alias: { "tabler-outline": new URL("node_modules/@tabler/icons/icons/outline", import.meta.url).pathname } },
  publicDir: false,
  build: {
    outDir: "dist",
    assetsDir: "",
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: false,
    target: "es2022",
    rolldownOptions: {
      input: {
        theme: "src/theme.ts",
        shell: "src/shell.ts",
        viewer: "src/viewer.ts",
        entry: "src/entry.ts",
        ordering: "src/ordering.ts",
        upload: "src/upload.ts",
        redact: "src/redact.ts",
        drafting: "src/drafting.ts",
        sign: "src/sign.ts",
        matrix: "src/matrix.ts",
        showlist: "src/showlist.ts",
        mindmap: "src/mindmap.ts",
        diagram: "src/diagram.ts",
        media: "src/media.ts",
        outline: "src/outline.ts",
        console: "src/console.ts",
        court: "src/court.ts",
        sketch: "src/sketch.ts",
        style: "styles/style.scss",
      },
    },
  },
  css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: ["node_modules"] } } },
});
