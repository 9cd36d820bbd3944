"""What every comparison shares: stable keys, names in a sentence, and when numbers or words differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import combinations

from vierkant.organisation_scan.results import Comparison, PartnerValue
from vierkant.quantities import Message, MessageArgument, Number, Unit
from vierkant.sources import Parameter

LONGEST_KEY = 80
MOST_NAMES = 4
_ROUNDING = 1e-9


def key_part(name: str) -> str:
    """The part of a key that stands for a name: small letters, digits and dashes, the same for the same words.

    A name that is too long is cut, and ends in a mark of the whole so that two long ones stay apart.
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if found and len(found) <= LONGEST_KEY:
        return found
    mark = sha256(" ".join(name.casefold().split()).encode()).hexdigest()[:8]
    return f"{found[: LONGEST_KEY - 9].rstrip('-')}-{mark}".lstrip("-")


def in_words(names: Sequence[str]) -> MessageArgument:
    """Names in a sentence: ``a, b and c``; of many only the first, with how many more there are."""
    if not names:
        return ""
    if len(names) == 1:
        return names[0]
    if len(names) > MOST_NAMES:
        rest = len(names) - MOST_NAMES + 1
        return Message(
            "organisation_scan.names_more", {"first": ", ".join(names[: MOST_NAMES - 1]), "rest": rest}
        )
    return Message("organisation_scan.names", {"first": ", ".join(names[:-1]), "last": names[-1]})


def compare_numbers(
    values: Sequence[PartnerValue], margin: float, *, relative: bool, unit: Unit, decimals: int
) -> tuple[Comparison, Message | None]:
    """Alike, different or unknown, and how much or why.

    Two partners differ when their values lie further apart than ``margin`` (a share of their mean when ``relative``)
    and their ranges do not meet. Where only the values differ and the ranges meet, nobody can say.
    """
    known = [item for item in values if item.value is not None]
    if len(known) < 2:
        return Comparison.UNKNOWN, _not_said(values)
    mean = sum(item.value or 0.0 for item in known) / len(known)
    allowed = (margin * abs(mean) if relative else margin) + _ROUNDING
    apart = [pair for pair in combinations(known, 2) if _gap(*pair) > allowed]
    if any(not _meet(*pair) for pair in apart):
        return Comparison.DIFFERENT, _from_to(known, unit, decimals)
    if apart:
        return Comparison.UNKNOWN, Message(
            "organisation_scan.size.uncertain", dict(_from_to(known, unit, decimals).arguments)
        )
    if len(known) < len(values):
        return Comparison.UNKNOWN, _not_said(values)
    return Comparison.ALIKE, None


def compare_words(values: Sequence[PartnerValue]) -> tuple[Comparison, Message | None]:
    """The same for words that stand in an order; ``value`` is their place in it."""
    known = [item for item in values if item.words is not None]
    if len({item.value for item in known}) > 1:
        low, high = _extremes(known)
        arguments: Mapping[str, MessageArgument] = {
            "low": low.words or "", "low_name": low.name, "high": high.words or "", "high_name": high.name,
        }  # fmt: skip
        return Comparison.DIFFERENT, Message("organisation_scan.size.from_to", arguments)
    if len(known) < 2 or len(known) < len(values):
        return Comparison.UNKNOWN, _not_said(values)
    return Comparison.ALIKE, None


def compare_texts(values: Sequence[PartnerValue]) -> tuple[Comparison, Message | None]:
    """The same for the partners' own texts: we see that they are worded otherwise, not whether they mean the same."""
    known = [item for item in values if item.words is not None]
    if len({" ".join(str(item.words).casefold().split()).rstrip(".") for item in known}) > 1:
        return Comparison.DIFFERENT, Message("organisation_scan.size.worded_otherwise")
    if len(known) < 2 or len(known) < len(values):
        return Comparison.UNKNOWN, _not_said(values)
    return Comparison.ALIKE, None


def _gap(one: PartnerValue, other: PartnerValue) -> float:
    return abs((one.value or 0.0) - (other.value or 0.0))


def _meet(one: PartnerValue, other: PartnerValue) -> bool:
    """Whether the ranges meet; a value without a range is a range of one point."""
    first, second = sorted((one, other), key=lambda item: item.value or 0.0)
    top = first.high if first.high is not None else first.value
    bottom = second.low if second.low is not None else second.value
    return top is not None and bottom is not None and bottom <= top


def _extremes(known: Sequence[PartnerValue]) -> tuple[PartnerValue, PartnerValue]:
    return min(known, key=lambda item: item.value or 0.0), max(known, key=lambda item: item.value or 0.0)


def _from_to(known: Sequence[PartnerValue], unit: Unit, decimals: int) -> Message:
    low, high = _extremes(known)
    return Message(
        "organisation_scan.size.from_to",
        {
            "low": Number(low.value or 0.0, unit, decimals),
            "low_name": low.name,
            "high": Number(high.value or 0.0, unit, decimals),
            "high_name": high.name,
        },
    )


def _not_said(values: Sequence[PartnerValue]) -> Message:
    silent = [item.name for item in values if item.value is None and item.words is None]
    if not silent:
        return Message("organisation_scan.size.one_partner")
    return Message("organisation_scan.size.not_said", {"names": in_words(silent)})


def margin_of(settings: Mapping[str, Parameter], name: str) -> float:
    """The margin within which partners count as alike."""
    return settings[f"margin.{name}"].value
