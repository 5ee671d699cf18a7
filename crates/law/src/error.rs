//! What can be wrong with the data files of the law.

/// Lỗi dữ liệu pháp luật: a row of a data file that cannot be used, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, {place}: {problem}")]
pub struct DataError {
    /// The data file, such as `time-limits.csv`.
    pub file: String,
    /// The row or field, such as `line 12` or `act case.initiated`.
    pub place: String,
    /// What is wrong with it, in one sentence.
    pub problem: String,
}

impl DataError {
    /// An error at one place of one file.
    pub fn at(file: &str, place: impl ToString, problem: impl ToString) -> Self {
        DataError {
            file: file.to_owned(),
            place: place.to_string(),
            problem: problem.to_string(),
        }
    }
}
