"""Spelling of names: German transliteration, a key under which spellings of one name agree, ids, surnames."""

from __future__ import annotations

import re
import unicodedata


def ids(text: str) -> frozenset[str]:
    """The words of a text, as the tables of this script are easier to read in running text."""
    return frozenset(text.split())


CYRILLIC = ids("RUS BLR UKR BGR KAZ KGZ TJK TKM UZB ARM GEO MNG SUN XAB XSO")
"""States whose names German news spells by German sound values."""
ARABIC = ids("EGY IRQ JOR SYR YEM SDN LBY IRN AFG SAU ARE QAT KWT BHR OMN PSE")
"""States whose names occur in English and in German spelling side by side."""
FAMILY_FIRST = ids("CHN TWN PRK KOR HKG")
SPANISH = ids("ESP ARG BOL CHL COL CRI CUB DOM ECU GTM HND MEX NIC PAN PER PRY SLV URY VEN GNQ")
PARTICLES = ids("van von de der den ten ter zu")

SLAVIC_RULES = (
    (r"shch", "schtsch"), (r"sh", "\1"), (r"zh", "\1"), (r"tch|ch", "\2"), (r"kh", "ch"), (r"ts", "\3"), (r"dz", "ds"),
    (r"v", "w"), (r"(?<![dtk])z", "s"), (r"(?<=[aeiouy])s(?=[aeiouy])", "ss"), (r"skiy\b|skyi\b|sky\b", "ski"),
    (r"(?<=[a-z])iy\b|(?<=[bdfgklmnprstw])y\b", "i"), (r"y(?=[aeou])|(?<=[aeo])y", "j"), ("\1", "sch"),
    ("\2", "tsch"), ("\3", "z"),
)  # fmt: skip
ARABIC_RULES = (
    (r"sh", "\1"),
    (r"kh", "\2"),
    (r"j", "dsch"),
    (r"(?<!t)z", "s"),
    (r"\by|y(?=[aou])", "j"),
    ("\1", "sch"),
    ("\2", "ch"),
)
KEY_RULES = (
    (r"dsch|dzh|dj|[jy]", "i"), (r"tsch|tch|cz|kh|ch", "c"), (r"sch|sh|zh|ts|tz|dz|z|ss", "s"), (r"w", "v"), (r"ph", "f"),
    (r"gh", "g"),
    (r"ou|oo", "u"), (r"ee|ie", "i"), (r"ei|ai", "e"), (r"q|ck|c(?=[aou])", "k"), (r"th", "t"), (r"x", "ks"), (r"(.)\1+", r"\1"),
)  # fmt: skip
IDS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "ə": "a", "þ": "th", "ð": "d"}
)


def _spell(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    """The word with the rules applied to its parts, capital where they were."""
    parts = []
    for part in word.split("-"):
        spelt = part.lower()
        for pattern, instead in rules:
            spelt = re.sub(pattern, instead, spelt)
        parts.append(spelt[:1].upper() + spelt[1:] if part[:1].isupper() else spelt)
    return "-".join(parts)


def german(name: str, country: str) -> str:
    """The name by the sound values of German, as English spells it where the country has no such custom."""
    rules = SLAVIC_RULES if country in CYRILLIC else ARABIC_RULES if country in ARABIC else ()
    return " ".join(_spell(word, rules) for word in name.split()) if rules and name.isascii() else name


def key(name: str) -> tuple[str, ...]:
    """The words of a name in a form in which the spellings of several languages agree, articles left out."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(IDS)).encode("ascii", "ignore").decode()
    words = [w for w in re.findall(r"[a-z]+", plain) if w not in {"al", "el", "bin", "ibn", "ben", "de", "van", "von"}]
    for pattern, instead in KEY_RULES:
        words = [re.sub(pattern, instead, word) for word in words]
    return tuple(words)


def is_latin(name: str) -> bool:
    """Whether the name is a name in Latin letters, not a label in another script or the number of an item."""
    return not re.fullmatch(r"Q\d+", name) and all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def person_id(name: str) -> str:
    """The id made of a name: small ASCII letters and hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(IDS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def surname(name: str, country: str, given_names: frozenset[str]) -> str:
    """The part of a name by which news call the person; the whole name where that is not sure."""
    words = name.split()
    if len(words) == 1:
        return name
    if country in FAMILY_FIRST:
        return words[0] if (words[0].isalpha() and "-" in words[-1]) or len(words) == 2 else name
    if country in SPANISH and len(words) > 2:
        last_two = len(words) > 3 or words[1] not in given_names
        return words[-2] if last_two and words[-2][0].isupper() else name
    if words[-1] in {"Jr.", "Sr.", "Jr", "II", "III"}:
        return name
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    last = " ".join(words[at:])
    return last.partition("-")[2] if re.match(r"[Aa]l-", last) else last
