"""The baseline of one municipality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant import reference
from vierkant.baseline.catalogue import Origin
from vierkant.baseline.figures import Wanted, figures_of, is_filled, statement_words
from vierkant.baseline.measures import country, spread
from vierkant.baseline.outsourcing import outsourcing_of
from vierkant.baseline.reconciliation import reconcile
from vierkant.baseline.results import (
    BaselineTask,
    Filled,
    MunicipalBaseline,
    Outsourcing,
    OutsourcingSign,
    Reconciliation,
    Statement,
    YearAmount,
)
from vierkant.baseline.statements import (
    all_statements,
    answer_of,
    delivered,
    latest,
    missing_statements,
    with_salaries,
)
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Number, Unit
from vierkant.reference import Municipality, StatementKind
from vierkant.sources import Parameter, parameters


def default_cost_per_fte() -> Parameter:
    """The cost of an FTE that the business case uses when nobody gives another."""
    return parameters("business_case")["price.cost_per_fte"]


def baseline_of(
    code: str,
    *,
    taakvelden: Sequence[str] = (),
    cost_per_fte: Parameter | None = None,
    tasks: Sequence[BaselineTask] = (),
    others: Sequence[str] = (),
    compared: bool = True,
) -> MunicipalBaseline:
    """What open data say about a municipality: about the whole, about taakvelden, and about its place among others.

    Args:
        code: a municipality of today (``GM0534``).
        taakvelden: codes of taakvelden to look into (``0.2``), when there are no ``tasks``.
        cost_per_fte: turns salaries into an estimate of FTE; that of the business case when it is None.
        tasks: tasks with a taakveld of their own; takes the place of ``taakvelden``.
        others: codes of the other municipalities in the cooperation; those that do not exist today are left out.
        compared: False leaves out the place among others and the years: much faster the first time.

    Raises:
        KeyError: the code is no municipality of today.
    """
    item = reference.municipality(code)
    if item is None:
        raise KeyError(code)
    outsourcing = outsourcing_of(code)
    wanted = Wanted(
        municipality=item,
        tasks=tuple(tasks) or tuple(_task(each) for each in taakvelden),
        others=tuple(each for each in dict.fromkeys(others) if each != code and reference.municipality(each)),
        cost_per_fte=cost_per_fte or default_cost_per_fte(),
        sign=outsourcing.sign,
        compared=compared,
    )
    known, unknown = figures_of(wanted)
    counted = wanted.counted()
    checked = reconcile(code)
    return MunicipalBaseline(
        code=code,
        name=item.name,
        residents=item.residents,
        size_class=item.size_class,
        statement=latest(code),
        task_statement=with_salaries(code),
        figures=tuple(known),
        unfilled=tuple(unknown),
        filled=Filled(sum(is_filled(line, known) for line in counted), len(counted)),
        open_lines=sum(line.origin is Origin.OPEN for line in counted),
        years=tuple(_years(item)) if compared else (),
        reconciliation=checked,
        outsourcing=outsourcing,
        findings=tuple(_findings(wanted, outsourcing, checked)),
    )


def _years(item: Municipality) -> Iterator[YearAmount]:
    """The expenditure per resident over the years, as far back as anybody's."""
    for year in sorted({statement.year for statement in all_statements()}):
        budget, accounts = (Statement(year, kind) for kind in (StatementKind.BUDGET, StatementKind.ACCOUNTS))
        others = spread("expenditure", budget, "", item.size_class)
        yield YearAmount(
            year,
            country("expenditure", budget).get(item.code),
            country("expenditure", accounts).get(item.code),
            others.quartiles[1] if others else None,
        )


def _task(taakveld: str) -> BaselineTask:
    found = reference.taakveld(taakveld)
    return BaselineTask(taakveld, found.title if found else taakveld, taakveld)


def _findings(
    wanted: Wanted, outsourcing: Outsourcing, checked: Sequence[Reconciliation]
) -> Iterator[Finding]:
    item = wanted.municipality
    if outsourcing.question is not None:
        likely = outsourcing.sign is OutsourcingSign.LIKELY
        yield _finding(
            f"outsourced.{item.code}",
            Level.RED if likely else Level.AMBER,
            outsourcing.question,
            Message(
                "baseline.action.outsourced" if outsourcing.hints else "baseline.action.outsourced_unknown"
            ),
            Certainty.MEDIUM if likely else Certainty.LOW,
        )
    yield from _delivery(item)
    yield from _history(item)
    for task in wanted.tasks:
        if task.taakveld:
            yield from _numbering(item, task, task.taakveld)
    for row in checked:
        if not row.holds:
            arguments: dict[str, MessageArgument] = {
                "name": item.name,
                "statement": statement_words(row.statement),
                "difference": Number(row.difference, Unit.EURO),
            }
            yield _finding(
                f"difference.{row.id}.{item.code}",
                Level.AMBER,
                Message(f"baseline.finding.difference_{row.id}", arguments),
                Message("baseline.action.difference"),
            )


def _names_arrangements(outsourcing: Outsourcing) -> bool:
    """Whether large transfers make an arrangement of the register the one to ask."""
    question = outsourcing.question.id.rpartition(".")[2] if outsourcing.question else ""
    return bool(outsourcing.hints) and question in ("likely", "part")


def _delivery(item: Municipality) -> Iterator[Finding]:
    own = latest(item.code)
    newest = all_statements()[-1] if all_statements() else None
    if own is None:
        yield _finding(
            f"no_figures.{item.code}",
            Level.RED,
            Message("baseline.finding.no_figures", {"name": item.name}),
            Message("baseline.action.no_figures"),
        )
        return
    missing = missing_statements(item.code)
    if newest is not None and own != newest and newest in missing:
        arguments: dict[str, MessageArgument] = {
            "name": item.name,
            "missing": statement_words(newest),
            "used": statement_words(own),
        }
        yield _finding(
            f"not_delivered.{item.code}",
            Level.AMBER,
            Message("baseline.finding.not_delivered", arguments),
            Message("baseline.action.not_delivered"),
        )
    rest = [each for each in missing if each != newest]
    if rest:
        names = _listed([statement_words(each) for each in rest])
        yield _finding(
            f"gaps.{item.code}",
            Level.AMBER,
            Message("baseline.finding.gaps", {"name": item.name, "missing": names}),
        )


def _listed(items: Sequence[Message]) -> Message:
    """A chain of messages, one behind the other, with commas."""
    head, *tail = items
    return head if not tail else Message("baseline.and", {"first": head, "rest": _listed(tail)})


def _history(item: Municipality) -> Iterator[Finding]:
    """Redivisions inside the series: what was added up, and what could not be."""
    rows = delivered(item.code)
    merged = sorted({code for row in rows.values() for code in row.merged_from})
    divided = sorted({code for row in rows.values() for code in row.divided})
    for name, codes, level in (("merged", merged, Level.GREEN), ("divided", divided, Level.AMBER)):
        if codes:
            last = max(row.year for row in rows.values() if set(codes) & {*row.merged_from, *row.divided})
            arguments = {"name": item.name, "names": _names(codes), "year": str(last + 1)}
            yield _finding(f"{name}.{item.code}", level, Message(f"baseline.finding.{name}", arguments))


def _names(codes: Sequence[str]) -> str:
    found = [reference.abolished(code) for code in codes]
    return ", ".join(item.name for item in found if item is not None)


def _numbering(item: Municipality, task: BaselineTask, taakveld: str) -> Iterator[Finding]:
    """A taakveld that has another code, another cut or no counterpart in the statement that was used."""
    statement = with_salaries(item.code)
    if statement is None:
        return
    answer = answer_of(item.code, taakveld, statement)
    if answer.said is not None:
        yield _finding(
            f"numbering.{answer.match.value}.{item.code}.{task.id}",
            Level.AMBER,
            Message(
                "baseline.finding.numbering", {"name": item.name, "task": task.name, "said": answer.said}
            ),
            Message(f"baseline.action.numbering_{'none' if answer.finances is None else 'other'}"),
        )


def _finding(
    name: str,
    level: Level,
    text: Message,
    action: Message | None = None,
    certainty: Certainty = Certainty.HIGH,
) -> Finding:
    return Finding(f"baseline.{name}", level, text, action, "docs/methods/baseline.md", certainty)
