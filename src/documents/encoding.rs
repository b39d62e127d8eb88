//! Bytes of a text file become characters.
//!
//! Owns byte-order marks and the guess of an encoding. Never knows what the text says.

use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::text::Said;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Text together with how sure the decoding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The characters; U+FFFD stands where bytes fit no character.
    pub text: String,
    /// Name of the encoding used.
    pub encoding: &'static str,
    /// How many places fit no character.
    pub malformed: usize,
}

impl Decoded {
    /// Says how many places of a file fit no character, if any.
    pub fn broken(&self, at: Locator) -> Option<Diagnostic> {
        let note = Diagnostic::new(
            Severity::Warning,
            "broken-encoding",
            Said::new(
                format!("文件不是完整的 {} 文本，有 {} 处无法识别", self.encoding, self.malformed),
                format!("{} places are no valid {} text", self.malformed, self.encoding),
            ),
            at,
            Said::new(
                "这些字以“\u{FFFD}”代替，名称和数字可能因此有误",
                "each stands as \u{FFFD}; names beside them may be wrong",
            ),
        )
        .hint(Said::new(
            "用 WPS 或记事本另存为 UTF-8 文本后重试",
            "save the file as UTF-8 text and run again",
        ));
        (self.malformed > 0).then_some(note)
    }
}

/// Decodes by byte-order mark, else strict UTF-8, else UTF-16 by its zero bytes, else by detection
/// and by which reading has more of the commonest characters.
///
/// # Keeps / Drops
/// Every byte becomes a character or a counted U+FFFD; only a byte-order mark is dropped.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8.name(), malformed: 0 };
    }
    if bytes.contains(&0) {
        // No other encoding of Chinese text has zero bytes: UTF-16 without its mark.
        return more_common(decode_as(UTF_16LE, bytes), decode_as(UTF_16BE, bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // The top-level domain tells the detector that Chinese is likely.
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    if guess == GBK || guess == BIG5 {
        // The two share most byte pairs; the words decide.
        return more_common(decode_as(GB18030, bytes), decode_as(BIG5, bytes));
    }
    more_common(decode_as(guess, bytes), decode_as(GB18030, bytes))
}

/// Of two readings of the same bytes the one with more of the commonest characters.
fn more_common(a: Decoded, b: Decoded) -> Decoded {
    const COMMON: &str = "的一是不在人有中大和国國地市区區县縣局单單位责責任部门門委办辦政府会會建设設发發展\
                          工作实實施推进進加强強服务務年月各等配合牵牽头頭、，。：；（）\n";
    let score = |d: &Decoded| {
        let common = d.text.chars().filter(|c| COMMON.contains(*c)).count();
        common as i64 - 10 * d.malformed as i64
    };
    if score(&b) > score(&a) { b } else { a }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let malformed = text.matches('\u{FFFD}').count();
    Decoded { text: text.into_owned(), encoding: encoding.name(), malformed }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "牵头单位：区财政局；责任单位：区税务局、各镇街。\n二〇二一年";

    #[test]
    fn the_encodings_of_government_files_are_told_apart() {
        for encoding in [UTF_8, GB18030] {
            let (bytes, ..) = encoding.encode(WORDS);
            let decoded = decode(&bytes);
            assert_eq!(
                (decoded.text.as_str(), decoded.malformed),
                (WORDS, 0),
                "{}",
                encoding.name()
            );
        }
        let (big5, ..) =
            encoding_rs::BIG5.encode("牽頭單位：財政局；責任單位：稅務局、發展改革局。");
        assert_eq!(decode(&big5).encoding, "Big5");
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let units: Vec<u8> = WORDS.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&units).text, WORDS);
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(units).collect();
        assert_eq!(decode(&marked).text, WORDS);
    }

    #[test]
    fn a_mark_is_no_part_of_the_text_and_broken_bytes_are_counted() {
        assert_eq!(decode(b"\xEF\xBB\xBFabc").text, "abc");
        assert!(decode(b"\xFF\xFEa").malformed > 0 || !decode(b"\xFF\xFEa").text.is_empty());
    }
}
