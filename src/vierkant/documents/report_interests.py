"""The chapter on interests, for a council: who pays and what that means for us, who decides, who wants what, what
leaving costs. No name from game theory stands in it; positions are for members alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import fsum

from vierkant.cost_sharing.charts import CHARTS as SHARING_CHARTS
from vierkant.documents.report_blocks import Block, Bullets, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_charts import drawn
from vierkant.documents.report_text import Plain, Words, missing_list, notes
from vierkant.positions.charts import CHARTS as POSITION_CHARTS
from vierkant.quantities import Chart, Unit
from vierkant.voting_power.charts import CHARTS as VOTING_CHARTS
from vierkant.withdrawal.charts import CHARTS as LEAVING_CHARTS

MOST_SETS = 12


def interests(words: Words, assessment: Plain, *, reader: str = "") -> Chapter:
    """Who pays, who decides, who wants what, and the price of leaving.

    Args:
        words: of the report.
        assessment: plain JSON, for the audience of the report.
        reader: id of the partner whose council reads it: its own part comes first; ``public`` leaves positions out.
    """
    block = next(item for item in assessment["blocks"] if item["id"] == "interests")
    blocks: list[Block] = [Paragraph(words.say(block["headline"]), "lead")]
    blocks += _paying(words, assessment, reader)
    blocks += _deciding(words, assessment)
    if reader != "public":
        blocks += _wanting(words, assessment["positions"])
    blocks += _leaving(words, assessment["withdrawal"])
    if block["findings"]:
        blocks += [Heading(words.own("findings")), *notes(words, block["findings"])]
    if block["missing"]:
        blocks += [Heading(words.own("missing_here")), *missing_list(words, block["missing"])]
    return Chapter(words.own("interests.title"), tuple(blocks))


def _paying(words: Words, assessment: Plain, reader: str) -> Iterator[Block]:
    sharing = assessment["cost_sharing"]
    if sharing is None:
        yield from _key(words, assessment)
        return
    yield Heading(words.own("interests.key"))
    yield Paragraph(words.say(sharing["headline"]))
    yield Paragraph(words.say(sharing["game"]["text"]))
    shown = next((key for key in sharing["keys"] if key["id"] == sharing["shown"]), None)
    if shown is not None and shown["amounts"]:
        yield from _meaning(words, sharing["partners"], reader)
        yield _amounts(words, sharing, shown)
        yield from _drawn(words, SHARING_CHARTS["chosen"], sharing)
    else:
        yield Paragraph(words.own("interests.no_key"))
    yield _keys(words, sharing)
    yield Paragraph(words.own("interests.central"), "quiet")
    yield Paragraph(words.say(sharing["stability"]["text"]), "quiet")
    yield Paragraph(words.say(sharing["method"]), "quiet")


def _meaning(words: Words, partners: list[Plain], reader: str) -> Iterator[Block]:
    """What the key means: for the council that reads this, else for each; what goes for all is said once."""
    own = [partner for partner in partners if partner["id"] == reader] or partners
    common = [text for text in own[0]["text"] if all(text in partner["text"] for partner in own)]
    if len(own) > 1 and common:
        yield Paragraph(" ".join(words.say(text) for text in common))
    for partner in own:
        said = [text for text in partner["text"] if len(own) == 1 or text not in common]
        yield Heading(words.own("interests.means_for", partner=partner["name"]))
        yield Paragraph(" ".join(words.say(text) for text in said))


def _amounts(words: Words, sharing: Plain, key: Plain) -> Table:
    names = {partner["id"]: partner["name"] for partner in sharing["partners"]}
    columns = (
        Column(words.own("column.partner"), 1.4),
        Column(words.own("interests.column.pays"), 1.0, number=True),
        Column(words.own("interests.column.per_resident"), 0.9, number=True),
        Column(words.own("interests.column.change"), 1.0, number=True),
        Column(words.own("interests.column.alone"), 1.0, number=True),
        Column(words.own("interests.column.gain"), 1.0, number=True),
    )
    rows = tuple(
        (
            Cell(names[row["partner"]], strong=True),
            Cell(words.number(row["amount"]["value"], Unit.EURO)),
            Cell(words.number(row["per_resident"], Unit.EURO)),
            Cell(words.number(row["change"], Unit.EURO)),
            Cell(words.number(row["alone"], Unit.EURO)),
            Cell(words.number(row["gain"], Unit.EURO)),
        )
        for row in key["amounts"]
    )
    return Table(words.own("interests.amounts_caption", key=words.say(key["label"])), columns, rows)


def _keys(words: Words, sharing: Plain) -> Table:
    """The keys that could be counted; whether they hold, in words."""
    columns = (
        Column(words.own("interests.column.key"), 1.5),
        Column(words.own("interests.column.how"), 2.6),
        Column(words.own("interests.column.holds"), 2.0),
    )
    rows = tuple(
        (
            Cell(words.say(key["label"]), strong=key["id"] == sharing["shown"]),
            Cell(words.say(key["sentence"])),
            Cell(_verdict(words, key)),
        )
        for key in sharing["keys"]
        if key["amounts"]
    )
    return Table(words.own("interests.keys_caption"), columns, rows)


def _verdict(words: Words, key: Plain) -> str:
    if key["stable"]:
        return words.own("interests.holds")
    if key["subgroups"]:
        return words.say(max(key["subgroups"], key=lambda group: group["gain"])["text"])
    return words.own("interests.not_searched")


def _deciding(words: Words, assessment: Plain) -> Iterator[Block]:
    yield Heading(words.own("interests.votes"))
    voting = assessment["voting"]
    if voting is None:
        inside = assessment["kind"] == "internal"
        yield Paragraph(words.own("interests.no_votes_inside" if inside else "interests.no_votes"))
        return
    names = {item["id"]: item["name"] for item in voting["partners"]}
    yield Paragraph(words.say(voting["headline"]))
    quota = words.own("interests.quota", quota=voting["quota"], votes=voting["total_votes"])
    yield Paragraph(f"{quota} {words.own('interests.quota_assumed')}" if voting["quota_assumed"] else quota)
    yield _votes(words, voting)
    yield from _drawn(words, VOTING_CHARTS["power"], voting, table=False)
    yield from _majorities(words, voting, names)
    yield from _rules(words, voting)


def _rules(words: Words, voting: Plain) -> Iterator[Block]:
    """Who decides where another rule counts than the ordinary one."""
    rules = [rule for rule in voting["rules"] if rule["id"] != "ordinary"]
    if not rules:
        return
    columns = (
        Column(words.own("interests.column.rule"), 1.3),
        Column(words.own("interests.column.needs"), 2.2),
        Column(words.own("column.meaning"), 2.4),
    )
    rows = tuple(
        (
            Cell(words.say(rule["name"]), strong=True),
            Cell(words.listed(words.say(text) for text in rule["conditions"])),
            Cell(words.say(rule["headline"]), level=rule["level"]),
        )
        for rule in rules
    )
    yield Table(words.own("interests.rules_caption"), columns, rows)


def _wanting(words: Words, positions: Plain | None) -> Iterator[Block]:
    if positions is None:
        return
    yield Heading(words.own("interests.wants"))
    yield Paragraph(words.say(positions["headline"]))
    if any(issue["in_favour"] or issue["against"] for issue in positions["issues"]):
        yield from _drawn(words, POSITION_CHARTS["map"], positions, table=False)
        yield _issues(words, positions["issues"])
        yield from _package(words, positions["packages"])
    pacts = [pact for pact in positions["pacts"] if not pact["done"]]
    if pacts:
        yield Paragraph(words.own("interests.pacts"), "before")
        yield Bullets(tuple(Cell(_pact(words, pact)) for pact in pacts))


def _issues(words: Words, issues: list[Plain]) -> Table:
    columns = (
        Column(words.own("interests.column.issue"), 1.3),
        Column(words.own("interests.column.stand"), 2.6),
        Column(words.own("interests.column.needed"), 2.0),
    )
    rows = tuple(
        (
            Cell(issue["name"], strong=True, note=issue["proposal"]),
            Cell(words.say(issue["text"]), level=issue["level"]),
            Cell(words.say(issue["councils"]["text"]) if issue["councils"] else "–"),
        )
        for issue in issues
    )
    return Table(words.own("interests.issues_caption"), columns, rows)


def _package(words: Words, found: Plain | None) -> Iterator[Block]:
    """The best package with its trade; the others stand on the site."""
    if not found:
        return
    yield Paragraph(words.say(found["text"]), "before")
    if not found["packages"]:
        return
    best = found["packages"][0]
    yield _told(words, best)
    beside = next((item for item in found["packages"] if not item["against_people"]), None)
    if best["against_people"] and beside is not None:
        yield Paragraph(words.own("interests.not_against_people"), "before")
        yield _told(words, beside)


def _told(words: Words, package: Plain) -> Bullets:
    said = [package["text"], *package["trades"], *package["against_people"]]
    return Bullets(tuple(Cell(words.say(text)) for text in said))


def _pact(words: Words, pact: Plain) -> str:
    return words.own("interests.pact_first" if pact["blocks"] else "interests.pact_later", pact=pact["name"])


def _leaving(words: Words, leaving: Plain | None) -> Iterator[Block]:
    if leaving is None:
        return
    yield Heading(words.own("interests.leaving"))
    yield Paragraph(words.say(leaving["headline"]))
    for line in leaving["rule"]:
        yield Paragraph(words.say(line))
    yield _sums(words, leaving)
    yield from _drawn(words, LEAVING_CHARTS["price"], leaving, table=False)
    if leaving["clauses"]:
        yield Paragraph(words.own("interests.clauses"), "before")
        yield Bullets(tuple(_clause(words, clause) for clause in leaving["clauses"]))
    law = [*leaving["people"], *leaving["deciding"]]
    if law:
        yield Paragraph(words.own("interests.law"), "before")
        yield Bullets(tuple(Cell(words.say(line["text"]), note=_basis(words, line)) for line in law))


def _sums(words: Words, leaving: Plain) -> Table:
    """Between what; a middle is given only where one method counts: between two methods nobody estimated one."""
    one = all(len(partner["methods"]) == 1 for partner in leaving["partners"])
    columns = (
        Column(words.own("column.partner"), 1.3),
        *((Column(words.own("interests.column.sum"), 1.2, number=True),) if one else ()),
        Column(words.own("column.likely"), 1.6, number=True),
        Column(words.own("interests.column.stayers"), 2.6),
    )
    rows = tuple(
        (
            Cell(partner["name"], strong=True),
            *((Cell(words.value(partner["sum"])),) if one else ()),
            Cell(words.span(partner["sum"])),
            Cell(words.say(partner["stayers"]["text"])),
        )
        for partner in leaving["partners"]
    )
    return Table(words.own("interests.leaving_caption"), columns, rows)


def _clause(words: Words, clause: Plain) -> Cell:
    """What the act asks of the text: in it, not in it, or nobody looked."""
    met = {True: "met", False: "not_met", None: "not_looked"}[clause["met"]]
    said = words.own(f"interests.{met}", clause=words.say(clause["title"]))
    return Cell(said, note=_basis(words, clause))


def _basis(words: Words, line: Plain) -> str:
    """Article and certainty; what was not confirmed says so."""
    certainty = words.certainty(line["certainty"])
    return (
        words.own("basis_certainty", source=line["article"], certainty=certainty)
        if line["article"]
        else certainty
    )


def _drawn(
    words: Words, chart: Callable[..., Chart], found: Plain, *, table: bool = True
) -> tuple[Block, ...]:
    """A drawing; nothing when there is nothing to draw yet."""
    try:
        made = chart(found, words.language)
    except ValueError:
        return ()
    return drawn(words, made, table=table)


def _votes(words: Words, voting: Plain) -> Table:
    columns = (
        Column(words.own("column.partner"), 1.2),
        Column(words.own("column.votes"), 0.7, number=True),
        Column(words.own("column.vote_share"), 0.9, number=True),
        Column(words.own("column.power"), 0.9, number=True),
        Column(words.own("interests.column.agreed_share"), 0.9, number=True),
        Column(words.own("column.meaning"), 2.2),
    )
    rows = tuple(
        (
            Cell(item["name"], strong=True),
            Cell(words.number(item["votes"], Unit.NUMBER)),
            Cell(words.value(item["vote_share"])),
            Cell(words.value(item["power"])),
            Cell(words.value(item["cost_share"])),
            Cell(words.say(item["text"])),
        )
        for item in voting["partners"]
    )
    return Table(words.own("interests.votes_caption"), columns, rows)


def _majorities(words: Words, voting: Plain, names: Mapping[str, str]) -> tuple[Block, ...]:
    found = voting["smallest_majorities"]
    if not found:
        return ()
    sets = "; ".join(words.listed(names[member] for member in group) for group in found[:12])
    return (Paragraph(words.own("interests.majorities", sets=sets)),)


def _key(words: Words, assessment: Plain) -> tuple[Block, ...]:
    """The cost key as the business case used it."""
    case = assessment["business_case"]
    if case is None or len(case["partners"]) < 2:
        return ()
    key = words.say(f"business_case.key.{case['key_basis']}")
    said = words.own("money.key_agreed" if case["key_basis"] == "agreed" else "money.key_assumed", key=key)
    columns = (
        Column(words.own("column.partner"), 1.4),
        Column(words.own("column.residents"), 1.0, number=True),
        Column(words.own("column.key"), 1.0, number=True),
        Column(words.own("column.baseline_share"), 1.2, number=True),
    )
    total = fsum(partner["outcome"]["baseline"]["value"] for partner in case["partners"])
    rows = tuple(
        (
            Cell(partner["name"], strong=True),
            Cell(words.number(partner["residents"], Unit.NUMBER)),
            Cell(words.number(partner["key_share"], Unit.SHARE, 1)),
            Cell(
                words.number(
                    partner["outcome"]["baseline"]["value"] / total if total else None, Unit.SHARE, 1
                )
            ),
        )
        for partner in case["partners"]
    )
    caption = words.own("interests.key_caption")
    return Heading(words.own("interests.key")), Paragraph(said), Table(caption, columns, rows)
