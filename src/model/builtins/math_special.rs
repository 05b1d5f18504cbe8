//! Functions of `math` that the standard library has not: error function, gamma, exact sums.

/// `acosh`, not a number below 1.
pub fn acosh(x: f64) -> f64 {
    x.acosh()
}

/// `asinh`
pub fn asinh(x: f64) -> f64 {
    x.asinh()
}

/// `atanh`
pub fn atanh(x: f64) -> f64 {
    x.atanh()
}

/// Mantissa in [0.5, 1) and exponent.
pub fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let scaled = if x.abs() < f64::MIN_POSITIVE { x * 2f64.powi(54) } else { x };
    let shift = if scaled == x { 0 } else { -54 };
    let bits = scaled.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1022;
    let mantissa = f64::from_bits(bits & !(0x7ff << 52) | (1022 << 52));
    (mantissa, exponent + shift)
}

/// The remainder nearest to zero (IEEE 754).
pub fn remainder(x: f64, y: f64) -> f64 {
    if y == 0.0 || x.is_infinite() || x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if y.is_infinite() {
        return x;
    }
    let (magnitude, unit) = (x.abs(), y.abs());
    let rest = magnitude % unit;
    let other = unit - rest;
    let nearest = if rest < other {
        rest
    } else if rest > other {
        -other
    } else {
        rest - 2.0 * ((0.5 * (magnitude - rest)) % unit)
    };
    1f64.copysign(x) * nearest
}

/// The length of a vector, without overflow on the way.
pub fn norm(parts: &[f64]) -> f64 {
    match parts {
        [] => 0.0,
        [one] => one.abs(),
        [x, y] => x.hypot(*y),
        more => {
            let most = more.iter().fold(0f64, |most, part| most.max(part.abs()));
            if most == 0.0 || !most.is_finite() {
                return most;
            }
            most * more.iter().map(|part| (part / most).powi(2)).sum::<f64>().sqrt()
        }
    }
}

/// The sum of floats rounded once (J. Shewchuk's partial sums).
pub fn exact_sum(numbers: &[f64]) -> f64 {
    let mut partials: Vec<f64> = Vec::new();
    let mut special = 0.0;
    for &number in numbers {
        if !number.is_finite() {
            special += number;
            continue;
        }
        let mut x = number;
        let mut kept = 0;
        for at in 0..partials.len() {
            let mut y = partials[at];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        partials.push(x);
    }
    if special != 0.0 || f64::is_nan(special) {
        return special;
    }
    round_partials(&partials)
}

fn round_partials(partials: &[f64]) -> f64 {
    let mut rest = partials.iter().rev();
    let Some(&first) = rest.next() else { return 0.0 };
    let mut high = first;
    let mut low = 0.0;
    for &y in rest.by_ref() {
        let x = high;
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // Half-way cases: the next partial decides which way to round.
    if let Some(&next) = rest.next()
        && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
    {
        let double = low * 2.0;
        let x = high + double;
        if double == x - high {
            high = x;
        }
    }
    high
}

/// The error function: a series near zero, a continued fraction beyond.
pub fn erf(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x.abs() < 1.5 {
        return erf_series(x);
    }
    let tail = erfc_fraction(x.abs());
    if x > 0.0 { 1.0 - tail } else { tail - 1.0 }
}

/// `1 - erf(x)`
pub fn erfc(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x.abs() < 1.5 {
        return 1.0 - erf_series(x);
    }
    let tail = erfc_fraction(x.abs());
    if x > 0.0 { tail } else { 2.0 - tail }
}

fn erf_series(x: f64) -> f64 {
    const TERMS: u32 = 25;
    let square = x * x;
    let mut sum = 0.0;
    let mut below = f64::from(TERMS) + 0.5;
    for _ in 0..TERMS {
        sum = 2.0 + square * sum / below;
        below -= 1.0;
    }
    sum * x * (-square).exp() / std::f64::consts::PI.sqrt()
}

fn erfc_fraction(x: f64) -> f64 {
    const TERMS: u32 = 50;
    if x >= 30.0 {
        return 0.0;
    }
    let square = x * x;
    let (mut a, mut step) = (0.0, 0.5);
    let (mut p, mut p_last) = (1.0, 0.0);
    let (mut q, mut q_last) = (step + square, 1.0);
    for _ in 0..TERMS {
        a += step;
        step += 2.0;
        let b = step + square;
        (p, p_last) = (b * p - a * p_last, p);
        (q, q_last) = (b * q - a * q_last, q);
    }
    p / q * x * (-square).exp() / std::f64::consts::PI.sqrt()
}

/// Lanczos' coefficients for g = 607/128 (P. Godfrey).
const LANCZOS: [f64; 15] = [
    0.999_999_999_999_997_1,
    57.156_235_665_862_92,
    -59.597_960_355_475_49,
    14.136_097_974_741_746,
    -0.491_913_816_097_620_2,
    3.399_464_998_481_189e-5,
    4.652_362_892_704_858e-5,
    -9.837_447_530_487_956e-5,
    1.580_887_032_249_125e-4,
    -2.102_644_417_241_048_8e-4,
    2.174_396_181_152_126_5e-4,
    -1.643_181_065_367_639e-4,
    8.441_822_398_385_275e-5,
    -2.619_083_840_158_140_8e-5,
    3.689_918_265_953_162_5e-6,
];

fn log_gamma_positive(x: f64) -> f64 {
    let base = x + 607.0 / 128.0 - 0.5;
    let sum: f64 = LANCZOS[1..]
        .iter()
        .enumerate()
        .map(|(at, coefficient)| coefficient / (x + at as f64))
        .sum::<f64>()
        + LANCZOS[0];
    (x - 0.5) * base.ln() - base + (sum * (2.0 * std::f64::consts::PI).sqrt()).ln()
}

/// `lgamma`
pub fn log_gamma(x: f64) -> f64 {
    if x == x.floor() && (1.0..=2.0).contains(&x) {
        return 0.0;
    }
    if x <= 0.0 && x == x.floor() {
        return f64::INFINITY;
    }
    if x < 0.5 {
        let sine = (std::f64::consts::PI * x).sin().abs();
        return (std::f64::consts::PI / sine).ln() - log_gamma_positive(1.0 - x);
    }
    log_gamma_positive(x)
}

/// `gamma`: exact at whole numbers up to 23!.
pub fn gamma(x: f64) -> f64 {
    if x == x.floor() && (1.0..=23.0).contains(&x) {
        return (1..x as u64).map(|n| n as f64).product();
    }
    if x < 0.5 {
        let sine = (std::f64::consts::PI * x).sin();
        return std::f64::consts::PI / (sine * gamma(1.0 - x));
    }
    log_gamma_positive(x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_rounded_once() {
        assert_eq!(exact_sum(&[0.1; 10]), 1.0);
        assert_eq!(exact_sum(&[1e16, 1.0, -1e16]), 1.0);
        assert_eq!(exact_sum(&[]), 0.0);
    }

    #[test]
    fn special_functions_are_close_to_their_tables() {
        for (value, wanted) in [
            (erf(0.5), 0.5204998778130465),
            (erfc(2.0), 0.004677734981047266),
            (gamma(5.0), 24.0),
            (gamma(0.5), 1.772453850905516),
            (log_gamma(10.0), 12.801827480081469),
        ] {
            assert!((value / wanted - 1.0f64).abs() < 1e-13, "{value} {wanted}");
        }
        assert_eq!(remainder(5.0, 3.0), -1.0);
        assert_eq!(frexp(8.0), (0.5, 4));
        assert_eq!(norm(&[3.0, 4.0]), 5.0);
    }
}
