"""The word of a section in an address is the same wherever a page links to it."""

from __future__ import annotations

from vierkant.dossier.sections import SECTIONS
from vierkant.terms import SECTION_WORDS
from vierkant_web.dossier.fill_in_steps import CHAPTERS, STEPS


def test_each_section_has_its_step_and_its_word() -> None:
    assert {step.section for step in STEPS} == set(SECTIONS)
    chapters = [list(CHAPTERS).index(step.chapter) for step in STEPS]
    assert chapters == sorted(
        chapters
    )  # the steps of one heading stand together, in the order of the headings
    assert len({step.word for step in STEPS}) == len(STEPS)
    assert tuple(SECTION_WORDS) == SECTIONS
