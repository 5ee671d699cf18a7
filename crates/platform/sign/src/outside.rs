//! Máy chủ bên ngoài: time-stamp authorities and revocation services. Only configured addresses are ever asked.

use reqwest::{Client, RequestBuilder};
use std::{
    sync::{Mutex, PoisonError, mpsc},
    time::Duration,
};
use tokio::runtime::{Handle, Runtime};

/// The longest answer taken: a large revocation list.
const LONGEST: usize = 64 << 20;

/// How long a connection waits for the next question: shorter than servers usually wait.
const KEPT: Duration = Duration::from_secs(4);

/// Why an answer could not be had.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    /// The address is not among the configured ones.
    #[error("{0} is not an address that may be asked")]
    NotConfigured(String),
    /// Nobody answered.
    #[error("{address} did not answer: {what}")]
    Silent {
        /// Who was asked.
        address: String,
        /// What happened.
        what: String,
    },
    /// The answer is of no use.
    #[error("{address}: {what}")]
    Answer {
        /// Who was asked.
        address: String,
        /// What was wrong.
        what: String,
    },
}

/// The way out of the house, so that tests and closed networks can stand in for it.
pub trait Outside: Send + Sync {
    /// POST, as RFC 3161 and RFC 6960 ask.
    fn post(&self, address: &str, kind: &str, body: &[u8]) -> Result<Vec<u8>, OutsideError>;
    /// GET, for revocation lists.
    fn get(&self, address: &str) -> Result<Vec<u8>, OutsideError>;
}

/// Which addresses may be asked. Empty: nothing leaves.
#[derive(Debug, Clone, Default)]
pub struct Addresses {
    /// Time-stamp authorities, asked in this order until one answers.
    pub time_stamps: Vec<String>,
    /// Revocation services named in certificates are asked when their address begins with one of these.
    pub revocation: Vec<String>,
}

impl Addresses {
    pub(crate) fn may_ask(&self, address: &str) -> bool {
        self.revocation.iter().any(|beginning| {
            // "http://ocsp.example" must not allow "http://ocsp.example.evil".
            address
                .strip_prefix(beginning.as_str())
                .is_some_and(|rest| {
                    rest.is_empty() || beginning.ends_with('/') || rest.starts_with(['/', '?'])
                })
        })
    }
}

/// HTTP and HTTPS, without cookies and without following redirects to elsewhere. The connections are shared by the whole program.
pub struct Http {
    /// How long one answer may take.
    pub patience: Duration,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(15),
        }
    }
}

/// Đường ra chung: opened at the first question. A client of its own for each question would read the authorities of this machine and
/// shake hands anew every time; its runtime is its own as well, since the caller may or may not stand in one.
struct Way {
    runtime: Runtime,
    client: Client,
}

static WAY: Mutex<Option<Way>> = Mutex::new(None);

impl Way {
    fn shared() -> Result<(Handle, Client), String> {
        let mut shared = WAY.lock().unwrap_or_else(PoisonError::into_inner);
        let way = match &mut *shared {
            Some(way) => way,
            empty => empty.insert(Self::open()?),
        };
        Ok((way.runtime.handle().clone(), way.client.clone()))
    }

    fn open() -> Result<Self, String> {
        // Another part of the program may have chosen it already: then this changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("outside")
            .enable_all()
            .build()
            .map_err(|fault| fault.to_string())?;
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .pool_idle_timeout(KEPT)
            .build()
            .map_err(|fault| fault.to_string())?;
        Ok(Self { runtime, client })
    }
}

impl Http {
    fn ask(&self, address: &str, body: Option<(&str, &[u8])>) -> Result<Vec<u8>, OutsideError> {
        let silent = |what: String| OutsideError::Silent {
            address: address.into(),
            what,
        };
        let (runtime, client) = Way::shared().map_err(silent)?;
        let request = match body {
            Some((kind, body)) => client
                .post(address)
                .header("content-type", kind)
                .body(body.to_vec()),
            None => client.get(address),
        };
        let patience = self.patience;
        let (tell, hear) = mpsc::sync_channel(1);
        runtime.spawn(async move {
            let said = tokio::time::timeout(patience, exchange(request)).await;
            // Nobody listens any more: then there is nobody to tell.
            let _ = tell.send(said.unwrap_or_else(|_| Err("no answer in time".into())));
        });
        hear.recv()
            .unwrap_or_else(|_| Err("the exchange broke off".into()))
            .map_err(silent)
    }
}

async fn exchange(request: RequestBuilder) -> Result<Vec<u8>, String> {
    let again = request.try_clone();
    let mut said = request.send().await;
    // A kept connection may be closed over there while it is used here. To ask twice changes nothing with these services.
    if let (Err(fault), Some(again)) = (&said, again)
        && fault.is_request()
        && !fault.is_connect()
    {
        said = again.send().await;
    }
    let mut answer = said.map_err(|fault| fault.to_string())?;
    if !answer.status().is_success() {
        return Err(format!("status {}", answer.status()));
    }
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|fault| fault.to_string())? {
        bytes.extend_from_slice(&part);
        if bytes.len() > LONGEST {
            return Err("the answer is too long".into());
        }
    }
    Ok(bytes)
}

impl Outside for Http {
    fn post(&self, address: &str, kind: &str, body: &[u8]) -> Result<Vec<u8>, OutsideError> {
        self.ask(address, Some((kind, body)))
    }

    fn get(&self, address: &str) -> Result<Vec<u8>, OutsideError> {
        self.ask(address, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_configured_addresses_may_be_asked() {
        let addresses = Addresses {
            revocation: vec!["http://ocsp.example".into()],
            ..Addresses::default()
        };
        assert!(addresses.may_ask("http://ocsp.example/a"));
        assert!(!addresses.may_ask("http://ocsp.example.evil/a"));
        assert!(!Addresses::default().may_ask("http://ocsp.example/a"));
    }
}
