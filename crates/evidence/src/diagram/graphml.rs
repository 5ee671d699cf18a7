//! GraphML: the diagram as a graph for other programs, every word, leaf and certainty with it.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::model::{Model, Part};

const KEYS: [&str; 10] = [
    "kind",
    "name",
    "note",
    "role",
    "starts",
    "ends",
    "place",
    "leaves",
    "certainty",
    "marks",
];

/// The file.
pub(super) fn written(model: &Model) -> io::Result<Vec<u8>> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.create_element("graphml")
        .with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"))
        .write_inner_content(|out| {
            for key in KEYS {
                out.create_element("key")
                    .with_attributes([
                        ("id", key),
                        ("for", "all"),
                        ("attr.name", key),
                        ("attr.type", "string"),
                    ])
                    .write_empty()?;
            }
            out.create_element("graph")
                .with_attributes([
                    ("id", model.diagram.title.as_str()),
                    ("edgedefault", "directed"),
                ])
                .write_inner_content(|out| graph(out, model))?;
            Ok(())
        })?;
    Ok(out.into_inner())
}

fn graph(out: &mut Writer<Vec<u8>>, model: &Model) -> io::Result<()> {
    for (part, _) in model.things() {
        let id = part.row.id.to_string();
        out.create_element("node")
            .with_attribute(("id", id.as_str()))
            .write_inner_content(|out| data(out, part))?;
    }
    for (part, from, to) in model.links() {
        let (id, from, to) = (part.row.id.to_string(), from.to_string(), to.to_string());
        out.create_element("edge")
            .with_attributes([
                ("id", id.as_str()),
                ("source", from.as_str()),
                ("target", to.as_str()),
            ])
            .write_inner_content(|out| data(out, part))?;
    }
    // Who took part in an event is a relation too.
    for (part, _) in model.things() {
        let here = |id: &&uuid::Uuid| model.shown().any(|one| one.row.id == **id);
        for person in part.people.iter().filter(here) {
            let (person, event) = (person.to_string(), part.row.id.to_string());
            out.create_element("edge")
                .with_attributes([("source", person.as_str()), ("target", event.as_str())])
                .write_inner_content(|out| value(out, "kind", "tham_gia"))?;
        }
    }
    Ok(())
}

fn data(out: &mut Writer<Vec<u8>>, part: &Part) -> io::Result<()> {
    let row = &part.row;
    let marks: Vec<&str> = part.marks.iter().map(|mark| mark.name_vi()).collect();
    let name = if row.is_link() {
        part.label()
    } else {
        row.name.clone()
    };
    let values = [
        &row.kind,
        &name,
        &row.note,
        &row.role,
        &row.starts,
        &row.ends,
        &row.place,
        &part.bl(),
        &row.certainty,
        &marks.join("; "),
    ];
    for (key, words) in KEYS.into_iter().zip(values) {
        value(out, key, words)?;
    }
    Ok(())
}

fn value(out: &mut Writer<Vec<u8>>, key: &str, words: &str) -> io::Result<()> {
    if !words.is_empty() {
        out.create_element("data")
            .with_attribute(("key", key))
            .write_text_content(BytesText::new(words))?;
    }
    Ok(())
}
