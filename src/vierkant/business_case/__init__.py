"""What it costs and yields, per year and partner, with ranges."""
