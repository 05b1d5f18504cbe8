# What plots says.
plots-press-run = Naciśnij Uruchom. { $help }
plots-computing = Liczę zdarzenia: { $events }...
plots-newest-part = (Tylko ostatnie { $span }, dopóki program działa.)
plots-all-threads = wszystkie wątki
plots-longest = najdłużej
plots-sum = suma
plots-legend-more = i jeszcze { $count }
plots-legend-entry = { $name }: wybierz
plots-at = { $name }: { $value }
plots-moment = w chwili { $time }
plots-of = dla
plots-of-most = najczęściej używane
plots-of-all = wszystko
plots-part = Od { $from } do { $to }, tyle pokazuje oś czasu.
plots-part-chosen = W wybranym zakresie, od { $from } do { $to }.
plots-part-all = Pokaż całość
plots-log = Log. liczby
plots-log-help = Rysuje liczby w skali logarytmicznej, żeby było widać rzadkie czasy.
plots-chart = { $title }. { $headline }

plots-contention = Rywalizacja
plots-contention-help = Ile wątków czeka na każdą blokadę, kolejkę lub sygnał; wysoko i długo oznacza wąskie gardło.
plots-contention-none = Żaden wątek na nic tu nie czekał.
plots-contention-waiters = czekające wątki
plots-contention-share = część czasu, w której ktoś czeka
plots-contention-headline = Najwięcej czekano na { $name }: średnio { $mean } wątku, najwyżej { $most }, przez { $share } czasu.

plots-throughput = Przepustowość
plots-throughput-help = Praca wykonana na sekundę. Pod GIL suma pozostaje taka jak jednego wątku.
plots-throughput-none = Nie zapisano tu żadnej pracy.
plots-throughput-rounds = obiegi pętli na sekundę
plots-throughput-steps = kroki na blokadach i kolejkach na sekundę
plots-throughput-headline = Średnio { $mean }: { $what }, wszystkie wątki razem.

plots-parallelism = Równoległość
plots-parallelism-help = Co robią wątki w czasie; najniższy pas to liczba działających naraz: pod GIL nigdy więcej niż jeden.
plots-parallelism-none = Żaden wątek tu nie żył.
plots-parallelism-label = wątki
plots-parallelism-headline = Średnio działało { $running } z { $alive } wątków.

plots-levels = Poziomy
plots-levels-help = Jak pełne są kolejki i ile pozwoleń zostało semaforom; blady pas sięga najwyższego poziomu.
plots-levels-none = Ten program nie używa kolejek ani semaforów.
plots-levels-label = elementy, pozwolenia
plots-levels-more = { $count ->
    [one] Nie pokazano jeszcze { $count }; wybierz, żeby zobaczyć.
    [few] Nie pokazano jeszcze { $count }; wybierz, żeby zobaczyć.
   *[other] Nie pokazano jeszcze { $count }; wybierz, żeby zobaczyć.
}

plots-holds = Czasy zajęcia
plots-holds-help = Jak długo blokada była za każdym razem zajęta; krótkie zajęcia to krótkie czekanie.
plots-holds-none = Żadna blokada nie była tu zajęta.
plots-holds-label = zajęcia { $name } według czasu
plots-holds-headline = { $count ->
    [one] { $name }: zajęta raz, przez { $half }.
   *[other] { $name }: zajęć { $times }, połowa najwyżej { $half }, 99 na 100 najwyżej { $rare }.
}

plots-waits = Czasy czekania
plots-waits-help = Jak długo wątki czekały na blokadę, kolejkę lub sygnał; długi ogon to zagłodzenie.
plots-waits-none = Żaden wątek na nic tu nie czekał.
plots-waits-label = czekanie na { $name } według czasu
plots-waits-headline = { $count ->
    [one] { $name }: jedno czekanie, przez { $half }.
   *[other] { $name }: czekań { $times }, połowa najwyżej { $half }, 99 na 100 najwyżej { $rare }.
}

plots-spread-bar = od { $from } do { $to }: { $count ->
    [one] { $count } raz
    [few] { $count } razy
   *[other] { $count } razy
}, { $share }

plots-fairness = Sprawiedliwość
plots-fairness-help = Jak często każdy wątek dostawał blokadę i kogo wyprzedzili ci, którzy przyszli później.
plots-fairness-none = Nie użyto tu żadnej blokady.
plots-fairness-label = ile razy zajęto { $name }, według wątków
plots-fairness-even = po równo: { $count }
plots-fairness-jain = { $name }: indeks sprawiedliwości Jaina { $index } (1 to po równo).
plots-fairness-bypass = Najdłuższe pominięcie: { $count ->
    [one] wątek { $thread } wyprzedził jeden, który przyszedł później.
    [few] wątek { $thread } wyprzedziły { $count }, które przyszły później.
   *[other] wątek { $thread } wyprzedziło { $count }, które przyszły później.
}
plots-fairness-in-line = Nikogo nie pominięto.
plots-fairness-over = { $count ->
    [one] pominięty raz
    [few] pominięty { $count } razy
   *[other] pominięty { $count } razy
}
plots-fairness-says = { $thread }: { $text }

plots-blame = Kto przez kogo czekał
plots-blame-help = Wiersz to wątek, który czekał, kolumna to ten, kto trzymał to, na co czekano. Kliknij liczbę, żeby zobaczyć najdłuższe takie czekanie.
plots-blame-none = Żaden wątek nie czekał tu na inny.
plots-blame-none-of = Żaden wątek nie czekał tu na { $name }.
plots-blame-headline = { $waiter } czekał { $time } przez { $cause }.
plots-blame-only = Liczy się tylko { $name }.
plots-blame-left-out = { $count ->
    [one] Pominięto jeden wątek z mniejszym czasem.
    [few] Pominięto { $count } wątki z mniejszym czasem.
   *[other] Pominięto { $count } wątków z mniejszym czasem.
}
plots-blame-nobody = nikt
plots-blame-rows = kto czekał
plots-blame-columns = przez kogo
plots-blame-says = { $waiter } czekał { $time } przez { $cause }: { $waits ->
    [one] jedno czekanie, na { $object }.
    [few] { $waits } czekania, najdłuższe { $longest }, na { $object }.
   *[other] { $waits } czekań, najdłuższe { $longest }, na { $object }.
}

plots-graph = Graf oczekiwania
plots-graph-help = Kto na kogo czeka w wybranej chwili albo teraz. Koło ze strzałek to zakleszczenie.
plots-graph-none = W chwili { $when } nikt niczego nie trzyma i na nic nie czeka. Wybierz chwilę na osi czasu, żeby zobaczyć, kto wtedy czekał.
plots-graph-headline = { $count ->
    [0] W chwili { $when } nikt nie czeka.
    [one] W chwili { $when } czeka jeden wątek.
    [few] W chwili { $when } czekają { $count } wątki.
   *[other] W chwili { $when } czeka { $count } wątków.
}
plots-graph-deadlock = Zakleszczenie od chwili { $since }: { $who }
plots-graph-held = zajęte przez
plots-graph-waits = czeka na
plots-graph-left-out = i jeszcze { $count }
plots-graph-end-of = koniec { $name }

plots-cpu = Czas procesora
plots-cpu-help = Czas procesora każdego wątku wobec czasu, w którym działał lub mógł działać, i jak często go przełączano, według systemu operacyjnego.
plots-cpu-none = Nie ma tu próbek czasu procesora: pobiera się je mniej więcej co 40 ms działania na prawdziwych wątkach.
plots-cpu-label = czas w tym odcinku, według wątków
plots-cpu-could = działa lub jest gotów
plots-cpu-used = na procesorze
plots-cpu-headline = Wątki zużyły { $used } czasu procesora; według śladu działały lub mogły działać przez { $could }: średnio zajętych procesorów: { $busy }.
plots-cpu-text = { $used } w ciągu { $alive } życia ({ $share })
plots-cpu-switches = przełączeń na czekanie: { $voluntary }, wymuszonych: { $involuntary }
plots-cpu-says = { $thread } zużył { $used } czasu procesora w ciągu { $alive } życia; według śladu działał lub mógł działać przez { $could }. { $switches }

plots-processors = Procesory
plots-processors-help = Ile procesorów zajmują wątki i jak często system operacyjny przełącza między wątkami.
plots-processors-busy = zajęte procesory
plots-processors-switches = przełączenia kontekstu na sekundę
plots-processors-headline = Średnio zajętych procesorów: { $mean }.

plots-compare-before = Przedtem: { $name }
plots-compare-kept = Zachowany: { $name }
plots-compare-now = Teraz: { $name }
plots-compare-run = { $name } · { $length } · zdarzenia: { $events }
plots-compare-headline = { $one }: { $first }. { $other }: { $second } ({ $times }).
plots-compare-says = { $name }: { $first } ({ $one }), { $second } ({ $other })
plots-compare-unknown = nie wiadomo
plots-compare-nothing = W tych przebiegach nic się nie działo.
plots-compare-length = Czas przebiegu
plots-compare-processor = Czas procesora
plots-compare-at-once = Wątki działające naraz
plots-compare-state = Łącznie w stanie: { $state }
plots-compare-taken = Zajęcia blokad
plots-compare-waits = Oczekiwania na blokady
plots-compare-longest = Najdłuższe oczekiwanie na blokadę
plots-compare-switches = Przełączenia kontekstu
plots-compare-waited = Czekanie na { $name }
plots-compare-keep = Zachowaj do porównania
plots-compare-when-over = Liczby pojawią się po zakończeniu przebiegu.
plots-compare-counting = Liczę oba przebiegi...
plots-compare-empty = Uruchom skrypt jeszcze raz, w innym trybie albo po zmianie: oba przebiegi staną tu na jednej osi czasu, a ich liczby parami.
plots-compare-run-again = Ten przebieg jest zachowany. Uruchom skrypt jeszcze raz, w innym trybie albo po zmianie, lub otwórz zapisany przebieg: zostanie z nim porównany.
plots-compare-too-long = Poprzedni przebieg miał ponad { $events } zdarzeń: to za dużo, by zachować go bez pytania. Zachowaj przebieg przed następnym, aby je porównać.
