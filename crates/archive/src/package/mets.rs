//! METS.xml: what is in the package, where, how large, with its checksum (E-ARK CSIP 2.1).

use std::fmt::Write as _;

use uuid::Uuid;

use crate::pdf::xml;

/// Phần của gói.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What describes the file: its kind as METS knows it.
    Described(&'static str),
    /// How it came about.
    Preserved,
    /// The schemas that the descriptions follow.
    Schema,
    /// Words for people.
    Documentation,
    /// A form in which the pages are there, from 1; its folder is named by it.
    Representation(usize),
}

/// A file of the package.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its path below the package's folder.
    pub path: String,
    /// Where it belongs.
    pub place: Place,
    /// What it is for programs.
    pub media: &'static str,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// Files that belong together: the label of their group, its id, and each file with its place in the package.
type Group<'a> = (String, String, Vec<(usize, &'a Listed)>);

/// The package itself.
#[derive(Debug, Clone)]
pub struct Package<'a> {
    /// Its folder and its name.
    pub id: Uuid,
    /// What people read.
    pub title: &'a str,
    /// Who made it.
    pub unit: &'a str,
    /// When, as XML says it.
    pub made_at: &'a str,
    /// The program's version.
    pub version: &'a str,
    /// What is in it.
    pub files: &'a [Listed],
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mets xmlns=\"http://www.loc.gov/METS/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
     xmlns:csip=\"https://DILCIS.eu/XML/METS/CSIPExtensionMETS\" xmlns:sip=\"https://DILCIS.eu/XML/METS/SIPExtensionMETS\" \
     xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
     xsi:schemaLocation=\"http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd \
     https://DILCIS.eu/XML/METS/CSIPExtensionMETS https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd \
     https://DILCIS.eu/XML/METS/SIPExtensionMETS https://earksip.dilcis.eu/schema/DILCISExtensionSIPMETS.xsd\"";

impl Package<'_> {
    /// The name of its folder.
    pub fn folder(&self) -> String {
        format!("uuid-{}", self.id)
    }

    /// METS.xml.
    pub fn mets(&self) -> String {
        let (folder, made) = (self.folder(), self.made_at);
        let mut out = format!(
            "{HEAD} OBJID=\"{folder}\" LABEL=\"{}\" TYPE=\"Other\" csip:OTHERTYPE=\"Hồ sơ vụ án hình sự\" \
             csip:CONTENTINFORMATIONTYPE=\"MIXED\" PROFILE=\"https://earksip.dilcis.eu/profile/E-ARK-SIP.xml\">\n",
            xml(self.title)
        );
        let _ = writeln!(
            out,
            "<metsHdr CREATEDATE=\"{made}\" LASTMODDATE=\"{made}\" RECORDSTATUS=\"NEW\" csip:OAISPACKAGETYPE=\"SIP\">\n\
             <agent ROLE=\"CREATOR\" TYPE=\"OTHER\" OTHERTYPE=\"SOFTWARE\"><name>Kiểm Sát Số</name><note csip:NOTETYPE=\"SOFTWARE VERSION\">{}</note></agent>\n\
             <agent ROLE=\"ARCHIVIST\" TYPE=\"ORGANIZATION\"><name>{unit}</name></agent>\n</metsHdr>",
            xml(self.version),
            unit = xml(self.unit)
        );
        self.descriptions(&mut out);
        self.files(&mut out);
        self.structure(&mut out);
        out.push_str("</mets>\n");
        out
    }

    fn id_of(&self, at: usize) -> String {
        format!("file-{}-{at}", self.id)
    }

    /// What describes the file, and what tells how it came about.
    fn descriptions(&self, out: &mut String) {
        for (at, file) in self.files.iter().enumerate() {
            let Place::Described(kind) = file.place else {
                continue;
            };
            let kind = match kind {
                "DC" => "MDTYPE=\"DC\"".to_owned(),
                other => format!("MDTYPE=\"OTHER\" OTHERMDTYPE=\"{other}\""),
            };
            let _ = writeln!(
                out,
                "<dmdSec ID=\"dmd-{at}\" CREATED=\"{}\" STATUS=\"CURRENT\">{}</dmdSec>",
                self.made_at,
                self.reference(file, at, &kind)
            );
        }
        let preserved = self
            .files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.place == Place::Preserved);
        out.push_str("<amdSec ID=\"amd\">");
        for (at, file) in preserved {
            let _ = write!(
                out,
                "<digiprovMD ID=\"digiprov-{at}\" CREATED=\"{}\" STATUS=\"CURRENT\">{}</digiprovMD>",
                self.made_at,
                self.reference(file, at, "MDTYPE=\"PREMIS\"")
            );
        }
        out.push_str("</amdSec>\n");
    }

    fn reference(&self, file: &Listed, at: usize, kind: &str) -> String {
        format!(
            "<mdRef ID=\"{}\" LOCTYPE=\"URL\" xlink:type=\"simple\" xlink:href=\"{}\" {kind} MIMETYPE=\"{}\" SIZE=\"{}\" CREATED=\"{}\" CHECKSUM=\"{}\" CHECKSUMTYPE=\"SHA-256\"/>",
            self.id_of(at),
            xml(&file.path),
            file.media,
            file.bytes,
            self.made_at,
            file.sha256
        )
    }

    /// The groups of files in their order: a label, the id, the files.
    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (at, file) in self.files.iter().enumerate() {
            let (label, id) = match file.place {
                Place::Schema => ("Schemas".to_owned(), "group-schemas".to_owned()),
                Place::Documentation => {
                    ("Documentation".to_owned(), "group-documentation".to_owned())
                }
                // Without METS files of their own, all representations are one group; their folders part them.
                Place::Representation(_) => (
                    "Representations".to_owned(),
                    "group-representations".to_owned(),
                ),
                Place::Described(_) | Place::Preserved => continue,
            };
            match groups.iter_mut().find(|(known, ..)| *known == label) {
                Some((_, _, files)) => files.push((at, file)),
                None => groups.push((label, id, vec![(at, file)])),
            }
        }
        groups
    }

    fn files(&self, out: &mut String) {
        let _ = writeln!(out, "<fileSec ID=\"files\">");
        for (label, id, files) in self.groups() {
            let _ = writeln!(
                out,
                "<fileGrp ID=\"{id}\" USE=\"{label}\" csip:CONTENTINFORMATIONTYPE=\"OTHER\" csip:OTHERCONTENTINFORMATIONTYPE=\"Hồ sơ số hóa\">"
            );
            for (at, file) in files {
                let _ = writeln!(
                    out,
                    "<file ID=\"{}\" MIMETYPE=\"{}\" SIZE=\"{}\" CREATED=\"{}\" CHECKSUM=\"{}\" CHECKSUMTYPE=\"SHA-256\">\
                     <FLocat LOCTYPE=\"URL\" xlink:type=\"simple\" xlink:href=\"{}\"/></file>",
                    self.id_of(at),
                    file.media,
                    file.bytes,
                    self.made_at,
                    file.sha256,
                    xml(&file.path)
                );
            }
            out.push_str("</fileGrp>\n");
        }
        out.push_str("</fileSec>\n");
    }

    fn structure(&self, out: &mut String) {
        let described: Vec<String> = self
            .files
            .iter()
            .enumerate()
            .filter(|(_, file)| matches!(file.place, Place::Described(_)))
            .map(|(at, _)| format!("dmd-{at}"))
            .collect();
        let preserved: Vec<String> = self
            .files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.place == Place::Preserved)
            .map(|(at, _)| format!("digiprov-{at}"))
            .collect();
        let _ = writeln!(
            out,
            "<structMap ID=\"structure\" TYPE=\"PHYSICAL\" LABEL=\"CSIP\">\n<div ID=\"div-root\" LABEL=\"{}\">\n\
             <div ID=\"div-metadata\" LABEL=\"Metadata\" DMDID=\"{}\" ADMID=\"{}\"/>",
            self.folder(),
            described.join(" "),
            preserved.join(" ")
        );
        for (label, id, _) in self.groups() {
            let _ = writeln!(
                out,
                "<div ID=\"div-{id}\" LABEL=\"{label}\"><fptr FILEID=\"{id}\"/></div>"
            );
        }
        out.push_str("</div>\n</structMap>\n");
    }
}

/// Quá trình hình thành (PREMIS 3): what each file is, and that the package was made.
pub fn premis(package: &Package<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<premis xmlns=\"http://www.loc.gov/premis/v3\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" version=\"3.0\">\n",
    );
    for file in package.files {
        let _ = writeln!(
            out,
            "<object xsi:type=\"file\"><objectIdentifier><objectIdentifierType>path</objectIdentifierType><objectIdentifierValue>{}</objectIdentifierValue></objectIdentifier>\
             <objectCharacteristics><fixity><messageDigestAlgorithm>SHA-256</messageDigestAlgorithm><messageDigest>{}</messageDigest></fixity>\
             <size>{}</size><format><formatDesignation><formatName>{}</formatName></formatDesignation></format></objectCharacteristics></object>",
            xml(&file.path),
            file.sha256,
            file.bytes,
            file.media
        );
    }
    let _ = writeln!(
        out,
        "<event><eventIdentifier><eventIdentifierType>UUID</eventIdentifierType><eventIdentifierValue>{}</eventIdentifierValue></eventIdentifier>\
         <eventType>creation</eventType><eventDateTime>{}</eventDateTime></event>\n</premis>",
        package.id, package.made_at
    );
    out
}
