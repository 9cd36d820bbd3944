"""What each partner wants, fears and needs, and the agreements in which everybody gains."""
