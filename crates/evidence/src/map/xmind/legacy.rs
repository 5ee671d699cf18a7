//! Tệp XMind đời cũ (XMind 8 trở về trước): the map as XML.

use quick_xml::{Reader, events::Event};

use super::{DEEPEST, Topic, read::Fault};

/// Where words go that come next.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Into {
    Nothing,
    Title,
    Note,
    Label,
}

/// The middles of all sheets.
pub(super) fn sheets(content: &str) -> Result<Vec<Topic>, Fault> {
    let mut reader = Reader::from_str(content);
    let (mut roots, mut open): (Vec<Topic>, Vec<Topic>) = (Vec::new(), Vec::new());
    let mut into = Into::Nothing;
    loop {
        match reader.read_event().map_err(|_| Fault::Broken)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"topic" => {
                    if open.len() > DEEPEST {
                        return Err(Fault::TooMany);
                    }
                    let id = tag.try_get_attribute("id").map_err(|_| Fault::Broken)?;
                    let id = id.map(|id| String::from_utf8_lossy(&id.value).into_owned());
                    open.push(Topic {
                        id: id.unwrap_or_default(),
                        ..Topic::default()
                    });
                }
                b"title" if !open.is_empty() => into = Into::Title,
                b"plain" if !open.is_empty() => into = Into::Note,
                b"label" if !open.is_empty() => into = Into::Label,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                b"topic" => {
                    let mut done = open.pop().ok_or(Fault::Broken)?;
                    done.title = text::clean(&done.title);
                    done.note = done.note.trim().to_owned();
                    match open.last_mut() {
                        Some(above) => above.below.push(done),
                        None => roots.push(done),
                    }
                }
                b"title" | b"plain" | b"label" => into = Into::Nothing,
                _ => {}
            },
            Event::Text(words) => {
                let words = words.decode().map_err(|_| Fault::Broken)?;
                said(&mut open, into, &words);
            }
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref() {
                    Ok(Some(letter)) => letter.to_string(),
                    _ => named(&name.decode().map_err(|_| Fault::Broken)?).to_owned(),
                };
                said(&mut open, into, &letter);
            }
            Event::CData(words) => {
                let words = words.decode().map_err(|_| Fault::Broken)?;
                said(&mut open, into, &words);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match open.is_empty() {
        true => Ok(roots),
        false => Err(Fault::Broken),
    }
}

/// The five names that every XML file knows; any other stands for nothing, so that no file can grow by itself.
fn named(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

fn said(open: &mut [Topic], into: Into, words: &str) {
    let Some(topic) = open.last_mut() else { return };
    match into {
        Into::Title => topic.title.push_str(words),
        Into::Note => topic.note.push_str(words),
        Into::Label => topic.labels.push(words.trim().to_owned()),
        Into::Nothing => {}
    }
}
