//! `kiemsat demo`: an invented province, or nation, through the same door as real work.

use std::{fs, sync::Arc};

use anyhow::Context;
use chrono::NaiveDate;
use demo::courtroom::Shows;
use serde::{Deserialize, Serialize};
use shell::Settings;

use crate::{
    areas,
    place::{Place, now_ms},
};

/// `demo.json` in the folder of a demo: whom the sign-in page offers. A place of real work has no such paper.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Invented {
    /// The common password of the people below.
    pub password: String,
    /// People to sign in as, one for each role.
    pub people: Vec<InventedPerson>,
    /// The day on which the demo stands still; none: it lives on today.
    pub today: Option<NaiveDate>,
}

/// Somebody to sign in as.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InventedPerson {
    /// Full name.
    pub name: String,
    /// Post and unit.
    pub post: String,
    /// Sign-in name.
    pub login: String,
}

impl Invented {
    /// The paper of a place; an empty one where there is none.
    pub fn of(place: &Place) -> anyhow::Result<Invented> {
        let path = place.folder.join("demo.json");
        match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text)
                .with_context(|| format!("{} cannot be read", path.display())),
            Err(_) => Ok(Invented::default()),
        }
    }

    /// Writes the paper.
    pub fn keep(&self, place: &Place) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        Ok(fs::write(place.folder.join("demo.json"), text)?)
    }

    /// Name, post, sign-in name.
    pub fn people(&self) -> Vec<(String, String, String)> {
        let one = |person: &InventedPerson| {
            (
                person.name.clone(),
                person.post.clone(),
                person.login.clone(),
            )
        };
        self.people.iter().map(one).collect()
    }
}

/// Makes the demo, or finds it, and says who signs in.
#[allow(clippy::print_stdout)]
pub async fn run(place: &Place, scale: &str, today: Option<NaiveDate>) -> anyhow::Result<()> {
    let scale = demo::Scale::parse(scale)
        .with_context(|| format!("there is no scale {scale}: say demo, province or nation"))?;
    let law = place.law().await?;
    let day = today.unwrap_or_else(|| people::today_of(now_ms()));
    let begun = std::time::Instant::now();
    let mut next = 0;
    let told = |matters: i64| {
        if matters >= next {
            tracing::info!(matters, "made so far");
            next = matters + 20_000;
        }
    };
    let plan = demo::Plan::of(scale, day);
    match demo::make(&place.db, &law, &areas::views(), plan, told).await? {
        demo::Made::Now { matters, facts } => {
            println!(
                "Đã dựng {matters} hồ sơ với {facts} sự kiện trong {:.0} giây.",
                begun.elapsed().as_secs_f64()
            );
            if scale == demo::Scale::Demo {
                show_courtroom(place, day).await?;
            }
        }
        demo::Made::Before => println!("Dữ liệu giả lập đã có ở đây; giữ nguyên."),
    }
    let people = demo::sign_ins(&place.db).await?;
    tell(&people);
    let shown = people.into_iter().map(|one| InventedPerson {
        name: one.name,
        post: one.post,
        login: one.login,
    });
    let paper = Invented {
        password: demo::PASSWORD.to_owned(),
        people: shown.collect(),
        today,
    };
    if !place.folder.join("demo.json").exists() {
        paper.keep(place)?;
    }
    Ok(())
}

/// Phiên tòa số: fills the cases that the courtroom is shown with, and says where to look.
#[allow(clippy::print_stdout)]
async fn show_courtroom(place: &Place, today: NaiveDate) -> anyhow::Result<()> {
    let begun = std::time::Instant::now();
    let now = law::Moment::day(today).at_utc_ms();
    let app = place
        .app(Arc::new(move || now), Settings::default())
        .await?;
    let filled = demo::courtroom::fill(&app, today).await?;
    println!();
    println!(
        "Phiên tòa số, thực đơn Phiên tòa (dựng thêm trong {:.0} giây):",
        begun.elapsed().as_secs_f64()
    );
    for one in filled {
        let shows = match one.shows {
            Shows::ToCome(Some(day)) => {
                format!(
                    "danh mục đã duyệt, phiên tòa mở ngày {}",
                    shell::vi_date(day)
                )
            }
            Shows::ToCome(None) => "danh mục đã duyệt, chờ mở phiên tòa".to_owned(),
            Shows::Ended(day) => format!("phiên tòa ngày {} đã trình chiếu", shell::vi_date(day)),
            Shows::Civil => "vụ án dân sự, danh mục đang chuẩn bị".to_owned(),
        };
        println!("  {:<18} {}, {}: {shows}", one.login, one.code, one.title);
    }
    Ok(())
}

#[allow(clippy::print_stdout)]
fn tell(people: &[demo::SignIn]) {
    println!();
    println!("Tài khoản dùng thử (mật khẩu chung: {})", demo::PASSWORD);
    for person in people {
        println!("  {:<18} {} ({})", person.login, person.post, person.name);
    }
    println!("  Các khu vực khác: kv1.ksv1, kv1.vientruong, kv2.ksv1 …");
    println!();
    println!(
        "Hồ sơ giấy để tải lên thử: samples/case-a/stack.pdf (mở một vụ án, chọn Hồ sơ, tải lên)."
    );
    println!("Người, vụ việc và số liệu đều hư cấu; số lượng và tên khu vực cần kiểm tra.");
}
