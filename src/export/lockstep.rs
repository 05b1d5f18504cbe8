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

/// Always the whole trace: choices about pictures do not apply.
fn write(trace: &Trace, _: &ExportOptions) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    match codec::write(trace, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(reason) => Err(ExportError::Drawing(reason.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::synthetic;

    #[test]
    fn an_exported_trace_opens_again() {
        let trace = synthetic(3, 2, 1000, 1);
        let bytes = write(&trace, &ExportOptions::default()).unwrap();
        let again = codec::read(&bytes).unwrap();
        assert!(again.events(0..u64::MAX).eq(trace.events(0..u64::MAX)));
    }
}
