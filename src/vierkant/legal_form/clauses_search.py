"""Proposals for the checklist from the text of an arrangement: where each clause seems to stand.

A plain search for words, per article. It proposes and a reader decides: it does not understand what the text says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice

from vierkant.legal_form.clauses import clause_name, clause_rules
from vierkant.legal_form.inputs import Clause, LegalForm
from vierkant.legal_form.results_choice import FoundClause
from vierkant.legal_form.rules import table

HEADING_WEIGHT = 0.6
WORD_WEIGHT = 0.25
ENOUGH = 0.5
"""A heading alone is enough for a proposal, or two words in the text."""
PLACES = 3
"""At most so many places per clause."""
SHORT_BODY = 30
"""An article with less text than this is probably a line of the table of contents."""
MOST_PIECES = 5_000
"""Articles or paragraphs that are told apart; what comes after belongs to the last one."""
LONGEST_HEADING = 120
WINDOW = 250
"""Characters around a word of consent in which leaving must be named."""

_ARTICLE = re.compile(
    r"^[ \t#*>•-]{0,12}(artikel|art\.)[ \t]{1,4}(\d{1,4}[a-z]{0,3}(?:[.:]\d{1,4}[a-z]{0,2}){0,3})\b[ \t]{0,4}"
    r"([^\n]{0,400})$",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE_START = re.compile(
    r"^(?:,|\(|lid\b|leden\b|van\b|is\b|zijn\b|en\b|tot\b|onder\b|juncto\b|wordt\b|tweede|eerste)"
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_CONSENT = re.compile(r"toestemming|instemming|goedkeuring|unaniem besluit|met algemene stemmen")
_OWN_COUNCIL = re.compile(
    r"(?:en )?(?:vooraf )?van (?:de|zijn|haar|hun|elke|iedere|een)(?: eigen)?(?: betrokken| betreffende)? "
    r"(?:gemeente)?ra(?:ad|den)\b"
)
_NO_CONSENT = re.compile(r"(?:geen|zonder|niet afhankelijk van(?: de)?|niet de) $")


@dataclass(frozen=True, slots=True)
class Article:
    """A piece of the text: its place ("artikel 12"), its heading, and what it says."""

    place: str
    heading: str
    body: str


def find_clauses(text: str, form: LegalForm | None = None) -> tuple[FoundClause, ...]:
    """Where the clauses seem to stand, in the order of the checklist and the best place first.

    Args:
        text: any text; the longer the slower, but 1 MB stays under a second. Nothing in it gives nothing back.
        form: only clauses that belong on the list of this form; None: all.
    """
    articles = split_articles(text)
    headings = _Searched(article.heading for article in articles)
    bodies = _Searched(f"{article.heading} {article.body}" for article in articles)
    wanted = [rule.clause for rule in clause_rules() if form is None or form in rule.required | rule.advised]
    return tuple(found for clause in wanted for found in _places(clause, articles, headings, bodies))


def find_exit_consent(text: str) -> FoundClause | None:
    """The first place where leaving seems to depend on the consent of others; the consent of the own council does not
    count, because the act itself asks for that."""
    for article in split_articles(text):
        whole = f"{article.heading}. {article.body}"
        if "uittre" not in whole.lower():
            continue
        folded = _folded(whole)
        for match in _CONSENT.finditer(folded):
            sentence = _sentence(folded, match.start(), match.end())
            before, after = (
                folded[max(0, match.start() - 40) : match.start()],
                folded[match.end() : match.end() + 60],
            )
            if "uittre" not in sentence or _NO_CONSENT.search(before) or _OWN_COUNCIL.match(after.strip()):
                continue
            words = (sentence.strip()[:WINDOW],)
            name = clause_name(Clause.EXIT_CONDITIONS)
            return FoundClause(Clause.EXIT_CONDITIONS, name, article.place, article.heading, words, ENOUGH)
    return None


def split_articles(text: str) -> tuple[Article, ...]:
    """The articles of the text; without any, its paragraphs. What stands before the first article is the preamble."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xad", "").replace("\xa0", " ")
    headings = (match for match in _ARTICLE.finditer(clean) if _is_heading(match[3]))
    starts = list(islice(headings, MOST_PIECES))
    if not starts:
        return _paragraphs(clean)
    preamble = clean[: starts[0].start()]
    ends = [match.start() for match in starts[1:]] + [len(clean)]
    found = [_article(match, clean[match.end() : end]) for match, end in zip(starts, ends, strict=True)]
    return (Article("aanhef", "", preamble), *found) if preamble.strip() else tuple(found)


def _is_heading(rest: str) -> bool:
    """Whether what follows the number is a heading, and not the rest of a sentence ("artikel 9 van de wet ...")."""
    return len(rest) <= LONGEST_HEADING and not _SENTENCE_START.match(rest.strip())


def _article(match: re.Match[str], body: str) -> Article:
    heading = match[3].strip(" \t.:-–—*#")
    if not heading:  # the heading often stands on the next line
        first, _, rest = body.strip().partition("\n")
        if len(first) <= LONGEST_HEADING and not first.rstrip().endswith((".", ";", ",")) and rest.strip():
            heading, body = first.strip(" \t*#"), rest
    return Article(f"artikel {match[2].lower()}", heading, body)


def _paragraphs(text: str) -> tuple[Article, ...]:
    parts = [part for part in _PARAGRAPH.split(text, MOST_PIECES) if part.strip()]
    return tuple(Article(f"alinea {number}", "", part) for number, part in enumerate(parts, start=1))


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _sentence(folded: str, start: int, end: int) -> str:
    """What stands between full stops around the place, within the window."""
    before = folded[max(0, start - WINDOW) : start]
    after = folded[end : end + WINDOW]
    before = before[max(before.rfind(". "), before.rfind("; ")) + 1 :]
    stops = [at for at in (after.find(". "), after.find("; ")) if at >= 0]
    return before + folded[start:end] + (after[: min(stops)] if stops else after)


class _Searched:
    """Texts glued together, so that a word is looked for once in all of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        pieces = [_folded(text) + "\n" for text in texts]
        self._text = "".join(pieces)
        self._ends = list(accumulate(map(len, pieces)))
        self._known: dict[str, frozenset[int]] = {}

    def having(self, term: str) -> frozenset[int]:
        """The numbers of the texts that hold all parts of the term (``a + b``)."""
        if term not in self._known:
            parts = term.split(" + ")
            held = frozenset(self._holding(parts[0]))
            for part in parts[1:]:
                held &= self.having(part)
            self._known[term] = held
        return self._known[term]

    def _holding(self, word: str) -> Iterator[int]:
        at = self._text.find(word)
        while at >= 0:
            number = bisect_right(self._ends, at)
            yield number
            at = self._text.find(word, self._ends[number])  # one hit per text is enough


def _places(
    clause: Clause, articles: Sequence[Article], headings: _Searched, bodies: _Searched
) -> list[FoundClause]:
    terms = _terms()[clause]
    words: dict[int, list[str]] = {}
    titled: set[int] = set()
    for term in terms["heading"]:
        for number in headings.having(term):
            titled.add(number)
            words.setdefault(number, []).append(term)
    for term in terms["words"]:
        for number in bodies.having(term):
            words.setdefault(number, []).append(term)
    found = []
    for number, hits in words.items():
        strength = _strength(number in titled, len(hits) - (number in titled), articles[number])
        if strength >= ENOUGH:
            found.append((strength, number, hits))
    found.sort(key=lambda item: (-item[0], item[1]))
    return [
        FoundClause(
            clause,
            clause_name(clause),
            articles[number].place,
            articles[number].heading,
            tuple(dict.fromkeys(hit.replace(" + ", " … ") for hit in hits)),
            strength,
        )
        for strength, number, hits in found[:PLACES]
    ]


def _strength(is_titled: bool, hits: int, article: Article) -> float:
    strength = min(1.0, HEADING_WEIGHT * is_titled + WORD_WEIGHT * hits)
    return strength / 2 if len(article.body.strip()) < SHORT_BODY else strength


@cache
def _terms() -> Mapping[Clause, Mapping[str, Sequence[str]]]:
    return {Clause(key): item for key, item in table("clauses_words").items()}
