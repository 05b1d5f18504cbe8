"""`eval`, `exec` and `compile`. The texts were compiled with the script (`script/compile/texts.rs`):
its own string literals can be run, a text that is put together while it runs cannot."""

import _sys


class code:
    """What `compile` gives."""

    __module__ = "builtins"

    def __init__(self, text, filename, mode):
        self._text = text
        self._mode = mode
        self.co_filename = filename
        self.co_name = "<module>"

    def __repr__(self):
        return '<code object <module> at 0x%x, file "%s", line 1>' % (id(self), self.co_filename)


def _refuse(name):
    raise NotImplementedError(
        "%s() of a text that is put together while the script runs is not supported: "
        "only string literals of the script can be run" % name)


def _text(source, name):
    if isinstance(source, code):
        return source._text
    if isinstance(source, (bytes, bytearray)):
        return bytes(source).decode("utf-8")
    if not isinstance(source, str):
        raise TypeError("%s() arg 1 must be a string, bytes or code object" % name)
    return source


_known = {}


def _expressions():
    if not _known:
        body = _sys.module_body("_texts")
        if body is not None:
            body()
            _known.update(_sys.module_object("_texts").EXPRESSIONS)
    return _known


def _statement(text, name):
    """The module that runs a text; raises what is wrong with it."""
    found = _sys.text_code(text)
    if found is None:
        _refuse(name)
    if found[2] is not None:
        raise (SyntaxError if found[1] else NotImplementedError)(found[2])
    return found[0]


def _is_main(names):
    return names.get("__name__") == "__main__"


def eval(source, globals=None, locals=None, /):
    """The value of an expression in a text."""
    text = _text(source, "eval").strip()
    found = _expressions().get(text)
    if found is None:
        _statement(text, "eval")
        raise SyntaxError("invalid syntax")
    names, function = found
    if globals is None:
        facts = _sys.frame(0)
        globals = vars(_sys.module_object("__main__"))
        locals = globals if facts is None or facts[2] == "<module>" else facts[6]
    elif not isinstance(globals, dict):
        raise TypeError("globals must be a dict")
    elif locals is None:
        locals = globals
    values = []
    for name in names:
        if name in locals:
            values.append(locals[name])
        elif name in globals:
            values.append(globals[name])
        else:
            raise NameError("name %r is not defined" % name)
    return function(*values)


def exec(source, globals=None, locals=None, /):
    """Runs the statements in a text."""
    text = _text(source, "exec")
    module = _statement(text, "exec")
    if globals is None or _is_main(globals) and (locals is None or locals is globals):
        body = _sys.text_body(text)
        if body is None:
            _refuse("exec")
        body()
        return None
    if not isinstance(globals, dict):
        raise TypeError("exec() globals must be a dict, not %s" % type(globals).__name__)
    globals.setdefault("__builtins__", {})
    _run_in(module, globals, globals if locals is None else locals)
    return None


def _run_in(module, globals, locals):
    """Runs a text's module with the names of two dicts; what it binds goes into the second."""
    names = [name for name in _sys.module_names(module)
             if not (name.startswith("__") and name.endswith("__"))]
    held = _sys.module_object(module)
    given = {}
    for name in names:
        if name in locals:
            given[name] = locals[name]
        elif name in globals:
            given[name] = globals[name]
        else:
            _sys.module_forget(module, name)
    for name in given:
        setattr(held, name, given[name])
    try:
        _sys.module_body(module)()
    finally:
        for name in names:
            if not hasattr(held, name):
                locals.pop(name, None)
                continue
            value = getattr(held, name)
            if name not in given or given[name] is not value:
                locals[name] = value


def compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1):
    """A text to be run later, perhaps several times."""
    text = _text(source, "compile")
    if mode not in ("exec", "eval", "single"):
        raise ValueError("compile() mode must be 'exec', 'eval' or 'single'")
    if mode != "eval":
        _statement(text, "compile")
    elif text.strip() not in _expressions():
        _statement(text, "compile")
        raise SyntaxError("invalid syntax")
    return code(text, filename, mode)
