//! Biểu tượng: Tabler's line icons, only those in use, drawn into the page.

use std::fmt;

use super::icon_paths::paths;

/// Một biểu tượng; decoration only, so screen readers skip it.
#[derive(Debug, Clone, Copy)]
pub struct Icon(&'static str);

/// The icon of this name; a name that `web/icons.json` does not list draws a plain dot.
pub fn icon(name: &str) -> Icon {
    Icon(paths(name))
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>"#,
            self.0
        )
    }
}

impl askama::FastWritable for Icon {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        write!(dest, "{self}").map_err(askama::Error::from)
    }
}
