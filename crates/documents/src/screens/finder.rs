//! Tìm văn bản bằng Ctrl+K: by number, person or kind.

use people::{Actor, Right, Rights};
use shell::{App, FindFuture, Finder, Found};

use super::readable_units;
use super::register::readable_lines;
use crate::door::state_vi;
use crate::register::Filter;

/// Answers `Ctrl+K` with documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocumentFinder;

impl Finder for DocumentFinder {
    fn find<'a>(&'a self, app: &'a App, actor: &'a Actor, query: &'a str) -> FindFuture<'a> {
        Box::pin(async move {
            let rights = Rights::embedded();
            if !rights.holds(actor, Right::DocumentsRead) {
                return Ok(Vec::new());
            }
            let mut found = Vec::new();
            for state in ["issued", "draft"] {
                let filter = Filter {
                    units: readable_units(actor),
                    state: state.to_owned(),
                    query: query.to_owned(),
                    ..Filter::default()
                };
                let may = |unit: &str, assigned: &[uuid::Uuid]| {
                    rights.may(
                        actor,
                        Right::DocumentsRead,
                        unit,
                        actor.is_assigned(assigned),
                    )
                };
                let (lines, _) = readable_lines(app, &filter, 5, may).await?;
                found.extend(lines.into_iter().map(|line| Found {
                    kind: "Văn bản".to_owned(),
                    hint: state_vi(&line),
                    href: crate::administrative::href(&line),
                    label: format!("{} – {}", line.title, line.about),
                }));
            }
            Ok(found)
        })
    }
}
