//! The index on the disk: opening it, feeding it, emptying it.

use std::{
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use tantivy::{
    IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term,
    directory::MmapDirectory,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions,
    },
    tokenizer::TextAnalyzer,
};
use uuid::Uuid;

use crate::words::{Pairs, TwoSpellings};

/// Memory a writer may fill before it writes a segment, bytes.
const WRITER_MEMORY: usize = 32 << 20;

/// A page and its text.
#[derive(Debug, Clone)]
pub struct PageText {
    /// The page.
    pub id: Uuid,
    /// The unit whose people may find it.
    pub unit: String,
    /// The matter it belongs to.
    pub matter: Uuid,
    /// Its place in the file, from 1.
    pub no: i64,
    /// What was read on it.
    pub text: String,
}

/// Why the index cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index cannot be opened, read or written.
    #[error("search index: {0}")]
    Index(String),
    /// Another process writes to it.
    #[error("search index is being written by another process")]
    Busy,
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => SearchError::Busy,
            other => SearchError::Index(other.to_string()),
        }
    }
}

/// The fields of a page in the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub id: Field,
    pub unit: Field,
    pub matter: Field,
    pub no: Field,
    /// The words of the page, in both spellings.
    pub text: Field,
    /// Each two words that stand one after the other, in both spellings and with their places.
    pub pairs: Field,
}

/// Chỉ mục tìm kiếm.
pub struct Index {
    pub(crate) fields: Fields,
    pub(crate) reader: IndexReader,
    index: tantivy::Index,
    writer: Mutex<Option<IndexWriter>>,
    is_refilled: AtomicBool,
}

/// Đang dựng lại chỉ mục: while this lives, what is found is not everything.
#[derive(Debug)]
pub struct Refilling<'a>(&'a AtomicBool);

impl Drop for Refilling<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index in `folder`, made when absent. A folder made by another version of the fields is emptied:
    /// the caller feeds it again.
    pub fn open(folder: &Path) -> Result<Index, SearchError> {
        let io = |error: std::io::Error| SearchError::Index(error.to_string());
        std::fs::create_dir_all(folder).map_err(io)?;
        let (schema, fields) = schema();
        let opened = MmapDirectory::open(folder)
            .map_err(|error| SearchError::Index(error.to_string()))
            .and_then(|place| Ok(tantivy::Index::open_or_create(place, schema.clone())?));
        let index = match opened {
            Ok(index) => index,
            Err(SearchError::Busy) => return Err(SearchError::Busy),
            Err(_) => {
                std::fs::remove_dir_all(folder).map_err(io)?;
                std::fs::create_dir_all(folder).map_err(io)?;
                tantivy::Index::create_in_dir(folder, schema)?
            }
        };
        index
            .tokenizers()
            .register("two_spellings", TextAnalyzer::from(TwoSpellings));
        index
            .tokenizers()
            .register("pairs", TextAnalyzer::from(Pairs));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Index {
            fields,
            reader,
            index,
            writer: Mutex::new(None),
            is_refilled: AtomicBool::new(false),
        })
    }

    /// Puts pages in, each replacing what the index held of it. They are found after [`Index::commit`].
    pub fn put(&self, pages: &[PageText]) -> Result<(), SearchError> {
        self.write(|writer| {
            for page in pages {
                writer.delete_term(Term::from_field_text(self.fields.id, &page.id.to_string()));
                let mut document = TantivyDocument::new();
                document.add_text(self.fields.id, page.id.to_string());
                document.add_text(self.fields.unit, &page.unit);
                document.add_text(self.fields.matter, page.matter.to_string());
                document.add_i64(self.fields.no, page.no);
                let content = text::nfc(&page.text);
                document.add_text(self.fields.pairs, &content);
                document.add_text(self.fields.text, content);
                writer.add_document(document)?;
            }
            Ok(())
        })
    }

    /// Takes every page of a matter out.
    pub fn remove_matter(&self, matter: Uuid) -> Result<(), SearchError> {
        self.write(|writer| {
            writer.delete_term(Term::from_field_text(
                self.fields.matter,
                &matter.to_string(),
            ));
            Ok(())
        })
    }

    /// Takes one page out.
    pub fn remove_page(&self, page: Uuid) -> Result<(), SearchError> {
        self.write(|writer| {
            writer.delete_term(Term::from_field_text(self.fields.id, &page.to_string()));
            Ok(())
        })
    }

    /// Takes everything out, before feeding it all again.
    pub fn clear(&self) -> Result<(), SearchError> {
        self.write(|writer| Ok(writer.delete_all_documents().map(|_| ())?))
    }

    /// Makes what was put and removed last and be found.
    pub fn commit(&self) -> Result<(), SearchError> {
        self.write(|writer| Ok(writer.commit().map(|_| ())?))?;
        Ok(self.reader.reload()?)
    }

    /// Says that the index is fed anew until the answer is dropped.
    pub fn refilling(&self) -> Refilling<'_> {
        self.is_refilled.store(true, Ordering::Relaxed);
        Refilling(&self.is_refilled)
    }

    /// Whether pages that it held before may not be found yet.
    pub fn is_refilled(&self) -> bool {
        self.is_refilled.load(Ordering::Relaxed)
    }

    /// How many pages can be found.
    pub fn pages(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// The writer is made at its first use, so that a program that only reads stays small.
    fn write(
        &self,
        change: impl FnOnce(&mut IndexWriter) -> Result<(), SearchError>,
    ) -> Result<(), SearchError> {
        let mut writer = self
            .writer
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let writer = match &mut *writer {
            Some(writer) => writer,
            none => none.insert(self.index.writer_with_num_threads(1, WRITER_MEMORY)?),
        };
        change(writer)
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let spelled = |tokenizer: &str, option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
        TextOptions::default().set_indexing_options(indexing.set_index_option(option))
    };
    let words = spelled("two_spellings", IndexRecordOption::WithFreqs);
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        unit: schema.add_text_field("unit", STRING | STORED),
        matter: schema.add_text_field("matter", STRING | STORED),
        no: schema.add_i64_field("no", INDEXED | STORED | FAST),
        text: schema.add_text_field("text", words.set_stored()),
        pairs: schema.add_text_field(
            "pairs",
            spelled("pairs", IndexRecordOption::WithFreqsAndPositions),
        ),
    };
    (schema.build(), fields)
}
