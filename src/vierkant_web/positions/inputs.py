"""From what partners filled in alone to what the pages of interests show.

These pages make the result themselves, from the rows that this visitor may read: what only the guide reads must stand
in no stored assessment, and who is ready must be true at this moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from vierkant import __version__, terms
from vierkant.dossier.composing import partner_name
from vierkant.dossier.parts import merge
from vierkant.dossier.positions import map_of
from vierkant.dossier.problems import DossierError, Problem
from vierkant.dossier.reading import from_plain
from vierkant.dossier.sections import Dossier
from vierkant.positions import find_packages
from vierkant.positions.charts import CHARTS
from vierkant.positions.inputs import Body, Handling, PartnerPositions
from vierkant.positions.outcomes import outcome_for
from vierkant.positions.pacts import pact_standings
from vierkant.positions.stakes import table
from vierkant.quantities import to_plain
from vierkant.reference import municipality
from vierkant_web.models import SHARED_PART, Section
from vierkant_web.permissions import Visit
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import page_language, say

SECTION = Section.POSITIONS.value
PACTS = Section.PACTS.value
AROUND = (
    Section.COOPERATION, Section.PARTNERS, Section.AGREEMENTS, Section.VOTING_RULES, Section.ISSUES, Section.PACTS,
    Section.SOURCES,
)  # fmt: skip
"""What the map is made from besides the positions."""
SECONDS = 0.5
"""The most one question to the solver may take while somebody waits."""
BODIES = tuple(body.value for body in Body)
HANDLINGS = tuple(handling.value for handling in (Handling.SHARED, Handling.MEDIATOR, Handling.PRIVATE))
Plain = Mapping[str, Any]
Row = dict[str, Any]


def readable(place: Visit) -> tuple[dict[str, str], Any]:
    """The partners by name, in the order of the dossier, and what the partner of this visitor filled in. One query."""
    own = place.access.partner
    rows = (
        place.revisions()
        .filter(section__in=(Section.PARTNERS, SECTION))
        .values_list("section", "partner", "content")
    )
    found = {(section, partner): content for section, partner, content in rows}
    names = {row["id"]: _name(row) for row in found.get((Section.PARTNERS, SHARED_PART)) or ()}
    return names, found.get((SECTION, own)) if own else None


def _name(row: Plain) -> str:
    known = municipality(row.get("municipality") or "")
    return str(row.get("name") or (known.name if known else row["id"]))


@dataclass(frozen=True, slots=True)
class Around:
    """The dossier around the positions; without it ``problems`` say what is wrong with it."""

    dossier: Dossier | None
    partners: dict[str, str]
    problems: tuple[Problem, ...] = ()

    @property
    def issues(self) -> list[Row]:
        """The issues as JSON values."""
        return [to_plain(issue) for issue in self.dossier.issues] if self.dossier else []

    def issue_name(self, key: str) -> str:
        """The name of an issue; empty when it is not there."""
        return next((issue["name"] for issue in self.issues if issue["id"] == key), "")


def around(place: Visit) -> Around:
    """What the visitor may read of the dossier around the positions. One query."""
    rows = place.revisions().filter(section__in=AROUND).values_list("section", "partner", "content")
    plain = merge({(section, partner): content for section, partner, content in rows if content is not None})
    try:
        dossier = from_plain(plain)
    except DossierError as error:
        return Around(None, {}, error.problems)
    return Around(dossier, {partner.id: partner_name(partner) for partner in dossier.partners})


def rows_of(contents: Plain) -> list[PartnerPositions]:
    """Partner → content as rows; without what was taken out, or written before this version knew it."""
    return [row for partner, content in contents.items() if (row := _row(partner, content)) is not None]


def _row(partner: str, content: Any) -> PartnerPositions | None:
    try:
        return PartnerPositions.model_validate({**content[0], "partner": partner}) if content else None
    except (ValidationError, TypeError, KeyError):
        return None


def assessed(given: Around, contents: Plain, *, with_packages: bool = False) -> Row | None:
    """The map for what these partners filled in; None without issues, or when nothing is seen."""
    rows = rows_of(contents)
    if given.dossier is None or not given.dossier.issues or not rows:
        return None
    found = map_of(given.dossier, rows, given.partners, with_packages=with_packages)
    return None if found is None else _shown(to_plain(found), given.partners)


def _shown(plain: Row, names: Plain) -> Row:
    """The result with the words that templates need, and what staff and residents say apart."""
    people: list[Row] = []
    for issue in plain["issues"]:
        issue["kind_word"] = _first(say(f"positions.kind.{issue['kind']}"))
        for voice in issue["voices"]:
            voice["body_word"] = say(f"positions.body.{voice['body']}")
            voice["position_word"] = stance_word(voice["position"])
            voice["importance_word"] = (
                say(f"positions.importance.{voice['importance']}") if voice["importance"] else ""
            )
        people += [
            {**voice, "issue_name": issue["name"]}
            for voice in issue["voices"]
            if voice["body"] in ("staff", "residents")
        ]
        deciding = [voice for voice in issue["voices"] if voice["body"] in ("executive", "council")]
        issue["fears"] = [voice for voice in deciding if voice["fear"]]
        if issue["councils"]:
            by = [names.get(partner, partner) for partner in issue["councils"]["by_executive"]]
            issue["councils"]["by_executive_names"] = terms.enumeration(by, page_language())
    return {**plain, "people": people}


_STANCES = {-2: "firmly_against", -1: "against", 0: "none", 1: "in_favour", 2: "firmly_in_favour"}


def stance_word(position: int | None) -> str:
    """A position in words; empty for none."""
    return "" if position is None else say(f"positions.stance.{_STANCES[position]}")


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def stances() -> list[tuple[str, str]]:
    """The five positions, from firmly for to firmly against."""
    return [(str(position), _first(stance_word(position))) for position in (2, 1, 0, -1, -2)]


def importances() -> list[tuple[str, str]]:
    """The five words for how much it matters, the heaviest first."""
    return [(str(number), _first(say(f"positions.importance.{number}"))) for number in range(5, 0, -1)]


def handlings() -> list[tuple[str, str]]:
    """What may happen with the answers."""
    return [(name, say(f"positions.handling.{name}")) for name in HANDLINGS]


def body_word(body: str) -> str:
    """Executive, council, staff or residents."""
    return _first(say(f"positions.body.{body}"))


def packages(
    given: Around, contents: Plain, *, must: Collection[str] = (), must_not: Collection[str] = ()
) -> Row | None:
    """The best packages for what these partners filled in; None without issues."""
    if given.dossier is None or not given.dossier.issues:
        return None
    rows = rows_of(contents)
    found: Row = to_plain(
        find_packages(
            given.dossier.issues, rows, given.partners, must=must, must_not=must_not, seconds=SECONDS
        )
    )
    return found


def fingerprint(given: Around, contents: Plain, fixed: Plain) -> str:
    """A name for everything that packages are made from: issues, partners, what was filled in, fixed answers."""
    issues = [[issue["id"], issue["name"]] for issue in given.issues]
    made_from = [__version__, issues, list(given.partners.items()), contents, sorted(fixed.items())]
    return sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def own_outcomes(given: Around, partner: str, content: Any, found: Plain) -> list[Row]:
    """What each package would be to a partner that it was not made with; empty when it said nothing."""
    row = _row(partner, content)
    if row is None or given.dossier is None:
        return []
    sheet = table(given.dossier.issues, [row], given.partners)
    if not sheet.seen(partner):
        return []
    return [
        to_plain(outcome_for(sheet, partner, [item["accepted"] for item in one["items"]]))
        for one in found["packages"]
    ]


def drawing(name: str, plain: Plain, address: Callable[[str], str]) -> Row:
    """What ``components/chart.html`` needs."""
    language = page_language()
    made = CHARTS[name](plain, language)
    return {
        "id": f"chart-{name}",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render(f"positions.chart.title_{name}", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": terms.render(made.source, language),
        "columns": [
            {"title": terms.render(title, language), "number": name == "packages" and place > 0}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
    }


def spec(name: str, plain: Plain) -> Row:
    """The specification of the chart, in the language of the page."""
    found: Row = CHARTS[name](plain, page_language()).spec
    return found


def written(partner: str, row: Plain) -> tuple[list[Row], list[str]]:
    """The part of a partner as the dossier holds it, and what is wrong with it in sentences."""
    content, problems = written_section(SECTION, [{"partner": partner, **row}])
    if problems:
        return [], problems
    return [{name: value for name, value in item.items() if name != "partner"} for item in content or ()], []


def written_pacts(content: Sequence[Plain]) -> tuple[Any, list[str]]:
    """Agreements to make as the dossier holds them, and what is wrong with them in sentences."""
    return written_section(PACTS, content)


def listed(names: Iterable[str]) -> str:
    """Names as people say them."""
    return terms.enumeration(list(names), page_language())


def pacts(given: Around) -> list[Row]:
    """Agreements to make, what the decision waits for first, with what is filled in of each."""
    if given.dossier is None:
        return []
    filled = {pact.id: to_plain(pact) for pact in given.dossier.pacts}
    found = pact_standings(given.dossier.pacts, given.dossier.issues)
    return [{"text": None, "owner": None, "due": None, **filled[row.id], **to_plain(row)} for row in found]
