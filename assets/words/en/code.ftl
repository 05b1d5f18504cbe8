# What code says.

code-hint = Type a Python script
code-line = Line { $line }
code-show-place = Show line { $line }, column { $column }.
code-problems-more = and { $count } more
code-threads-on-line = On line { $line }: { $names }
code-suggest-no-help = Enter or Tab puts it in, Escape closes the list.

code-fix-replace = Write "{ $text }"
code-fix-add = Add "{ $text }"
code-fix-tip = Ctrl+.  { $fix }
code-step-fix = Mend a problem
code-step-replace = Replace
code-step-complete = Complete

code-find-field = Find in the script
code-find-hint = Find
code-find-case = Match case
code-find-word = Whole words only
code-find-previous = Previous place (Shift+F3)
code-find-next = Next place (F3)
code-find-close = Close (Escape)
code-find-none = not found
code-find-place = { $place } of { $count }
code-find-more = more than { $count }
code-find-count = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
code-replace-field = Replace with
code-replace-hint = Replace with
code-replace-one = Replace
code-replace-all = Replace all

code-breakpoints = Breakpoints
code-break-on = Click: threads stop before this line (F9).
code-break-off = Click: threads do not stop here any more (F9).
code-value = Line { $line }: { $value }

code-new-name = New name
code-no-name = The cursor is on no name.
code-no-definition = This script does not define "{ $name }".
code-cut = Cut
code-copy = Copy
code-paste = Paste
