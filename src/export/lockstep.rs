//! The trace itself, to be opened again: see `trace::codec` for its format.

use super::{ExportError, ExportOptions, Exporter, Write};
use crate::trace::{Trace, codec};
use crate::words;

/// Its line in the list of exporters.
pub const EXPORTER: Exporter = Exporter {
    name: || words!("export-lockstep"),
    extension: "lockstep",
    description: || words!("export-lockstep-tip"),
    write: Write::Data(write),
};

/// Always the whole trace: choices about pictures do not apply. How it is looked at goes with it.
fn write(trace: &Trace, options: &ExportOptions) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    let seen = options.views.as_deref().unwrap_or(trace.views());
    match codec::write_as_seen(trace, seen, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(reason) => Err(ExportError::Drawing(reason.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Views, synthetic};
    use std::sync::Arc;

    #[test]
    fn an_exported_trace_opens_again() {
        let trace = synthetic(3, 2, 1000, 1);
        let bytes = write(&trace, &ExportOptions::default()).unwrap();
        let again = codec::read(&bytes).unwrap();
        assert!(again.events(0..u64::MAX).eq(trace.events(0..u64::MAX)));
        let seen = Views { cursor: Some(7), ..Views::default() };
        let options = ExportOptions { views: Some(Arc::new(seen.clone())), ..Default::default() };
        let again = codec::read(&write(&trace, &options).unwrap()).unwrap();
        assert_eq!(*again.views(), seen);
        let again = codec::read(&write(&again, &ExportOptions::default()).unwrap()).unwrap();
        assert_eq!(*again.views(), seen, "what a file says of views stays");
    }
}
