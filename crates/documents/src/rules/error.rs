//! What can be wrong with a form's data file; told to whoever edits it, with file and place.

/// A form that cannot be used, and where it goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{template}, {place}: {fault}")]
pub struct TemplateError {
    /// The data file.
    pub template: String,
    /// The part of it, such as `article 2` or `field accused_name`.
    pub place: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong at a place of a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not TOML, or a key that no form has.
    #[error("{0}")]
    Toml(String),
    /// `{name}` where no field has that name.
    #[error("placeholder {{{0}}} names no field")]
    UnknownField(String),
    /// `{name:format}` with a format that nothing has.
    #[error("format “{0}” does not exist")]
    UnknownFormat(String),
    /// A format that does not fit the type of the field.
    #[error("format “{format}” does not fit field “{field}”")]
    FormatDoesNotFit {
        /// The field.
        field: String,
        /// The format.
        format: String,
    },
    /// A brace or bracket without its partner, or brackets inside brackets.
    #[error("braces or brackets do not match in “{0}”")]
    Unbalanced(String),
    /// An optional field outside brackets would leave a hole in the sentence.
    #[error("optional field “{0}” stands outside [ ]")]
    OptionalOutsideBrackets(String),
    /// A required field inside brackets would vanish instead of being asked for.
    #[error("required field “{0}” stands inside [ ]")]
    RequiredInsideBrackets(String),
    /// Brackets with no field inside are always or never printed.
    #[error("[ ] without a field in “{0}”")]
    EmptyBrackets(String),
    /// `when` or `unless` with a condition that the form does not list.
    #[error("condition “{0}” is not listed")]
    UnknownCondition(String),
    /// A name used twice.
    #[error("“{0}” is named twice")]
    NamedTwice(String),
    /// A field that no text prints and no fact records.
    #[error("field “{0}” is never used")]
    NeverUsed(String),
    /// A signer role that `common.toml` does not describe.
    #[error("signer “{0}” is not described in common.toml")]
    UnknownSigner(String),
    /// Something a form must have is empty.
    #[error("“{0}” must not be empty")]
    Empty(&'static str),
    /// The last day of validity comes before the first.
    #[error("validity ends before it begins")]
    EndsBeforeItBegins,
    /// Two forms of the same number or act are valid on the same day.
    #[error("overlaps with {0}")]
    Overlaps(String),
}
