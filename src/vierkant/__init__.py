"""Vierkant: the engine. Pure functions on a dossier; no Django, no clock, no network."""

__version__ = "0.5.0"
