//! The way out of the house, over real HTTP: connections are kept, cut ones are made anew, and nobody is followed elsewhere.

use crate::{
    judges::ours,
    levels::request,
    papers,
    pki::{self, TOWN, key},
};
use sign::{Addresses, Http, Level, Outside, OutsideError, Services, SignError, sign};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// What the server over there does with a question.
enum Does {
    Answers(Vec<u8>),
    Leads(&'static str),
    HangsUp,
}

/// A server that does this with the nth question of the nth connection; gives its address and how many connections it took.
fn served(
    does: impl Fn(usize, usize, &[u8]) -> Does + Send + Sync + 'static,
) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let (taken, does) = (Arc::new(AtomicUsize::new(0)), Arc::new(does));
    let counted = taken.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (which, does) = (counted.fetch_add(1, Ordering::SeqCst), does.clone());
            std::thread::spawn(move || {
                let mut asked = 0;
                while let Some(question) = question(&stream) {
                    if !answer(&stream, does(which, asked, &question)) {
                        break;
                    }
                    asked += 1;
                }
            });
        }
    });
    (address, taken)
}

/// The body of the next request; none: the other side has gone.
fn question(stream: &TcpStream) -> Option<Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let (mut length, mut line) = (0, String::new());
    while reader.read_line(&mut line).ok()? > 2 {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        line.clear();
    }
    if line.is_empty() {
        return None;
    }
    let mut question = vec![0; length];
    reader.read_exact(&mut question).ok()?;
    Some(question)
}

fn answer(mut stream: &TcpStream, does: Does) -> bool {
    let (head, body) = match does {
        Does::Answers(body) => ("200 OK\r\n".to_owned(), body),
        Does::Leads(to) => (format!("302 Found\r\nLocation: {to}\r\n"), Vec::new()),
        Does::HangsUp => return false,
    };
    let length = body.len();
    let head = format!("HTTP/1.1 {head}Content-Length: {length}\r\n\r\n");
    stream.write_all(&[head.as_bytes(), &body].concat()).is_ok()
}

fn stamped_by(address: &str, outside: &Http) -> Result<Vec<u8>, SignError> {
    let trust = pki::trust();
    let addresses = Addresses {
        time_stamps: vec![address.to_owned()],
        revocation: Vec::new(),
    };
    let services = Services {
        outside,
        addresses: &addresses,
        trust: &trust,
    };
    let mut file = papers::plain();
    let before = file.clone();
    match sign(
        &mut file,
        &key("p256"),
        &request(),
        Level::BT,
        Some(services),
    ) {
        Ok(()) => Ok(file),
        Err(fault) => {
            assert_eq!(file, before, "what failed changes nothing");
            Err(fault)
        }
    }
}

#[test]
fn time_stamps_come_over_real_http_and_several_over_one_connection() {
    let (address, taken) = served(|_, _, question| Does::Answers(TOWN.stamp(question)));
    // Each signing has a way out of its own: what they share is the program.
    for _ in 0..3 {
        let file = stamped_by(&address, &Http::default()).unwrap();
        assert_eq!(ours(&file).signatures[0].level, Some("B-T"));
    }
    assert_eq!(taken.load(Ordering::SeqCst), 1, "connections");
}

#[test]
fn a_kept_connection_that_was_closed_over_there_costs_no_signature() {
    let (address, taken) = served(|which, asked, question| match (which, asked) {
        (0, 1) => Does::HangsUp,
        _ => Does::Answers(TOWN.stamp(question)),
    });
    for _ in 0..2 {
        let file = stamped_by(&address, &Http::default()).unwrap();
        assert_eq!(ours(&file).signatures[0].level, Some("B-T"));
    }
    assert_eq!(taken.load(Ordering::SeqCst), 2, "connections");
}

#[test]
fn a_server_that_hangs_up_each_time_is_silent_and_nothing_is_signed() {
    let (address, _) = served(|_, _, _| Does::HangsUp);
    let refused = stamped_by(&address, &Http::default()).unwrap_err();
    assert!(refused.sentence().contains("không trả lời"), "{refused}");
}

#[test]
fn nobody_is_followed_elsewhere() {
    let (elsewhere, visited) = served(|_, _, question| Does::Answers(TOWN.stamp(question)));
    let to: &'static str = elsewhere.leak();
    let (address, _) = served(move |_, _, _| Does::Leads(to));
    let refused = stamped_by(&address, &Http::default()).unwrap_err();
    assert!(refused.sentence().contains("không trả lời"), "{refused}");
    assert_eq!(visited.load(Ordering::SeqCst), 0);
}

#[test]
fn patience_ends_also_in_the_middle_of_an_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/list.crl", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        question(&stream);
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").unwrap();
        // Open until the other side has gone.
        let _ = stream.read(&mut [0; 1]);
    });
    let outside = Http {
        patience: Duration::from_millis(300),
    };
    let refused = outside.get(&address).unwrap_err();
    assert!(
        matches!(&refused, OutsideError::Silent { what, .. } if what.contains("in time")),
        "{refused}"
    );
    server.join().unwrap();
}

#[test]
fn a_question_may_be_asked_from_within_a_runtime_and_from_without() {
    let (address, _) = served(|_, _, _| Does::Answers(b"list".to_vec()));
    assert_eq!(Http::default().get(&address).unwrap(), b"list");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let asked = runtime.block_on(async { Http::default().get(&address) });
    assert_eq!(asked.unwrap(), b"list");
}
