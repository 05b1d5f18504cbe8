# What session says.
session-events = { $count ->
    [one] { $count } zdarzenie
    [few] { $count } zdarzenia
   *[many] { $count } zdarzeń
}

session-panel-palette = Paleta
session-panel-presets = Przykłady
session-panel-canvas = Schemat
session-panel-code = Skrypt
session-panel-timeline = Oś czasu
session-panel-contention = Rywalizacja
session-panel-throughput = Przepustowość
session-panel-plots = Więcej wykresów
session-panel-wait-for = Graf oczekiwania
session-panel-compare = Porównanie
session-panel-findings = Wnioski
session-panel-output = Wyjście

session-like-desktop = jak w systemie
session-theme-light = jasny
session-theme-dark = ciemny

session-lost-is-gone = Tej pracy już tu nie ma: otworzyło ją inne okno.
session-mode-free = Bez GIL
session-mode-free-tip = Bez globalnej blokady: wszystkie wątki naprawdę działają jednocześnie, jak w Pythonie bez GIL (3.13t i nowsze).
session-mode-gil = GIL
session-mode-gil-tip = Globalna blokada interpretera z CPythona 3.2 i nowszych: kod Pythona wykonuje naraz jeden wątek, a po 5 ms jest proszony o oddanie blokady.
session-mode-gil-ticks = GIL co 100
session-mode-gil-ticks-tip = Globalna blokada interpretera z Pythona 2: naraz działa jeden wątek i co 100 instrukcji zwalnia blokadę, czy ktoś czeka, czy nie.
session-mode-refcount = Liczniki referencji
session-mode-refcount-tip = Bez globalnej blokady, ale każdy dostęp atomowo zlicza referencję, jak w „Gilectomy” z 2016 roku: obiekty, których używają wszystkie wątki, stają się wolne.
session-next-mode = Następny przebieg będzie w trybie { $mode }.

session-why-running = Skrypt już działa.
session-why-stopping = Wątki poprzedniego przebiegu jeszcze się kończą.
session-why-starting = Skrypt zaraz ruszy.
session-why-problem = W skrypcie jest błąd, który trzeba najpierw usunąć; widać go pod skryptem.
session-not-kept-safe = Niezapisane zmiany nie są zabezpieczane. { $why }

session-recorded-run = Zapisany przebieg ({ $mode })
session-looking = Szukanie przyczyn kłopotów
session-opening = Otwieram { $name }
session-open-failed = Nie udało się odczytać pliku.
session-no-script = Zapisany przebieg { $file } nie zawiera swojego skryptu.
session-not-a-trace = { $file } nie jest przebiegiem zapisanym przez Lockstep.
session-trace-newer = { $file } ma wersję { $version }; ten Lockstep czyta wersje do { $known }. Otworzy go nowszy Lockstep.
session-trace-cut = { $file } jest ucięty: kończy się na bajcie { $at }, w środku. Czy skopiowano go w całości?
session-trace-damaged = { $file } jest uszkodzony w okolicy bajtu { $at } i nie można go pokazać. Skopiuj go jeszcze raz albo zapisz przebieg od nowa.
session-cancel = Anuluj

# Punkty przerwania.
session-breakpoints-full = Skrypt może mieć najwyżej tyle punktów przerwania: { $count }. Najpierw usuń któryś.

session-check-fault = Lockstep nie zdołał zrozumieć tego tekstu; to błąd programu Lockstep.
session-check-fault-help = Cofnij ostatnią zmianę; sam tekst jest bezpieczny.
session-motion-reduced = Ruch jest ograniczony.
session-motion-full = Ruch jest znów pokazywany.

session-no-preset = Nie ma przykładu o nazwie „{ $name }”.
session-saved = Zapisano { $file }.
session-name-taken = { $file } już istnieje. Aby go zastąpić, wybierz go razem z rozszerzeniem.
session-open-meanwhile = Plik { $file } został odczytany, ale skrypt w tym czasie zmieniono. Zapisz go i otwórz przebieg jeszcze raz.
session-undone = Cofnięto: { $step }.
session-redone = Ponowiono: { $step }.
session-step-typing = Pisanie
session-step-move = Przesunięcie na schemacie
session-picture-is-older = Schemat pokazuje wcześniejszy tekst: najpierw usuń błąd w skrypcie.
session-memory-limit = Skrypt zużył więcej niż swoje { $mib } MiB pamięci.
session-time-limit = Przebieg trwał tak długo, jak może.

session-export-busy = Trwa jeszcze inny eksport; spróbuj za chwilę.
session-export-not-started = Nie udało się rozpocząć eksportu: { $why }.
session-run-not-taken-in = Uruchomienie zatrzymano: brak wątku, który odbierałby jego zdarzenia ({ $why }).
session-run-unseen = Uruchomienie zatrzymano: błąd w Lockstepie uniemożliwił jego pokazywanie. To, co było widać do tej pory, zostaje; uruchom skrypt ponownie.
session-export-broke = Eksport { $what } został przerwany: to błąd Lockstepa, nie twojego skryptu. Być może uda się w innym formacie.
session-clipboard-picture = obraz do schowka
session-exported = Wyeksportowano do { $file }.
session-export-cancelled = Eksport anulowano.
session-export-title = { $script }, tryb { $mode }

session-file-unread = Nie można otworzyć { $file }: { $why }.
session-file-too-long = { $file } ma { $size } MB. Lockstep otwiera skrypty do { $limit } MB; czy to na pewno skrypt w Pythonie?
session-file-not-utf8 = { $file } nie jest tekstem UTF-8: pierwszy zły bajt jest w wierszu { $line }. Zapisz plik w edytorze jako UTF-8 i otwórz go ponownie.
session-file-unwritten = Nie można zapisać { $file }: { $why }. Nic nie zmieniono; wybierz inne miejsce zapisu.
session-why-folder = to jest folder
session-why-no-file = nie ma takiego pliku ani folderu
session-why-no-permission = nie masz do tego uprawnień w tym miejscu
session-why-disk-full = dysk jest pełny
session-why-disk-read-only = ten dysk jest tylko do odczytu

session-run-too-long = { $file } ma { $size } MB. Lockstep otwiera zapisane przebiegi do { $limit } MB.
