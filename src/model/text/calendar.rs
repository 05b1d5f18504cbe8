//! Times broken down into fields, and their text: `time.strftime`, `time.ctime`, `time.mktime`.
//!
//! Knows no clock and no zone files: offsets come from outside.

use super::fault::{Fault, Outcome};

/// A time as its nine fields, as `time.struct_time` has them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fields {
    /// Year.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// 0 to 61.
    pub second: i64,
    /// 0 is Monday.
    pub weekday: i64,
    /// 1 to 366.
    pub yearday: i64,
    /// Daylight saving: 1, 0 or -1 for unknown.
    pub daylight: i64,
}

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar (H. Hinnant's algorithm).
pub fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date (year, month, day) so many days after 1970-01-01.
pub fn date_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

impl Fields {
    /// The fields of a time in seconds since 1970, `offset` seconds east of UTC.
    pub fn at(seconds: i64, offset: i64) -> Fields {
        let local = seconds + offset;
        let days = local.div_euclid(86_400);
        let rest = local.rem_euclid(86_400);
        let (year, month, day) = date_from_days(days);
        Fields {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: (days + 3).rem_euclid(7),
            yearday: days - days_from_date(year, 1, 1) + 1,
            daylight: 0,
        }
    }

    /// Seconds since 1970 if these fields are UTC; fields out of range carry over.
    pub fn seconds(&self) -> i64 {
        let months = self.year * 12 + self.month - 1;
        let days = days_from_date(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
        (days + self.day - 1) * 86_400 + self.hour * 3600 + self.minute * 60 + self.second
    }

    /// `time.asctime`, `time.ctime`
    pub fn asctime(&self) -> String {
        format!(
            "{} {} {:2} {:02}:{:02}:{:02} {}",
            self.day_name(3),
            self.month_name(3),
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.year
        )
    }

    fn day_name(&self, letters: usize) -> &'static str {
        let name = DAYS[self.weekday.rem_euclid(7) as usize];
        &name[..letters.min(name.len())]
    }

    fn month_name(&self, letters: usize) -> &'static str {
        let name = MONTHS[(self.month - 1).rem_euclid(12) as usize];
        &name[..letters.min(name.len())]
    }

    /// Refuses fields that `strftime` refuses.
    pub fn check(&self) -> Outcome<()> {
        let ranges = [
            (self.month, 1, 12, "month out of range"),
            (self.day, 1, 31, "day of month out of range"),
            (self.hour, 0, 23, "hour out of range"),
            (self.minute, 0, 59, "minute out of range"),
            (self.second, 0, 61, "seconds out of range"),
            (self.yearday, 1, 366, "day of year out of range"),
        ];
        match ranges.iter().find(|(value, low, high, _)| !(low..=high).contains(&value)) {
            Some((.., message)) => Err(Fault::value(*message)),
            None => Ok(()),
        }
    }

    /// `time.strftime(format, fields)` in the C locale; `zone` is its name and offset.
    pub fn strftime(&self, format: &str, zone: (&str, i64)) -> String {
        let mut out = String::with_capacity(format.len() * 2);
        let mut chars = format.chars();
        while let Some(c) = chars.next() {
            if c != '%' {
                out.push(c);
                continue;
            }
            match chars.next() {
                None => out.push('%'),
                Some('-') => {
                    let padded = chars.next().map(|letter| self.directive(letter, zone));
                    let padded = padded.unwrap_or_default();
                    let short = padded.trim_start_matches(['0', ' ']);
                    out.push_str(if short.is_empty() && !padded.is_empty() { "0" } else { short });
                }
                Some(letter) => out.push_str(&self.directive(letter, zone)),
            }
        }
        out
    }

    fn directive(&self, letter: char, zone: (&str, i64)) -> String {
        let hour12 = if self.hour % 12 == 0 { 12 } else { self.hour % 12 };
        match letter {
            'a' => self.day_name(3).into(),
            'A' => self.day_name(9).into(),
            'b' | 'h' => self.month_name(3).into(),
            'B' => self.month_name(9).into(),
            'c' => self.asctime(),
            'C' => format!("{:02}", self.year.div_euclid(100)),
            'd' => format!("{:02}", self.day),
            'D' | 'x' => self.strftime("%m/%d/%y", zone),
            'e' => format!("{:2}", self.day),
            'F' => self.strftime("%Y-%m-%d", zone),
            'G' => self.iso_week().0.to_string(),
            'g' => format!("{:02}", self.iso_week().0.rem_euclid(100)),
            'H' => format!("{:02}", self.hour),
            'I' => format!("{hour12:02}"),
            'j' => format!("{:03}", self.yearday),
            'k' => format!("{:2}", self.hour),
            'l' => format!("{hour12:2}"),
            'm' => format!("{:02}", self.month),
            'M' => format!("{:02}", self.minute),
            'n' => "\n".into(),
            'p' => if self.hour < 12 { "AM" } else { "PM" }.into(),
            'P' => if self.hour < 12 { "am" } else { "pm" }.into(),
            'r' => self.strftime("%I:%M:%S %p", zone),
            'R' => self.strftime("%H:%M", zone),
            's' => (self.seconds() - zone.1).to_string(),
            'S' => format!("{:02}", self.second),
            't' => "\t".into(),
            'T' | 'X' => self.strftime("%H:%M:%S", zone),
            'u' => (self.weekday + 1).to_string(),
            'U' => format!("{:02}", (self.yearday + 6 - (self.weekday + 1) % 7) / 7),
            'V' => format!("{:02}", self.iso_week().1),
            'w' => ((self.weekday + 1) % 7).to_string(),
            'W' => format!("{:02}", (self.yearday + 6 - self.weekday) / 7),
            'y' => format!("{:02}", self.year.rem_euclid(100)),
            'Y' => self.year.to_string(),
            'z' => offset_text(zone.1),
            'Z' => zone.0.into(),
            '%' => "%".into(),
            other => format!("%{other}"),
        }
    }

    /// Year and week of ISO 8601.
    pub fn iso_week(&self) -> (i64, i64) {
        let week = (self.yearday - 1 - self.weekday + 10) / 7;
        if week < 1 {
            return (self.year - 1, weeks_of(self.year - 1));
        }
        if week > weeks_of(self.year) { (self.year + 1, 1) } else { (self.year, week) }
    }
}

fn weeks_of(year: i64) -> i64 {
    let last = |year: i64| (days_from_date(year, 12, 31) + 3).rem_euclid(7);
    if last(year) == 3 || last(year - 1) == 2 { 53 } else { 52 }
}

fn offset_text(offset: i64) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_there_and_back() {
        for days in [-800_000, -1, 0, 59, 11_016, 20_000, 3_000_000] {
            let (year, month, day) = date_from_days(days);
            assert_eq!(days_from_date(year, month, day), days);
        }
        let fields = Fields::at(1_700_000_000, 3600);
        assert_eq!(fields.asctime(), "Tue Nov 14 23:13:20 2023");
        assert_eq!(fields.seconds(), 1_700_003_600);
        assert_eq!((fields.yearday, fields.weekday), (318, 1));
    }

    #[test]
    fn directives_are_those_of_the_c_locale() {
        let fields = Fields::at(1_704_067_199, 0);
        let shown =
            fields.strftime("%a %d %b %Y %I:%M:%S %p|%j %U %W %V %G|%y %z %Z|%-d%%", ("UTC", 0));
        assert_eq!(shown, "Sun 31 Dec 2023 11:59:59 PM|365 53 52 52 2023|23 +0000 UTC|31%");
        assert_eq!(
            fields.strftime("%c|%x|%X", ("UTC", 0)),
            "Sun Dec 31 23:59:59 2023|12/31/23|23:59:59"
        );
    }
}
