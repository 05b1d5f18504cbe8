//! A trace as bytes for other programs: one file an exporter, one line each in [`ALL`].
//!
//! Pictures are drawn from the same [`scene`] as the screen, with one bundled font, so the same
//! trace gives the same bytes on every machine. Nothing here knows of widgets, threads or runs.

use crate::analysis::critical_path::CriticalPath;
use crate::trace::{Trace, Views};
use crate::words;
use crate::words::Language;
use scene::Scene;
use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub mod axis;
pub mod chart;
pub mod chrome;
pub mod compare;
pub mod csv;
#[cfg(test)]
pub mod fixture;
pub mod lockstep;
mod outlines;
pub mod pdf;
pub mod plots;
pub mod png;
pub mod scene;
pub mod svg;
pub mod text;
pub mod theme;
pub mod timeline;

/// One way out.
pub struct Exporter {
    /// What menus call it.
    pub name: fn() -> &'static str,
    /// Ending of its files: how a path chooses its exporter.
    pub extension: &'static str,
    /// One sentence on what it is good for.
    pub description: fn() -> &'static str,
    /// Makes the bytes.
    pub write: Write,
}

/// What an exporter makes its bytes from.
pub enum Write {
    /// From any picture.
    Picture(fn(&Scene, &Sheet) -> Result<Vec<u8>, ExportError>),
    /// From the trace itself.
    Data(fn(&Trace, &ExportOptions) -> Result<Vec<u8>, ExportError>),
}

/// What a picture's file says beside the picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// The file's own title.
    pub title: String,
    /// Pixels per point, for pictures made of pixels.
    pub scale: f32,
}

impl Exporter {
    /// Whether it writes pictures.
    pub fn is_picture(&self) -> bool {
        matches!(self.write, Write::Picture(_))
    }
}

/// All exporters, sorted by extension.
pub const ALL: &[Exporter] = &[
    csv::EXPORTER,
    chrome::EXPORTER,
    lockstep::EXPORTER,
    pdf::EXPORTER,
    png::EXPORTER,
    svg::EXPORTER,
];

/// What a picture shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Content {
    /// All lanes.
    #[default]
    Timeline,
    /// The plot at this place of `plots::ALL`.
    Plot(usize),
}

/// What a user may choose about an export.
#[derive(Clone, PartialEq, Debug)]
pub struct ExportOptions {
    /// Stands above the picture and in the file's own title.
    pub title: String,
    /// What is drawn.
    pub content: Content,
    /// Stretch of time in nanoseconds; all of the trace if none.
    pub range: Option<(f64, f64)>,
    /// Width of a picture in points (1/96 inch).
    pub width: f32,
    /// Height in points; as high as the content needs if none.
    pub height: Option<f32>,
    /// Pixels per point, for pictures made of pixels.
    pub scale: f32,
    /// What is said in.
    pub language: Language,
    /// Colours.
    pub theme: &'static theme::Theme,
    /// Whether to explain the colours under the picture.
    pub legend: bool,
    /// Lanes to leave out.
    pub hidden: Vec<timeline::LaneKey>,
    /// Lanes that come first, in this order.
    pub pinned: Vec<timeline::LaneKey>,
    /// Moments that the user marked, for a picture of the timeline.
    pub marks: Vec<timeline::Mark>,
    /// The critical path, if a picture of the timeline is to show it.
    pub path: Option<Arc<CriticalPath>>,
    /// The thread or object that a plot is to be about; the most important one if none.
    pub about: Option<timeline::LaneKey>,
    /// The moment that a plot of a moment shows; the end if none.
    pub moment: Option<u64>,
    /// Whether counts are drawn by their logarithm.
    pub log: bool,
    /// How the run is looked at, for its own file; as it was when it was opened if none.
    pub views: Option<Arc<Views>>,
    /// For tables: one line an event instead of one line an interval.
    pub raw_events: bool,
    /// Most events that a plot may look at one by one.
    pub events_max: u64,
}

impl Default for ExportOptions {
    fn default() -> ExportOptions {
        ExportOptions {
            title: String::new(),
            content: Content::Timeline,
            range: None,
            width: 1200.0,
            height: None,
            scale: 2.0,
            language: Language::English,
            theme: &theme::LIGHT,
            legend: true,
            hidden: Vec::new(),
            pinned: Vec::new(),
            marks: Vec::new(),
            path: None,
            about: None,
            moment: None,
            log: false,
            views: None,
            raw_events: false,
            events_max: u64::MAX,
        }
    }
}

/// Why there is no file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExportError {
    /// No exporter has this extension.
    UnknownFormat {
        /// What the path ends in; empty if it has no extension.
        extension: String,
    },
    /// More pixels than a picture may have.
    TooLarge {
        /// Asked for, in pixels.
        width: u64,
        /// Asked for, in pixels.
        height: u64,
    },
    /// A drawing library refused; a fault of ours.
    Drawing(String),
    /// The bytes could not be put where they belong.
    Unwritable {
        /// Where.
        path: PathBuf,
        /// In the operating system's words.
        reason: String,
    },
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = known_extensions();
        f.write_str(&match self {
            ExportError::UnknownFormat { extension } if extension.is_empty() => {
                words!("export-error-no-ending", known = known)
            }
            ExportError::UnknownFormat { extension } => {
                words!("export-error-unknown", ending = extension.as_str(), known = known)
            }
            ExportError::TooLarge { width, height } => {
                let (width, height) = (width.to_string(), height.to_string());
                words!("export-error-too-large", width = width, height = height)
            }
            ExportError::Drawing(reason) => {
                words!("export-error-drawing", reason = reason.as_str())
            }
            ExportError::Unwritable { path, reason } => {
                let path = path.display().to_string();
                words!("export-error-unwritable", path = path, reason = reason.as_str())
            }
        })
    }
}

impl std::error::Error for ExportError {}

/// The known extensions as a sentence lists them: `.csv, .json, .pdf`.
pub fn known_extensions() -> String {
    let dotted: Vec<String> = ALL.iter().map(|e| format!(".{}", e.extension)).collect();
    dotted.join(", ")
}

/// The exporter for files with this ending (without its dot, in any case).
pub fn exporter_for(extension: &str) -> Result<&'static Exporter, ExportError> {
    ALL.iter()
        .find(|exporter| exporter.extension.eq_ignore_ascii_case(extension))
        .ok_or_else(|| ExportError::UnknownFormat { extension: extension.to_owned() })
}

/// The bytes of `trace` in the format with this ending.
pub fn export(
    trace: &Trace,
    extension: &str,
    options: &ExportOptions,
) -> Result<Vec<u8>, ExportError> {
    match &exporter_for(extension)?.write {
        Write::Data(write) => words::speaking(options.language, || write(trace, options)),
        Write::Picture(write) => {
            let sheet = Sheet { title: options.title.clone(), scale: options.scale };
            write(&picture(trace, options), &sheet)
        }
    }
}

/// The bytes of a picture in the format with this ending. A format that is not for pictures is
/// refused like one that does not exist.
pub fn export_picture(
    scene: &Scene,
    extension: &str,
    sheet: &Sheet,
) -> Result<Vec<u8>, ExportError> {
    match &exporter_for(extension)?.write {
        Write::Picture(write) => write(scene, sheet),
        Write::Data(_) => Err(ExportError::UnknownFormat { extension: extension.to_owned() }),
    }
}

/// The ending that names a file's format; "" where there is none.
pub fn ending_of(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or("")
}

/// Writes `trace` to `path` in the format that the path's ending names. The file appears whole or
/// not at all: what stood there before is lost only to a complete new file.
pub fn export_to(trace: &Trace, path: &Path, options: &ExportOptions) -> Result<(), ExportError> {
    let bytes = export(trace, ending_of(path), options)?;
    replace(path, &bytes).map_err(|error| ExportError::Unwritable {
        path: path.to_owned(),
        reason: reason_of(&error),
    })
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.part", std::process::id()));
    let temporary = PathBuf::from(temporary);
    let written = fs::File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // Nothing to do about a failure to tidy up: the first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// The operating system's reason without its number, in plain words where we have better ones.
fn reason_of(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => words!("export-error-no-folder").to_owned(),
        io::ErrorKind::PermissionDenied => words!("export-error-forbidden").to_owned(),
        io::ErrorKind::IsADirectory => words!("export-error-is-folder").to_owned(),
        io::ErrorKind::StorageFull => words!("export-error-full").to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => words!("export-error-read-only").to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// The stretch of time that is exported, in whole nanoseconds.
fn range_of(trace: &Trace, options: &ExportOptions) -> Range<u64> {
    match options.range {
        // Casts of floats saturate, so nonsense becomes an empty range or the whole trace.
        Some((from, to)) => from as u64..to.ceil() as u64,
        None => trace.first_nanos()..trace.now_nanos().saturating_add(1),
    }
}

/// The picture that every picture exporter draws.
pub fn picture(trace: &Trace, options: &ExportOptions) -> scene::Scene {
    words::speaking(options.language, || match options.content {
        Content::Plot(number) if number < plots::ALL.len() => {
            plots::picture(trace, &plots::ALL[number], options)
        }
        _ => timeline::for_export(trace, options).scene,
    })
}

#[cfg(test)]
pub mod tests;
