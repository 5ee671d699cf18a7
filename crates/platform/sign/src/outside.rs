//! Máy chủ bên ngoài: time-stamp authorities and revocation services. Only configured addresses are ever asked.

use std::time::Duration;

/// The longest answer taken: a large revocation list.
const LONGEST: usize = 64 << 20;

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

/// HTTP and HTTPS, without cookies and without following redirects to elsewhere.
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

impl Http {
    fn ask(&self, address: &str, body: Option<(&str, &[u8])>) -> Result<Vec<u8>, OutsideError> {
        let silent = |what: String| OutsideError::Silent {
            address: address.into(),
            what,
        };
        // A thread of its own: the caller may or may not stand in a runtime.
        std::thread::scope(|scope| {
            let asked = scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                runtime
                    .map_err(|fault| fault.to_string())?
                    .block_on(self.exchange(address, body))
            });
            asked
                .join()
                .unwrap_or_else(|_| Err("the exchange broke off".into()))
        })
        .map_err(silent)
    }

    async fn exchange(
        &self,
        address: &str,
        body: Option<(&str, &[u8])>,
    ) -> Result<Vec<u8>, String> {
        // Another part of the program may have chosen it already: then this changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(self.patience)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|fault| fault.to_string())?;
        let request = match body {
            Some((kind, body)) => client
                .post(address)
                .header("content-type", kind)
                .body(body.to_vec()),
            None => client.get(address),
        };
        let mut answer = request.send().await.map_err(|fault| fault.to_string())?;
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
