//! Chữ ký số, judged from outside: a real public-key infrastructure made by openssl, and pyHanko, pdfsig and qpdf as judges.

mod agreement;
mod judges;
mod levels;
mod marks;
mod papers;
mod pki;
mod tokens;
