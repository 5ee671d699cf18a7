//! Khung hình phạt (BLHS, Phần thứ hai, Chương XIII–XXVI): the clauses of every offence, and the class each gives.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Charge, DataError, Severity};

const FILE: &str = "penal-code.csv";

/// Bộ luật Hình sự: every clause that fixes a penalty frame.
#[derive(Debug, Clone)]
pub struct PenalCode {
    articles: BTreeMap<ArticleKey, Vec<PenalClause>>,
}

/// Khoản của một điều: one penalty frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenalClause {
    /// The article, such as `217a`.
    pub article: String,
    /// The clause.
    pub clause: u8,
    /// The offence, such as `Tội cưỡng đoạt tài sản`.
    pub offence_vi: String,
    /// Its chapter.
    pub chapter: String,
    /// The highest penalty, such as `7 năm tù`, `tù chung thân`, `tử hình`.
    pub max_penalty: String,
    /// The class of crime (BLHS Đ.9).
    pub severity: Severity,
    /// The lowest penalty.
    pub min_penalty: String,
    /// The law it was read from.
    pub basis: String,
    /// Whether Luật 86/2025/QH15 changed it.
    #[serde(rename = "amended_2025")]
    pub amendment: Amendment,
    /// What else is known of it.
    pub notes: String,
}

/// Sửa đổi theo Luật 86/2025/QH15.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amendment {
    /// The change is known and in the row.
    Changed,
    /// The law touched its group, the adopted clause was not read: cần kiểm tra.
    Check,
    /// No change is known.
    NoKnownChange,
}

/// Dự kiến thẩm quyền theo cấp (BLTTHS Đ.268 sửa đổi): which level's court and procuracy, from the penalty alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Khu vực.
    Region,
    /// Cấp tỉnh: the clause reaches life imprisonment or death.
    Province,
}

impl PenalClause {
    /// The charge of this clause.
    pub fn charge(&self) -> Charge {
        Charge::new(self.article.clone(), self.clause)
    }

    /// Whether someone should look the clause up in the consolidated text.
    pub fn needs_check(&self) -> bool {
        self.amendment == Amendment::Check
    }

    /// Whether it is a clause on preparation (chuẩn bị phạm tội).
    pub fn is_preparation(&self) -> bool {
        self.notes.contains("chuẩn bị phạm tội")
    }

    /// A hint, not a ruling: exceptions by offence were not read.
    pub fn level(&self) -> Level {
        match self.max_penalty.as_str() {
            "tù chung thân" | "tử hình" => Level::Province,
            _ => Level::Region,
        }
    }
}

impl PenalCode {
    /// Reads `penal-code.csv`.
    pub fn parse(text: &str) -> Result<PenalCode, DataError> {
        let mut articles: BTreeMap<ArticleKey, Vec<PenalClause>> = BTreeMap::new();
        for (line, row) in csv::Reader::from_reader(text.as_bytes())
            .deserialize()
            .enumerate()
        {
            let clause: PenalClause =
                row.map_err(|error| DataError::at(FILE, format!("row {}", line + 1), error))?;
            let place = clause.charge().vi();
            let key = ArticleKey::read(&clause.article)
                .ok_or_else(|| DataError::at(FILE, &place, "the article is no number"))?;
            let clauses = articles.entry(key).or_default();
            if clauses
                .last()
                .is_some_and(|last| last.clause >= clause.clause)
            {
                return Err(DataError::at(
                    FILE,
                    place,
                    "the clause stands twice or out of order",
                ));
            }
            if !clause.agrees_with_its_penalty() {
                return Err(DataError::at(
                    FILE,
                    place,
                    "the class does not follow from the highest penalty",
                ));
            }
            clauses.push(clause);
        }
        Ok(PenalCode { articles })
    }

    /// Every clause, by article and clause.
    pub fn clauses(&self) -> impl Iterator<Item = &PenalClause> {
        self.articles.values().flatten()
    }

    /// The clauses of an article.
    pub fn article(&self, article: &str) -> &[PenalClause] {
        let found = ArticleKey::read(article).and_then(|key| self.articles.get(&key));
        found.map_or(&[], Vec::as_slice)
    }

    /// One clause of one article.
    pub fn clause(&self, article: &str, clause: u8) -> Option<&PenalClause> {
        self.article(article)
            .iter()
            .find(|row| row.clause == clause)
    }

    /// The offence of an article.
    pub fn offence_vi(&self, article: &str) -> Option<&str> {
        self.article(article)
            .first()
            .map(|row| row.offence_vi.as_str())
    }

    /// The class of a charge. A charge that names only the article has none: it is asked, never guessed.
    pub fn severity(&self, charge: &Charge) -> Option<Severity> {
        self.clause(&charge.article, charge.clause?)
            .map(|row| row.severity)
    }

    /// The class of several charges together: the gravest (case clocks). None if any is unknown, or there is none.
    pub fn gravest<'a>(&self, charges: impl IntoIterator<Item = &'a Charge>) -> Option<Severity> {
        let classes: Option<Vec<Severity>> = charges
            .into_iter()
            .map(|charge| self.severity(charge))
            .collect();
        classes?.into_iter().max()
    }

    /// The level a charge points to, where its clause is known.
    pub fn level(&self, charge: &Charge) -> Option<Level> {
        self.clause(&charge.article, charge.clause?)
            .map(PenalClause::level)
    }

    /// Articles whose number begins as typed, each with its offence, in order: `17` gives 170, 171 …
    pub fn articles_starting<'a>(
        &'a self,
        typed: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let rows = self.articles.values().filter_map(|clauses| clauses.first());
        rows.filter(move |row| row.article.starts_with(typed.trim()))
            .map(|row| (row.article.as_str(), row.offence_vi.as_str()))
    }
}

impl PenalClause {
    /// BLHS Đ.9: the class is that of the highest penalty, where the highest penalty is a number of years, life or death.
    fn agrees_with_its_penalty(&self) -> bool {
        let expected = match self.max_penalty.as_str() {
            "tù chung thân" | "tử hình" => Some(Severity::ExtremelySerious),
            other => other
                .strip_suffix(" năm tù")
                .and_then(|years| years.parse::<u8>().ok())
                .map(|years| match years {
                    0..=3 => Severity::LessSerious,
                    4..=7 => Severity::Serious,
                    8..=15 => Severity::VerySerious,
                    _ => Severity::ExtremelySerious,
                }),
        };
        expected.is_none_or(|expected| expected == self.severity)
    }
}

/// An article's number and letter, so that 217a stands between 217 and 218.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct ArticleKey(u16, String);

impl ArticleKey {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let (number, letter) = text.split_at(digits);
        Some(ArticleKey(number.parse().ok()?, letter.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> PenalCode {
        PenalCode::parse(include_str!("../data/penal-code.csv")).unwrap()
    }

    fn charges(list: &[(&str, u8)]) -> Vec<Charge> {
        list.iter()
            .map(|(article, clause)| Charge::new(*article, *clause))
            .collect()
    }

    #[test]
    fn every_clause_of_the_table_is_read_and_agrees_with_its_penalty() {
        assert_eq!(code().clauses().count(), 886);
        assert_eq!(code().articles.len(), 315);
        assert_eq!(
            code()
                .clauses()
                .filter(|row| row.amendment == Amendment::Changed)
                .count(),
            13
        );
        assert_eq!(code().clauses().filter(|row| row.needs_check()).count(), 92);
    }

    #[test]
    fn theft_climbs_one_class_with_each_clause() {
        let theft: Vec<Severity> = code()
            .article("173")
            .iter()
            .map(|row| row.severity)
            .collect();
        assert_eq!(theft, Severity::ALL);
        assert!(
            code()
                .offence_vi("173")
                .unwrap()
                .contains("trộm cắp tài sản")
        );
    }

    #[test]
    fn a_charge_without_a_clause_has_no_class() {
        let article_only = Charge {
            article: "173".to_owned(),
            clause: None,
            point: None,
        };
        assert_eq!(code().severity(&article_only), None);
        assert_eq!(
            code().gravest([&article_only, &Charge::new("173", 4)]),
            None
        );
        assert_eq!(code().severity(&Charge::new("9999", 1)), None);
    }

    #[test]
    fn several_charges_have_the_class_of_the_gravest() {
        assert_eq!(
            code().gravest(&charges(&[("170", 1), ("173", 3), ("173", 1)])),
            Some(Severity::VerySerious)
        );
        assert_eq!(code().gravest(&[]), None);
    }

    #[test]
    fn life_or_death_points_to_the_province_and_twenty_years_to_the_region() {
        assert_eq!(code().level(&Charge::new("108", 1)), Some(Level::Province));
        assert_eq!(code().level(&Charge::new("109", 1)), Some(Level::Province));
        assert_eq!(code().level(&Charge::new("173", 4)), Some(Level::Region));
    }

    #[test]
    fn an_article_is_found_by_the_digits_typed_and_lettered_ones_stand_after_their_number() {
        let found: Vec<String> = code()
            .articles_starting("217")
            .map(|(article, _)| article.to_owned())
            .collect();
        assert_eq!(found, ["217", "217a"]);
        assert!(code().clause("256a", 1).is_some());
        assert!(code().article("").is_empty());
    }

    #[test]
    fn a_class_that_does_not_follow_from_the_penalty_is_refused() {
        let head = "article,clause,offence_vi,chapter,max_penalty,severity,min_penalty,basis,amended_2025,notes\n";
        let row = "170,1,Tội A,Chương,5 năm tù,nghiem_trong,,b,no_known_change,\n";
        assert!(PenalCode::parse(&format!("{head}{row}")).is_ok());
        assert!(PenalCode::parse(&format!("{head}{}", row.replace("5 năm", "12 năm"))).is_err());
        assert!(PenalCode::parse(&format!("{head}{row}{row}")).is_err());
    }
}
