//! `kiemsat digitise`: a file from the scanner becomes `result.json` and a searchable PDF, by the same preparing, reading
//! and ordering as the web intake; nothing is kept in the program's own place.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use casefile::StackError;

/// What is digitised, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct Digitise {
    /// The scans: PDF, TIFF, JPEG or PNG.
    pub file: PathBuf,
    /// The folder for result.json and the searchable PDF; made when absent.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Engines that read at once; default: half of the processors, at least one.
    #[arg(long, value_name = "N")]
    pub workers: Option<usize>,
}

/// The two files that come out.
const RESULT: &str = "result.json";
const PDF: &str = "searchable.pdf";

/// Digitises and says how much there is.
pub fn run(asked: &Digitise) -> ExitCode {
    match digitised(asked) {
        Ok(said) => {
            // Whoever reads may have read enough already.
            let _ = writeln!(std::io::stdout(), "{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("kiemsat: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn digitised(asked: &Digitise) -> anyhow::Result<String> {
    let named = |path: &Path| path.display().to_string();
    let bytes = std::fs::read(&asked.file).with_context(|| named(&asked.file))?;
    let stack = scan::open(bytes).with_context(|| named(&asked.file))?;
    std::fs::create_dir_all(&asked.out).with_context(|| named(&asked.out))?;
    let pdf = asked.out.join(PDF);
    // Written beside its name and renamed at the end: what bears the name is whole.
    let draft = asked.out.join(format!("{PDF}.part"));
    let title = asked
        .file
        .file_stem()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let out = BufWriter::new(File::create(&draft).with_context(|| named(&draft))?);
    let workers = asked.workers.unwrap_or_else(half_of_the_processors);
    let version = env!("CARGO_PKG_VERSION");
    let told = |done: usize, of: usize| eprintln!("Đã đọc {done}/{of} trang");
    let done = casefile::digitise(&stack, workers, &title, version, out, told);
    let done = match done {
        Ok(done) => done,
        Err(error) => {
            // Of a stack with a mark of secrecy, nothing may stay.
            std::fs::remove_file(&draft).with_context(|| named(&draft))?;
            let is_secret = matches!(error, StackError::Secret { .. });
            let error = anyhow::Error::new(error);
            return Err(if is_secret {
                error
            } else {
                error.context(named(&asked.file))
            });
        }
    };
    let result = asked.out.join(RESULT);
    let json = serde_json::to_vec_pretty(&done.report)?;
    std::fs::write(&result, json).with_context(|| named(&result))?;
    std::fs::rename(&draft, &pdf).with_context(|| named(&pdf))?;
    let mut said: Vec<String> = done.broken.iter().map(ToString::to_string).collect();
    said.push(format!(
        "{} trang, {} tài liệu, {} lỗi về số bút lục và thứ tự trang. Kết quả: {}, {}",
        done.report.counts.pages,
        done.report.counts.documents,
        done.report.faults.len(),
        result.display(),
        pdf.display()
    ));
    Ok(said.join("\n"))
}

fn half_of_the_processors() -> usize {
    std::thread::available_parallelism().map_or(1, |count| (count.get() / 2).max(1))
}
