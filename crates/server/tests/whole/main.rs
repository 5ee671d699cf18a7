//! Stories of the whole program: every route behind its gate, strangers kept out, days off that move dates, backup and
//! restore across both databases, and an upgraded place that is made anew.

mod backup;
mod gates;
mod moved;
mod recount;
mod renewal;
mod strangers;
