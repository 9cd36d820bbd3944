"""One-time codes: what the check letter promises is proved over all places and letters."""

from __future__ import annotations

import random
from math import log2

import pytest

from vierkant.survey.codes import LENGTH, LETTERS, check_code, check_letter, new_code, spaced
from vierkant.terms import render


def _codes(number: int) -> list[str]:
    chance = random.Random(6)
    return [new_code(chance.choice).replace("-", "") for _ in range(number)]


def test_a_code_has_sixty_random_bits_and_no_letters_that_look_alike() -> None:
    assert log2(len(LETTERS)) * (LENGTH - 1) > 60
    assert not set(LETTERS) & set("aeiouy01l")
    assert len(set(LETTERS)) == 27
    code = new_code()
    assert [len(part) for part in code.split("-")] == [5, 5, 5]
    assert check_code(code).code == code.replace("-", "")


def test_every_wrong_letter_and_every_swap_of_neighbours_is_caught() -> None:
    for code in _codes(20):
        for place in range(LENGTH):
            for letter in LETTERS:
                changed = code[:place] + letter + code[place + 1 :]
                assert (check_code(changed).code is not None) == (letter == code[place])
            if place + 1 < LENGTH and code[place] != code[place + 1]:
                swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
                (problem,) = check_code(swapped).problems
                assert problem.id == "survey.code.one_wrong"


def test_swaps_are_caught_for_every_pair_of_letters_at_every_place() -> None:
    """The check sum is linear, so pairs on a ground of equal letters stand for all codes."""
    for place in range(LENGTH - 2):
        for one in LETTERS:
            for other in LETTERS:
                first = "b" * place + one + other + "b" * (LENGTH - 3 - place)
                second = "b" * place + other + one + "b" * (LENGTH - 3 - place)
                assert (check_letter(first) == check_letter(second)) == (one == other)


def test_one_letter_that_is_in_no_code_is_named_with_the_one_that_was_meant() -> None:
    for code in _codes(5):
        for place in range(LENGTH):
            (problem,) = check_code(code[:place] + "O" + code[place + 1 :]).problems
            assert problem.arguments == {"letter": "o", "place": place + 1, "meant": code[place]}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Typ de code uit je brief"),
        ("bcd fgh", "er ontbreken er nog 9"),
        ("b" * 17, "dat zijn er 2 te veel"),
        ("0l1-bbbbb-bbbbbbb", "komen in geen enkele code voor: 0, l, 1"),
    ],
)
def test_what_is_wrong_is_said(typed: str, said: str) -> None:
    checked = check_code(typed)
    assert checked.code is None
    assert said in " ".join(render(problem, "nl") for problem in checked.problems)


def test_capitals_spaces_hyphens_and_wide_letters_do_not_matter() -> None:
    (code,) = _codes(1)
    for typed in (
        f"  {spaced(code).upper()} ",
        code[:4] + " – " + code[4:],
        code.replace("b", "\uff42"),
        " ".join(code),
    ):
        assert check_code(typed).code == code


def test_a_check_letter_needs_fourteen_letters() -> None:
    with pytest.raises(ValueError, match="14"):
        check_letter("bcd")
