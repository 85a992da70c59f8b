"""Descriptions that stand beside a name: before it, after it, over a phrase, or before a list of names."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.link.agreement import phrase_numbers
from lagebild.link.context import Context

CLOSING = frozenset({",", ".", "(", ":", "–", ";", ")"})
APPOSED_RULES = frozenset({"de.mention.role", "de.mention.role_compound", "de.mention.colleague", "de.mention.inhabitant"})
LISTED_RULES = frozenset({"de.mention.state", "de.mention.organisation"})
MAX_ASIDE = 15  # tokens of a bracket or quoted name
JOINING = frozenset({"$,", "KON", "$("})
MAX_BETWEEN = 6  # tokens between two names of a list, a bracket among them


def find_beside(context: Context, index: int) -> int | None:
    """The description of one person or body that stands in apposition to the name, before or after it."""
    begin, end, tokens = context.begins[index], context.ends[index], context.tokens
    before = begin - 1
    while before >= 0 and (
        tokens[before].is_space or tokens[before].tag_ == "$(" or context.vocabulary.has("title", tokens[before].text)
    ):
        before -= 1
    if before >= 0:
        closed = end < len(tokens) and tokens[end].text in CLOSING
        comma = tokens[before].text == "," and closed
        found = description_ending(context, before - 1 if comma else before, needs_article=comma)
        if comma and (found is None or not is_person(context, found)):
            found = description_ending(context, _skip_names(context, before - 1), needs_article=True) or found
        if found is None and comma:
            found = _description_over_phrase(context, before)
        if found is not None:
            return found
    end = _skip_brackets(context, end)
    if end + 1 < len(tokens) and tokens[end].text == ",":
        return _description_beginning(context, end + 1, index)
    return None


def _skip_names(context: Context, token: int) -> int:
    """The token before brackets, quotation marks and proper names that stand at `token` ("Chef der Partei „Neues Land“ (NL)")."""
    tokens, last = context.tokens, token
    if tokens[token].text == ")":
        while token > 0 and last - token < MAX_ASIDE and tokens[token].text != "(":
            token -= 1
        token -= 1
    if token > 0 and tokens[token].tag_ == "$(":
        token -= 1
        while token > 0 and last - token < MAX_ASIDE and tokens[token].tag_ != "$(":
            token -= 1
        token -= 1
    named = next((i for i in context.at_token(token) if _names_body(context, i) and context.ends[i] == token + 1), None)
    if named is not None:
        return max(context.begins[named] - 1, 0)
    while token > 0 and last - token < MAX_ASIDE and tokens[token].tag_ in {"NE", "FM"}:
        token -= 1
    return max(token, 0)


def _names_body(context: Context, index: int) -> bool:
    return context.mentions[index].rule == "de.mention.organisation" and context.ends[index] - context.begins[index] > 1


def _skip_brackets(context: Context, token: int) -> int:
    """The token after a bracket that opens at `token` ("Max Muster (SPD), Sprecher ...")."""
    tokens = context.tokens
    if token < len(tokens) and tokens[token].text == "(":
        for i in range(token, min(token + MAX_ASIDE, len(tokens))):
            if tokens[i].text == ")":
                return i + 1
    return token


def description_ending(context: Context, token: int, *, needs_article: bool) -> int | None:
    """The description whose last token this is; of nested ones the innermost of a person, else the widest."""
    fitting = [i for i in context.at_token(token) if context.ends[i] == token + 1 and _may_be_apposed(context, i)]
    if needs_article:
        fitting = [i for i in fitting if context.tokens[context.begins[i]].tag_ in {"ART", "PPOSAT"}]
    persons = [i for i in fitting if is_person(context, i)]
    if persons:
        return max(persons, key=lambda i: context.mentions[i].head)
    return min(fitting, key=lambda i: context.begins[i], default=None)


def _description_over_phrase(context: Context, comma: int) -> int | None:
    """The person's description before the comma from which a phrase parts it ("die Sprecherin der Partei im Landtag,")."""
    for token in range(comma - 1, max(comma - MAX_ASIDE, 0), -1):
        tag = context.tokens[token].tag_
        if tag.startswith("V") or tag in {"$,", "$.", "KOUS", "ADV", "PTKNEG"} or context.tokens[token].is_space:
            return None
        if tag in {"APPR", "APPRART"}:
            found = description_ending(context, token - 1, needs_article=True)
            if found is not None:
                return found if is_person(context, found) else None
    return None


def _description_beginning(context: Context, token: int, name: int) -> int | None:
    for i in context.at_token(token):
        if context.begins[i] == token and _may_be_apposed(context, i) and is_person(context, i):
            head = context.tokens[context.mentions[i].head]
            end = context.ends[i]
            closed = end < len(context.tokens) and context.tokens[end].text in CLOSING
            inside = context.begins[name] <= head.head.i < context.ends[name]
            if (head.dep_ == "appos" and inside) or (closed and (head.dep_ == "appos" or inside or _is_indefinite(context, i))):
                return i
    return None


def _is_indefinite(context: Context, index: int) -> bool:
    """Whether the phrase begins with an indefinite article, as who is just named is introduced (", ein Sprecher der Armee,")."""
    first = context.tokens[context.begins[index]]
    return first.tag_ == "ART" and first.text.lower() not in context.vocabulary.definite


def _may_be_apposed(context: Context, index: int) -> bool:
    mention = context.mentions[index]
    plain = mention.rule in APPOSED_RULES
    return mention.kind == "description" and plain and phrase_numbers(context, index) != frozenset({"pl"})


def is_person(context: Context, index: int) -> bool:
    mention = context.mentions[index]
    token = context.tokens[mention.head]
    reading = context.vocabulary.role(token.text, token.lemma_)
    by_rule = mention.rule in {"de.mention.colleague", "de.mention.inhabitant"}
    return by_rule or (reading is not None and reading.role.kind == "person")


def described_together(context: Context, names: Sequence[int]) -> dict[int, int]:
    """The plural description before a list of names, for each name of the list ("die Abgeordneten Max Muster und Anna Berg")."""
    found: dict[int, int] = {}
    last: int | None = None
    for index in names:
        ending = [i for i in context.at_token(context.begins[index] - 1) if _heads_list(context, i, context.begins[index])]
        if ending:
            found[index] = max(ending, key=lambda i: context.mentions[i].head)
        elif last is not None and last in found and _is_listed_after(context, last, index):
            found[index] = found[last]
        last = index
    return found


def listed_after(context: Context, index: int) -> list[int]:
    """The states or bodies whose names follow a plural phrase at once ("die Nachbarn Kenia und Uganda"); none for one name."""
    found: list[int] = []
    if phrase_numbers(context, index) != frozenset({"pl"}) or context.ends[index] != context.mentions[index].head + 1:
        return found
    end, last = context.ends[index], len(context.tokens)
    while end < last:
        named = next((i for i in context.at_token(end) if context.begins[i] == end and _is_listed_body(context, i)), None)
        if named is None:
            break
        found.append(named)
        end = context.ends[named]
        if end >= last or context.tokens[end].tag_ not in {"$,", "KON"}:
            break
        end += 1
    return found if len(found) > 1 else []


def state_after(context: Context, index: int) -> int | None:
    """The state whose name follows a phrase at once, as it stands ("das Nachbarland Kuwait"); None for other phrases."""
    end = context.ends[index]
    named = (i for i in context.at_token(end) if context.begins[i] == end and _is_listed_body(context, i))
    return next((i for i in named if context.mentions[i].rule == "de.mention.state"), None) if end < len(context.tokens) else None


def _is_listed_body(context: Context, index: int) -> bool:
    """Whether it is the name of a state or body as it stands, without an ending of the genitive ("die Minister Kenias")."""
    text = context.mentions[index].span.text
    base = " " in text or context.vocabulary.lexicon.is_base_form(text)
    return context.mentions[index].rule in LISTED_RULES and base and index in context.links


def _heads_list(context: Context, index: int, begin: int) -> bool:
    mention = context.mentions[index]
    plural = mention.kind == "description" and mention.rule in APPOSED_RULES and "pl" in phrase_numbers(context, index)
    return plural and context.ends[index] == begin and is_person(context, index)


def _is_listed_after(context: Context, last: int, index: int) -> bool:
    """Whether only a comma, a conjunction or a bracket stands between two names."""
    between = context.tokens[context.ends[last] : context.begins[index]]
    if not between or len(between) > MAX_BETWEEN:
        return False
    outside, depth = [], 0
    for token in between:
        depth += token.text == "("
        if not depth:
            outside.append(token.tag_)
        depth -= token.text == ")"
    return bool(outside) and set(outside) <= JOINING
