//! Whether words have the shape of a unit's name or of a list of such names.
//!
//! Owns shape only (endings, beginnings, lengths). Never knows which unit is meant.

use super::passage::Passage;
use super::vocabulary::Vocabulary;
use crate::text::{is_han, is_numeral};

/// How sure it is that words name a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// They do not.
    No,
    /// They may, where a unit is expected.
    Weak,
    /// They do wherever they stand.
    Strong,
}

/// The longest name taken for one unit.
const LONGEST: usize = 40;

/// The longest name of an office that begins with its work, as an action would (建设管理处).
const LONGEST_DESK: usize = 7;

/// The longest words before 各地 that say where (全省各地).
const LONGEST_WHERE: usize = 4;

/// The shape of one name (folded characters).
pub fn name_shape(name: &[char], vocabulary: &Vocabulary) -> Shape {
    let name = trim(name);
    let words = vocabulary.name_words();
    let core = without_brackets(name);
    if core.contains(&'“')
        && let Some(plain) = without_quotes(core)
    {
        return name_shape(&plain, vocabulary);
    }
    if core.len() < 2 || core.len() > LONGEST {
        return Shape::No;
    }
    // 全局 is no name, 国家安全局 is one: the longer ending counts.
    let none = || {
        let named = words.strong.longest_end(core).max(words.weak.longest_end(core));
        words.none.longest_end(core) > named
    };
    let no_name =
        || words.none.end(core) && none() || core.len() != 3 && words.none_alone.end(core);
    // Most of what is asked about is running text: it ends like no name at all.
    let ends = words.strong.end(core) || words.weak.end(core) || words.offices.end(core);
    if !ends || core.iter().any(|c| "。;:,!?“”《》%=".contains(*c)) || no_name() {
        return Shape::No;
    }
    if words.strong.hold(core) {
        return Shape::Strong;
    }
    // 2抢险组县应急局 begins with the number of a row.
    let digits = core.iter().take_while(|c| c.is_ascii_digit()).count();
    if (1..=2).contains(&digits) && !core.get(digits).is_some_and(|c| "个家镇所".contains(*c)) {
        return Shape::No;
    }
    // 小学3所 counts something.
    let counted = core.len() > 2 && core[core.len() - 2].is_ascii_digit();
    if counted && !words.strong.end(core) {
        return Shape::No;
    }
    // 我局 and 本办 name nobody to a reader of several plans.
    if core.len() <= 3 && words.ours.begin(core) {
        return Shape::No;
    }
    // 区内优质学校: whichever lies there.
    if words.within.begin(core) {
        return Shape::No;
    }
    // 指挥部办公室设在县应急局 says where it is.
    let sited = |word: &String| {
        core.len() > word.chars().count() && {
            let word: Vec<char> = word.chars().collect();
            core.windows(word.len()).any(|part| part == word.as_slice())
        }
    };
    if vocabulary.lists().sited.iter().any(sited) {
        return Shape::No;
    }
    // 县市场监管局指导各地 says what it does.
    if core.len() > LONGEST_WHERE + 2 && core.ends_with(&['各', '地']) {
        return Shape::No;
    }
    // 第三组 is a place in an order.
    if core[0] == '第' && core.get(1).is_some_and(|c| c.is_ascii_digit() || is_numeral(*c)) {
        return Shape::No;
    }
    // 县政府督查室为协调机构 says something of a unit; 牵头单位为平安办 names one.
    let says = core.iter().position(|c| *c == '为').filter(|at| *at > 2);
    let of_unit = |at: usize| {
        let before: String = core[..at].iter().collect();
        !vocabulary.names_units(&before) && name_shape(&core[..at], vocabulary) == Shape::Strong
    };
    // 带★的为牵头单位 says which they are.
    let part = |at: usize| {
        let behind = &core[at + 1..];
        let label = vocabulary.scan(behind).into_iter().next_back();
        label.is_some_and(|f| f.word.label.is_some() && f.start == 0 && f.end == behind.len())
    };
    if says.is_some_and(|at| of_unit(at) || part(at)) {
        return Shape::No;
    }
    // 建医院, 修水库: a work, and too short for the name of one.
    let builds = core.len() == 3 && words.builds.begin(core);
    if builds && vocabulary.lists().objects.iter().any(|o| o.chars().eq(core[1..].iter().copied()))
    {
        return Shape::No;
    }
    let group = words.groups.begin(core);
    // 开发区管委会: the place is no action.
    let of_body = (3..=4).any(|n| core.len() > n && words.strong.hold(&core[..n]));
    if words.actions.begin(core) && !group && !of_body {
        // 宣传部, 监督科: an action and nothing but a short ending is a name after all.
        let office = |n: usize| {
            let (action, ending) = core.split_at(core.len() - n);
            // 修建学校: what the action is about.
            let object = |o: &String| o.chars().eq(ending.iter().copied());
            action.len() > 1
                && !vocabulary.lists().objects.iter().any(object)
                && words.actions.hold(action)
                && (words.strong.hold(ending) || words.weak.hold(ending))
        };
        // 建设管理处: the office of a work, and short.
        let desk = core.len() <= LONGEST_DESK && words.desks.end(core);
        // 使用部门, 建设单位: whoever does it.
        let sort = core.len() == 4 && vocabulary.names_units(&core.iter().collect::<String>());
        let named = desk || sort || (1..=2).filter(|n| *n < core.len()).any(office);
        return if named { Shape::Weak } else { Shape::No };
    }
    let local = words.areas.begin(core) && !words.no_areas.begin(core) && core.len() >= 3;
    let of_place = || words.offices.end(core) && begins_with_place(core, vocabulary);
    if words.strong.end(core) || (group || local) && words.weak.end(core) || of_place() {
        return Shape::Strong;
    }
    if words.weak.end(core) { Shape::Weak } else { Shape::No }
}

/// Whether a name begins with that of a place (江西省, 青原县) and goes on.
fn begins_with_place(name: &[char], vocabulary: &Vocabulary) -> bool {
    let words = vocabulary.name_words();
    let area = |c: &char| vocabulary.is_area(*c);
    let Some(at) = name.iter().take(4).rposition(area).filter(|at| *at >= 2) else { return false };
    name.len() > at + 2 && !words.no_areas.begin(&name[at..])
}

/// How many of the names of a list have the shape of a unit, and how many names there are.
///
/// Names are split at 、，；; and blanks outside brackets.
pub fn list_shape(words: &[char], vocabulary: &Vocabulary) -> (usize, usize, usize) {
    let (mut strong, mut weak, mut all, mut places) = (0, 0, 0, 0);
    // 河东、河西区政府: names whose ending may stand with the next one.
    let mut elided = 0;
    for name in names(words) {
        all += 1;
        let before = std::mem::take(&mut elided);
        match name_shape(name, vocabulary) {
            Shape::Strong => {
                strong += 1;
                let closes = if name.len() > LONGEST_PLACE + 1 { before } else { 0 };
                // 淮北、亳州、六安市人民政府: the ending is that of all.
                match vocabulary.ends_with_body(name) {
                    true => strong += closes,
                    false => weak += closes,
                }
            }
            Shape::Weak if hides_strong(name, vocabulary) => strong += 1,
            // 亳州 between others.
            Shape::Weak if may_be_place(name, vocabulary) => {
                weak += 1;
                elided = before;
            }
            Shape::Weak => weak += 1,
            Shape::No if may_be_place(name, vocabulary) => elided = before + 1,
            Shape::No => {
                // 区发展改革委和区财政局, 区教委等: joined or trailing words hide an ending.
                let joined = name
                    .strip_prefix(&['以', '及'])
                    .unwrap_or(name)
                    .split(|c| "和及与等".contains(*c))
                    .filter(|part| !part.is_empty())
                    .all(|part| name_shape(part, vocabulary) >= Shape::Weak);
                places += usize::from(name.len() == 1 && vocabulary.is_area(name[0]));
                weak += usize::from(joined && name.len() > 1);
            }
        }
    }
    // 区、镇、街道: kinds of places, beside names only.
    let beside = strong > 0 && strong + weak + places == all;
    (strong + if beside { places } else { 0 }, weak, all)
}

/// Whether 等 stands behind the name of a unit that is sure without it (县教育局等).
fn hides_strong(name: &[char], vocabulary: &Vocabulary) -> bool {
    let plain = name.strip_suffix(&['等']);
    plain.is_some_and(|plain| name_shape(plain, vocabulary) == Shape::Strong)
}

/// The longest name of a place without its ending.
const LONGEST_PLACE: usize = 3;

/// Whether words may be the name of a place without its ending (河东).
fn may_be_place(name: &[char], vocabulary: &Vocabulary) -> bool {
    (2..=LONGEST_PLACE).contains(&name.len())
        && name.iter().all(|c| is_han(*c) && !"的了等和及与各".contains(*c))
        && !vocabulary.name_words().actions.begin(name)
        && !vocabulary.name_words().none.end(name)
}

/// Whether words are a list of units: at least one name has the shape, and most do.
pub fn is_unit_list(words: &[char], vocabulary: &Vocabulary) -> bool {
    let (strong, weak, all) = list_shape(words, vocabulary);
    all > 0 && (strong + weak) * 3 >= all * 2 && !trim(words).contains(&'。')
}

/// Whether words are units and persons or telephone numbers beside them (县交通局 张三 13800000000).
pub fn is_list_with_persons(words: &[char], vocabulary: &Vocabulary) -> bool {
    let surnames = &vocabulary.name_words().surnames;
    let person = |name: &[char]| {
        (2..=3).contains(&name.len()) && name.iter().all(|c| is_han(*c)) && surnames.begin(name)
            || name.len() > 4 && name.iter().all(|c| c.is_ascii_digit() || *c == '-')
    };
    let (mut units, mut persons) = (0, 0);
    for name in names(words) {
        match name_shape(name, vocabulary) {
            Shape::No if person(name) => persons += 1,
            Shape::Weak | Shape::Strong => units += 1,
            Shape::No => return false,
        }
    }
    units > 0 && persons > 0
}

/// Whether words are surely a list of units, wherever they stand: most names are strong and none is no name, but
/// for one of five (开发银行), or the last says that all are departments (商务、知识产权部门).
pub fn is_sure_unit_list(words: &[char], vocabulary: &Vocabulary) -> bool {
    const ONE_OF: usize = 5;
    if !may_end_list(words, vocabulary) {
        return false;
    }
    let (strong, weak, all) = list_shape(words, vocabulary);
    all > 0 && strong + weak + all / ONE_OF >= all && strong * 2 >= all
        || all > 1 && is_list_of_departments(words, vocabulary)
}

/// Whether the last letter can end a list of units: most running text does not, and is told by that.
fn may_end_list(words: &[char], vocabulary: &Vocabulary) -> bool {
    let affixes = vocabulary.name_words();
    let last = trim(words).iter().rfind(|c| !matches!(c, '、' | ',' | ';' | '/' | ' '));
    last.is_some_and(|c| {
        !is_han(*c)
            || matches!(c, '等' | '和' | '及' | '与')
            || [&affixes.strong, &affixes.weak, &affixes.offices, &affixes.areas]
                .iter()
                .any(|endings| endings.may_end(*c))
    })
}

/// Whether words list fields of work, the last of which says that departments are meant: 农业、林业、渔业部门.
fn is_list_of_departments(words: &[char], vocabulary: &Vocabulary) -> bool {
    const LONGEST_FIELD: usize = 6;
    let actions = &vocabulary.name_words().actions;
    let field = |name: &[char]| {
        let core = without_brackets(name);
        name_shape(name, vocabulary) > Shape::No
            || (2..=LONGEST_FIELD).contains(&core.len())
                && core.iter().all(|c| is_han(*c) && !"的了等和及与".contains(*c))
                && (!actions.begin(core) || actions.hold(core))
    };
    // 卫生、环卫、建设等部门: the last field is as plain as the others.
    let rest = words.strip_suffix(&['等', '部', '门']);
    let named = || {
        words.ends_with(&['部', '门'])
            && names(words).last().is_some_and(|last| name_shape(last, vocabulary) == Shape::Strong)
    };
    match rest {
        Some(rest) => names(rest).all(field),
        None => named() && names(words).all(field),
    }
}

/// The names of a list, split at 、，；; and blanks outside brackets; blanks at their ends removed. A blank
/// before a lone ending breaks a name and parts none (东陵 区).
pub fn names(words: &[char]) -> impl Iterator<Item = &[char]> {
    let mut depth = 0_i32;
    let mut next = 0;
    words
        .split(move |c| {
            next += 1;
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth <= 0
                && (matches!(c, '、' | ',' | ';' | '/' | '+')
                    || *c == ' ' && !ending_alone(&words[next..]))
        })
        .map(trim)
        .filter(|name| !name.is_empty())
}

/// Whether words begin with a single character that ends names of units.
fn ending_alone(words: &[char]) -> bool {
    words.first().is_some_and(|c| "区县市镇乡局办委厅院部处".contains(*c))
        && words.get(1).is_none_or(|c| "、,;/ 及和与等".contains(*c))
}

/// Whether a name or the last name of a list is cut: an open bracket, a trailing 、, or no ending of
/// a unit.
pub fn is_cut(words: &[char], vocabulary: &Vocabulary) -> bool {
    let open = words.iter().filter(|c| **c == '(').count();
    let close = words.iter().filter(|c| **c == ')').count();
    if open > close || trim(words).last().is_some_and(|c| "、,和及与".contains(*c)) {
        return true;
    }
    names(words)
        .last()
        .is_none_or(|name| name_shape(name, vocabulary) == Shape::No && !name.ends_with(&['等']))
}

/// The last comma of a list that is not inside a bracket of a name (各市、县（市、区）).
pub fn last_comma(list: &[char]) -> Option<usize> {
    let mut depth = 0;
    let mut comma = None;
    for (i, c) in list.iter().enumerate() {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        if depth <= 0 && "、,".contains(*c) {
            comma = Some(i);
        }
    }
    comma
}

/// Whether two lines only together name a unit (区综合行政 above 执法局).
pub fn is_torn_name(first: &[char], second: &[char], vocabulary: &Vocabulary) -> bool {
    const LONGEST: usize = 12;
    let words = vocabulary.name_words();
    let local = |name: &[char]| words.areas.begin(name) && !words.no_areas.begin(name);
    let shape = |name: &[char]| name_shape(name, vocabulary);
    (3..=LONGEST).contains(&first.len())
        && local(first)
        && !local(second)
        && shape(first) == Shape::No
        && shape(second) > Shape::No
        && shape(&[first, second].concat()) == Shape::Strong
}

/// Whether a list of units goes on in the next line: it ends in a comma, or the line holds nothing but the ending of
/// its last name (各县（区） above 人民政府).
pub fn is_torn_list(first: &[char], second: &[char], vocabulary: &Vocabulary) -> bool {
    let list = |words: &[char]| is_sure_unit_list(words, vocabulary);
    let open =
        || first.last().is_some_and(|c| "、,".contains(*c)) && list(trim(first)) && list(second);
    let bodies = &vocabulary.lists().bare_bodies;
    let body = || bodies.iter().any(|body| body.chars().eq(second.iter().copied()));
    let place = || names(first).last().is_some_and(|last| vocabulary.ends_with_place(last));
    open() || body() && place() && list(first)
}

/// Appends a further line to a cell: a blank keeps the two apart where the first could end a name, or
/// where Latin words meet.
pub fn append_line(cell: &mut Passage, line: &Passage, vocabulary: &Vocabulary) {
    const LONGEST_LABEL: usize = 8;
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let words = latin(cell.chars().last()) && latin(line.chars().first());
    let name = cell.len() > 0 && line.len() > 0 && !is_cut(cell.chars(), vocabulary);
    // 配合：县财政局
    let labelled = line.chars().iter().take(LONGEST_LABEL).any(|c| *c == ':');
    if words || name || labelled || begins_like(line, cell, vocabulary) {
        cell.push(" ", line.line(0));
    }
    cell.append(line);
}

/// Whether a line begins with a unit of the same area as the name that ends a cell: no name says 县
/// twice.
fn begins_like(line: &Passage, cell: &Passage, vocabulary: &Vocabulary) -> bool {
    let (Some(last), Some(next)) = (names(cell.chars()).last(), names(line.chars()).next()) else {
        return false;
    };
    let area = |c: &char| vocabulary.is_area(*c);
    last.len() > 2
        && last.len() <= 20
        && last.first() == next.first()
        && next.first().is_some_and(area)
        && name_shape(next, vocabulary) == Shape::Strong
}

/// Words without blanks, full stops and marks (★) at their ends.
pub fn trim(words: &[char]) -> &[char] {
    let edge = |c: &char| matches!(c, ' ' | '。' | '.') || is_mark(*c);
    let start = words.iter().position(|c| !edge(c)).unwrap_or(words.len());
    let end = words.iter().rposition(|c| !edge(c)).map_or(start, |last| last + 1);
    &words[start..end]
}

/// Whether a character marks a name among others: 市公安局★.
pub fn is_mark(c: char) -> bool {
    matches!(c, '*' | '★' | '☆' | '▲' | '△' | '※' | '#')
}

/// A name without the words in quotation marks inside it (市“放管服”改革办公室); `None` where they do not close, or
/// where nothing else is left.
fn without_quotes(name: &[char]) -> Option<Vec<char>> {
    const LONGEST_QUOTE: usize = 12;
    let open = name.iter().position(|c| *c == '“')?;
    let close = open + name[open..].iter().position(|c| *c == '”')?;
    let plain = [&name[..open], &name[close + 1..]].concat();
    let whole = close - open <= LONGEST_QUOTE && plain.len() >= 2 && close + 2 < name.len();
    whole.then_some(plain)
}

/// A name without what stands in brackets at its end.
fn without_brackets(name: &[char]) -> &[char] {
    match (name.last(), name.iter().rposition(|c| *c == '(')) {
        (Some(')'), Some(open)) if open > 0 => &name[..open],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        crate::text::folded(text).chars().collect()
    }

    #[test]
    fn names_of_units_and_other_words() {
        let vocabulary = Vocabulary::default();
        for (name, shape) in [
            ("区市场监管局", Shape::Strong),
            ("区经济信息委（大数据局）", Shape::Strong),
            ("各镇街", Shape::Strong),
            ("有关园区平台", Shape::Strong),
            ("区政务办", Shape::Strong),
            ("江西省扶贫办", Shape::Strong),
            ("周边市场办", Shape::Weak),
            ("综合科", Shape::Weak),
            ("市场主体", Shape::Weak),
            ("推进数据共享平台", Shape::No),
            ("2021年12月底前", Shape::No),
            ("企业开办便利度", Shape::No),
        ] {
            assert_eq!(name_shape(&chars(name), &vocabulary), shape, "{name}");
        }
    }

    #[test]
    fn lists_and_cut_lists() {
        let vocabulary = Vocabulary::default();
        assert!(is_unit_list(&chars("区财政局、区政务办 各镇街"), &vocabulary));
        assert!(!is_unit_list(&chars("推进部门间信息共享，提高效率"), &vocabulary));
        assert!(is_cut(&chars("区政府办公室、区"), &vocabulary));
        assert!(is_cut(&chars("区财政局、"), &vocabulary));
        assert!(is_cut(&chars("区经济信息委（大数"), &vocabulary));
        assert!(!is_cut(&chars("区财政局、各镇街"), &vocabulary));
    }
}
