//! The same random numbers and specs through this code and through the machine's own `python3`.

use super::float_text;
use super::format_spec;
use super::int::Int;
use super::percent::{self, Amount, Layout, Piece};
use super::random;
use std::io::Write;
use std::process::{Command, Stdio};

/// Reads `KIND\tVALUE\tSPEC` lines, answers the formatted text or the exception's message.
const ORACLE: &str = r#"
import sys, struct
def value(kind, text):
    return float.fromhex(text) if kind in 'fr' else int(text) if kind in 'ip' else text
for line in sys.stdin.read().splitlines():
    kind, text, spec = line.split('\t')
    v = value(kind, text)
    try:
        if kind == 'r':
            out = repr(v) + ' ' + repr(round(v, int(spec))) + ' ' + str(hash(v)) + ' ' + v.hex()
        elif kind == 'p':
            out = spec % v
        else:
            out = format(v, spec)
    except Exception as e:
        out = type(e).__name__ + ' ' + str(e)
    print(out)
"#;

fn ask_python(lines: &[String]) -> Option<Vec<String>> {
    let mut child = Command::new("python3")
        .args(["-I", "-c", ORACLE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let text = lines.join("\n");
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    Some(String::from_utf8(output.stdout).ok()?.lines().map(str::to_owned).collect())
}

struct Dice(rand_mt::Mt);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0.next_u32() % bound
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u32) as usize]
    }

    fn float(&mut self) -> f64 {
        match self.below(6) {
            0 => f64::from_bits(self.0.next_u64()),
            1 => f64::from(self.below(2000)) / 8.0 - 100.0,
            2 => (random::random(&mut self.0) * 1e6).round() / 1000.0,
            3 => random::random(&mut self.0) * 1e18,
            4 => [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY][self.below(4) as usize],
            _ => random::random(&mut self.0) / 1e7,
        }
    }

    fn spec(&mut self) -> String {
        let mut spec = String::new();
        spec.push_str(self.pick(&["", "", "<", ">", "^", "=", "*<", "é^", "0="]));
        spec.push_str(self.pick(&["", "", "", "+", " ", "-"]));
        spec.push_str(self.pick(&["", "", "", "", "z"]));
        spec.push_str(self.pick(&["", "", "", "#"]));
        spec.push_str(self.pick(&["", "", "0"]));
        spec.push_str(self.pick(&["", "", "7", "12", "25"]));
        spec.push_str(self.pick(&["", "", "", ",", "_"]));
        spec.push_str(self.pick(&["", "", ".0", ".1", ".3", ".17"]));
        spec + self.pick(&["", "", "d", "f", "e", "g", "G", "%", "x", "b", "o", "X", "n", "s", "c"])
    }

    fn percent(&mut self) -> String {
        let mut spec = String::from("%");
        spec.push_str(self.pick(&["", "", "-", "+", " ", "#", "0", "+0", "-#", "0#"]));
        spec.push_str(self.pick(&["", "4", "9", "15"]));
        spec.push_str(self.pick(&["", "", ".", ".2", ".6"]));
        spec + self.pick(&["d", "i", "x", "X", "o", "u", "f", "e", "g"])
    }
}

fn shown(result: super::fault::Outcome<String>) -> String {
    result.unwrap_or_else(|fault| format!("{:?}Error {}", fault.kind, fault.message))
}

fn percent_text(value: i64, template: &str) -> String {
    let Piece::Conversion(found) = percent::parse(template).remove(0) else { panic!("{template}") };
    let number = |amount| match amount {
        Amount::Given(number) => Some(number),
        _ => None,
    };
    let width = number(found.width).unwrap_or(0);
    let layout = Layout::new(found.flags, width, number(found.precision)).expect("small");
    shown(match found.letter {
        'f' | 'e' | 'g' => percent::float(value as f64, found.letter, layout),
        _ => percent::int(&Int::Small(value), found.letter, layout),
    })
}

#[test]
fn random_numbers_and_specs_read_as_pythons() {
    let mut dice = Dice(random::seeded(&Int::Small(2026)));
    let (mut lines, mut ours) = (Vec::new(), Vec::new());
    for round in 0..6000 {
        let (float, int) = (dice.float(), i64::from(dice.below(1 << 30)) - (1 << 28));
        let int = if dice.below(3) == 0 { int % 0x300 } else { int };
        let spec = dice.spec();
        let (line, mine) = match round % 5 {
            0 if !float.is_nan() => {
                let digits = i64::from(dice.below(30)) - 10;
                let rounded = super::round::round_float(float, digits).map(float_text::repr);
                let text = format!(
                    "{} {} {} {}",
                    float_text::repr(float),
                    shown(rounded),
                    super::hash::hash_f64(float),
                    float_text::hex(float)
                );
                (format!("r\t{}\t{digits}", float_text::hex(float)), text)
            }
            1 => {
                let parsed = format_spec::parse(&spec, "int");
                let text =
                    parsed.and_then(|s| format_spec::format_int(&Int::Small(int), &s, "int"));
                (format!("i\t{int}\t{spec}"), shown(text))
            }
            2 => {
                let parsed = format_spec::parse(&spec, "str");
                let text = parsed.and_then(|s| format_spec::format_str("añb", &s, "str"));
                (format!("s\tañb\t{spec}"), shown(text))
            }
            3 => {
                let template = dice.percent();
                (format!("p\t{int}\t{template}"), percent_text(int, &template))
            }
            _ if float.is_nan() => continue,
            _ => {
                let parsed = format_spec::parse(&spec, "float");
                let text = parsed.and_then(|s| format_spec::format_float(float, &s, "float"));
                (format!("f\t{}\t{spec}", float_text::hex(float)), shown(text))
            }
        };
        // Surrogates have no text here.
        let surrogate = spec.ends_with('c') && (0xd800..0xe000).contains(&int);
        // Control characters would break the oracle's lines.
        if surrogate || (spec.ends_with('c') && mine.chars().any(|c| c.is_control())) {
            continue;
        }
        lines.push(line);
        ours.push(mine);
    }
    let Some(theirs) = ask_python(&lines) else { return };
    assert_eq!(theirs.len(), ours.len());
    let differ = |((line, mine), their): ((&String, &String), &String)| {
        (mine != their).then(|| format!("{line:?}: {mine:?}, not {their:?}"))
    };
    let wrong: Vec<_> = lines.iter().zip(&ours).zip(&theirs).filter_map(differ).collect();
    assert!(
        wrong.is_empty(),
        "{} of {}: {:#?}",
        wrong.len(),
        lines.len(),
        &wrong[..wrong.len().min(20)]
    );
}
