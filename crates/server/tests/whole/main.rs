//! Stories of the whole program: every route behind its gate, strangers kept out, backup and restore across both databases.

mod backup;
mod gates;
mod strangers;
