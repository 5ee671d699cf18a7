//! Đối chiếu thống kê liên ngành (TTLT 05/2018 ngày 12/11/2018; thể thức biên bản chưa đọc được, cần kiểm tra): the sheet of the court,
//! of the investigating agency or of the agency that executes sentences beside our facts, person by person, for a unit and a period.
//!
//! It stands here and not with the imports, since it sets figures of statistics beside others and prints their minutes; the reader of
//! sheets is that of `exchange`, one floor down. Nothing of their sheet becomes a fact: what is wrong with us is put right in the matter.
//!
//! | to | look in |
//! |---|---|
//! | see with whom, and what the columns hold | [`kind`], `data/comparison/` |
//! | read their sheet | [`reading`] |
//! | find ours | [`ours`] |
//! | pair them and see what differs | [`matching`] |
//! | keep, decide, undo, close, withdraw | [`store`], [`acts`] |
//! | add up by article, write the minutes | [`minutes`] |

pub mod acts;
pub mod kind;
pub mod matching;
pub mod messages;
pub mod minutes;
pub mod ours;
pub mod reading;
pub mod store;

use chrono::NaiveDate;
use law::{Charge, Law};
use serde::{Deserialize, Serialize};

/// Một bị cáo, bị can as one side tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Số bản án, quyết định.
    #[serde(default)]
    pub number: String,
    /// Its day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Số thụ lý.
    #[serde(default)]
    pub docket: String,
    /// Họ và tên.
    #[serde(default)]
    pub name: String,
    /// Tội danh.
    #[serde(default)]
    pub charges: Vec<Charge>,
    /// As it was typed, when it could not be read.
    #[serde(default)]
    pub offence: String,
    /// Mức án.
    #[serde(default)]
    pub penalty: Option<Penalty>,
}

/// Mức án.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penalty {
    /// A code of the field `main_penalty`, or `khong_toi`, `mien_hinh_phat`, `mien_tnhs`.
    pub kind: String,
    /// Months of prison or reform.
    pub months: Option<i64>,
    /// Án treo.
    pub suspended: bool,
}

impl Penalty {
    /// "Tù 24 tháng, án treo".
    pub fn vi(&self) -> String {
        let kind = match self.kind.as_str() {
            "canh_cao" => "Cảnh cáo",
            "phat_tien" => "Phạt tiền",
            "cai_tao" => "Cải tạo không giam giữ",
            "truc_xuat" => "Trục xuất",
            "tu" => "Tù",
            "tu_chung_than" => "Tù chung thân",
            "tu_hinh" => "Tử hình",
            "khong_toi" => "Không có tội",
            "mien_hinh_phat" => "Miễn hình phạt",
            "mien_tnhs" => "Miễn trách nhiệm hình sự",
            _ => "Khác",
        };
        let months = self
            .months
            .map_or(String::new(), |months| format!(" {months} tháng"));
        let suspended = if self.suspended { ", án treo" } else { "" };
        format!("{kind}{months}{suspended}")
    }
}

impl Told {
    /// The article by which it is added up; empty when nobody recorded one.
    pub fn article(&self) -> &str {
        self.charges
            .iter()
            .map(|charge| charge.article.as_str())
            .min_by_key(|article| {
                (
                    article
                        .trim_end_matches(char::is_alphabetic)
                        .parse()
                        .unwrap_or(u32::MAX),
                    *article,
                )
            })
            .unwrap_or("")
    }

    /// A field in words.
    pub fn said(&self, law: &Law, field: &str) -> String {
        match field {
            "number" => self.number.clone(),
            "on" => self.on.map(shell::vi_date).unwrap_or_default(),
            "docket" => self.docket.clone(),
            "name" => self.name.clone(),
            "offence" if self.charges.is_empty() => self.offence.clone(),
            "offence" => criminal::standing::charges_vi(law, &self.charges),
            "penalty" => self.penalty.as_ref().map(Penalty::vi).unwrap_or_default(),
            _ => String::new(),
        }
    }
}

/// The fields in the order people compare them.
pub const FIELDS: [&str; 6] = ["number", "on", "docket", "name", "offence", "penalty"];
