//! Reading objects from bytes, exactly as ISO 32000-1 §7.2–7.3 writes them.

use super::{Dict, Id, Object, PdfError};
use std::ops::Range;

/// Deeper nesting is an attack on the stack, not a document.
const DEEPEST: usize = 64;

pub(super) struct Reader<'a> {
    pub data: &'a [u8],
    pub at: usize,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Reader<'a> {
    pub fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, at }
    }

    pub fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn fault<T>(&self, what: &'static str) -> Result<T, PdfError> {
        Err(PdfError::at(self.at, what))
    }

    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Takes a keyword if it stands here as a whole word.
    pub fn take(&mut self, word: &str) -> bool {
        self.skip_space();
        let end = self.at + word.len();
        let stands = self.data.get(self.at..end) == Some(word.as_bytes());
        let ends = self
            .data
            .get(end)
            .is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
        if stands && ends {
            self.at = end;
        }
        stands && ends
    }

    pub fn expect(&mut self, word: &'static str) -> Result<(), PdfError> {
        if self.take(word) {
            Ok(())
        } else {
            self.fault(word)
        }
    }

    pub fn unsigned(&mut self) -> Result<u64, PdfError> {
        self.skip_space();
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(&self.data[start..self.at])
            .ok()
            .and_then(|digits| digits.parse().ok())
            .ok_or(PdfError::at(start, "a whole number"))
    }

    pub fn object(&mut self) -> Result<Object, PdfError> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, PdfError> {
        if depth > DEEPEST {
            return self.fault("less nesting");
        }
        self.skip_space();
        match self.peek() {
            Some(b'/') => self.name().map(Object::Name),
            Some(b'(') => self.literal().map(Object::Str),
            Some(b'<') if self.data.get(self.at + 1) == Some(&b'<') => {
                self.dict(depth, None).map(|(dict, _)| Object::Dict(dict))
            }
            Some(b'<') => self.hex().map(Object::Str),
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.skip_space();
                    if self.peek() == Some(b']') {
                        self.at += 1;
                        return Ok(Object::Array(items));
                    }
                    items.push(self.nested(depth + 1)?);
                }
            }
            Some(b'0'..=b'9') => self.number_or_reference(),
            Some(b'+' | b'-' | b'.') => self.number(),
            _ if self.take("true") => Ok(Object::Bool(true)),
            _ if self.take("false") => Ok(Object::Bool(false)),
            _ if self.take("null") => Ok(Object::Null),
            _ => self.fault("an object"),
        }
    }

    /// A dictionary, and where the value of one key stands in the file.
    pub fn dict(
        &mut self,
        depth: usize,
        watched: Option<&str>,
    ) -> Result<(Dict, Option<Range<usize>>), PdfError> {
        self.skip_space();
        if self.data.get(self.at..self.at + 2) != Some(b"<<") {
            return self.fault("<<");
        }
        self.at += 2;
        let (mut dict, mut place) = (Dict::default(), None);
        loop {
            self.skip_space();
            if self.data.get(self.at..self.at + 2) == Some(b">>") {
                self.at += 2;
                return Ok((dict, place));
            }
            let key = self.name()?;
            // Readers differ on which of two equal keys counts: a file that needs an answer is refused.
            if dict.0.iter().any(|(known, _)| *known == key) {
                return self.fault("each key once");
            }
            self.skip_space();
            let start = self.at;
            let value = self.nested(depth + 1)?;
            if watched.is_some_and(|watched| watched.as_bytes() == key) {
                place = Some(start..self.at);
            }
            dict.0.push((key, value));
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, PdfError> {
        if self.peek() != Some(b'/') {
            return self.fault("a name");
        }
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self
            .peek()
            .filter(|byte| !is_space(*byte) && !is_delimiter(*byte))
        {
            self.at += 1;
            let escaped = (byte == b'#')
                .then(|| self.data.get(self.at..self.at + 2))
                .flatten()
                .and_then(|digits| hex::decode(digits).ok());
            match escaped {
                Some(one) => {
                    self.at += 2;
                    name.push(one[0]);
                }
                None => name.push(byte),
            }
        }
        Ok(name)
    }

    fn hex(&mut self) -> Result<Vec<u8>, PdfError> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            match self.peek() {
                Some(b'>') => break,
                Some(byte) if is_space(byte) => {}
                Some(byte) if byte.is_ascii_hexdigit() => digits.push(byte),
                _ => return self.fault("a hexadecimal string"),
            }
            self.at += 1;
        }
        self.at += 1;
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        hex::decode(&digits).or_else(|_| self.fault("a hexadecimal string"))
    }

    fn literal(&mut self) -> Result<Vec<u8>, PdfError> {
        self.at += 1;
        let (mut bytes, mut open) = (Vec::new(), 1);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut bytes);
                    continue;
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    bytes.push(b'\n');
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                return Ok(bytes);
            }
            bytes.push(byte);
        }
        self.fault("the end of a string")
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'\r' if self.peek() == Some(b'\n') => self.at += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                bytes.push(code as u8);
            }
            other => bytes.push(other),
        }
    }

    fn number(&mut self) -> Result<Object, PdfError> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'))
        {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.data[start..self.at]).unwrap_or_default();
        let number = if digits.contains('.') {
            digits.parse().ok().map(Object::Real)
        } else {
            digits.parse().ok().map(Object::Int)
        };
        number.ok_or(PdfError::at(start, "a number"))
    }

    fn number_or_reference(&mut self) -> Result<Object, PdfError> {
        let first = self.number()?;
        let after_first = self.at;
        if let Object::Int(num) = first
            && let Ok(num) = u32::try_from(num)
        {
            self.skip_space();
            if self.peek().is_some_and(|byte| byte.is_ascii_digit())
                && let Ok(generation) = self.unsigned()
                && let Ok(generation) = u16::try_from(generation)
                && self.take("R")
            {
                return Ok(Object::Ref(Id { num, generation }));
            }
        }
        self.at = after_first;
        Ok(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Object) {
        assert_eq!(
            Reader::new(text.as_bytes(), 0).object(),
            Ok(expected),
            "{text}"
        );
    }

    #[test]
    fn objects_are_read_as_the_standard_writes_them() {
        check("-17", Object::Int(-17));
        check(".5", Object::Real(0.5));
        check("/A#20B", Object::name("A B"));
        check("(a\\(b\\)(c)\\101\\\n)", Object::Str(b"a(b)(c)A".to_vec()));
        check("<48 6>", Object::Str(b"H`".to_vec()));
        check(
            "[1 2 0 R 3]",
            vec![
                Object::Int(1),
                Id {
                    num: 2,
                    generation: 0,
                }
                .into(),
                Object::Int(3),
            ]
            .into(),
        );
        check(
            "<</A/B%c\n/C null>>",
            Dict::default()
                .with("A", "B")
                .with("C", Object::Null)
                .into(),
        );
    }

    #[test]
    fn a_dictionary_with_two_equal_keys_is_refused() {
        assert!(Reader::new(b"<</V 1/V 2>>", 0).object().is_err());
    }

    #[test]
    fn endless_nesting_is_refused() {
        assert!(Reader::new(&b"[".repeat(100_000), 0).object().is_err());
    }
}
