//! Luật của việc trình chiếu, without clock, disk or network: phases, what an exhibit is made of, what the court's screen may show,
//! and what BLTTHS Đ.308 still asks.

mod exhibit;
mod format;
mod law_text;
mod media;
mod phase;
mod recording;
mod releasing;
mod screen;
mod statement;
mod timing;

pub use exhibit::{Exhibit, Look, PagePart, Part, PartFault, PicturePart, Standing, placed};
pub use format::{Format, FormatFault, format_of};
pub use law_text::{LawFault, LawPart};
pub use media::{Cue, CueFault, MediaKind, MediaPart, Play, check_cues, mark_vi};
pub use phase::{Phase, Procedure, phase_vi, procedures};
pub use recording::{ORIGINS, RecordingRule, bearing_of, recordings_on};
pub use releasing::{Wanted, caption, laid, origin};
pub use screen::{
    Content, Screen, ScreenError, Shown, ShownDrawing, ShownLaw, ShownMedia, ShownPage, Thing,
};
pub use statement::{Bearing, Blocked, Papers, StatementRule, blocked, rule_on};
pub use timing::{Interval, clock_vi, seconds};
