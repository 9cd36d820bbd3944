"""Every number that we bring ourselves has a name, unit, range, date and source; a dossier may replace it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

import vierkant
from vierkant.quantities import Certainty, Figure, Unit
from vierkant.sources import Parameter, Source, overridden, parameters

ROOT = Path(vierkant.__file__).parent
CAPABILITIES = sorted(path.parent.name for path in ROOT.glob("*/parameters.toml"))


def test_the_capabilities_that_count_bring_parameters() -> None:
    assert {"business_case", "four_ks", "change"} <= set(CAPABILITIES)


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_parameters_are_complete(capability: str) -> None:
    found = parameters(capability)
    assert found
    for name, parameter in found.items():
        assert parameter.name == name
        assert len(parameter.source) > 3, name
        assert 1950 <= parameter.year <= 2100, name
        assert (parameter.low is None) == (parameter.high is None), name
        if parameter.low is not None and parameter.high is not None:
            assert parameter.low <= parameter.value <= parameter.high, name
            assert parameter.distribution != "fixed" or parameter.low == parameter.high, name
        if parameter.unit is Unit.SHARE:
            assert -1 <= parameter.value <= 1, name


def test_an_override_replaces_value_range_and_source() -> None:
    name, old = next((name, item) for name, item in parameters("four_ks").items() if item.low is not None)
    figure = Figure(value=old.value, low=old.value, high=old.value, source="rooster", year=2026)
    new = overridden("four_ks", {f"four_ks.{name}": figure})
    assert (new[name].low, new[name].high, new[name].source, new[name].year) == (
        old.value,
        old.value,
        "rooster",
        2026,
    )
    assert new[name].distribution == old.distribution
    assert new[name].unit is old.unit
    assert {key: item for key, item in new.items() if key != name} == {
        key: item for key, item in parameters("four_ks").items() if key != name
    }
    assert parameters("four_ks")[name] == old, "the parameters themselves do not change"


def test_an_override_without_range_is_fixed_and_comes_from_the_dossier() -> None:
    name, old = next((name, item) for name, item in parameters("four_ks").items() if item.low is not None)
    new = overridden("four_ks", {f"four_ks.{name}": Figure(value=0.5)})[name]
    assert (new.value, new.low, new.high, new.distribution) == (0.5, None, None, "fixed")
    assert (new.source, new.year) == ("dossier", old.year)


def test_an_override_of_another_capability_or_of_nothing_is_left_alone() -> None:
    figure = Figure(value=1)
    assert overridden("four_ks", {"change.presence": figure, "four_ks.no_such": figure}) == parameters(
        "four_ks"
    )


def test_a_parameter_without_source_is_refused() -> None:
    complete = {"name": "x", "value": 1, "unit": "euro", "source": "CBS", "year": 2026, "certainty": "high"}
    assert Parameter.model_validate(complete).certainty is Certainty.HIGH
    for field in ("source", "year", "unit", "certainty"):
        with pytest.raises(ValidationError):
            Parameter.model_validate({key: value for key, value in complete.items() if key != field})
    with pytest.raises(ValidationError):
        Parameter.model_validate({**complete, "distribution": "guess"})


def test_a_capability_without_parameters_says_so() -> None:
    with pytest.raises(FileNotFoundError):
        parameters("reference")


def test_sources() -> None:
    assert Source(title="CBS").certainty is Certainty.MEDIUM
    for wrong in ({"title": ""}, {"title": "x", "url": "cbs.nl"}, {"title": "x", "year": 26}, {"name": "x"}):
        with pytest.raises(ValidationError):
            Source.model_validate(wrong)
