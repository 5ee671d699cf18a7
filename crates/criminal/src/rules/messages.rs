//! Các câu người dùng đọc: every sentence of the rules, in one place.

use law::catalogue::{Act, MeasureStatus};
use law::{Law, Moment, day_vi};

use super::matter::{Finding, Level};
use uuid::Uuid;

/// A finding about a fact, its sentence to be filled in.
pub fn finding(code: &'static str, level: Level, fact: Uuid, subject: Option<Uuid>) -> Finding {
    Finding {
        code,
        level,
        fact: Some(fact),
        subject,
        vi: String::new(),
        article: String::new(),
        todo_vi: String::new(),
    }
}

impl Finding {
    /// With what is wrong and by which article.
    pub fn says(mut self, vi: String, article: &str) -> Self {
        self.vi = vi;
        self.article = article.to_owned();
        self
    }

    /// With what to do.
    pub fn so(mut self, todo_vi: &str) -> Self {
        self.todo_vi = todo_vi.to_owned();
        self
    }
}

/// The next step, said by the act itself: its name, form and articles.
pub fn step_of(act: &Act) -> String {
    let form = act.form.iter().map(|form| format!("Mẫu {form}"));
    let basis: Vec<String> = form.chain([act.articles_vi()]).collect();
    format!("{} ({}).", act.name_vi, basis.join(", "))
}

/// The act is not lawful in this state.
pub fn state_refused(act: &Act, of: &str, found: Option<&str>, lawful: &str) -> String {
    format!(
        "“{}” chỉ thực hiện được khi {}: {}. Hiện tại: {}.",
        act.short_vi,
        of,
        lawful.to_lowercase(),
        found.unwrap_or("chưa có").to_lowercase()
    )
}

/// The fact that makes it lawful is dated later.
pub fn before_its_cause(act: &Act, on: Moment, cause: &str, cause_on: Moment) -> String {
    format!(
        "“{}” ghi {}, trước “{}” ngày {}.",
        act.short_vi,
        on.vi(),
        cause,
        cause_on.vi()
    )
}

/// A period that ends before it begins.
pub fn period_reversed(from: Moment, to: Moment) -> String {
    format!(
        "Thời hạn ghi từ {} đến {}: ngày kết thúc đứng trước ngày bắt đầu.",
        from.vi(),
        to.vi()
    )
}

/// A date of an earlier paper that comes after the paper itself.
pub fn paper_after(label: &str, day: Moment, on: Moment) -> String {
    format!(
        "{label} ({}) sau ngày của văn bản này ({}).",
        day.vi(),
        on.vi()
    )
}

/// An order longer than the law allows.
pub fn order_too_long(name: &str, to: Moment, most: Moment, custody_days: u32) -> String {
    let custody = match custody_days {
        0 => String::new(),
        days => format!(" sau khi trừ {days} ngày tạm giữ"),
    };
    format!(
        "{name} ghi đến {}, quá mức luật cho phép{custody}: chậm nhất {}.",
        to.vi(),
        most.vi()
    )
}

/// What to do about an order that waits for approval and says what the law does not allow.
pub fn order_waits(law: &Law, order: &str) -> String {
    let refuses = |act: &&Act| {
        act.approves.as_deref() == Some(order)
            && !matches!(
                act.moves_measure,
                Some(MeasureStatus::InForce | MeasureStatus::Extended)
            )
    };
    let refusal = law.acts.all().iter().find(refuses).map(|act| {
        let form = act.form.iter().map(|form| format!(" (Mẫu {form})"));
        format!("“{}”{}", act.short_vi, form.collect::<String>())
    });
    let refusal = refusal.unwrap_or_else(|| "không phê chuẩn".to_owned());
    format!(
        "Gõ nhầm thì sửa lại. Văn bản đã ban hành như vậy thì vẫn ghi đúng như văn bản; khi xét phê chuẩn: {refusal}, hoặc yêu cầu cơ quan điều tra ra văn bản khác đúng mức luật cho phép."
    )
}

/// A detention longer than the stage that carries it.
pub fn beyond_stage(to: Moment, stage: &str, end: Moment) -> String {
    format!(
        "Tạm giam đến {} vượt quá {stage} đang tính (hết {}).",
        to.vi(),
        end.vi()
    )
}

/// An extension beyond the count of the law.
pub fn too_many_extensions(name: &str, most: usize, ordinal: usize) -> String {
    match most {
        0 => format!("{name}: luật không quy định gia hạn."),
        _ => format!("{name}: luật cho gia hạn tối đa {most} lần; đây là lần thứ {ordinal}."),
    }
}

/// A request to extend that came late.
pub fn late_request(request_on: Moment, by: chrono::NaiveDate) -> String {
    format!(
        "Đề nghị gia hạn ngày {} gửi muộn; chậm nhất phải gửi ngày {}.",
        request_on.vi(),
        day_vi(by)
    )
}

/// A suspension before the limit ran out.
pub fn suspended_early(on: Moment, due: Moment) -> String {
    format!(
        "Tạm đình chỉ ngày {} khi chưa hết thời hạn (hết {}).",
        on.vi(),
        due.vi()
    )
}

/// A clock that was met too late.
pub fn late(name: &str, on: Moment, due: Moment) -> String {
    format!("{name}: thực hiện ngày {}, quá hạn {}.", on.vi(), due.vi())
}

/// Days between two orders during which nothing allowed to hold the person.
pub fn held_without_order(name: &str, measure: &str, ended: Moment, from: Moment) -> String {
    format!(
        "{name}: {} hết {}, lệnh tiếp theo chỉ từ {}.",
        measure.to_lowercase(),
        ended.vi(),
        from.vi()
    )
}

/// Custody and detention that together pass the class of the crime.
pub fn held_too_long(name: &str, custody: i64, days: i64, most: i64) -> String {
    format!(
        "{name}: tạm giữ {custody} ngày và tạm giam để điều tra cộng lại {days} ngày, quá mức {most} ngày của loại tội phạm."
    )
}

/// A measure that outlived its reason.
pub fn measure_left(name: &str, state: &str, measure: &str, number: Option<&str>) -> String {
    let number = number
        .map(|number| format!(" (số {number})"))
        .unwrap_or_default();
    format!(
        "{name}: {} nhưng chưa hủy bỏ biện pháp {}{number}.",
        state.to_lowercase(),
        measure.to_lowercase()
    )
}

/// An extension by a level that may not order it.
pub fn no_power(name: &str, ordinal: usize, issuer: &str, approver: &str) -> String {
    format!(
        "{name}, gia hạn lần {ordinal}: “{issuer}” ban hành, trong khi thẩm quyền là {approver}."
    )
}

/// The same act about the same person on the same day stands already.
pub fn twice(act: &Act, number: Option<&str>, on: Moment) -> String {
    let number = number
        .map(|number| format!(" số {number}"))
        .unwrap_or_default();
    format!(
        "“{}”{number} ngày {} đã được ghi vào hồ sơ.",
        act.short_vi,
        on.vi()
    )
}

/// A body that issues no such paper.
pub fn wrong_body(act: &Act, issuer: &str, lawful: &str) -> String {
    format!(
        "“{}” ghi cơ quan ban hành là “{issuer}”; hành vi này thuộc: {lawful}.",
        act.short_vi
    )
}

/// Somebody against whom such an act is not taken.
pub fn wrong_person(act: &Act, name: &str, role: &str) -> String {
    format!(
        "“{}” không áp dụng với {role}: {name} đang được ghi tư cách đó.",
        act.short_vi
    )
}
