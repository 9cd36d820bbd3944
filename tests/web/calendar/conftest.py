"""The example of three municipalities in the hands of the fixed cast, for the pages of the calendar."""

from tests.web.business_case.conftest import example, fill

__all__ = ["example", "fill"]
