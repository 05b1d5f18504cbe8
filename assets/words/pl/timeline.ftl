# What timeline says.

# What one can ask of the timeline.
timeline-menu = Oś czasu
timeline-menu-look = Widok
timeline-menu-choose = Wybór
timeline-menu-lanes = Tory
timeline-menu-marks = Znaczniki
timeline-menu-find = Szukanie
timeline-menu-travel = Podróż w czasie
timeline-do-fit = Dopasuj do zaznaczenia lub przebiegu
timeline-do-fit-tip = Pokaż wybrany zakres lub odcinek; ponownie albo bez wyboru: cały przebieg.
timeline-do-in = Przybliż oś czasu
timeline-do-in-tip = Pokaż mniej czasu, w większej skali.
timeline-do-out = Oddal oś czasu
timeline-do-out-tip = Pokaż więcej czasu, w mniejszej skali.
timeline-do-back = Przesuń wcześniej
timeline-do-back-tip = Przesuń widok ku wcześniejszym chwilom.
timeline-do-forward = Przesuń później
timeline-do-forward-tip = Przesuń widok ku późniejszym chwilom.
timeline-do-live = Śledź trwający przebieg
timeline-do-live-tip = Trzymaj w widoku najnowszą chwilę albo przestań to robić.
timeline-do-path = Ścieżka krytyczna
timeline-do-path-tip = Pokaż, kto wstrzymywał przebieg: łańcuch, przez który trwał tak długo.
timeline-do-previous = Poprzedni odcinek
timeline-do-previous-tip = Wybierz poprzedni odcinek tego samego toru.
timeline-do-next = Następny odcinek
timeline-do-next-tip = Wybierz następny odcinek tego samego toru.
timeline-do-waker = Przejdź do tego, kto go obudził
timeline-do-waker-tip = Wybierz to, co robił wtedy wątek budzący.
timeline-do-woken = Przejdź do tego, kogo obudził
timeline-do-woken-tip = Wybierz to, co zrobił wtedy następny obudzony wątek.
timeline-do-range = Jego czas jako zakres
timeline-do-range-tip = Czas wybranego odcinka staje się zakresem, ze statystykami.
timeline-do-up = Tor powyżej
timeline-do-up-tip = Wybierz na torze powyżej.
timeline-do-down = Tor poniżej
timeline-do-down-tip = Wybierz na torze poniżej.
timeline-do-copy = Kopiuj tabelę jako CSV
timeline-do-copy-tip = Umieść tabele spod osi czasu w schowku.
timeline-do-clear = Odznacz wszystko
timeline-do-clear-tip = Zapomnij zaznaczenie, a potem oglądaną chwilę.
timeline-do-pin = Trzymaj tor na górze
timeline-do-pin-tip = Trzymaj wybrany tor nad innymi albo przestań to robić.
timeline-do-hide = Ukryj tor
timeline-do-hide-tip = Pomiń wybrany tor.
timeline-do-lane-up = Przenieś tor wyżej
timeline-do-lane-up-tip = Umieść wybrany tor nad jego sąsiadem.
timeline-do-lane-down = Przenieś tor niżej
timeline-do-lane-down-tip = Umieść wybrany tor pod jego sąsiadem.
timeline-do-show-all = Pokaż wszystkie tory
timeline-do-show-all-tip = Przywróć ukryte tory i wyłącz filtr.
timeline-do-mark = Zaznacz tę chwilę
timeline-do-mark-tip = Postaw znacznik pod kursorem albo wskaźnikiem lub go usuń.
timeline-do-note = Notatka przy znaczniku...
timeline-do-note-tip = Napisz coś przy najbliższym znaczniku.
timeline-do-next-mark = Następny znacznik
timeline-do-next-mark-tip = Przejdź do następnego znacznika.
timeline-do-previous-mark = Poprzedni znacznik
timeline-do-previous-mark-tip = Przejdź do poprzedniego znacznika.
timeline-do-find = Znajdź na osi czasu...
timeline-do-find-tip = Szukaj wątków, obiektów, stanów i wypisanego tekstu.
timeline-do-hit = Następne trafienie
timeline-do-hit-tip = Przejdź do następnego znalezionego miejsca.
timeline-do-previous-hit = Poprzednie trafienie
timeline-do-previous-hit-tip = Przejdź do poprzedniego znalezionego miejsca.
timeline-do-event-back = Poprzednie zdarzenie
timeline-do-event-back-tip = Przesuń kursor do poprzedniego zdarzenia; wszystkie widoki pokażą tę chwilę.
timeline-do-event = Następne zdarzenie
timeline-do-event-tip = Przesuń kursor do następnego zdarzenia; wszystkie widoki pokażą tę chwilę.
timeline-do-home = Początek przebiegu
timeline-do-home-tip = Przesuń kursor do pierwszej chwili.
timeline-do-end = Koniec przebiegu
timeline-do-end-tip = Przesuń kursor do ostatniej chwili.
timeline-do-play = Odtwórz nagrany przebieg
timeline-do-play-tip = Niech kursor sam przechodzi przez przebieg albo się zatrzyma.
timeline-do-slower = Odtwarzaj wolniej
timeline-do-slower-tip = Niech kursor porusza się wolniej.
timeline-do-faster = Odtwarzaj szybciej
timeline-do-faster-tip = Niech kursor porusza się szybciej.
timeline-do-now = Wróć do teraźniejszości
timeline-do-now-tip = Opuść oglądaną chwilę: wszystkie widoki znów pokażą najnowszą.

# The panel.
timeline-name = { $lanes ->
    [one] Oś czasu, { $lanes } tor
    [few] Oś czasu, { $lanes } tory
   *[many] Oś czasu, { $lanes } torów
}
timeline-empty = Naciśnij Uruchom, aby zobaczyć, co robi każdy wątek, kto trzyma którą blokadę i kto na nią czeka.
timeline-tab-range = Zakres
timeline-tab-interval = Odcinek
timeline-tab-path = Ścieżka krytyczna
timeline-state-not-started = jeszcze nie ruszył
timeline-state-ended = zakończony
timeline-state-running = działa
timeline-state-sleeping = śpi
timeline-state-stopped = zatrzymany (punkt przerwania, pauza)
timeline-state-not-recorded = niezapisane
timeline-state-data = czeka na dane
timeline-state-signal = czeka na sygnał
timeline-state-join = czeka na koniec wątku { $name }
timeline-state-gil = czeka na GIL
timeline-state-lock = zablokowany
timeline-told-ran = { $name }: działanie przez { $length }.
timeline-told-ended = { $name }: już zakończony.
timeline-told-nobody = nikt nie trzyma
timeline-told-not-recorded = tego, co się z nim działo, nie zapisano
timeline-told-held = trzyma: { $names }
timeline-told-waiting = czeka: { $names }
timeline-place = od { $from }, { $length }
timeline-pointer-at = wskaźnik na { $at }
timeline-sort-tip = Sortuj według: { $column }
timeline-head-thread = wątek
timeline-head-object = obiekt
timeline-head-waiting-for = na { $name }
timeline-head-alive = czas życia
timeline-head-acquisitions = zajęcia
timeline-head-refused = odmowy
timeline-head-given-up = rezygnacje
timeline-head-held-share = trzymany
timeline-head-wait-share = oczekiwany
timeline-head-most-waiters = najwięcej czekało
timeline-head-waits = czekania
timeline-head-wait-total = czekanie razem
timeline-head-wait-mean = czekanie średnio
timeline-head-wait-min = czekanie min
timeline-head-wait-p50 = czekanie p50
timeline-head-wait-p90 = czekanie p90
timeline-head-wait-p99 = czekanie p99
timeline-head-wait-max = czekanie maks
timeline-head-holds = trzymania
timeline-head-hold-total = trzymanie razem
timeline-head-hold-mean = trzymanie średnio
timeline-head-hold-min = trzymanie min
timeline-head-hold-p50 = trzymanie p50
timeline-head-hold-p90 = trzymanie p90
timeline-head-hold-p99 = trzymanie p99
timeline-head-hold-max = trzymanie maks
timeline-head-on-path = na ścieżce
timeline-head-path-share = udział
timeline-head-path-running = działanie
timeline-head-path-sleeping = sen
timeline-head-path-waiting = czekanie
timeline-head-path-hand-over = przekazanie
timeline-head-path-not-recorded = ścieżka: niezapisane
timeline-range-objects = Blokady i kolejki
timeline-range-threads = Wątki
timeline-range-nothing = W tym zakresie nic się nie wydarzyło.
timeline-range-ends = od { $from } do { $to }
timeline-counting = Liczenie; długi zakres zajmuje chwilę.
timeline-copy-csv = Kopiuj jako CSV
timeline-zoom-to-range = Przybliż
timeline-close = Zamknij
timeline-path-nothing = Żaden wątek jeszcze nic nie zrobił.
timeline-path-following = Śledzenie ścieżki wstecz od końca przebiegu.
timeline-path-about = na ścieżce krytycznej: kto wstrzymywał przebieg
timeline-path-source = Od końca ostatniego wątku wstecz: przez to, co robił, kto go obudził albo uruchomił, i tak dalej (Yang i Miller, 1988). Przyspieszenie czegokolwiek poza ścieżką nie skróci przebiegu.
timeline-path-cut = { $count ->
    [one] Prześledzono tylko ostatni { $count } odcinek.
    [few] Prześledzono tylko ostatnie { $count } odcinki.
   *[many] Prześledzono tylko ostatnich { $count } odcinków.
}
timeline-path-longest = Najdłuższe odcinki
timeline-path-ran = { $length }: { $thread } działa, od { $at }
timeline-path-slept = { $length }: { $thread } śpi, od { $at }
timeline-path-waited = { $length }: { $thread } czeka na { $object }, od { $at }
timeline-path-start = { $length }: { $thread } jest uruchamiany, od { $at }
timeline-path-hand-over = { $length }: { $object } w drodze do { $thread }, od { $at }
timeline-path-not-recorded = { $length }: o wątku { $thread } nic nie zapisano, od { $at }
timeline-wait-object = Na co
timeline-wait-attempts = { $count ->
    [one] { $count } próba
    [few] { $count } próby
   *[many] { $count } prób
}
timeline-wait-timed = z limitem czasu
timeline-wait-owner = Właściciel wtedy
timeline-wait-place = Na miejscu { $place } w kolejce, za
timeline-wait-meanwhile = W tym czasie trzymali
timeline-wait-ended = Zakończył
timeline-wait-line = wiersz { $line }
timeline-wait-alone = nikt: minął czas albo przerwano przebieg
timeline-wait-open = jeszcze nikt: wciąż czeka
timeline-wait-not-recorded = nie wiadomo: dalszego ciągu nie zapisano
timeline-wait-more = { $count ->
    [one] i jeszcze { $count }
    [few] i jeszcze { $count }
   *[many] i jeszcze { $count }
}
timeline-mark-at = Znacznik na { $at }; kliknij, aby dodać notatkę
timeline-note = Notatka
timeline-mark-remove = Usuń
timeline-ruler-tip = Kliknij lub przeciągnij: wszystkie widoki pokażą tę chwilę
timeline-cursor-at = Kursor na { $at }
timeline-lane-thread = Wątek { $name }
timeline-lane-pin = Trzymaj na górze
timeline-lane-unpin = Nie trzymaj na górze
timeline-lane-fold = Zwiń wnętrze
timeline-lane-open = Pokaż wnętrze ({ $count })
timeline-lane-open-first = Pokaż wnętrze (pierwsze { $first } z { $count })
timeline-lane-hide = Ukryj
timeline-lane-only-like = Tylko tory o tej nazwie
timeline-lane-state = { $state } na { $at }
timeline-lane-free = nikt nie trzyma, czekających: { $waiters }
timeline-lane-held = trzyma { $names }, czekających: { $waiters }
timeline-live = Na żywo
timeline-fit = Dopasuj
timeline-in-sight = w widoku { $span }
timeline-play = Odtwórz
timeline-hold = Wstrzymaj
timeline-at-instant = { $at }: { $leave }
timeline-leave-live = wróć do teraz
timeline-leave-end = wróć na koniec
timeline-filter = Filtruj tory
timeline-filter-tip = Pokaż tylko tory, które mają to w nazwie.
timeline-any-state = każdy stan
timeline-find = Znajdź
timeline-hit-of = { $place } z { $count }
timeline-hits = { $count ->
    [one] { $count } trafienie
    [few] { $count } trafienia
   *[many] { $count } trafień
}
timeline-hits-more = co najmniej { $count } trafień
timeline-show-filtered = Wyłącz filtr
timeline-show-hidden = { $count ->
    [one] Pokaż { $count } ukryty
    [few] Pokaż { $count } ukryte
   *[many] Pokaż { $count } ukrytych
}
timeline-lost = { $count ->
    [one] nie zapisano { $count } zdarzenia
    [few] nie zapisano { $count } zdarzeń
   *[many] nie zapisano { $count } zdarzeń
}
timeline-lost-tip = Rejestrator nie miał miejsca i odrzucał zdarzenia, zamiast spowalniać wątki.
timeline-forgotten = { $count ->
    [one] zapomniano { $count } najstarsze zdarzenie
    [few] zapomniano { $count } najstarsze zdarzenia
   *[many] zapomniano { $count } najstarszych zdarzeń
}
timeline-forgotten-tip = Długi przebieg zachowuje najnowsze zdarzenia.
timeline-legend = Legenda
timeline-keys = Klawisze
timeline-mouse = Mysz
timeline-wheel = Kółko
timeline-wheel-does = Przewija tory
timeline-ctrl-wheel = Ctrl + kółko
timeline-ctrl-wheel-does = Przybliża pod wskaźnikiem
timeline-drag = Przeciąganie
timeline-drag-does = Wybiera zakres
timeline-ruler-drag = Przeciąganie po linijce
timeline-ruler-drag-does = Przesuwa kursor w czasie
timeline-name-drag = Przeciąganie nazwy
timeline-name-drag-does = Przenosi tor
timeline-middle-drag = Środkowy przycisk
timeline-middle-drag-does = Przesuwa widok
timeline-double-click = Podwójne kliknięcie
timeline-double-click-does = Przybliża odcinek
timeline-speed = Szybkość odtwarzania
timeline-state-filter = Tylko tory, które były w tym stanie
timeline-lane-variable = Zmienna { $name }
timeline-lane-shared = { $count ->
    [one] Wcześniej z tego toru korzystał { $count } inny wątek: gdy wątków jest bardzo dużo, nowe przejmują tory zakończonych.
    [few] Wcześniej z tego toru korzystały { $count } inne wątki: gdy wątków jest bardzo dużo, nowe przejmują tory zakończonych.
    [many] Wcześniej z tego toru korzystało { $count } innych wątków: gdy wątków jest bardzo dużo, nowe przejmują tory zakończonych.
   *[other] Wcześniej z tego toru korzystało { $count } innego wątku: gdy wątków jest bardzo dużo, nowe przejmują tory zakończonych.
}
timeline-range-waits = Najdłuższe czekania
timeline-range-holds = Najdłuższe trzymania
timeline-range-none-such = W tym zakresie nie było żadnych.
timeline-head-length = długość
timeline-head-from = od
timeline-head-waited-for = czekał na
timeline-overview = Cały przebieg
timeline-overview-tip = Cały przebieg: czas wątków, które działają, a nad nim tych, które czekają na blokady. Przeciągnij ramkę lub jej brzegi, by patrzeć gdzie indziej; kliknij dwa razy, by zobaczyć wszystko.
timeline-strip-drag = Przeciąganie po pasku
timeline-strip-drag-does = Pokazuje inną część przebiegu
timeline-hit-of-more = { $place } z { $count } lub więcej
