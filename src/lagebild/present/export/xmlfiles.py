"""One XML file an article: TIMEX3 (TimeML) and NAF.

TimeML: the running text with a TIMEX3 element around every time expression, attributes of TimeML 1.2.1 (`tid`, `type`, `value`,
`mod`, `quant`, `freq`, `temporalFunction`, `anchorTimeID`, `functionInDocument`). Of expressions that overlap the first stands.

NAF 3 (DTD of github.com/newsreader/NAF): header, raw text, words and terms, entities with their references (mentions of an
actor), srl (claims: the trigger as predicate, A0 actors, A1 recipients), opinions (statements: holder and expression), time
expressions, factuality of the claims. Order of the layers and attributes are those of the DTD. Words are split at blanks and
punctuation; lemmas and parts of speech are not stored with a reading and left out, as the DTD allows. Offsets are code points.
Every id that something points to exists.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from lagebild.model.article import Publication
from lagebild.model.layers import Claim, Participant, Statement, TimeExpression
from lagebild.model.reading import Reading
from lagebild.present.export.cells import element, safe_name, xml_attribute, xml_text
from lagebild.present.export.codes import wikidata
from lagebild.present.export.material import Material

WORD = re.compile(r"\w+|[^\w\s]")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ENTITY_TYPES = {"person": "Person", "organisation": "Organization", "state": "Location", "group": "Organization"}
FACTUALITY = {"occurred": "CT+", "ongoing": "CT+", "denied": "CT-", "hypothetical": "PS+", "planned": "PR+"}  # FactBank's values


def save_timex3(material: Material, folder: Path) -> list[Path]:
    """A file ARTICLE.tml for every article."""
    return _save(folder, "tml", ((reading.article.id, timex3_document(reading)) for reading in material.readings()))


def save_naf(material: Material, folder: Path) -> list[Path]:
    """A file ARTICLE.naf for every article."""
    return _save(folder, "naf", ((reading.article.id, naf_document(reading)) for reading in material.readings()))


def _save(folder: Path, ending: str, documents: Iterable[tuple[str, str]]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    saved = []
    for article_id, document in documents:
        path = folder / f"{safe_name(article_id, 'article')}.{ending}"
        path.write_text(document, "utf-8", newline="\n")
        saved.append(path)
    return saved


# --- TIMEX3 -----------------------------------------------------------------------------------------------------------


def timex3_document(reading: Reading) -> str:
    """The article as TimeML, with where it is from."""
    article = reading.article
    parts = [DECLARATION, "<TimeML>\n", element("DOCID", article.id), "\n"]
    day = article.publication.day
    if day is not None:
        created = element("TIMEX3", day, tid="t0", type="DATE", value=day, functionInDocument="CREATION_TIME")
        parts.append(f"<DCT>{created}</DCT>\n")
    parts += [element("TITLE", article.label), "\n", element("EXTRAINFO", _source_line(reading)), "\n<TEXT>"]
    at = 0
    for number, time in enumerate(_disjoint(reading.times), start=1):
        parts.append(xml_text(article.text[at : time.span.begin]))
        parts.append(element("TIMEX3", time.span.text, **_timex3(time, f"t{number}", anchored=day is not None)))
        at = time.span.end
    return "".join([*parts, xml_text(article.text[at:]), "</TEXT>\n</TimeML>\n"])


def _timex3(time: TimeExpression, tid: str, *, anchored: bool) -> dict[str, str | None]:
    from_day = anchored and time.anchor == "publication"
    return {
        "tid": tid,
        "type": time.type,
        "value": time.value,
        "mod": time.mod,
        "quant": time.quant,
        "freq": time.freq,
        "temporalFunction": "true" if from_day else None,
        "anchorTimeID": "t0" if from_day else None,
    }


def _disjoint(times: Iterable[TimeExpression]) -> Iterator[TimeExpression]:
    end = 0
    for time in sorted(times, key=lambda t: (t.span.begin, -t.span.end)):
        if time.span.begin >= end:
            yield time
            end = time.span.end


def _source_line(reading: Reading) -> str:
    article = reading.article
    parts = (article.outlet, article.url, f"published {_days(article.publication)}")
    return "; ".join(part for part in parts if part)


def _days(publication: Publication) -> str:
    if publication.start is None and publication.end is None:
        return "unknown"
    return publication.day or f"{publication.start or '..'}/{publication.end or '..'}"


# --- NAF --------------------------------------------------------------------------------------------------------------


class _Words:
    """The words of the sentences, with the ids of those that a span covers."""

    def __init__(self, reading: Reading) -> None:
        text = reading.article.text
        self.words = [
            (match.start() + s.begin, match.end() + s.begin, s.id, match.group())
            for s in reading.sentences
            for match in WORD.finditer(text[s.begin : s.end])
        ]
        self.words.sort()
        self._begins = [begin for begin, *_ in self.words]

    def covered(self, begin: int, end: int) -> list[int]:
        """Numbers, from 1, of the words that share a character with [begin, end)."""
        at = max(0, bisect_right(self._begins, begin) - 1)
        found = []
        while at < len(self.words) and self.words[at][0] < end:
            if self.words[at][1] > begin:
                found.append(at + 1)
            at += 1
        return found

    def span(self, begin: int, end: int, prefix: str = "t") -> str:
        """A <span> over the terms (or words, prefix "w"), empty if no word stands there."""
        targets = "".join(element("target", id=f"{prefix}{number}") for number in self.covered(begin, end))
        return f"<span>{targets}</span>" if targets else ""


def naf_document(reading: Reading) -> str:
    """The article as NAF."""
    article, words = reading.article, _Words(reading)
    layers = [
        _header(reading),
        element("raw", article.text),
        _layer("text", (element("wf", w, id=f"w{n}", sent=s, offset=b, length=e - b) for n, (b, e, s, w) in _numbered(words))),
        _layer("terms", (f'<term id="t{n}"><span><target id="w{n}"/></span></term>' for n, _ in _numbered(words))),
        _layer("entities", _entities(reading, words)),
        _layer("srl", (_predicate(claim, number, words) for number, claim in enumerate(reading.claims, start=1))),
        _layer("opinions", (_opinion(one, number, words) for number, one in enumerate(reading.statements, start=1))),
        _layer("timeExpressions", _times(reading, words)),
        _layer("factualitylayer", _facts(reading, words)),
    ]
    body = "\n".join(layer for layer in layers if layer)
    return f'{DECLARATION}<NAF version="v3" xml:lang={xml_attribute(article.language)}>\n{body}\n</NAF>\n'


def _numbered(words: _Words) -> Iterable[tuple[int, tuple[int, int, int, str]]]:
    return enumerate(words.words, start=1)


def _layer(name: str, children: Iterable[str]) -> str:
    found = "".join(child for child in children if child)
    return f"<{name}>{found}</{name}>" if found else ""


def _header(reading: Reading) -> str:
    article = reading.article
    described = element("fileDesc", title=article.label, author=article.outlet, creationtime=article.publication.day)
    public = element("public", publicId=article.id, uri=article.url)
    layers = ("text", "entities", "srl", "opinions", "timeExpressions")
    processors = "".join(
        f'<linguisticProcessors layer="{layer}">{element("lp", name="lagebild", version=reading.version)}</linguisticProcessors>'
        for layer in layers
    )
    return f"<nafHeader>{described}{public}{processors}</nafHeader>"


def _entities(reading: Reading, words: _Words) -> Iterator[str]:
    number = 0
    for actor in reading.actors:
        spans = "".join(words.span(mention.span.begin, mention.span.end) for mention in actor.mentions)
        if not spans:
            continue
        number += 1
        references = [element("externalRef", resource="lagebild", reference=actor.id)]
        known = wikidata(actor.id)
        if known is not None:
            references.append(element("externalRef", resource="wikidata", reference=known))
        yield (
            f'<entity id="e{number}" type={xml_attribute(ENTITY_TYPES.get(actor.kind, "Misc"))}><references>{spans}</references>'
            f"<externalReferences>{''.join(references)}</externalReferences></entity>"
        )


def _predicate(claim: Claim, number: int, words: _Words) -> str:
    span = words.span(claim.trigger.begin, claim.trigger.end)
    if not span:
        return ""
    mode = claim.type if claim.mode is None else f"{claim.type}:{claim.mode}"
    parts = [
        "<externalReferences>",
        element("externalRef", resource="PLOVER", reference=mode, status=claim.status),
        element("externalRef", resource="lagebild", reference=claim.id),
        "</externalReferences>",
        span,
    ]
    roles = [("A0", party) for party in claim.actors] + [("A1", party) for party in claim.recipients]
    for place, (role, party) in enumerate(roles, start=1):
        parts.append(_role(f"pr{number}.{place}", role, party, words))
    return f'<predicate id="pr{number}" confidence={xml_attribute(claim.confidence)}>{"".join(parts)}</predicate>'


def _role(role_id: str, role: str, party: Participant, words: _Words) -> str:
    span = words.span(party.begin, party.end)
    if not span:
        return ""
    reference = ""
    if party.actor_id is not None:
        known = element("externalRef", resource="lagebild", reference=party.actor_id)
        reference = f"<externalReferences>{known}</externalReferences>"
    return f'<role id="{role_id}" semRole="{role}">{reference}{span}</role>'


def _opinion(statement: Statement, number: int, words: _Words) -> str:
    expression = "".join(words.span(span.begin, span.end) for span in statement.quote)
    if not expression:
        return ""
    holders = [statement.speaker_span] if statement.speaker_span is not None else []
    holder = "".join(words.span(span.begin, span.end) for span in holders)
    held = f"<opinion_holder>{holder}</opinion_holder>" if holder else ""
    return f'<opinion id="o{number}">{held}<opinion_expression>{expression}</opinion_expression></opinion>'


def _times(reading: Reading, words: _Words) -> Iterator[str]:
    day = reading.article.publication.day
    if day is not None:
        yield element("timex3", id="tmx0", type="DATE", functionInDocument="CREATION_TIME", value=day)
    for number, time in enumerate(reading.times, start=1):
        attributes = _timex3(time, f"tmx{number}", anchored=day is not None)
        attributes["id"] = attributes.pop("tid")
        if attributes["anchorTimeID"] is not None:
            attributes["anchorTimeID"] = "tmx0"
        written = element("timex3", **attributes)
        yield f"{written[:-2]}>{words.span(time.span.begin, time.span.end, 'w')}</timex3>"


def _facts(reading: Reading, words: _Words) -> Iterator[str]:
    seen = set()
    for claim in reading.claims:
        for number in words.covered(claim.trigger.begin, claim.trigger.end)[:1]:
            if number not in seen:
                seen.add(number)
                yield element("factvalue", id=f"t{number}", prediction=FACTUALITY[claim.status], confidence=claim.confidence)
