"""One page of questions: the forms for a part of the dossier, and the content that follows from the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier import inputs, inputs_change, inputs_grip, inputs_numbers
from vierkant_web.dossier.fill_in_kept import in_order_of, with_unasked
from vierkant_web.dossier.fill_in_keys import field_of, new_key, whole_number
from vierkant_web.dossier.fill_in_step import Step
from vierkant_web.dossier.fill_in_steps import asks_of_step
from vierkant_web.dossier.forms_agreements import parameter
from vierkant_web.dossier.forms_asks import AskForm, Context, Words, ask_form, initial_of
from vierkant_web.dossier.forms_sections import MUNICIPALITY, OTHER

MOST_ROWS = 300
_TWICE = {
    "group": _("This group stands above already. Put the two together."),
    "clause": _("This clause stands above already. Put the two together."),
    "instrument": _("This instrument stands above already. Put the two together."),
}


@dataclass
class Entry:
    """One form on the page, with the row of the dossier that it is about."""

    form: AskForm
    title: Words = ""
    key: str = ""
    before: Mapping[str, Any] | None = None
    parameter: inputs.Parameter | None = None

    @property
    def removed(self) -> bool:
        """Whether the box "remove" was ticked."""
        return bool(self.form.is_bound and self.form.data.get(self.form.add_prefix("DELETE")))


class Page:
    """The questions of one part (``partner`` empty: the part of all partners), unanswered or with an answer.

    After `is_valid` the attribute ``content`` holds the content for the dossier.
    """

    def __init__(self, step: Step, partner: str, parts: inputs.Parts, data: QueryDict | None = None) -> None:
        self.step, self.partner, self.parts, self.data = step, partner, dict(parts), data
        self.plain = inputs.merge(self.parts)
        self.partners = inputs.partner_names(self.plain)
        self.before: Any = self.parts.get((step.section, partner))
        self.lists = inputs_change.lists(self.parts, self.plain, step.section, partner)
        self.asks = asks_of_step(step, partner, self.partners, self.lists)
        self.context = Context(sources=self._sources())
        self.content: Any = None
        self.faults: list[str] = []
        self.entries = list(self._entries())

    @property
    def is_own_side(self) -> bool:
        """A partner's side of rows that all partners share."""
        return bool(self.partner) and self.step.section in inputs.INNER

    @property
    def can_add(self) -> bool:
        """Whether rows can be added and removed here."""
        return self.step.shape in ("rows", "map") and not self.is_own_side

    @property
    def blank(self) -> Entry:
        """An empty row for the script that adds one."""
        form_class = ask_form(self.asks, self.context, rows=True)
        return Entry(
            form_class(prefix="rows-__prefix__", initial=initial_of(self.asks, {})), self.step.row_title
        )

    @property
    def spare(self) -> Entry:
        """An empty row under the others, for who has no script; the one to begin with when there is none."""
        form_class = ask_form(self.asks, self.context, rows=True)
        prefix = f"rows-{len(self.entries)}"
        return Entry(
            form_class(prefix=prefix, initial=initial_of(self.asks, self._new_row())), self.step.row_title
        )

    @property
    def total(self) -> int:
        """The number of rows on the page, the spare one included."""
        return len(self.entries) + 1

    @property
    def shown(self) -> list[Entry]:
        """The rows to show: everything but those that were left blank."""
        if self.data is None or not self.can_add:
            return self.entries
        return [entry for entry in self.entries if entry.key or not entry.form.is_blank]

    @property
    def is_short(self) -> bool:
        """Whether the rows can all stand open."""
        return len(self.entries) <= 2

    @property
    def most_rows(self) -> int:
        """How many rows a page can hold."""
        return MOST_ROWS

    def _sources(self) -> tuple[tuple[str, Words], ...]:
        sources = self.parts.get(("sources", ""), {})
        return (
            ("", _("No source")),
            *(
                (key, shorten(source.get("title", key), 90, placeholder="…"))
                for key, source in sources.items()
            ),
        )

    def _entries(self) -> Iterator[Entry]:
        if self.step.shape == "parameters":
            yield from self._parameters()
        elif self.is_own_side:
            yield from self._own_side()
        elif self.step.shape == "one" or self.step.is_single:
            yield from self._one()
        else:
            yield from self._rows()

    def _one(self) -> Iterator[Entry]:
        """One form; of a step with one row for each partner there is none for all together."""
        row = self.before or {}
        if self.step.is_single:
            if not self.partner:
                return
            row = row[0] if row else {}
        form_class = ask_form(self.asks, self.context)
        yield Entry(form_class(self.data, prefix="part", initial=initial_of(self.asks, row)))

    def _rows(self) -> Iterator[Entry]:
        form_class = ask_form(self.asks, self.context, rows=True)
        before = [self._shown(row) for row in self._rows_before()]
        by_key = {row["id"]: row for row in before}
        total = len(before)
        if self.data is not None:
            total = whole_number(self.data.get("rows-TOTAL_FORMS"), total)
        for number in range(min(total, MOST_ROWS)):
            prefix = f"rows-{number}"
            if self.data is not None:
                row = by_key.get(self.data.get(f"{prefix}-id", ""), {})
            else:
                row = before[number] if number < len(before) else {}
            initial = initial_of(self.asks, row or self._new_row())
            title = self.title_of(row) or self.step.row_title
            yield Entry(
                form_class(self.data, prefix=prefix, initial=initial), title, row.get("id", ""), row or None
            )

    def _rows_before(self) -> list[dict[str, Any]]:
        if self.step.shape == "map":
            return [{**row, "id": key} for key, row in (self.before or {}).items()]
        rows = self.before or []
        if self.step.section in inputs_numbers.WITHOUT_KEY:
            return [{**row, "id": inputs_numbers.row_key(self.step.section, row)} for row in rows]
        return list(rows)

    def _new_row(self) -> dict[str, Any]:
        is_town = self.plain.get("cooperation", {}).get("kind", "intermunicipal") == "intermunicipal"
        return {} if self.step.section != "partners" or is_town else {"what": OTHER}

    def title_of(self, row: Mapping[str, Any]) -> str:
        """What a row is called; empty for a new one."""
        if self.step.section in inputs_change.ROWS_OF_GROUPS:
            groups = inputs_grip.in_words(self.lists.groups)
            return inputs_change.title(self.step.section, row, groups) if row else ""
        if self.step.section in inputs_grip.GRIP_ROWS:
            titles = {"partners": self.partners, "zienswijze_points": inputs_grip.in_words(self.lists.points)}
            return inputs_grip.title(self.step.section, row, titles, self.partner) if row else ""
        if self.step.section in inputs_numbers.NUMBER_ROWS:
            titles = {
                "partners": self.partners,
                "budgets": inputs_grip.in_words(self.lists.budgets),
                "figures": inputs_grip.in_words(self.lists.figures),
            }
            return inputs_numbers.title(self.step.section, row, titles, self.partner) if row else ""
        return str(row.get("name") or row.get("title") or row.get("text") or "")

    def _shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """A partner is one name on screen; the dossier tells a municipality by its code. A card bears its group."""
        if self.step.section in inputs_change.KEYED_BY_GROUP:
            return {**row, "group": row["id"]}
        if self.step.section in inputs_grip.KEY_FIELDS:
            return {**row, inputs_grip.KEY_FIELDS[self.step.section]: row["id"]}
        if self.step.section != "partners":
            return row
        what = MUNICIPALITY if row.get("municipality") else OTHER
        return {**row, "what": what, "title": self.partners.get(row["id"], row["id"])}

    def _own_side(self) -> Iterator[Entry]:
        form_class = ask_form(self.asks, self.context)
        for row in self.parts.get((self.step.section, ""), []):
            before = (self.before or {}).get(row["id"])
            if self.step.section == "functions" and before is not None:
                before = {"qualified": before}
            initial = initial_of(self.asks, before or {})
            form = form_class(self.data, prefix=f"own-{row['id']}", initial=initial)
            unit = row.get("unit") if self.step.section == "products" else None
            yield Entry(form, f"{row['name']} ({unit})" if unit else row["name"], row["id"], before)

    def _parameters(self) -> Iterator[Entry]:
        for number, item in enumerate(inputs.known_parameters()):
            asks = parameter(item)
            before = (self.before or {}).get(item.name)
            initial = initial_of(asks, {"value": before} if before is not None else {})
            form = ask_form(asks, self.context)(self.data, prefix=f"p{number}", initial=initial)
            yield Entry(form, item.label, item.name, before, item)

    # From answers to content -----------------------------------------------------------------------------------

    @property
    def kept(self) -> list[Entry]:
        """The entries that hold a row: not removed, not left blank."""
        if not self.can_add:
            return self.entries
        return [
            entry
            for entry in self.entries
            if not entry.removed and not (entry.form.is_blank and not self._key(entry))
        ]

    @property
    def removed_keys(self) -> list[str]:
        """The rows of the dossier that will be gone."""
        keys = {self._key(entry) for entry in self.kept}
        return [row["id"] for row in self._rows_before() if row["id"] not in keys] if self.can_add else []

    def _key(self, entry: Entry) -> str:
        return str(entry.form.data.get(entry.form.add_prefix("id"), "")) if self.can_add else entry.key

    def is_valid(self) -> bool:
        """Check every field, then the whole with the engine; all faults at once, at the field they are about."""
        kept = self.kept
        # A list and not a generator: every form must say what is wrong with it.
        valid = [entry.form.is_valid() for entry in kept]
        if not all(valid):
            return False
        keys = self._keys(kept)
        content = self._content(kept, keys)
        if any(entry.form.errors for entry in kept):
            return False
        check = inputs.check_part
        if self.step.section in inputs_numbers.NUMBER_ROWS:
            check = inputs_numbers.check_rows
        elif self.step.section in inputs_change.ROWS_OF_GROUPS | inputs_grip.GRIP_ROWS:
            check = inputs_change.check_rows
        self.content, faults = check(self.parts, self.step.section, self.partner, content)
        for fault in faults:
            self._place(fault, kept, keys)
        return not faults

    def _keys(self, kept: list[Entry]) -> list[str]:
        """The key of every row: the one it has, or a new one made from its name."""
        taken = {self._key(entry) for entry in kept}
        if self.step.is_own_rows:  # partners fill in rows of one list
            rows = self.plain.get(self.step.section, [])
            taken |= {row["id"] for row in rows if "id" in row} - set(self.removed_keys)
        if self._key_field:
            return [str(entry.form.cleaned_data[self._key_field]) for entry in kept]
        keys = []
        for entry in kept:
            key = self._key(entry)
            if self.can_add and (not key or key in keys):
                key = new_key(self._name(entry), taken)
                taken.add(key)
            keys.append(key)
        return keys

    @property
    def _key_field(self) -> str:
        """The question that chooses the key of a row; empty when a row gets a key of its own."""
        if self.step.section in inputs_change.KEYED_BY_GROUP:
            return "group"
        return inputs_grip.KEY_FIELDS.get(self.step.section, "")

    def _name(self, entry: Entry) -> str:
        data = entry.form.cleaned_data
        name = self.title_of(data) or str(data.get("title") or "")
        # A partner's groups carry the partner in their key: two partners may name a group the same.
        return (
            f"{self.partner} {name}".strip() if self.partner and self.partner not in slugify(name) else name
        )

    def _content(self, kept: list[Entry], keys: list[str]) -> Any:
        if self.step.shape == "parameters":
            return {entry.key: row["value"] for entry in kept if (row := entry.form.row())}
        if self.is_own_side:
            return self._own_content(kept)
        if self.step.shape == "one":
            return with_unasked(self.step.section, self.asks, self.before, kept[0].form.row())
        if self.step.is_single:
            before = (self.before or [{}])[0]
            sides = (with_unasked(self.step.section, self.asks, before, entry.form.row()) for entry in kept)
            return [side for side in sides if side]
        self._check_once(kept, keys)
        rows = [{"id": key, **self._row(entry)} for entry, key in zip(kept, keys, strict=True)]
        if self.step.section in inputs_numbers.WITHOUT_KEY:
            return [{name: value for name, value in row.items() if name != "id"} for row in rows]
        return {row.pop("id"): row for row in rows} if self.step.shape == "map" else rows

    def _check_once(self, kept: list[Entry], keys: list[str]) -> None:
        """Two cards of one group cannot both hold; on screen the group is chosen, so the words are about that."""
        for number, (entry, key) in enumerate(zip(kept, keys, strict=True)):
            if self._key_field and key in keys[:number]:
                entry.form.add_error(self._key_field, _TWICE[self._key_field])

    def _own_content(self, kept: list[Entry]) -> dict[str, Any]:
        shown = {entry.key for entry in kept}
        # What was filled in for a row that is not in the list now waits until that row comes back.
        content = {key: value for key, value in (self.before or {}).items() if key not in shown}
        for entry in kept:
            row = entry.form.row()
            if row:
                content[entry.key] = row["qualified"] if self.step.section == "functions" else row
        return content

    def _row(self, entry: Entry) -> dict[str, Any]:
        row = in_order_of(entry.before, entry.form.row())
        row.pop(self._key_field, None)
        if self.step.section != "partners":
            return row
        what, title = row.pop("what", MUNICIPALITY), row.pop("title")
        if what == OTHER:
            return {**row, "name": title}
        town = inputs.municipality_named(title)
        if town is None and entry.before is not None and title == entry.before.get("title"):
            return {
                **row,
                **{name: entry.before[name] for name in ("municipality", "name") if name in entry.before},
            }
        if town is None:
            entry.form.add_error("title", inputs.why_no_municipality(title))
            return row
        return {**row, "municipality": town[0]}

    def _place(self, fault: inputs.Fault, kept: list[Entry], keys: list[str]) -> None:
        entry = None
        if fault.row is not None and fault.row < len(kept):
            entry = kept[fault.row]
        elif fault.key in keys:
            entry = kept[keys.index(fault.key)]
        elif self.step.shape == "one":
            entry = kept[0]
        if entry is None:
            self.faults.append(fault.text)
            return
        entry.form.add_error(field_of(entry.form, fault.fields), fault.text)

    @property
    def new_keys(self) -> dict[str, str]:
        """Hidden field → the key that a new row got, for a page that stays open."""
        if not self.can_add or self.content is None:
            return {}
        return {
            entry.form.add_prefix("id"): key
            for entry, key in zip(self.kept, self._keys(self.kept), strict=True)
            if key != self._key(entry)
        }

    @property
    def problems(self) -> list[dict[str, str]]:
        """Everything that is wrong, in the order of the page: field in words, sentence, place to go to."""
        found = [{"label": "", "text": text, "url": ""} for text in self.faults]
        for entry in self.kept:
            for name, errors in entry.form.errors.items():
                bound = entry.form[name] if name in entry.form.fields else None
                label = str(bound.label) if bound is not None else ""
                if entry.title:
                    label = f"{entry.title}: {label}"
                url = f"#{bound.id_for_label or 'field-' + str(bound.auto_id)}" if bound is not None else ""
                found.extend({"label": label, "text": str(error), "url": url} for error in errors)
        return found
