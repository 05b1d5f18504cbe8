//! What a trace amounts to, as JSON for reports: findings, and the figures of threads and objects.

use crate::analysis::detectors::{Finding, Severity, findings};
use crate::analysis::sentence::{object_name, thread_name};
use crate::analysis::table::{Table, object_table, thread_table};
use crate::trace::Trace;
use serde_json::{Map, Value, json};

/// The figures of a stretch of a trace, or of all of it; findings are those of the whole run.
pub fn figures(trace: &Trace, range: Option<(f64, f64)>) -> Value {
    let all = trace.first_nanos()..trace.now_nanos();
    let range = range.map_or(all.clone(), |(from, to)| {
        (from as u64).clamp(all.start, all.end)..(to as u64).clamp(all.start, all.end)
    });
    let found: Vec<Value> = findings(trace).iter().map(|one| finding(trace, one)).collect();
    json!({
        "from_nanos": range.start,
        "to_nanos": range.end,
        "findings": found,
        "threads": table(&thread_table(trace, range.clone())),
        "objects": table(&object_table(trace, range)),
    })
}

fn finding(trace: &Trace, finding: &Finding) -> Value {
    let severity = match finding.severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let threads: Vec<_> = finding.threads.iter().map(|&one| thread_name(trace, one)).collect();
    let objects: Vec<_> = finding.objects.iter().map(|&one| object_name(trace, one)).collect();
    json!({
        "kind": finding.kind,
        "severity": severity,
        "sentence": finding.sentence.text(),
        "advice": finding.advice.text(),
        "threads": threads,
        "objects": objects,
        "from_nanos": finding.range_nanos.start,
        "to_nanos": finding.range_nanos.end,
    })
}

/// Rows as objects whose keys are the columns' titles; all times in nanoseconds.
fn table(table: &Table) -> Vec<Value> {
    let row = |row: &crate::analysis::table::Row| {
        let mut fields = Map::new();
        fields.insert("name".to_owned(), json!(row.name));
        for (column, value) in table.columns.iter().zip(&row.values) {
            fields.insert(column.title.clone().into_owned(), json!(value));
        }
        Value::Object(fields)
    };
    table.rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::synthetic;

    #[test]
    fn a_contended_run_is_reported_with_names_and_figures() {
        let trace = synthetic(8, 1, 20_000, 2);
        let report = figures(&trace, None);
        assert_eq!(report["findings"][0]["objects"][0], "lock0");
        assert_eq!(report["threads"].as_array().map(Vec::len), Some(8));
        let lock = &report["objects"][0];
        assert_eq!(lock["name"], "lock0");
        assert!(lock["wait p99"].as_f64() >= lock["wait p50"].as_f64());
        let half = figures(&trace, Some((0.0, trace.now_nanos() as f64 / 2.0)));
        assert_eq!(half["to_nanos"], trace.now_nanos() / 2);
        let count = |report: &Value| report["objects"][0]["acquisitions"].as_f64();
        assert!(count(&half) < count(&report), "{half} {report}");
    }
}
