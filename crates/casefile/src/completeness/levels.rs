//! Mức số hóa của từng vụ án: none, partial, complete, checked, by the same count of pages as the score of one file.

use std::collections::HashMap;

use db::{Sql, StorageError, V};
use uuid::Uuid;

use super::{Completeness, checks::checks_of, checks::states_of};
use crate::documents::documents_of;

/// Mức số hóa.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Chưa có trang quét nào.
    #[default]
    None,
    /// Đã quét, còn thiếu.
    Partial,
    /// Mọi trang đã quét, có trong mục lục, có tên, đọc được.
    Complete,
    /// Và mọi tài liệu đã đối chiếu với bản giấy.
    Checked,
}

impl Level {
    /// All, the least first.
    pub const ALL: [Level; 4] = [Level::None, Level::Partial, Level::Complete, Level::Checked];

    /// As people read it.
    pub fn vi(self) -> &'static str {
        super::messages::LEVELS[self as usize]
    }

    /// Whether the file counts as digitised.
    pub fn is_digitised(self) -> bool {
        self >= Level::Complete
    }
}

impl Completeness {
    /// The level that these pages reach.
    pub fn level(&self) -> Level {
        let least = [self.scanned, self.listed, self.named, self.readable];
        match self.pages {
            0 => Level::None,
            _ if self.is_whole() => Level::Checked,
            pages if least.iter().all(|count| *count == pages) => Level::Complete,
            _ => Level::Partial,
        }
    }
}

/// Matters asked for at once.
const STRIDE: usize = 500;

/// The levels of the matters that have a digitised file; the others have none.
pub async fn levels_of(
    sql: &impl Sql,
    matters: &[Uuid],
) -> Result<HashMap<Uuid, Level>, StorageError> {
    let mut levels = HashMap::new();
    for some in matters.chunks(STRIDE) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let scanned: Vec<Uuid> = sql
            .all(
                format!(
                    "SELECT DISTINCT matter_id FROM casefile_page WHERE matter_id IN ({})",
                    places.join(", ")
                ),
                some.iter().map(V::from).collect(),
            )
            .await?;
        for matter in scanned {
            let pages = states_of(sql, matter).await?;
            let documents = documents_of(sql, matter).await?;
            let checks = checks_of(sql, matter).await?;
            let count = Completeness::of(&pages, &documents, |one| checks.contains_key(&one.id));
            levels.insert(matter, count.level());
        }
    }
    Ok(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_digitised_when_only_the_look_at_the_paper_is_missing() {
        let count = |pages, least, whole| Completeness {
            pages,
            scanned: pages,
            listed: pages,
            named: least,
            readable: pages,
            checked: whole,
            whole,
        };
        let level = |pages, least, whole| count(pages, least, whole).level();
        assert_eq!(level(0, 0, 0), Level::None);
        assert_eq!(level(3, 2, 2), Level::Partial);
        assert_eq!(level(3, 3, 2), Level::Complete);
        assert_eq!(level(3, 3, 3), Level::Checked);
        let digitised = Level::ALL.map(Level::is_digitised);
        assert_eq!(digitised, [false, false, true, true]);
        // Each page lacks something else: every count is below the pages, none of them is whole.
        let scattered = Completeness {
            readable: 2,
            ..count(3, 2, 1)
        };
        assert_eq!(scattered.level(), Level::Partial);
    }
}
