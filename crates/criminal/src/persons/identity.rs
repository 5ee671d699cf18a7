//! Số giấy tờ tùy thân: căn cước and căn cước công dân have 12 digits, the old chứng minh nhân dân 9; passports have letters.

use super::messages;

/// Reads the number of an identity paper as it is entered: 9 or 12 digits, or a passport's letters and digits.
pub fn read(typed: &str) -> Result<String, String> {
    let number = plain(typed);
    if number.chars().all(|letter| letter.is_ascii_digit()) {
        let is_one_digit = number.bytes().all(|digit| digit == number.as_bytes()[0]);
        return match number.len() {
            9 | 12 if !is_one_digit => Ok(number),
            9 | 12 => Err(messages::id_impossible(&number)),
            count => Err(messages::id_length(count)),
        };
    }
    let begins_with_letter = number.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    match begins_with_letter && (6..=10).contains(&number.len()) && digits >= 5 {
        true => Ok(number),
        false => Err(messages::ID_UNREADABLE.to_owned()),
    }
}

/// The number without spaces, dots and hyphens, letters in capitals: by which it is kept and found.
pub fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Whether two numbers cannot belong to one person: both of 12 digits, which are for life, and not the same.
pub fn contradict(one: &str, other: &str) -> bool {
    let is_for_life =
        |number: &str| number.len() == 12 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_for_life(one) && is_for_life(other) && one != other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_and_twelve_digits_and_passports_are_taken() {
        for (typed, kept) in [
            ("068 090 001 234", "068090001234"),
            ("250.123.456", "250123456"),
            ("b1234567", "B1234567"),
        ] {
            assert_eq!(read(typed).unwrap(), kept);
        }
    }

    #[test]
    fn other_numbers_are_refused_with_how_many_digits_they_have() {
        for (typed, says) in [
            ("12", "2 chữ số"),
            ("12345678901", "11 chữ số"),
            ("000000000000", "không thể"),
            ("O68090001234", "chữ số"),
            ("12ab", "chữ số"),
        ] {
            let sentence = read(typed).unwrap_err();
            assert!(sentence.contains(says), "{typed}: {sentence}");
        }
    }

    #[test]
    fn an_old_number_does_not_contradict_a_new_one() {
        assert!(!contradict("250123456", "068090001234"));
        assert!(contradict("068090001235", "068090001234"));
        assert!(!contradict("", "068090001234"));
    }
}
