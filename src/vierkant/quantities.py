"""Shared types of the engine: figures that carry their source, messages for people, results that explain themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from math import isfinite
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

Z90 = 1.2815515655446004
"""The 90th percentile of the standard normal distribution: low and high of a figure are P10 and P90."""


class Confidence(StrEnum):
    """How a figure is known, best first."""

    PUBLISHED = "published"
    MEASURED = "measured"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"


class Certainty(StrEnum):
    """How sure we are of a legal or empirical statement (`docs/methods/legal_form.md`)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Distribution(StrEnum):
    """How a figure with a range is spread; ``low`` and ``high`` are its P10 and P90."""

    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    TRIANGULAR = "triangular"
    UNIFORM = "uniform"


class FourK(StrEnum):
    """The four K's: Kosten, Kwaliteit, Klantgerichtheid, Kwetsbaarheid."""

    COSTS = "costs"
    QUALITY = "quality"
    CLIENT_FOCUS = "client_focus"
    VULNERABILITY = "vulnerability"


class Unit(StrEnum):
    """The unit of a figure or a result; the field fixes it, a figure does not carry it."""

    EURO = "euro"
    EURO_PER_YEAR = "euro_per_year"
    EURO_PER_FTE = "euro_per_fte"
    FTE = "fte"
    PERSONS = "persons"
    RESIDENTS = "residents"
    HOURS = "hours"
    HOURS_PER_YEAR = "hours_per_year"
    HOURS_PER_MONTH = "hours_per_month"
    DAYS_PER_YEAR = "days_per_year"
    MONTHS = "months"
    YEARS = "years"
    YEAR = "year"
    KILOMETRES = "kilometres"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS_PER_WEEK = "hours_per_week"
    PER_HOUR = "per_hour"
    PER_YEAR = "per_year"
    EURO_PER_RESIDENT = "euro_per_resident"
    SQUARE_KILOMETRES = "square_kilometres"
    POINTS = "points"
    EURO_PER_KILOMETRE = "euro_per_kilometre"
    SHARE = "share"
    NUMBER = "number"


class Section(BaseModel):
    """Base of every part of a dossier: frozen, validated once, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)


_DECIMAL_COMMA = re.compile(r"^\s*[+-]?\d[\d.\s]*,\d+\s*%?\s*$")


def _plain_float(value: object) -> object:
    """Refuse what people write in a spreadsheet but a file cannot read, with the spelling that would work."""
    if isinstance(value, bool):
        raise PydanticCustomError("figure.not_a_number", "not a number", {"text": str(value).lower()})
    if isinstance(value, str):
        if _DECIMAL_COMMA.match(value):
            better = value.strip().rstrip("%").strip().replace(".", "").replace(" ", "").replace(",", ".")
            raise PydanticCustomError(
                "figure.decimal_comma", "decimal comma", {"text": value, "better": better}
            )
        raise PydanticCustomError("figure.not_a_number", "not a number", {"text": value[:80]})
    return value


LARGEST_FIGURE = 1e12
"""The most a figure in a dossier may be; all Dutch public spending of two years is less than this in euro."""


def _without_negative_zero(value: float) -> float:
    """Equal figures are written the same: -0.0 equals 0.0, but would be another text."""
    return value + 0.0


PlainFloat = Annotated[float, BeforeValidator(_plain_float), AfterValidator(_without_negative_zero)]
"""A float that was written as a number, not as text."""

Coefficient = Annotated[
    float, Field(ge=-1, le=1), BeforeValidator(_plain_float), AfterValidator(_without_negative_zero)
]
"""A number between -1 and 1."""


class Figure(Section):
    """A number that is never bare.

    ``low`` and ``high`` are the 10th and 90th percentile of ``distribution``; None takes the one that the field names.
    ``source`` is a key in the dossier's list of sources; a published figure must have one.
    """

    value: PlainFloat
    low: PlainFloat | None = None
    high: PlainFloat | None = None
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    confidence: Confidence = Confidence.ASSUMED
    distribution: Distribution | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, data: Any) -> Any:
        """A bare number in a file is a figure without range or source: assumed."""
        return data if isinstance(data, (Mapping, Figure)) else {"value": data}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise PydanticCustomError("figure.half_range", "give both low and high, or neither")
        if self.low is not None and self.high is not None:
            if self.low > self.high:
                raise PydanticCustomError(
                    "figure.low_above_high", "low is above high", {"low": self.low, "high": self.high}
                )
            if not self.low <= self.value <= self.high:
                raise PydanticCustomError(
                    "figure.value_outside_range",
                    "value is outside low..high",
                    {"value": self.value, "low": self.low, "high": self.high},
                )
        if self.confidence is Confidence.PUBLISHED and not self.source:
            raise PydanticCustomError("figure.published_without_source", "a published figure needs a source")
        self._possible_distribution()
        return self

    def _possible_distribution(self) -> None:
        if self.distribution is None:
            return
        if self.low is None or self.high is None:
            raise PydanticCustomError(
                "figure.distribution_without_range", "a distribution needs low and high"
            )
        if self.distribution is Distribution.LOGNORMAL and self.low <= 0:
            raise PydanticCustomError(
                "figure.lognormal_not_positive", "a lognormal range must lie above zero", {"low": self.low}
            )

    @property
    def has_range(self) -> bool:
        """True when a range was given."""
        return self.low is not None


def _not_negative(figure: Figure) -> Figure:
    if figure.value < 0 or (figure.low is not None and figure.low < 0):
        raise PydanticCustomError("figure.negative", "a negative number", {"value": figure.value})
    return figure


def _share(figure: Figure) -> Figure:
    for number in (figure.value, figure.low, figure.high):
        if number is not None and not 0 <= number <= 1:
            raise PydanticCustomError("figure.not_a_share", "a share between 0 and 1", {"value": number})
    return figure


Amount = Annotated[Figure, AfterValidator(_not_negative), WithJsonSchema({"x-figure": "amount"})]
"""A figure that cannot be below zero."""

Share = Annotated[Figure, AfterValidator(_share), WithJsonSchema({"x-figure": "share"})]
"""A figure between 0 and 1; percentages exist only on screen."""

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
"""The key by which other parts of a dossier refer to a partner, a task, a function, a group or a source."""

Text = Annotated[str, Field(max_length=4000)]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people, by id; `vierkant.terms.render` puts it in Dutch or English.

    ``arguments`` hold plain values. A value may itself be a `Message`, or a `Number` with its unit.
    """

    id: str
    arguments: Mapping[str, MessageArgument] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit inside a message, so that rendering can write it as people do."""

    value: float
    unit: Unit
    decimals: int = 0


MessageArgument = str | int | float | Message | Number


@dataclass(frozen=True, slots=True)
class Input:
    """One number that went into a result, as shown under "Hoe komen we hieraan?"."""

    label: Message
    value: float
    unit: Unit
    confidence: Confidence
    source: str | None = None
    low: float | None = None
    high: float | None = None
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a number was made: the method in words, the inputs, the sources (keys or literal references)."""

    method: Message
    inputs: tuple[Input, ...] = ()
    sources: tuple[str, ...] = ()
    certainty: Certainty = Certainty.MEDIUM


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed number with its unit, its range (P10..P90) and its explanation."""

    id: str
    label: Message
    value: float
    unit: Unit
    explanation: Explanation
    low: float | None = None
    high: float | None = None
    decimals: int = 0


class Level(StrEnum):
    """How a stumbling block or a K stands. ``UNKNOWN`` is never fine: something must be filled in."""

    UNKNOWN = "unknown"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the dossier does not say, and what its absence costs in certainty."""

    section: str
    what: Message
    cost: Message
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement of the assessment about the dossier, with its weight and what can be done about it."""

    id: str
    level: Level
    text: Message
    action: Message | None = None
    source: str | None = None
    certainty: Certainty = Certainty.MEDIUM


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the same numbers as a table.

    ``spec`` is Vega-Lite 6 with its texts in one language; ``rows`` are texts in that language, as many per row as
    there are ``header`` messages; ``summary`` says in sentences what there is to see.
    """

    spec: dict[str, Any]
    header: tuple[Message, ...]
    rows: tuple[tuple[str, ...], ...]
    summary: tuple[Message, ...]
    source: Message


@cache
def _names_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def to_plain(value: Any) -> Any:
    """Turn results into JSON values: dicts, lists, strings, finite numbers, None.

    Enums become their value, dates their ISO text, a non-finite number becomes None, arrays become lists.
    A `Message` becomes ``{"id": ..., "arguments": {...}}`` and a `Number` ``{"value", "unit", "decimals"}``.

    Raises:
        TypeError: the value holds something that is not a result type.
    """
    kind = type(
        value
    )  # an assessment has forty thousand values, nearly all of these kinds: the quickest tests first
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is float:
        return value if isfinite(value) else None
    if is_dataclass(kind):
        return {name: to_plain(getattr(value, name)) for name in _names_of(kind)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, Mapping):
        return {str(to_plain(key)): to_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_plain(item) for item in value]
    if hasattr(value, "tolist"):
        return to_plain(value.tolist())
    raise TypeError(f"not a result type: {type(value).__name__}")
