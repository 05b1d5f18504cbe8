"""Addresses taken apart and put together."""

from collections import namedtuple

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode",
           "parse_qs", "parse_qsl", "quote", "quote_plus", "unquote", "unquote_plus",
           "ParseResult", "SplitResult", "DefragResult"]

_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
_RELATIVE = ("", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms",
             "prospero", "rtsp", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss")


class _Place:
    """What is in the network's part of an address."""

    def _parts(self):
        info, _, place = self.netloc.rpartition("@")
        if place.startswith("["):
            host, _, port = place[1:].partition("]")
            return info, host, port.lstrip(":")
        host, _, port = place.partition(":")
        return info, host, port

    @property
    def username(self):
        return self._parts()[0].partition(":")[0] or None

    @property
    def password(self):
        info = self._parts()[0]
        return info.partition(":")[2] if ":" in info else None

    @property
    def hostname(self):
        return self._parts()[1].lower() or None

    @property
    def port(self):
        port = self._parts()[2]
        if not port:
            return None
        if not port.isdigit():
            raise ValueError("Port could not be cast to integer value as %r" % port)
        if int(port) > 65535:
            raise ValueError("Port out of range 0-65535")
        return int(port)


class SplitResult(namedtuple("SplitResult", "scheme netloc path query fragment"), _Place):
    """What urlsplit gives."""

    def geturl(self):
        return urlunsplit(self)


class ParseResult(namedtuple("ParseResult", "scheme netloc path params query fragment"), _Place):
    """What urlparse gives."""

    def geturl(self):
        return urlunparse(self)


class DefragResult(namedtuple("DefragResult", "url fragment")):
    """What urldefrag gives."""

    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


def urlsplit(url, scheme="", allow_fragments=True):
    """scheme://netloc/path?query#fragment"""
    netloc = query = fragment = ""
    head, colon, rest = url.partition(":")
    if colon and head[:1].isalpha() and all([c.isalnum() or c in "+-." for c in head]):
        scheme, url = head.lower(), rest
    if url[:2] == "//":
        ends = [at for at in [url.find(mark, 2) for mark in "/?#"] if at >= 0]
        end = min(ends) if ends else len(url)
        netloc, url = url[2:end], url[end:]
    if allow_fragments:
        url, _, fragment = url.partition("#")
    url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme="", allow_fragments=True):
    """The same with the parameters of the last part of the path."""
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    at = path.find(";", path.rfind("/") + 1)
    if at >= 0:
        path, params = path[:at], path[at + 1:]
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunsplit(components):
    """The address again."""
    scheme, netloc, url, query, fragment = components
    if netloc:
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    return url + "#" + fragment if fragment else url


def urlunparse(components):
    """The address again."""
    scheme, netloc, url, params, query, fragment = components
    if params:
        url = "%s;%s" % (url, params)
    return urlunsplit((scheme, netloc, url, query, fragment))


def urljoin(base, url, allow_fragments=True):
    """The address that `url` means on the page `base`."""
    if not base:
        return url
    if not url:
        return base
    old = urlparse(base, "", allow_fragments)
    new = urlparse(url, old.scheme, allow_fragments)
    if new.scheme != old.scheme or new.scheme not in _RELATIVE:
        return url
    if new.netloc:
        return urlunparse(new)
    if not new.path and not new.params:
        query = new.query or old.query
        return urlunparse((old.scheme, old.netloc, old.path, old.params, query, new.fragment))
    path = _joined_path(old.path, new.path)
    return urlunparse((old.scheme, old.netloc, path, new.params, new.query, new.fragment))


def _joined_path(base, path):
    parts = base.split("/")
    if parts[-1] != "":
        del parts[-1]
    if path[:1] == "/":
        parts = path.split("/")
    else:
        parts += path.split("/")
        parts[1:-1] = [part for part in parts[1:-1] if part]
    found = []
    for part in parts:
        if part == "..":
            if found:
                found.pop()
        elif part != ".":
            found.append(part)
    if parts[-1] in (".", ".."):
        found.append("")
    return "/".join(found) or "/"


def urldefrag(url):
    """The address without its fragment, and that."""
    parts = urlparse(url)
    return DefragResult(urlunparse(parts[:5] + ("",)) if "#" in url else url, parts.fragment)


def quote(string, safe="/", encoding=None, errors=None):
    """Characters that addresses cannot have become %XX."""
    data = string if isinstance(string, bytes) else string.encode(encoding or "utf-8")
    kept = _SAFE + safe
    return "".join([chr(byte) if chr(byte) in kept else "%%%02X" % byte for byte in data])


def quote_plus(string, safe="", encoding=None, errors=None):
    """The same with + for spaces."""
    if " " not in string:
        return quote(string, safe, encoding)
    return quote(string, safe + " ", encoding).replace(" ", "+")


def quote_from_bytes(bs, safe="/"):
    """quote() of bytes."""
    return quote(bs, safe)


def unquote_to_bytes(string):
    """The bytes that %XX stand for."""
    data = string.encode("utf-8") if isinstance(string, str) else string
    first, *parts = data.split(b"%")
    found = [first]
    for part in parts:
        digits = part[:2].decode("latin-1")
        if len(digits) == 2 and all([c in "0123456789abcdefABCDEF" for c in digits]):
            found += [bytes([int(digits, 16)]), part[2:]]
        else:
            found += [b"%", part]
    return b"".join(found)


def unquote(string, encoding="utf-8", errors="replace"):
    """%XX become characters."""
    return unquote_to_bytes(string).decode(encoding, errors) if "%" in string else string


def unquote_plus(string, encoding="utf-8", errors="replace"):
    """The same with + for spaces."""
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """key=value&key=value"""
    pairs = query.items() if hasattr(query, "items") else query
    found = []
    for key, value in pairs:
        key = quote_via(key if isinstance(key, (str, bytes)) else str(key), safe)
        values = value if doseq and isinstance(value, (list, tuple)) else [value]
        for one in values:
            text = one if isinstance(one, (str, bytes)) else str(one)
            found.append(key + "=" + quote_via(text, safe))
    return "&".join(found)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8",
              errors="replace", max_num_fields=None, separator="&"):
    """The pairs of a query."""
    found = []
    for part in qs.split(separator):
        if not part and not strict_parsing:
            continue
        key, equals, value = part.partition("=")
        if not equals and strict_parsing:
            raise ValueError("bad query field: %r" % part)
        if value or keep_blank_values:
            found.append((unquote_plus(key, encoding, errors),
                          unquote_plus(value, encoding, errors)))
    return found


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8",
             errors="replace", max_num_fields=None, separator="&"):
    """A query's values by key."""
    found = {}
    for key, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors,
                                max_num_fields, separator):
        found.setdefault(key, []).append(value)
    return found
