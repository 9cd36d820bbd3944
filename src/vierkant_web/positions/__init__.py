"""Pages of Belangen about who wants what."""
