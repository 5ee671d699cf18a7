// Writes crates/platform/shell/src/components/icon_paths.rs from icons.json and Tabler's outline icons.
import { readFileSync, writeFileSync } from "node:fs";

const here = new URL("..", import.meta.url);
const names = [...new Set(JSON.parse(readFileSync(new URL("icons.json", here), "utf8")))].sort();
const arms = names.map((name) => {
  const svg = readFileSync(new URL(`node_modules/@tabler/icons/icons/outline/${name}.svg`, here), "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `        "${name}" => r#"${inner.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>").trim()}"#,`;
});
const text = `//! Written by \`npm run icons\` in \`web/\` from \`web/icons.json\` (Tabler Icons, MIT). Do not edit.

/// The drawing of an icon; a plain dot for a name that is not listed.
pub(super) fn paths(name: &str) -> &'static str {
    match name {
${arms.join("\n")}
        _ => r#"<circle cx="12" cy="12" r="2"/>"#,
    }
}
`;
writeFileSync(new URL("../crates/platform/shell/src/components/icon_paths.rs", here), text);
