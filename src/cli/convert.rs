//! `lockstep export`: a recorded trace as a picture or a table, without running anything.

use super::figures::figures;
use super::picture::PictureArguments;
use super::report::write_report;
use super::status;
use crate::export::{ending_of, exporter_for};
use crate::trace::{Origin, Trace, codec};
use clap::Args;
use std::path::{Path, PathBuf};

/// Flags of `lockstep export`.
#[derive(Args, Debug)]
pub struct ExportArguments {
    /// The recorded trace (.lockstep), or a script (.py) for its canvas.
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
    let trace = match read(&arguments.trace, &file) {
        Ok(trace) => trace,
        Err(error) => {
            eprintln!("lockstep: {path}: {error}");
            return status::NO_INPUT;
        }
    };
    if let Some(sentence) = arguments.asks_for_a_run() {
        eprintln!("lockstep: {path} {sentence}");
        return status::USAGE;
    }
    // What was run tells more than what its file is called.
    let known = trace.origin().map(|origin| origin.title.clone()).filter(|title| !title.is_empty());
    let stem = arguments.trace.file_stem().unwrap_or_default().to_string_lossy();
    let title = known.unwrap_or_else(|| stem.into_owned());
    let options = match arguments.picture.options(&trace, &title) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("lockstep: {sentence}");
            return status::USAGE;
        }
    };
    let mut code = 0;
    for out in &arguments.out {
        if let Err(error) = arguments.picture.write(&trace, out, &options) {
            eprintln!("lockstep: {error}");
            code = status::CANNOT_WRITE;
        }
    }
    let report = arguments
        .report
        .as_ref()
        .and_then(|out| write_report(out, &figures(&trace, options.range)));
    report.unwrap_or(code)
}

impl ExportArguments {
    /// A sentence if a script is to become what only a run can.
    fn asks_for_a_run(&self) -> Option<String> {
        if !is_script(&self.trace) {
            return None;
        }
        let is_picture = |out: &&PathBuf| {
            exporter_for(ending_of(out)).is_ok_and(|exporter| exporter.is_picture())
        };
        let data = self.out.iter().find(|out| !is_picture(out)).or(self.report.as_ref())?;
        Some(format!(
            "is a script, which has a canvas and no run yet. Run it: \
             lockstep run {} --export {}",
            self.trace.display(),
            data.display()
        ))
    }
}

fn is_script(path: &Path) -> bool {
    ending_of(path).eq_ignore_ascii_case("py")
}

/// A recorded run; of a script a run in which nothing has happened.
fn read(path: &Path, file: &[u8]) -> Result<Trace, String> {
    if !is_script(path) {
        return codec::read(file).map_err(|error| error.to_string());
    }
    let title = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let script = String::from_utf8_lossy(file).into_owned();
    let mut trace = Trace::new();
    trace.set_origin(Origin { title, mode: String::new(), script });
    Ok(trace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::synthetic;
    use clap::Parser;

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

    #[test]
    fn a_script_becomes_the_picture_of_its_canvas() {
        let folder = tempfile::tempdir().unwrap();
        let (script, out) = (folder.path().join("two.py"), folder.path().join("two.svg"));
        let text = "import threading\nlock = threading.Lock()\ndef work():\n    with lock:\n        \
                    pass\nthreading.Thread(target=work).start()\n";
        std::fs::write(&script, text).unwrap();
        let arguments = ["export", "--show", "canvas", "--theme", "print", "--out"];
        let mut arguments: Vec<&str> = arguments.to_vec();
        arguments.extend([out.to_str().unwrap(), script.to_str().unwrap()]);
        let parsed = Cli::try_parse_from(arguments).unwrap();
        assert_eq!(export(&parsed.export), 0);
        let svg = std::fs::read_to_string(&out).unwrap();
        assert!(svg.contains(">lock<") && svg.contains("with lock"), "{svg}");
        let csv = folder.path().join("two.csv");
        assert_eq!(command(script.clone(), csv.clone()), status::USAGE);
        assert!(!csv.exists(), "a script has no run to make a table of");
        // Of a script there is nothing else to show: it need not be asked for.
        std::fs::remove_file(&out).unwrap();
        assert_eq!(command(script.clone(), out.clone()), 0);
        assert!(std::fs::read_to_string(&out).unwrap().contains("with lock"));
        std::fs::write(&script, "").unwrap();
        assert_eq!(export(&parsed.export), status::CANNOT_WRITE);
    }

    #[derive(clap::Parser)]
    struct Cli {
        #[command(flatten)]
        export: ExportArguments,
    }
}
