//! Cửa sang mảng đặt việc ký: the area whose paper was signed records what follows, in the same transaction.

use std::{future::Future, pin::Pin, sync::Arc};

use people::Work;
use shell::App;

use crate::SigningError;
use crate::ceremony::{Signed, Ticket};

/// What a receiver answers, later.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, SigningError>> + Send + 'a>>;

/// Mảng nhận kết quả ký.
pub trait Receiver: Send + Sync {
    /// The name under which the area orders.
    fn purpose(&self) -> &'static str;

    /// The paper is signed. Whatever the area writes into `work` lasts together with the signature, or neither does; an error keeps the
    /// ticket open. Answers the address where the person goes on.
    fn received<'a>(
        &'a self,
        app: &'a App,
        work: &'a Work,
        signed: &'a Signed,
    ) -> Answer<'a, String>;

    /// Nothing was signed: cancelled, replaced or out of time; `why` is a sentence.
    fn dropped<'a>(
        &'a self,
        app: &'a App,
        work: &'a Work,
        ticket: &'a Ticket,
        why: &'a str,
    ) -> Answer<'a, ()>;
}

/// Those who are told; wired by the server: `.slot(signing::Receivers(vec![Arc::new(documents::SigningFolder)]))`.
#[derive(Clone, Default)]
pub struct Receivers(pub Vec<Arc<dyn Receiver>>);
