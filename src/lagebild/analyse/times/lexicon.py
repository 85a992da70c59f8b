"""The pack's words for time: classes of words with their values, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lagebild.analyse.alternation import alternation
from lagebild.analyse.times.leading import Form, leading_keys
from lagebild.analyse.times.numbers import format_number, number_words
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack, Row

GAP = r"(?:[^\S\n]{1,3}(?:\n[^\S\n]{0,3})?|\n[^\S\n]{0,3})"  # between words: blanks, or one end of line
MACRO = re.compile(r"<(?:([a-z_]+):)?([a-z_]+)>")
PIECE = re.compile(r"\{([a-z_]+)\}")
NUMBER_CLASS = "num"
NUMBER_WORD_CLASS = "num_word"
FIGURES_CLASS = "count_figures"


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words of one kind: a regular expression for all of them and the value of each form (by lower case)."""

    regex: str
    values: Mapping[str, str]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled row of patterns.tsv or references.tsv. `order` decides between matches of equal length."""

    rule: str
    regex: re.Pattern[str]
    reading: str
    options: Mapping[str, str]
    groups: Mapping[str, str]  # group name -> class
    with_determiner: bool
    order: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the pack knows of time, ready for matching; `by_key` finds the patterns that a word may begin."""

    classes: Mapping[str, WordClass]
    patterns: tuple[Pattern, ...]
    by_key: Mapping[str, tuple[Pattern, ...]]


def load_lexicon(pack: LanguagePack) -> Lexicon:
    """The pack's time lexicon, compiled once per pack.

    Raises:
        PackError: if a row cannot be compiled or names an unknown class.
    """
    found: Lexicon = pack.derived("times/lexicon", _compile)
    return found


def lexicon_without(lexicon: Lexicon, rules: frozenset[str]) -> Lexicon:
    """The lexicon without the rules of these names or beginnings of names ("month", "month.bare")."""

    def is_kept(pattern: Pattern) -> bool:
        name = pattern.rule.split(".time.", 1)[1]
        return not any(name == rule or name.startswith(f"{rule}.") for rule in rules)

    by_key = {key: tuple(p for p in found if is_kept(p)) for key, found in lexicon.by_key.items()}
    return Lexicon(lexicon.classes, tuple(p for p in lexicon.patterns if is_kept(p)), by_key)


def _compile(pack: LanguagePack) -> Lexicon:
    classes = _classes(pack)
    pieces = pack.settings("times/settings")["pieces"]
    patterns: list[Pattern] = []
    by_key: dict[str, list[Pattern]] = {}
    for order, (table, row) in enumerate(_rows(pack)):
        try:
            source = PIECE.sub(lambda m: str(pieces[m[1]]) if m[1] in pieces else m[0], row["pattern"])
            keys, may_be_empty = leading_keys(source, {name: found.forms for name, found in classes.items()})
            pattern = _pattern(row, source, order, classes, pack.language)
        except (re.error, KeyError, ValueError) as exc:
            raise PackError(pack.language, table, row.line, f"the pattern cannot be used: {exc}") from exc
        if may_be_empty or not keys:
            raise PackError(pack.language, table, row.line, "the pattern does not begin with a word")
        patterns.append(pattern)
        for key in sorted(keys):
            by_key.setdefault(key, []).append(pattern)
    return Lexicon(classes, tuple(patterns), {key: tuple(found) for key, found in by_key.items()})


def _rows(pack: LanguagePack) -> Iterator[tuple[str, Row]]:
    """Rows of patterns.tsv, then those of references.tsv put into the same form."""
    for row in pack.table("times/patterns", columns=("rule", "pattern", "reading", "det")):
        yield "times/patterns.tsv", row
    for row in pack.table("times/references", columns=("rule", "value", "forms", "det")):
        words = "|".join(_form_regex(form) for form in _expanded(row.many("forms"), pack))
        yield (
            "times/references.tsv",
            Row({**row, "pattern": f"(?:{words})", "reading": f"reference value={row['value']}"}, row.line),
        )


def _expanded(forms: tuple[str, ...], pack: LanguagePack) -> list[str]:
    """The forms with "~" written out as adjective endings, longest first."""
    endings = pack.settings("times/settings")["adjective_endings"]
    full = [form[:-1] + end for form in forms if form.endswith("~") for end in endings]
    return sorted({*full, *(form for form in forms if not form.endswith("~"))}, key=lambda form: (-len(form), form))


def _form_regex(form: str) -> str:
    """Nouns as written or in capitals, "=word" exactly as written, all else in any case."""
    exact, words = form.startswith("="), form.lstrip("=")
    escaped, capitals = (re.escape(word).replace("\\ ", " ") for word in (words, words.upper()))
    if exact:
        return f"(?-i:{escaped})"
    return f"(?-i:{escaped}|{capitals})" if form[0].isupper() else escaped


def _classes(pack: LanguagePack) -> dict[str, WordClass]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for row in pack.table("times/classes", columns=("class", "value", "forms")):
        cell = row["forms"]
        forms = [cell] if cell.startswith("/") else _expanded(row.many("forms"), pack)
        rows.setdefault(row["class"], []).extend((form, row["value"]) for form in forms)
    for row in pack.table("times/holidays", columns=("day", "forms")):
        rows.setdefault("holiday", []).extend((form, row["day"]) for form in row.many("forms"))
    numbers = [(word, format_number(value)) for word, value in number_words(pack).items()]
    rows[NUMBER_WORD_CLASS] = numbers
    rows[NUMBER_CLASS] = [*numbers, *rows.get(FIGURES_CLASS, ())]
    return {name: _word_class(forms) for name, forms in rows.items()}


def _word_class(forms: list[tuple[str, str]]) -> WordClass:
    ordered = sorted(forms, key=lambda pair: (-len(pair[0]), pair[0]))
    parts = [(None, form[1:-1]) if form.startswith("/") else (form.lstrip("="), _form_regex(form)) for form, _ in ordered]
    values = {form.lstrip("=").casefold(): value for form, value in forms if not form.startswith("/")}
    found = tuple(Form(None if form.startswith("/") else form.lstrip("=").casefold()) for form, _ in ordered)
    return WordClass(alternation((form, part.replace(" ", GAP)) for form, part in parts), values, found)


def _pattern(row: Row, source: str, order: int, classes: Mapping[str, WordClass], language: str) -> Pattern:
    groups: dict[str, str] = {}

    def expand(match: re.Match[str]) -> str:
        alias, name = match[1] or match[2], match[2]
        groups[alias] = name
        return f"(?P<{alias}>{classes[name].regex})"

    marked = source if "[[" in source else f"[[{source}]]"
    grouped = marked.replace("[[", "(?:(?P<extent>(?:").replace("]]", ")))")  # the inner group holds bars together
    body = MACRO.sub(lambda m: m[0] if m[2] == "extent" else expand(m), grouped.replace(" ", GAP))
    reading, *options = row["reading"].split()
    return Pattern(
        rule=f"{language}.time.{row['rule']}",
        regex=re.compile(rf"(?<!\w)(?<!\d[.,])(?<!\w-(?=[^\W\d]))(?:{body})(?!\w)", re.IGNORECASE),
        reading=reading,
        options=dict(option.split("=", 1) for option in options),
        groups=groups,
        with_determiner=row["det"] == "yes",
        order=order,
    )
