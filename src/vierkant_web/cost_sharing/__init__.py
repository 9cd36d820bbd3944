"""Pages of Belangen about who pays."""
