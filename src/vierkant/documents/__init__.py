"""Documents: an assessment on paper, and the dossier as a spreadsheet."""
