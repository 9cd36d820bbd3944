"""The same example and the same cast as the page Cijfers."""

from __future__ import annotations

from tests.web.business_case.conftest import assess, example, fill

__all__ = ["assess", "example", "fill"]
