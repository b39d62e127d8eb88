//! The words of single cells as they are printed in measures.
//!
//! Owns what is left out of them. Never knows rows.

use crate::plan::passage::Passage;
use crate::plan::statement::first_leads::FirstLeads;
use crate::plan::vocabulary::Vocabulary;
use crate::text::numeral;

/// A cell without the brackets that state who leads (甲局、乙局(列第一位者为牵头单位,下同)).
pub fn without_rule(cell: &Passage, vocabulary: &Vocabulary) -> Passage {
    let chars = cell.chars();
    let mut out = Passage::default();
    let mut from = 0;
    let mut open = None;
    for (i, c) in chars.iter().enumerate() {
        match (*c, open) {
            ('(', _) => open = Some(i),
            (')', Some(start)) => {
                if FirstLeads::in_sentence(&chars[start + 1..i], vocabulary).is_some() {
                    out.append(&cell.slice(from..start));
                    from = i + 1;
                }
                open = None;
            }
            _ => {}
        }
    }
    out.append(&cell.slice(from..cell.len()));
    out
}

/// The number of a sequence cell as printed, without what sets it off.
pub fn sequence_number(cell: &Passage) -> String {
    let text = cell.whole();
    let folded: String = text.chars().map(crate::text::fold).collect();
    let plain = folded.trim_end_matches(['.', '、', ' ']);
    if numeral(plain).is_some() && plain.is_ascii() {
        plain.to_owned()
    } else {
        text.trim_end_matches(['.', '、', '．']).to_owned()
    }
}
