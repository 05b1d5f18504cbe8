//! `lockstep export`: a recorded trace as a picture or a table, without running anything.

use super::figures::figures;
use super::picture::PictureArguments;
use super::status;
use crate::export::export_to;
use crate::trace::codec;
use clap::Args;
use std::path::PathBuf;

/// Flags of `lockstep export`.
#[derive(Args, Debug)]
pub struct ExportArguments {
    /// The recorded trace (.lockstep).
    trace: PathBuf,
    /// Where to write to: the ending says the format (.svg, .png, .pdf, .csv, .json, .lockstep).
    #[arg(long, value_name = "OUT", required_unless_present = "report")]
    out: Vec<PathBuf>,
    /// Write findings and figures as JSON.
    #[arg(long, value_name = "OUT.json")]
    report: Option<PathBuf>,
    #[command(flatten)]
    picture: PictureArguments,
}

/// Runs the command; the exit status.
pub fn export(arguments: &ExportArguments) -> u8 {
    let path = arguments.trace.display();
    let file = match std::fs::read(&arguments.trace) {
        Ok(file) => file,
        Err(error) => {
            eprintln!("lockstep: {path} cannot be read: {error}.");
            return status::NO_INPUT;
        }
    };
    let trace = match codec::read(&file) {
        Ok(trace) => trace,
        Err(error) => {
            eprintln!("lockstep: {path}: {error}");
            return status::NO_INPUT;
        }
    };
    let title = arguments.trace.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let options = match arguments.picture.options(&trace, &title) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("lockstep: {sentence}");
            return status::USAGE;
        }
    };
    let mut code = 0;
    for out in &arguments.out {
        if let Err(error) = export_to(&trace, out, &options) {
            eprintln!("lockstep: {error}");
            code = status::CANNOT_WRITE;
        }
    }
    if let Some(out) = &arguments.report
        && let Err(error) = std::fs::write(out, format!("{:#}\n", figures(&trace)))
    {
        eprintln!("lockstep: {} cannot be written: {error}.", out.display());
        code = status::CANNOT_WRITE;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::synthetic;

    fn command(trace: PathBuf, out: PathBuf) -> u8 {
        let picture = PictureArguments::default();
        export(&ExportArguments { trace, out: vec![out], report: None, picture })
    }

    #[test]
    fn a_recorded_trace_becomes_a_table() {
        let folder = tempfile::tempdir().unwrap();
        let (trace, out) = (folder.path().join("run.lockstep"), folder.path().join("run.csv"));
        let mut bytes = Vec::new();
        codec::write(&synthetic(2, 1, 100, 1), &mut bytes).unwrap();
        std::fs::write(&trace, bytes).unwrap();
        assert_eq!(command(trace.clone(), out.clone()), 0);
        assert!(std::fs::read_to_string(out).unwrap().contains("worker-1"));
        assert_eq!(command(trace, folder.path().join("no/such/folder.csv")), status::CANNOT_WRITE);
    }

    #[test]
    fn what_is_no_trace_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("notes.txt");
        let out = folder.path().join("out.csv");
        assert_eq!(command(file.clone(), out.clone()), status::NO_INPUT);
        std::fs::write(&file, "not a trace").unwrap();
        assert_eq!(command(file, out), status::NO_INPUT);
    }
}
