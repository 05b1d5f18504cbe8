# What gallery says.

gallery-welcome = Zobacz, co robią wątki. Wybierz przykład, uruchom go i patrz, kto co trzymał i kto na kogo czekał.
gallery-drop = albo upuść plik Pythona na to okno
gallery-back = Wróć do skryptu
gallery-search = Szukaj w przykładach
gallery-all-levels = Wszystkie poziomy
gallery-level-only = Poziom { $level }
gallery-none = Żaden przykład nie zawiera tych słów.
gallery-preset = Przykład: { $title }
gallery-level = Poziom { $level } z 5
gallery-verdict-ok = działa dobrze
gallery-verdict-deadlock = zakleszczenie
gallery-verdict-lost-update = utracona zmiana
gallery-verdict-race = wyścig
gallery-verdict-lost-signal = zgubiony sygnał
gallery-verdict-livelock = żywa blokada
gallery-verdict-starvation = zagłodzenie
gallery-verdict-inversion = odwrócenie priorytetów
gallery-verdict-contention = rywalizacja o blokadę
gallery-recent = Ostatnie:
gallery-all = Wszystkie przykłady jako karty
