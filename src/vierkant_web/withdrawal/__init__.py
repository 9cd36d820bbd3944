"""Pages of Belangen about the price of leaving."""
