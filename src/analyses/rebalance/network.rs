//! The flow network of one group: who may hold which leads, and who holds them now.
//!
//! Owns classes of equal measures, the price of a move, loads in quarter points. Never knows the
//! graph, ids or wishes; the solvers ([`super::leximin`], [`super::budget`]) work on it.

/// What one lead weighs, in quarter points.
pub(super) const LEAD: u32 = 4;

/// One way to place the measures of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The unit, numbered inside the group.
    pub holder: u32,
    /// Whether leading there changes the lead by choice.
    pub moved: bool,
    /// Preference among equally short answers: 0 is preferred, 3 the last resort.
    pub rank: u8,
}

/// Classes of measures (same lead, same places) and their places; fixed while solving.
///
/// A *place* is numbered through all classes; flows are kept per place.
#[derive(Debug, Clone)]
pub(super) struct Network {
    class_first: Vec<u32>,
    holder: Vec<u32>,
    class: Vec<u32>,
    cost: Vec<i64>,
    holder_first: Vec<u32>,
    by_holder: Vec<u32>,
    move_cost: i64,
    all_have_a_home: bool,
}

/// Who leads what: the flow of every place, the loads it makes, what it costs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct State {
    /// Number of measures at each place.
    pub flow: Vec<u32>,
    /// Load of each holder in quarter points, everything included.
    pub load: Vec<u32>,
    /// Moves and preferences together; see [`Network::moves`].
    pub cost: i64,
}

impl Network {
    /// The network of `classes` (each: number of measures, index of the place where all of them
    /// start, places) and the state in which all measures stand at their start.
    ///
    /// `load` holds the loads of that state. The start must be the cheapest place of its class.
    pub fn new(load: Vec<u32>, classes: &[(u32, usize, Vec<Place>)]) -> (Self, State) {
        let items: i64 = classes.iter().map(|(members, ..)| i64::from(*members)).sum();
        let mut net = Network {
            class_first: vec![0],
            holder: Vec::new(),
            class: Vec::new(),
            cost: Vec::new(),
            holder_first: vec![0; load.len() + 1],
            by_holder: Vec::new(),
            // One more than all preferences of all measures together, so moves always come first.
            move_cost: 3 * items + 1,
            all_have_a_home: classes.iter().all(|(_, _, p)| p.iter().any(|place| place.moved)),
        };
        let mut state = State { flow: Vec::new(), load, cost: 0 };
        for ((members, start, places), k) in classes.iter().zip(0..) {
            let first = net.cost.len();
            for place in places {
                net.holder.push(place.holder);
                net.class.push(k);
                net.cost.push(i64::from(place.moved) * net.move_cost + i64::from(place.rank));
                state.flow.push(0);
            }
            state.flow[first + start] = *members;
            state.cost += net.cost[first + start] * i64::from(*members);
            debug_assert!(net.cost[first..].iter().all(|c| *c >= net.cost[first + start]));
            net.class_first.push(net.cost.len() as u32);
        }
        for &v in &net.holder {
            net.holder_first[v as usize + 1] += 1;
        }
        for v in 1..net.holder_first.len() {
            net.holder_first[v] += net.holder_first[v - 1];
        }
        let mut next = net.holder_first.clone();
        net.by_holder = vec![0; net.holder.len()];
        for (&v, p) in net.holder.iter().zip(0..) {
            net.by_holder[next[v as usize] as usize] = p;
            next[v as usize] += 1;
        }
        (net, state)
    }

    /// Number of holders.
    pub fn holders(&self) -> usize {
        self.holder_first.len() - 1
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.class_first.len() - 1
    }

    /// The places of a class.
    pub fn places(&self, class: usize) -> std::ops::Range<usize> {
        self.class_first[class] as usize..self.class_first[class + 1] as usize
    }

    /// The places at a holder.
    pub fn places_at(&self, holder: usize) -> &[u32] {
        &self.by_holder[self.holder_first[holder] as usize..self.holder_first[holder + 1] as usize]
    }

    /// The holder of a place.
    pub fn holder(&self, place: usize) -> usize {
        self.holder[place] as usize
    }

    /// The class of a place.
    pub fn class(&self, place: usize) -> usize {
        self.class[place] as usize
    }

    /// What one measure at this place costs.
    pub fn cost(&self, place: usize) -> i64 {
        self.cost[place]
    }

    /// The highest cost that counts as this many moves.
    pub fn most_cost(&self, moves: u32) -> i64 {
        (i64::from(moves) + 1) * self.move_cost - 1
    }

    /// Whether every measure may stay where it is led now, and anything else is a move.
    pub fn all_have_a_home(&self) -> bool {
        self.all_have_a_home
    }

    /// The moves in a total cost (preferences never add up to one move).
    pub fn moves(&self, cost: i64) -> u32 {
        u32::try_from(cost / self.move_cost)
            .unwrap_or_else(|_| unreachable!("there are no more moves than measures"))
    }
}

impl Clone for State {
    fn clone(&self) -> Self {
        State { flow: self.flow.clone(), load: self.load.clone(), cost: self.cost }
    }

    /// Into memory that is there already: one state after the other is tried in a frontier.
    fn clone_from(&mut self, other: &Self) {
        self.flow.clone_from(&other.flow);
        self.load.clone_from(&other.load);
        self.cost = other.cost;
    }
}

impl State {
    /// Takes one measure away from the first place of each pair and puts it at the second.
    pub fn shift(&mut self, steps: impl Iterator<Item = (usize, usize)>) {
        for (from, to) in steps {
            self.flow[from] -= 1;
            self.flow[to] += 1;
        }
    }
}
