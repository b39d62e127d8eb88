//! Proposed changes of lead: before and after, the moves, what each move buys.
//!
//! Owns those tables. Never knows how moves are found.

use super::ReportGroup;
use super::book::Book;
use super::html::{Grid, Td, Th, Tr, counted, escape};
use super::sheet::Line;
use super::short_figures::{index, short};
use crate::exports::coded_words::coded;
use crate::text::Lang;
use crate::units::PlanId;

/// Units and moves shown at first.
const FIRST: usize = 10;
/// Units and moves listed at most, of all groups together; the CSV tables have them all.
const MOST: usize = 1_000;

/// What a group's moves do, as the frontier table says.
pub(super) struct Effect {
    /// Name of the group.
    pub(super) group: String,
    /// Its plans.
    pub(super) plans: Vec<PlanId>,
    /// Measures whose lead could move.
    pub(super) movable: u32,
    /// Moves proposed.
    pub(super) moves: String,
    /// Highest load and Gini index before and after.
    pub(super) peak: [String; 2],
    pub(super) gini: [String; 2],
    /// The fewest moves that bring the highest load as low as it gets.
    pub(super) enough: String,
}

impl Effect {
    /// What people call the group; where it has several plans, how many are taken together.
    pub(super) fn name(&self, book: &Book<'_>) -> String {
        match (self.plans.as_slice(), book.lang) {
            ([_], _) => self.group.clone(),
            (plans, _) if plans.len() == book.all.plans.len() => book.scope_name(book.widest()),
            (plans, Lang::Zh) => format!("{} {} 份方案合计", self.group, plans.len()),
            (plans, Lang::En) => format!("{}, {} plans together", self.group, plans.len()),
        }
    }
}

/// The groups that have something to move.
pub(super) fn effects(book: &Book<'_>) -> Vec<Effect> {
    let rows = book.sheets.rows("frontier");
    let of_group = |group: &ReportGroup| {
        let steps: Vec<&Line<'_>> =
            rows.iter().filter(|row| row.text("group") == group.label).collect();
        let (first, last) = (steps.first()?, steps.last()?);
        let lowest = last.text("peak");
        let enough = steps.iter().find(|row| row.text("peak") == lowest)?;
        Some(Effect {
            group: group.label.clone(),
            plans: group.plans.clone(),
            movable: group.movable,
            moves: last.text("moves"),
            peak: [first, last].map(|row| row.text("peak")),
            gini: [first, last].map(|row| row.text("gini")),
            enough: enough.text("moves"),
        })
    };
    book.input.groups.iter().filter_map(of_group).collect()
}

/// The whole part.
pub(super) fn rebalance_part(book: &Book<'_>) -> String {
    let effects = effects(book);
    if effects.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    if effects.len() > 1 {
        out += &summary(book, &effects);
    }
    for effect in &effects {
        // Where all places are looked at together, the summary is enough.
        let scopes = book.input.scopes.len();
        let holds = |s: &usize| {
            let plans = &book.input.scopes[*s].plans;
            plans.iter().all(|plan| effect.plans.contains(plan)) || effects.len() == 1
        };
        let shown: Vec<_> = (0..scopes).filter(holds).map(|s| s.to_string()).collect();
        let scopes = format!(r#"data-scopes="{}""#, shown.join(" "));
        out += &book.panel_with(&scopes, &effect.name(book), &group(book, effect));
    }
    out
}

fn summary(book: &Book<'_>, effects: &[Effect]) -> String {
    let columns = vec![
        Th::words(book.say("地区", "jurisdiction")),
        Th::class(
            book.say(
                "最高牵头项数：现在（上）与调整后（下）",
                "most leads of one unit: now (above), after (below)",
            ),
            "bars",
        ),
        Th::figure(book.say("可调整", "movable")),
        Th::figure(book.say("建议调整", "moves")),
        Th::figure(book.say("最高牵头项数：现在", "most leads now")),
        Th::figure(book.say("最高牵头项数：调整后", "after")),
        Th::figure(book.say("降到最低只需", "moves to the lowest peak")),
        Th::figure(book.say("基尼系数（不折算）：现在", "Gini now (not split)")),
        Th::figure(book.say("基尼系数（不折算）：调整后", "after")),
    ];
    let load = |effect: &Effect, i: usize| effect.peak[i].parse::<f64>().unwrap_or(0.0);
    let most = effects.iter().map(|effect| load(effect, 0)).fold(1.0, f64::max);
    let rows = effects.iter().map(|effect| {
        Tr::from(vec![
            Td::Words(effect.name(book)),
            Td::Marks {
                html: two_bars(load(effect, 0) / most, load(effect, 1) / most),
                sort: effect.peak[0].clone(),
            },
            Td::Figure(effect.movable.to_string()),
            Td::Figure(effect.moves.clone()),
            Td::Figure(short(&effect.peak[0]).to_owned()),
            Td::Figure(short(&effect.peak[1]).to_owned()),
            Td::Figure(effect.enough.clone()),
            Td::Figure(index(&effect.gini[0])),
            Td::Figure(index(&effect.gini[1])),
        ])
    });
    let caption = book
        .say("各地区调整前后（牵头项数以一个单位牵头的措施计；基尼系数按牵头项数，不折算，与“方案一览”中按份折算的不同）",
        "Each jurisdiction before and after (counts of leads; this Gini does not split shared leads, unlike that of the plans)",
    );
    let rows = rows.collect();
    let grid =
        Grid { caption: caption.into(), class: "data load", columns, head: 0, first: 0, rows };
    let hint = book.say(
        "每个地区逐项的调整建议：在“看哪些方案”中选一份方案。",
        "The single moves of a jurisdiction: choose one of its plans.",
    );
    // Said only where a script hides the moves.
    format!(
        "{}<div class=\"panel hint\" data-scopes=\"{}\"><p>{hint}</p></div>\n",
        grid.html(),
        book.widest()
    )
}

fn group(book: &Book<'_>, effect: &Effect) -> String {
    let Effect { movable, moves, peak, enough, .. } = effect;
    let [before, after] = [short(&peak[0]), short(&peak[1])];
    if moves == "0" {
        let none = book.say("牵头项数已是现有参与关系下最均衡的，不建议调整。", "The leads are as even as the units' present part in the measures allows; no move is proposed.");
        return format!("<p>{none}</p>\n");
    }
    // Said in words too: where one plan is looked at, the moves still are those of all.
    let scope = match effect.plans.len() {
        1 => String::new(),
        _ => format!("<strong>{}</strong>{}", escape(&effect.name(book)), book.say("：", ": ")),
    };
    let mut out = match book.lang {
        Lang::Zh => format!(
            "<p class=\"lead\">{scope}{movable} 项措施只有一个牵头单位、又有别的单位参与，可以改由后者牵头。把其中 <strong>{moves} 项</strong>改派，\
             最高牵头项数由 <strong>{before}</strong> 降到 <strong>{after}</strong>，且不能更均衡；只求最高牵头项数降到 {after}，{enough} 项即可。</p>\n"
        ),
        Lang::En => format!(
            "<p class=\"lead\">{scope}{} with one lead could go to other units in it. Moving <strong>{moves}</strong> of them \
             brings the highest load from <strong>{before}</strong> to <strong>{after}</strong> leads, and nothing is more even; for {after}, {enough} are enough.</p>\n",
            counted(i64::from(*movable), "measure")
        ),
    };
    let caption = book.say(
        "横轴为调整几项，纵轴为此时牵头最多的单位还牵头几项；平的一段不再降低最高项数，只使其余单位更均衡。",
        "Across: moves made. Up: what the most loaded unit still leads. Where it is flat, moves only even out the others.",
    );
    out += &book.figure("frontier", &effect.group, caption, "");
    out += &before_after(book, effect);
    out += &moves_table(book, effect);
    out
}

fn before_after(book: &Book<'_>, effect: &Effect) -> String {
    let mut rows = book.sheets.rows("rebalance_loads");
    rows.retain(|row| row.text("group") == effect.group && row.number("change") != Some(0.0));
    let most = rows
        .iter()
        .flat_map(|row| [row.number("before"), row.number("after")])
        .flatten()
        .fold(1.0, f64::max);
    let columns = vec![
        Th::words(book.say("单位", "unit")),
        Th::class(book.say("现在（上）与调整后（下）", "now (above), after (below)"), "bars"),
        Th::figure(book.say("现在", "now")),
        Th::figure(book.say("调整后", "after")),
        Th::figure(book.say("增减", "change")),
    ];
    let cells = rows.iter().take(listed(book)).map(|row| {
        let [before, after] = ["before", "after"].map(|column| row.number(column).unwrap_or(0.0));
        let html = two_bars(before / most, after / most);
        Tr::from(vec![
            Td::marks(book.unit_of(row, "unit", false)),
            Td::Marks { html, sort: row.text("before") },
            Td::Figure(short(&row.text("before")).to_owned()),
            Td::Figure(short(&row.text("after")).to_owned()),
            Td::Figure(short(&row.text("change")).to_owned()),
        ])
    });
    let caption = book.say("牵头项数有变化的单位", "Units whose leads change").to_owned()
        + &together(book, effect)
        + &book.cut(listed(book), rows.len(), "rebalance_loads");

    let rows = cells.collect();
    Grid { caption, class: "data load", columns, head: 0, first: FIRST, rows }.html()
}

/// What a caption adds where the plans of a group are taken together.
fn together(book: &Book<'_>, effect: &Effect) -> String {
    match (effect.plans.len(), book.lang) {
        (1, _) => String::new(),
        (_, Lang::Zh) => format!("（{}）", effect.name(book)),
        (_, Lang::En) => format!(" ({})", effect.name(book)),
    }
}

/// Rows of a group that are listed.
fn listed(book: &Book<'_>) -> usize {
    (MOST / book.input.groups.len().max(1)).max(FIRST)
}

/// Two bars below each other, as shares of the width.
fn two_bars(before: f64, after: f64) -> String {
    let [before, after] = [before, after].map(|share| format!("{:.1}%", 100.0 * share));
    format!(
        r#"<svg class="bar two" aria-hidden="true"><rect class="l" width="{before}" height="44%"/><rect class="a" y="56%" width="{after}" height="44%"/></svg>"#
    )
}

fn moves_table(book: &Book<'_>, effect: &Effect) -> String {
    let mut rows = book.sheets.rows("rebalance");
    rows.retain(|row| row.text("group") == effect.group);
    let columns = vec![
        Th::figure(book.say("步骤", "step")),
        Th::words(book.say("事项", "measure")),
        Th::words(book.say("现牵头单位", "lead now")),
        Th::words(book.say("建议牵头单位", "lead to be")),
        Th::words(book.say("理由与原文", "why, and the words of the plan")),
    ];
    let cells = rows.iter().take(listed(book)).map(|row| {
        let measure = book.find_measure(&row.text("measure_id"));
        let title = match measure {
            Some(id) => {
                let number = book.number(id);
                let number = if number.is_empty() {
                    number
                } else {
                    format!("<small>{}</small> ", escape(&number))
                };
                number + &book.measure(id)
            }
            None => escape(&book.title_of(row)),
        };
        let unit = |side: &str| {
            let [before, after] =
                ["before", "after"].map(|column| row.text(&format!("{side}_{column}")));
            Td::marks(format!(
                "{}<br><small>{} → {}</small>",
                book.unit_of(row, &format!("{side}_unit"), false),
                short(&before),
                short(&after)
            ))
        };
        let code = row.text("why");
        let quoted = match code.as_str() {
            "already-responsible" | "already-supports" => {
                book.cite(&row.text("source"), &row.text("why_line"), &row.text("why_quote"))
            }
            _ => escape(&row.text("why_quote")),
        };
        let reason = format!("{}<br>{quoted}", escape(coded("why", &code, book.lang)));
        Tr::from(vec![
            Td::Figure(row.text("step")),
            Td::marks(title),
            unit("from"),
            unit("to"),
            Td::Marks { html: format!("<small>{reason}</small>"), sort: code },
        ])
    });
    let caption = book
        .say(
            "建议改派的牵头（名称下为牵头项数的变化；同一步骤的几项须一起调整）",
            "Proposed changes of lead (counts of leads below the names; moves of one step belong together)",
        )
        .to_owned()
        + &together(book, effect)
        + &book.cut(listed(book), rows.len(), "rebalance");
    let rows = cells.collect();
    Grid { caption, class: "data moves", columns, head: 1, first: FIRST, rows }.html()
}
