"""Search and repair: withhold the finest and newest cells until nothing gives a few people away.

Deterministic; a cell that was released before is never taken back, so what clashes with it is withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from vierkant.privacy.cuts import IntArray
from vierkant.privacy.rules import Reason, Rule
from vierkant.privacy.span import Span, membership, merged_columns
from vierkant.privacy.universe import Row

Violation = tuple[Reason, tuple[int, ...]]
"""A rule that is broken and the rows that break it."""


class Repair:
    """The cells on one set of unknowns, some fixed, and those of them that stay.

    Attributes:
        alive: array ``(rows,)``: fixed, or still to be released.
        reasons: row → why it was withheld.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        weights: IntArray,
        floor: int,
        rules: frozenset[Rule],
        planned: Sequence[Row] = (),
    ) -> None:
        """Take the rows that pass by themselves.

        Args:
            rows: fixed ones and candidates.
            weights: people behind each unknown.
            floor: least number of people.
            rules: those that hold.
            planned: other cells of the plan, that count as parents although they are not shown.
        """
        self.rows, self.floor, self.rules = tuple(rows), floor, rules
        everything = membership([row.columns for row in (*rows, *planned)], len(weights))
        everything, self.weights = merged_columns(everything, weights)
        self.member = everything[: len(rows)]
        self.span = Span(self.member)
        self.fixed = np.array([row.fixed for row in rows], np.bool_)
        self.alive = np.ones(len(rows), np.bool_)
        self.reasons: dict[int, Reason] = {}
        weighted = everything * self.weights.astype(np.float64)
        shared = weighted @ self.member.T.astype(np.float64)
        people = weighted.sum(axis=1)
        self.people = people[: len(rows)]
        self._parent_people = people
        self._inside = (shared == self.people[None, :]) & (people[:, None] > self.people[None, :])
        differ = self.people[:, None] + self.people[None, :] - 2 * shared[: len(rows)]
        self._near = np.argwhere(np.triu((differ > 0) & (differ < floor), 1))
        tables = sorted({(row.wave, row.table) for row in rows})
        self._table_of = np.array([tables.index((row.wave, row.table)) for row in rows], np.int64)

    def run(self, progress: Callable[[float], None]) -> None:
        """Withhold until no rule is broken, then give back what was withheld in vain."""
        while self._withhold(self.violations()):
            progress(0.5 * len(self.reasons) / len(self.rows))
        withheld = sorted(self.reasons, key=self._rank)
        for number, row in enumerate(withheld):
            self.alive[row] = True
            if next(iter(self.violations()), None) is None:
                del self.reasons[row]
            else:
                self.alive[row] = False
            progress(0.5 + 0.5 * number / len(withheld))
        progress(1.0)

    def violations(self) -> Iterator[Violation]:
        """The rules that are broken and by which rows; of those that can be mended."""
        for rule, look in (
            (Rule.REMAINDER, self._remainders),
            (Rule.OVERLAP, self._overlaps),
            (Rule.SPAN, self._combinations),
        ):
            if rule in self.rules:
                yield from look()

    def _rank(self, row: int) -> tuple[int, float, int]:
        """Highest is finest and newest, then about the fewest people: the first to be withheld."""
        return self.rows[row].order, -float(self.people[row]), row

    def _withhold(self, broken: Iterable[Violation]) -> bool:
        """Withhold one row for each violation that still stands; whether there was any."""
        some = False
        for reason, rows in broken:
            free = [row for row in rows if not self.fixed[row]]
            if all(self.alive[row] for row in rows) and free:
                row = max(free, key=self._rank)
                self.alive[row] = False
                self.reasons[row] = reason
                some = True
        return some

    def _free(self, rows: Sequence[int]) -> bool:
        return bool((~self.fixed[list(rows)]).any())

    def _remainders(self) -> Iterator[Violation]:
        """A parent less its released children of one table is nobody, or enough people."""
        for table in range(int(self._table_of.max(initial=-1)) + 1):
            chosen = np.flatnonzero((self._table_of == table) & self.alive)
            children = self._inside[:, chosen]
            rest = self._parent_people - children @ self.people[chosen]
            for parent in np.flatnonzero(children.any(axis=1) & (rest > 0) & (rest < self.floor)):
                rows = [int(row) for row in chosen[children[parent]]]
                if parent < len(self.rows) and self.alive[parent]:
                    rows.append(int(parent))
                if self._free(rows):
                    yield Reason.REMAINDER, tuple(rows)

    def _overlaps(self) -> Iterator[Violation]:
        """Two cells differ by nobody, or by enough people."""
        for first, second in self._near.tolist():
            if self.alive[first] and self.alive[second] and self._free((first, second)):
                yield Reason.OVERLAP, (first, second)

    def _combinations(self) -> Iterator[Violation]:
        """No other combination of cells is about too few people."""
        here = np.flatnonzero(self.alive)
        for light in self.span.audit(here, self.weights, self.floor).light:
            rows = self._same(light.rows)
            if len(light.rows) > 2 and self._free(rows) and not self._is_remainder(rows):
                yield Reason.SPAN, rows

    def _is_remainder(self, rows: tuple[int, ...]) -> bool:
        """Whether these are a parent and children of one table: REMAINDER's to say."""
        parent = max(rows, key=lambda row: self.people[row])
        children = [row for row in rows if row != parent]
        one_table = len({int(self._table_of[row]) for row in children}) == 1
        return one_table and bool(self._inside[parent, children].all())

    def _same(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        """With every other cell of exactly the same people: they would take over its part."""
        same = self.span.sets.same
        return tuple(int(row) for row in np.flatnonzero(self.alive & np.isin(same, same[list(rows)])))
