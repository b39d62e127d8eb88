//! When two names in comparing form can be one body.
//!
//! Owns the rule of short forms and the rule of slips of the pen. Never knows how often a name is
//! printed or what else is printed.

/// Characters that tell bodies of one name apart; a short form never drops them, a slip never
/// turns one into another.
const TELLING: &str = "一二三四五六七八九十〇零0123456789东南西北上下前后甲乙丙丁";

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut long = long.chars();
    short.chars().all(|c| long.any(|d| d == c))
}

/// Whether `short` is a short form of `long`: its characters stand in `long` in the same order,
/// and both end alike. Without a common function they must also begin alike.
pub(super) fn abbreviates(short: &str, long: &str, same_function: bool) -> bool {
    let tellings = |name: &str| name.chars().filter(|c| TELLING.contains(*c)).count();
    short.len() < long.len()
        && short.chars().last() == long.chars().last()
        && short.chars().count() >= 2
        && (same_function || short.chars().next() == long.chars().next())
        // 财政局国库支付局 is a body below 财政局.
        && !long.starts_with(short)
        && tellings(short) == tellings(long)
        && is_subsequence(short, long)
}

/// Whether `slip` is `meant` with one slip of the pen: one character wrong, two neighbours swapped,
/// or a character written twice.
pub(super) fn is_slip(slip: &str, meant: &str) -> bool {
    let a: Vec<char> = slip.chars().collect();
    let b: Vec<char> = meant.chars().collect();
    if a.len() < 3 || b.len() < 3 || a == b {
        return false;
    }
    let wrong: Vec<usize> = (0..a.len().min(b.len())).filter(|i| a[*i] != b[*i]).collect();
    let one_place = a.len() == b.len()
        && match wrong.as_slice() {
            [i] => !(TELLING.contains(a[*i]) && TELLING.contains(b[*i])),
            [i, j] => {
                let swapped = *j == *i + 1 && a[*i] == b[*j] && a[*j] == b[*i];
                swapped && !TELLING.contains(a[*i]) && !TELLING.contains(a[*j])
            }
            _ => false,
        };
    if one_place {
        return true;
    }
    // 人社局保局: the 局 in the middle stands once too often, the rest is short for 人力社保局.
    !is_subsequence(meant, slip)
        && (0..a.len()).any(|i| {
            let twice = a.iter().filter(|c| **c == a[i]).count() > 1;
            let rest: String =
                a.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, c)| *c).collect();
            twice
                && rest.chars().count() >= 3
                && (rest == meant || abbreviates(&rest, meant, false))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_keep_order_and_ending() {
        assert!(abbreviates("发改委", "发展改革委", false));
        assert!(abbreviates("人社局", "人力资源社会保障局", false));
        assert!(abbreviates("法院", "人民法院", true));
        assert!(!abbreviates("法院", "人民法院", false), "begins otherwise, function unknown");
        assert!(!abbreviates("发改局", "发展改革委", true), "ends otherwise");
        assert!(!abbreviates("财政局", "财政局国库支付局", true), "a body below");
        assert!(!abbreviates("人民医院", "第一人民医院", true), "a number tells them apart");
        assert!(!abbreviates("改发委", "发展改革委", true), "order");
    }

    #[test]
    fn one_slip_is_a_slip() {
        assert!(is_slip("人社局保局", "人力社保局"));
        assert!(is_slip("市场监臂局", "市场监管局"));
        assert!(is_slip("财局政", "财政局"));
        assert!(!is_slip("第一中学", "第二中学"));
        assert!(!is_slip("12站房", "21站房"));
        assert!(!is_slip("教育体育局", "教育局"), "a longer name, not a slip");
        assert!(!is_slip("公安分局", "公安局"));
    }
}
