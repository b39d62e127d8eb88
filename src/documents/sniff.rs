//! What a file is, by its bytes and not by its name.
//!
//! Owns the marks of file formats. Never reads one.

/// What the first bytes say a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text in some encoding.
    Text,
    /// Word's DOCX, Excel's XLSX or another zipped office format.
    ZippedOffice,
    /// The Word, Excel or WPS formats of before 2007.
    OldOffice,
    /// A PDF.
    Pdf,
    /// A web page.
    Html,
    /// Rich text.
    Rtf,
    /// A picture.
    Picture,
    /// Bytes that are no text.
    Binary,
}

/// Recognises a format by its signature; what has none and few control characters is text.
pub fn sniff(bytes: &[u8]) -> Format {
    const SIGNATURES: [(&[u8], Format); 10] = [
        (b"PK\x03\x04", Format::ZippedOffice),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::OldOffice),
        (b"%PDF-", Format::Pdf),
        (b"{\\rtf", Format::Rtf),
        (b"\x89PNG", Format::Picture),
        (b"\xFF\xD8\xFF", Format::Picture),
        (b"GIF8", Format::Picture),
        (b"BM", Format::Picture),
        (b"\x1F\x8B", Format::Binary),
        (b"Rar!", Format::Binary),
    ];
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for (signature, format) in SIGNATURES {
        if start.starts_with(signature) && (signature != b"BM" || start.contains(&0)) {
            return format;
        }
    }
    let head = &start[..start.len().min(4096)];
    let lower = head.to_ascii_lowercase();
    let words = lower.trim_ascii_start();
    if words.starts_with(b"<!doctype html") || words.starts_with(b"<html") {
        return Format::Html;
    }
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let controls =
        head.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let torn = zeros(0) > 0 && zeros(1) > 0;
    if !utf16 && (torn || controls * 50 > head.len()) { Format::Binary } else { Format::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_bytes() {
        assert_eq!(sniff(b"PK\x03\x04rest"), Format::ZippedOffice);
        assert_eq!(sniff(b"\xEF\xBB\xBF  <!DOCTYPE html><p>"), Format::Html);
        assert_eq!(sniff("BM 是公司代号".as_bytes()), Format::Text);
        assert_eq!(sniff(&[0, 1, 2, 3, 0, 0, 7, 9]), Format::Binary);
        assert_eq!(sniff("牵头单位：区财政局".as_bytes()), Format::Text);
        assert_eq!(sniff(b""), Format::Text);
    }
}
