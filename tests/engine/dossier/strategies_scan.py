"""The sections behind organisations side by side, for whole dossiers that pass every check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from vierkant.organisation_scan.inputs import (
    Answer,
    ApplicationStatus,
    Decider,
    EmploymentSubject,
    Rhythm,
    TrustHandling,
    TrustScan,
    TrustTheme,
)
from vierkant.organisation_scan.trust import STATEMENTS

from .strategies_numbers import ROLE, Strategy, _one_of, _rows, _with, identifiers

assert [name for theme in TrustTheme for name in STATEMENTS[theme]] == [
    name for name in TrustScan.model_fields if name.split("_")[0] in set(TrustTheme)
]

MARKS = dict.fromkeys((name for pair in STATEMENTS.values() for name in pair), st.integers(1, 5))
FITS = st.one_of(st.integers(0, 7), st.floats(0, 7))
"""What fits in a week, whatever the subject of the rule."""


@st.composite
def scan_side(
    draw: Callable[..., Any],
    partners: list[str],
    amount: Strategy,
    texts: Strategy,
    names: Strategy,
    dates: Strategy,
) -> dict[str, Any]:
    """Some of the seven sections; the partners they refer to are there."""
    own: dict[str, Any] = {"partner": st.sampled_from(partners)} if partners else {}
    key = {"id": identifiers}
    part = st.fixed_dictionaries({}, optional={"maturity": st.integers(1, 5), "note": texts})
    parts = st.fixed_dictionaries({}, optional=dict.fromkeys(partners, part))
    optional: dict[str, Any] = {
        "mandates": _rows(_with({**key, "decision": names, "decider": _one_of(Decider)}, up_to=amount, **own)),
        "employment": _rows(_with({**key, "subject": _one_of(EmploymentSubject)}, value=FITS, rule=texts, **own)),
        "processes": _rows(_with({**key, "name": names}, function=texts, parts=parts)),
        "applications": _rows(
            _with({**key, "component": names}, component_id=texts, product=texts, supplier=texts,
                  status=_one_of(ApplicationStatus), contract_ends=dates, notice_months=st.integers(0, 120),
                  yearly_cost=amount, **own)
        ),
        "differences": _rows(
            _with({**key, "name": names}, found=st.just("structure.layers"), meaning=texts, noticed_by=texts,
                  answer=_one_of(Answer), text=texts, owner=ROLE, due=dates, hours=amount, done=st.booleans())
        ),
    }  # fmt: skip
    if partners:
        optional |= {
            "structure": _rows(
                _with(own, layers=st.integers(1, 20), managers=st.integers(0, 100_000), line_fte=amount,
                      teams=st.integers(5, 9), self_steering=st.integers(0, 5), open_hours=FITS,
                      executive_meeting=_one_of(Rhythm), note=texts),
                "partner",
            ),
            "trust": _rows(
                _with(own, concern=texts, handling=_one_of(TrustHandling), ready=st.booleans(), **MARKS), "partner"
            ),
        }  # fmt: skip
    # Two at most: a dossier that holds them all takes long to make and shows nothing more.
    chosen = draw(st.lists(st.sampled_from([*optional]), max_size=2, unique=True))
    plain = {name: draw(optional[name]) for name in chosen}
    if "mandates" in plain:
        plain["mandates"] = _once(plain["mandates"])
    return plain


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows in which somebody does not get the same decision twice."""
    found: dict[Any, dict[str, Any]] = {}
    for row in rows:
        found.setdefault((row["decision"].casefold(), row.get("partner"), row["decider"]), row)
    return list(found.values())
