//! `kiemsat law`: the law answers from the command line.

use law::{DeadlineArgs, Law, answer_deadline};

use crate::cli;

/// Prints the answer as one JSON object; a refusal is one too, with exit status 2.
#[allow(clippy::print_stdout)]
pub fn run(what: cli::Law) -> u8 {
    let cli::Law::Deadline {
        rule,
        start,
        length,
        unit,
        custody_days,
        calendar_as_of,
        json: _,
    } = what;
    let args = DeadlineArgs {
        rule,
        start,
        length,
        unit,
        custody_days,
        calendar_as_of,
    };
    match answer_deadline(Law::embedded(), &args) {
        Ok(answer) => {
            println!("{answer:#}");
            0
        }
        Err(error) => {
            println!("{:#}", error.to_json(&args.rule));
            2
        }
    }
}
