"""Surveys: questionnaires, waves and the statistics on their answers."""
