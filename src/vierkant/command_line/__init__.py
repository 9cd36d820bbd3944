"""The command line: reads dossiers, assesses, checks, converts. Starts fast: heavy modules load when needed."""
