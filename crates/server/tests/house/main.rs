//! Nếp nhà: the rules of the house that no compiler knows, read from the sources themselves.

mod arrows;
mod decisions;
mod sources;
mod tidy;
