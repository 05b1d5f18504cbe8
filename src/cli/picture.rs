//! Flags that say how a picture looks: the same for `lockstep run --export` and `lockstep export`.

use crate::analysis::detectors;
use crate::analysis::sentence::duration;
use crate::export::timeline::{LaneKey, lane_keys, name_of};
use crate::export::{self, Content, ExportOptions, Sheet, plots, theme};
use crate::script::outline::Outline;
use crate::script::settings;
use crate::session::files::write_atomically;
use crate::trace::Trace;
use crate::ui::export::canvas_scene;
use clap::Args;
use std::path::Path;

/// Widest and highest picture that can be asked for, in points.
const SIDE_MAX: f32 = 20_000.0;

/// What pictures show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Show {
    /// The script's own picture, at the moment of `--at`.
    Canvas,
    /// Something drawn from the trace.
    Trace(Content),
}

/// Flags of pictures.
#[derive(Args, Debug, Default)]
pub struct PictureArguments {
    /// What pictures show: the timeline, the canvas or a plot by its name (blame, contention, cpu,
    /// fairness, holds, levels, parallelism, processors, throughput, wait-for, waits).
    #[arg(long, value_name = "NAME", value_parser = parse_show)]
    show: Option<Show>,
    /// The stretch of time: two times with units, `1.5ms..20ms`; all of the run by default.
    #[arg(long, value_name = "FROM..TO", value_parser = parse_range)]
    range: Option<(f64, f64)>,
    /// The moment that the wait-for graph and the canvas show, `12ms`; by default the end, of a run that
    /// was stopped in a deadlock the deadlock.
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    at: Option<f64>,
    /// The thread, lock or queue that a plot is about; the most used one by default.
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// Only these lanes, in this order.
    #[arg(long, value_name = "NAME", value_delimiter = ',', conflicts_with = "hide")]
    lanes: Vec<String>,
    /// All lanes but these.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    hide: Vec<String>,
    /// Width in points (1/96 inch).
    #[arg(long, value_name = "POINTS", value_parser = parse_side)]
    width: Option<f32>,
    /// Height in points; as high as the content needs by default.
    #[arg(long, value_name = "POINTS", value_parser = parse_side)]
    height: Option<f32>,
    /// Pixels per point of a PNG, 2 by default.
    #[arg(long, value_name = "FACTOR", value_parser = parse_scale, conflicts_with = "dpi")]
    scale: Option<f32>,
    /// Pixels per inch of a PNG, instead of --scale: 300 for print.
    #[arg(long, value_name = "DPI", value_parser = parse_dpi)]
    dpi: Option<f32>,
    /// Colours: colour-blind, dark, high-contrast, light or print.
    #[arg(long, value_name = "NAME", value_parser = parse_theme)]
    theme: Option<&'static theme::Theme>,
    /// Leave the explanation of colours out.
    #[arg(long)]
    no_legend: bool,
    /// Above the picture; "" for none.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Draw counts by their logarithm.
    #[arg(long)]
    log: bool,
    /// In CSV: a line an event instead of a line an interval.
    #[arg(long)]
    events: bool,
}

impl PictureArguments {
    /// The stretch of time, which must have something of the run in it; an error is a sentence.
    fn range_in(&self, trace: &Trace) -> Result<Option<(f64, f64)>, String> {
        let length = trace.now_nanos();
        match self.range {
            Some((from, _)) if from >= length as f64 => {
                let run = duration(length);
                Err(format!("the range begins after the end of the run, which lasts {run}"))
            }
            range => Ok(range),
        }
    }

    /// What the exporters are told; an error is a sentence.
    pub fn options(&self, trace: &Trace, title: &str) -> Result<ExportOptions, String> {
        let usual = ExportOptions::default();
        let content = match self.show {
            Some(Show::Trace(content)) => content,
            Some(Show::Canvas) | None => Content::Timeline,
        };
        let plot = match content {
            Content::Plot(number) => plots::ALL.get(number),
            Content::Timeline => None,
        };
        let usual_title = match plot {
            Some(plot) => format!("{}: {title}", (plot.title)()),
            None => title.to_owned(),
        };
        let shows_moment =
            self.shows_canvas(trace) || plot.is_some_and(|plot| plot.reads == plots::Reads::Moment);
        let (pinned, hidden) = self.lanes(trace)?;
        let about = keys_of(trace, self.about.as_slice())?.first().copied();
        Ok(ExportOptions {
            title: self.title.clone().unwrap_or(usual_title),
            content,
            range: self.range_in(trace)?,
            width: self.width.unwrap_or(usual.width),
            height: self.height,
            scale: self.dpi.map(|dpi| dpi / 96.0).or(self.scale).unwrap_or(usual.scale),
            theme: self.theme.unwrap_or(usual.theme),
            legend: !self.no_legend,
            hidden,
            pinned,
            marks: trace.views().marks.clone(),
            about,
            moment: shows_moment.then(|| self.moment(trace)).flatten(),
            log: self.log,
            raw_events: self.events,
            ..usual
        })
    }
}

impl PictureArguments {
    /// The moment to show. A stop sweeps away how a run stood: that is shown, and not what is left.
    fn moment(&self, trace: &Trace) -> Option<u64> {
        let asked = self.at.map(|nanos| nanos as u64).filter(|&nanos| nanos < trace.now_nanos());
        asked.or_else(|| {
            let all = detectors::standstills(trace);
            let stands = all.iter().find(|finding| finding.is_standstill())?;
            Some(stands.range_nanos.end.saturating_sub(1))
        })
    }

    /// Whether the canvas is drawn: if that was asked for, or there is nothing else to draw.
    fn shows_canvas(&self, trace: &Trace) -> bool {
        match self.show {
            Some(show) => show == Show::Canvas,
            None => trace.event_count() == 0 && trace.origin().is_some(),
        }
    }

    /// Lanes that come first, and those left out: as asked for, or else as the trace's file says.
    fn lanes(&self, trace: &Trace) -> Result<(Vec<LaneKey>, Vec<LaneKey>), String> {
        let (only, hide) = (keys_of(trace, &self.lanes)?, keys_of(trace, &self.hide)?);
        if !only.is_empty() {
            let others = lane_keys(trace).into_iter().filter(|key| !only.contains(key)).collect();
            return Ok((only, others));
        }
        let seen = trace.views();
        let order = seen.pinned.iter().chain(&seen.order).copied().collect();
        Ok((order, if hide.is_empty() { seen.hidden.clone() } else { hide }))
    }

    /// Writes a run, or its script's picture, to `path` in the format that its ending names; an
    /// error is a sentence.
    pub fn write(&self, trace: &Trace, path: &Path, options: &ExportOptions) -> Result<(), String> {
        let ending = export::ending_of(path);
        let exporter = export::exporter_for(ending).map_err(|error| error.to_string())?;
        if !self.shows_canvas(trace) || !exporter.is_picture() {
            return export::export_to(trace, path, options).map_err(|error| error.to_string());
        }
        let origin = trace.origin().ok_or("This trace has no script, so there is no canvas.")?;
        let outline = Outline::of(&origin.script);
        let layout = settings::read(&origin.script).0.layout;
        let run = (trace.event_count() > 0).then_some((trace, options.moment));
        let scene = canvas_scene((&outline, &layout), run, options.theme, &options.title)
            .ok_or("The script makes no threads or locks: there is nothing to draw.")?;
        let scene = match self.width {
            Some(width) => scene.scaled(width / scene.width.max(1.0)),
            None => scene,
        };
        let sheet = Sheet { title: options.title.clone(), scale: options.scale };
        let bytes = export::export_picture(&scene, ending, &sheet).map_err(|e| e.to_string())?;
        write_atomically(path, &bytes).map_err(|error| error.to_string())
    }
}

/// The lanes with these names; an error names the one that is missing and those there are.
fn keys_of(trace: &Trace, names: &[String]) -> Result<Vec<LaneKey>, String> {
    let all = lane_keys(trace);
    let mut keys = Vec::new();
    for name in names {
        let found: Vec<LaneKey> =
            all.iter().copied().filter(|&key| name_of(trace, key) == *name).collect();
        if found.is_empty() {
            let known: Vec<String> = all.iter().map(|&key| name_of(trace, key)).collect();
            return Err(format!(
                "There is no thread, lock or queue called \"{name}\"; this run has {}.",
                known.join(", ")
            ));
        }
        keys.extend(found);
    }
    Ok(keys)
}

fn parse_show(text: &str) -> Result<Show, String> {
    match text {
        "canvas" => return Ok(Show::Canvas),
        "timeline" => return Ok(Show::Trace(Content::Timeline)),
        _ => {}
    }
    let place = plots::ALL.iter().position(|plot| plot.name == text);
    place.map(|place| Show::Trace(Content::Plot(place))).ok_or_else(|| {
        let names: Vec<&str> = plots::ALL.iter().map(|plot| plot.name).collect();
        format!("choose timeline, canvas or one of {}", names.join(", "))
    })
}

pub(super) fn parse_theme(text: &str) -> Result<&'static theme::Theme, String> {
    theme::named(text).ok_or_else(|| {
        let names: Vec<&str> = theme::ALL.iter().map(|theme| theme.name).collect();
        format!("choose one of {}", names.join(", "))
    })
}

/// `1.5ms`, `20 us`, `3s`; a bare number is seconds.
fn parse_time(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim() {
        "" | "s" => 1e9,
        "ms" => 1e6,
        "us" | "µs" => 1e3,
        "ns" => 1.0,
        other => return Err(format!("{other} is no unit of time; use s, ms, us or ns")),
    };
    let number: f64 = number.parse().map_err(|_| format!("{text} is no time"))?;
    Ok(number * unit)
}

fn parse_range(text: &str) -> Result<(f64, f64), String> {
    let (from, to) = text.split_once("..").ok_or("two times with .. between them are needed")?;
    let (from, to) = (parse_time(from)?, parse_time(to)?);
    if to > from { Ok((from, to)) } else { Err("the range ends before it begins".to_owned()) }
}

fn parse_side(text: &str) -> Result<f32, String> {
    between(text, 80.0, SIDE_MAX)
}

fn parse_scale(text: &str) -> Result<f32, String> {
    between(text, 0.1, 16.0)
}

fn parse_dpi(text: &str) -> Result<f32, String> {
    between(text, 10.0, 1500.0)
}

fn between(text: &str, least: f32, most: f32) -> Result<f32, String> {
    let number: f32 = text.parse().map_err(|_| format!("{text} is no number"))?;
    match (least..=most).contains(&number) {
        true => Ok(number),
        false => Err(format!("it must be between {least} and {most}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Mark, Views, synthetic};

    #[test]
    fn times_have_units_and_ranges_two_ends() {
        assert_eq!(parse_time("1.5ms"), Ok(1.5e6));
        assert_eq!(parse_time("2"), Ok(2e9));
        assert_eq!(parse_range("10us..0.5 s"), Ok((1e4, 5e8)));
        for wrong in ["", "ms", "1.2.3s", "5 parsecs"] {
            assert!(parse_time(wrong).is_err(), "{wrong}");
        }
        for wrong in ["5ms", "5ms..5ms", "5ms..1ms"] {
            assert!(parse_range(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn of_a_run_that_was_stopped_in_a_deadlock_the_deadlock_is_shown() {
        let mut trace = crate::export::fixture::deadlock();
        trace.finish();
        let moment = |at| PictureArguments { at, ..Default::default() }.moment(&trace);
        let stood = moment(None).expect("it stands still");
        let edges = crate::analysis::wait_for::wait_for(&trace, stood).cycles.len();
        assert_eq!((edges, moment(Some(1e18))), (1, Some(stood)));
        assert_eq!(moment(Some(5_000.0)), Some(5_000));
        assert_eq!(PictureArguments::default().moment(&synthetic(3, 2, 200, 1)), None);
    }

    #[test]
    fn lanes_are_chosen_by_name_and_unknown_ones_are_named() {
        let trace = synthetic(3, 2, 200, 1);
        let only = PictureArguments {
            lanes: vec!["lock1".into(), "worker-2".into()],
            ..Default::default()
        };
        let options = only.options(&trace, "run").unwrap();
        let names = |keys: &[LaneKey]| keys.iter().map(|&k| name_of(&trace, k)).collect::<Vec<_>>();
        assert_eq!(names(&options.pinned), ["lock1", "worker-2"]);
        assert!(names(&options.hidden).contains(&"MainThread".to_owned()));
        let mut seen = trace.clone();
        let [lock, worker] = [options.pinned[0], options.pinned[1]];
        seen.set_views(Views {
            hidden: vec![lock],
            pinned: vec![worker],
            marks: vec![Mark { nanos: 5.0, note: "here".into() }],
            ..Views::default()
        });
        let options = PictureArguments::default().options(&seen, "run").unwrap();
        assert_eq!((names(&options.hidden), options.pinned), (vec!["lock1".into()], vec![worker]));
        assert_eq!(options.marks, seen.views().marks, "as the file says");
        let wrong = PictureArguments { about: Some("lokc".into()), ..Default::default() };
        let error = wrong.options(&trace, "run").unwrap_err();
        assert!(error.contains("\"lokc\"") && error.contains("lock0"), "{error}");
    }

    #[test]
    fn three_hundred_dots_an_inch_are_a_scale() {
        let print = PictureArguments { dpi: Some(300.0), ..Default::default() };
        let options = print.options(&synthetic(2, 1, 50, 1), "run").unwrap();
        assert_eq!(options.scale, 3.125);
    }
}
