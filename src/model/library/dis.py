"""What a function is made of: the instructions of this interpreter, line by line. They are not those
of CPython, and teach the same: what looks like one step of a thread is several."""

import _sys
import collections

__all__ = ["dis", "disassemble", "disco", "get_instructions", "Instruction", "Bytecode"]

Instruction = collections.namedtuple(
    "Instruction",
    ["opname", "opcode", "arg", "argval", "argrepr", "offset", "starts_line", "is_jump_target",
     "positions"],
    defaults=[None])


def _function(x):
    """The function behind a function, method or code; a text as a body of its own."""
    return _body(x) if isinstance(x, str) else getattr(x, "__func__", x)


def _body(text):
    found = _sys.text_code(text)
    if found is None:
        raise NotImplementedError("dis() of a text that is put together while the script runs is not"
                                  " supported: put the code into a function")
    module, is_syntax, wrong = found
    if is_syntax:
        raise SyntaxError(wrong)
    return _sys.module_body(module)


def get_instructions(x, *, first_line=None, show_caches=False, adaptive=False):
    """The instructions of a function, method or code, one by one."""
    found = _sys.instructions(_function(x))
    if found is None:
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)
    targets = {target for _, _, _, target, _ in found}
    before = None
    for at, (line, name, operands, target, note) in enumerate(found):
        shown = operands
        if target is not None:
            shown += " (to %d)" % target
        if note is not None:
            shown += " (%s)" % note
        yield Instruction(name, at, operands, note if target is None else target, shown, at,
                          line if line != before else None, at in targets)
        before = line


def _lines(x):
    """The listing of one function."""
    for one in get_instructions(x):
        if one.starts_line is not None and one.offset > 0:
            yield ""
        yield ("%3s   %2s %4d %-20s %s" % (
            "" if one.starts_line is None else one.starts_line,
            ">>" if one.is_jump_target else "", one.offset, one.opname, one.argrepr)).rstrip()


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    """Prints what a function, a method, a text or the methods of a class are made of."""
    if x is None:
        raise RuntimeError("no last traceback to disassemble")
    if isinstance(x, (staticmethod, classmethod)):
        x = x.__func__
    if isinstance(x, type):
        for name, held in sorted(x.__dict__.items()):
            if _sys.instructions(_function(held)) is not None:
                print("Disassembly of %s:" % name, file=file)
                dis(held, file=file)
                print(file=file)
        return
    for line in _lines(x):
        print(line, file=file)


disassemble = disco = dis


class Bytecode:
    """The instructions of a function: to be gone through, or shown."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False,
                 adaptive=False):
        self.codeobj = _function(x)
        self._x = x

    def __iter__(self):
        return get_instructions(self._x)

    def __repr__(self):
        return "Bytecode(%r)" % (self._x,)

    def dis(self):
        """The listing, as a text."""
        return "".join([line + "\n" for line in _lines(self._x)])

    def info(self):
        """Where it is and what it takes."""
        code = self.codeobj.__code__
        return "Name:              %s\nFilename:          %s\nArgument count:    %d\n" % (
            code.co_name, code.co_filename, code.co_argcount)
