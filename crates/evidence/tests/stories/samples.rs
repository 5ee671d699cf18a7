//! Hai vụ án mẫu (`samples/`): their facts as the register has them, their statements word for word, and what is recorded later.

use law::Moment;
use ledger::NewFact;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::typed::assembled;

/// Một vụ án mẫu.
pub struct Sample {
    truth: Value,
    /// What was drawn by hand of it: payments, the scene.
    pub drawn: Value,
    /// The ids of its accused.
    pub accused: Vec<Uuid>,
}

/// Tài liệu chứa lời khai, as it lies in the file that is sent.
pub struct Paper {
    pub title: String,
    pub kind: &'static str,
    pub first: i64,
    pub last: i64,
}

const CASES: [(&str, &str); 2] = [
    (
        include_str!("../../../../samples/case-a/truth.json"),
        include_str!("../cases/case-a.json"),
    ),
    (
        include_str!("../../../../samples/case-b/truth.json"),
        include_str!("../cases/case-b.json"),
    ),
];

/// How the papers that are sent begin, and what they are.
const PAPERS: [(&str, &str); 2] = [
    ("Biên bản ghi lời khai bị hại", "bien_ban_loi_khai"),
    ("Biên bản hỏi cung bị can", "bien_ban_hoi_cung"),
];

pub fn samples() -> impl Iterator<Item = Sample> {
    CASES.into_iter().map(|(truth, drawn)| {
        let truth: Value = serde_json::from_str(truth).unwrap();
        let many = truth["case"]["accused"].as_array().unwrap().len();
        Sample {
            drawn: serde_json::from_str(drawn).unwrap(),
            accused: (0..many).map(|_| Uuid::now_v7()).collect(),
            truth,
        }
    })
}

fn at(moment: &str) -> Moment {
    moment.parse().unwrap()
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap()
}

impl Sample {
    fn people(&self, what: &str) -> &Vec<Value> {
        self.truth["case"][what].as_array().unwrap()
    }

    /// The accused, in their order.
    pub fn names(&self) -> Vec<&str> {
        let accused = self.people("accused").iter();
        accused.map(|one| words(&one["name"])).collect()
    }

    /// The victim.
    pub fn victim(&self) -> &str {
        words(&self.people("victims")[0]["name"])
    }

    /// Who is named as a witness later.
    pub fn later_witness(&self) -> &str {
        words(&self.people("witnesses").last().unwrap()["name"])
    }

    fn decision(&self, id: &str) -> &Value {
        let id = format!("decision:{id}");
        let mut all = self.truth["decisions"].as_array().unwrap().iter();
        all.find(|one| one["id"] == id.as_str()).unwrap()
    }

    /// The number of a decision, as it is written.
    pub fn number(&self, id: &str) -> &str {
        words(&self.decision(id)["full_number"])
    }

    fn decided(&self, kind: &str, id: &str) -> NewFact {
        let paper = self.decision(id);
        NewFact::new(Uuid::now_v7(), kind, at(words(&paper["date"])))
            .numbered(self.number(id), words(&paper["issuer"]))
    }

    fn charges(&self, n: usize) -> Value {
        let charge = &self.people("accused")[n]["charge"];
        let article = charge["article"].as_i64().unwrap().to_string();
        let mut one = json!({ "article": article, "clause": charge["clause"] });
        if let Some(point) = charge["point"].as_str() {
            one["point"] = json!(point);
        }
        json!([one])
    }

    fn described(&self, id: Uuid, name: &str, role: &str) -> NewFact {
        let day = &self.truth["case"]["report"]["received_at"];
        NewFact::new(Uuid::now_v7(), "party.described", at(words(day)))
            .about(id)
            .with("name", name)
            .with("role", role)
    }

    /// The report, the people, the case and its accused.
    pub fn facts(&self) -> Vec<NewFact> {
        let report = &self.truth["case"]["report"];
        let received = NewFact::new(
            Uuid::now_v7(),
            "report.received",
            at(words(&report["received_at"])),
        );
        let mut facts = vec![
            received
                .with("report_kind", "to_giac")
                .with("summary", words(&report["summary"])),
        ];
        let named = self.accused.iter().zip(self.names());
        facts.extend(named.map(|(id, name)| self.described(*id, name, "bi_can")));
        facts.push(self.described(Uuid::now_v7(), self.victim(), "bi_hai"));
        let first = words(&self.people("witnesses")[0]["name"]);
        facts.push(self.described(Uuid::now_v7(), first, "nguoi_lam_chung"));
        facts.push(
            self.decided("case.initiated", "open")
                .with("charges", self.charges(0)),
        );
        for (n, id) in self.accused.iter().enumerate() {
            let charged = self.decided("accused.initiated", &format!("charge{}", n + 1));
            facts.push(charged.about(*id).with("charges", self.charges(n)));
        }
        facts
    }

    /// What is recorded after the drawings stand: the charges approved, one more witness named.
    pub fn later(&self) -> Vec<NewFact> {
        let mut facts =
            vec![self.described(Uuid::now_v7(), self.later_witness(), "nguoi_lam_chung")];
        for (n, id) in self.accused.iter().enumerate() {
            let approved = self.decided("accused.approved", "approve_charge");
            facts.push(approved.about(*id).with("charges", self.charges(n)));
        }
        facts
    }

    fn pages_of(&self, document: &Value) -> Vec<&Value> {
        let pages = self.truth["pages"].as_array().unwrap().iter();
        let mine =
            pages.filter(|page| page["document"] == document["id"] && page["bl"].is_string());
        mine.filter(|page| page["blank"] != true).collect()
    }

    /// What the victim and the accused said: as a PDF with its leaves, and what lies in it.
    pub fn file(&self) -> (Vec<u8>, Vec<&str>, Vec<Paper>) {
        let (mut lines, mut leaves, mut papers) = (Vec::new(), Vec::new(), Vec::new());
        for document in self.truth["documents"].as_array().unwrap() {
            let title = words(&document["title"]);
            let kind = PAPERS.iter().find(|(name, _)| title.starts_with(name));
            let Some((_, kind)) = kind else { continue };
            let first = leaves.len() as i64 + 1;
            for page in self.pages_of(document) {
                let text = page["text"].as_array().unwrap().iter();
                lines.push(text.map(words).collect::<Vec<&str>>());
                leaves.push(words(&page["bl"]));
            }
            papers.push(Paper {
                title: title.to_owned(),
                kind,
                first,
                last: leaves.len() as i64,
            });
        }
        (written(&lines), leaves, papers)
    }
}

/// A PDF whose small pages have these lines in letters of any language; a reader takes the words from it, no eye the shapes.
fn written(pages: &[Vec<&str>]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|n| format!("{} 0 R", 7 + 2 * n))
        .collect();
    let ranges =
        ["00", "01", "03", "1E", "20"].map(|high| format!("<{high}00> <{high}FF> <{high}00>\n"));
    let names = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Words def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n{} beginbfrange\n{}endbfrange\nendcmap end end",
        ranges.len(),
        ranges.concat()
    );
    let stream =
        |content: &str| format!("<</Length {}>>stream\n{content}\nendstream", content.len());
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/Words/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Words/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500/FontDescriptor 6 0 R>>".to_owned(),
        stream(&names),
        "<</Type/FontDescriptor/FontName/Words/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>".to_owned(),
    ];
    for (n, lines) in pages.iter().enumerate() {
        let letters = |line: &str| -> String {
            line.encode_utf16()
                .map(|one| format!("{one:04X}"))
                .collect()
        };
        let shown: Vec<String> = lines
            .iter()
            .map(|line| format!("<{}> Tj T*", letters(line)))
            .collect();
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 298 421]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R>>",
            8 + 2 * n
        ));
        objects.push(stream(&format!(
            "BT /F1 5.5 Tf 7 TL 30 390 Td\n{}\nET",
            shown.join("\n")
        )));
    }
    assembled(&objects)
}
