# Co mówi edycja skryptu ze schematu.

edit-not-parsed = W skrypcie jest błąd składni; najpierw go usuń.
edit-too-deep = Jakieś wyrażenie w skrypcie jest zbyt głęboko zagnieżdżone, by zmienić je tutaj; zmień je w skrypcie.
edit-gone = Tego kroku nie ma już w skrypcie.
edit-shares-line = Ten krok dzieli wiersz z innym kodem; najpierw daj mu osobny wiersz.
edit-nowhere = Po tej stronie nie ma kroku, obok którego można go postawić.
edit-not-a-name = „{ $name }” nie może być nazwą: użyj liter, cyfr i znaku _, ale nie słowa kluczowego Pythona.
edit-taken = Nazwa „{ $name }” jest już w skrypcie zajęta.
edit-imported = „{ $name }” pochodzi z importu i nie da się tu zmienić tej nazwy.
edit-not-an-expression = „{ $text }” nie jest wyrażeniem Pythona.
edit-not-a-step = „{ $text }” nie może tu stać jako krok.
edit-makes-more = Instrukcja, która tworzy „{ $name }”, robi też co innego; zmień ją w kodzie.
edit-used-elsewhere = { $thread } używa { $name } tylko przez kod, z którego korzystają też inne wątki; zmień go w kodzie.
edit-not-python = W schowku nie ma kodu Pythona.
edit-nothing = Tutaj nie da się z tym nic zrobić.
edit-unknown = Nie da się tu utworzyć „{ $kind }”.
edit-breaks = Ta zmiana zepsułaby skrypt ({ $why }), więc jej nie wprowadzono.

edit-add = Dodaj: { $what }
edit-bracket = Weź { $name } i oddaj
edit-count = Ustaw liczbę: { $value }
edit-delete = Usuń { $name }
edit-delete-step = Usuń krok
edit-disconnect = Odłącz { $thread } od { $name }
edit-duplicate = Powiel
edit-duplicate-of = Powiel { $name }
edit-guard = Chroń przez { $name }
edit-insert-compute = Wstaw obliczenia
edit-insert-loop = Wstaw pętlę
edit-insert-print = Wstaw wypisanie
edit-insert-sleep = Wstaw sen
edit-insert-use = Wstaw { $name }: { $verb }
edit-move = Przenieś krok
edit-copy-step = Skopiuj krok
edit-exchange = Zmień { $old } na { $new }
edit-rewrite = Zmień krok
edit-move-down = Przenieś krok w dół
edit-move-up = Przenieś krok w górę
edit-paste = Wklej
edit-read = Czytaj { $name }
edit-rename = Zmień nazwę { $name } na { $to }
edit-set = Ustaw { $name }
edit-fair = Kto czeka najdłużej, dostaje pierwszy
edit-barging = Nowy wątek może się wepchnąć
edit-several = { $count ->
    [one] { $count } zmiana
    [few] { $count } zmiany
   *[many] { $count } zmian
}
edit-unguard = Usuń ochronę
edit-write = Zapisz { $name }
edit-write-new = Zapisz nową zmienną wspólną

edit-recipe-worker = wątek
edit-recipe-cpu = wątek obliczeniowy
edit-recipe-io = wątek wejścia-wyjścia
edit-recipe-producer = producent
edit-recipe-consumer = konsument
edit-recipe-daemon = wątek demon
edit-recipe-timer = timer
edit-recipe-pool = pula wątków

edit-mentions-left = { $count ->
    [one] Jeszcze jedno miejsce wspomina { $name }.
    [few] Jeszcze { $count } miejsca wspominają { $name }.
   *[many] Jeszcze { $count } miejsc wspomina { $name }.
}
edit-doubtful = { $count ->
    [one] Jeszcze { $count } wzmianka o .{ $name } może dotyczyć innej klasy i została bez zmian.
    [few] Jeszcze { $count } wzmianki o .{ $name } mogą dotyczyć innej klasy i zostały bez zmian.
   *[many] Jeszcze { $count } wzmianek o .{ $name } może dotyczyć innej klasy i zostało bez zmian.
}
edit-doubtful-argument = { $count ->
    [one] { $count } argument o nazwie { $name } może jej dotyczyć i został bez zmian.
    [few] { $count } argumenty o nazwie { $name } mogą jej dotyczyć i zostały bez zmian.
   *[many] { $count } argumentów o nazwie { $name } może jej dotyczyć i zostało bez zmian.
}
edit-uses-left = { $count ->
    [one] Jeszcze { $count } krok wątku { $thread } używa { $name }.
    [few] Jeszcze { $count } kroki wątku { $thread } używają { $name }.
   *[many] Jeszcze { $count } kroków wątku { $thread } używa { $name }.
}
