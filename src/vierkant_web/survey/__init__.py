"""Organisaties › Metingen: prepare a wave, sign its conditions, hand out codes, and see what may be shown."""
