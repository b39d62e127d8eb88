"""The page in a browser: search, sort, filter, highlight, deep links, print; silent and offline.

Needs: pip install pytest playwright==1.61.0 (or later), a Chromium (Debian: chromium), a Chinese
font (Debian: fonts-wqy-microhei), and the built program. The browser is the one of the system:
nothing is downloaded.

    RESPGRAPH=target/debug/respgraph CHROMIUM=/usr/bin/chromium pytest tests/python/test_report.py

With SHOTS=folder the screenshots and the printed page are kept there to be looked at.
"""

import csv
import os
import pathlib
import shutil
import subprocess

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
# What follows a click or a link comes when the browser gets to it: every look after one waits for it.
expect = sync_api.expect

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("RESPGRAPH", ROOT / "target/debug/respgraph")).resolve()
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SHOTS = os.environ.get("SHOTS")

if not CHROMIUM or not PROGRAM.exists() or not (ROOT / "seeds").is_dir():
    pytest.skip(f"needs Chromium ({CHROMIUM}), {PROGRAM} and seeds/", allow_module_level=True)

EVIL = "</script><script>window.evil=1</script><img src=x onerror=window.evil=2>"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The page and the tables of the seeds."""
    folder = tmp_path_factory.mktemp("page") / "out"
    only = "report,load,assignments,hotspots"
    command = [PROGRAM, "analyze", "seeds", "-o", folder, "--only", only, "-q", "--lang", "zh"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode < 2, ended.stderr
    return folder


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Seen:
    """A page, with all that it asked for and complained about."""

    def __init__(self, browser, path, script=True, **view):
        self.context = browser.new_context(java_script_enabled=script, **view)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.path = path

    def open(self, fragment=""):
        # A fragment alone does not load a page anew.
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + fragment)
        return self.page


@pytest.fixture
def seen(browser, made):
    seen = Seen(browser, made / "report.html", viewport={"width": 1440, "height": 900})
    yield seen
    asked = [url for url in seen.requests if url.split("#")[0] != seen.path.as_uri()]
    assert [url for url in asked if url != "about:blank"] == [], "the page asked for something"
    assert seen.complaints == [], "the console is not silent"
    seen.context.close()


def rows(made, table):
    with open(made / f"tables/{table}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def shot(page, name, **how):
    if SHOTS:
        os.makedirs(SHOTS, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", **how)


def test_search_shows_all_that_a_bureau_does(seen, made):
    page = seen.open()
    page.fill("#search", "财政")
    hits = page.locator("#hits a")
    expect(hits.first).to_be_visible()
    names = hits.all_inner_texts()
    assert set(names) >= {"区财政局（渝中区）", "区财政局（沙坪坝区）", "财政局（万盛经开区）"}
    assert page.inner_text("#status").startswith(f"找到 {len(names)} 个单位")
    page.get_by_role("link", name="区财政局（渝中区）").first.click()
    expect(page.locator("#h-unit")).to_have_text("区财政局（渝中区）")
    load = next(
        row for row in rows(made, "load")
        if (row["plan"], row["jurisdiction"], row["unit"]) == ("all", "渝中区", "区财政局")
    )
    figures = page.locator("#unit .facts dd").all_inner_texts()
    columns = "lead sole_lead co_lead responsible support measures partners weighted_load".split()
    assert figures == [load[column] for column in columns]

    mine = [
        row for row in rows(made, "assignments")
        if (row["jurisdiction"], row["unit"]) == ("渝中区", "区财政局")
    ]
    listed = page.locator("#unit tbody tr")
    assert listed.count() == len({row["measure_id"] for row in mine}) == int(load["measures"])
    text = page.inner_text("#unit")
    for row in mine:
        assert row["title"] in text and row["quote"] in text
        assert f"{row['source']} 第{row['line']}行" in text
    shot(page, "unit")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("#unit")).to_be_hidden()


def test_partners_and_figures_of_every_unit_agree_with_the_load_table(seen, made):
    page = seen.open()
    for row in rows(made, "load"):
        if row["plan"] != "all" or int(row["rank"]) > 12:
            continue
        key = f"{row['jurisdiction']}/{row['unit']}"
        page.evaluate("key => { location.hash = '#unit=' + encodeURIComponent(key); }", key)
        page.wait_for_function("name => document.getElementById('h-unit').textContent.startsWith(name)", arg=row["unit"])
        # Names repeat over districts: the one asked for is the one shown.
        expect(page.locator("#h-unit")).to_have_text(f"{row['unit']}（{row['jurisdiction']}）")
        partners = page.locator("#unit-body > p").nth(1).inner_text()
        count = int(partners.rsplit("等", 1)[1].split("个")[0]) if " 等 " in partners else partners.count("项")
        assert count == int(row["partners"]), key


def test_a_search_without_result_says_so(seen):
    page = seen.open()
    page.fill("#search", "没有这个单位")
    assert page.inner_text("#status") == "没有名称含“没有这个单位”的单位"
    page.press("#search", "Escape")
    assert page.input_value("#search") == "" and page.inner_text("#status") == ""


def test_tables_sort_by_number_and_by_words(seen, made):
    page = seen.open()
    table = page.locator("#load .panel:visible table")
    heading = table.get_by_role("columnheader", name="配合")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    place = heading.evaluate("th => th.cellIndex")
    cells = table.locator(f"tbody tr:visible > :nth-child({place + 1})").all_inner_texts()
    expected = sorted(
        (int(row["support"]) for row in rows(made, "load") if row["plan"] == "all"), reverse=True
    )
    assert [int(cell) for cell in cells] == expected[: len(cells)]
    heading.get_by_role("button").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    cells = table.locator(f"tbody tr:visible > :nth-child({place + 1})").all_inner_texts()
    assert [int(cell) for cell in cells] == expected[::-1][: len(cells)]


def test_tables_filter_and_show_all(seen):
    page = seen.open()
    panel = page.locator("#load .panel:visible")
    assert panel.locator("tbody tr:visible").count() == 15
    panel.get_by_role("searchbox").fill("公积金")
    expect(panel.get_by_role("status")).not_to_have_text("")
    names = panel.locator("tbody tr:visible").all_inner_texts()
    assert names and all("公积金" in name for name in names)
    panel.get_by_role("searchbox").fill("")
    panel.get_by_role("button", name="显示全部 153 行").click()
    expect(panel.locator("tbody tr:visible")).to_have_count(153)


def test_pointing_at_a_unit_highlights_its_partners(seen):
    page = seen.open()
    figure = page.locator("#overlap .panel:visible figure.co-lead")
    name = "区行政服务中心（黔江区）"
    node = figure.locator(f'[data-node="{name}"]').first
    node.scroll_into_view_if_needed()
    node.hover()
    expect(figure.locator("[data-node].centre").first).to_be_attached()
    on = set(figure.locator("[data-node].on").evaluate_all("all => all.map(n => n.dataset.node)"))
    ends = figure.locator("[data-from]").evaluate_all(
        "all => all.map(e => [e.dataset.from, e.dataset.to])"
    )
    partners = {a if b == name else b for a, b in ends if name in (a, b)}
    assert partners and on == partners | {name}
    dimmed = figure.locator("[data-node]:not(.on)").first
    page.wait_for_function("node => getComputedStyle(node).opacity < 0.2", arg=dimmed.element_handle())
    page.mouse.move(0, 0)
    expect(figure.locator("[data-node].on")).to_have_count(0)
    node.click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(200)
    assert figure.locator("[data-node].on").count() == len(on), "chosen stays chosen"
    assert figure.locator(".says").inner_text().startswith(f"{name}：与 {len(partners)} 个单位相连")
    shot(page, "highlight")
    figure.locator(".says a").click()
    expect(page.locator("#h-unit")).to_have_text(name)
    expect(page.locator("#unit")).to_be_visible()


def test_pictures_can_be_used_with_the_keyboard(seen):
    page = seen.open()
    figure = page.locator("#overview .panel:visible figure")
    node = figure.locator("[data-node][tabindex]").first
    node.focus()
    node.press("Enter")
    expect(figure.locator("[data-node].centre").first).to_be_attached()
    node.press("Escape")
    expect(figure.locator("[data-node].on")).to_have_count(0)


def test_a_choice_of_plans_holds_for_the_whole_page(seen):
    page = seen.open()
    page.get_by_role("radio", name="沙坪坝区 2019").check()
    expect(page.locator("#scope-now")).to_have_text("当前只看：沙坪坝区 2019")
    for part in ["findings", "overview", "load", "overlap", "hotspots", "heat"]:
        panels = page.locator(f"#{part} .panel:visible")
        assert panels.count() == 1, part
    assert page.locator("#checks .panel:visible").count() == 1
    assert page.url.endswith("#plan=shapingba-2019")
    page.evaluate("window.scrollTo(0, 0)")
    shot(page, "plan", full_page=True)


def test_deep_links(seen):
    page = seen.open("#unit=" + "渝中区/区财政局")
    assert page.inner_text("#h-unit") == "区财政局（渝中区）"
    page = seen.open("#plan=yuzhong-2021")
    assert page.get_by_role("radio", name="渝中区 2021").is_checked()
    page = seen.open("#measure=qianjiang-2021:1.2.1")
    row = page.locator("tr.found")
    assert row.count() == 1 and row.is_visible() and "一网通" in row.inner_text()
    page = seen.open("#unit=%E0%A4%A")
    assert page.locator("#unit").is_hidden(), "a broken link is no error"


def test_nothing_is_cut_or_wider_than_the_screen(seen):
    page = seen.open()
    for width in [1440, 1024, 390]:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        shot(page, f"wide-{width}", full_page=width == 1440)


def test_landmarks_names_and_captions_for_screen_readers(seen):
    page = seen.open()
    for role in ["main", "navigation", "search", "complementary"]:
        assert page.get_by_role(role).count() >= 1, role
    assert page.locator("h1").count() == 1
    bare = page.evaluate(
        """() => [...document.querySelectorAll('table')].filter(t => !t.caption || !t.caption.textContent.trim()).length
        + [...document.querySelectorAll('input')].filter(i => !i.labels.length && !i.getAttribute('aria-label')).length
        + [...document.querySelectorAll('svg[role]')].filter(s => !s.querySelector('title')).length"""
    )
    assert bare == 0
    order = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].filter(h => h.checkVisibility()).map(h => +h.tagName[1])")
    assert all(b - a <= 1 for a, b in zip(order, order[1:])), "no level of headings is skipped"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_words_can_be_read_against_their_ground(seen):
    page = seen.open("#unit=渝中区/区财政局")
    poor = page.evaluate(
        """() => {
          const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const ground = node => { for (; node; node = node.parentElement) {
            const c = rgb(getComputedStyle(node).backgroundColor);
            if (c.length === 3 || c[3] > 0) return c;
          } return [255, 255, 255]; };
          const poor = new Set();
          for (const node of document.querySelectorAll('body *')) {
            if (node.closest('svg') || !node.offsetParent) continue;
            if (![...node.childNodes].some(c => c.nodeType === 3 && c.textContent.trim())) continue;
            const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
            if ((a + .05) / (b + .05) < 4.5) poor.add(node.tagName + '.' + node.className);
          }
          return [...poor];
        }"""
    )
    assert poor == []


def test_without_script_everything_is_shown(browser, made):
    seen = Seen(browser, made / "report.html", script=False, viewport={"width": 1440, "height": 900})
    page = seen.open()
    panels = page.locator(".panel:not(.hint)")
    assert panels.count() > 40 and all(panel.is_visible() for panel in panels.all())
    assert page.locator("#load tbody tr:visible").count() == len(rows(made, "load"))
    for control in ["#search", "#scopes", "#print", ".hint"]:
        assert page.locator(control).first.is_hidden(), f"{control} would do nothing"
    seen.context.close()


def test_the_printed_page_is_a_briefing(seen, tmp_path):
    page = seen.open()
    target = pathlib.Path(SHOTS or tmp_path) / "report.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    page.pdf(path=str(target), prefer_css_page_size=True)
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext here")
    text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, text=True).stdout
    pages = text.split("\f")
    assert 8 <= len(pages) - 1 <= 16, f"{len(pages) - 1} pages"
    assert all(page.strip() for page in pages[:-1]), "no empty page"
    for words in ["主要发现", "工作量", "共同牵头", "协同热点", "方案比较", "牵头调整建议", "待核对", "方法与出处"]:
        assert words in text, words
    assert "查找单位" not in text and "显示全部" not in text, "controls are not printed"


def test_markup_in_a_plan_stays_words(browser, tmp_path):
    quoted = '"' + EVIL.replace('"', '""') + '"'
    table = "plan,jurisdiction,number,title,role,mention\n" + "".join(
        f"p,东区,{n},{quoted},{role},{name}\n"
        for n in (1, 2)
        for role, name in (("lead", "甲局"), ("lead", quoted), ("support", "乙局"))
    )
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    command = [PROGRAM, "analyze", "t.csv", "-o", "out", "--only", "report", "-q"]
    subprocess.run(command, cwd=tmp_path, check=False, capture_output=True)
    seen = Seen(browser, tmp_path / "out/report.html")
    page = seen.open("#unit=" + "东区/甲局")
    assert page.evaluate("window.evil") is None
    assert EVIL in page.inner_text("#unit")
    assert page.locator("img").count() == 0 and seen.complaints == []
    seen.context.close()
