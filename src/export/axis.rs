//! The time axis: where its ticks are and how times are written.
//!
//! Times are nanoseconds in `f64`, because a span of a microsecond at the end of an hour needs
//! more digits than `f32` has. Numbers have the decimal mark of the language. Knows nothing of
//! lanes or drawing.

use crate::words::decimal;

/// One mark of the axis.
#[derive(Clone, PartialEq, Debug)]
pub struct Tick {
    /// When.
    pub nanos: f64,
    /// What stands beside it.
    pub label: String,
}

/// The marks of a stretch of time.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Axis {
    /// Nanoseconds between marks.
    pub step_nanos: f64,
    /// From left to right.
    pub ticks: Vec<Tick>,
    /// When labels are written as distances from a base (`+200 ns`), that base.
    pub base: Option<String>,
}

/// Most digits a label may have before labels are written as distances from a base.
const DIGITS_MAX: i32 = 6;
/// More marks than any sensible width asks for: a guard against nonsense input.
const TICKS_MAX: usize = 1000;

const UNITS: [(f64, &str); 4] = [(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1.0, "ns")];

fn unit_for(nanos: f64) -> (f64, &'static str) {
    UNITS.into_iter().find(|unit| nanos.abs() >= unit.0 * 0.9995).unwrap_or(UNITS[3])
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `nanos`, at least one.
fn nice_step(nanos: f64) -> f64 {
    nice(nanos.max(1.0))
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `value`.
pub fn nice(value: f64) -> f64 {
    let power = 10f64.powf(value.max(1e-9).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|&step| step >= value * 0.999_999)
        .unwrap_or(power * 10.0)
}

/// A count or rate in a few letters: `0.5`, `20`, `3 k`, `20 M`.
pub fn amount(value: f64) -> String {
    let units = [(1e9, " G"), (1e6, " M"), (1e3, " k"), (1.0, "")];
    let unit = units.into_iter().find(|unit| value.abs() >= unit.0).unwrap_or((1.0, ""));
    let text = format!("{:.2}", value / unit.0);
    decimal(format!("{}{}", text.trim_end_matches('0').trim_end_matches('.'), unit.1))
}

/// A share as people write it: `0 %`, `0.4 %`, `12 %`.
pub fn share(value: f64) -> String {
    let percent = value * 100.0;
    match percent {
        p if p > 0.0 && p < 0.05 => decimal("< 0.1 %".to_owned()),
        p if p > 0.0 && p < 9.95 => decimal(format!("{p:.1} %").replace(".0 %", " %")),
        p => format!("{p:.0} %"),
    }
}

/// Marks for `from..to` drawn `width` points wide, at least `gap` points apart.
pub fn axis(from: f64, to: f64, width: f32, gap: f32) -> Axis {
    let span = to - from;
    if !(span > 0.0 && width > 0.0 && span.is_finite()) {
        return Axis::default();
    }
    let step = nice_step(span * f64::from(gap) / f64::from(width));
    let digits = (to.abs().max(from.abs()) / step).max(1.0).log10().ceil() as i32;
    let base =
        (digits > DIGITS_MAX && from > 0.0).then(|| (from / (step * 10.0)).floor() * step * 10.0);
    let unit = label_unit(to - base.unwrap_or(0.0), step);
    let first = (from / step).ceil();
    let ticks = (0..TICKS_MAX)
        .map(|i| (first + i as f64) * step)
        .take_while(|&nanos| nanos <= to)
        .map(|nanos| Tick { nanos, label: tick_label(nanos, base, step, unit) })
        .collect();
    Axis { step_nanos: step, ticks, base: base.map(exact) }
}

/// The unit of the largest value, unless that would take more than two decimals.
fn label_unit(largest: f64, step: f64) -> (f64, &'static str) {
    let unit = unit_for(largest);
    if unit.0 / step > 100.5 { unit_for(step) } else { unit }
}

fn tick_label(nanos: f64, base: Option<f64>, step: f64, unit: (f64, &str)) -> String {
    if nanos == 0.0 {
        return "0".to_owned();
    }
    let (value, sign) = base.map_or((nanos, ""), |base| (nanos - base, "+"));
    let decimals = ((unit.0 / step).log10().ceil().max(0.0)) as usize;
    decimal(format!("{sign}{:.*} {}", decimals, value / unit.0, unit.1))
}

/// A moment written with all its digits: `1.234567 s`.
pub fn exact(nanos: f64) -> String {
    let unit = unit_for(nanos);
    let decimals = unit.0.log10().round() as usize;
    let text = format!("{:.*}", decimals, nanos / unit.0);
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    decimal(format!("{text} {}", unit.1))
}

/// A moment as a sentence names it, to a thousandth of its unit: `1.235 s`, `67.5 ms`.
pub fn moment(nanos: f64) -> String {
    let unit = unit_for(nanos);
    let text = format!("{:.3}", nanos / unit.0);
    decimal(format!("{} {}", text.trim_end_matches('0').trim_end_matches('.'), unit.1))
}

/// A round duration, as an axis of durations writes it: `20 ms`, `2.5 ms`.
pub fn round_duration(nanos: f64) -> String {
    let unit = unit_for(nanos);
    let text = format!("{:.2}", nanos / unit.0);
    decimal(format!("{} {}", text.trim_end_matches('0').trim_end_matches('.'), unit.1))
}

/// A duration as people write it: three digits and a unit, `1.23 ms`.
pub fn duration(nanos: f64) -> String {
    let unit = unit_for(nanos);
    let value = nanos / unit.0;
    let decimals = match value.abs() {
        _ if unit.0 == 1.0 => 0,
        v if v < 9.995 => 2,
        v if v < 99.95 => 1,
        _ => 0,
    };
    decimal(format!("{value:.decimals$} {}", unit.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: f64, to: f64, width: f32) -> Vec<String> {
        axis(from, to, width, 80.0).ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn an_axis_of_durations_has_no_idle_zeros() {
        assert_eq!(round_duration(20e6), "20 ms");
        assert_eq!(round_duration(2.5e6), "2.5 ms");
        assert_eq!(round_duration(500.0), "500 ns");
    }

    #[test]
    fn times_have_the_decimal_mark_of_the_language() {
        crate::words::speaking(crate::words::Language::Polish, || {
            assert_eq!(duration(1_230_000.0), "1,23 ms");
            assert_eq!(exact(1_234_567.0), "1,234567 ms");
            assert_eq!(labels(0.0, 1e9, 500.0)[1], "0,2 s");
            assert_eq!((amount(2.5), share(0.004)), ("2,5".to_owned(), "0,4 %".to_owned()));
        });
    }

    #[test]
    fn ticks_fall_on_round_times_in_a_fitting_unit() {
        assert_eq!(labels(0.0, 1e9, 500.0), ["0", "0.2 s", "0.4 s", "0.6 s", "0.8 s", "1.0 s"]);
        assert_eq!(labels(0.0, 4e3, 400.0), ["0", "1 µs", "2 µs", "3 µs", "4 µs"]);
        assert_eq!(labels(0.0, 10e9, 300.0), ["0", "5 s", "10 s"]);
    }

    #[test]
    fn a_deep_zoom_far_from_the_start_is_written_relative_to_a_base() {
        let axis = axis(12.345_678_100e9, 12.345_678_600e9, 400.0, 80.0);
        assert_eq!(axis.base.as_deref(), Some("12.345678 s"));
        assert_eq!(axis.ticks[0].label, "+100 ns");
        assert_eq!(axis.ticks.len(), 6);
    }

    #[test]
    fn nonsense_spans_have_no_ticks() {
        assert!(axis(5.0, 5.0, 100.0, 80.0).ticks.is_empty());
        assert!(axis(0.0, f64::NAN, 100.0, 80.0).ticks.is_empty());
        assert!(axis(0.0, 10.0, 0.0, 80.0).ticks.is_empty());
    }

    #[test]
    fn durations_have_three_digits_and_a_unit() {
        let cases = [
            (0.0, "0 ns"),
            (950.0, "950 ns"),
            (1_234.0, "1.23 µs"),
            (12_345_678.0, "12.3 ms"),
            (999_999_999.0, "1.00 s"),
            (3.6e12, "3600 s"),
        ];
        for (nanos, text) in cases {
            assert_eq!(duration(nanos), text);
        }
    }

    #[test]
    fn amounts_and_shares_are_short() {
        let amounts = [0.0, 0.25, 20.0, 3000.0, 20_500_000.0].map(amount);
        assert_eq!(amounts, ["0", "0.25", "20", "3 k", "20.5 M"]);
        let shares = [0.0, 0.0001, 0.004, 0.05, 0.123, 1.0].map(share);
        assert_eq!(shares, ["0 %", "< 0.1 %", "0.4 %", "5 %", "12 %", "100 %"]);
        assert_eq!([0.3, 7.0, 20.0].map(nice), [0.5, 10.0, 20.0]);
    }

    #[test]
    fn moments_in_sentences_have_three_decimals_at_most() {
        let cases = [
            (20_364_329_904.0, "20.364 s"),
            (67_471_138.0, "67.471 ms"),
            (999_999_999.0, "1 s"),
            (1_500_000.0, "1.5 ms"),
            (100.0, "100 ns"),
            (0.0, "0 ns"),
        ];
        for (nanos, text) in cases {
            assert_eq!(moment(nanos), text);
        }
    }

    #[test]
    fn exact_times_keep_every_digit_and_no_zeros() {
        assert_eq!(exact(1_234_567_890.0), "1.23456789 s");
        assert_eq!(exact(1_500_000.0), "1.5 ms");
        assert_eq!(exact(100.0), "100 ns");
    }
}
