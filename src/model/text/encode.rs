//! Text to bytes and back.

use super::fault::{Fault, FaultKind, Outcome};
use super::repr::str_repr;

/// An encoding the subset knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Encoding {
    Utf8,
    Ascii,
    Latin1,
}

impl Encoding {
    /// The encoding of a name.
    pub fn named(name: &str) -> Outcome<Encoding> {
        match name.to_ascii_lowercase().replace(['_', ' '], "-").as_str() {
            "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Ok(Encoding::Utf8),
            "ascii" | "us-ascii" | "646" => Ok(Encoding::Ascii),
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" | "8859" | "cp819" => {
                Ok(Encoding::Latin1)
            }
            _ => Err(Fault::new(FaultKind::Lookup, format!("unknown encoding: {name}"))),
        }
    }

    fn codec(self) -> (&'static str, u32, &'static str) {
        match self {
            Encoding::Utf8 => ("utf-8", 0x110000, ""),
            Encoding::Ascii => ("ascii", 0x80, "ordinal not in range(128)"),
            Encoding::Latin1 => ("latin-1", 0x100, "ordinal not in range(256)"),
        }
    }
}

/// `text.encode(encoding, errors)`
pub fn encode(text: &str, encoding: Encoding, errors: &str) -> Outcome<Vec<u8>> {
    let (name, limit, reason) = encoding.codec();
    if encoding == Encoding::Utf8 {
        return Ok(text.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        let code = c as u32;
        if code < limit {
            out.push(code as u8);
            continue;
        }
        match errors {
            "ignore" => {}
            "replace" => out.push(b'?'),
            "xmlcharrefreplace" => out.extend(format!("&#{code};").bytes()),
            "backslashreplace" => {
                let shown = super::repr::escape_non_ascii(&c.to_string());
                out.extend(shown.bytes());
            }
            "strict" => return Err(encode_fault(text, at, name, limit, reason)),
            other => return Err(unknown_handler(other)),
        }
    }
    Ok(out)
}

fn encode_fault(text: &str, at: usize, name: &str, limit: u32, reason: &str) -> Fault {
    let run = text.chars().skip(at).take_while(|&c| c as u32 >= limit).count();
    let what = if run == 1 {
        let c: String = text.chars().skip(at).take(1).collect();
        let shown = super::repr::escape_non_ascii(&str_repr(&c));
        format!("character {shown} in position {at}")
    } else {
        format!("characters in position {at}-{}", at + run - 1)
    };
    Fault::new(FaultKind::UnicodeEncode, format!("'{name}' codec can't encode {what}: {reason}"))
}

fn unknown_handler(name: &str) -> Fault {
    Fault::new(FaultKind::Lookup, format!("unknown error handler name '{name}'"))
}

/// `bytes.decode(encoding, errors)`
pub fn decode(bytes: &[u8], encoding: Encoding, errors: &str) -> Outcome<String> {
    match encoding {
        Encoding::Latin1 => Ok(bytes.iter().map(|&byte| byte as char).collect()),
        Encoding::Ascii => decode_ascii(bytes, errors),
        Encoding::Utf8 => decode_utf8(bytes, errors),
    }
}

fn decode_ascii(bytes: &[u8], errors: &str) -> Outcome<String> {
    let mut out = String::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if byte.is_ascii() {
            out.push(byte as char);
        } else {
            let reason = "ordinal not in range(128)";
            handle(&mut out, (bytes, at, 1), errors, ("ascii", reason))?;
        }
    }
    Ok(out)
}

fn decode_utf8(bytes: &[u8], errors: &str) -> Outcome<String> {
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let bad = match std::str::from_utf8(&bytes[at..]) {
            Ok(text) => {
                out.push_str(text);
                break;
            }
            Err(bad) => bad,
        };
        let good = bad.valid_up_to();
        out.push_str(&String::from_utf8_lossy(&bytes[at..at + good]));
        at += good;
        let (size, reason) = match bad.error_len() {
            None => (bytes.len() - at, "unexpected end of data"),
            Some(_) if !matches!(bytes[at], 0xc2..=0xf4) => (1, "invalid start byte"),
            Some(size) => (size, "invalid continuation byte"),
        };
        handle(&mut out, (bytes, at, size), errors, ("utf-8", reason))?;
        at += size;
    }
    Ok(out)
}

/// Does what `errors` says about the `size` bytes at `at` that mean nothing.
fn handle(
    out: &mut String,
    (bytes, at, size): (&[u8], usize, usize),
    errors: &str,
    (codec, reason): (&str, &str),
) -> Outcome<()> {
    match errors {
        "ignore" => {}
        "replace" => out.push('\u{fffd}'),
        "backslashreplace" => {
            bytes[at..at + size].iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
        }
        "strict" => {
            let what = if size == 1 {
                format!("byte 0x{:02x} in position {at}", bytes[at])
            } else {
                format!("bytes in position {at}-{}", at + size - 1)
            };
            let message = format!("'{codec}' codec can't decode {what}: {reason}");
            return Err(Fault::new(FaultKind::UnicodeDecode, message));
        }
        other => return Err(unknown_handler(other)),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_without_a_byte_are_named_with_their_place() {
        let fault = |text| encode(text, Encoding::Ascii, "strict").map_err(|f| f.message);
        let one =
            "'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)";
        let two =
            "'ascii' codec can't encode characters in position 0-1: ordinal not in range(128)";
        assert_eq!(fault("éa"), Err(one.to_string()));
        assert_eq!(fault("ééa"), Err(two.to_string()));
        assert_eq!(encode("é", Encoding::Ascii, "replace"), Ok(b"?".to_vec()));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_or_replaced() {
        let strict = decode(b"\xff", Encoding::Utf8, "strict").map_err(|f| f.message);
        let message = "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte";
        assert_eq!(strict, Err(message.to_string()));
        assert_eq!(decode(b"a\xffb", Encoding::Utf8, "replace"), Ok("a\u{fffd}b".into()));
        assert_eq!(decode(b"\xe9", Encoding::Latin1, "strict"), Ok("é".into()));
        assert!(Encoding::named("klingon").is_err());
    }
}
