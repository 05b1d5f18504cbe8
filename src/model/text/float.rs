//! Float arithmetic where Python's differs from the machine's: floor division, modulo, power.

use super::fault::{Fault, Outcome};

/// Mantissa, binary exponent and sign of a finite float: `mantissa * 2 ** exponent`.
pub fn decode(value: f64) -> (u64, i64, bool) {
    let bits = value.to_bits();
    let raw = ((bits >> 52) & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let mantissa = if raw == 0 { fraction << 1 } else { fraction | (1 << 52) };
    (mantissa, raw - 1075, value.is_sign_negative())
}

/// `value * 2 ** by`, exactly where that is possible, without overflow on the way.
pub fn scale(mut value: f64, mut by: i64) -> f64 {
    by = by.clamp(-4000, 4000);
    while by > 1000 {
        value *= 2f64.powi(1000);
        by -= 1000;
    }
    // Up to 2**-900 at a time keeps a normal number normal until the last step.
    while by < -900 && value != 0.0 && value.abs() > 2f64.powi(-100) {
        value *= 2f64.powi(-900);
        by += 900;
    }
    if by < -1000 {
        return value * 2f64.powi(-1000) * 2f64.powi((by + 1000) as i32);
    }
    value * 2f64.powi(by as i32)
}

/// `a / b`
pub fn true_div(a: f64, b: f64) -> Outcome<f64> {
    if b == 0.0 {
        return Err(Fault::zero_division("float division by zero"));
    }
    Ok(a / b)
}

/// `a // b`
pub fn floor_div(a: f64, b: f64) -> Outcome<f64> {
    if b == 0.0 {
        return Err(Fault::zero_division("float floor division by zero"));
    }
    Ok(div_mod_parts(a, b).0)
}

/// `a % b`
pub fn modulo(a: f64, b: f64) -> Outcome<f64> {
    if b == 0.0 {
        return Err(Fault::zero_division("float modulo"));
    }
    Ok(div_mod_parts(a, b).1)
}

/// `divmod(a, b)`
pub fn div_mod(a: f64, b: f64) -> Outcome<(f64, f64)> {
    if b == 0.0 {
        return Err(Fault::zero_division("float divmod()"));
    }
    Ok(div_mod_parts(a, b))
}

fn div_mod_parts(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 {
        if (b < 0.0) != (rest < 0.0) {
            rest += b;
            quotient -= 1.0;
        }
    } else {
        rest = 0f64.copysign(b);
    }
    if quotient == 0.0 {
        return (0f64.copysign(a / b), rest);
    }
    let mut floor = quotient.floor();
    if quotient - floor > 0.5 {
        floor += 1.0;
    }
    (floor, rest)
}

/// `a ** b`. Where CPython gives a complex number, which the subset has not, this says so.
pub fn pow(a: f64, b: f64) -> Outcome<f64> {
    if b == 0.0 || a == 1.0 {
        return Ok(1.0);
    }
    if a.is_nan() || b.is_nan() {
        return Ok(f64::NAN);
    }
    if a == 0.0 && b < 0.0 {
        return Err(Fault::zero_division("0.0 cannot be raised to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return Err(Fault::value("negative number cannot be raised to a fractional power"));
    }
    let power = a.powf(b);
    if power.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(Fault::overflow("(34, 'Numerical result out of range')"));
    }
    Ok(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remainders_have_the_sign_of_the_divisor() {
        assert_eq!(div_mod(-7.5, 2.0), Ok((-4.0, 0.5)));
        assert_eq!(modulo(7.5, -2.0), Ok(-0.5));
        assert_eq!(modulo(-0.0, 5.0).map(f64::to_bits), Ok(0f64.to_bits()));
        assert_eq!(floor_div(0.0, -5.0).map(f64::to_bits), Ok((-0f64).to_bits()));
        assert_eq!(modulo(1.0, 0.0), Err(Fault::zero_division("float modulo")));
    }

    #[test]
    fn powers_beyond_the_largest_float_overflow() {
        assert_eq!(pow(2.0, 0.5), Ok(std::f64::consts::SQRT_2));
        assert!(pow(2.0, 10000.0).is_err());
        assert!(pow(0.0, -1.0).is_err());
        assert_eq!(pow(f64::INFINITY, 2.0), Ok(f64::INFINITY));
    }

    #[test]
    fn scaling_reaches_the_smallest_and_largest_floats() {
        assert_eq!(scale(1.0, -1074), 5e-324);
        assert_eq!(scale(1.0, 1023), 8.98846567431158e307);
        assert_eq!(scale(0.5, 1024), 8.98846567431158e307);
    }
}
