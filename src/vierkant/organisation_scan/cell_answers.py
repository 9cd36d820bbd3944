"""What was released of one cell of a wave, per question, with words for it that promise no more than was published.

A published figure is drawn around the real one in multiples of three, so it is told as "about 6 in 9", and two cells
are called different only where the drawing alone does not explain it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vierkant.privacy import Disclosable
from vierkant.quantities import Message, Number, Unit
from vierkant.survey.questionnaires import Question, Questionnaire
from vierkant.terms import Language

CLASSES = ("favourable", "neutral", "other", "unfavourable")
"""The released counts by class, in the order of a bar. Favourable: agrees, or chooses the second pole."""
STEP = 3
"""People between two figures that may be published (docs/methods/privacy.md)."""


@dataclass(frozen=True, slots=True)
class QuestionAnswers:
    """One question of a cell. ``counts``: class → about how many of ``out_of``; ``mean`` is None below 15 people."""

    question: Question
    out_of: int
    counts: Mapping[str, int]
    mean: float | None
    compared: str | None
    """``alike``, ``more`` or ``fewer`` agree than among everybody; None for everybody itself."""

    @property
    def concern(self) -> bool:
        """Whether half or more answer on the side where people need something.

        With two classes "other" holds those in the middle too: then more than half must be outside the easy side.
        """
        if self.question.reverse:
            return 2 * self.counts["favourable"] >= self.out_of
        if "other" in self.counts:
            return 2 * self.counts["other"] > self.out_of
        return 2 * self.counts["unfavourable"] >= self.out_of


def answers_of(
    figure: Disclosable[Any], questionnaire: Questionnaire, whole: Disclosable[Any] | None = None
) -> tuple[QuestionAnswers, ...]:
    """The released questions of a cell, by dimension in the order of the questionnaire.

    Args:
        figure: the cell.
        questionnaire: as frozen in the wave.
        whole: everybody, to compare with; None when it was withheld, or is the cell itself.
    """
    items = figure.value["items"]
    others = {} if whole is None else whole.value["items"]
    order = {dimension.key: place for place, dimension in enumerate(questionnaire.dimensions)}
    asked = sorted(questionnaire.questions, key=lambda question: order[question.dimension])
    return tuple(
        QuestionAnswers(
            question=question,
            out_of=item["out_of"],
            counts={name: item["counts"][name] for name in CLASSES if name in item["counts"]},
            mean=item["mean"],
            compared=_compared(item, others.get(question.key)),
        )
        for question in asked
        if (item := items.get(question.key)) is not None
    )


def _compared(item: Mapping[str, Any], other: Mapping[str, Any] | None) -> str | None:
    """Different only when it is further apart than one step of rounding in each of the two."""
    if other is None:
        return None
    apart = item["counts"]["favourable"] / item["out_of"] - other["counts"]["favourable"] / other["out_of"]
    if abs(apart) <= STEP / item["out_of"] + STEP / other["out_of"]:
        return "alike"
    return "more" if apart > 0 else "fewer"


def text_of(question: Question, questionnaire: Questionnaire, language: Language) -> str:
    """The wording of the questionnaire; a choice between two poles is told as both."""
    if question.text is not None:
        return question.text.text(language)
    name = questionnaire.dimension(question.dimension).name.text(language)
    ends = [phrase.text(language) for phrase in (question.low, question.high) if phrase is not None]
    return f"{name}: {' ↔ '.join(ends)}"


def about(number: int, out_of: int) -> Message:
    """About so many in so many."""
    said = {"number": Number(number, Unit.NUMBER), "out_of": Number(out_of, Unit.NUMBER)}
    return Message("cells.about", said)


def class_words(question: Question, name: str) -> Message:
    """What a class of answers to this question is called."""
    return Message(f"cells.{'class' if question.text is not None else 'side'}.{name}")
