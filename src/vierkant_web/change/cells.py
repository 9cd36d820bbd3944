"""Cells of large tables. A table of 200 groups has thousands of numbers, and many are alike: each is written once."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from vierkant.terms import plain_number
from vierkant_web.templatetags.words import page_language


class Cells:
    """Makes the cells of one page, in its language."""

    def __init__(self) -> None:
        self._language = page_language()
        self._too_much = gettext("too much")
        self._made: dict[tuple[str, bool], SafeString] = {}
        self._texts: dict[tuple[float, int], str] = {}

    def numbers(self, values: Iterable[float | None]) -> SafeString:
        """A row of whole numbers; what is not given is a dash."""
        return _joined(
            self._cell("–" if value is None else self._text(value, 0), over=False) for value in values
        )

    def hours(self, values: Iterable[float], over: Iterable[bool]) -> SafeString:
        """A row of hours in tenths, marked where it is too much."""
        pairs = zip(values, over, strict=True)
        return _joined(self._cell(self._text(value, 1), over=too_much) for value, too_much in pairs)

    def _text(self, value: float, decimals: int) -> str:
        key = (round(value, decimals), decimals)
        if key not in self._texts:
            self._texts[key] = plain_number(key[0], decimals, self._language)
        return self._texts[key]

    def _cell(self, text: str, *, over: bool) -> SafeString:
        key = (text, over)
        if key not in self._made:
            self._made[key] = self._over(text) if over else format_html('<td class="v-number">{}</td>', text)
        return self._made[key]

    def _over(self, text: str) -> SafeString:
        return format_html(
            '<td class="v-number v-over">{} <span aria-hidden="true">▲</span>'
            '<span class="v-visually-hidden">{}</span></td>',
            text,
            self._too_much,
        )


def _joined(cells: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(cells))  # noqa: S308 - every cell was made by format_html
