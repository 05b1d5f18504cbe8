//! What every exporter of the list promises, and the bytes each makes of one fixed trace.
//!
//! `UPDATE_GOLDEN=1 cargo test export` writes the files anew; look at them before committing.

use super::*;
use std::fs;

fn options() -> ExportOptions {
    ExportOptions { title: "Orders & <accounts>".to_owned(), scale: 1.0, ..Default::default() }
}

pub fn golden_path(extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/pipeline.{extension}"))
}

#[test]
fn the_list_is_sorted_and_described() {
    assert!(ALL.is_sorted_by_key(|exporter| exporter.extension));
    for exporter in ALL {
        assert!((exporter.description)().ends_with('.') && !(exporter.name)().is_empty());
    }
}

/// Compares with what is kept, or keeps it anew when that was asked for.
pub fn is_as_ever(path: &Path, bytes: &[u8]) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let known = fs::read(path).unwrap_or_default();
    let same = known == bytes;
    assert!(same, "{} differs: {} bytes, {}", path.display(), bytes.len(), known.len());
}

#[test]
fn every_exporter_makes_the_same_bytes_as_ever() {
    let trace = fixture::pipeline();
    for exporter in ALL {
        let bytes = export(&trace, exporter.extension, &options()).unwrap();
        assert_eq!(bytes, export(&trace, exporter.extension, &options()).unwrap());
        is_as_ever(&golden_path(exporter.extension), &bytes);
    }
}

#[test]
fn every_plot_makes_the_same_picture_as_ever() {
    let trace = fixture::sampled();
    for (number, plot) in plots::ALL.iter().enumerate() {
        let options = ExportOptions {
            content: Content::Plot(number),
            width: 640.0,
            theme: &theme::PRINT,
            moment: Some(100_000),
            ..options()
        };
        let bytes = export(&trace, "svg", &options).unwrap();
        let path = golden_path("svg").with_file_name(format!("plot-{}.svg", plot.name));
        is_as_ever(&path, &bytes);
    }
}

#[test]
fn marks_their_notes_and_the_critical_path_are_in_the_picture_and_its_legend() {
    use crate::analysis::critical_path::critical_path;
    let trace = fixture::pipeline();
    let mark = |nanos, note: &str| timeline::Mark { nanos, note: note.to_owned() };
    let long = "The auditor comes late, and everyone behind it has to wait";
    let options = ExportOptions {
        marks: vec![mark(40_000.0, "first order"), mark(155_000.0, long), mark(300_000.0, "")],
        path: Some(Arc::new(critical_path(&trace))),
        theme: &theme::PRINT,
        ..options()
    };
    let svg = export(&trace, "svg", &options).unwrap();
    let path = golden_path("svg").with_file_name("pipeline-marked.svg");
    is_as_ever(&path, &svg);
    let svg = String::from_utf8(svg).unwrap();
    for text in [">first order<", ">M2<", long, ">M3<", ">critical path<"] {
        assert!(svg.contains(text), "{text}");
    }
    // A stretch without marks has no row for them.
    let quiet = ExportOptions { range: Some((320_000.0, 480_000.0)), path: None, ..options };
    let bare = ExportOptions { marks: Vec::new(), ..quiet.clone() };
    assert_eq!(export(&trace, "svg", &quiet).unwrap(), export(&trace, "svg", &bare).unwrap());
}

/// FNV-1a: enough to see that bytes have changed.
pub fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn every_content_in_every_kind_of_picture_and_theme_is_the_same_to_the_byte() {
    let trace = fixture::sampled();
    let mut lines = String::new();
    let contents = (0..plots::ALL.len()).map(Content::Plot).chain([Content::Timeline]);
    for (number, content) in contents.enumerate() {
        // Each theme has its turn, and each language.
        let theme = theme::ALL[number % theme::ALL.len()];
        let language = Language::ALL[number % Language::ALL.len()];
        let name = match content {
            Content::Plot(number) => plots::ALL[number].name,
            Content::Timeline => "timeline",
        };
        for exporter in ALL.iter().filter(|exporter| exporter.is_picture()) {
            let options = ExportOptions { content, theme, language, width: 480.0, ..options() };
            let bytes = export(&trace, exporter.extension, &options).unwrap();
            let (kind, digest) = (exporter.extension, digest(&bytes));
            lines += &format!("{name} {kind} {} {}: {digest:016x}\n", theme.name, language.tag());
        }
    }
    is_as_ever(&golden_path("svg").with_file_name("pictures.txt"), lines.as_bytes());
}

#[test]
fn a_picture_speaks_the_language_asked_for_whatever_the_window_speaks() {
    let polish = ExportOptions { language: Language::Polish, ..options() };
    let trace = fixture::deadlock();
    let svg = |options: &ExportOptions| {
        String::from_utf8(export(&trace, "svg", options).unwrap()).unwrap()
    };
    let in_polish = svg(&polish);
    for text in ["zakleszczenie", "czas", "zablokowany na blokadzie"] {
        assert!(in_polish.contains(text), "{text}");
    }
    assert_eq!(words::speaking(Language::English, || svg(&polish)), in_polish);
    assert_eq!(words::speaking(Language::Polish, || svg(&options())), svg(&options()));
}

#[test]
fn the_legend_of_a_picture_explains_what_is_in_it_and_no_more() {
    let trace = fixture::pipeline();
    let svg = |range| {
        let options = ExportOptions { range, ..options() };
        String::from_utf8(export(&trace, "svg", &options).unwrap()).unwrap()
    };
    let (all, part) = (svg(None), svg(Some((100_000.0, 140_000.0))));
    for text in ["sleeping", "ended", "wakes"] {
        assert!(all.contains(text) && !part.contains(text), "{text}");
    }
    assert!(part.contains("blocked on a lock"));
}

#[test]
fn every_picture_has_title_legend_and_time_scale() {
    let svg = export(&fixture::pipeline(), "svg", &options()).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    for text in ["Orders &amp; &lt;accounts&gt;", "blocked on a lock", "200 µs", "producer"] {
        assert!(svg.contains(text), "{text}");
    }
}

#[test]
fn pictures_begin_as_their_formats_do_and_have_the_size_asked_for() {
    let trace = fixture::pipeline();
    let png = export(&trace, "PNG", &options()).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), 1200);
    assert!(export(&trace, "pdf", &options()).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn an_empty_trace_can_be_exported_too() {
    for exporter in ALL {
        assert!(!export(&Trace::new(), exporter.extension, &options()).unwrap().is_empty());
    }
}

#[test]
fn spans_of_one_thread_never_overlap_for_perfetto() {
    let json = export(&fixture::pipeline(), "json", &options()).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let mut ends = std::collections::BTreeMap::new();
    for event in json["traceEvents"].as_array().unwrap() {
        if event["ph"] != "X" || event["cat"] != "state" {
            continue;
        }
        let end = ends.entry(event["tid"].as_u64().unwrap()).or_insert(0.0);
        let ts = event["ts"].as_f64().unwrap();
        assert!(ts >= *end, "{event}");
        *end = ts + event["dur"].as_f64().unwrap();
    }
    assert_eq!(ends.len(), 4);
}

#[test]
fn a_hold_is_one_span_for_perfetto_whoever_comes_to_wait_meanwhile() {
    let trace = fixture::pipeline();
    let json = export(&trace, "json", &options()).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let events = json["traceEvents"].as_array().unwrap();
    let whole = crate::analysis::counting::Counting::whole(&trace, 0..trace.now_nanos());
    let holds = whole.objects()[&fixture::LOCK].holds.times().count;
    let track = |event: &&serde_json::Value| {
        event["args"]["name"] == "accounts_lock (Lock)" && event["name"] == "thread_name"
    };
    let track = events.iter().find(track).unwrap()["tid"].as_u64();
    let spans = events.iter().filter(|it| it["ph"] == "X" && it["tid"].as_u64() == track);
    assert_eq!(spans.count() as u64, holds);
}

#[test]
fn a_deadlock_is_marked_in_the_picture() {
    let svg = export(&fixture::deadlock(), "svg", &options()).unwrap();
    assert!(String::from_utf8(svg).unwrap().contains(">deadlock</title>"));
}

#[test]
fn a_range_keeps_what_lies_outside_out() {
    let trace = fixture::pipeline();
    let range = Some((100_000.0, 150_000.0));
    let table = export(&trace, "csv", &ExportOptions { range, ..options() }).unwrap();
    let table = String::from_utf8(table).unwrap();
    assert!(table.contains("producer,90000,155000,blocked on a lock,accounts_lock"), "{table}");
    assert!(!table.contains("sleeping"), "{table}");
}

#[test]
fn unknown_formats_are_refused_with_the_known_ones() {
    let error = export(&Trace::new(), "docx", &options()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("There is no export to .docx; choose one of {}.", known_extensions())
    );
    assert!(known_extensions().contains(".png, .svg"));
    let error = export_to(&Trace::new(), Path::new("/tmp/picture"), &options()).unwrap_err();
    assert!(error.to_string().starts_with("The file name needs an ending"), "{error}");
}

#[test]
fn a_path_that_cannot_be_written_is_a_sentence_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("no/such/folder/run.svg");
    let error = export_to(&fixture::pipeline(), &missing, &options()).unwrap_err();
    assert!(error.to_string().ends_with("cannot be written: its folder does not exist."));
    let taken = folder.path().join("taken.svg");
    fs::create_dir(&taken).unwrap();
    let error = export_to(&fixture::pipeline(), &taken, &options()).unwrap_err();
    assert!(error.to_string().ends_with("cannot be written: it is a folder."), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_written_file_replaces_the_old_one_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.csv");
    fs::write(&path, "old").unwrap();
    export_to(&fixture::pipeline(), &path, &options()).unwrap();
    assert!(fs::read_to_string(&path).unwrap().starts_with("thread,name,"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
