"""What changes for whom, and whether hours and money are reserved for it."""
