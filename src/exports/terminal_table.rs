//! A table as aligned columns for a terminal.
//!
//! Owns display width (a Chinese character takes two columns) and what gives way on a narrow
//! screen. Never knows what a table says.

use super::coded_words::{chinese_header, coded};
use super::rounding::written;
use super::table::{Cell, Column, ColumnKind, Table};
use crate::text::Lang;
use crate::units::function_name;
use std::collections::BTreeMap;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Space between two columns.
const GAP: usize = 2;
/// A column of words is not narrowed below this: most names of units still fit.
const NARROWEST: usize = 12;
/// Columns that give way further: what they name is told by the others too.
const NARROWER: (usize, [&str; 2]) = (10, ["title", "plan"]);
/// Columns to look things up with, left off first where the screen has no room for the others.
const LOOKED_UP: [&str; 7] =
    ["measure_id", "section1", "section2", "quote", "text", "source", "group"];
/// Next, where rows are measures: the plan tells these.
const TOLD_BY_PLAN: [&str; 2] = ["year", "jurisdiction"];
/// Without a screen to fill, a cell still shows no more than this.
const WIDEST: usize = 60;

/// A table as lines of aligned columns, each at most `width` columns wide (`None`: as wide as needed).
///
/// Codes are put into words, and a title in `cut_titles` has the sign that it goes on. Where the
/// screen is too narrow, the widest columns of words are cut with …; columns to look things up
/// with, then the last columns, are left off, which a line below the table says.
pub fn to_terminal(
    table: &Table,
    cut_titles: &BTreeMap<String, String>,
    lang: Lang,
    width: Option<usize>,
) -> String {
    let columns = table.columns();
    let header = |column: &Column| match lang {
        Lang::Zh => chinese_header(column).to_owned(),
        Lang::En => column.name.to_owned(),
    };
    let mut grid: Vec<Vec<String>> = vec![columns.iter().map(header).collect()];
    for row in table.rows() {
        let cells = row.iter().zip(columns);
        let words = |cell: &Cell, column: &Column| {
            let words = one_line(&written(cell, column.kind));
            match column.name {
                "title" => cut_titles.get(&words).cloned().unwrap_or(words),
                "function" => function_name(&words, lang),
                name => coded(name, &words, lang).to_owned(),
            }
        };
        grid.push(cells.map(|(cell, column)| words(cell, column)).collect());
    }
    let natural = |c: usize| grid.iter().map(|row| row[c].width()).max().unwrap_or(0).min(WIDEST);
    let mut widths: Vec<usize> = (0..columns.len()).map(natural).collect();
    let shown = fit(&mut widths, columns, width);

    let mut text = String::new();
    for row in &grid {
        let mut line = String::new();
        for (place, &c) in shown.iter().enumerate() {
            if place > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            let cell = cut(&row[c], widths[c]);
            let blank = " ".repeat(widths[c] - cell.width());
            match columns[c].kind {
                ColumnKind::Text => line.extend([cell, blank]),
                ColumnKind::Integer | ColumnKind::Number(_) => line.extend([blank, cell]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    if shown.len() < columns.len() {
        let left = (0..columns.len()).filter(|c| !shown.contains(c));
        let names: Vec<_> = left.map(|c| grid[0][c].as_str()).collect();
        let (more, list) = (names.len(), names.join(", "));
        text.push_str(&match lang {
            Lang::Zh => format!("… 另有 {more} 列（{list}）：用 --format csv 查看\n"),
            Lang::En if more == 1 => format!("… 1 more column ({list}): --format csv shows it\n"),
            Lang::En => format!("… {more} more columns ({list}): --format csv shows them\n"),
        });
    }
    text
}

/// Which columns fit the screen, in order; narrows their `widths` until they do.
fn fit(widths: &mut [usize], columns: &[Column], screen: Option<usize>) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    let Some(screen) = screen else { return shown };
    let least: Vec<usize> = columns
        .iter()
        .zip(&*widths)
        .map(|(column, &width)| match column.kind {
            ColumnKind::Text if NARROWER.1.contains(&column.name) => width.min(NARROWER.0),
            ColumnKind::Text => width.min(NARROWEST),
            ColumnKind::Integer | ColumnKind::Number(_) => width,
        })
        .collect();
    let total = |shown: &[usize], widths: &[usize]| {
        shown.iter().map(|&c| widths[c]).sum::<usize>() + GAP * shown.len().saturating_sub(1)
    };
    let of_measures = columns.iter().any(|column| column.name == "measure_id");
    let told = if of_measures { &TOLD_BY_PLAN[..] } else { &[] };
    for name in LOOKED_UP.iter().chain(told) {
        let shown_alone = shown.len() == 1;
        if total(&shown, &least) > screen {
            shown.retain(|&c| columns[c].name != *name || shown_alone);
        }
    }
    while shown.len() > 1 && total(&shown, &least) > screen {
        shown.pop();
    }
    while total(&shown, widths) > screen {
        let give = shown.iter().copied().filter(|&c| widths[c] > least[c]);
        match give.max_by_key(|&c| (widths[c], c)) {
            Some(c) => widths[c] -= 1,
            None => break,
        }
    }
    if let [only] = shown[..] {
        widths[only] = widths[only].min(screen.max(1));
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
            to_terminal(&sample(), &BTreeMap::new(), Lang::Zh, None),
            "单位                      牵头  占比\n\
             区人力社保局                12  0.50\n\
             区发展改革委（区物价局）     3\n"
        );
    }

    #[test]
    fn a_narrow_screen_cuts_words_first() {
        assert_eq!(
            to_terminal(&sample(), &BTreeMap::new(), Lang::En, Some(31)),
            "unit                lead  share\n\
             区人力社保局          12   0.50\n\
             区发展改革委（区…      3\n"
        );
    }

    #[test]
    fn columns_that_do_not_fit_are_named() {
        let text = to_terminal(&sample(), &BTreeMap::new(), Lang::En, Some(18));
        assert!(text.starts_with("unit          lead\n区人力社保局    12\n"), "{text}");
        assert!(text.ends_with("… 1 more column (share): --format csv shows it\n"), "{text}");
    }

    #[test]
    fn figures_stay_where_ids_and_titles_give_way() {
        let text = |name| Column { name, zh: "列", kind: ColumnKind::Text, description: "words" };
        let number = Column { kind: ColumnKind::Integer, ..text("units") };
        let columns = [text("measure_id"), text("title"), text("lead_state"), number];
        let long = "优化公共服务供给质量提升水平等";
        let row = ["a-long-plan:1.71.1".into(), long.into(), "co-led".into(), 15usize.into()];
        let table = Table::new("hotspots", "样表", "rows", &columns, [row.to_vec()]);
        let cut = BTreeMap::from([(long.to_owned(), format!("{long}…"))]);
        let shown = to_terminal(&table, &cut, Lang::En, Some(40));
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines[0], "title               lead_state     units");
        assert_eq!(lines[1], "优化公共服务供给…   several leads     15");
        assert_eq!(lines[2], "… 1 more column (measure_id): --format csv shows it");
        let whole = to_terminal(&table, &cut, Lang::En, None);
        assert!(whole.contains(&format!("{long}…")) && whole.contains("a-long-plan"), "{whole}");
    }

    #[test]
    fn cutting_counts_wide_characters_twice() {
        assert_eq!(cut("区财政局", 8), "区财政局");
        assert_eq!(cut("区财政局", 7), "区财政…");
        assert_eq!(cut("区财政局", 6), "区财…");
    }
}
