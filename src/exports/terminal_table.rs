//! A table as aligned columns for a terminal.
//!
//! Owns display width (a Chinese character takes two columns) and what gives way on a narrow
//! screen. Never knows what a table says.

use super::csv_table::{HeaderNames, header};
use super::rounding::written;
use super::table::{ColumnKind, Table};
use crate::text::Lang;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Space between two columns.
const GAP: usize = 2;
/// A column of words is not narrowed below this: most names of units still fit.
const NARROWEST: usize = 16;
/// Without a screen to fill, a cell still shows no more than this.
const WIDEST: usize = 60;

/// A table as lines of aligned columns, each at most `width` columns wide (`None`: as wide as needed).
///
/// Where the screen is too narrow, the widest columns of words are cut with …, then the last
/// columns are left off, which a line below the table says.
pub fn to_terminal(table: &Table, lang: Lang, width: Option<usize>) -> String {
    let columns = table.columns();
    let headers = match lang {
        Lang::Zh => HeaderNames::Chinese,
        Lang::En => HeaderNames::English,
    };
    let mut grid: Vec<Vec<String>> =
        vec![columns.iter().map(|column| header(column, headers).to_owned()).collect()];
    for row in table.rows() {
        let cells = row.iter().zip(columns);
        grid.push(cells.map(|(cell, column)| one_line(&written(cell, column.kind))).collect());
    }
    let natural = |c: usize| grid.iter().map(|row| row[c].width()).max().unwrap_or(0).min(WIDEST);
    let mut widths: Vec<usize> = (0..columns.len()).map(natural).collect();
    let shown = fit(&mut widths, |c| columns[c].kind == ColumnKind::Text, width);

    let mut text = String::new();
    for row in &grid {
        let mut line = String::new();
        for (c, cell) in row.iter().enumerate().take(shown) {
            if c > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            let cell = cut(cell, widths[c]);
            let blank = " ".repeat(widths[c] - cell.width());
            match columns[c].kind {
                ColumnKind::Text => line.extend([cell, blank]),
                ColumnKind::Integer | ColumnKind::Number(_) => line.extend([blank, cell]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    if shown < columns.len() {
        let names: Vec<_> = grid[0][shown..].iter().map(String::as_str).collect();
        let (more, list) = (names.len(), names.join(", "));
        text.push_str(&match lang {
            Lang::Zh => format!("… 另有 {more} 列（{list}）：用 --format csv 查看\n"),
            Lang::En => format!("… {more} more columns ({list}): --format csv shows them\n"),
        });
    }
    text
}

/// Narrows `widths` until they fit the screen; returns how many columns do.
fn fit(widths: &mut [usize], is_text: impl Fn(usize) -> bool, screen: Option<usize>) -> usize {
    let Some(screen) = screen else { return widths.len() };
    let total =
        |widths: &[usize]| widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    while total(widths) > screen {
        let widest = (0..widths.len())
            .filter(|&c| is_text(c) && widths[c] > NARROWEST)
            .max_by_key(|&c| (widths[c], c));
        match widest {
            Some(c) => widths[c] -= 1,
            None => break,
        }
    }
    let mut shown = widths.len();
    while shown > 1 && total(&widths[..shown]) > screen {
        shown -= 1;
    }
    if shown == 1 {
        widths[0] = widths[0].min(screen.max(1));
    }
    shown
}

/// Text cut to a display width, with … where something is missing.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for letter in text.chars() {
        used += letter.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(letter);
    }
    kept.push('…');
    kept
}

/// Text without line breaks and other control characters, which would break the table.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::table::{Cell, Column};
    use super::*;

    fn sample() -> Table {
        let column = |name, zh, kind| Column { name, zh, kind, description: "a column" };
        Table::new(
            "sample",
            "样表",
            "one row a unit",
            &[
                column("unit", "单位", ColumnKind::Text),
                column("lead", "牵头", ColumnKind::Integer),
                column("share", "占比", ColumnKind::Number(2)),
            ],
            [
                vec!["区人力社保局".into(), 12usize.into(), 0.5.into()],
                vec!["区发展改革委（区物价局）".into(), 3usize.into(), Cell::Empty],
            ],
        )
    }

    #[test]
    fn columns_line_up_by_display_width() {
        assert_eq!(
            to_terminal(&sample(), Lang::Zh, None),
            "单位                      牵头  占比\n\
             区人力社保局                12  0.50\n\
             区发展改革委（区物价局）     3\n"
        );
    }

    #[test]
    fn a_narrow_screen_cuts_words_first() {
        assert_eq!(
            to_terminal(&sample(), Lang::En, Some(31)),
            "unit                lead  share\n\
             区人力社保局          12   0.50\n\
             区发展改革委（区…      3\n"
        );
    }

    #[test]
    fn columns_that_do_not_fit_are_named() {
        let text = to_terminal(&sample(), Lang::En, Some(22));
        assert!(text.starts_with("unit              lead\n区人力社保局        12\n"), "{text}");
        assert!(text.ends_with("… 1 more columns (share): --format csv shows them\n"), "{text}");
    }

    #[test]
    fn cutting_counts_wide_characters_twice() {
        assert_eq!(cut("区财政局", 8), "区财政局");
        assert_eq!(cut("区财政局", 7), "区财政…");
        assert_eq!(cut("区财政局", 6), "区财…");
    }
}
