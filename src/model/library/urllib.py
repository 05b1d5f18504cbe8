"""The package of `urllib.parse`; what needs the network is not here."""
