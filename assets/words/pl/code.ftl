# What code says.

code-hint = Wpisz skrypt w Pythonie
code-line = Wiersz { $line }
code-show-place = Pokaż wiersz { $line }, kolumnę { $column }.
code-problems-more = i jeszcze { $count }
code-threads-on-line = W wierszu { $line }: { $names }
code-suggest-no-help = Enter lub Tab wstawia, Escape zamyka listę.

code-fix-replace = Napisz „{ $text }”
code-fix-add = Dodaj „{ $text }”
code-fix-tip = Ctrl+.  { $fix }
code-step-fix = Naprawa problemu
code-step-replace = Zamiana
code-step-complete = Uzupełnienie

code-find-field = Znajdź w skrypcie
code-find-hint = Znajdź
code-find-case = Uwzględniaj wielkość liter
code-find-word = Tylko całe słowa
code-find-previous = Poprzednie miejsce (Shift+F3)
code-find-next = Następne miejsce (F3)
code-find-close = Zamknij (Escape)
code-find-none = nie znaleziono
code-find-place = { $place } z { $count }
code-find-more = ponad { $count }
code-find-count = { $count ->
    [one] { $count } miejsce
    [few] { $count } miejsca
    [many] { $count } miejsc
   *[other] { $count } miejsca
}
code-replace-field = Zamień na
code-replace-hint = Zamień na
code-replace-one = Zamień
code-replace-all = Zamień wszystkie

code-breakpoints = Punkty przerwania
code-break-on = Kliknij: wątki zatrzymają się przed tym wierszem (F9).
code-break-off = Kliknij: wątki nie będą się tu zatrzymywać (F9).
code-value = Wiersz { $line }: { $value }

code-new-name = Nowa nazwa
code-no-name = Kursor nie stoi na żadnej nazwie.
code-no-definition = Ten skrypt nie definiuje „{ $name }”.
code-cut = Wytnij
code-copy = Kopiuj
code-paste = Wklej
