//! Places and their bodies that stand together in one group: 各市、县（区）政府, 县、乡两级政府.
//!
//! Owns which parts of a list belong to one such group. Never knows the other parts of the list.

use super::core_name::part_bracket;
use crate::text::normalize::fold;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Longer words before 各 are a name or a sentence, not where the places lie (沿江各区).
const LONGEST_WHERE: usize = 3;

/// The words that make a name a group; see `vocabulary.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CollectiveWords {
    pub contains: Vec<String>,
    pub begins: Vec<String>,
    pub ends: Vec<String>,
    pub whole: BTreeSet<String>,
    places: Vec<String>,
    low_places: Vec<String>,
    parks: Vec<String>,
    several_parks: Vec<String>,
    place_tails: Vec<String>,
}

/// The places at the front of some words.
struct Places<'t> {
    count: usize,
    /// Whether all are below a county or district.
    low: bool,
    /// What follows them.
    rest: &'t str,
}

impl CollectiveWords {
    /// Whether `left` and `right`, with 、 between, are one group: 各区、县政府, 各区党委、政府.
    pub fn is_place_list(&self, left: &str, right: &str) -> bool {
        let (left, right) = (fold(left), fold(right));
        if self.are_governments(&left, &right) || self.is_place(&left) && self.is_place(&right) {
            return true;
        }
        let Some(group) = self.places_of(&left) else { return false };
        let parts: Vec<_> =
            split_outside_brackets(group).map(|part| self.place_and_tail(part)).collect();
        let Some(Some((_, tail))) = parts.last() else { return false };
        if parts.iter().any(Option::is_none) {
            return false;
        }
        if !tail.is_empty() && self.is_tail(&right) {
            return true;
        }
        let low = parts.iter().flatten().all(|(places, _)| places.low);
        // 各镇街、市政府 are a group and a unit.
        // 各区县、市委 are too: a Party committee is joined to none but its own government.
        // 各县区政府、园区管委会 are two groups: a committee of a park is no government of a place. 各镇街、高新区管委会
        // are a group and a unit, 各镇街、园区管委会 are one group.
        let of_parks = self.several_parks.iter().any(|park| right.starts_with(park.as_str()));
        let park = of_parks || self.parks.iter().any(|park| left.ends_with(park.as_str()));
        self.place_and_tail(&right).is_some_and(|(places, right_tail)| {
            let of_park = right_tail.starts_with("管") && (!tail.is_empty() || !park);
            right_tail != "委" && !of_park && (!low || places.low)
        })
    }

    /// Whether the words are places and nothing else: 县, 县（区）.
    pub fn is_place(&self, words: &str) -> bool {
        self.places_at(&fold(words)).is_some_and(|places| places.rest.is_empty())
    }

    /// Whether a place by kind and a body of such places are the governments of both levels:
    /// 市、县（市、区）人民政府.
    fn are_governments(&self, left: &str, right: &str) -> bool {
        let body = |(_, tail): (Places, &str)| !tail.is_empty() && tail != "委";
        self.is_place(left) && self.place_and_tail(right).is_some_and(body)
    }

    /// Whether the words are several places by kind and nothing else: 区、镇、街道.
    pub fn names_kinds_of_places(&self, words: &str) -> bool {
        self.places_at(&fold(words)).is_some_and(|p| p.count > 1 && p.rest.is_empty())
    }

    /// Whether the words are the governments of several levels.
    pub fn names_governments(&self, words: &str) -> bool {
        let words = fold(words);
        words.split_once('、').is_some_and(|(left, right)| self.are_governments(left, right))
    }

    /// Whether the words open with levels that are counted: 县、乡两级政府, 省市县三级.
    pub fn opens_with_levels(&self, words: &str) -> bool {
        let words = fold(words);
        let Some(places) = self.places_at(&words) else { return false };
        let counts = [("两级", 2), ("三级", 3), ("四级", 4), ("五级", 5)];
        counts.iter().any(|(word, n)| places.rest.starts_with(word) && places.count >= *n)
    }

    /// What follows 各, 有关 or a count; the words themselves when they name places by kind (乡镇党委).
    fn places_of<'t>(&self, left: &'t str) -> Option<&'t str> {
        let alls = ["各有关", "各相关", "各", "相关", "有关"];
        if let Some(group) = alls.iter().find_map(|all| left.strip_prefix(all)) {
            return Some(group);
        }
        // 13个街道、镇: so many of them are all.
        let counted = left.trim_start_matches(|c: char| c.is_ascii_digit());
        if let Some(group) = counted.strip_prefix('个').filter(|_| counted.len() < left.len()) {
            return Some(group);
        }
        if let Some((place, group)) = left.split_once('各') {
            let short = place.chars().count() <= LONGEST_WHERE;
            return (short && place.chars().all(char::is_alphabetic)).then_some(group);
        }
        let (places, tail) = self.place_and_tail(left)?;
        (places.low && places.count > 1 && !tail.is_empty()).then_some(left)
    }

    fn is_tail(&self, words: &str) -> bool {
        let words = part_bracket(words).0;
        words != "委" && self.place_tails.iter().any(|tail| fold(tail) == words)
    }

    /// Places and the body behind them (empty without one), when there is nothing else.
    fn place_and_tail<'t>(&self, words: &'t str) -> Option<(Places<'t>, &'t str)> {
        let places = self.places_at(words)?;
        let rest = places.rest;
        (rest.is_empty() || self.is_tail(rest) || rest == "委").then_some((places, rest))
    }

    /// The places the words open with; brackets between and behind them belong to them.
    fn places_at<'t>(&self, words: &'t str) -> Option<Places<'t>> {
        let mut places = Places { count: 0, low: true, rest: words };
        loop {
            if places.count > 0 {
                places.rest = after_bracket(places.rest);
                places.rest = places
                    .rest
                    .strip_prefix('、')
                    .filter(|rest| self.opens(rest))
                    .unwrap_or(places.rest);
            }
            let high = longest(&self.places, places.rest);
            let low = longest(&self.low_places, places.rest);
            let width = high.max(low);
            // 街道 in 街道办事处 is no further place.
            if width == 0 || (places.count > 0 && self.is_tail(places.rest)) {
                break;
            }
            places.low &= low >= high;
            places.count += 1;
            places.rest = &places.rest[width..];
        }
        (places.count > 0).then_some(places)
    }

    /// Whether the words begin with a kind of place and go on: 区建设部门.
    pub fn begins_with_place(&self, words: &str) -> bool {
        self.places_at(&fold(words)).is_some_and(|places| !places.rest.is_empty())
    }

    fn opens(&self, words: &str) -> bool {
        longest(&self.places, words).max(longest(&self.low_places, words)) > 0
    }
}

/// The length in bytes of the longest word that `text` begins with; 0 without one.
fn longest(list: &[String], text: &str) -> usize {
    let fitting = list.iter().filter(|word| text.starts_with(word.as_str()));
    fitting.map(String::len).max().unwrap_or(0)
}

/// The parts between 、 outside brackets: 县(市、区) is one.
fn split_outside_brackets(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '、' && depth == 0
    })
}

/// What follows a bracket at the front.
fn after_bracket(text: &str) -> &str {
    match text.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        Some((_, rest)) => rest,
        None => text,
    }
}
