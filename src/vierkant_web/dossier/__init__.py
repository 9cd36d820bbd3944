"""Overzicht: the list of cooperations, filling in a dossier, who takes part, and how it all stands."""
