"""A dossier of which an audience sees a part is still a dossier."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from vierkant.dossier import from_plain, load, merge, split, to_plain_dossier
from vierkant.dossier.parts import NOT_SHARED

REFERRED_TO = {"partners", "people", "sources", "councils", "issues"}
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@pytest.mark.parametrize("name", ["hltsamen", "intern", "vergunningen"])
def test_without_any_two_sections_it_is_still_valid(name: str) -> None:
    parts = split(to_plain_dossier(load(EXAMPLES / f"{name}.toml")))
    pairs = list(combinations(sorted({section for section, _partner in parts}), 2))
    # Nearly all references are to these; of the other pairs, thousands by now, every fifth.
    for hidden in [pair for place, pair in enumerate(pairs) if place % 5 == 0 or set(pair) & REFERRED_TO]:
        seen = {key: content for key, content in parts.items() if key[0] not in hidden}
        from_plain(merge(seen))  # raises when it does not fit together


@pytest.mark.parametrize("name", ["hltsamen", "intern", "vergunningen"])
def test_each_section_alone_is_valid(name: str) -> None:
    parts = split(to_plain_dossier(load(EXAMPLES / f"{name}.toml")))
    for section in {section for section, _partner in parts}:
        from_plain(merge({key: content for key, content in parts.items() if key[0] == section}))


def test_a_source_that_is_not_shared_is_said_to_be() -> None:
    parts = split(to_plain_dossier(load(EXAMPLES / "hltsamen.toml")))
    del parts["sources", ""]
    sources = from_plain(merge(parts)).sources
    assert {source.title for source in sources.values()} == {NOT_SHARED}
    assert set(sources) == {"cbs", "ld2016", "afgeleid"}
