"""Documenten: the papers of the human side, the report of an assessment, for whom they are, and downloading them."""
