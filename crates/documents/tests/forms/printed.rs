//! Mọi mẫu trên giấy: PDF, Word as LibreOffice opens it, and the archival file say the same words and are judged by others.

use std::process::{Command, Output};
use std::thread;

use typeset::{Archive, OfficialDocument};

use super::*;

/// A form set with invented facts.
struct Paper {
    name: String,
    document: OfficialDocument,
}

fn paper(template: &Template, party: &str) -> Paper {
    let (_, _, filled) = invented::filled(template, party).unwrap();
    assert_eq!(filled.gaps, [], "{} {party}", template.form);
    let mut document = filled.document;
    document.is_draft = false;
    Paper {
        name: format!("{}-{party}", template.slug()),
        document,
    }
}

/// The words of the form itself: two parties whose papers differ only in values have the same.
fn wording(document: &OfficialDocument) -> Vec<String> {
    let of_form = |text: &typeset::Text| -> String {
        let spans = text.0.iter().filter(|span| span.origin == Origin::Form);
        spans.map(|span| span.text.as_str()).collect()
    };
    document.texts().map(of_form).collect()
}

/// Every form for a person; for a legal person and a minor too where the form says something else to them.
fn papers() -> Vec<Paper> {
    let mut all = Vec::new();
    for template in Templates::embedded().as_ref().unwrap().all() {
        let mut said: Vec<Vec<String>> = Vec::new();
        for party in invented::PARTIES {
            let paper = paper(template, party);
            let wording = wording(&paper.document);
            if !said.contains(&wording) {
                said.push(wording);
                all.push(paper);
            }
        }
    }
    all
}

/// Does something with every paper, on all cores.
fn with_each(papers: &[Paper], work: impl Fn(&Typesetter, &Paper) + Sync) {
    let press = Typesetter::new();
    let hands = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for hand in 0..hands {
            let (press, work) = (&press, &work);
            scope.spawn(move || {
                for paper in papers.iter().skip(hand).step_by(hands) {
                    work(press, paper);
                }
            });
        }
    });
}

/// An empty folder of its own for one test.
pub fn own_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn run(program: &str, arguments: &[&str]) -> Output {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}; run `make setup`"));
    assert!(
        output.status.success(),
        "{program}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Every letter and figure, without the breaks between words and lines that each program sets in its own way.
pub fn letters(text: &str) -> String {
    text.chars().filter(|one| one.is_alphanumeric()).collect()
}

/// Every line of the paper stands in the text that another program read.
fn says_all(read: &str, paper: &Paper, whose: &str) {
    let read = letters(read);
    for line in paper.document.lines() {
        for part in line.split('\n') {
            assert!(
                read.contains(&letters(part)),
                "{}: {whose} does not say “{part}”",
                paper.name
            );
        }
    }
}

#[test]
fn every_form_says_the_same_words_as_pdf_and_as_word_opened_by_libreoffice() {
    let folder = own_folder("forms-word");
    let papers = papers();
    with_each(&papers, |press, paper| {
        let (pdf, docx) = press.pdf_and_word(&paper.document).unwrap();
        let to = |kind: &str| folder.join(format!("{}.{kind}", paper.name));
        fs::write(to("pdf"), pdf).unwrap();
        fs::write(to("docx"), docx).unwrap();
        let read = run("pdftotext", &["-raw", to("pdf").to_str().unwrap(), "-"]);
        // The number of a page stands between two halves of a sentence that goes on there.
        let read = String::from_utf8(read.stdout).unwrap();
        let pages = read.split('\u{c}').map(|page| {
            let (first, rest) = page.split_once('\n').unwrap_or((page, ""));
            let is_number = first.trim().parse::<u8>().is_ok();
            if is_number { rest } else { page }
        });
        says_all(&pages.collect::<String>(), paper, "the PDF");
        run("qpdf", &["--check", to("pdf").to_str().unwrap()]);
    });
    let files: Vec<String> = papers
        .iter()
        .map(|paper| {
            folder
                .join(format!("{}.docx", paper.name))
                .display()
                .to_string()
        })
        .collect();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let out = folder.join("read");
    // Given more than about 240 files at once, LibreOffice stops early and says that all went well.
    for some in files.chunks(100) {
        let mut words = vec![
            profile.as_str(),
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            out.to_str().unwrap(),
        ];
        words.extend(some.iter().map(String::as_str));
        run("soffice", &words);
    }
    for paper in &papers {
        let read = fs::read_to_string(out.join(format!("{}.txt", paper.name))).unwrap();
        says_all(&read, paper, "the Word file");
    }
}

#[test]
fn every_form_as_pdf_a_1b_is_found_valid_by_preflight() {
    let folder = own_folder("forms-archive");
    let papers: Vec<Paper> = Templates::embedded()
        .as_ref()
        .unwrap()
        .all()
        .map(|template| paper(template, invented::PARTIES[0]))
        .collect();
    with_each(&papers, |press, paper| {
        let pdf = press.pdf_as(&paper.document, Archive::A1b).unwrap();
        fs::write(folder.join(format!("{}.pdf", paper.name)), pdf).unwrap();
    });
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/preflight");
    let judged = run(
        judge.to_str().unwrap(),
        &["batch", folder.to_str().unwrap()],
    );
    let judged = String::from_utf8_lossy(&judged.stdout);
    assert_eq!(
        judged.matches("is a valid PDF/A-1b file").count(),
        papers.len(),
        "{judged}"
    );
}
