"""The page of an employee, made of what was released: what changes, the self-check, and the next step.

The choice of content is made here alone; page, paper and tests read it. Per phase an item is chosen when

- it is for everyone or for groups like this one (employees, or managers);
- one of its phases is among those that the phase ``matches``;
- it is for every change, or for an aspect on which the project scored 3 or more for this group.

What is for this group's own aspects comes first, then what is for fewer phases. An article or a visit is information,
all else is a tool.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vierkant.change.inputs import CardStatus, ItemKind
from vierkant.change.library import Item, fitting
from vierkant.change.phases import Phase, PhaseModel, phase_model, read_phase_model
from vierkant.quantities import MessageArgument
from vierkant.terms import Language, render

INFORMATION = (ItemKind.ARTICLE, ItemKind.VISIT)
"""Reading and going to see tell something; all else is something to do."""
HEAVY = ("some", "much")
"""Sizes of a score of 3 or more: then content for the aspect is shown."""

View = Mapping[str, Any]


def employee_page(view: View, language: Language) -> dict[str, Any]:
    """Everything that the page and the paper show, in one language.

    Args:
        view: what `staff_view` gave, possibly read back from where it was kept.
        language: ``nl`` or ``en``; texts that somebody wrote in the dossier stay as they are.

    Returns:
        Plain JSON. ``content`` holds every item that one of the phases names, once.
    """
    words = _Words(language)
    model = _model(view)
    chosen = {phase.id: chosen_items(phase, view) for phase in model.phases}
    content = {item.id: item for items in chosen.values() for item in items}
    return {
        "language": language,
        "general": view["general"],
        "group": view["group"],
        "partner": view["partner"],
        "managers": view["managers"],
        "changes": _changes(view, words),
        "undecided": list(_undecided(view, words)),
        "questions": [dict(row) for row in view["questions"]],
        "contacts": list(_contacts(view, words)),
        "check": _check(model, language),
        "phases": [_phase(phase, view, chosen[phase.id], words) for phase in model.phases],
        "content": {name: _content(item, view, words) for name, item in content.items()},
        "disagree": {
            "title": words.say("disagree_title"),
            "text": model.disagree[language],
            "ways": list(_ways(view, words)),
        },
        "slower_route": view["plan"]["slower_route"] or words.say("slower_route", whom=_whom(view, words)),
        "after_start": view["plan"]["aftercare"] or words.say("after_start", whom=_whom(view, words)),
    }


def chosen_items(phase: Phase, view: View) -> tuple[Item, ...]:
    """The content of one phase for this view, most fitting first."""
    aspects = (view["card"] or {}).get("aspects", ())
    heavy = frozenset(row["id"] for row in aspects if row["size"] in HEAVY)
    return fitting(frozenset(phase.matches), managers=view["managers"], heavy=heavy)


class _Words:
    """Our sentences in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def say(self, name: str, /, **arguments: MessageArgument) -> str:
        return render({"id": f"guidance.page.{name}", "arguments": arguments}, self.language)

    def word(self, identifier: str) -> str:
        return render(identifier, self.language)


def _model(view: View) -> PhaseModel:
    own = view["own_phase_model"]
    return read_phase_model(own) if own else phase_model(view["phase_model"])


def _status(name: str, words: _Words) -> dict[str, str]:
    return {"id": name, "text": words.word(f"impact.status.{name}")}


def _changes(view: View, words: _Words) -> dict[str, Any] | None:
    card = view["card"]
    if card is None:
        return None
    return {
        **{name: card[name] for name in ("summary", "stays", "starts_on", "ends_on")},
        "status": _status(card["status"], words),
        **{name: card[name] for name in ("answer_by", "decided_by", "helped_by")},
        "aspects": [
            {
                "id": row["id"],
                "name": words.word(f"impact.aspect.{row['id']}.name"),
                "size": row["size"],
                "size_text": words.word(f"guidance.size.{row['size']}"),
                "changes": row["changes"],
                "stays": row["stays"],
                "on": row["on"],
                "status": _status(row["status"], words),
                "answer_by": row["answer_by"],
            }
            for row in card["aspects"]
        ],
    }


def _undecided(view: View, words: _Words) -> Iterator[dict[str, Any]]:
    """The card as a whole, then aspects that have words of their own or stay open while the card is firmer."""
    card = view["card"]
    if card is None:
        return
    open_status = CardStatus.NOT_YET_KNOWN.value
    if card["status"] == open_status:
        what = card["summary"] or words.say("undecided_card")
        yield {"what": what, "answer_by": card["answer_by"], "decided_by": card["decided_by"]}
    for row in card["aspects"]:
        if row["status"] == open_status and (card["status"] != open_status or row["changes"]):
            name = words.word(f"impact.aspect.{row['id']}.name")
            what = f"{name}: {row['changes']}" if row["changes"] else name
            yield {"what": what, "answer_by": row["answer_by"], "decided_by": card["decided_by"]}


def _contacts(view: View, words: _Words) -> Iterator[dict[str, str]]:
    """Where to go, never empty: who is not in the plan can be found through HR."""
    plan, card = view["plan"], view["card"] or {}
    named = (
        ("question_desk", plan["question_desk"] or words.say("no_question_desk")),
        ("question_phone", plan["question_phone"]),
        ("helper", card.get("helped_by")),
        ("confidential_adviser", plan["confidential_adviser"] or words.say("no_confidential_adviser")),
        ("works_council", plan["works_council"] or words.say("no_works_council")),
    )
    for name, text in named:
        if text:
            yield {"id": name, "name": words.word(f"guidance.contact.{name}"), "text": text}


def _ways(view: View, words: _Words) -> Iterator[dict[str, str]]:
    """Where somebody goes who does not agree: that is no phase."""
    plan, card = view["plan"], view["card"] or {}
    decider = card.get("decided_by")
    ways = {
        "works_council": plan["works_council"] or words.say("no_works_council"),
        "confidential_adviser": plan["confidential_adviser"] or words.say("no_confidential_adviser"),
        "objection": plan["objection"] or words.say("no_objection"),
        "conversation": words.say("conversation", whom=decider) if decider else words.say("no_decider"),
    }
    for name, text in ways.items():
        yield {"id": name, "name": words.word(f"guidance.way.{name}"), "text": text}


def _whom(view: View, words: _Words) -> str:
    """Who can arrange something: the desk, who helps the group, otherwise HR."""
    desk, card = view["plan"]["question_desk"], view["card"] or {}
    return str(desk or card.get("helped_by") or words.say("hr")).rstrip(". ")


def _check(model: PhaseModel, language: Language) -> dict[str, Any]:
    return {
        "intro": model.intro[language],
        "answers": [
            {"id": answer.id, "text": answer.text[language], "points": answer.points}
            for answer in model.answers
        ],
        "items": [{"id": item.id, "phase": item.phase, "text": item.text[language]} for item in model.items],
    }


def _phase(phase: Phase, view: View, items: tuple[Item, ...], words: _Words) -> dict[str, Any]:
    language = words.language
    return {
        "id": phase.id,
        "name": phase.name[language],
        "text": phase.text[language],
        "signals": phase.signals[language],
        "next": phase.next[language],
        "slower": phase.slower[language],
        "reached_from": phase.reached_from,
        "information": [item.id for item in items if item.kind in INFORMATION],
        "tools": [item.id for item in items if item.kind not in INFORMATION],
        "planned": [
            {
                "name": row["name"],
                "kind_text": words.word(f"guidance.kind.{row['kind']}"),
                "from_on": row["from_on"],
                "until_on": row["until_on"],
                "owner": row["owner"],
            }
            for row in view["planned"]
            if phase.id in row["phases"]
        ],
        "manager": phase.manager[language] if view["managers"] else None,
    }


def _content(item: Item, view: View, words: _Words) -> dict[str, Any]:
    blocks = list(blocks_of(item.text[words.language]))
    if item.planned and not _is_planned(item, view):
        # Nothing is promised: what nobody planned yet says who can arrange it.
        own = view["managers"] and item.giver == "manager"
        note = words.say("plan_it_yourself") if own else words.say("not_planned", whom=_whom(view, words))
        blocks.insert(0, {"type": "paragraph", "text": note})
    return {
        "title": item.title[words.language],
        "kind": item.kind.value,
        "kind_text": words.word(f"guidance.kind.{item.kind.value}"),
        "hours": item.hours_per_person,
        "blocks": blocks,
    }


def _is_planned(item: Item, view: View) -> bool:
    """Planned under its own name, or as something of the project's own of the same kind."""
    return any(
        row["item"] == item.id or (row["item"] is None and row["kind"] == item.kind.value)
        for row in view["planned"]
    )


def blocks_of(text: str) -> Iterator[dict[str, Any]]:
    """Paragraphs, parted by an empty line, and lists of lines that begin with ``- ``, in their order."""
    for part in text.split("\n\n"):
        paragraph: list[str] = []
        items: list[str] = []
        for line in filter(None, map(str.strip, part.splitlines())):
            if line.startswith("- "):
                if paragraph:
                    yield {"type": "paragraph", "text": " ".join(paragraph)}
                    paragraph = []
                items.append(line.removeprefix("- ").strip())
                continue
            if items:
                yield {"type": "list", "items": items}
                items = []
            paragraph.append(line)
        if paragraph:
            yield {"type": "paragraph", "text": " ".join(paragraph)}
        if items:
            yield {"type": "list", "items": items}
