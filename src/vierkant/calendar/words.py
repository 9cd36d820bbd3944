"""Days as people say them, as messages: both languages, with the weekday."""

from __future__ import annotations

from datetime import date

from vierkant.calendar.inputs import Product
from vierkant.quantities import Message, MessageArgument


def day(value: date) -> Message:
    """``donderdag 8 juli 2027``."""
    return Message(
        "calendar.day.full",
        {
            "weekday": Message(f"calendar.weekday.{value.weekday()}"),
            "day": str(value.day),
            "month": Message(f"calendar.month.{value.month}"),
            "year": str(value.year),
        },
    )


def day_and_month(month: int, number: int) -> Message:
    """``30 april``."""
    return Message("calendar.day.month", {"day": str(number), "month": Message(f"calendar.month.{month}")})


def names(values: list[str]) -> MessageArgument:
    """Names as one argument of a message, at most six: ``A, B, C, D, E, F and 3 others``.

    The words are joined when the message is rendered, so that the language is that of the reader.
    """
    if not values:
        return ""
    *before, last = values
    if not before:
        return last
    if len(values) > SHOWN:
        return Message(
            "calendar.names.more", {"names": ", ".join(values[:SHOWN]), "count": str(len(values) - SHOWN)}
        )
    return Message("calendar.names.all", {"names": ", ".join(before), "last": last})


SHOWN = 6
"""Names in one sentence; the others are counted."""


def product_name(product: Product, year: int, number: int = 1) -> Message:
    """``de begroting 2028``; budget changes of a year are counted."""
    about = {Product.KADERNOTA: year + 1, Product.BUDGET: year + 1}.get(product, year)
    if product in (Product.ACCOUNTS, Product.PROVISIONAL_ACCOUNTS):
        about = year - 1
    return Message(f"calendar.product.{product.value}", {"year": str(about), "number": str(number)})


def short_day(value: date) -> Message:
    """``do 8 juli 2027``, for tables."""
    return Message(
        "calendar.day.full",
        {
            "weekday": Message(f"calendar.weekday_short.{value.weekday()}"),
            "day": str(value.day),
            "month": Message(f"calendar.month.{value.month}"),
            "year": str(value.year),
        },
    )
