# What analysis says.

# A wait in words.
analysis-slept = { $who }: sen przez { $length }
analysis-has-slept = { $who }: sen już od { $length }
analysis-waited = { $who }: czekanie przez { $length }
analysis-has-waited = { $who }: czekanie już od { $length }
analysis-for = na { $name }
analysis-for-end = na koniec wątku { $name }
analysis-held-by = trzyma go { $names }
analysis-in-queue = { $place } w kolejce
analysis-overtaken = { $count ->
    [one] wyprzedzenie: raz
   *[other] wyprzedzenia: { $count } razy
}
analysis-woken-by = budzi { $name }
analysis-still-waits = i wciąż trwa
analysis-nobody-woke = nikt nie obudził: minął czas albo przerwano przebieg
analysis-end-not-recorded = jak się to skończyło, nie zapisano
analysis-the-gil = GIL
analysis-some = { $kind }
analysis-of-line = { $kind } z wiersza { $line }
analysis-and = { $most } i { $last }

analysis-state-not-started = jeszcze nie ruszył
analysis-state-ended = zakończony
analysis-state-running = działa
analysis-state-sleeping = śpi
analysis-state-stopped = zatrzymany (punkt przerwania, pauza)
analysis-state-not-recorded = niezapisane
analysis-state-data = czeka na dane
analysis-state-signal = czeka na sygnał
analysis-state-gil = czeka na GIL
analysis-state-lock = zablokowany na blokadzie

analysis-abandoned-title = Porzucona blokada
analysis-convoy-title = Konwój
analysis-daemon-title = Urwany demon
analysis-deadlock-title = Zakleszczenie
analysis-exception-title = Wyjątek w wątku
analysis-forgotten-join-title = Zapomniane join
analysis-hot-spot-title = Wąskie gardło
analysis-chained-title = Czekanie za czekającym
analysis-livelock-title = Żywa blokada
analysis-race-title = Wyścig
analysis-starvation-title = Zagłodzenie
analysis-stuck-title = Wszystko stoi

analysis-abandoned = { $count ->
    [one] { $who } zakończył się i nie oddał { $lock }, a czeka na to { $names }.
   *[other] { $who } zakończył się i nie oddał { $lock }, a czekają na to { $names }.
}
analysis-abandoned-try = Użyj `with` zamiast acquire() i release(): odda blokadę także po return albo po wyjątku.
analysis-chained = { $who }: czekanie na { $lock } przez { $length }. { $holder }, kto ją trzymał, sam czekał z tego { $part } na { $other }, aż ruszyć dał { $third }. W rzeczywistości { $who } czekał więc na { $third }.
analysis-chained-try = Nie czekaj na { $other }, trzymając { $lock }. Jeśli { $who } jest ważniejszy niż { $third }, to odwrócenie priorytetów: dopóki { $holder } trzyma { $lock }, powinien być tak ważny jak { $who } (dziedziczenie priorytetu).
analysis-convoy = Przy { $name } stoi średnio kolejka { $queue } wątku, a { $share } % tych, którzy jej chcą, musi czekać: wątki działają jeden po drugim.
analysis-convoy-try = Więcej wątków tu nie pomoże: bierz { $name } rzadziej, na przykład raz na kilka elementów.
analysis-daemon = { $who } to demon: program zakończył się w środku jego pracy.
analysis-daemon-held = { $who } to demon: program zakończył się, gdy trzymał on { $lock }.
analysis-daemon-try = Jeśli jego praca jest ważna, nie rób z niego demona i dołącz go (join) przed końcem.
analysis-deadlock-time-out = Zakończyć to może tylko upływ czasu oczekiwania.
analysis-deadlock-others = Dalej nigdy nie ruszą też: { $names }.
analysis-deadlock-try = Bierz blokady w każdym wątku w tej samej kolejności albo z limitem czasu, oddając to, co trzymasz.
analysis-deadlock-try-alone = Wątek nie może wziąć Lock, który już trzyma: użyj RLock albo weź blokadę raz.
analysis-deadlock-try-join = Pozwól wątkom skończyć, zanim na nie zaczekasz: oddaj blokady przed join() i nigdy nie czekaj na koniec nawzajem.
analysis-exception = Wyjątek { $error } w wierszu { $line } zakończył wątek { $who }.
analysis-exception-somewhere = Wyjątek { $error } zakończył wątek { $who }.
analysis-exception-try = Wyjątek kończy tylko ten wątek, w którym wystąpił, a join() o nim nie mówi: obsłuż go na miejscu albo użyj puli, której Future.result() zgłosi go ponownie.
analysis-forgotten-join = MainThread czyta { $name } (wiersz { $read }) na samym końcu, choć { $who } może tam jeszcze pisać ({ $count ->
        [one] wiersz
       *[other] wiersze
    } { $lines }): nie zaczekał na to przez join().
analysis-forgotten-join-try = Znalezione podczas próby skryptu na boku. Przed odczytem { $name } wywołaj join() wątku { $who }.
analysis-hot-spot = Z czasu, w którym chciały działać, wątki spędziły { $share } %, czekając na { $name }. Liczba czekań: { $count }, średnio { $wait }, przy trzymaniu średnio przez { $hold }.
analysis-hot-spot-try = Trzymaj { $name } krócej: wynieś poza blokadę to, co nie wymaga ochrony, albo rozdziel chronione dane między kilka blokad.
analysis-livelock = { $names }: wchodzenie sobie w drogę, w sumie { $count } razy przez { $length }. Każdy trzymał to, czego potrzebował inny, rezygnował i próbował znowu. Wszyscy byli zajęci, a nikt nie posunął się naprzód.
analysis-livelock-try = Niech każdy odczeka przed następną próbą inny, losowy czas albo niech wszyscy biorą blokady w jednej ustalonej kolejności i na nie czekają.
analysis-race = { $who } czytają i zapisują { $name } ({ $count ->
        [one] wiersz
       *[other] wiersze
    } { $lines }), a nic nie ustala, kto przed kim: zapis może zginąć.
analysis-race-more = { $names } i { $count ->
        [one] jeszcze jeden
        [few] { $count } inne
        [many] { $count } innych
       *[other] { $count } innych
    }
analysis-race-try = Znalezione podczas próby skryptu na boku, więc niezależnie od tego, czy tym razem coś zginęło. Niech jedna blokada chroni odczyt { $name } razem z zapisem.
analysis-starvation = { $who }: czekanie na { $lock } przez { $length }; w tym czasie inni wzięli blokadę { $count } razy, najczęściej { $busiest }.
analysis-starvation-kept = { $who }: czekanie na { $lock } przez { $length }, większość życia wątku. Przez ten czas trzymał ją { $holder } i brał inne blokady { $count } razy.
analysis-starvation-kept-try = Kto trzyma blokadę za całą grupę, jak pierwszy z wielu czytelników, nie wpuszcza innych, dopóki ktoś nowy przychodzi: niech nowi ustawiają się za czekającym (kołowrotek, jeszcze jedna blokada) albo trzymaj ją krócej.
analysis-starvation-refused = { $who }: { $tries ->
    [one] { $tries } próba
    [few] { $tries } próby
   *[other] { $tries } prób
} wzięcia { $lock }, z czego udanych: { $taken }. W tym czasie inni wzięli blokadę { $count } razy, najczęściej { $busiest }.
analysis-starvation-refused-try = Kto tylko od czasu do czasu zagląda, zawsze przychodzi za późno: czekaj na blokadę (`with` albo acquire z limitem czasu), żeby mieć miejsce w kolejce.
analysis-starvation-try = Lock dostaje ten, kto po zwolnieniu zjawi się pierwszy, zwykle wątek, który właśnie go oddał: wykonaj część pracy poza blokadą albo przekazuj przez Queue lub Condition.
analysis-stuck = Nikt już nie może ruszyć dalej: { $each }.
analysis-stuck-condition = Powiadomienie (notify) przed czekaniem przepada: sprawdzaj zmienną pod blokadą, w pętli wokół wait().
analysis-stuck-event = Nie ma już kto ustawić zdarzenia: ustawiaj je na każdej drodze, także po wyjątku.
analysis-stuck-queue = Nie ma już kto wkładać ani wyjmować: wyślij po jednym znaku końca (None) dla każdego konsumenta i wołaj task_done() po każdym elemencie.
analysis-stuck-barrier = Do bariery dochodzi mniej wątków, niż przewidziano: porównaj obie liczby.
analysis-stuck-lock = Zajęto ją i nigdy nie oddano: użyj instrukcji with.
analysis-stuck-other = Spójrz, na co każdy z nich czeka: musi się stać coś, czego nie robi już żaden wątek.
analysis-holds-and = { $who } trzyma { $what } i
analysis-waits-for = { $who } czeka na { $name }
analysis-waits-for-end = { $who } czeka na koniec wątku { $name }
analysis-waits-for-held = { $who } czeka na { $name }, a trzyma go { $holder }
