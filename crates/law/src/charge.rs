//! Tội danh: the article, clause and point of the Penal Code a person is charged under.

use serde::{Deserialize, Serialize};

/// Điều, khoản, điểm của Bộ luật Hình sự áp dụng.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Charge {
    /// The article, such as `170` or `217a`.
    pub article: String,
    /// The clause (khoản); a decision may name only the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<u8>,
    /// The point (điểm), such as `c`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
}

impl Charge {
    /// A charge under one clause of one article.
    pub fn new(article: impl Into<String>, clause: u8) -> Self {
        Charge {
            article: article.into(),
            clause: Some(clause),
            point: None,
        }
    }

    /// As people read it: `điểm c khoản 2 Điều 173 BLHS`.
    pub fn vi(&self) -> String {
        let mut words = String::new();
        if let Some(point) = &self.point {
            words.push_str(&format!("điểm {point} "));
        }
        if let Some(clause) = self.clause {
            words.push_str(&format!("khoản {clause} "));
        }
        words.push_str(&format!("Điều {} BLHS", self.article));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_is_read_from_the_point_up_to_the_article() {
        let mut charge = Charge::new("173", 2);
        assert_eq!(charge.vi(), "khoản 2 Điều 173 BLHS");
        charge.point = Some("c".to_owned());
        assert_eq!(charge.vi(), "điểm c khoản 2 Điều 173 BLHS");
        let article_only: Charge = serde_json::from_str(r#"{"article":"217a"}"#).unwrap();
        assert_eq!(article_only.vi(), "Điều 217a BLHS");
    }
}
