//! Keeps labels apart: moves them as little as possible until none overlap.
//!
//! Labels that touch form a block, and a block rests where the sum of squared moves of its members
//! is least (pool adjacent violators, the method of isotonic regression).
//!
//! Invariant: the order is kept, and no two labels overlap; if all fit between the bounds, all lie
//! between them. What does not fit hangs over the lower bound.

/// A label of some height that wants its middle at some place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    pub(super) middle: f64,
    pub(super) height: f64,
}

struct Block {
    first: usize,
    len: usize,
    height: f64,
    /// Sum over members of the top the block would need for the member to get its wish.
    tops: f64,
}

impl Block {
    fn top(&self, upper: f64, lower: f64) -> f64 {
        let wanted = self.tops / self.len as f64;
        wanted.min(lower - self.height).max(upper)
    }
}

/// Middles for labels sorted by wish, from `upper` down to `lower`.
pub(super) fn spread(wishes: &[Wish], upper: f64, lower: f64) -> Vec<f64> {
    let mut blocks: Vec<Block> = Vec::new();
    for (first, wish) in wishes.iter().enumerate() {
        let mut block = Block { first, len: 1, height: wish.height, tops: wish.middle - wish.height / 2.0 };
        while let Some(above) = blocks.pop_if(|above| above.top(upper, lower) + above.height > block.top(upper, lower)) {
            let shift = above.height * block.len as f64;
            block = Block { first: above.first, len: above.len + block.len, height: above.height + block.height, tops: above.tops + block.tops - shift };
        }
        blocks.push(block);
    }
    let mut middles = Vec::with_capacity(wishes.len());
    for block in &blocks {
        let mut top = block.top(upper, lower);
        for wish in &wishes[block.first..block.first + block.len] {
            middles.push(top + wish.height / 2.0);
            top += wish.height;
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(middles: &[f64], expected: &[f64]) {
        let wishes: Vec<Wish> = middles.iter().map(|&middle| Wish { middle, height: 10.0 }).collect();
        assert_eq!(spread(&wishes, 0.0, 100.0), expected, "{middles:?}");
    }

    #[test]
    fn labels_move_only_when_they_must() {
        check(&[], &[]);
        check(&[50.0], &[50.0]);
        check(&[20.0, 60.0], &[20.0, 60.0]);
        check(&[50.0, 50.0], &[45.0, 55.0]);
        check(&[50.0, 54.0], &[47.0, 57.0]);
        check(&[0.0], &[5.0]);
        check(&[100.0, 100.0], &[85.0, 95.0]);
        check(&[40.0, 43.0, 46.0], &[33.0, 43.0, 53.0]);
        check(&[10.0, 40.0, 42.0], &[10.0, 36.0, 46.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn labels_keep_their_order_and_never_overlap(
            mut wishes in prop::collection::vec((0.0..300.0f64, 5.0..40.0f64), 0..7)
        ) {
            wishes.sort_by(|a, b| a.0.total_cmp(&b.0));
            let wishes: Vec<Wish> =
                wishes.into_iter().map(|(middle, height)| Wish { middle, height }).collect();
            let middles = spread(&wishes, 0.0, 300.0);
            prop_assert_eq!(middles.len(), wishes.len());
            for i in 1..middles.len() {
                let room = f64::midpoint(wishes[i - 1].height, wishes[i].height);
                prop_assert!(middles[i] - middles[i - 1] >= room - 1e-9);
            }
            for (middle, wish) in middles.iter().zip(&wishes) {
                prop_assert!(middle - wish.height / 2.0 >= -1e-9);
                prop_assert!(middle + wish.height / 2.0 <= 300.0 + 1e-9);
            }
        }
    }
}
