"""Numbers as people write them; the spelling rules are those of the Dutch language union (point for thousands)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant_web.dossier.forms_numbers import NumberField, WholeField, parse_number, write_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", 1234.5),
        ("1234,5", 1234.5),
        ("€ 85.100", 85100),
        ("€ 1.250.000,-", 1250000),
        ("85.100 euro", 85100),
        ("12,5 %", 12.5),
        ("0.85", 0.85),
        ("12.5", 12.5),
        ("0.850", 0.85),
        ("1 234", 1234),
        ("−3", -3),
        ("1,234.50", 1234.5),
        ("7", 7),
    ],
)
def test_a_number_is_read_as_it_was_meant(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "veel", "1,2,3", "12.34,5", "1e3", "nan", "inf", "--3", "3-4"])
def test_what_is_not_one_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_number(text)


@settings(deadline=None)  # the first call imports
@given(st.integers(-(10**9), 10**9), st.integers(0, 10**4 - 1))
def test_what_is_written_is_read_back(whole, decimals):
    value = whole + decimals / 10**4
    assert parse_number(write_number(value)) == pytest.approx(value, abs=1e-9)


@settings(deadline=None)  # the first call imports
@given(st.integers(0, 10000))
def test_a_percentage_comes_back_the_same(hundredths):
    field = NumberField(percent=True)
    share = field.to_python(write_number(hundredths / 100))
    assert share == pytest.approx(hundredths / 10000, abs=1e-15)
    assert field.to_python(field.prepare_value(share)) == share


def test_a_whole_number_without_decimals_stays_whole():
    assert WholeField().to_python("1.200") == 1200
    assert isinstance(WholeField().to_python("3"), int)
