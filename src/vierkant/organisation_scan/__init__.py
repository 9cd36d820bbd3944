"""Organisations side by side: structure, processes, culture and trust, and a measure for every difference."""
