//! The same measure found in different plans.

use super::*;

/// Items of plans given as lists of (chapter, section); ids count up over all plans.
fn build(plans: &[&[(u32, u32)]]) -> Vec<Item> {
    let mut items = Vec::new();
    for (places, plan) in plans.iter().zip(0u32..) {
        for &(chapter, section) in *places {
            let measures = vec![MeasureId(items.len() as u32)];
            let (chapter, section) = (100 * plan + chapter, 100 * plan + section);
            items.push(Item { plan: PlanId(plan), chapter, section, measures });
        }
    }
    items
}

fn like(a: u32, b: u32, title: f64) -> Likeness {
    Likeness { a, b, title, body: 0.0 }
}

fn pairs(alignment: &Alignment) -> Vec<(u32, u32)> {
    alignment.links.iter().map(|link| (link.a.0, link.b.0)).collect()
}

#[test]
fn a_similar_title_alone_is_not_enough() {
    let items = build(&[&[(0, 0), (0, 0), (0, 0)], &[(0, 0), (0, 0), (0, 0)]]);
    assert!(align(&items, &[like(0, 3, 0.8)]).links.is_empty());
}

#[test]
fn surroundings_that_correspond_make_a_weak_likeness_enough() {
    let items = build(&[&[(0, 0), (0, 0), (0, 0)], &[(0, 0), (0, 0), (0, 0)]]);
    let scores = [like(0, 3, 1.0), like(1, 4, 1.0), like(2, 5, 0.2)];
    let alignment = align(&items, &scores);
    assert_eq!(pairs(&alignment), [(0, 3), (1, 4), (2, 5)]);
    // Two of two others correspond on each level: 2/2, (2 + 1)/(2 + 1), the same again.
    assert!((alignment.links[2].corroboration - 1.0).abs() < 1e-12);
    assert_eq!(alignment.links[2].needed, FLOOR);
    assert!(alignment.links[2].direct);
}

#[test]
fn corroboration_leaves_out_the_pair_itself_and_what_its_ends_are_matched_with() {
    // Sections of 3 and 3; matched: 0-3 and 1-4. Seen from the pair (1, 5): 1-4 touches it, so one
    // of two others corresponds: 1/2 for the plans, (1 + 1/2)/(2 + 1) = 1/2 on both lower levels.
    let items = build(&[&[(0, 0), (0, 0), (0, 0)], &[(0, 0), (0, 0), (0, 0)]]);
    let around = Surroundings::of(&items, &[(1.0, 0, 3), (1.0, 1, 4)]);
    let census = Census::of(&items);
    assert!((around.corroboration(&items, &census, 1, 5) - 0.5).abs() < 1e-12);
    assert!((around.corroboration(&items, &census, 2, 5) - 1.0).abs() < 1e-12);
}

#[test]
fn other_sections_corroborate_less() {
    // 0-2 match in section 0; the pair 1-3 stands in another section of the same chapter:
    // plans 1/1, chapters (1 + 1)/(1 + 1) = 1, sections (0 + 1)/(0 + 1) = 1: nothing else is there.
    let items = build(&[&[(0, 0), (0, 1)], &[(0, 0), (0, 1)]]);
    let alignment = align(&items, &[like(0, 2, 1.0), like(1, 3, 0.3)]);
    assert_eq!(pairs(&alignment), [(0, 2), (1, 3)]);
    // With two further unmatched measures beside each, sections fall to (0 + 1/2)/(2 + 1) at most.
    let sections = [(0, 0), (0, 1), (0, 1), (0, 1)];
    let items = build(&[&sections, &sections]);
    let alignment = align(&items, &[like(0, 4, 1.0), like(1, 5, 0.3)]);
    assert_eq!(pairs(&alignment), [(0, 4)]);
}

#[test]
fn one_measure_of_a_plan_a_theme_and_the_best_total_wins() {
    let items = build(&[&[(0, 0), (0, 0)], &[(0, 0), (0, 0)]]);
    let scores = [like(0, 2, 1.0), like(0, 3, 0.96), like(1, 2, 0.96), like(1, 3, 1.0)];
    assert_eq!(pairs(&align(&items, &scores)), [(0, 2), (1, 3)]);
}

#[test]
fn a_third_plan_joins_two_that_say_it_differently() {
    let items = build(&[&[(0, 0), (0, 0)], &[(0, 0), (0, 0)], &[(0, 0), (0, 0)]]);
    // 0 = 2 and 2 = 4 outright; between 0 and 4 there is less than is needed.
    let scores = [like(0, 2, 1.0), like(0, 4, 0.9), like(2, 4, 1.0)];
    let alignment = align(&items, &scores);
    assert_eq!(pairs(&alignment), [(0, 2), (0, 4), (2, 4)]);
    let indirect: Vec<bool> = alignment.links.iter().map(|link| link.direct).collect();
    assert_eq!(indirect, [true, false, true]);
    assert_eq!(alignment.themes[0].members.len(), 3);
    assert!((alignment.themes[0].members[1].score.expect("not alone") - 1.0).abs() < 1e-12);
    // Without any likeness between 0 and 4 the mean over the theme is too low for the third.
    let alignment = align(&items, &[like(0, 2, 1.0), like(2, 4, 0.96)]);
    assert_eq!(pairs(&alignment), [(0, 2)]);
}

#[test]
fn every_item_stands_in_exactly_one_theme() {
    let items = build(&[&[(0, 0), (0, 0)], &[(0, 0)], &[]]);
    let alignment = align(&items, &[like(0, 2, 1.0)]);
    let members = alignment.themes.iter().flat_map(|theme| &theme.members);
    assert_eq!(members.map(|member| member.measures.len()).sum::<usize>(), 3);
    assert_eq!(alignment.themes.len(), 2);
    assert_eq!(alignment.themes[1].members[0].score, None);
    assert!(align(&[], &[]).themes.is_empty());
}
