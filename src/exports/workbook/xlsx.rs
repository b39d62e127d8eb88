//! The workbook's sheets as an XLSX file: the only file that names rust_xlsxwriter.
//!
//! Owns formats, print set-up, filters and charts. Never knows what a sheet says.

use super::super::rounding::written;
use super::super::table::{Cell, ColumnKind};
use super::sheet::{Chart, ChartForm, Leaf, Line, Page, Sheet, SheetColumn, Show, Slot, Tone};
use super::text_fit::{
    MARGIN, clean, fitted, lines, longest_word, looks_like_a_formula, row_height, width,
};
use crate::text::Lang;
use rust_xlsxwriter::{
    self as xlsx, Color, ConditionalFormatDataBar, DataValidation, DocProperties, ExcelDateTime,
    FilterCondition, Format, FormatAlign, FormatBorder, IgnoreError, Url, Workbook, Worksheet,
    XlsxError,
};

/// Letters of all cells: there on every Windows; other systems take their own Chinese font instead.
const FONT: &str = "微软雅黑";
const INK: Color = Color::RGB(0x1A1A1A);
const GREY: Color = Color::RGB(0x555555);
const FRAME: Color = Color::RGB(0xC9CED3);
const HEADER: Color = Color::RGB(0x1F4E79);
const ANSWER: Color = Color::RGB(0x7F6000);
const NOTABLE: Color = Color::RGB(0xFFF4D6);
const URGENT: Color = Color::RGB(0xFBE0DC);
const LINK: Color = Color::RGB(0x0563C1);
/// Narrowest column, in half-width letters.
const NARROWEST: usize = 6;
/// What a filter's arrow takes of a header's width.
const ARROW: usize = 3;
/// Widest the sentences above a table become, so that they stay on a screen.
const WIDEST_NOTE: usize = 165;
/// Lines of a page of text that are still legible when it is printed on one sheet of paper.
const LINES_OF_A_PAGE: usize = 60;
/// Rows above the rows of a table: title, notes, header.
const HEADER_ROW: u32 = 2;

/// The file.
///
/// # Errors
/// What the crate finds wrong, which no input is known to cause.
pub(super) fn write(leaves: &[Leaf], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date, so that the same plans give the same bytes.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_author("respgraph").set_creation_datetime(&date));
    for leaf in leaves {
        let mut writer = Writer { sheet: book.add_worksheet(), lang };
        writer.sheet.set_name(leaf.name())?;
        match leaf {
            Leaf::Sheet(sheet) => writer.table(sheet)?,
            Leaf::Page(page) => writer.page(page)?,
        }
        let one_page = match leaf {
            Leaf::Page(page) => page.charts.is_empty() && page.lines.len() <= LINES_OF_A_PAGE,
            Leaf::Sheet(_) => false,
        };
        writer.print_setup(leaf.name(), one_page)?;
    }
    book.save_to_buffer()
}

/// Writes one sheet.
struct Writer<'a> {
    sheet: &'a mut Worksheet,
    lang: Lang,
}

impl Writer<'_> {
    fn table(&mut self, sheet: &Sheet) -> Result<(), XlsxError> {
        let widths: Vec<usize> = (0..sheet.columns.len()).map(|c| column_width(sheet, c)).collect();
        for (c, width) in (0u16..).zip(&widths) {
            self.sheet.set_column_width(c, *width as f64)?;
        }
        self.head(sheet, &widths)?;
        let header_lines = sheet
            .columns
            .iter()
            .zip(&widths)
            .map(|(column, width)| lines(&column.header, width + MARGIN - 1));
        self.sheet.set_row_height(HEADER_ROW, row_height(header_lines.max().unwrap_or(1)))?;
        for (c, column) in (0u16..).zip(&sheet.columns) {
            let fill = if matches!(column.show, Show::Answer(_)) { ANSWER } else { HEADER };
            self.sheet.write_string_with_format(
                HEADER_ROW,
                c,
                &*clean(&column.header),
                &header(fill),
            )?;
        }
        for (r, row) in (HEADER_ROW + 1..).zip(&sheet.rows) {
            let mut tallest = 1;
            for ((c, cell), (column, width)) in
                (0u16..).zip(&row.cells).zip(sheet.columns.iter().zip(&widths))
            {
                let percent = column.show == Show::Percent;
                self.cell(r, c, cell, column.kind, percent, &body(row.tone))?;
                if let Cell::Text(text) = cell {
                    tallest = tallest.max(lines(text, *width));
                }
            }
            self.sheet.set_row_height(r, row_height(tallest))?;
        }
        self.tools(sheet)
    }

    /// Title and notes above a table.
    fn head(&mut self, sheet: &Sheet, widths: &[usize]) -> Result<(), XlsxError> {
        self.sheet.set_row_height(0, 26.0)?;
        let title =
            Format::new().set_bold().set_font_size(14).set_align(FormatAlign::VerticalCenter);
        let title_text = format!("{}：{}", sheet.name, sheet.answers);
        let title_text = match self.lang {
            Lang::Zh => title_text,
            Lang::En => title_text.replace('：', ": "),
        };
        self.sheet.write_string_with_format(0, 0, title_text, &lettered(title, INK))?;
        // As many columns as fit a screen carry the notes, those on paper only.
        let printed = sheet.columns.iter().take_while(|column| column.printed).count().max(1);
        let columns = columns_within(&widths[..printed], WIDEST_NOTE);
        let room: usize = widths[..columns].iter().sum();
        let text = sheet.notes.join("\n");
        let note = lettered(Format::new().set_text_wrap().set_align(FormatAlign::Top), GREY);
        self.merged(1, 0, columns, &text, &note)?;
        self.sheet.set_row_height(1, row_height(lines(&text, room)))?;
        Ok(())
    }

    /// Filter, frozen panes, bars, lists of answers.
    fn tools(&mut self, sheet: &Sheet) -> Result<(), XlsxError> {
        let last_column = sheet.columns.len() as u16 - 1;
        let first = HEADER_ROW + 1;
        let last = HEADER_ROW + sheet.rows.len() as u32;
        let printed =
            sheet.columns.iter().take_while(|column| column.printed).count().max(1) as u16;
        self.sheet.set_print_area(0, 0, last.max(HEADER_ROW), printed - 1)?;
        self.sheet.set_freeze_panes(first, sheet.frozen as u16)?;
        self.sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
        self.sheet.autofilter(HEADER_ROW, 0, last.max(HEADER_ROW), last_column)?;
        if sheet.rows.is_empty() {
            return Ok(());
        }
        if let Some((column, word)) = &sheet.filter {
            let condition = FilterCondition::new().add_list_filter(word.as_str());
            self.sheet.filter_column(*column as u16, &condition)?;
        }
        self.sheet.ignore_error_range(
            first,
            0,
            last,
            last_column,
            IgnoreError::NumberStoredAsText,
        )?;
        for (c, column) in (0u16..).zip(&sheet.columns) {
            match &column.show {
                Show::Bar(bar) => {
                    let bar = ConditionalFormatDataBar::new()
                        .set_fill_color(Color::RGB(bar.tint()))
                        .set_solid_fill(true)
                        .set_border_off(true)
                        .set_minimum(xlsx::ConditionalFormatType::Number, 0);
                    self.sheet.add_conditional_format(first, c, last, c, &bar)?;
                }
                Show::Answer(answers) => {
                    let list = DataValidation::new().allow_list_strings(answers)?;
                    // Other words are welcome too.
                    let list = list.show_error_message(false);
                    self.sheet.add_data_validation(first, c, last, c, &list)?;
                }
                Show::Plain | Show::Percent => {}
            }
        }
        Ok(())
    }

    fn page(&mut self, page: &Page) -> Result<(), XlsxError> {
        for (c, width) in (0u16..).zip(&page.widths) {
            self.sheet.set_column_width(c, *width as f64)?;
        }
        self.sheet.set_screen_gridlines(false);
        let all = page.widths.len();
        let room: usize = page.widths.iter().sum();
        let mut breaks = Vec::new();
        for (r, line) in (0u32..).zip(&page.lines) {
            let height = match line {
                Line::Title(text) => {
                    let format = Format::new().set_bold().set_font_size(16);
                    self.merged(r, 0, all, text, &lettered(format, INK))?;
                    30.0
                }
                Line::Heading(text) => {
                    let format = Format::new().set_bold().set_font_size(12);
                    let format = format.set_border_bottom(FormatBorder::Medium);
                    let format = format.set_border_bottom_color(HEADER);
                    self.merged(r, 0, all, text, &lettered(format, HEADER))?;
                    24.0
                }
                Line::Text(text) => {
                    let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
                    let room = room.min(WIDEST_NOTE);
                    let columns = columns_within(&page.widths, room);
                    self.merged(r, 0, columns, text, &lettered(format, GREY))?;
                    row_height(lines(text, page.widths[..columns].iter().sum()))
                }
                Line::Header(slots) => self.slots(r, slots, &page.widths, true)?,
                Line::Row(slots) => self.slots(r, slots, &page.widths, false)?,
                Line::Blank => row_height(1),
                Line::Break => {
                    breaks.push(r + 1);
                    row_height(1)
                }
            };
            self.sheet.set_row_height(r, height)?;
        }
        if !breaks.is_empty() {
            self.sheet.set_page_breaks(&breaks)?;
        }
        for chart in &page.charts {
            self.chart(page, chart)?;
        }
        Ok(())
    }

    /// The slots of a line, side by side; the height they need.
    fn slots(
        &mut self,
        row: u32,
        slots: &[Slot],
        widths: &[usize],
        heads: bool,
    ) -> Result<f64, XlsxError> {
        let format = if heads { header(HEADER) } else { body(Tone::Plain) };
        let mut at = 0;
        let mut tallest = 1;
        for slot in slots {
            let room: usize = widths[at..at + slot.span].iter().sum();
            if let Cell::Text(text) = &slot.cell {
                tallest = tallest.max(lines(text, room));
            }
            if slot.span > 1 {
                let last = (at + slot.span - 1) as u16;
                self.sheet.merge_range(row, at as u16, row, last, "", &format)?;
            }
            match (&slot.link, &slot.cell) {
                (None, Cell::Text(text)) if heads => {
                    let text = self.allowed(text);
                    self.sheet.write_string_with_format(row, at as u16, text, &format)?;
                }
                (Some(sheet), Cell::Text(text)) => {
                    let url = Url::new(format!("internal:'{sheet}'!A1")).set_text(text.as_str());
                    let format = lettered(format.clone(), LINK)
                        .set_indent(1)
                        .set_underline(xlsx::FormatUnderline::Single);
                    self.sheet.write_url_with_format(row, at as u16, url, &format)?;
                }
                _ => self.cell(row, at as u16, &slot.cell, slot.kind, slot.percent, &format)?,
            }
            at += slot.span;
        }
        Ok(row_height(tallest))
    }

    /// Words over several columns.
    fn merged(
        &mut self,
        row: u32,
        column: u16,
        span: usize,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let text = self.allowed(text);
        if span > 1 {
            self.sheet.merge_range(row, column, row, column + span as u16 - 1, "", format)?;
        }
        self.sheet.write_string_with_format(row, column, text, format)?;
        Ok(())
    }

    /// One cell: numbers as the CSV tables write them, words always as words.
    fn cell(
        &mut self,
        row: u32,
        column: u16,
        cell: &Cell,
        kind: ColumnKind,
        percent: bool,
        format: &Format,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => self.sheet.write_blank(row, column, format)?,
            Cell::Text(text) => {
                let text = self.allowed(text);
                let format = format.clone().set_text_wrap().set_indent(1);
                let format = match looks_like_a_formula(&text) {
                    true => format.set_quote_prefix(),
                    false => format,
                };
                self.sheet.write_string_with_format(row, column, text, &format)?
            }
            Cell::Integer(_) | Cell::Number(_) => {
                let written = written(cell, kind);
                let number: f64 = written.parse().unwrap_or_else(|e| {
                    unreachable!("{written} is how this program writes a number: {e}")
                });
                // Room on the right as wide as a bracket: an indent is not drawn alike everywhere.
                let shown = format!("{}_)", number_format(&written, kind, percent));
                let format = format.clone().set_num_format(shown).set_align(FormatAlign::Right);
                self.sheet.write_number_with_format(row, column, number, &format)?
            }
        };
        Ok(())
    }

    /// Text as the file can hold it.
    fn allowed(&self, text: &str) -> String {
        let remark = match self.lang {
            Lang::Zh => "……（超出单元格上限，已截断；全文见 tables 文件夹）",
            Lang::En => "… (cut at the limit of a cell; in full in the folder “tables”)",
        };
        fitted(&clean(text), remark).into_owned()
    }

    fn chart(&mut self, page: &Page, chart: &Chart) -> Result<(), XlsxError> {
        let (first, last) = (chart.lines.0 as u32, chart.lines.1 as u32);
        let range = |column: usize| (page.name.as_str(), first, column as u16, last, column as u16);
        let kind = match chart.form {
            ChartForm::StackedBars => xlsx::ChartType::BarStacked,
            ChartForm::Line => xlsx::ChartType::ScatterStraightWithMarkers,
        };
        let mut drawn = xlsx::Chart::new(kind);
        let mut small = xlsx::ChartFont::new();
        small.set_size(9).set_name(FONT);
        let mut large = xlsx::ChartFont::new();
        large.set_size(12).set_bold().set_name(FONT);
        drawn.title().set_name(chart.title.as_str()).set_font(&large);
        for series in &chart.series {
            let colour = Color::RGB(series.colour.colour());
            let line = drawn.add_series();
            line.set_name(series.name.as_str());
            line.set_categories(range(chart.names)).set_values(range(series.column));
            match chart.form {
                ChartForm::StackedBars => {
                    let mut format = xlsx::ChartFormat::new();
                    format.set_solid_fill(xlsx::ChartSolidFill::new().set_color(colour));
                    line.set_format(&mut format).set_gap(40);
                    let mut label = xlsx::ChartDataLabel::new();
                    let mut letters = small.clone();
                    letters.set_color(Color::RGB(series.colour.ink()));
                    // A zero is no part of the bar.
                    label.show_value().set_num_format("0;;").set_font(&letters);
                    line.set_data_label(&label);
                }
                ChartForm::Line => {
                    let mut format = xlsx::ChartFormat::new();
                    format.set_line(xlsx::ChartLine::new().set_color(colour).set_width(2.0));
                    line.set_format(&mut format);
                }
            }
        }
        let (values, names) = (&chart.axes.0, &chart.axes.1);
        let mut grid = xlsx::ChartLine::new();
        grid.set_color(FRAME).set_width(0.5);
        drawn.y_axis().set_font(&small).set_name_font(&small).set_major_gridlines_line(&grid);
        drawn.x_axis().set_font(&small).set_name_font(&small).set_major_gridlines_line(&grid);
        match chart.form {
            ChartForm::StackedBars => {
                // The first line on top; its axis of values would go there too.
                drawn.y_axis().set_reverse().set_major_gridlines(false);
                let below = xlsx::ChartAxisLabelPosition::High;
                drawn.x_axis().set_name(values.as_str()).set_label_position(below);
                drawn.legend().set_position(xlsx::ChartLegendPosition::Top).set_font(&small);
            }
            ChartForm::Line => {
                drawn.x_axis().set_name(names.as_str()).set_min(0).set_major_gridlines(false);
                drawn.y_axis().set_name(values.as_str()).set_min(0);
                drawn.legend().set_hidden();
            }
        }
        drawn.set_width(chart.size.0).set_height(chart.size.1);
        drawn.set_alt_text(chart.title.as_str());
        self.sheet.insert_chart_with_offset(chart.at.0 as u32, chart.at.1 as u16, &drawn, 4, 2)?;
        Ok(())
    }

    /// A4 landscape, as wide as the page, names above and page numbers below.
    fn print_setup(&mut self, name: &str, one_page: bool) -> Result<(), XlsxError> {
        const A4: u8 = 9;
        let name = name.replace('&', "&&");
        let pages = u16::from(one_page);
        self.sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, pages);
        self.sheet.set_margins(0.4, 0.4, 0.65, 0.6, 0.3, 0.3);
        let pages = match self.lang {
            Lang::Zh => "第 &P 页，共 &N 页",
            Lang::En => "page &P of &N",
        };
        self.sheet.set_header(format!("&L&9{name}&R&9respgraph"));
        self.sheet.set_footer(format!("&C&9{pages}"));
        Ok(())
    }
}

/// Letters of all cells.
fn lettered(format: Format, colour: Color) -> Format {
    format.set_font_name(FONT).set_font_color(colour)
}

/// The look of a header cell.
fn header(fill: Color) -> Format {
    let format = Format::new().set_bold().set_font_size(10).set_text_wrap();
    lettered(format, Color::White)
        .set_background_color(fill)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(FRAME)
}

/// The look of a body cell.
fn body(tone: Tone) -> Format {
    let format = Format::new().set_font_size(10).set_align(FormatAlign::VerticalCenter);
    let format = lettered(format, INK).set_border(FormatBorder::Thin).set_border_color(FRAME);
    match tone {
        Tone::Plain => format,
        Tone::Notable => format.set_background_color(NOTABLE),
        Tone::Urgent => format.set_background_color(URGENT),
    }
}

/// How a number is shown; the value in the cell is always that of the CSV tables.
fn number_format(written: &str, kind: ColumnKind, percent: bool) -> &'static str {
    match kind {
        _ if percent => "0.0%",
        // Too small for the decimals of its column.
        _ if written.contains('e') => "0.00E+00",
        ColumnKind::Integer | ColumnKind::Text => "0",
        ColumnKind::Number(0) => "0",
        ColumnKind::Number(1) => "0.0",
        ColumnKind::Number(2) => "0.00",
        // Small, but not zero.
        ColumnKind::Number(_)
            if written.trim_start_matches('-').starts_with("0.000")
                && written.contains(|c: char| ('1'..='9').contains(&c)) =>
        {
            "0.000000"
        }
        ColumnKind::Number(_) => "0.000",
    }
}

/// As wide as its widest cell, within limits; a header may take two lines.
fn column_width(sheet: &Sheet, column: usize) -> usize {
    let SheetColumn { header, kind, widest, .. } = &sheet.columns[column];
    let of_cell = |cell: &Cell| match cell {
        Cell::Text(text) => width(text),
        other => written(other, *kind).len().min(10),
    };
    let cells = sheet.rows.iter().map(|row| of_cell(&row.cells[column])).max().unwrap_or(0);
    let header = match width(header) {
        short @ ..=8 => short + 2,
        long => (long.div_ceil(2) + ARROW).max(longest_word(header) + 2),
    };
    (cells + MARGIN).max(header).clamp(NARROWEST, (*widest).max(header))
}

/// How many of the first columns fit into `room`.
fn columns_within(widths: &[usize], room: usize) -> usize {
    let mut used = 0;
    let fitting = widths.iter().take_while(|width| {
        used += **width;
        used <= room
    });
    fitting.count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_keep_their_figures_and_zero_has_none() {
        let shown = |written| number_format(written, ColumnKind::Number(6), false);
        assert_eq!(shown("0.000123"), "0.000000");
        assert_eq!(shown("-0.000123"), "0.000000");
        assert_eq!(shown("0.000000"), "0.000");
        assert_eq!(shown("1.500000"), "0.000");
    }
}
