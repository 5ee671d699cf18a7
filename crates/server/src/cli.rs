//! Dòng lệnh: what `kiemsat` can be asked.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use shell::MailSettings;

/// Kiểm Sát Số.
#[derive(Debug, Parser)]
#[command(
    name = "kiemsat",
    version,
    about = "Kiểm Sát Số: from paper to digital work in a people's procuracy"
)]
pub struct Cli {
    /// Logs as JSON lines instead of text.
    #[arg(long, global = true, env = "KIEMSAT_LOG_JSON")]
    pub log_json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data is: one folder, or a database and a store of files by their addresses.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// One folder that holds everything: database, files, search.
    #[arg(long, env = "KIEMSAT_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A database by its address, such as postgres://host/kiemsat.
    #[arg(long, env = "KIEMSAT_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// A store of files by its address: a folder, or s3://bucket/prefix.
    #[arg(long, env = "KIEMSAT_FILES", value_name = "URL")]
    pub files: Option<String>,
    /// The key that second steps are sealed with, outside the database; default: secret.key in the data folder, made at
    /// the first start. No backup holds it.
    #[arg(long, env = "KIEMSAT_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

/// How the program is served.
#[derive(Debug, Clone, Args)]
pub struct Serving {
    /// Where to listen.
    #[arg(
        long,
        env = "KIEMSAT_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: SocketAddr,
    /// The certificate (PEM, with its chain); needs --tls-key.
    #[arg(
        long,
        env = "KIEMSAT_TLS_CERT",
        requires = "tls_key",
        value_name = "FILE"
    )]
    pub tls_cert: Option<PathBuf>,
    /// The private key (PEM).
    #[arg(
        long,
        env = "KIEMSAT_TLS_KEY",
        requires = "tls_cert",
        value_name = "FILE"
    )]
    pub tls_key: Option<PathBuf>,
    /// A proxy with TLS stands before us: cookies are marked Secure, and its X-Forwarded-Host is believed.
    #[arg(long, env = "KIEMSAT_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Largest upload in MiB.
    #[arg(
        long,
        env = "KIEMSAT_MAX_UPLOAD",
        default_value_t = 1024,
        value_name = "MIB"
    )]
    pub max_upload: usize,
    /// The folder below which scanners deliver; no other folder of this machine is ever looked into. Default: may-quet in the
    /// data folder.
    #[arg(long, env = "KIEMSAT_SCANNERS", value_name = "DIR")]
    pub scanners: Option<PathBuf>,
    /// Workers for long work such as reading scans; default: half of the processors, at least one.
    #[arg(long, env = "KIEMSAT_WORKERS", value_name = "N")]
    pub workers: Option<usize>,
    /// The mail server of the daily digest, such as smtps://user:secret@host or smtp://host:587?tls=required; without it no
    /// letter is sent. Give it by the environment: a command line can be read by others.
    #[arg(
        long,
        env = "KIEMSAT_SMTP",
        hide_env_values = true,
        value_name = "URL",
        requires = "mail_from",
        requires = "site"
    )]
    pub smtp: Option<String>,
    /// The sender of letters, such as "Kiểm Sát Số <kiemsat@example.vn>".
    #[arg(long, env = "KIEMSAT_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// How people reach this program, for the links of letters: https://kiemsat.example.vn.
    #[arg(long, env = "KIEMSAT_SITE", value_name = "URL")]
    pub site: Option<String>,
    /// Letters also name clocks, codes and people; without it they hold counts and links alone.
    #[arg(long, env = "KIEMSAT_MAIL_MATTERS")]
    pub mail_matters: bool,
    /// Demo only: the day the program believes it is.
    #[arg(long, env = "KIEMSAT_TODAY", value_name = "YYYY-MM-DD")]
    pub today: Option<chrono::NaiveDate>,
}

impl Serving {
    /// Thư điện tử, where a server is named; refuses settings that no letter could go out with.
    pub fn mail(&self) -> anyhow::Result<Option<MailSettings>> {
        let (Some(server), Some(from), Some(site)) = (&self.smtp, &self.mail_from, &self.site)
        else {
            return Ok(None);
        };
        let settings = MailSettings {
            server: server.clone(),
            from: from.clone(),
            site: site.clone(),
            tells_matters: self.mail_matters,
        };
        if let Err(fault) = desk::digest::mail::Mailer::try_new(&settings) {
            anyhow::bail!("{fault}: look at KIEMSAT_SMTP and KIEMSAT_MAIL_FROM");
        }
        Ok(Some(settings))
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the pages and do the long work.
    Serve {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        serving: Serving,
    },
    /// Bring the database up to this version's tables.
    Migrate {
        #[command(flatten)]
        place: Place,
    },
    /// Make every view and the search index again from the facts.
    Rebuild {
        #[command(flatten)]
        place: Place,
    },
    /// The trail of who did and who looked.
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
    /// Copy everything into a folder, consistent while people work.
    Backup {
        #[command(flatten)]
        place: Place,
        /// The folder; made when absent, must be empty.
        folder: PathBuf,
    },
    /// Put a backup into an empty place; either database will do.
    Restore {
        #[command(flatten)]
        place: Place,
        /// The folder that `backup` made.
        folder: PathBuf,
    },
    /// Questions to the law.
    Law {
        #[command(subcommand)]
        what: Law,
    },
    /// Kiểm tra chữ ký số: judges every signature of a PDF file, or a courtroom pack.
    Verify(crate::verify::Verify),
    /// Số hóa một tập quét: an ordered result.json and a searchable PDF, kept nowhere else.
    Digitise(crate::digitise::Digitise),
    /// Chương trình ký tại máy người ký: signs with a token plugged into this machine, for the page of the office.
    SignAgent(agent::Asked),
    /// Số liệu của một biểu, as a list of {row_no, column, value} equal to the screen; or every fact, for recounting.
    Statistics(crate::statistics::Statistics),
    /// Đơn vị.
    Units {
        #[command(subcommand)]
        what: Units,
    },
    /// Tài khoản.
    User {
        #[command(subcommand)]
        what: User,
    },
    /// Measure the bars on this machine.
    Bench(Bench),
    /// Make an invented province (or nation) of lawful data.
    Demo {
        #[command(flatten)]
        place: Place,
        /// demo (2,000 matters), province (30,000) or nation (1,000,000).
        #[arg(long, default_value = "demo")]
        scale: String,
        /// The last day of the demo's story; default: today.
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<chrono::NaiveDate>,
    },
}

/// What is measured, and where.
#[derive(Debug, Clone, Args)]
pub struct Bench {
    /// demo, province or nation.
    #[arg(long, default_value = "nation")]
    pub scale: String,
    /// A PostgreSQL on which a database may be made.
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
    /// Leaves SQLite out: only the PostgreSQL that is named.
    #[arg(long, requires = "postgres")]
    pub postgres_only: bool,
    /// The folder of what is made for measuring; kept for the next run.
    #[arg(long, default_value = "data/bench", value_name = "DIR")]
    pub data: PathBuf,
    /// Prints how the databases answer the queries of each screen, in place of times.
    #[arg(long)]
    pub plans: bool,
    /// Pages of the search index.
    #[arg(long, default_value_t = 1_000_000)]
    pub pages: u64,
    /// Pages of the stacks that are read (reading: in even steps; digitising: the first of each); 0: all.
    #[arg(long, default_value_t = 0)]
    pub sheets: usize,
    /// Only these parts, by commas: screens, crowd (twenty statisticians at once), file (of 10,000 pages, eight users at once),
    /// recall (a page of that file on the court's screen, in browsers), pack (the same from a pack without a network), process, search, printing, signing, reading,
    /// digitising (both of the stacks in the folder `stacks` of --data, without them of the sample).
    #[arg(long, default_value = "all")]
    pub only: String,
}

/// The trail.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Walk the chain and say whether every line stands as it was written.
    Verify {
        #[command(flatten)]
        place: Place,
    },
    /// Write every line as JSON to standard output.
    Export {
        #[command(flatten)]
        place: Place,
    },
}

/// Questions to the law.
#[derive(Debug, Subcommand)]
pub enum Law {
    /// When a time limit ends, with its proof, as one JSON object.
    Deadline {
        /// The id of the rule.
        #[arg(long)]
        rule: String,
        /// Its start: 2026-05-20 or 2026-05-20T17:00.
        #[arg(long)]
        start: String,
        /// A length instead of the rule's own.
        #[arg(long)]
        length: Option<u32>,
        /// hours, days, months, years or working_days.
        #[arg(long)]
        unit: Option<String>,
        /// Days of custody to deduct from detention.
        #[arg(long, default_value_t = 0)]
        custody_days: u32,
        /// The calendar as it was known on this day.
        #[arg(long)]
        calendar_as_of: Option<String>,
        /// JSON is the only form there is; the flag says so.
        #[arg(long)]
        json: bool,
    },
}

/// Đơn vị.
#[derive(Debug, Subcommand)]
pub enum Units {
    /// Take the units of a dated CSV file whose keys are not there yet.
    Import {
        #[command(flatten)]
        place: Place,
        /// The file; without it, the list inside the program.
        file: Option<PathBuf>,
    },
}

/// Tài khoản.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add a person with a post; the first password is read from KIEMSAT_PASSWORD or made and printed.
    Add {
        #[command(flatten)]
        place: Place,
        /// Full name.
        #[arg(long)]
        name: String,
        /// Sign-in name.
        #[arg(long)]
        login: String,
        /// The unit's key, such as P68.
        #[arg(long)]
        unit: String,
        /// chief, deputy_chief, prosecutor, examiner, clerk, statistician or it_officer.
        #[arg(long)]
        role: String,
        /// The title as documents print it; default: the role's name.
        #[arg(long)]
        title: Option<String>,
        /// The first day of the post; default: today.
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Option<chrono::NaiveDate>,
    },
    /// Set a new password, unlock the account and end its sessions.
    Reset {
        #[command(flatten)]
        place: Place,
        /// Sign-in name.
        login: String,
    },
    /// After a restore without its key: turn the second step off for everybody whose secret the key here does not open.
    ForgetCodes {
        #[command(flatten)]
        place: Place,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn every_command_and_its_options_fit_together() {
        super::Cli::command().debug_assert();
    }
}
