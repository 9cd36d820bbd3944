"""What somebody filled in, against the questionnaire: what counts, and what is wrong, per question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vierkant.quantities import Message
from vierkant.survey.questionnaires import Questionnaire


@dataclass(frozen=True, slots=True)
class CheckedAnswers:
    """Answers that fit the questionnaire, and the problems of those that do not. Nothing is changed or cut off."""

    values: Mapping[str, int]
    """Key of a question → point on its scale, from 1. A question that was skipped has no entry."""
    texts: Mapping[str, str]
    """Key of an open question → what was written."""
    problems: Mapping[str, Message]
    """Key as it was given → what is wrong and what to do."""


def check_answers(questionnaire: Questionnaire, given: Mapping[str, str]) -> CheckedAnswers:
    """Judge all answers at once. An empty answer is a skipped question: that is always allowed.

    Args:
        questionnaire: as it is frozen in the wave.
        given: key of a question, or ``open.<key>`` of an open question → text as the browser sent it. Other names
            of the form (a token, a button) must be left out by the caller.
    """
    scales = {question.key: question.points for question in questionnaire.questions}
    most = {f"open.{question.key}": question.most for question in questionnaire.open_questions}
    values: dict[str, int] = {}
    texts: dict[str, str] = {}
    problems: dict[str, Message] = {}
    for key, raw in given.items():
        text = raw.replace("\r\n", "\n").strip()
        if key in scales:
            if not text:
                continue
            point = _point(text)
            if point is None or not 1 <= point <= scales[key]:
                problems[key] = Message("survey.answer.outside", {"points": scales[key]})
            else:
                values[key] = point
        elif key in most:
            if len(text) > most[key]:
                numbers = {"length": len(text), "most": most[key], "over": len(text) - most[key]}
                problems[key] = Message("survey.answer.too_long", numbers)
            elif text:
                texts[key] = text
        else:
            problems[key] = Message("survey.answer.unknown")
    return CheckedAnswers(values, texts, problems)


def _point(text: str) -> int | None:
    """The whole number that was sent; None for anything else. Only plain digits: ``²`` is a digit too."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None
