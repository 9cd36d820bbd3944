"""The price of leaving, for who leaves, who stays and the body."""

from vierkant.withdrawal.assessment import assess_withdrawal

__all__ = ["assess_withdrawal"]
