# Co mówi schemat.
canvas-canvas = Schemat
canvas-not-read-yet = Obraz pojawi się, gdy tylko da się odczytać skrypt.
canvas-minimap = Mapa całego obrazu

canvas-empty = Ten skrypt nie tworzy jeszcze wątków
canvas-empty-drag = Przeciągnij tu wątek lub prymityw z palety
canvas-empty-click = albo kliknij go tam.
canvas-stale = Skrypt się zmienił i nie da się go odczytać: to obraz wcześniejszego tekstu.
canvas-broken = Nie da się odczytać skryptu
canvas-broken-tip = Usuń błąd zaznaczony w skrypcie, a obraz się pojawi.

canvas-section-threads = Wątki
canvas-section-primitives = Prymitywy
canvas-section-steps = Kroki
canvas-palette-search = Szukaj w palecie
canvas-palette-clear = Wyczyść wyszukiwanie
canvas-palette-added = Dodano: { $what }. Ctrl+Z cofa.
canvas-palette-nothing = Nic się tak nie nazywa.
canvas-palette-drag = Przeciągnij na schemat albo kliknij, aby dodać.
canvas-palette-drag-step = Przeciągnij na wiersz wątku albo kliknij, aby dodać do zaznaczonego wątku.

canvas-recipe-worker = Wątek
canvas-recipe-worker-tip = Wątek, który wykonuje nową funkcję.
canvas-recipe-cpu = Wątek obliczeniowy
canvas-recipe-cpu-tip = Wątek, który liczy bez przerwy.
canvas-recipe-io = Wątek we/wy
canvas-recipe-io-tip = Wątek, który głównie czeka.
canvas-recipe-producer = Producent
canvas-recipe-producer-tip = Wątek, który wkłada elementy do kolejki.
canvas-recipe-consumer = Konsument
canvas-recipe-consumer-tip = Wątek, który wyjmuje elementy z kolejki.
canvas-recipe-daemon = Wątek demon
canvas-recipe-daemon-tip = Wątek, który nie utrzymuje skryptu przy życiu.
canvas-recipe-timer = Timer
canvas-recipe-timer-tip = Wątek, który rusza po pewnym czasie.
canvas-recipe-pool = Pula wątków
canvas-recipe-pool-tip = Kilka wątków, które dzielą się listą zadań.

canvas-about-barrier = Wątki czekają tu, aż zbierze się ich ustalona liczba.
canvas-about-bounded-semaphore = Semafor, który zauważa, gdy oddano więcej, niż wzięto.
canvas-about-condition = Blokada z miejscem, w którym czeka się, aż inny wątek zgłosi zmianę.
canvas-about-event = Flaga, na którą wątki czekają, aż inny wątek ją ustawi.
canvas-about-lifo-queue = Kolejka, która wydaje najpierw najnowszy element.
canvas-about-lock = Może ją mieć tylko jeden wątek; pozostałe czekają.
canvas-about-priority-queue = Kolejka, która wydaje najpierw najmniejszy element.
canvas-about-queue = Elementy czekają w kolejce między wątkami; pełna lub pusta każe wątkom czekać.
canvas-about-rlock = Blokada, którą właściciel może wziąć ponownie; musi ją oddać tyle samo razy.
canvas-about-semaphore = Pewna liczba zezwoleń: gdy ich zabraknie, wątki czekają.
canvas-about-simple-queue = Kolejka bez ograniczenia, która zna tylko put i get.

canvas-shared-item = Zmienna wspólna
canvas-shared-item-tip = Zmienna, którą zapisują wątki: upuszczona na wiersz sprawia, że wątek dodaje tam do niej jeden.
canvas-step-word = krok
canvas-step-sleep = Sen
canvas-step-sleep-tip = Śpi tak, jak czeka się na dysk lub sieć.
canvas-step-print = Wypisanie
canvas-step-print-tip = Wypisuje wiersz tekstu.
canvas-step-compute = Obliczenia
canvas-step-compute-tip = Pętla, która zajmuje procesor.
canvas-step-loop = Pętla
canvas-step-loop-tip = Pusta pętla do wypełnienia krokami.
canvas-use-with = Z blokadą (with)
canvas-use-with-tip = Chroni krok: blokada jest przed nim zakładana, a po nim zwalniana.
canvas-use-acquire-timeout = Zajęcie z limitem czasu
canvas-use-acquire-timeout-tip = Czeka na blokadę, ale nie w nieskończoność.
canvas-use-try-acquire = Próba zajęcia
canvas-use-try-acquire-tip = Zajmuje blokadę, jeśli jest wolna; jeśli nie, idzie dalej bez niej.
canvas-use-put = Włożenie (put)
canvas-use-put-tip = Wkłada element do kolejki; czeka, dopóki kolejka jest pełna.
canvas-use-get = Wyjęcie (get)
canvas-use-get-tip = Wyjmuje element z kolejki; czeka, dopóki kolejka jest pusta.
canvas-use-wait = Czekanie (wait)
canvas-use-wait-tip = Czeka na ustawienie zdarzenia albo na powiadomienie warunku.
canvas-use-notify = Powiadomienie (notify)
canvas-use-notify-tip = Budzi wątek, który czeka na warunek.
canvas-use-set = Ustawienie (set)
canvas-use-set-tip = Ustawia zdarzenie: wszystkie czekające na nie wątki ruszają dalej.
canvas-use-barrier = Czekanie przy barierze
canvas-use-barrier-tip = Czeka, aż do bariery dotrą wszystkie strony.

canvas-plan-add = Dodaj tutaj: { $what }
canvas-plan-needs-step = Upuść to na krok wątku.
canvas-plan-guard-new = Chroń „{ $step }” nowym { $kind }
canvas-plan-guard-with = Chroń „{ $step }” przez { $name }
canvas-plan-guard = Chroń „{ $step }”
canvas-plan-use-new = Użyj nowego { $kind } przy „{ $step }”
canvas-plan-use = Użyj { $name } przy „{ $step }”
canvas-plan-write = Zapisz tu zmienną wspólną
canvas-plan-append = { $what }: na końcu { $thread }
canvas-plan-above = { $what }: nad „{ $step }”
canvas-plan-below = { $what }: pod „{ $step }”
canvas-plan-into = { $what }: na początku „{ $step }”
canvas-plan-copy-above = Skopiuj { $what } nad „{ $step }”
canvas-plan-move-above = Przenieś { $what } nad „{ $step }”
canvas-plan-copy-below = Skopiuj { $what } pod „{ $step }”
canvas-plan-move-below = Przenieś { $what } pod „{ $step }”
canvas-plan-copy-into = Skopiuj { $what } do „{ $step }”
canvas-plan-move-into = Przenieś { $what } do „{ $step }”
canvas-plan-connect = Połącz { $thread } z { $name }
canvas-plan-copy = Wstaw tu kopię
canvas-plan-no-copy = Programu głównego nie można skopiować.
canvas-plan-quoted = „{ $step }”
canvas-plan-steps = { $count ->
    [one] { $count } krok
    [few] { $count } kroki
   *[other] { $count } kroków
}
canvas-plan-no-thread-wire = Połączenie prowadzi od wątku do czegoś, czego wątki używają.
canvas-plan-not-a-step = „{ $step }” nie jest osobnym krokiem; użyj kroku w środku.
canvas-plan-unnameable = { $thread } nie zna nazwy { $name }. Najpierw przekaż ją funkcji jako argument.

canvas-a-new = nowy { $kind }
canvas-new-variable = nowa zmienna
canvas-use-as = Użyj tu jako
canvas-use-which = Którego?
canvas-use-how = Jak używać { $name }?
canvas-connect-to = Połącz
canvas-exchange = Zmień { $name } na
canvas-instead = { $new } zamiast { $old }
canvas-guard-with = Chroń przez
canvas-insert-below = Wstaw poniżej
canvas-add-step = Dodaj krok na końcu
canvas-add-thread = Dodaj wątek
canvas-add-primitive = Dodaj prymityw
canvas-move-up = Przesuń w górę
canvas-move-down = Przesuń w dół
canvas-unguard = Usuń ochronę, zostaw zawartość
canvas-delete-block = Usuń razem z zawartością
canvas-go-to-line = Przejdź do wiersza
canvas-breakpoint = Włącz lub wyłącz punkt przerwania
canvas-breakpoint-tip = Punkt przerwania: wątek, który tu dojdzie, zatrzyma się.
canvas-row-breakpoint = , punkt przerwania
canvas-fit = Dopasuj do okna
canvas-zoom-fit = Dopasuj
canvas-zoom-fit-tip = Pokaż cały schemat (F)
canvas-zoom-in = Powiększ schemat (+)
canvas-zoom-out = Pomniejsz schemat (-)
canvas-zoom-own = Schemat w naturalnej wielkości (1)
canvas-add-here = Dodaj tutaj
canvas-edit-step = Zmień krok

canvas-port = Połączenie od { $name }
canvas-port-tip = Przeciągnij do tego, co ma być użyte, albo do tego, kto ma tego używać.
canvas-wire = Połączenie: { $thread } – { $name } ({ $how })
canvas-wire-delete = Usuń połączenie

canvas-choose-row = Najpierw zaznacz krok wątku.
canvas-choose-thread = Najpierw zaznacz wątek lub jeden z jego kroków.
canvas-nothing-selected = Na schemacie nic nie jest zaznaczone.
canvas-select-several = Najpierw zaznacz co najmniej dwa węzły: kliknięciem z Shiftem albo prostokątem.
canvas-nothing-to-connect = Nie ma niczego, z czym można by to połączyć.
canvas-no-wires = Nie ma połączenia, które można by usunąć.
canvas-many = wiele
canvas-no-group = Nie ma grupy do otwarcia.
canvas-not-deleted-here = Wątek główny to sam skrypt: usuwa się go w kodzie.
canvas-line-shows-nothing = Ten wiersz nie tworzy niczego, co widać na schemacie.

canvas-thread-name = Wątek: { $name }
canvas-shared-name = Zmienna wspólna: { $name }
canvas-shared-value = Zmienna wspólna: { $name } = { $value }
canvas-shared-values = Zmienna wspólna: { $name } ({ $values })
canvas-shared = zmienna wspólna
canvas-flavour-main = sam skrypt
canvas-flavour-thread = wątek
canvas-flavour-subclass = podklasa Thread
canvas-flavour-timer = Timer
canvas-flavour-pool = pula wątków
canvas-daemon-mark = {" "}· demon
canvas-fair-mark = {" "}· po kolei
canvas-no-steps = nie znaleziono kroków: zobacz kod
canvas-more-steps = { $count ->
    [one] jeszcze { $count } krok
    [few] jeszcze { $count } kroki
   *[other] jeszcze { $count } kroków
}
canvas-show-all = Pokaż wszystkie kroki { $name }
canvas-group-open = Otwórz grupę { $name }
canvas-group-close = Zamknij grupę { $name }
canvas-more-members = i jeszcze { $count }
canvas-member-not-made = numer { $number }, jeszcze nie powstał
canvas-not-made = jeszcze nie powstał
canvas-users = { $count ->
    [0] nikt jeszcze nie używa
    [one] używany w jednym miejscu
   *[other] używany w { $count } miejscach
}
canvas-stopped = stoi
canvas-thread-at = { $name }: { $state }, wiersz { $line }

canvas-free = wolny
canvas-event-set = ustawione
canvas-event-clear = nieustawione
canvas-barrier-level = { $here } z { $parties }
canvas-permits-left = wolne: { $count }
canvas-level-arrived = przyszło: { $count }
canvas-level-depth = wzięty { $count ->
    [one] raz
   *[other] { $count } razy
}
canvas-level-items = { $count ->
    [one] 1 element
    [few] { $count } elementy
   *[other] { $count } elementów
}
canvas-held-by = ma go { $names }
canvas-waiting = { $count ->
    [one] czeka { $count }: { $names }
    [few] czekają { $count }: { $names }
   *[other] czeka { $count }: { $names }
}
canvas-rate = zajmowany { $rate }

canvas-state-not-started = jeszcze nie ruszył
canvas-state-running = działa
canvas-state-gil = czeka na GIL
canvas-state-lock = czeka na blokadę
canvas-state-signal = czeka na sygnał
canvas-state-data = czeka na dane
canvas-state-sleeping = śpi
canvas-state-stopped = zatrzymany
canvas-state-not-recorded = niezapisane
canvas-state-ended = zakończony

canvas-new-name = Nowa nazwa
canvas-new-function-name = Nowa nazwa funkcji
canvas-thread-own-name = Nazwa wątku
canvas-property-variable = Nazwa
canvas-property-name = Nazwa wątku
canvas-property-function = Funkcja
canvas-property-args = Argumenty
canvas-property-interval = Opóźnienie
canvas-property-workers = Liczba wątków
canvas-property-permits = Zezwolenia
canvas-property-parties = Strony
canvas-property-maxsize = Pojemność
canvas-property-start = Wartość początkowa
canvas-property-count = Ile sztuk
canvas-daemon = Demon
canvas-daemon-tip = Skrypt nie czeka na ten wątek, zanim się skończy.
canvas-fair = Po kolei, bez wpychania
canvas-fair-tip = Pierwszy dostaje wątek, który czeka najdłużej. Bez tego, jak w CPythonie, nowy wątek może się wepchnąć. Działa tylko w Lockstepie: dla python3 to komentarz.
canvas-not-set = nie podano
canvas-no-properties = Nie ma tu nic do zmiany.
canvas-line = Wiersz { $line }
