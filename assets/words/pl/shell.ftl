# What shell says.

shell-open-recent = Otwórz ostatnie
shell-output-count = Wyjście ({ $count })
shell-findings-count = Wnioski ({ $count })

shell-keys = Klawisze
shell-keys-question = Pokaż te klawisze
shell-close = Zamknij
shell-mouse = Mysz
shell-mouse-wheel = Kółko
shell-mouse-wheel-does = Przewijanie
shell-mouse-ctrl-wheel = Ctrl+kółko
shell-mouse-ctrl-wheel-does = Powiększanie w miejscu wskaźnika
shell-mouse-drag = Przeciąganie
shell-mouse-drag-does = Oś czasu: pomiar zakresu. Schemat: zaznaczanie; z palety: dodawanie
shell-mouse-space = Spacja+przeciąganie
shell-mouse-space-does = Schemat: przesuwanie widoku
shell-mouse-double = Dwuklik
shell-mouse-double-does = Zmień krok, nazwę węzła albo dodaj coś na wolnym schemacie
shell-mouse-copy = Ctrl/Alt+przeciąganie
shell-mouse-copy-does = Skopiuj kroki lub węzły na schemacie
shell-mouse-ctrl-click = Ctrl+klik
shell-mouse-ctrl-click-does = Idź do definicji nazwy w skrypcie
shell-mouse-escape = Escape
shell-mouse-escape-does = Porzuć przeciąganie
shell-version = Wersja { $version }
shell-about = Piaskownica współbieżności: otwórz skrypt z wątkami Pythona jako schemat, uruchom go na prawdziwych wątkach systemu i zobacz, kto co trzymał.
shell-licences = Licencje
shell-licences-find = Znajdź bibliotekę lub licencję
shell-settings = Ustawienia
shell-settings-find = Znajdź ustawienie
shell-settings-size = Rozmiar wszystkiego: { $percent } %

shell-ask-open = Otwórz skrypt lub zapisany przebieg
shell-ask-save = Zapisz skrypt
shell-ask-export = Eksportuj oś czasu
shell-kind-both = Skrypty i zapisane przebiegi
shell-kind-script = Skrypt w Pythonie
shell-kind-file = Plik { $ending }
shell-unsaved = Niezapisane zmiany
shell-unsaved-text = { $script } ma niezapisane zmiany.
shell-changed = Plik się zmienił
shell-changed-text = Inny program zmienił { $file } od chwili otwarcia go tutaj. Zapis zastąpi to, co tam wpisał.
shell-replace = Zastąp
shell-save-as = Zapisz jako…
shell-save-another = Nie zapisano: otwarty jest teraz inny skrypt niż ten, który miał być zapisany.
shell-save = Zapisz
shell-dont-save = Nie zapisuj
shell-cancel = Anuluj
shell-no-file = skryptu, który nie był w żadnym pliku
shell-dialog-open = Inne okno wyboru pliku jest jeszcze otwarte: najpierw odpowiedz w nim.
shell-stopped-threads = Wątki w punktach przerwania
shell-stopped-threads-tip = Którego wątku dotyczy następny krok.
shell-lost = Znaleziono niezapisaną pracę
shell-lost-text = { $count ->
    [one] Lockstep nie zakończył się tak, jak powinien. Tego skryptu nie zapisano:
    [few] Lockstep nie zakończył się tak, jak powinien. Tych { $count } skryptów nie zapisano:
   *[many] Lockstep nie zakończył się tak, jak powinien. Tych { $count } skryptów nie zapisano:
}
shell-lost-none = Nie ma niezapisanej pracy.
shell-lost-thrown = Wyrzucone w ostatnich { $days } dniach
shell-lost-empty = same puste wiersze
shell-lost-open = Otwórz
shell-lost-open-name = Otwórz { $script }
shell-lost-discard = Wyrzuć
shell-lost-discard-name = Wyrzuć { $script }
shell-lost-discard-tip = Zostanie przechowane jeszcze { $days } dni: Plik > Niezapisana praca.
shell-later = Później
shell-go-to-line = Idź do wiersza
shell-line-number = Numer wiersza
shell-go = Idź
shell-path-hint = Nazwa albo cała ścieżka
shell-path-no-file = Nie ma pliku { $file }.
shell-path-no-folder = Nie ma folderu { $folder }.
shell-path-name = Nazwa pliku
shell-path-above = ..  (folder wyżej)
shell-older-run = Z wcześniejszego skryptu
shell-older-run-tip = Skrypt zmienił się po tym przebiegu. Uruchom go ponownie, aby zobaczyć, co robi teraz.
shell-path-cut = I jeszcze { $count }: wpisz nazwę.
shell-path-recent = Ostatnio otwierane
shell-path-exists = { $file } już istnieje. Zastąpić?
shell-path-replace = Zastąp
shell-path-open = Otwórz
shell-drop = Upuść skrypt lub zapisany przebieg, aby go otworzyć

shell-run = Uruchom
shell-resume = Wznów
shell-pause = Wstrzymaj
shell-stop = Zatrzymaj
shell-speed = Tempo
shell-speed-tip = Zwolnione tempo naprawdę spowalnia wątki: każdy krok trwa dłużej.
shell-speed-slider-tip = Z prawej pełna szybkość; im dalej w lewo, tym dłużej trwa każdy krok wątku.
shell-speed-full = pełne
shell-speed-step = { $millis } ms na wiersz
shell-not-saved = { $script } (niezapisany)
shell-in-no-file = jeszcze w żadnym pliku

shell-event-cost = { $nanos } ns na zdarzenie
shell-event-cost-tip = Ile na tej maszynie kosztuje zapisanie jednego zdarzenia; zmierzono przy otwarciu okna.
shell-events-lost = { $count ->
    [one] nie zapisano { $shown } zdarzenia
    [few] nie zapisano { $shown } zdarzeń
    [many] nie zapisano { $shown } zdarzeń
   *[other] nie zapisano { $shown } zdarzenia
}
shell-events-lost-tip = Zapis nigdy nie każe wątkowi czekać: gdy bufor jest pełny, zdarzenia są pomijane i liczone.
shell-events = { $count ->
    [one] { $shown } zdarzenie
    [few] { $shown } zdarzenia
    [many] { $shown } zdarzeń
   *[other] { $shown } zdarzenia
}
shell-exporting = Eksport: { $what }
shell-problem = Wiersz { $line }: { $message }
shell-starting = Uruchamianie
shell-running = Działa, tryb { $mode }
shell-running-slow = Działa w zwolnionym tempie ({ $speed }), tryb { $mode }
shell-paused = Wstrzymany, tryb { $mode }
shell-stopping = Zatrzymywanie: wątki właśnie się kończą
shell-pick = Wybierz przykład albo otwórz skrypt
shell-ready = Gotowy: naciśnij Uruchom albo przeciągnij coś z palety
shell-at-breakpoints = Na punkcie przerwania: { $list }
shell-at-line = { $who } (wiersz { $line })
shell-last-words = Ostatni wydruk: { $words }
shell-ended-found = Skrypt doszedł do końca, ale zobacz Wnioski: { $what }
shell-ended-well = Skrypt doszedł do końca
shell-ended-status = Skrypt zakończył się z kodem { $status }
shell-stopped = Zatrzymany

shell-palette-hint = Wpisz fragment nazwy polecenia
shell-palette-field = Znajdź polecenie
shell-palette-none = Żadne polecenie nie ma tych liter.
shell-copy = Kopiuj
shell-close-message = Zamknij ten komunikat
shell-failed = Nie udało się
shell-stuck-cycle = Zakleszczenie: { $links }.
shell-stuck-self = Zakleszczenie: { $link }, a sam to trzyma.
shell-stuck-all = Wszystkie wątki czekają i nie ma kto ich obudzić: { $links }.
shell-stuck-holds = { $who } trzyma { $held } i czeka na { $wanted }
shell-stuck-waits = { $who } czeka na { $wanted }
shell-stuck-end = koniec { $who }
shell-modes = Sposób działania wątków
