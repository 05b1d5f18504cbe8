"""Tables of values with commas between them."""

__all__ = ["QUOTE_ALL", "QUOTE_MINIMAL", "QUOTE_NONE", "QUOTE_NONNUMERIC", "DictReader",
           "DictWriter", "Error", "reader", "writer"]

QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3


class Error(Exception):
    """A line that is no row."""

    __module__ = "_csv"


class reader:
    """The rows of lines of text."""

    def __init__(self, iterable, dialect="excel", *, delimiter=",", quotechar='"',
                 skipinitialspace=False, quoting=QUOTE_MINIMAL, **options):
        self._lines = iter(iterable)
        self._delimiter = "\t" if dialect == "excel-tab" else delimiter
        self._quote = quotechar
        self._skip = skipinitialspace
        self._quoting = quoting
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        fields = []
        field = ""
        quoted = False
        inside = False
        while True:
            line = next(self._lines)
            self.line_num += 1
            at = 0
            while at < len(line):
                one = line[at]
                at += 1
                if inside:
                    if one != self._quote:
                        field += one
                    elif line[at:at + 1] == self._quote:
                        field += one
                        at += 1
                    else:
                        inside = False
                elif one == self._delimiter:
                    fields.append(self._value(field, quoted))
                    field = ""
                    quoted = False
                elif one in "\r\n":
                    break
                elif one == self._quote and not field and self._quoting != QUOTE_NONE:
                    inside = quoted = True
                elif one == " " and self._skip and not field:
                    pass
                else:
                    field += one
            if not inside:
                break
        if not fields and not field and not quoted:
            return []
        return fields + [self._value(field, quoted)]

    def _value(self, field, quoted):
        if self._quoting == QUOTE_NONNUMERIC and not quoted:
            return float(field)
        return field


class writer:
    """Writes rows to a file."""

    def __init__(self, csvfile, dialect="excel", *, delimiter=",", quotechar='"',
                 lineterminator="\r\n", quoting=QUOTE_MINIMAL, **options):
        self._file = csvfile
        self._delimiter = "\t" if dialect == "excel-tab" else delimiter
        self._quote = quotechar
        self._end = lineterminator
        self._quoting = quoting

    def _text(self, value, alone):
        text = "" if value is None else str(value)
        special = any([one in text for one in (self._delimiter, self._quote, "\r", "\n")])
        number = isinstance(value, (int, float))
        if (self._quoting == QUOTE_ALL or self._quoting == QUOTE_NONNUMERIC and not number
                or self._quoting == QUOTE_MINIMAL and (special or alone and not text)):
            return self._quote + text.replace(self._quote, self._quote * 2) + self._quote
        return text

    def writerow(self, row):
        """Writes one row."""
        row = list(row)
        alone = len(row) == 1
        line = self._delimiter.join([self._text(value, alone) for value in row])
        return self._file.write(line + self._end)

    def writerows(self, rows):
        """Writes several rows."""
        for row in rows:
            self.writerow(row)


class DictReader:
    """The rows as dicts; the first row has the names."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", **options):
        self.reader = reader(f, dialect, **options)
        self._names = fieldnames
        self.restkey = restkey
        self.restval = restval

    @property
    def fieldnames(self):
        """The names of the columns."""
        if self._names is None:
            self._names = next(self.reader, None)
        return self._names

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        found = dict(zip(names, row))
        if len(row) > len(names):
            found[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            found[name] = self.restval
        return found


class DictWriter:
    """Writes dicts as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel",
                 **options):
        self.fieldnames = fieldnames
        self.restval = restval
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, **options)

    def writeheader(self):
        """Writes the names of the columns."""
        return self.writer.writerow(self.fieldnames)

    def writerow(self, rowdict):
        """Writes one row."""
        wrong = [name for name in rowdict if name not in self.fieldnames]
        if wrong and self.extrasaction == "raise":
            raise ValueError("dict contains fields not in fieldnames: "
                             + ", ".join([repr(name) for name in wrong]))
        return self.writer.writerow([rowdict.get(name, self.restval) for name in self.fieldnames])

    def writerows(self, rowdicts):
        """Writes several rows."""
        for row in rowdicts:
            self.writerow(row)
