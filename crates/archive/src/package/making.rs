//! Lập gói nộp lưu: the PDF/A of the whole file first, then the scans as they were delivered, then the list of it all.

use casefile::{FileRow, MatterHead, files_of};
use files::FileId;
use jobs::Trouble;
use shell::{App, local_time};

use super::{
    describing::{Description, SCHEMA},
    mets::{Listed, Package, Place, premis},
};
use crate::{
    copies::{
        Copy,
        job::{Made, chosen, lettering},
        making::{Desk, write},
    },
    messages,
    retention::{rules, store as retention},
    zipping::{Bytes, Entry, packed},
};

fn again(fault: impl std::fmt::Display) -> Trouble {
    Trouble::Again(fault.to_string())
}

/// What goes in, listed and held together.
#[derive(Default)]
struct Contents {
    listed: Vec<Listed>,
    bytes: Vec<Bytes>,
}

impl Contents {
    fn text(&mut self, path: &str, place: Place, media: &'static str, words: String) {
        let bytes = words.into_bytes();
        let sha256 = FileId::of(&bytes).to_string();
        self.add(path.to_owned(), place, media, sha256, Bytes::Held(bytes));
    }

    fn add(
        &mut self,
        path: String,
        place: Place,
        media: &'static str,
        sha256: String,
        bytes: Bytes,
    ) {
        self.listed.push(Listed {
            path,
            place,
            media,
            bytes: bytes.as_ref().len() as u64,
            sha256,
        });
        self.bytes.push(bytes);
    }
}

/// Makes the package.
pub async fn make(
    app: &App,
    desk: &Desk<'_>,
    head: &MatterHead,
    copy: &Copy,
) -> Result<Made, Trouble> {
    let chosen = chosen(app, copy).await?;
    let lettering = lettering(app, copy, String::new()).await?;
    let pdf = write(desk, app.db(), head, &chosen, &lettering).await?;
    let made_at = format!(
        "{}+07:00",
        local_time(copy.asked_at).format("%Y-%m-%dT%H:%M:%S")
    );
    let set = retention::of_matter(app.db(), head.id).await?;
    let description = Description {
        code: head.code.clone(),
        title: head.title.clone(),
        unit: lettering.unit.clone(),
        retention: set.map_or(String::new(), |set| {
            let kind = rules::kind(&set.kind).map_or("", |kind| kind.name_vi.as_str());
            messages::retention_words(kind, set.years, &set.event)
        }),
        pages: chosen.pages.len(),
        leaves: chosen.pages.iter().filter(|page| page.bl.is_some()).count(),
        documents: chosen
            .documents
            .iter()
            .map(|part| part.document.clone())
            .collect(),
        made_at: made_at.clone(),
    };
    let mut contents = Contents::default();
    let described = "metadata/descriptive";
    contents.text(
        &format!("{described}/ho-so.xml"),
        Place::Described("TT05-2025-TT-BNV"),
        XML,
        description.file_xml(),
    );
    contents.text(
        &format!("{described}/dc.xml"),
        Place::Described("DC"),
        XML,
        description.core_xml(),
    );
    contents.text("schemas/ho-so.xsd", Place::Schema, XML, SCHEMA.to_owned());
    contents.text(
        "documentation/doc-truoc.txt",
        Place::Documentation,
        "text/plain",
        messages::ABOUT_ARCHIVE.to_owned(),
    );
    let id = pdf.id().to_string();
    let content = pdf.content().map_err(again)?;
    contents.add(
        "representations/rep1/data/ho-so.pdf".to_owned(),
        Place::Representation(1),
        "application/pdf",
        id,
        Bytes::Kept(content),
    );
    for (at, file) in files_of(app.db(), head.id)
        .await?
        .iter()
        .filter(|file| file.state != "withheld")
        .enumerate()
    {
        let (path, media, bytes) = delivered(app, at, file).await?;
        contents.add(
            path,
            Place::Representation(2),
            media,
            file.source.clone(),
            bytes,
        );
    }
    let arrived = pack(desk, copy, head, &lettering.unit, &made_at, contents).await?;
    Ok(Made {
        arrived,
        pages: chosen.pages.len(),
    })
}

const XML: &str = "application/xml";

/// A file as it was delivered.
async fn delivered(
    app: &App,
    at: usize,
    file: &FileRow,
) -> Result<(String, &'static str, Bytes), Trouble> {
    let id = file.source.parse().map_err(again)?;
    let content = app.files().content(id).await.map_err(again)?;
    let (ending, media) = match scan::Kind::of(content.as_ref()) {
        scan::Kind::Pdf => ("pdf", "application/pdf"),
        scan::Kind::Jpeg => ("jpg", "image/jpeg"),
        scan::Kind::Png => ("png", "image/png"),
        scan::Kind::Tiff => ("tif", "image/tiff"),
        _ => ("bin", "application/octet-stream"),
    };
    let name = text::slug(&file.title, 60);
    let path = format!("representations/rep2/data/{:03}-{name}.{ending}", at + 1);
    Ok((path, media, Bytes::Kept(content)))
}

async fn pack(
    desk: &Desk<'_>,
    copy: &Copy,
    head: &MatterHead,
    unit: &str,
    made_at: &str,
    mut contents: Contents,
) -> Result<files::Arrived, Trouble> {
    let about = Package {
        id: copy.id,
        title: &head.title,
        unit,
        made_at,
        version: env!("CARGO_PKG_VERSION"),
        files: &[],
    };
    let premis = premis(&Package {
        files: &contents.listed,
        ..about.clone()
    });
    contents.text(
        "metadata/preservation/premis.xml",
        Place::Preserved,
        XML,
        premis,
    );
    let package = Package {
        files: &contents.listed,
        ..about
    };
    let (folder, mets) = (package.folder(), package.mets());
    let mut entries = vec![Entry {
        name: format!("{folder}/METS.xml"),
        bytes: Bytes::Held(mets.into_bytes()),
    }];
    let files = contents.listed.iter().zip(contents.bytes);
    entries.extend(files.map(|(listed, bytes)| Entry {
        name: format!("{folder}/{}", listed.path),
        bytes,
    }));
    packed(desk.files, entries, None).await.map_err(again)
}
