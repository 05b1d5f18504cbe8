//! Many durations in short: count, sum, extremes and percentiles.

use hdrhistogram::Histogram;

/// Three digits of a percentile are exact.
const DIGITS: u8 = 3;

/// Durations being collected.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    histogram: Option<Histogram<u32>>,
    count: u64,
    total: u64,
    min: u64,
    max: u64,
}

/// What a collection of durations amounts to; all zero if there were none.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Times {
    /// How many.
    pub count: u64,
    /// Their sum.
    pub total_nanos: u64,
    /// Their mean.
    pub mean_nanos: f64,
    /// The shortest.
    pub min_nanos: u64,
    /// The longest.
    pub max_nanos: u64,
    /// Half of them are at most this.
    pub p50_nanos: u64,
    /// Nine in ten are at most this.
    pub p90_nanos: u64,
    /// Ninety-nine in a hundred are at most this.
    pub p99_nanos: u64,
}

/// How many durations lie in a stretch of lengths.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bar {
    /// Shortest duration of the stretch.
    pub from_nanos: f64,
    /// Where the next stretch begins.
    pub to_nanos: f64,
    /// How many.
    pub count: u64,
}

impl Tally {
    /// Adds one duration.
    pub fn add(&mut self, nanos: u64) {
        self.min = if self.count == 0 { nanos } else { self.min.min(nanos) };
        self.max = self.max.max(nanos);
        self.count += 1;
        self.total = self.total.saturating_add(nanos);
        if self.histogram.is_none() {
            self.histogram = Histogram::new(DIGITS).ok();
        }
        if let Some(histogram) = &mut self.histogram {
            // It grows as needed; what it can't hold is still in count, sum and extremes.
            let _ = histogram.record(nanos);
        }
    }

    /// What was collected.
    pub fn times(&self) -> Times {
        let percentile = |share| {
            let value = self.histogram.as_ref().map_or(0, |all| all.value_at_quantile(share));
            value.clamp(self.min, self.max)
        };
        Times {
            count: self.count,
            total_nanos: self.total,
            mean_nanos: if self.count == 0 { 0.0 } else { self.total as f64 / self.count as f64 },
            min_nanos: self.min,
            max_nanos: self.max,
            p50_nanos: percentile(0.5),
            p90_nanos: percentile(0.9),
            p99_nanos: percentile(0.99),
        }
    }

    /// How the durations are spread, in stretches of which `parts` make a doubling; empty ones
    /// within are included, so that the stretches lie side by side on a logarithmic axis.
    pub fn bars(&self, parts: u32) -> Vec<Bar> {
        let Some(histogram) = &self.histogram else { return Vec::new() };
        let parts = parts.clamp(1, 16);
        let mut bars: Vec<Bar> = Vec::new();
        let mut first = 0;
        for step in histogram.iter_recorded() {
            // The histogram names the last value of its own small stretch.
            let value = step.value_iterated_to().clamp(self.min, self.max).max(1) as f64;
            let place = (value.log2() * f64::from(parts)).floor() as u32;
            if bars.is_empty() {
                first = place;
            }
            while (bars.len() as u32) <= place.saturating_sub(first) {
                bars.push(bar(first + bars.len() as u32, parts));
            }
            bars[(place - first) as usize].count += step.count_since_last_iteration();
        }
        bars
    }
}

fn bar(place: u32, parts: u32) -> Bar {
    let edge = |place: u32| 2f64.powf(f64::from(place) / f64::from(parts));
    Bar { from_nanos: edge(place), to_nanos: edge(place + 1), count: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_amounts_to_zero() {
        assert_eq!(Tally::default().times(), Times::default());
        assert!(Tally::default().bars(4).is_empty());
    }

    #[test]
    fn bars_lie_side_by_side_and_leave_no_gap() {
        let mut tally = Tally::default();
        [1, 3, 3, 20].into_iter().for_each(|nanos| tally.add(nanos));
        let bars: Vec<_> = tally.bars(1).iter().map(|bar| (bar.from_nanos, bar.count)).collect();
        assert_eq!(bars, [(1.0, 1), (2.0, 2), (4.0, 0), (8.0, 0), (16.0, 1)]);
        let fine = tally.bars(4);
        assert!(fine.windows(2).all(|pair| pair[0].to_nanos == pair[1].from_nanos));
        assert_eq!(fine.iter().map(|bar| bar.count).sum::<u64>(), 4);
    }

    proptest! {
        #[test]
        fn bars_hold_every_duration_once(
            all in prop::collection::vec(0u64..1 << 40, 1..200), parts in 1u32..9,
        ) {
            let mut tally = Tally::default();
            all.iter().for_each(|&nanos| tally.add(nanos));
            let bars = tally.bars(parts);
            prop_assert_eq!(bars.iter().map(|bar| bar.count).sum::<u64>(), all.len() as u64);
            prop_assert!(bars.first().is_some_and(|bar| bar.count > 0));
            prop_assert!(bars.last().is_some_and(|bar| bar.count > 0));
        }
    }

    proptest! {
        #[test]
        fn times_agree_with_a_sorted_list(mut all in prop::collection::vec(0u64..1 << 40, 1..300)) {
            let mut tally = Tally::default();
            all.iter().for_each(|&nanos| tally.add(nanos));
            all.sort();
            let times = tally.times();
            prop_assert_eq!(times.total_nanos, all.iter().sum::<u64>());
            prop_assert_eq!((times.min_nanos, times.max_nanos), (all[0], all[all.len() - 1]));
            for (share, found) in [(0.5, times.p50_nanos), (0.99, times.p99_nanos)] {
                let place = ((share * all.len() as f64).ceil() as usize).max(1) - 1;
                let error = found.abs_diff(all[place]) as f64;
                prop_assert!(error <= 0.002 * all[place] as f64 + 1.0, "{} {}", found, all[place]);
            }
        }
    }
}
