//! How well stacks are ordered, against the truth beside them; the reading is kept, so that it is done once:
//! `cargo run -p casefile --example measure_order -- CACHE-FOLDER STACK-FOLDER…` (each with stack.pdf and truth.json).

#![allow(clippy::print_stdout)]

use std::path::Path;

use casefile::order::score::{Score, score};
use casefile::order::{PageSeen, order};
use scan::Reader;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    scan::limit_engine_threads()?;
    let mut asked = std::env::args().skip(1);
    let cache = asked.next().ok_or("which folder keeps the reading?")?;
    std::fs::create_dir_all(&cache)?;
    let mut all = Score::default();
    for folder in asked {
        let folder = Path::new(&folder);
        let pages = pages(Path::new(&cache), folder)?;
        let truth = serde_json::from_slice(&std::fs::read(folder.join("truth.json"))?)?;
        let one = score(&order(&pages), &truth, pages.len());
        println!("== {}", folder.display());
        for note in &one.notes {
            println!("   {note}");
        }
        print(&one);
        all.add(one);
    }
    println!("== all");
    print(&all);
    Ok(())
}

fn pages(cache: &Path, folder: &Path) -> Result<Vec<PageSeen>, Failure> {
    let name = folder
        .file_name()
        .ok_or("a folder has a name")?
        .to_string_lossy();
    let kept = cache.join(format!("{name}.json"));
    if let Ok(bytes) = std::fs::read(&kept) {
        return Ok(serde_json::from_slice(&bytes)?);
    }
    let stack = scan::open(std::fs::read(folder.join("stack.pdf"))?)?;
    let mut reader = Reader::try_new()?;
    let mut pages = Vec::new();
    for no in 1..=stack.pages() {
        pages.push(casefile::see_page(&mut reader, &stack, no)??.0);
    }
    std::fs::write(kept, serde_json::to_vec(&pages)?)?;
    Ok(pages)
}

fn print(score: &Score) {
    let shares = [
        ("split", score.split),
        ("title", score.title),
        ("date", score.date),
        ("number", score.number),
        ("group", score.group),
        ("form", score.form),
        ("issuer", score.issuer),
        ("signer", score.signer),
        ("BL", score.bl),
        ("faults", score.faults),
    ];
    for (name, share) in shares {
        print!("{name} {}/{} {:.3}  ", share.right, share.of, share.rate());
    }
    println!(
        "\nF1 {:.3} ({} proposed), title+date+number {:.3}, BL wrong {}, false alarms {} on {} pages",
        score.split_f1(),
        score.proposed,
        score.fields().rate(),
        score.bl_wrong,
        score.false_alarms,
        score.pages
    );
}
