"""Who decides: exact power indices of a weighted vote."""
