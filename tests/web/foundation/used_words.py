"""Finds every string that is marked for translation in the templates and the Python of the web application."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

PACKAGE = Path(__file__).resolve().parents[3] / "src" / "vierkant_web"
FUNCTIONS = {
    "_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2, "pgettext": -1,
    "pgettext_lazy": -1,
}  # fmt: skip
"""Function → number of texts; −1 is a context and then one text."""

Word = tuple[str | None, str]
"""Context (or None) and the English text (of a plural: the singular)."""


def in_python() -> Iterator[tuple[Word, str]]:
    """Every marked string in the Python files, with the place where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            kind = FUNCTIONS.get(node.func.id)
            if kind is None:
                continue
            texts = [item.value for item in node.args if isinstance(item, ast.Constant)]
            place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
            assert len(texts) >= abs(kind), f"{place}: a marked string must be a literal"
            yield ((texts[0], texts[1]) if kind == -1 else (None, texts[0])), place


def in_templates() -> Iterator[tuple[Word, str]]:
    """Every marked string in the templates, with its file."""
    engine = engines["django"].engine
    folder = PACKAGE / "templates"
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
        place = str(path.relative_to(folder))
        template = engine.from_string(path.read_text(encoding="utf-8"))
        for node in template.nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
            context = node.message_context
            if isinstance(node, TranslateNode):
                text = node.filter_expression.var.literal
            else:
                text, _ = node.render_token_list(node.singular)
                text = _trimmed(text) if node.trimmed else text
            if text is not None:
                yield (str(context.var) if context else None, str(text)), place


def _trimmed(text: str) -> str:
    return " ".join(line.strip() for line in text.strip().splitlines())
