//! Stories of the whole program: every route behind its gate, strangers kept out, backup and restore across both databases, and an upgraded
//! place that is made anew.

mod backup;
mod gates;
mod renewal;
mod strangers;
