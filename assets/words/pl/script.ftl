# Czego skrypt potrzebuje, a czego tu nie ma. Słowa samego Pythona pozostają jego słowami.

script-syntax = błąd składni: { $words }
script-did-you-mean = czy chodziło o '{ $name }'?
script-forgot-import = czy nie brakuje 'import { $module }'?
script-unknown-name = nazwa '{ $name }' nie jest zdefiniowana
script-no-module = nie ma tu modułu '{ $name }'
script-no-member = '{ $name }' z modułu '{ $module }' nie jest obsługiwane
script-no-attribute = moduł '{ $module }' nie ma tu atrybutu '{ $name }'
script-members = ma: { $names }
script-modules = dostępne moduły: { $modules }
script-modules-near = czy chodziło o '{ $name }'? Dostępne moduły: { $modules }

script-no = '{ $what }' nie jest obsługiwane
script-no-async-def-try = to narzędzie jest o wątkach: napisz zwykłe def i uruchom je w threading.Thread
script-no-async-for-try = to narzędzie jest o wątkach: użyj zwykłej pętli for
script-no-async-with-try = to narzędzie jest o wątkach: użyj zwykłej instrukcji with
script-no-await-try = to narzędzie jest o wątkach: użyj threading.Thread i zwykłych wywołań
script-no-type-try = nazwy typów nie wpływają na działanie: pomiń tę instrukcję
script-no-template = napisy szablonowe nie są obsługiwane
script-no-template-try = użyj f-napisu
script-no-class-change = obiekt nie może tu zmienić swojej klasy
script-no-class-change-try = trzymaj to, co się zmienia, w atrybucie: obiekt lub funkcja dla każdego stanu
script-no-expression = to wyrażenie nie jest obsługiwane
script-no-relative = importy względne nie są obsługiwane
script-no-relative-try = skrypt jest tu jednym plikiem: umieść w nim wszystko, czego potrzebuje
script-made-text = { $name }() z tekstem składanym w trakcie działania nie jest obsługiwane
script-made-text-try = wykonać można tylko napisy zapisane w skrypcie: wpisz ten kod wprost
script-forbidden = { $name }() nie jest obsługiwane: { $why }
script-no-prompt = nie ma tu konsoli debugera
script-no-prompt-try = ustaw zamiast tego punkt przerwania w tym wierszu
script-only-threads = to miejsce do ćwiczenia wątków
script-no-aiter-try = użyj iter() i next()
script-no-pager = nie ma tu przeglądarki tekstu
script-no-pager-try = wypisz __doc__ albo zajrzyj do dokumentacji Pythona
script-no-buffers = obiekty nie dzielą tu pamięci
script-no-buffers-try = użyj bytes albo bytearray i ich wycinków
script-no-keyboard = input() nie ma tu klawiatury: zgłasza EOFError, jak Python na końcu wejścia
script-no-keyboard-try = umieść wartość w zmiennej
script-no-machine-try = skrypt nie ma tu dostępu do komputera: trzymaj dane na liście, w słowniku albo we własnym pliku
script-no-reach-try = skrypt nie sięga tu do wnętrza interpretera: aby zatrzymać wątek, niech sprawdza threading.Event
script-no-cpython-try = ten moduł zagląda do wnętrza CPythona: tutaj oś czasu pokazuje, gdzie wątki działają i czekają
script-no-packages-try = nie można tu instalować obcych pakietów: zapisz tę pracę w czystym Pythonie
script-nothing-else-try = można tu importować tylko dołączone moduły: wpisz do skryptu to, czego potrzebuje
script-no-window-try = skrypt nie ma tu własnego okna: wypisuj to, co się dzieje
script-memory-files = pliki są tu tylko w pamięci: open() znajdzie te, które zapisał sam skrypt
script-no-signals-try = sygnałów nie da się tu wstrzymać ani na nie czekać: użyj signal.signal i threading.Event
script-own-files-try = skrypt widzi tylko pliki, które sam zapisał: znają je open() i os.listdir()
script-no-network-try = skrypt nie ma tu dostępu do sieci: czekanie na nią zastąp przez time.sleep()
script-no-tracing-try = nie ma tu śledzenia wierszy: aby zatrzymać wątek, niech sprawdza threading.Event
script-one-process-try = skrypt jest tu jednym procesem: użyj threading albo concurrent.futures.ThreadPoolExecutor
script-one-process-threads = skrypt jest tu jednym procesem: użyj wątków
script-about-threads-try = to narzędzie jest o wątkach: użyj threading.Thread i zwykłych funkcji
script-use-threading = użyj modułu 'threading'
script-own-instructions = dis pokazuje instrukcje interpretera tego programu, nie CPythona
script-python-2-clock = już go nie ma: użyj time.perf_counter()
script-python-2-underscore = już jej nie ma: napisz nazwę bez podkreślenia
script-python-2-abc = jest teraz w collections.abc
script-python-2-lazy = już jej nie ma: zip, map i filter same podają elementy po kolei
script-python-2-gone = już jej nie ma: miały ją tylko starsze Pythony
script-python-2-queue = to Python 2: w Pythonie 3 ten moduł nazywa się 'queue'
script-python-2-print = to Python 2: w Pythonie 3 print jest funkcją
script-python-2-exec = to Python 2: w Pythonie 3 exec jest funkcją
script-python-2-except = to Python 2: napisz 'except Error as name:'
script-python-2-raise = to Python 2: napisz 'raise Error(message)'

# Granice.
script-too-large = skrypt jest większy niż { $limit } MiB
script-too-deep = skrypt ma więcej niż { $limit } poziomów zagnieżdżenia
script-many-names = skrypt używa zbyt wielu nazw
script-many-globals = skrypt ma zbyt wiele zmiennych globalnych
script-many-functions = skrypt ma zbyt wiele funkcji
script-many-variables = funkcja ma zbyt wiele zmiennych
script-many-constants = funkcja ma zbyt wiele stałych
script-many-keywords = funkcja ma zbyt wiele wywołań z argumentami nazwanymi
script-long-function = funkcja jest za długa albo zagnieżdża zbyt wiele bloków `finally`
script-long-block = pętla albo instrukcja if jest za długa
script-large-expression = wyrażenie jest za duże

# Ustawienia w pierwszym komentarzu skryptu.
script-settings-table = tool.lockstep to tabela ustawień
script-unknown-setting = nieznane ustawienie '{ $key }'
script-settings = ustawienia: { $keys }
script-is-text = { $key } to tekst w cudzysłowie
script-is-mode = mode to jedno z: { $modes }
script-is-seconds = { $key } to liczba sekund większa od 0
script-is-whole = { $key } to liczba całkowita, 0 lub więcej
script-is-list = { $key } to lista tekstów
script-is-expect = { $key } to tabela: oczekiwany wynik dla każdego trybu
script-is-layout = { $key } to lista tekstów, po jednym na węzeł
script-is-place = miejsce to węzeł i dwie liczby: "primitive lock 120 40"

# Marks of single lines.
script-unknown-mark = nie ma znacznika '{ $word }': znacznikiem jest 'fair'
script-mark-no-lock = ten wiersz nie tworzy blokady ani semafora: znacznik nic tu nie zmienia
script-mark-not-fair = { $kind } nie może być „fair”, mogą tylko blokady i semafory: znacznik nic tu nie zmienia
script-mark-on-condition = Condition i tak budzi wątki w kolejności, w jakiej przyszły; aby w kolejności dostawały też jego blokadę, utwórz ją w osobnym wierszu i tam postaw znacznik

# Arguments of threads.
script-args-no-tuple = wątek skończy się wyjątkiem TypeError: args to { $args }, a nie krotka argumentów
script-target-called = { $function }() jest wywoływana już tutaj, w wątku, który tworzy nowy; nowy dostaje jej wynik, None, i nie wykonuje niczego
script-target-called-try = podaj samą nazwę funkcji, bez nawiasów
script-args-letters = wątek skończy się wyjątkiem TypeError: args to tekst, więc { $function } dostanie jego litery jako osobne argumenty
