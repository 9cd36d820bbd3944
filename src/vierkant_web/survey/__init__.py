"""Metingen: waves of a questionnaire, from the first setup to what may be shown."""
