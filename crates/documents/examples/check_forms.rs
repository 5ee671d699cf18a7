//! Kiểm tra mẫu không cần biên dịch: `check_forms DIR [--render OUT]` tells what is wrong in a folder of forms, by file and line,
//! and sets each as PDF for three invented parties.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use documents::rules::{Dictionary, Kind, Template, files_under, invented};
use typeset::Typesetter;

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let Some(folder) = words.next().map(PathBuf::from) else {
        eprintln!("check_forms DIR [--render OUT]");
        return ExitCode::from(2);
    };
    let out = words
        .find(|word| word == "--render")
        .and(words.next())
        .map(PathBuf::from);
    match run(&folder, out.as_deref()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(folder: &Path, out: Option<&Path>) -> Result<usize, Box<dyn std::error::Error>> {
    let shared = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let dictionary = Dictionary::parse(
        &shared("common.toml"),
        &shared("fields.toml"),
        &shared("phrases.toml"),
    )?;
    let press = Typesetter::new();
    let (mut good, mut faults) = (0, 0);
    let mut seen: Vec<(String, String)> = Vec::new();
    for file in files_under(folder)? {
        let name = file
            .strip_prefix(folder)
            .unwrap_or(&file)
            .display()
            .to_string();
        let template = match Template::read(&name, &fs::read_to_string(&file)?, &dictionary) {
            Ok(template) => template,
            Err(found) => {
                faults += found.len();
                found.iter().for_each(|fault| println!("{fault}"));
                continue;
            }
        };
        if let Some((_, other)) = seen.iter().find(|(form, _)| *form == template.form) {
            println!("{name}:1, form: mẫu {} đã có ở {other}", template.form);
            faults += 1;
        }
        seen.push((template.form.clone(), name.clone()));
        for party in invented::PARTIES {
            if let Err(sentence) = set(&press, &template, party, out) {
                println!("{name}:1, {party}: {sentence}");
                faults += 1;
            }
        }
        if let Some(note) = left_to_type(&template) {
            println!("{name}: lưu ý: {note}");
        }
        good += 1;
    }
    println!("{good} mẫu dùng được, {faults} lỗi.");
    Ok(faults)
}

/// What the form's act must have and the form does not record: the act would be refused when the document is issued.
fn left_to_type(template: &Template) -> Option<String> {
    let act = law::Law::embedded().acts.get(template.act.as_deref()?)?;
    let kept = |name: &str| {
        let by_field = template.fields.iter().any(|field| match field.kind {
            Kind::Length => name == "months" || name == "days",
            _ => field.records.as_deref() == Some(name),
        });
        let answers = &mut template.conditions.iter();
        by_field || answers.any(|one| one.records.as_deref() == Some(name))
    };
    let missing: Vec<String> = act
        .fields
        .iter()
        .filter(|field| field.required && !kept(&field.name))
        .map(|field| format!("{} ({})", field.name, field.label_vi))
        .collect();
    (!missing.is_empty()).then(|| {
        let act = &act.id;
        format!(
            "hành vi {act} buộc có {} mà mẫu không ghi (records)",
            missing.join(", ")
        )
    })
}

fn set(
    press: &Typesetter,
    template: &Template,
    party: &str,
    out: Option<&Path>,
) -> Result<(), String> {
    let (_, _, filled) = invented::filled(template, party).map_err(|error| error.message_vi)?;
    let document = filled.document;
    let pdf = press.pdf(&document).map_err(|error| error.to_string())?;
    let word = press.word(&document).map_err(|error| error.to_string())?;
    if let Some(out) = out {
        let name = format!("{}-{party}", template.slug().replace('/', "-"));
        fs::create_dir_all(out).map_err(|error| error.to_string())?;
        fs::write(out.join(format!("{name}.pdf")), pdf).map_err(|error| error.to_string())?;
        fs::write(out.join(format!("{name}.docx")), word).map_err(|error| error.to_string())?;
    }
    Ok(())
}
