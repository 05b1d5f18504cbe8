# What findings says.

findings-empty = Uruchom skrypt: tutaj będzie wyjaśnione, co poszło źle i dlaczego.
findings-calm = Jak dotąd nic złego się nie stało.
findings-ended-well = Skrypt doszedł do końca; niczego nie znaleziono.
findings-ended-status = Skrypt zakończył się z kodem { $status }; jego ostatnie słowa są w panelu Wyjście.
findings-stopped = Przebieg zatrzymano; do tej chwili niczego nie znaleziono.
findings-recorded = To zapisany przebieg; niczego w nim nie znaleziono.
findings-ending = Przebieg właśnie się kończy.
findings-tried-in-part = Przebieg jest długi: wyścigów szukano tylko w jego pierwszej części.
findings-show = Pokaż na osi czasu
findings-copy = Kopiuj
