//! The page: whole in itself, safe, the same every time, and saying what the tables say.

mod cli_support;

use cli_support::{TABLE, folder, rows, run};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Writes the page and the tables from some plans and gives the page.
fn page(dir: &Path, inputs: &[&str], more: &[&str]) -> String {
    let args = [&["analyze"], inputs, &["-o", "out", "--force", "-q"], more].concat();
    let ended = run(dir, &args);
    assert!(ended.code < 2, "{}", ended.err);
    fs::read_to_string(dir.join("out/report.html")).expect("the page is UTF-8")
}

/// The page of the seeds, where they are, with the tables it must agree with.
fn seeds(more: &[&str]) -> Option<(tempfile::TempDir, String)> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    if !seeds.is_dir() {
        println!("no seeds here: skipped");
        return None;
    }
    let dir = folder(&[]);
    let only = "report,load,overlap,hotspots,rebalance,findings,diagnostics,inequality";
    let more = [&["--only", only], more].concat();
    let html = page(dir.path(), &[&seeds.display().to_string()], &more);
    Some((dir, html))
}

/// What stands in quotes after `attribute=`, wherever it occurs in a tag.
fn values(html: &str, attribute: &str) -> BTreeSet<String> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

/// The page without its style, script and index: what is there for readers.
fn body(html: &str) -> String {
    let from = html.find("<body>").expect("a body");
    let to = html.find("<script").expect("an index");
    html[from..to].to_owned()
}

/// The cells of the first row that contains some words, without tags.
fn row_with(html: &str, words: &str) -> Vec<String> {
    let row = html.split("<tr").find(|row| row.contains(words)).expect("the row is there");
    let row = row.split_once("</tr>").expect("a row ends").0;
    let cells = row.split("<td").flat_map(|part| part.split("<th")).skip(1);
    cells
        .map(|cell| {
            let mut text = String::new();
            let mut inside = true;
            for c in cell.chars() {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    c if !inside => text.push(c),
                    _ => {}
                }
            }
            text
        })
        .collect()
}

#[test]
fn nothing_is_asked_from_outside() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    for address in ["http:", "https:", "//", "url(", "@import", "<link", "<iframe", "<img"] {
        // Addresses in comments of the script would be harmless, but none is needed.
        let found = html.match_indices(address).find(|(at, _)| {
            // A comment of the script is no address.
            address != "//" || html[..*at].ends_with([':', '"', '\'', '('])
        });
        assert_eq!(found, None, "{address}");
    }
    assert!(values(&html, "src").is_empty());
    assert!(values(&html, "href").iter().all(|href| href.starts_with('#')));
    assert!(html.contains("default-src 'none'"), "the browser is told to refuse the rest");
}

#[test]
fn every_link_inside_the_page_leads_somewhere() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    let ids = values(&html, "id");
    for href in values(&body(&html), "href") {
        assert!(ids.contains(&href[1..]), "{href}");
    }
    let measures = values(&html, "data-m");
    assert!(!measures.is_empty() && measures.iter().all(|m| ids.contains(&format!("m{m}"))));
}

#[test]
fn five_plans_make_at_most_a_megabyte() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    assert!(html.len() < 1_048_576, "{} bytes", html.len());
}

#[test]
fn the_same_plans_give_the_same_bytes_in_any_order() {
    let other = TABLE.replace("east", "north").replace("东区", "北区").replace("west", "south");
    let dir = folder(&[("a.csv", TABLE.as_bytes()), ("b.csv", other.as_bytes())]);
    let one = page(dir.path(), &["a.csv", "b.csv"], &["--only", "report"]);
    let two = page(dir.path(), &["b.csv", "a.csv"], &["--only", "report"]);
    assert!(one == two);
}

#[test]
fn figures_are_those_of_the_tables() {
    let Some((dir, html)) = seeds(&[]) else { return };
    let table = |name: &str| {
        let path = dir.path().join(format!("out/tables/{name}.csv"));
        rows(&fs::read_to_string(path).expect("the table is there"))
    };
    let load = table("load");
    let column = |rows: &[Vec<String>], name: &str| {
        rows[0].iter().position(|cell| cell == name).expect("the column is there")
    };
    let at = |name: &str| column(&load, name);
    let part = html.split("<section id=\"load\"").nth(1).expect("a part about load");
    let panel = part.split("<div class=\"panel\"").nth(1).expect("all plans come first");
    let mut compared = 0;
    for row in load[1..].iter().filter(|row| row[0] == "all").take(40) {
        let name = format!(">{}<small>（{}）", row[at("unit")], row[at("jurisdiction")]);
        let cells = row_with(panel, &name);
        let expected = ["rank", "lead", "sole_lead", "responsible", "support", "measures"];
        let expected = expected.iter().chain(&["partners", "weighted_load"]);
        let expected: Vec<_> = expected.map(|name| row[at(name)].clone()).collect();
        let shown: Vec<_> = [0, 3, 4, 5, 6, 7, 8, 9].map(|i: usize| cells[i].clone()).to_vec();
        assert_eq!(shown, expected, "{name}");
        compared += 1;
    }
    assert_eq!(compared, 40);

    let inequality = table("inequality");
    let gini = inequality.iter().find(|row| {
        (row[0].as_str(), row[1].as_str(), row[2].as_str()) == ("all", "fractional_lead", "yes")
    });
    let gini = &gini.expect("all plans")[column(&inequality, "gini")];
    let findings = html.split("<section id=\"findings\"").nth(1).expect("findings");
    let gini: f64 = gini.parse().expect("a number");
    assert!(findings.contains(&format!("基尼系数 {gini:.2}")));

    let moves = table("rebalance");
    let part = html.split("<section id=\"rebalance\"").nth(1).expect("rebalancing");
    for row in &moves[1..] {
        let before = &row[column(&moves, "from_before")];
        let after = &row[column(&moves, "from_after")];
        let [before, after] = [before, after].map(|load| {
            let load: f64 = load.parse().expect("a number");
            load.to_string()
        });
        assert!(part.contains(&format!("<small>{before} → {after}</small>")), "{row:?}");
    }
    let checks = html.split("<section id=\"checks\"").nth(1).expect("checks");
    let said = table("findings");
    let message = column(&said, "message");
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let read = table("diagnostics");
    let noticed = column(&read, "message");
    for words in
        said[1..].iter().map(|row| &row[message]).chain(read[1..].iter().map(|r| &r[noticed]))
    {
        assert!(checks.contains(&escaped(words)), "{words}");
    }
    // One count: the tables, the headline and the rows listed.
    let total = said.len() - 1 + read.len() - 1;
    assert!(findings.contains(&format!("待核对 <strong>{total} 条</strong>")), "{total}");
    let checks = checks.split_once("</section>").expect("it ends").0;
    assert_eq!(checks.matches("<span class=\"badge").count(), total);
}

#[test]
fn a_plan_cannot_put_markup_or_script_into_the_page() {
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    let table = TABLE
        .replace("网上办理", evil)
        .replace("东区财政局", "\"东区<b>财政局\"\"'&局\"")
        .replace("一、手续", "</style><svg onload=alert(3)>")
        .replace("east", "east</title><script>");
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let html = page(dir.path(), &["t.csv"], &["--only", "report"]);
    assert_eq!(html.matches("<script").count(), 2, "the index and our own script");
    assert_eq!(html.matches("</script").count(), 2);
    assert_eq!(html.matches("</style").count(), 1);
    assert_eq!(html.matches("</title><script>").count(), 0);
    for mark in ["<img", "<b>财", "<svg onload", "<script>alert"] {
        assert!(!html.contains(mark), "{mark}");
    }
    assert!(html.contains("&lt;/script&gt;&lt;script&gt;alert(1)"), "it is shown as words");
}

#[test]
fn without_a_script_everything_is_there() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    let body = body(&html);
    let parts = [
        "findings",
        "overview",
        "load",
        "overlap",
        "hotspots",
        "heat",
        "compare",
        "rebalance",
        "checks",
        "measures",
        "methods",
    ];
    for part in parts {
        let text = body.split(&format!("<section id=\"{part}\"")).nth(1).expect(part);
        let text = text.split_once("</section>").expect("it ends").0;
        assert!(!text.contains(" hidden"), "{part} hides something");
        assert!(text.contains(&format!("id=\"h-{part}\"")), "{part} has a heading");
    }
    let tables = body.matches("<table").count();
    assert!(tables > 40, "{tables} tables");
    assert_eq!(body.matches("<caption>").count(), tables, "every table has a caption");
    assert!(body.matches("<svg ").count() > 400, "pictures and bars");
    assert_eq!(body.matches("<tr id=\"m").count(), 332, "every measure is listed");
}

#[test]
fn a_finding_of_overlap_names_its_null_model_and_says_what_it_means() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    let findings = html.split("<section id=\"findings\"").nth(1).expect("findings");
    let first = findings.split_once("</ol>").expect("a list").0;
    for words in ["BiCM", "没有一对超出偶然", "假设分工是随机的", "q ≤ 0.05", "检验 974 对"]
    {
        assert!(first.contains(words), "{words}");
    }
}

#[test]
fn the_english_page_says_everything_in_english() {
    let table = TABLE.replace("东区", "East ").replace("西区", "West ");
    let pairs = [
        ("政务局", "Service Office"),
        ("财政局", "Finance Bureau"),
        ("各镇街", "all towns"),
        ("网上办理", "Online filing"),
        ("减少材料", "Fewer papers"),
        ("上门服务", "House calls"),
        ("一、手续", "I. Procedures"),
        ("一、服务", "I. Services"),
    ];
    let table = pairs.iter().fold(table, |text, (zh, en)| text.replace(zh, en));
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let html = page(dir.path(), &["t.csv"], &["--only", "report", "--lang", "en"]);
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let rest: String = html.chars().filter(|c| han(*c)).collect();
    assert_eq!(rest, "", "Chinese words in an English page");
    assert!(html.contains("<html lang=\"en\">"));
}

#[test]
fn a_single_plan_without_tests_or_leads_still_makes_a_page() {
    let table = "plan,number,title,role,mention\np,1,A,responsible,x局\np,2,B,responsible,y局\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let html = page(dir.path(), &["t.csv"], &["--only", "report", "--null", "none"]);
    assert!(html.contains("没有两个单位共同牵头"));
    assert!(!html.contains("id=\"scopes\"") && !html.contains("<section id=\"compare\""));
}

#[test]
fn themes_of_several_plans_are_not_said_to_be_everywhere() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    let body = body(&html);
    assert!(body.contains("个主题出现在两份以上方案中") && !body.contains("各地都在做"));
}

#[test]
fn leads_that_are_equal_are_all_named_or_counted() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    let findings = html.split("<section id=\"findings\"").nth(1).expect("findings");
    let wansheng = findings.split("<h3>万盛经开区 2021</h3>").nth(1).expect("a plan");
    let wansheng = wansheng.split_once("</ol>").expect("a list").0;
    assert!(
        wansheng.contains("共同牵头最多的有 2 对单位，并列各 <strong>3 项</strong>"),
        "{wansheng}"
    );
    for name in ["市场监管局", "行政服务中心", "城市管理局", "经济信息局"] {
        assert!(wansheng.contains(&format!(">{name}</span>")), "{name}");
    }

    // Three of four units lead as much, by hand.
    let table = "plan,number,title,role,mention\n\
                 p,1,A,lead,x局\np,1,A,support,w局\np,2,B,lead,y局\np,3,C,lead,z局\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let html = page(dir.path(), &["t.csv"], &["--only", "report"]);
    assert!(html.contains("并列牵头最多：各 <strong>1 项</strong>"), "{}", body(&html));
}

#[test]
fn plans_taken_together_are_said_to_be() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    let part = html.split("<section id=\"rebalance\"").nth(1).expect("rebalancing");
    let part = part.split_once("</section>").expect("it ends").0;
    assert!(part.matches("沙坪坝区 2 份方案合计").count() >= 4, "summary, words, two captions");
    assert!(part.contains("基尼系数（不折算）") && html.contains("基尼系数（牵头按份折算）"));
    let findings = html.split("<section id=\"findings\"").nth(1).expect("findings");
    let plan = findings.split("<h3>沙坪坝区 2019</h3>").nth(1).expect("a plan");
    assert!(plan.split_once("</ol>").expect("a list").0.contains("沙坪坝区 2 份方案合计改派"));
}

#[test]
fn functions_have_names_of_their_own_and_cut_titles_say_so() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    let heat = html.split("<section id=\"heat\"").nth(1).expect("a map");
    let all = heat.split("<div class=\"panel\"").nth(1).expect("all plans come first");
    assert!(all.contains(">市场监管<") && !all.contains("市场监管局"), "{all}");
    assert!(html.contains("按其事项定为“供水”"));
    let body = body(&html);
    assert!(body.contains("在科创、人才、开放、生态、交通…<"));
    assert!(!body.contains("在科创、人才、开放、生态、交通<"));
}

#[test]
fn the_map_of_a_plan_says_which_chapter_a_section_is_in() {
    let Some((_dir, html)) = seeds(&[]) else { return };
    let heat = html.split("<section id=\"heat\"").nth(1).expect("a map");
    let plan = heat.split("<h3>渝中区 2021</h3>").nth(1).expect("a plan");
    let head = plan.split_once("</thead>").expect("a head").0;
    assert!(head.contains("scope=\"colgroup\" colspan=\"6\"><span>一、"), "{head}");
}

#[test]
fn one_of_a_thing_is_said_in_the_singular() {
    let table = "plan,number,title,role,mention\n\
                 p,1,A,lead,x局\np,1,A,lead,y局\np,2,B,lead,z局\np,2,B,support,x局\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let html = page(dir.path(), &["t.csv"], &["--only", "report", "--lang", "en"]);
    // Without the pictures, which have tests of their own.
    let body = body(&html);
    let words: String =
        body.split("</svg>").map(|part| part.split("<svg").next().unwrap_or_default()).collect();
    for thing in ["measures", "pairs", "warnings", "errors", "notes", "plans", "changes"] {
        for open in [" ", ">", "("] {
            let wrong = format!("{open}1 {thing}");
            assert!(!words.contains(&wrong), "{wrong}");
        }
    }
}

/// The part of the page in one section.
fn section<'h>(html: &'h str, id: &str) -> &'h str {
    let part = html.split(&format!("<section id=\"{id}\"")).nth(1).expect("the section is there");
    part.split_once("</section>").expect("it ends").0
}

/// The panel below a heading of a section.
fn panel<'h>(section: &'h str, heading: &str) -> &'h str {
    let panel = section.split(&format!("<h3>{heading}</h3>")).nth(1).expect("the panel is there");
    panel.split("<div class=\"panel\"").next().expect("something follows")
}

#[test]
fn units_of_one_name_in_plans_of_unknown_places_are_not_one() {
    let table = "plan,number,title,role,mention\n\
                 p,1,甲事,lead,财政局\np,1,甲事,lead,审计局\n\
                 p,2,乙事,lead,财政局\np,2,乙事,support,审计局\n\
                 p,3,丙事,lead,财政局\np,3,丙事,support,审计局\n\
                 q,1,丁事,lead,财政局\nq,1,丁事,lead,审计局\n\
                 q,2,戊事,lead,财政局\nq,2,戊事,support,审计局\n\
                 q,3,己事,lead,财政局\nq,3,己事,support,审计局\n";
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let html = page(dir.path(), &["t.csv"], &["--only", "report"]);
    for part in ["heat", "load", "overlap", "rebalance"] {
        let [p, q] = ["p", "q"].map(|plan| values(panel(section(&html, part), plan), "data-u"));
        assert_eq!((p.len(), q.len()), (2, 2), "{part}");
        assert!(p.is_disjoint(&q), "{part}: {p:?} {q:?}");
    }
    let all = panel(section(&html, "load"), "全部 2 份方案");
    assert!(all.contains("财政局<small>（q）</small>"), "{all}");
    assert!(!section(&html, "rebalance").contains("2 份方案合计"), "each plan by itself");
}

#[test]
fn why_no_changes_are_listed_is_said_as_it_is() {
    let table = "plan,jurisdiction,year,number,title,role,mention\n\
                 a,东区,,1,推行网上办理各类事项,lead,财政局\n\
                 b,东区,,1,推行网上办理各类事项,lead,审计局\n";
    let years = |a: &str, b: &str| table.replace("a,东区,", a).replace("b,东区,", b);
    let said = |table: &str| {
        let dir = folder(&[("t.csv", table.as_bytes())]);
        let html = page(dir.path(), &["t.csv"], &["--only", "report,alignment,changes"]);
        section(&html, "compare").to_owned()
    };
    assert!(said(table).contains("东区有 2 份方案，但看不出前后（年份未知或相同）"));
    let in_turn = years("a,东区,2031", "b,东区,2032");
    assert!(!said(&in_turn).contains("因此不比较变化"));
    let another = in_turn.replacen("推行网上办理各类事项", "养殖场粪污资源化利用", 1);
    assert!(said(&another).contains("东区有 2 份方案，但前后没有相同的措施"));
}

#[test]
fn long_lists_say_where_the_rest_is() {
    let mut table = "plan,jurisdiction,year,number,title,role,mention\n".to_owned();
    for (plan, year, lead) in [("a", 2031, "财政局"), ("b", 2032, "审计局")] {
        for i in 1..=210 {
            let place = format!("{plan},东区,{year},{i},第{i}类事项办理");
            table += &format!("{place},lead,{lead}\n{place},support,{lead}\n");
        }
    }
    let dir = folder(&[("t.csv", table.as_bytes())]);
    let html = page(dir.path(), &["t.csv"], &["--only", "report"]);
    let changes = section(&html, "compare");
    assert!(changes.contains("列出前 200 条") && changes.contains("全部见 tables/changes.csv"));
    let checks = section(&html, "checks");
    assert!(checks.contains("全部见 tables/findings.csv 和 tables/diagnostics.csv"));
}
