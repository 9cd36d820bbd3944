"""The price of leaving, for who leaves, who stays and the body."""
