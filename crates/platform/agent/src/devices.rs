//! Thiết bị ký số đang cắm: found through the PKCS#11 libraries of this machine; one thing at a time is asked of them.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::Utc;
use serde::Serialize;
use sign::{Described, Key, KeyError, OnToken, Pin, Scheme, TokenKey};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError, TryLockError},
};

/// Where libraries of tokens usually stand; others are named with `--library`.
const USUAL: [&str; 12] = [
    "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib64/opensc-pkcs11.so",
    "/usr/lib/opensc-pkcs11.so",
    "/usr/lib/libeTPkcs11.so",
    "/usr/lib64/libeTPkcs11.so",
    "/usr/lib/x86_64-linux-gnu/libeTPkcs11.so",
    "/usr/lib/libeToken.so",
    "/Library/OpenSC/lib/opensc-pkcs11.so",
    "/usr/local/lib/libeTPkcs11.dylib",
    "C:\\Windows\\System32\\eTPKCS11.dll",
    "C:\\Windows\\System32\\eToken.dll",
    "C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll",
];

/// A certificate that is plugged in.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Plugged {
    #[serde(flatten)]
    pub described: Described,
    /// The label of the device.
    pub token: String,
    pub may_sign: bool,
    /// Why it may not.
    pub trouble: Option<String>,
    /// DER in Base64.
    pub certificate: String,
    /// The authorities above it that the device holds.
    pub above: Vec<String>,
    #[serde(skip)]
    pub is_last_try: bool,
    #[serde(skip)]
    found: OnToken,
    #[serde(skip)]
    library: PathBuf,
}

impl Plugged {
    fn of(library: &Path, found: OnToken) -> Self {
        let described = Described::of(&found.certificate);
        let trouble = match found.is_locked {
            true => Some(KeyError::PinLocked.sentence().to_owned()),
            false => sign::may_sign(&found.certificate, Utc::now()).err(),
        };
        let above = found.above.iter().map(Described::of);
        Self {
            token: found.token.clone(),
            may_sign: trouble.is_none(),
            trouble,
            certificate: STANDARD.encode(&described.der),
            above: above.map(|one| STANDARD.encode(one.der)).collect(),
            is_last_try: found.is_last_try,
            described,
            library: library.to_owned(),
            found,
        }
    }

    /// Whether a message is what a signature of a document by this certificate is made over.
    pub fn is_meant_by(&self, message: &[u8]) -> bool {
        sign::is_document_signature(message, &self.found.certificate)
    }
}

/// What was found at one look.
#[derive(Debug, Clone, Default)]
pub(crate) struct Look {
    pub certificates: Vec<Plugged>,
    /// What to do when nothing was found.
    pub message: Option<String>,
}

pub(crate) struct Devices {
    libraries: Vec<PathBuf>,
    /// A device does one thing at a time; here is what it held at the last look.
    last: Mutex<Look>,
    turn: Mutex<()>,
}

impl Devices {
    /// Through these libraries; none named: those at the usual places.
    pub fn of(named: Vec<PathBuf>) -> Self {
        let usual = USUAL.iter().map(PathBuf::from).filter(|path| path.exists());
        Self {
            libraries: match named.is_empty() {
                true => usual.collect(),
                false => named,
            },
            last: Mutex::default(),
            turn: Mutex::default(),
        }
    }

    /// What is plugged in now; while a device signs, what was there before.
    pub fn look(&self) -> Look {
        let _turn = match self.turn.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
            Err(TryLockError::WouldBlock) => {
                return self
                    .last
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .clone();
            }
        };
        let look = self.look_now();
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = look.clone();
        look
    }

    fn look_now(&self) -> Look {
        if self.libraries.is_empty() {
            return Look {
                message: Some(
                    "Chưa tìm thấy thư viện của thiết bị ký số trên máy này; hãy cài phần mềm đi kèm thiết bị, \
                     hoặc khởi động chương trình ký với tùy chọn --library và tên tệp thư viện PKCS#11."
                        .into(),
                ),
                ..Look::default()
            };
        }
        let mut look = Look::default();
        let mut broken = None;
        for library in &self.libraries {
            match sign::on_tokens(library) {
                Ok(found) => {
                    for one in found.into_iter().map(|one| Plugged::of(library, one)) {
                        // One device may be seen through two libraries; two devices may hold one certificate.
                        let is_known = look.certificates.iter().any(|known| {
                            known.described.id == one.described.id && known.token == one.token
                        });
                        if !is_known && !one.described.is_authority {
                            look.certificates.push(one);
                        }
                    }
                }
                Err(fault) => {
                    tracing::warn!(library = %library.display(), %fault, "the library of a device does not answer");
                    broken = Some(library);
                }
            }
        }
        if look.certificates.is_empty() {
            look.message = Some(match broken {
                Some(library) => format!(
                    "Thư viện của thiết bị ký số ({}) không trả lời; hãy cắm lại thiết bị, hoặc cài lại phần mềm đi kèm thiết bị.",
                    library.display()
                ),
                None => "Không thấy chứng thư số nào; hãy cắm thiết bị ký số. Nếu đã cắm, thiết bị chưa có chứng thư số \
                         hoặc cần phần mềm riêng của nơi cấp."
                    .into(),
            });
        }
        look
    }

    /// The certificate with this id.
    pub fn find(&self, id: &str) -> Result<Plugged, String> {
        let look = self.look();
        let found = look
            .certificates
            .into_iter()
            .find(|one| one.described.id == id);
        found.ok_or_else(|| {
            look.message.unwrap_or_else(|| {
                "Thiết bị đang cắm không có chứng thư số đã chọn; hãy cắm đúng thiết bị rồi thử lại.".into()
            })
        })
    }

    /// Signs these messages in turn with one PIN. `told` hears each step and says whether to go on. The device is closed at the end,
    /// whatever happens.
    pub fn sign(
        &self,
        by: &Plugged,
        scheme: Option<Scheme>,
        pin: Pin,
        messages: &[&[u8]],
        mut told: impl FnMut(Step) -> bool,
    ) -> Result<(), KeyError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = TokenKey::sign_in(&by.library, &by.found.certificate, pin, &by.found.above)?;
        if scheme == Some(Scheme::RsaPss) {
            key = key.with_pss();
        }
        if scheme.is_some_and(|scheme| scheme != key.scheme()) {
            return Err(KeyError::Unusable("a key of another kind".into()));
        }
        told(Step::Opened);
        for message in messages {
            if !told(Step::MayGoOn) {
                return Ok(());
            }
            // Some libraries go on with what they remember of a device that is gone.
            if !key.is_there() {
                return Err(KeyError::Gone);
            }
            let signature = key.sign(message)?;
            told(Step::Signed(signature));
        }
        Ok(())
    }
}

/// What happens while a batch is signed; the answer says whether to go on.
pub(crate) enum Step {
    Opened,
    MayGoOn,
    Signed(Vec<u8>),
}
