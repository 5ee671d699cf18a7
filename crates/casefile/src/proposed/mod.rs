//! Xếp hồ sơ: the list of documents (BLTTHS Đ.131) as the machine proposes it and as a person confirms it.
//!
//! | to | look in |
//! |---|---|
//! | see what a document of the list is | [`Paper`] |
//! | load and keep papers, proposed and confirmed | [`store`] |
//! | take the pages of a read file as the ordering wants them | [`seen`] |
//! | order a file and renew what nobody touched | [`renew`], the job [`job`] |
//! | know why a value is unsure | [`doubts`] |
//! | tell what is wrong in the stack | [`faults`] |
//! | find a page that was scanned twice | [`twice`] |
//! | split, join, move, name | [`acts`], pure |
//! | number leaves anew | [`renumber`] |
//! | do a step | [`steps`] |
//! | take it back, do it again | [`history`] |
//! | read a form of the screen | `forms` |
//! | show it | `screens` |
//! | let it be ordered by who does not read the file | `stack`, within its `fence` |
//!
//! A proposal is no document yet: completeness, print and hand-over know only what a person confirmed.

pub mod acts;
pub(crate) mod doubts;
pub(crate) mod faults;
mod fence;
pub(crate) mod forms;
pub(crate) mod history;
pub(crate) mod job;
mod messages;
pub(crate) mod renew;
pub mod renumber;
pub(crate) mod screens;
pub(crate) mod seen;
pub(crate) mod stack;
pub(crate) mod steps;
pub(crate) mod store;
pub mod twice;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use history::{redo, redo_in_stack, undo, undo_in_stack};
pub use job::queue_missing;
pub use renew::order_file;
pub use seen::seen_of;
pub use steps::{Asked, Done, take, take_in_stack};
pub(crate) use store::give_way;
pub use store::{open_of, papers_of};

db::row! {
    /// Một tài liệu của danh sách, proposed or confirmed.
    #[derive(PartialEq, Serialize, Deserialize)]
    pub struct Paper {
        /// Its id, the same before and after it is confirmed.
        pub id: Uuid,
        /// Its first page.
        pub first_no: i64,
        /// Its last page.
        pub last_no: i64,
        /// Its title; a proposal may have none.
        pub title: String,
        /// Its kind, see [`crate::KINDS`].
        pub kind: String,
        /// Group of `data/groups.csv`.
        pub group_no: Option<i64>,
        /// Its place within the group; none: by its first page.
        pub place: Option<f64>,
        /// Bút lục, "04-06".
        pub bl: String,
        /// Its date.
        pub issued_on: Option<NaiveDate>,
        /// Its number.
        pub number: String,
        /// Who issued it.
        pub issuer: String,
        /// Who signed it.
        pub signer: String,
        /// Form of TT 03/2026.
        pub form: String,
        /// On the list of documents.
        pub is_confirmed: bool,
        /// The file it was found in; none for what a person marked.
        pub file_id: Option<Uuid>,
        /// Mean confidence of its letters, 0 to 100.
        pub confidence: i64,
        /// What a person should look at, see [`doubts`].
        pub doubts: String,
        /// Who marked or changed it.
        pub touched_by: Option<Uuid>,
        /// When, ms UTC.
        pub touched_at: i64,
        /// When it was taken off.
        pub removed_at: Option<i64>,
    }
}

impl Paper {
    /// Still waits for a person.
    pub fn is_open(&self) -> bool {
        !self.is_confirmed && self.removed_at.is_none()
    }

    /// Nothing in it is doubtful and it has a name.
    pub fn is_sure(&self) -> bool {
        self.doubts.is_empty() && !self.title.is_empty()
    }

    /// Where it stands in the list: by group, then by place; what nobody has sorted comes last.
    fn rank(&self) -> (i64, f64, i64) {
        let place = self.place.unwrap_or(self.first_no as f64);
        (self.group_no.unwrap_or(i64::MAX), place, self.first_no)
    }

    fn holds(&self, no: i64) -> bool {
        (self.first_no..=self.last_no).contains(&no)
    }
}

/// The papers that stand, in the order of the list.
pub fn listed(papers: &[Paper]) -> Vec<&Paper> {
    let mut all: Vec<&Paper> = papers
        .iter()
        .filter(|one| one.removed_at.is_none())
        .collect();
    all.sort_by(|a, b| {
        let ((ga, pa, fa), (gb, pb, fb)) = (a.rank(), b.rank());
        let order = ga.cmp(&gb).then(pa.total_cmp(&pb));
        order.then(fa.cmp(&fb)).then(a.id.cmp(&b.id))
    });
    all
}
