//! Gửi bản tin bằng thư điện tử, where the office named a mail server: counts and a link, and nothing else unless the
//! office wants the matters named. Nobody's address or name goes into the log.

use chrono::NaiveDate;
use db::{Db, Sql, args};
use jobs::{Steps, Trouble};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp,
};
use people::staff::person::email_of;
use shell::MailSettings;
use uuid::Uuid;

use super::kept::{self, Digest};
use crate::messages;

/// Whom a letter is owed.
struct Unsent {
    person: Uuid,
    email: String,
}

/// Where letters go out.
pub struct Mailer {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    settings: MailSettings,
}

/// How a letter ended.
enum Sending {
    Sent,
    /// The server will never take it.
    Refused,
}

impl Mailer {
    /// Reads the settings; the sentence says which of them cannot be used.
    pub fn try_new(settings: &MailSettings) -> Result<Mailer, String> {
        let from: Mailbox = settings
            .from
            .parse()
            .map_err(|_| "the sender of letters is no address".to_owned())?;
        // The address of the server may hold a password: the error does not repeat it.
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.server)
            .map_err(|_| "the address of the mail server cannot be used".to_owned())?;
        Ok(Mailer {
            server: server
                .timeout(Some(std::time::Duration::from_secs(20)))
                .build(),
            from,
            settings: settings.clone(),
        })
    }

    /// Sends the digests of a day that have something to tell and did not go out; how many went.
    pub async fn send_all(&self, db: &Db, day: NaiveDate, steps: &Steps) -> Result<usize, Trouble> {
        let people: Vec<Uuid> = db
            .all(
                "SELECT person FROM desk_digest
                  WHERE on_day = $1 AND mail = 'none' AND overdue + urgent + near + escalated > 0
                  ORDER BY person",
                args![day],
            )
            .await?;
        let mut unsent = Vec::new();
        for person in people {
            let email = email_of(db, person)
                .await
                .map_err(|error| Trouble::Again(error.to_string()))?;
            unsent.extend(email.map(|email| Unsent { person, email }));
        }
        let (total, mut sent) = (unsent.len(), 0);
        for (at, one) in unsent.iter().enumerate() {
            let digest = kept::of(db, one.person, Some(day))
                .await
                .map_err(|error| Trouble::Again(error.to_string()))?;
            let Some(digest) = digest else { continue };
            let how = self.send(one, &digest).await?;
            sent += usize::from(matches!(how, Sending::Sent));
            db.exec(
                "UPDATE desk_digest SET mail = $1 WHERE person = $2 AND on_day = $3",
                args![
                    match how {
                        Sending::Sent => "sent",
                        Sending::Refused => "refused",
                    },
                    one.person,
                    day
                ],
            )
            .await?;
            steps.report(at + 1, total, "Đang gửi thư").await?;
        }
        Ok(sent)
    }

    async fn send(&self, to: &Unsent, digest: &Digest) -> Result<Sending, Trouble> {
        let Some(letter) = self.letter(to, digest) else {
            tracing::warn!(person = %to.person, "an e-mail address cannot be used");
            return Ok(Sending::Refused);
        };
        match self.server.send(letter).await {
            Ok(_) => Ok(Sending::Sent),
            Err(error) if error.is_permanent() => {
                tracing::warn!(person = %to.person, code = ?code(&error), "the mail server refused a letter");
                Ok(Sending::Refused)
            }
            Err(error) => Err(Trouble::Again(messages::mail_failed(code(&error)))),
        }
    }

    fn letter(&self, to: &Unsent, digest: &Digest) -> Option<Message> {
        let site = self.settings.site.trim_end_matches('/');
        let host = site.split("://").last().unwrap_or("kiemsat");
        let host = host.split(['/', ':']).next().unwrap_or("kiemsat");
        Message::builder()
            .from(self.from.clone())
            .to(to.email.parse().ok()?)
            // The same letter sent twice, after a kill between sending and noting it, carries the same id.
            .message_id(Some(format!(
                "<digest.{}.{}@{host}>",
                digest.on_day,
                to.person.simple()
            )))
            .subject(messages::mail_subject(digest.on_day, &digest.counts))
            .header(ContentType::TEXT_PLAIN)
            .body(body(site, digest, self.settings.tells_matters))
            .ok()
    }
}

/// The words of a letter.
fn body(site: &str, digest: &Digest, tells_matters: bool) -> String {
    let mut text = format!(
        "{}\n\n{}\n{site}/desk/digest/{}\n",
        messages::digest_counts(&digest.counts),
        messages::MAIL_OPEN,
        digest.on_day
    );
    if digest.counts.escalated > 0 {
        text += &format!("\n{}\n{site}/desk/escalations\n", messages::MAIL_ESCALATED);
    }
    if tells_matters {
        for line in digest.content.escalated.iter().chain(&digest.content.lines) {
            text += &format!("\n- {}", messages::mail_line(line));
        }
        text.push('\n');
    }
    text += &format!("\n-- \n{}\n", messages::MAIL_FOOT);
    text
}

/// What the server answered, as a number; its words may repeat an address.
fn code(error: &smtp::Error) -> Option<String> {
    error.status().map(|code| code.to_string())
}
