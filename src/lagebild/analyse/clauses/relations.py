"""Between clauses: antecedents of relative clauses, subjects of infinitives, subjects that coordinated clauses share."""

from __future__ import annotations

from lagebild.analyse.clauses.cells import NOM, PLURAL, SINGULAR, any_case
from lagebild.analyse.clauses.weights import agreement_of
from lagebild.analyse.clauses.work import Understood, Work, Worked

MAX_CHAIN = 6  # infinitives that hang one from another


def relate(work: Work) -> None:
    """Fill antecedents and understood subjects of all clauses of the sentence."""
    for worked in work.clauses:
        if worked.draft.kind == "relative":
            _find_antecedent(work, worked)
    for worked in work.clauses:
        if worked.verb is not None and worked.role("subject") < 0:
            _share(work, worked)
    for worked in work.clauses:
        if worked.draft.kind in ("infinitive", "participle"):
            _find_noun(work, worked)
            _control(work, worked, 0)


def _find_antecedent(work: Work, worked: Worked) -> None:
    """The nearest noun phrase before the clause that agrees with the pronoun; the parser decides between several."""
    draft, phrases, view = worked.draft, work.phrases, work.view
    if draft.partner is not None and draft.start is None:
        first = work.of(draft.partner)
        if first is not None:
            worked.antecedent, worked.antecedent_head = first.antecedent, first.antecedent_head
        return
    if draft.start is None:
        return
    pronoun = draft.start.token
    columns = _columns(work, worked, pronoun)
    chain = _before(work, draft.tokens[0])
    fitting = [index for index in chain if columns == 0 or _fits(work, index, columns)]
    if not fitting:
        fitting = chain[:1]
    if not fitting:
        return
    verb = worked.verb
    heads = {view.heads[i] for i in verb.tokens if view.deps[i] in ("acl", "acl:relcl")} if verb is not None else set()
    best = next((k for k in fitting if phrases.items[k].head in heads), fitting[0])
    worked.antecedent, worked.antecedent_head = best, phrases.items[best].head
    above = next((c for c in work.clauses if phrases.items[best].head in c.draft.tokens), None)
    if above is not None and above is not worked:
        draft.parent = above.draft


def _columns(work: Work, worked: Worked, pronoun: int) -> int:
    """The genders and number that the pronoun stands for, narrowed by the verb where it is the subject."""
    lower = work.view.lower[pronoun]
    if work.view.tags[pronoun] == "PRELAT":
        known = work.lexicon.pronouns.get(lower)
        return any_case(known[0]) if known is not None else 0
    index = work.phrases.at[pronoun]
    if index < 0:
        return 0
    cells = work.phrases.items[index].cells
    if worked.verb is not None and worked.role("subject") == index:
        cells = cells & NOM or cells
        agreement = agreement_of(work.view, worked.verb, work.lexicon)
        if agreement and not any(a.endswith("p") for a in agreement):
            cells = cells & SINGULAR or cells
        elif agreement and not any(a.endswith("s") for a in agreement):
            cells = cells & PLURAL or cells
    return any_case(cells)


def _before(work: Work, begin: int) -> list[int]:
    """Phrases right before the clause, from the nearest to the one that it is a part of."""
    phrases = work.phrases
    k = begin - 1
    while k >= 0 and begin - k < 30:
        index = phrases.at[k]
        if index >= 0:
            break
        k -= 1
    if k < 0 or phrases.at[k] < 0:
        return []
    chain = [phrases.at[k]]
    while phrases.items[chain[-1]].owner >= 0:
        chain.append(phrases.items[chain[-1]].owner)
    if chain[-1] > 0 and len(chain) < 4:
        previous = chain[-1] - 1
        chain.append(phrases.root(previous))
    return [index for index in chain if work.view.tags[phrases.items[index].head] not in ("PRF", "PRELS")]


def _fits(work: Work, index: int, columns: int) -> bool:
    phrase = work.phrases.items[index]
    if phrase.conjuncts:
        return bool(columns & PLURAL)
    return bool(any_case(phrase.cells) & columns)


def _share(work: Work, worked: Worked) -> None:
    """The subject of the clause that this one is coordinated with."""
    draft = worked.draft
    partner = work.of(draft.parent if draft.function == "quote-frame" else draft.partner)
    if partner is None or worked.verb is None or draft.kind == "infinitive":
        return
    subject = partner.subject
    if subject >= 0:
        worked.understood = Understood(subject, "shared")


def _find_noun(work: Work, worked: Worked) -> None:
    """The noun that an infinitive hangs from ("der Plan, … zu senken"), by the parser and where it stands."""
    view, phrases, verb = work.view, work.phrases, worked.verb
    if verb is None or worked.draft.function != "complement" or worked.draft.kind != "infinitive":
        return
    head = view.heads[verb.head]
    above = work.of(worked.draft.parent)
    begin = worked.draft.tokens[0]
    if above is not None and above.verb is not None and above.verb.finite > begin and above.draft.tokens[0] < begin:
        head = _noun_before(work, begin)  # "der Plan, … zu senken, scheiterte": no verb has come yet
    elif head < 0 or view.tags[head] != "NN" or view.deps[verb.head] not in ("acl", "nmod"):
        return
    index = phrases.at[head] if head >= 0 else -1
    if index >= 0 and phrases.items[index].begin < worked.draft.tokens[0]:
        worked.antecedent, worked.antecedent_head = index, head
        worked.draft.function = "attribute"


def _noun_before(work: Work, begin: int) -> int:
    """The head of the phrase that stands right before the clause, with its genitive; -1 if none does."""
    before = begin - 2
    index = work.phrases.at[before] if before >= 0 else -1
    if index < 0:
        return -1
    phrase = work.phrases.items[index]
    return work.phrases.items[phrase.owner].head if phrase.link == "genitive" else phrase.head


def _control(work: Work, worked: Worked, depth: int) -> None:
    """The subject of an infinitive, by what kind of verb the clause above has."""
    above = work.of(worked.draft.parent)
    if above is None or above.verb is None or depth > MAX_CHAIN or worked.verb is None:
        return
    if worked.draft.partner is not None:
        partner = work.of(worked.draft.partner)
        if partner is not None and partner.understood is not None:
            worked.understood = partner.understood
        return
    phrase, why = _controller(work, worked, above)
    if phrase >= 0:
        worked.understood = Understood(phrase, why)


def _controller(work: Work, worked: Worked, above: Worked) -> tuple[int, str]:
    verb, lexicon = above.verb, work.lexicon
    if verb is None:
        return -1, ""
    subject = above.subject
    is_purpose = worked.draft.start is not None and not (
        above.draft.tokens[0] < worked.draft.tokens[0] and lexicon.has(verb.lemma, "object-control")
    )
    if is_purpose or worked.draft.kind == "participle":
        return subject, "subject of the clause above"
    if worked.antecedent >= 0:
        return _of_noun(work, worked, above)
    if verb.is_copula:
        willing = any(lexicon.is_word(work.view.lower[i], "willing") for i in above.draft.tokens)
        return (subject, "adjective") if willing else (-1, "")
    dative, accusative = above.role("dative"), above.role("accusative")
    if above.reflexive >= 0:
        return subject, "reflexive"
    if lexicon.has(verb.lemma, "object-control"):
        if verb.voice != "active":
            return subject, "object control"
        if accusative >= 0:
            return accusative, "object control"
    if lexicon.has(verb.lemma, "dative-control") and dative >= 0:
        return dative, "dative control"
    if lexicon.has(verb.lemma, "dative-control"):
        return -1, ""
    if verb.voice != "active":
        agent = above.role("agent")
        return (agent, "agent") if agent >= 0 and lexicon.has(verb.lemma, "subject-control") else (-1, "")
    if lexicon.has(verb.lemma, "subject-control"):
        return subject, "subject control"
    if dative >= 0:
        return dative, "dative of the clause above"
    return subject, "subject of the clause above"


def _of_noun(work: Work, worked: Worked, above: Worked) -> tuple[int, str]:
    """Who does what a noun's infinitive says: the genitive of the noun, or the subject where the noun is an object."""
    items = work.phrases.items
    genitive = next((k for k, p in enumerate(items) if p.owner == worked.antecedent and p.link == "genitive"), -1)
    if genitive >= 0:
        return genitive, "genitive of the noun"
    subject = above.subject
    if (
        subject >= 0
        and work.phrases.root(worked.antecedent) != subject
        and above.verb is not None
        and above.verb.voice == "active"
    ):
        return subject, "subject of the clause above"
    return -1, ""
