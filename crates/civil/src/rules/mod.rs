//! Quy tắc: kinds of matters, acts with their fields, columns of the register, and what the facts of a matter add up to. No IO.

mod act;
mod column;
mod kind;
mod matter;

pub use act::{Act, Field, FieldType, Paper, State, act, acts, state, states};
pub use column::{Column, Columns, Read, columns};
pub use kind::{Kind, Side, kind, kinds};
pub use matter::{Matter, Party, Refusal, check, fold, standing};
