//! Stories of the whole program: every route behind its gate, backup and restore across both databases.

mod backup;
mod gates;
