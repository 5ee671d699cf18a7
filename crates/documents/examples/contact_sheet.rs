//! Tờ xem nhanh mọi mẫu: `contact_sheet OUT.pdf [--all] [--party NAME] [WORD …]` sets every form (or those whose file name has one
//! of the words) with invented facts and lays their first pages, or all pages, side by side.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

use documents::rules::{Template, Templates, invented};
use typeset::Typesetter;

fn main() -> ExitCode {
    match run() {
        Ok(count) => {
            println!("{count} trang.");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<usize, Box<dyn std::error::Error>> {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let is_all = words.iter().any(|word| word == "--all");
    words.retain(|word| word != "--all");
    let mut party = invented::PARTIES[0].to_owned();
    if let Some(at) = words.iter().position(|word| word == "--party") {
        words.remove(at);
        party = words.remove(at);
    }
    if words.is_empty() {
        return Err(
            "contact_sheet OUT.pdf [--all] [--party nguoi|phap-nhan|chua-thanh-nien] [WORD …]"
                .into(),
        );
    }
    let out = PathBuf::from(words.remove(0));
    let press = Typesetter::new();
    let mut pages = Vec::new();
    let mut forms: Vec<_> = Templates::embedded().as_ref()?.all().collect();
    forms.sort_by_key(|form| form.slug());
    for form in forms {
        let slug = form.slug();
        if !words.is_empty() && !words.iter().any(|word| slug.contains(word.as_str())) {
            continue;
        }
        let document = document(form, &party)?;
        let pdf = press.pdf(&document)?;
        let count = match is_all {
            true => press.page_count(&document)?,
            false => 1,
        };
        for page in 1..=count {
            pages.push((format!("{} {page}", form.form), pdf.clone(), page));
        }
    }
    fs::write(&out, press.contact_sheet(&pages)?)?;
    Ok(pages.len())
}

fn document(
    template: &Template,
    party: &str,
) -> Result<typeset::OfficialDocument, Box<dyn std::error::Error>> {
    Ok(invented::filled(template, party)?.2.document)
}
