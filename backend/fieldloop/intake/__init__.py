"""How problems come in: signals of machines, reports of people, repeats joined to the open order."""
