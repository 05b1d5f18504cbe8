//! How fast the language is: small programs here and under python3 on the same machine, as ratios.
//! `cargo bench --bench language [-- part of a name]`; `lockstep bench` prints the same and more.

use lockstep::cli::speed;

fn main() {
    // cargo itself adds `--bench`.
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let speeds = speed::measure(&filter.unwrap_or_default());
    for one in &speeds {
        let ratio = one.ratio().map_or("no python3".to_owned(), |ratio| format!("{ratio:6.2} x"));
        let python = one.python.map_or(0.0, |seconds| seconds * 1e3);
        println!(
            "{:<20} {:>8.1} ms   python3 {python:>8.1} ms   {ratio}",
            one.name,
            one.here * 1e3
        );
    }
    if let Some(mean) = speed::geometric_mean(&speeds) {
        let least = speeds.iter().filter_map(speed::Speed::ratio).fold(f64::MAX, f64::min);
        println!("geometric mean {mean:.2} x (target at least 1.5), least {least:.2} x (0.7)");
    }
}
