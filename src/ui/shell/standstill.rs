//! What is shown of a run that stood still until it was stopped: how it stood, and not how the stop
//! has swept everybody away. It is what one wants to talk about, and to export.

use crate::session::{Phase, Session};
use crate::ui::timeline::Selection;

/// Since when the run stands still, as far as is known.
pub fn since(session: &Session) -> Option<f64> {
    let stands = session.findings().iter().filter(|finding| finding.is_standstill());
    stands.map(|finding| finding.range_nanos.start as f64).reduce(f64::min)
}

/// Goes to the standstill once the run is over and looked through, unless another instant is shown.
/// `was_over`: whether it was so in the last frame.
pub fn show(session: &Session, was_over: &mut bool, selection: &mut Selection) {
    let over = session.phase() == Phase::Ended && !session.is_looked_at();
    let was = std::mem::replace(was_over, over);
    if !over || was || selection.cursor.is_some() {
        return;
    }
    if let Some(finding) = session.findings().iter().find(|finding| finding.is_standstill()) {
        selection.cursor = Some(finding.range_nanos.end.saturating_sub(1));
    }
}
