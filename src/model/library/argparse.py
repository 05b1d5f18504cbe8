"""Arguments of the command line: a script here is started without any, so mostly defaults."""

import sys

__all__ = ["Action", "ArgumentDefaultsHelpFormatter", "ArgumentError", "ArgumentParser",
           "ArgumentTypeError", "BooleanOptionalAction", "FileType", "HelpFormatter",
           "MetavarTypeHelpFormatter", "Namespace", "ONE_OR_MORE", "OPTIONAL", "PARSER",
           "REMAINDER", "RawDescriptionHelpFormatter", "RawTextHelpFormatter", "SUPPRESS",
           "ZERO_OR_MORE"]

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."
_COLUMNS = 78
_HELP_COLUMN = 24


class ArgumentError(Exception):
    """A wrong argument."""


class ArgumentTypeError(Exception):
    """What a type raises with a message of its own."""


class HelpFormatter:
    """How help is laid out."""


class RawDescriptionHelpFormatter(HelpFormatter):
    """Descriptions stay as they are."""


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """All texts stay as they are."""


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Help says what the defaults are."""


class MetavarTypeHelpFormatter(HelpFormatter):
    """Arguments are called like their types."""


class BooleanOptionalAction:
    """--flag and --no-flag."""


class FileType:
    """A file to be opened."""

    def __init__(self, mode="r"):
        self._mode = mode

    def __call__(self, string):
        try:
            return open(string, self._mode)
        except OSError as error:
            raise ArgumentTypeError("can't open '%s': %s" % (string, error))


class Namespace:
    """The arguments as attributes."""

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        return isinstance(other, Namespace) and vars(self) == vars(other)

    def __contains__(self, key):
        return key in self.__dict__

    def __repr__(self):
        return "Namespace(%s)" % ", ".join(["%s=%r" % pair for pair in vars(self).items()])


class Action:
    """One argument."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None,
                 choices=None, required=False, help=None, metavar=None):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar
        self._kind = "store"

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")

    def _takes_value(self):
        return self._kind in ("store", "append", "extend")

    def _variable(self):
        if self.metavar is not None:
            return self.metavar
        if self.choices is not None:
            return "{%s}" % ",".join([str(one) for one in self.choices])
        return self.dest.upper() if self.option_strings else self.dest

    def _values(self):
        """How its values are written in the usage."""
        if not self._takes_value():
            return ""
        name = self._variable()
        if isinstance(self.nargs, int):
            return " ".join([name] * self.nargs)
        return {"?": "[%s]", "*": "[%s ...]", "+": "%s [%s ...]", "...": "..."}.get(
            self.nargs, "%s").replace("%s", name)

    def _usage(self):
        if not self.option_strings:
            return self._values()
        text = (self.option_strings[0] + " " + self._values()).rstrip()
        return text if self.required else "[%s]" % text

    def _invocation(self):
        if not self.option_strings:
            return self._variable()
        values = self._values()
        return ", ".join([(one + " " + values).rstrip() for one in self.option_strings])

    def _name(self):
        return "/".join(self.option_strings) or self.metavar or self.dest


class _Group:
    """Arguments that belong together."""

    def __init__(self, parser, title, exclusive=False, required=False):
        self._parser = parser
        self._exclusive = exclusive
        self.required = required
        self.title = title
        self.actions = []

    def add_argument(self, *names, **options):
        """Adds an argument."""
        action = self._parser._make(names, options)
        self.actions.append(action)
        return action


class ArgumentParser:
    """Reads the command line."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(),
                 formatter_class=HelpFormatter, prefix_chars="-", fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler="error", add_help=True,
                 allow_abbrev=True, exit_on_error=True):
        self.prog = prog or sys.argv[0][sys.argv[0].rfind("/") + 1:]
        self.usage = usage
        self.description = description
        self.epilog = epilog
        self._formatter = formatter_class
        self._actions = []
        self._groups = []
        self._defaults = {}
        if add_help:
            self.add_argument("-h", "--help", action="help",
                              help="show this help message and exit")
        for parent in parents:
            self._actions.extend([one for one in parent._actions if one._kind != "help"])

    def add_argument(self, *names, **options):
        """Adds an argument."""
        return self._make(names, options)

    def _make(self, names, options):
        kind = options.pop("action", "store")
        version = options.pop("version", None)
        dest = options.pop("dest", None)
        flags = [name for name in names if name.startswith("-")]
        if dest is None:
            long = [name for name in flags if name.startswith("--")]
            dest = (long or flags or list(names))[0].lstrip("-").replace("-", "_")
        cls = kind if isinstance(kind, type) and issubclass(kind, Action) else Action
        action = cls(flags, dest, **options)
        if cls is not Action:
            kind = "custom"
        if kind is BooleanOptionalAction:
            kind = "boolean"
            action.option_strings = flags + ["--no-" + name[2:] for name in flags]
        action._kind = kind
        action.version = version
        if kind in ("store_true", "store_false"):
            action.const = kind == "store_true"
            if "default" not in options:
                action.default = not action.const
        if kind in ("help", "version"):
            action.dest = SUPPRESS
            if kind == "version" and action.help is None:
                action.help = "show program's version number and exit"
        if not flags:
            action.required = action.nargs not in ("?", "*", "...")
        self._actions.append(action)
        return action

    def add_argument_group(self, title=None, description=None):
        """Arguments under a heading of their own."""
        group = _Group(self, title)
        self._groups.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        """Arguments of which one may be given."""
        group = _Group(self, None, True, required)
        self._groups.append(group)
        return group

    def set_defaults(self, **kwargs):
        """Values for arguments that are not given."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """The value of an argument that is not given."""
        for action in self._actions:
            if action.dest == dest:
                return action.default
        return self._defaults.get(dest)

    def parse_args(self, args=None, namespace=None):
        """The arguments as attributes of a namespace."""
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: %s" % " ".join(rest))
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """The arguments, and those that are not known."""
        given = list(sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest != SUPPRESS and action.default is not SUPPRESS \
                    and not hasattr(namespace, action.dest):
                is_rest = not action.option_strings and action.nargs == "*"
                missing = [] if is_rest and action.default is None else action.default
                setattr(namespace, action.dest, missing)
        for name, value in self._defaults.items():
            if not hasattr(namespace, name):
                setattr(namespace, name, value)
        seen = []
        try:
            rest = self._read(given, namespace, seen)
        except ArgumentError as error:
            self.error(str(error))
        for action in self._actions:
            if action not in seen and isinstance(action.default, str) and action.type:
                if getattr(namespace, action.dest, None) is action.default:
                    setattr(namespace, action.dest, self._value(action, action.default))
        missing = [one._name() for one in self._actions if one.required and one not in seen]
        if missing:
            self.error("the following arguments are required: %s" % ", ".join(missing))
        for group in self._groups:
            if group._exclusive and group.required \
                    and not [one for one in group.actions if one in seen]:
                names = " ".join([one._name() for one in group.actions])
                self.error("one of the arguments %s is required" % names)
        return namespace, rest

    def _read(self, given, namespace, seen):
        rest = []
        plain = []
        at = 0
        while at < len(given):
            text = given[at]
            at += 1
            if text == "--":
                plain.extend(given[at:])
                break
            if not text.startswith("-") or text == "-" or self._is_number(text):
                plain.append(text)
                continue
            name, equals, value = text.partition("=")
            action = self._option(name)
            if action is None and text[:2] != "--" and self._option(text[:2]):
                action, name, value = self._option(text[:2]), text[:2], text[2:]
                if action._takes_value():
                    equals = "="
                else:
                    given.insert(at, "-" + value)
            if action is None:
                rest.append(text)
                continue
            values = [value] if equals else []
            if action._takes_value() and not equals:
                most = self._most(action)
                while at < len(given) and len(values) < most and (
                        not given[at].startswith("-") or self._is_number(given[at])):
                    values.append(given[at])
                    at += 1
            self._apply(action, values, namespace, name)
            seen.append(action)
        positional = [one for one in self._actions if not one.option_strings]
        for index, action in enumerate(positional):
            needed = sum([self._least(one) for one in positional[index + 1:]])
            count = max(min(self._most(action), len(plain) - needed), 0)
            if count >= max(self._least(action), 1):
                self._apply(action, plain[:count], namespace, None)
                seen.append(action)
                del plain[:count]
        return rest + plain

    def _is_number(self, text):
        try:
            float(text)
        except ValueError:
            return False
        return True

    def _option(self, name):
        for action in self._actions:
            if name in action.option_strings:
                return action
        found = [one for one in self._actions
                 if name[:2] == "--" and any([s.startswith(name) for s in one.option_strings])]
        return found[0] if len(found) == 1 else None

    def _least(self, action):
        return {"?": 0, "*": 0, "...": 0}.get(action.nargs, 1) if not isinstance(
            action.nargs, int) else action.nargs

    def _most(self, action):
        if isinstance(action.nargs, int):
            return action.nargs
        return 1 if action.nargs in (None, "?") else sys.maxsize

    def _value(self, action, text):
        if action.type is None:
            value = text
        else:
            kind = getattr(action.type, "__name__", repr(action.type))
            try:
                value = action.type(text)
            except ArgumentTypeError as error:
                raise ArgumentError("argument %s: %s" % (action._name(), error))
            except (TypeError, ValueError):
                raise ArgumentError("argument %s: invalid %s value: %r"
                                    % (action._name(), kind, text))
        if action.choices is not None and value not in action.choices:
            choices = ", ".join([repr(one) for one in action.choices])
            raise ArgumentError("argument %s: invalid choice: %r (choose from %s)"
                                % (action._name(), value, choices))
        return value

    def _apply(self, action, texts, namespace, option):
        kind = action._kind
        if kind == "help":
            self.print_help()
            self.exit()
        if kind == "version":
            self.exit(0, action.version + "\n")
        if kind in ("store_true", "store_false", "store_const"):
            return setattr(namespace, action.dest, action.const)
        if kind == "boolean":
            return setattr(namespace, action.dest, not option.startswith("--no-"))
        if kind == "count":
            return setattr(namespace, action.dest, (getattr(namespace, action.dest) or 0) + 1)
        if len(texts) < self._least(action):
            few = {None: "one argument", "+": "at least one argument"}
            wanted = few.get(action.nargs, "%s arguments" % action.nargs)
            raise ArgumentError("argument %s: expected %s" % (action._name(), wanted))
        values = [self._value(action, text) for text in texts]
        if action.nargs is None:
            value = values[0]
        elif action.nargs == "?":
            value = values[0] if values else action.const
        else:
            value = values
        if kind == "custom":
            return action(self, namespace, value, option)
        if kind in ("append", "extend"):
            held = list(getattr(namespace, action.dest) or [])
            value = held + (value if kind == "extend" else [value])
        setattr(namespace, action.dest, value)

    def format_usage(self):
        """The usage."""
        if self.usage is not None:
            return "usage: %s\n" % self.usage
        options = self._option_usages()
        others = [one._usage() for one in self._actions if not one.option_strings]
        line = " ".join(["usage: " + self.prog] + options + others)
        if len(line) <= _COLUMNS:
            return line + "\n"
        indent = " " * (len("usage: " + self.prog) + 1)
        lines = []
        for parts in (options, others):
            line = ""
            for part in parts:
                if line and len(indent) + len(line) + 1 + len(part) > _COLUMNS:
                    lines.append(line)
                    line = ""
                line += (" " if line else "") + part
            if line:
                lines.append(line)
        return "usage: " + self.prog + " " + ("\n" + indent).join(lines) + "\n"

    def _option_usages(self):
        """How the options are written in the usage; those of which one may be given, as one."""
        parts = []
        done = []
        for action in self._actions:
            if action in done or not action.option_strings or action.help is SUPPRESS:
                continue
            group = [one for one in self._groups if one._exclusive and action in one.actions]
            if not group:
                parts.append(action._usage())
                continue
            done.extend(group[0].actions)
            texts = [one._usage() for one in group[0].actions]
            texts = [text[1:-1] if text[:1] == "[" else text for text in texts]
            parts.append(("(%s)" if group[0].required else "[%s]") % " | ".join(texts))
        return parts

    def _column(self):
        """Where the help of arguments begins."""
        longest = max([len(one._invocation()) for one in self._actions
                       if one.help is not SUPPRESS] or [0])
        return min(longest + 4, _HELP_COLUMN)

    def _help_of(self, action):
        import textwrap
        invocation = "  " + action._invocation()
        if action.help is None:
            return invocation + "\n"
        facts = dict(vars(action), prog=self.prog)
        text = action.help % facts if "%" in action.help else action.help
        if issubclass(self._formatter, ArgumentDefaultsHelpFormatter) \
                and "%(default)" not in action.help and action.default is not SUPPRESS \
                and (action.option_strings or action.nargs in ("?", "*")) \
                and action._kind not in ("help", "version"):
            text += " (default: %s)" % (action.default,)
        column = self._column()
        lines = textwrap.wrap(text, _COLUMNS - column)
        indent = " " * column
        if len(invocation) <= column - 2:
            first = invocation.ljust(column) + (lines[0] if lines else "")
            return "\n".join([first] + [indent + line for line in lines[1:]]) + "\n"
        return "\n".join([invocation] + [indent + line for line in lines]) + "\n"

    def _described(self, text):
        import textwrap
        text = text % {"prog": self.prog} if "%(prog)" in text else text
        if issubclass(self._formatter, RawDescriptionHelpFormatter):
            return text.rstrip("\n") + "\n"
        return textwrap.fill(" ".join(text.split()), _COLUMNS) + "\n"

    def format_help(self):
        """The help."""
        grouped = [one for group in self._groups if group.title for one in group.actions]
        free = [one for one in self._actions
                if one.help is not SUPPRESS and one not in grouped]
        sections = [self.format_usage()]
        if self.description:
            sections.append(self._described(self.description))
        parts = [("positional arguments", [one for one in free if not one.option_strings]),
                 ("options", [one for one in free if one.option_strings])]
        parts += [(group.title, group.actions) for group in self._groups if group.title]
        for title, actions in parts:
            if actions:
                sections.append(title + ":\n" + "".join([self._help_of(one) for one in actions]))
        if self.epilog:
            sections.append(self._described(self.epilog))
        return "\n".join(sections)

    def print_usage(self, file=None):
        """Writes the usage."""
        (sys.stdout if file is None else file).write(self.format_usage())

    def print_help(self, file=None):
        """Writes the help."""
        (sys.stdout if file is None else file).write(self.format_help())

    def exit(self, status=0, message=None):
        """Ends the program."""
        if message:
            (sys.stderr if status else sys.stdout).write(message)
        sys.exit(status)

    def error(self, message):
        """Says what is wrong and ends the program."""
        self.print_usage(sys.stderr)
        self.exit(2, "%s: error: %s\n" % (self.prog, message))
