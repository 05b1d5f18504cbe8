# What output says.

output-find = Szukaj w wyjściu
output-all-threads = Wszystkie wątki
output-prefix = Nazwa wątku
output-errors = Tylko błędy
output-follow = Podążaj
output-follow-tip = Pokazuj zawsze najnowszy wiersz.
output-dropped = { $count ->
    [one] { $count } starszy wiersz nie jest już przechowywany
    [few] { $count } starsze wiersze nie są już przechowywane
    [many] { $count } starszych wierszy nie jest już przechowywanych
   *[other] { $count } starszego wiersza nie jest już przechowywane
}
output-found = { $count ->
    [one] { $count } wiersz
    [few] { $count } wiersze
    [many] { $count } wierszy
   *[other] { $count } wiersza
}
output-empty = Tutaj pojawi się to, co wypisze skrypt.
output-whose = Wiersze wątku
