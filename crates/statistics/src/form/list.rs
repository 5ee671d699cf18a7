//! Danh mục biểu: the forms this program was built with.

use std::sync::OnceLock;

use super::Form;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every form's id and text.
        pub const FORMS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../data/forms/", $name, ".toml")))),*];
    };
}

files! {
    "bieu-01",
    "bieu-02",
    "bieu-03",
    "bieu-04",
    "bieu-05",
    "bieu-07",
    "bieu-08",
    "bieu-09",
    "bieu-10",
    "bieu-11",
    "bieu-12",
    "bieu-33",
    "tuan-tam-giu-tam-giam",
    "an-tam-dinh-chi",
    "chi-tieu-quoc-hoi",
    "don",
    "dan-su-so-tham",
    "dan-su-phuc-tham",
    "hon-nhan-gia-dinh-so-tham",
    "hon-nhan-gia-dinh-phuc-tham",
    "kinh-doanh-thuong-mai-so-tham",
    "kinh-doanh-thuong-mai-phuc-tham",
    "lao-dong-so-tham",
    "lao-dong-phuc-tham",
    "hanh-chinh-so-tham",
    "hanh-chinh-phuc-tham",
    "pha-san-so-tham",
    "pha-san-phuc-tham",
    "thi-hanh-an-dan-su",
}

/// The forms, in the order of their numbers.
///
/// # Panics
/// When a file this program was built with cannot be read; a test reads them.
pub fn forms() -> &'static [Form] {
    static READ: OnceLock<Vec<Form>> = OnceLock::new();
    READ.get_or_init(|| {
        let one = |(id, text): &(&str, &str)| match Form::parse(text) {
            Ok(form) => form,
            Err(fault) => {
                panic!("the form {id} this program was built with cannot be read: {fault}")
            }
        };
        FORMS.iter().map(one).collect()
    })
}
