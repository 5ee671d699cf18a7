//! Dữ liệu dẫn xuất của thống kê: the moves and stocks of every report, made from [`life`](crate::life) alone, and those of
//! every case, accused and person held, made from [`course`](crate::course).

use db::args;
use law::{Fact, Law};
use ledger::{Rows, Table, View};

use crate::course::course;
use crate::life::{Move, life};

/// Phiên bản: grows whenever the same reports give other moves or stocks.
pub(crate) const EDITION: u32 = 8;

/// The view of this area.
pub struct StatisticsView;

impl StatisticsView {
    /// Under which its edition is noted.
    pub const NAME: &str = "statistics_event";
}

/// Whether the form's formulas book a move otherwise than it changed the stocks.
fn is_unbooked(one: &Move) -> bool {
    (one.open_change, one.suspended_change)
        != (one.event.booked_open(), one.event.booked_suspended())
}

static TABLES: [Table; 4] = [
    Table {
        name: StatisticsView::NAME,
        columns: &[
            "unit_id",
            "matter_id",
            "n",
            "fact_id",
            "event",
            "at",
            "open_change",
            "suspended_change",
            "crime_group",
            "handler",
            "decider",
            "sender_kind",
            "report_kind",
            "first_receiver",
            "follow_up",
            "requested",
            "overdue",
            "page_id",
            "seq",
            "touches_at",
            "previous_at",
            "previous_here_at",
            "unbooked",
            "recorded_at",
        ],
    },
    Table {
        name: "statistics_span",
        columns: &[
            "unit_id",
            "matter_id",
            "n",
            "fact_id",
            "state",
            "from_at",
            "to_at",
            "due_at",
            "crime_group",
            "handler",
            "page_id",
        ],
    },
    Table {
        name: "statistics_step",
        columns: &[
            "unit_id",
            "matter_id",
            "n",
            "subject_id",
            "fact_id",
            "event",
            "at",
            "leaves",
            "enters",
            "stage",
            "article",
            "severity",
            "legal",
            "age",
            "sex",
            "ethnic",
            "education",
            "alien",
            "decider",
            "ground",
            "result",
            "overdue",
            "requested",
            "origin_at",
            "page_id",
            "seq",
            "touches_at",
            "recorded_at",
        ],
    },
    Table {
        name: "statistics_stay",
        columns: &[
            "unit_id",
            "matter_id",
            "n",
            "subject_id",
            "fact_id",
            "state",
            "from_at",
            "to_at",
            "due_at",
            "stage",
            "article",
            "legal",
            "ground",
            "result",
            "page_id",
        ],
    },
];

/// The rows of the course of a case.
fn course_rows(law: &Law, facts: &[Fact], matter: uuid::Uuid, out: &mut Rows) {
    let told = course(law, facts);
    for (n, step) in (1_i64..).zip(&told.steps) {
        let marks = &step.marks;
        out.push(
            "statistics_step",
            args![
                &step.unit,
                matter,
                n,
                step.subject,
                step.fact,
                step.event,
                step.at,
                step.leaves,
                step.enters,
                &marks.stage,
                &marks.article,
                &marks.severity,
                &marks.legal,
                &marks.age,
                &marks.sex,
                &marks.ethnic,
                &marks.education,
                &marks.alien,
                &marks.decider,
                &marks.ground,
                &marks.result,
                &marks.overdue,
                &marks.requested,
                step.origin_at,
                step.page,
                step.seq,
                step.touches_at,
                step.recorded_at
            ],
        );
    }
    for (n, stay) in (1_i64..).zip(&told.stays) {
        let marks = &stay.marks;
        out.push(
            "statistics_stay",
            args![
                &stay.unit,
                matter,
                n,
                stay.subject,
                stay.fact,
                stay.state,
                stay.from_at,
                stay.to_at,
                stay.due_at,
                &marks.stage,
                &marks.article,
                &marks.legal,
                &marks.ground,
                &marks.result,
                stay.page
            ],
        );
    }
}

impl View for StatisticsView {
    fn tables(&self) -> &'static [Table] {
        &TABLES
    }

    fn edition(&self) -> u32 {
        EDITION
    }

    fn rows(&self, law: &Law, facts: &[Fact], out: &mut Rows) {
        let Some(first) = facts.first() else { return };
        course_rows(law, facts, first.matter, out);
        let told = life(law, facts);
        let yes = |is: bool| if is { "1" } else { "" };
        for (n, one) in (1_i64..).zip(&told.moves) {
            out.push(
                "statistics_event",
                args![
                    &one.unit,
                    first.matter,
                    n,
                    one.fact,
                    one.event.code(),
                    one.at,
                    one.open_change,
                    one.suspended_change,
                    &told.crime_group,
                    &one.handler,
                    &one.decider,
                    &one.sender_kind,
                    &one.report_kind,
                    if one.is_first_at_vks { "VKS" } else { "" },
                    yes(one.has_follow_up),
                    yes(one.is_requested),
                    yes(one.is_overdue),
                    one.page,
                    one.seq,
                    one.touches_at,
                    one.previous_at,
                    one.previous_here_at,
                    i64::from(is_unbooked(one)),
                    one.recorded_at
                ],
            );
        }
        for (n, span) in (1_i64..).zip(&told.spans) {
            out.push(
                "statistics_span",
                args![
                    &span.unit,
                    first.matter,
                    n,
                    span.fact,
                    span.state.code(),
                    span.from_at,
                    span.to_at,
                    span.due_at,
                    &told.crime_group,
                    &span.handler,
                    span.page
                ],
            );
        }
    }
}
