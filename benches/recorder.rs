//! What observing costs: a recorded event against a bare reading of the clock, a recorded lock and
//! unlock against those of a plain mutex. `cargo bench --bench recorder`; `lockstep bench` measures
//! the same and more.

use lockstep::exec::native::cost::measure;

fn main() {
    let costs = measure();
    println!("timestamp {:.2} ns, event {:.2} ns", costs.timestamp_nanos, costs.event_nanos);
    println!("mutex {:.2} ns, lock {:.2} ns", costs.mutex_pair_nanos, costs.lock_pair_nanos);
    println!("event / timestamp  {:.2}   target at most 1.5", costs.event_ratio());
    println!("lock / mutex       {:.2}   target at most 4.5", costs.lock_ratio());
}
