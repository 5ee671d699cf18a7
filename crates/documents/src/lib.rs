//! Văn bản tố tụng (mẫu theo TT 03/2026/TT-VKSTC; thể thức theo NĐ 30/2020/NĐ-CP): forms, drafts, issued decisions.

pub mod rules;
