//! Sơ đồ trạng thái: the pages of `docs/states.md`, drawn from the rows of the catalogue.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Act, Catalogue, Lawful, Move, State};

/// Draws the state machines of report, case and accused as Mermaid pictures in one Markdown page.
pub fn generate_state_pictures(catalogue: &Catalogue) -> String {
    let mut page = String::from(
        "# Trạng thái tố tụng\n\n\
         Generated from `crates/law/data/acts/*.toml`: change a row there, run the tests with `BLESS=1`, and commit both.\n\
         An arrow is a legal act that is lawful in the state it leaves.\n",
    );
    picture(
        &mut page,
        catalogue,
        |act| &act.requires_report,
        |act| act.moves_report.as_ref(),
    );
    picture(
        &mut page,
        catalogue,
        |act| &act.requires_case,
        |act| act.moves_case.as_ref(),
    );
    picture(
        &mut page,
        catalogue,
        |act| &act.requires_accused,
        |act| act.moves_accused.as_ref(),
    );
    measures(&mut page, catalogue);
    page
}

fn picture<S: State>(
    page: &mut String,
    catalogue: &Catalogue,
    requires: impl Fn(&Act) -> &Lawful<S>,
    moves: impl Fn(&Act) -> Option<&Move<S>>,
) {
    let _ = write!(page, "\n## {}\n\n```mermaid\nstateDiagram-v2\n", S::OF_VI);
    for state in S::ALL {
        let _ = writeln!(page, "    {}: {}", state.code(), state.vi());
    }
    let mut arrows: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for act in catalogue.all() {
        let Some(step) = moves(act) else { continue };
        let lawful = requires(act);
        let befores = std::iter::once(None).chain(S::ALL.iter().copied().map(Some));
        for (place, before) in befores.enumerate() {
            let silent_start = before.is_none() && lawful.is_silent() && step.guard.is_none();
            if !lawful.allows(before) || silent_start {
                continue;
            }
            let Some(after) = step.from(before).filter(|after| before != Some(*after)) else {
                continue;
            };
            let target = S::ALL
                .iter()
                .position(|state| *state == after)
                .unwrap_or_default();
            arrows
                .entry((place, target))
                .or_default()
                .push(&act.short_vi);
        }
    }
    for ((place, target), acts) in arrows {
        let from = if place == 0 {
            "[*]"
        } else {
            S::ALL[place - 1].code()
        };
        let _ = writeln!(
            page,
            "    {from} --> {}: {}",
            S::ALL[target].code(),
            acts.join(" / ")
        );
    }
    page.push_str("```\n");
}

fn measures(page: &mut String, catalogue: &Catalogue) {
    page.push_str("\n## Biện pháp ngăn chặn, cưỡng chế\n\n| Biện pháp | Hành vi | Trạng thái sau |\n|---|---|---|\n");
    for act in catalogue.all() {
        if let (Some(kind), Some(status)) = (act.measure, act.moves_measure) {
            let _ = writeln!(
                page,
                "| {} | {} | {} |",
                kind.vi(),
                act.short_vi,
                status.vi()
            );
        }
    }
}
