"""Documenten: the report of an assessment, for whom it is, and downloading it."""
