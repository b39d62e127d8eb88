//! How the figures are made and where the methods come from.
//!
//! Owns that text. Never knows a formula.

use super::book::Book;
use super::html::escape;
use crate::analyses::significance::LEVEL;
use crate::exports::rounding::decimal;
use crate::text::Lang;

/// One entry: what it is about, Chinese, English, source.
type Entry = (&'static str, &'static str, &'static str, &'static str, &'static str);

const ENTRIES: &[Entry] = &[
    (
        "工作量",
        "Load",
        "牵头、责任、配合各计措施数。折算牵头：一项由 n 个单位共同牵头的，各计 1/n。",
        "Measures led, answered for and supported. Fractional leads: a measure led by n units counts 1/n for each.",
        "",
    ),
    (
        "均衡程度",
        "Inequality",
        "基尼系数：0 为完全均等。胡佛指数：要完全均等须转手的比例。牵头最多的三个单位合计占比。",
        "Gini: 0 is even. Hoover: the share that would have to change hands for equality. Share of the three busiest.",
        "Gini 1912, after Damgaard & Weiner 2000, Ecology 81, 1139; Hoover 1936, Rev. Econ. Stat. 18, 162.",
    ),
    (
        "重叠",
        "Overlap",
        "杰卡德系数：共同牵头的措施数除以至少一方牵头的措施数。",
        "Jaccard: measures both lead over measures either leads.",
        "Jaccard 1912, New Phytol. 11, 37; Newman 2001, Phys. Rev. E 64, 016132.",
    ),
    (
        "是否超出偶然",
        "More than chance?",
        "BiCM：单位的措施数与措施的单位数平均保持不变的最大熵模型；p 值为泊松二项分布的精确尾概率。超几何：只考虑单位的忙闲。FDSM：两者严格不变，抽样。q 值按 Benjamini–Hochberg 对所有可能相遇的单位对校正。",
        "BiCM: the maximum-entropy model that keeps on average how busy units and how crowded measures are; p is the exact Poisson-binomial tail. Hypergeometric: only how busy units are. FDSM: both kept exactly, by sampling. q values correct for all pairs that could meet (Benjamini–Hochberg).",
        "Saracco et al. 2015, Sci. Rep. 5, 10595; Saracco et al. 2017, New J. Phys. 19, 053022; Hong 2013, Comput. Stat. Data Anal. 59, 41; Tumminello et al. 2011, PLoS ONE 6, e17994; Neal, Domagalski & Sagan 2021, Sci. Rep. 11, 23929; Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57, 289.",
    ),
    (
        "协同热点",
        "Hotspots",
        "协同联系 n(n−1)/2；单一牵头只需 n−1。综合排名为联系、主责单位数、职能多样性、类别数、平均中介度五项百分位的等权平均（本工具约定，无通行标准），并给出权重变化时的最好与最差名次；见 tables/hotspots.csv。",
        "Links n(n−1)/2 against n−1 with one lead. The composite rank is the equally weighted mean of five percentiles: links, principals, functions, kinds, mean betweenness (our convention; no standard exists), with its best and worst rank under other weights; see tables/hotspots.csv.",
        "Brooks 1975, The Mythical Man-Month, ch. 2; Brandes 2001, doi:10.1080/0022250X.2001.9990249; OECD/JRC 2008, Handbook on Constructing Composite Indicators.",
    ),
    (
        "方案比较",
        "Comparison",
        "先比标题、再比正文，一对一对应；按单位职能判断由谁牵头，超过半数的做法为多数。",
        "Titles first, then text, matched one to one; leads are compared by function, more than half being the majority.",
        "",
    ),
    (
        "牵头调整",
        "Rebalancing",
        "可调整的是只有一个牵头单位的措施；可接手的是已参与该措施的单位（统称除外）。目标：牵头项数按字典序最均衡（leximin），且调整项数最少；由最小费用流精确求解。给定项数下，先使最高的牵头项数最低，再依次使其次的最低，所以基尼系数偶尔会比少调一项时略高。",
        "Movable: measures with one lead; eligible: units already in the measure, never collectives. Aim: leximin-fair leads with the fewest moves, solved exactly by minimum-cost flow. For a number of moves the highest load is made lowest, then the next, so the Gini index may be a little higher than with one move less.",
        "Harvey, Ladner, Lovász & Tamir 2006, J. Algorithms 59, 53, doi:10.1016/j.jalgor.2005.01.003; the fewest moves are ours.",
    ),
];

/// The methods as a list of terms.
pub(super) fn methods_part(book: &Book<'_>) -> String {
    let zh = book.lang == Lang::Zh;
    let mut out = String::from("<dl class=\"methods\">\n");
    let weights = &book.input.weights;
    let [lead, responsible, support] =
        [weights.lead, weights.responsible, weights.support].map(|weight| decimal(weight, 2));
    let checks = &book.input.thresholds;
    let percent = |share: f64| decimal(100.0 * share, 0) + "%";
    for (term_zh, term_en, text_zh, text_en, source) in ENTRIES {
        let (term, text) = if zh { (term_zh, text_zh) } else { (term_en, text_en) };
        out += &format!("<dt>{}</dt><dd>{}", escape(term), escape(text));
        if !source.is_empty() {
            out += &format!(" <cite>{}</cite>", escape(source));
        }
        out += "</dd>\n";
    }
    let (term, text) = match zh {
        true => (
            "权重与阈值",
            format!(
                "加权工作量：牵头 {lead}、责任 {responsible}、配合 {support}（本工具约定，无通行标准）。超出偶然：q ≤ {LEVEL}。\
                 检查：{} 个以上单位共同牵头即警告；标题上一句分工管 {} 项以上且列 {} 个以上单位；一个单位牵头超过 {}；只配合 {} 项以上；只写一次的单位不超过全部的 {}。",
                checks.many_leads,
                checks.broad_measures,
                checks.broad_units,
                percent(checks.lead_share),
                checks.support_only,
                percent(checks.named_once_share)
            ),
        ),
        false => (
            "Weights and thresholds",
            format!(
                "Weighted load: lead {lead}, responsible {responsible}, support {support} (our convention; no standard exists). Beyond chance: q ≤ {LEVEL}. \
                 Checks: a warning from {} leads on; one statement for {} or more measures that names {} or more units; a unit that leads more than {}; one that only supports {} or more; units named once while they are at most {} of all.",
                checks.many_leads,
                checks.broad_measures,
                checks.broad_units,
                percent(checks.lead_share),
                checks.support_only,
                percent(checks.named_once_share)
            ),
        ),
    };
    out + &format!("<dt>{term}</dt><dd>{}</dd>\n</dl>\n", escape(&text))
}
