"""Constants and templates of text."""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word with a capital."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """Text with $names."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def substitute(self, mapping=None, /, **kws):
        """The text with every name replaced; KeyError for one that is missing."""
        return self._filled(mapping, kws, False)

    def safe_substitute(self, mapping=None, /, **kws):
        """The text with the known names replaced."""
        return self._filled(mapping, kws, True)

    def _filled(self, mapping, kws, safe):
        values = {} if mapping is None else dict(mapping)
        values.update(kws)
        text = self.template
        parts = []
        at = 0
        while True:
            start = text.find("$", at)
            if start < 0:
                parts.append(text[at:])
                return "".join(parts)
            parts.append(text[at:start])
            if text[start + 1:start + 2] == "$":
                parts.append("$")
                at = start + 2
                continue
            name, at = self._name_at(start)
            if not name:
                if not safe:
                    self._refuse(start)
                parts.append("$")
                at = start + 1
            elif safe and name not in values:
                parts.append(text[start:at])
            else:
                parts.append(str(values[name]))

    def _name_at(self, start):
        text = self.template
        braced = text[start + 1:start + 2] == "{"
        begin = start + 2 if braced else start + 1
        stop = begin
        while stop < len(text) and (text[stop] == "_" or text[stop].isalnum()) \
                and text[stop].isascii():
            stop += 1
        name = text[begin:stop]
        if name[:1].isdigit() or braced and text[stop:stop + 1] != "}":
            return ("", begin)
        return (name, stop + 1 if braced else stop)

    def _refuse(self, at):
        lines = self.template[:at].split("\n")
        raise ValueError("Invalid placeholder in string: line %d, col %d"
                         % (len(lines), len(lines[-1]) + 1))


class Formatter:
    """str.format as a method."""

    def format(self, format_string, /, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
