//! Nhận dạng chữ: the words of a page, in this process, one engine for each worker thread.

use crate::clean::{self, Cleaning};
use crate::doubt::{self, Doubt};
use crate::engine::{EngineError, engine_is_limited};
use crate::findings::Finding;
use crate::hand::HandReader;
use crate::layout;
pub(crate) use crate::look::Found;
use crate::look::look_with;
use crate::page::{PageImage, Rect};
use crate::prepare::{Draft, Prepared};
use crate::quality::{self, Quality};
use crate::secrecy::{self, Secrecy, mark_of_lines};
use crate::stamp::{self, Stamp};
use crate::strange;
use crate::words::{Line, Word, doubt_lines, lines_of, mended, text_of};
use image::{GrayImage, Luma, imageops};
use serde::{Deserialize, Serialize};
use std::ffi::CStr;
use tesseract_plumbing::TessBaseApi;

/// Everything read from one page; boxes in pixels of the prepared picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Plain text in NFC, a line a line, an empty line between blocks; without the bút lục stamps.
    pub text: String,
    /// The words in reading order.
    pub words: Vec<Word>,
    /// The lines in reading order.
    pub lines: Vec<Line>,
    /// The bút lục stamps found, with their number where it is legible.
    pub stamps: Vec<Stamp>,
    /// How well it could be read.
    pub quality: Quality,
    /// The mark of secrecy at its head: such a paper must not be kept here.
    pub secrecy: Option<Secrecy>,
    /// The words come from the file itself, not from the picture.
    pub from_text_layer: bool,
    /// What is to be known of the page before it is accepted: blank, upside down, folded, written by hand, hard to read.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Places where something is written that could not be read at all: nothing is guessed there.
    #[serde(default)]
    pub illegible: Vec<Rect>,
}

/// How the engine looks at a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    Page = 3,
    Block = 6,
    Line = 7,
}

/// A line that reads badly is read once more as white on black: no paper of a file is printed so.
const SETTINGS: [(&CStr, &CStr); 1] = [(c"tessedit_do_invert", c"0")];

/// Máy đọc: one Tesseract engine. It can be sent to a worker thread but not shared.
pub struct Reader {
    engine: TessBaseApi,
    layout: Option<Layout>,
    digits_only: bool,
    cleaning: Option<Cleaning>,
    /// Started when the first number written by hand is met.
    hand: Option<HandReader>,
}

impl Reader {
    /// Start an engine with the Vietnamese model; refuses when [`crate::limit_engine_threads`] has not been called.
    pub fn try_new() -> Result<Reader, EngineError> {
        let mut reader = Reader::try_new_raw()?;
        for (name, value) in SETTINGS {
            reader.set(name, value)?;
        }
        Ok(reader)
    }

    /// The engine with nothing set, for [`Reader::read_raw`].
    pub fn try_new_raw() -> Result<Reader, EngineError> {
        if !engine_is_limited() {
            return Err(EngineError::ThreadsNotLimited);
        }
        let mut engine = TessBaseApi::create();
        engine
            .init_2(None, Some(c"vie"))
            .map_err(|_| EngineError::NotInstalled("vie"))?;
        Ok(Reader {
            engine,
            layout: None,
            digits_only: false,
            cleaning: None,
            hand: None,
        })
    }

    /// The engine alone: the page as delivered, one pass, nothing of ours; for measuring.
    pub fn read_raw(&mut self, page: &PageImage) -> Result<String, EngineError> {
        let found = self.look(&page.pixels.luma(), Layout::Page)?;
        let words: Vec<Word> = found.into_iter().map(|f| f.word).collect();
        Ok(text_of(&lines_of(&words, |_| false)))
    }

    /// Use this cleaning on every page instead of choosing; for measuring.
    pub fn always_clean(&mut self, cleaning: Option<Cleaning>) {
        self.cleaning = cleaning;
    }

    /// Turn a page upright, straighten it and make its picture and thumbnail.
    /// Costs about a quarter of a second; the engine is asked only where the letters leave the direction open.
    pub fn prepare(&mut self, page: PageImage) -> Result<Prepared, EngineError> {
        let draft = Draft::of(page);
        let quarters = match draft.quarters() {
            Ok(quarters) => quarters,
            Err(candidates) => self.most_legible(&draft, &candidates)?,
        };
        Ok(draft.upright(quarters))
    }

    fn most_legible(&mut self, draft: &Draft, candidates: &[u8]) -> Result<u8, EngineError> {
        let mut best = (0.0, candidates[0]);
        for quarters in candidates {
            let found = self.words(&draft.strip(*quarters), Layout::Block)?;
            let sure = found.iter().filter(|f| {
                f.word.text.chars().any(char::is_alphanumeric) && f.word.confidence > 30
            });
            let legible: f32 = sure
                .map(|f| f32::from(f.word.confidence).powi(2) * f.word.text.chars().count() as f32)
                .sum();
            if legible > best.0 {
                best = (legible, *quarters);
            }
        }
        Ok(best.1)
    }

    /// Read a prepared page. A born-digital page gives its own words and costs nothing.
    pub fn read(&mut self, page: &Prepared) -> Result<Reading, EngineError> {
        if let Some(words) = &page.words {
            return Ok(Reading::of(Seen {
                words: words.clone(),
                from_text_layer: true,
                findings: page.findings.clone(),
                ..Seen::default()
            }));
        }
        if page.blank {
            return Ok(Reading::of(Seen {
                findings: page.findings.clone(),
                ..Seen::default()
            }));
        }
        let secrecy = secrecy::stamped(self, page)?;
        let mut stamps = stamp::find(self, page)?;
        let cleaning = self.cleaning.unwrap_or(page.cleaning);
        let mut picture = clean::apply(page.page.red(), cleaning);
        for stamp in &stamps {
            let up = |r: Rect| r.scaled(1.0 / page.scale());
            whiten(&mut picture, up(stamp.frame));
            if let Some(number) = stamp.number_box {
                whiten(&mut picture, up(number));
            }
        }
        let found = self.words(&picture, Layout::Page)?;
        let found = found.into_iter().filter(|f| !f.is_dirt());
        let mut words: Vec<Word> = found
            .map(|f| Word {
                rect: f.word.rect.scaled(page.scale()),
                ..f.word
            })
            .collect();
        self.read_passed_over(&picture, page, &stamps, &mut words)?;
        stamps.extend(stamp::find_by_words(self, page, &stamps, &mut words)?);
        let (words, mut differing) =
            self.read_doubtful_again(page, cleaning, layout::across(words))?;
        let words = self.read_number_again(page, cleaning, words, &mut differing)?;
        if page.is_tonal && strange::is_without_text(&words) {
            let reading = Reading::of_photograph(page, words, stamps);
            return Ok(reading.also_stamped(secrecy));
        }
        let quality = quality::judge(&words, cleaning == Cleaning::Leave);
        // What is written by hand stays as a hint: nobody takes it for read.
        let (words, illegible) = match quality.handwriting_suspected {
            true => (words, Vec::new()),
            false => doubt::without_illegible(words, &mut differing),
        };
        let reading = Reading::of(Seen {
            words,
            differing,
            illegible,
            quality: Some(quality),
            stamps,
            findings: page.findings.clone(),
            ..Seen::default()
        });
        Ok(reading.also_stamped(secrecy))
    }

    /// A seal or a picture over the text makes the engine leave out whole paragraphs: look at those places once more.
    fn read_passed_over(
        &mut self,
        picture: &GrayImage,
        page: &Prepared,
        stamps: &[Stamp],
        words: &mut Vec<Word>,
    ) -> Result<(), EngineError> {
        let in_stamp = |l: &Rect| {
            stamps.iter().any(|s| {
                s.rect()
                    .grown(6, 6)
                    .holds((l.x0 + l.x1) / 2, (l.y0 + l.y1) / 2)
            })
        };
        let letters: Vec<Rect> = page
            .letters
            .iter()
            .filter(|l| !in_stamp(l))
            .copied()
            .collect();
        for place in layout::passed_over(&letters, words) {
            let again = self.region(picture, place, page.scale())?;
            if again.quality.confidence < 70.0 {
                continue;
            }
            let next = words.iter().map(|w| w.line + 1).max().unwrap_or(0);
            let taken = |w: &Word| {
                words.iter().any(|o| {
                    o.rect
                        .holds((w.rect.x0 + w.rect.x1) / 2, (w.rect.y0 + w.rect.y1) / 2)
                })
            };
            let new: Vec<Word> = again
                .words
                .into_iter()
                .filter(|w| w.confidence >= 40 && !taken(w))
                .collect();
            words.extend(new.into_iter().map(|w| Word {
                line: next + w.line,
                ..w
            }));
        }
        Ok(())
    }

    /// Words of a 300 dpi picture.
    pub(crate) fn words(
        &mut self,
        picture: &GrayImage,
        layout: Layout,
    ) -> Result<Vec<Found>, EngineError> {
        self.set_digits(false)?;
        let mut found = self.look(picture, layout)?;
        for one in &mut found {
            one.word.text = mended(&one.word.text);
        }
        found.retain(|one| !one.word.text.is_empty());
        Ok(found)
    }

    /// Digits (and the letter behind a bút lục number) of a small picture.
    pub(crate) fn digits(&mut self, picture: &GrayImage) -> Result<Vec<Found>, EngineError> {
        self.set_digits(true)?;
        self.look(picture, Layout::Line)
    }

    /// The same of what a pen wrote, by a second network; none where it is not installed.
    pub(crate) fn written_digits(
        &mut self,
        picture: &GrayImage,
    ) -> Result<Option<Vec<Found>>, EngineError> {
        self.hand
            .get_or_insert_with(HandReader::start)
            .digits(picture)
    }

    fn set_digits(&mut self, on: bool) -> Result<(), EngineError> {
        if self.digits_only != on {
            self.set(
                c"tessedit_char_whitelist",
                if on { c"0123456789abcd" } else { c"" },
            )?;
            self.digits_only = on;
        }
        Ok(())
    }

    fn set(&mut self, name: &CStr, value: &CStr) -> Result<(), EngineError> {
        self.engine
            .set_variable(name, value)
            .map_err(|e| EngineError::Failed(e.to_string()))
    }

    fn look(&mut self, picture: &GrayImage, layout: Layout) -> Result<Vec<Found>, EngineError> {
        if self.layout != Some(layout) {
            self.engine.set_page_seg_mode(layout as u32);
            self.layout = Some(layout);
        }
        look_with(&mut self.engine, picture)
    }
}

/// What a reading is made of.
#[derive(Default)]
pub(crate) struct Seen {
    pub words: Vec<Word>,
    pub stamps: Vec<Stamp>,
    /// As judged with everything that was read; none: of the words.
    pub quality: Option<Quality>,
    pub illegible: Vec<Rect>,
    pub from_text_layer: bool,
    pub findings: Vec<Finding>,
    /// Lines that two readings read differently.
    pub differing: Vec<u32>,
}

impl Reading {
    /// A photograph keeps the few words that are surely read, such as its caption, and a mark of secrecy however read.
    fn of_photograph(page: &Prepared, words: Vec<Word>, stamps: Vec<Stamp>) -> Reading {
        let secrecy = mark_of_lines(&lines_of(&words, |_| false));
        let sure = words.into_iter().filter(|word| word.confidence >= 80);
        let mut words: Vec<Word> = sure.collect();
        for (line, run) in words.chunk_by_mut(|a, b| a.line == b.line).enumerate() {
            run.iter_mut().for_each(|word| word.line = line as u32);
        }
        let reading = Reading::of(Seen {
            words,
            stamps,
            quality: Some(Quality::nothing_to_read()),
            findings: [page.findings.as_slice(), &[Finding::Photograph]].concat(),
            ..Seen::default()
        });
        Reading { secrecy, ..reading }
    }

    /// With the mark that was stamped, when it is the graver one.
    fn also_stamped(self, secrecy: Option<Secrecy>) -> Reading {
        Reading {
            secrecy: self.secrecy.max(secrecy),
            ..self
        }
    }

    pub(crate) fn of(seen: Seen) -> Reading {
        let Seen {
            words,
            mut findings,
            ..
        } = seen;
        let openings = layout::openings(&words);
        let mut lines = lines_of(&words, |line| openings.contains(&line));
        if !seen.from_text_layer {
            doubt_lines(&mut lines, &words, &seen.differing);
        }
        let mut quality = seen.quality.unwrap_or_else(|| match words.is_empty() {
            true => Quality::nothing_to_read(),
            false => quality::judge(&words, true),
        });
        let is_foreign = strange::is_foreign(&words);
        if is_foreign && !seen.from_text_layer {
            quality.needs_person = true;
            quality.handwriting_suspected = false;
        }
        let by_hand = lines
            .iter()
            .filter(|l| l.doubt == Some(Doubt::Handwriting))
            .count();
        // Every signature is a line or two of handwriting.
        if is_foreign {
            findings.push(Finding::Foreign);
        } else if quality.handwriting_suspected || (by_hand > 3 && by_hand * 6 > lines.len()) {
            findings.push(Finding::Handwriting);
        } else if quality.needs_person {
            findings.push(Finding::HardToRead);
        }
        Reading {
            text: text_of(&lines),
            secrecy: mark_of_lines(&lines),
            lines,
            words,
            stamps: seen.stamps,
            quality,
            from_text_layer: seen.from_text_layer,
            findings,
            illegible: seen.illegible,
        }
    }
}

pub(crate) fn crop(picture: &GrayImage, rect: Rect) -> GrayImage {
    let r = rect.within(picture.width(), picture.height());
    imageops::crop_imm(
        picture,
        r.x0 as u32,
        r.y0 as u32,
        r.width() as u32,
        r.height() as u32,
    )
    .to_image()
}

fn whiten(picture: &mut GrayImage, rect: Rect) {
    let r = rect.within(picture.width(), picture.height());
    for y in r.y0..r.y1 {
        for x in r.x0..r.x1 {
            picture.put_pixel(x as u32, y as u32, Luma([255]));
        }
    }
}
