//! Where words and lines of an SVG stand, measured apart from the code that drew it.

use resvg::usvg::roxmltree;
use unicode_width::UnicodeWidthChar;

#[derive(Debug)]
pub struct Words {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub tag: bool,
    pub text: String,
}

pub fn attribute(node: roxmltree::Node, name: &str) -> f64 {
    node.attribute(name).unwrap_or("0").parse().unwrap()
}

/// Outline of each line of text, by widths that are too large rather than too small.
pub fn words(svg: &roxmltree::Document) -> Vec<Words> {
    svg.descendants()
        .filter(|n| n.has_tag_name("text"))
        .map(|n| {
            let text = n.text().unwrap_or_default().to_owned();
            let size = attribute(n, "font-size");
            let em: f64 = text
                .chars()
                .map(|c| match c.width_cjk() {
                    Some(2) => 1.0,
                    Some(1) => 0.6,
                    _ => 0.0,
                })
                .sum();
            let width = em * size;
            let x = attribute(n, "x");
            let left = match n.attribute("text-anchor") {
                Some("middle") => x - width / 2.0,
                Some("end") => x - width,
                _ => x,
            };
            let base = attribute(n, "y");
            Words {
                left,
                right: left + width,
                top: base - 0.86 * size,
                bottom: base + 0.14 * size,
                tag: n.attribute("class") == Some("tag"),
                text,
            }
        })
        .collect()
}

/// Points along every line that stands for data.
pub fn curves(svg: &roxmltree::Document) -> Vec<Vec<(f64, f64)>> {
    svg.descendants()
        .filter(|n| n.has_tag_name("path") && n.children().any(|c| c.has_tag_name("title")))
        .map(|n| {
            let d = n.attribute("d").unwrap();
            let numbers: Vec<f64> = d
                .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
                .filter(|s| !s.is_empty())
                .map(|s| s.parse().unwrap())
                .collect();
            let points: Vec<_> = numbers.chunks(2).map(|p| (p[0], p[1])).collect();
            if !d.contains('C') {
                return points;
            }
            let at = |t: f64, i: fn((f64, f64)) -> f64| {
                let s = 1.0 - t;
                s * s * s * i(points[0])
                    + 3.0 * s * s * t * i(points[1])
                    + 3.0 * s * t * t * i(points[2])
                    + t * t * t * i(points[3])
            };
            (0..=60)
                .map(|i| f64::from(i) / 60.0)
                .map(|t| (at(t, |p| p.0), at(t, |p| p.1)))
                .collect()
        })
        .collect()
}

pub fn faults(svg: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let document = roxmltree::Document::parse(svg).unwrap();
    let root = document.root_element();
    let (width, height) = (attribute(root, "width"), attribute(root, "height"));
    let words = words(&document);
    for (i, a) in words.iter().enumerate() {
        if a.left < 0.0 || a.right > width || a.top < 0.0 || a.bottom > height {
            faults.push(format!("「{}」 leaves the sheet", a.text));
        }
        for b in &words[i + 1..] {
            if a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom {
                faults.push(format!("「{}」 lies on 「{}」", a.text, b.text));
            }
        }
    }
    for curve in curves(&document) {
        for (x, y) in curve {
            if x < 0.0 || x > width || y < 0.0 || y > height {
                faults.push(format!("a line leaves the sheet at {x:.0},{y:.0}"));
            }
            for word in words.iter().filter(|word| !word.tag) {
                if word.left < x && x < word.right && word.top < y && y < word.bottom {
                    faults.push(format!("a line runs through 「{}」", word.text));
                }
            }
        }
    }
    for node in document.descendants().filter(|n| n.has_tag_name("rect")) {
        let (x, y) = (attribute(node, "x"), attribute(node, "y"));
        if x < 0.0
            || y < 0.0
            || x + attribute(node, "width") > width + 0.1
            || y + attribute(node, "height") > height + 0.1
        {
            faults.push(format!("a box leaves the sheet at {x:.0},{y:.0}"));
        }
    }
    faults.sort();
    faults.dedup();
    faults
}
