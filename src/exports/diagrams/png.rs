//! A picture as PNG, for slides.
//!
//! The only file that names resvg. Owns the check that every character can be drawn: a missing font
//! is an error said beforehand, never an empty box. Never knows what a picture shows.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// Fonts asked for first: those the pictures name.
const PREFERRED: [&str; 7] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
];

/// The widest PNG made: four times a 4K screen.
const WIDEST: u32 = 16_384;

/// Why a picture cannot become a PNG.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PngError {
    /// No installed font has Chinese characters.
    #[error(
        "no font with Chinese characters is installed, so the words of the picture cannot be drawn \
         (install the Debian package fonts-wqy-microhei or fonts-noto-cjk)"
    )]
    NoChineseFont,
    /// Some characters are in no installed font.
    #[error(
        "no installed font has the characters 「{0}」 (the Debian package fonts-noto-cjk has most)"
    )]
    MissingCharacters(String),
    /// The SVG is not one.
    #[error("the picture is not valid SVG: {0}")]
    Svg(String),
    /// The picture would be empty or too large.
    #[error("a PNG {0} pixels wide cannot be made")]
    Size(u32),
}

/// An SVG drawn as PNG, `width` pixels wide, with the fonts of this machine.
///
/// # Errors
/// [`PngError::NoChineseFont`] before anything is drawn when no font has Chinese characters,
/// [`PngError::MissingCharacters`] when a character of the picture is in no font;
/// [`PngError::Svg`] and [`PngError::Size`] when it cannot be drawn at all.
pub fn svg_to_png(svg: &str, width: u32) -> Result<Vec<u8>, PngError> {
    static FONTS: OnceLock<Option<Arc<fontdb::Database>>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        with_chinese_default(fonts).map(Arc::new)
    });
    draw(svg, width, fonts.as_ref().ok_or(PngError::NoChineseFont)?)
}

fn draw(svg: &str, width: u32, fonts: &Arc<fontdb::Database>) -> Result<Vec<u8>, PngError> {
    let tree = parse(svg, fonts)?;
    let missing = missing_characters(&tree);
    if !missing.is_empty() {
        return Err(PngError::MissingCharacters(missing.into_iter().collect()));
    }
    if width == 0 || width > WIDEST {
        return Err(PngError::Size(width));
    }
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale).ceil() as u32;
    let mut pixmap = Pixmap::new(width, height).ok_or(PngError::Size(width))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|_| PngError::Size(width))
}

fn parse(svg: &str, fonts: &Arc<fontdb::Database>) -> Result<usvg::Tree, PngError> {
    let options = usvg::Options {
        fontdb: Arc::clone(fonts),
        font_family: "sans-serif".to_owned(),
        languages: vec!["zh-CN".to_owned(), "en".to_owned()],
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|e| PngError::Svg(e.to_string()))
}

/// The fonts with one that has 区 as the default; `None` when there is none.
///
/// resvg leaves words out silently when a family is not found, so the generic families must lead
/// to a font that is there.
fn with_chinese_default(mut fonts: fontdb::Database) -> Option<fontdb::Database> {
    let installed: BTreeSet<String> =
        fonts.faces().flat_map(|face| face.families.iter().map(|(name, _)| name.clone())).collect();
    let preferred = PREFERRED.iter().map(|name| (*name).to_owned());
    let families: Vec<String> = preferred
        .filter(|name| installed.contains(name))
        .chain(installed.iter().cloned())
        .collect();
    let family = families.into_iter().find(|family| has_chinese(&fonts, family))?;
    fonts.set_sans_serif_family(family.clone());
    fonts.set_serif_family(family);
    Some(fonts)
}

/// Whether a family can draw 区, found by laying the character out in that family alone.
fn has_chinese(fonts: &fontdb::Database, family: &str) -> bool {
    let wanted = family.to_owned();
    let options = usvg::Options {
        fontdb: Arc::new(fonts.clone()),
        font_resolver: usvg::FontResolver {
            select_font: Box::new(move |_, fonts| {
                fonts.query(&fontdb::Query {
                    families: &[fontdb::Family::Name(&wanted)],
                    ..fontdb::Query::default()
                })
            }),
            select_fallback: Box::new(|_, _, _| None),
        },
        ..usvg::Options::default()
    };
    let probe = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-size="9">区</text></svg>"#;
    usvg::Tree::from_str(probe, &options)
        .is_ok_and(|tree| tree.root().has_children() && missing_characters(&tree).is_empty())
}

/// The visible characters that no font could draw.
fn missing_characters(tree: &usvg::Tree) -> BTreeSet<char> {
    fn visit(group: &usvg::Group, missing: &mut BTreeSet<char>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => visit(group, missing),
                usvg::Node::Text(text) => of_text(text, missing),
                usvg::Node::Path(_) | usvg::Node::Image(_) => {}
            }
        }
    }
    fn of_text(text: &usvg::Text, missing: &mut BTreeSet<char>) {
        let visible = |c: &char| !c.is_whitespace() && !c.is_control();
        let mut wanted: BTreeSet<char> =
            text.chunks().iter().flat_map(|chunk| chunk.text().chars()).filter(visible).collect();
        for span in text.layouted() {
            for glyph in &span.positioned_glyphs {
                if glyph.id.0 != 0 {
                    for c in glyph.text.chars() {
                        wanted.remove(&c);
                    }
                }
            }
        }
        missing.extend(wanted);
    }
    let mut missing = BTreeSet::new();
    visit(tree.root(), &mut missing);
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" font-family="'No Such Font',sans-serif"><text x="10" y="50" font-size="20">区财政局 lead</text></svg>"#;

    #[test]
    fn without_a_chinese_font_nothing_is_drawn() {
        assert!(with_chinese_default(fontdb::Database::new()).is_none());
        let message = PngError::NoChineseFont.to_string();
        assert!(message.contains("fonts-wqy-microhei"), "{message}");
    }

    #[test]
    fn words_are_drawn_in_full() {
        match svg_to_png(PICTURE, 400) {
            Ok(png) => {
                let image = Pixmap::decode_png(&png).expect("a PNG");
                assert_eq!((image.width(), image.height()), (400, 200));
                let dark = image.pixels().iter().filter(|p| p.alpha() > 128).count();
                assert!(dark > 500, "only {dark} pixels of the words are drawn");
            }
            Err(PngError::NoChineseFont) => eprintln!("no Chinese font here: not tested"),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_character_no_font_has_is_named() {
        let svg = PICTURE.replace("lead", "\u{10FFFD}");
        match svg_to_png(&svg, 400) {
            Err(PngError::NoChineseFont) => eprintln!("no Chinese font here: not tested"),
            other => assert_eq!(other, Err(PngError::MissingCharacters("\u{10FFFD}".into()))),
        }
    }

    #[test]
    fn broken_input_is_an_error() {
        if let Err(error) = svg_to_png(PICTURE, 0) {
            assert!(matches!(error, PngError::Size(0) | PngError::NoChineseFont));
        } else {
            panic!("a picture without width");
        }
        assert!(svg_to_png("<svg", 400).is_err());
    }
}
