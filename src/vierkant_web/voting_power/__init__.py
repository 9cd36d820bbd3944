"""Pages of Belangen about who decides."""
