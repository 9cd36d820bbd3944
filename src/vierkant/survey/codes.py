"""One-time codes: short enough to type from paper, long enough that nobody finds one by trying.

A code is fifteen letters of an alphabet of 27. Fourteen are random (66.6 bits); the last one is a check letter that
catches every single wrong letter and every swap of two neighbours. A code belongs to a group, never to a person.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from vierkant.quantities import Message

LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""No vowels and no look-alikes: no word appears by chance, and it can be read aloud. The same as on a group page."""
LENGTH = 15
_GROUP = 5
_BETWEEN = re.compile(r"[\s\-‐‑‒–—―−._·]+")
"""What people type between the letters of a code."""
_MOST_SHOWN = 6
"""No more wrong letters than this are named one by one."""


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """What was typed, judged without looking anything up. Either ``code`` or ``problems``."""

    code: str | None
    """Fifteen small letters without hyphens: what the digest is made of."""
    problems: tuple[Message, ...] = ()


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A code as people read it, such as ``k3f9x-7bmrt-pq2vz``.

    Args:
        choose: takes one of the letters at random; every letter must be as likely as any other.
    """
    letters = "".join(choose(LETTERS) for _ in range(LENGTH - 1))
    return spaced(letters + check_letter(letters))


def check_letter(letters: str) -> str:
    """The last letter of the code that begins with these fourteen.

    The places weigh 1 and 2 in turn and the weighted sum of a whole code is 0 modulo 27. 1, 2 and their difference
    share no divisor with 27, so one wrong letter or one swap of two neighbours always changes the sum.

    Raises:
        ValueError: not fourteen letters of the alphabet.
    """
    if len(letters) != LENGTH - 1:
        raise ValueError(f"not {LENGTH - 1} letters")
    return LETTERS[-_weighted(letters) % len(LETTERS)]


def spaced(code: str) -> str:
    """The code in groups of five, as it stands on paper."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def check_code(text: str) -> CodeCheck:
    """The code that was typed, or what is wrong with it. Capitals, spaces, hyphens and dots do not matter."""
    typed = _BETWEEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    if not typed:
        return CodeCheck(None, (Message("survey.code.empty"),))
    problems = (*_length(typed), *_foreign(typed))
    if problems:
        return CodeCheck(None, problems)
    if _weighted(typed) % len(LETTERS):
        return CodeCheck(None, (Message("survey.code.one_wrong"),))
    return CodeCheck(typed)


def _weighted(letters: str) -> int:
    """The sum of the places of the letters in the alphabet, times 1 and 2 in turn."""
    return sum((1 + place % 2) * LETTERS.index(letter) for place, letter in enumerate(letters))


def _length(typed: str) -> tuple[Message, ...]:
    if len(typed) == LENGTH:
        return ()
    name = "too_short" if len(typed) < LENGTH else "too_long"
    return (Message(f"survey.code.{name}", {"typed": len(typed), "off": abs(LENGTH - len(typed))}),)


def _foreign(typed: str) -> tuple[Message, ...]:
    """Letters that stand in no code. With one of them in a code of the right length we know which one was meant."""
    wrong = [(place, letter) for place, letter in enumerate(typed) if letter not in LETTERS]
    if not wrong:
        return ()
    if len(wrong) == 1 and len(typed) == LENGTH:
        place, letter = wrong[0]
        meant = next(
            other
            for other in LETTERS
            if _weighted(typed[:place] + other + typed[place + 1 :]) % len(LETTERS) == 0
        )
        return (Message("survey.code.foreign_one", {"letter": letter, "place": place + 1, "meant": meant}),)
    shown = ", ".join(dict.fromkeys(letter for _place, letter in wrong[:_MOST_SHOWN]))
    return (Message("survey.code.foreign", {"letters": shown}),)
