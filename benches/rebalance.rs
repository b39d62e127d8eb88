//! Rebalancing at the size of a country: 3,000 plans of 66 measures and 60 units, about 620,000
//! assignments in the proportions of the five real plans.
//!
//! `cargo bench --bench rebalance`

use criterion::{Criterion, criterion_group, criterion_main};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use respgraph::analyses::rebalance::{BaseLoad, FrontierDetail, Problem, rebalance};
use respgraph::graph::{Edge, MeasureNode, ResponsibilityGraph, UnitNode};
use respgraph::plan::Role;
use respgraph::units::{MeasureId, PlanId, UnitId, UnitKind};
use std::hint::black_box;

const PLANS: u32 = 3_000;
const UNITS: u32 = 60;
const MEASURES: u32 = 66;
/// How many measures of the real plans have so many leads, and so many other units.
const LEADS: [(usize, u32); 6] = [(1, 270), (2, 49), (3, 6), (4, 4), (5, 2), (7, 1)];
const OTHERS: [(usize, u32); 9] =
    [(1, 116), (0, 99), (3, 32), (2, 28), (4, 22), (5, 13), (8, 12), (12, 6), (6, 3)];

/// Draws a value with the weight beside it.
fn draw(rng: &mut Xoshiro256PlusPlus, weighted: &[(usize, u32)]) -> usize {
    let total: u32 = weighted.iter().map(|(_, weight)| weight).sum();
    let mut left = rng.random_range(0..total);
    for (value, weight) in weighted {
        if left < *weight {
            return *value;
        }
        left -= weight;
    }
    unreachable!("the weights add up to the total")
}

/// Units are busy in the proportion 1/2, 1/3, 1/4 …; a section favours a few of them.
fn country() -> ResponsibilityGraph {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    let (mut units, mut measures, mut edges) = (Vec::new(), Vec::new(), Vec::new());
    for plan in 0..PLANS {
        for u in 0..UNITS {
            let id = UnitId(plan * UNITS + u);
            let kind = UnitKind::Department;
            units.push(UnitNode { id, kind, function: Some(u), jurisdiction: plan });
        }
        for m in 0..MEASURES {
            let section = m * 16 / MEASURES;
            let id = MeasureId(plan * MEASURES + m);
            measures.push(MeasureNode { id, plan: PlanId(plan), section: plan * 16 + section });
            let weights: Vec<(usize, u32)> = (0..UNITS)
                .map(|u| {
                    let near = (0..5).any(|k| (section * 5 + k * 3) % UNITS == u);
                    (u as usize, 100_000 / (u + 2) * if near { 6 } else { 1 })
                })
                .collect();
            let leads = draw(&mut rng, &LEADS);
            let all = leads + draw(&mut rng, &OTHERS);
            let mut chosen = Vec::new();
            while chosen.len() < all {
                let u = draw(&mut rng, &weights) as u32;
                if !chosen.contains(&u) {
                    let role = if chosen.len() < leads { Role::Lead } else { Role::Support };
                    let row = edges.len() as u32;
                    edges.push((plan * UNITS + u, id.0, Edge { role, row }));
                    chosen.push(u);
                }
            }
        }
    }
    ResponsibilityGraph::from_parts(units, measures, edges)
}

fn rebalancing(criterion: &mut Criterion) {
    let graph = country();
    let mut group = criterion.benchmark_group("rebalance 3000 plans");
    group.sample_size(10);
    let weights = BaseLoad::ROLE_WEIGHTS;
    for (name, problem) in [
        ("moves", Problem { frontier: FrontierDetail::None, ..Problem::default() }),
        ("moves and whole frontier", Problem::default()),
        ("with the other roles' load", Problem { base: weights, ..Problem::default() }),
        ("five moves each", Problem { max_moves: Some(5), ..Problem::default() }),
    ] {
        group.bench_function(name, |b| b.iter(|| rebalance(black_box(&graph), &problem)));
    }
    group.finish();
}

criterion_group!(benches, rebalancing);
criterion_main!(benches);
