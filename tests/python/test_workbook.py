"""The workbook, read back by openpyxl: the figures of the CSV tables, and a sheet fit for print."""

from collections import Counter

import openpyxl
import pytest

HEADER = 3  # rows above: the title and how to read it

# Sheet (Chinese, English), table, and headers of its columns (Chinese, English) by name.
SHEETS = [
    (
        ("单位工作量", "Load per unit"),
        "load",
        {
            "unit": ("单位", "Unit"),
            "lead": ("牵头", "Lead"),
            "sole_lead": ("独立牵头", "Sole lead"),
            "co_lead": ("共同牵头", "Co lead"),
            "responsible": ("责任", "Responsible"),
            "support": ("配合", "Support"),
            "measures": ("参与措施", "Measures"),
            "fractional_lead": ("折算牵头", "Fractional lead"),
            "weighted_load": ("加权工作量", "Weighted load"),
            "share": ("牵头占比", "Share"),
        },
    ),
    (
        ("措施清单", "Measures"),
        "measures",
        {
            "measure_id": ("措施编号", "Measure id"),
            "title": ("事项", "Title"),
            "leads": ("牵头单位", "Leads"),
            "supports": ("配合单位", "Supports"),
            "units": ("单位数", "Units"),
            "text": ("内容", "Text"),
            "line": ("行", "Line"),
        },
    ),
    (
        ("责任关系", "Responsibilities"),
        "assignments",
        {
            "measure_id": ("措施编号", "Measure id"),
            "unit": ("单位", "Unit"),
            "mention": ("原文名称", "Mention"),
            "line": ("行", "Line"),
            "quote": ("原文", "Quote"),
            "source": ("来源", "Source"),
        },
    ),
    (
        ("协同热点", "Hotspots"),
        "hotspots",
        {
            "measure_id": ("措施编号", "Measure id"),
            "units": ("单位数", "Units"),
            "links": ("协同联系", "Links"),
            "saving": ("可省联系", "Saving"),
            "score": ("综合分", "Score"),
            "rank": ("综合排名", "Rank"),
        },
    ),
    (
        ("方案比较", "Comparison"),
        "alignment",
        {
            "theme": ("主题", "Theme"),
            "title": ("事项", "Title"),
            "leads": ("牵头单位", "Leads"),
            "score": ("匹配得分", "Score"),
        },
    ),
    (
        ("调整建议", "Proposals"),
        "rebalance",
        {
            "measure_id": ("措施编号", "Measure id"),
            "from_unit": ("原牵头单位", "From unit"),
            "to_unit": ("建议牵头单位", "To unit"),
            "from_before": ("原单位调整前", "From before"),
            "to_after": ("新单位调整后", "To after"),
            "why_line": ("理由所在行", "Why line"),
        },
    ),
]


@pytest.fixture(scope="session")
def book(out):
    return openpyxl.load_workbook(out / "workbook.xlsx")


@pytest.fixture(scope="session")
def lang(book):
    return 0 if "单位工作量" in book.sheetnames else 1


def plain(value) -> str:
    """A cell as the CSV tables write it, up to trailing zeros."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return repr(float(value))
    return value


def number_or_text(text: str, like) -> str:
    try:
        return repr(float(text)) if like else text
    except ValueError:
        return text


@pytest.mark.parametrize("names, table_name, columns", SHEETS, ids=[s[1] for s in SHEETS])
def test_figures_equal_the_tables(book, lang, table, names, table_name, columns):
    sheet = book[names[lang]]
    headers = [cell.value for cell in sheet[HEADER]]
    places = [headers.index(header[lang]) for header in columns.values()]
    rows = [
        [sheet.cell(row, place + 1).value for place in places]
        for row in range(HEADER + 1, sheet.max_row + 1)
    ]
    numeric = [any(isinstance(row[c], (int, float)) for row in rows) for c in range(len(places))]
    # A title that is no heading but first words has a sign that it goes on; the key has none.
    kept = ["…" if name == "title" else "" for name in columns]
    shown = Counter(
        tuple(plain(value).removesuffix(kept[c]) for c, value in enumerate(row)) for row in rows
    )
    expected = Counter(
        tuple(
            number_or_text(row[name], numeric[c]).removesuffix(kept[c])
            for c, name in enumerate(columns)
        )
        for row in table(table_name)
    )
    assert shown == expected


def test_findings_and_diagnostics_are_all_there(book, lang, table):
    sheet = book[("待核对", "To check")[lang]]
    headers = [cell.value for cell in sheet[HEADER]]
    place = headers.index(("问题", "Message")[lang])
    shown = Counter(
        sheet.cell(row, place + 1).value for row in range(HEADER + 1, sheet.max_row + 1)
    )
    expected = Counter(row["message"] for name in ("findings", "diagnostics") for row in table(name))
    assert shown == expected


def test_values_and_no_formulas(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "nsb", f"{sheet.title}!{cell.coordinate}"
                if isinstance(cell.value, str):
                    assert len(cell.value) <= 32767
                    assert not [c for c in cell.value if ord(c) < 32 and c != "\n"]


def test_sheets_are_fit_for_filter_and_print(book):
    for sheet in book:
        assert len(sheet.title) <= 31
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9, "A4"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # As wide as the page; an overview that fits one page stands on one.
        assert sheet.page_setup.fitToWidth in (None, 1)
        one_page = sheet is book.worksheets[0] and sheet.max_row <= 60
        assert sheet.page_setup.fitToHeight in ((None, 1) if one_page else (0,))
        assert "&P" in sheet.oddFooter.center.text
    for names, *_ in SHEETS:
        sheet = next(book[name] for name in names if name in book.sheetnames)
        assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")
        assert sheet.freeze_panes.endswith(str(HEADER + 1))
        assert sheet.print_title_rows == f"${HEADER}:${HEADER}"


def test_load_has_bars_and_a_stacked_chart(book, lang):
    load = book[("单位工作量", "Load per unit")[lang]]
    rules = [rule for area in load.conditional_formatting for rule in area.rules]
    assert [rule.type for rule in rules].count("dataBar") >= 3
    charts = book[("工作量图", "Load charts")[lang]]._charts
    assert charts and all(chart.grouping == "stacked" for chart in charts)
    assert all(len(chart.series) == 3 for chart in charts)


def test_columns_are_wide_enough(book):
    """A word that is not wrapped fits its column: a Chinese character takes two half-width letters."""

    def width(text):
        return sum(2 if ord(c) > 0x2E7F else 1 for c in text)

    for names, *_ in SHEETS:
        sheet = next(book[name] for name in names if name in book.sheetnames)
        # openpyxl keeps columns of one width under the first of them.
        widths = {
            at: group.width
            for group in sheet.column_dimensions.values()
            for at in range(group.min, group.max + 1)
        }
        for column in sheet.iter_cols(min_row=HEADER + 1, max_row=min(sheet.max_row, 200)):
            room = widths[column[0].column]
            for cell in column:
                if not isinstance(cell.value, str):
                    continue
                lines = -(-width(cell.value) // max(int(room) - 1, 1))
                height = sheet.row_dimensions[cell.row].height
                assert cell.alignment.wrap_text
                assert height >= min(lines * 13, 409), f"{sheet.title}!{cell.coordinate}"
