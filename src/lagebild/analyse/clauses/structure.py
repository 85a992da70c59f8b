"""Which pieces of a sentence belong to which clause, read from left to right with a stack of clauses that are not complete."""

from __future__ import annotations

from lagebild.analyse.clauses.coordination import Joints
from lagebild.analyse.clauses.draft import Draft
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.phrases import Phrases
from lagebild.analyse.clauses.pieces import Piece, Start, cut_inside, cut_runs, has_zu
from lagebild.analyse.clauses.signs import (
    begins_with_verb,
    count_parts,
    ends_finite,
    goes_on,
    hangs_from,
    has_more_than_subject,
    has_nominative,
    is_quoting_so,
    is_said,
    opening,
    says,
)
from lagebild.analyse.clauses.view import FINITE, FULL_NONFINITE, NONFINITE, View

AUXILIARY = frozenset({"VAFIN", "VMFIN"})


class Reader:
    """Reads the pieces of one run."""

    def __init__(self, view: View, phrases: Phrases, joints: Joints, lexicon: ClauseLexicon) -> None:
        self.view, self.phrases, self.joints, self.lexicon = view, phrases, joints, lexicon
        self.drafts: list[Draft] = []
        self.open: list[Draft] = []  # subordinate clauses whose verb has not come yet
        self.main: Draft | None = None
        self.last: Draft | None = None
        self.waiting: list[Draft] = []  # subordinate clauses before their main clause
        self.loose: tuple[Draft, list[int]] | None = None  # the last piece that was put into a clause for want of a verb
        self.previous: Piece | None = None
        self.following: Piece | None = None

    def read(self, pieces: list[Piece]) -> list[Draft]:
        for k, piece in enumerate(pieces):
            self._correct(piece)
            parts = cut_inside(self.view, piece, self.joints, self.lexicon)
            for n, part in enumerate(parts):
                behind = [*parts[n + 1 : n + 2], *pieces[k + 1 : k + 2]]
                self.following = behind[0] if behind else None
                self._take(part)
                self.previous = part
        for draft in self.waiting:
            draft.parent = self.main if self.main is not draft else None
        return self.drafts

    def _correct(self, piece: Piece) -> None:
        """A modal verb or auxiliary at the end that looks finite is an infinitive where an open main clause lacks one."""
        view, last, main = self.view, piece.tokens[-1], self.main
        if (
            self.open
            or main is None
            or main.finite < 0
            or view.tags[last] not in AUXILIARY
            or view.tags[main.finite] not in AUXILIARY
        ):
            return
        is_alone = sum(view.tags[i] in FINITE for i in piece.tokens) == 1 and len(piece.tokens) > 1
        lacks = not any(view.tags[i] in NONFINITE for i in main.tokens if i > main.finite)
        if is_alone and lacks and view.lemmas[last] == view.lower[last] and view.tags[piece.tokens[-2]] in NONFINITE:
            view.tags[last] = "VMINF" if view.tags[last] == "VMFIN" else "VAINF"

    def _take(self, piece: Piece) -> None:
        view = self.view
        start = opening(view, self.phrases, self.lexicon, piece)
        if self.open and start is not None and view.tags[start.token] == "KOKOM":
            start = None  # "als" before a predicate: the open clause gets its verb
        finite = [i for i in piece.tokens if view.tags[i] in FINITE]
        if piece.before in (";", ":") or (piece.before[:1] in ".!?…" and piece.before):
            self.open.clear()
        if piece.shares_verb and self.last is not None and start is None:
            self._coordinate(piece, self.last, finite)
        elif start is not None:
            self._begin(piece, start, finite)
        elif self.open:
            self._go_on(piece, finite)
        elif finite:
            self._main(piece, finite)
        else:
            self._loose(piece)

    def _new(self, kind: str, function: str, tokens: list[int], start: Start | None = None) -> Draft:
        draft = Draft(kind, function, start=start, order=len(self.drafts))
        draft.add(tokens)
        if self.view.tags[tokens[0]] == "KON":
            draft.linker = tokens[0]
        self.drafts.append(draft)
        if self.main is not None:
            self.main.inner += 1
        for other in self.open:
            other.inner += 1
        return draft

    def _begin(self, piece: Piece, start: Start, finite: list[int]) -> None:
        """A clause that its first word opens."""
        draft = self._new(start.kind, start.function, piece.tokens, start)
        draft.parent = self.open[-1] if self.open else self.main
        linked = draft.linker >= 0 and piece.before in ("", ",")
        if linked and self.last is not None and self.last.kind == start.kind and self.last.start is not None:
            draft.partner, draft.parent, draft.function = self.last, self.last.parent, self.last.function
        if draft.parent is None:
            self.waiting.append(draft)
        elif start.kind == "relative" and self.last is not None and self.last is not draft and not self.open:
            draft.parent = self.last
        elif (
            not self.open
            and self.last is not None
            and self.last.kind != "main"
            and self.main is not None
            and self.main.finite >= 0
        ):
            draft.parent = self.last if hangs_from(self.view, draft, self.last) else self.main
        is_complete = bool(finite) or (start.kind == "infinitive" and has_zu(self.view, piece.tokens))
        if finite:
            draft.finite = finite[0]
        if piece.shares_verb:
            draft.shares_verb = True
            is_complete = True
        if not is_complete:
            self.open.append(draft)
        self.last = draft

    def _go_on(self, piece: Piece, finite: list[int]) -> None:
        """A piece while a subordinate clause waits for its verb."""
        draft = self.open[-1]
        if not finite and ends_finite(self.view, self.lexicon, piece, self.following):
            finite = [piece.tokens[-1]]
            self.view.tags[finite[0]] = "VVFIN"
        if finite:
            draft.add(piece.tokens)
            draft.finite = finite[0]
            self.open.pop()
            self.last = draft
        elif draft.kind == "infinitive" and has_zu(self.view, piece.tokens):
            draft.add(piece.tokens)
            self.open.pop()
            self.last = draft
        elif has_zu(self.view, piece.tokens) and piece.before:
            self.last = self._infinitive(piece, draft)
        else:
            draft.add(piece.tokens)

    def _main(self, piece: Piece, finite: list[int]) -> None:
        """A piece with a finite verb outside of subordinate clauses."""
        view, main, last = self.view, self.main, self.last
        is_first = view.tags[piece.tokens[0]] in FINITE
        linked = view.tags[piece.tokens[0]] == "KON"
        if (
            last is not None
            and last.kind in ("subordinate", "relative")
            and (last.finite >= 0 or last.shares_verb)
            and self._goes_on_last(piece, finite, linked=linked)
        ):
            self._coordinate(piece, last, finite)
            return
        if main is not None and main.finite < 0 and main.kind == "main":
            if (is_first or is_quoting_so(view, self.lexicon, piece, finite)) and self._is_frame(piece, finite, main):
                self._frame(piece, finite)
            else:
                main.add(piece.tokens)
                main.finite = finite[0]
                self._adopt(main)
                self.last = main
            return
        is_quoting = main is not None and is_first and piece.before != "" and says(view, self.lexicon, finite[0])
        is_quoting = is_quoting and not goes_on(view, self.lexicon, piece)
        is_after_prefield = bool(self.waiting) and self.last in self.waiting
        if is_quoting and not is_after_prefield and has_nominative(view, self.phrases, self.lexicon, piece, finite[0]):
            self._frame(piece, finite)
            return
        self._new_main(piece, finite, is_first=is_first, linked=linked)

    def _new_main(self, piece: Piece, finite: list[int], *, is_first: bool, linked: bool) -> None:
        """A main clause of its own, coordinated with the one before, said by it, or beside it."""
        main = self.main
        draft = self._new("main", "root", piece.tokens)
        draft.finite = finite[0]
        is_condition = main is not None and self.drafts[0] is main and main.partner is None and begins_with_verb(main)
        if main is not None and is_condition and is_first and piece.before == ",":
            main.kind, main.function = "subordinate", "adverbial"
            self.waiting = [main]
        elif main is not None:
            self._place(draft, main, piece, is_first=is_first, linked=linked)
            if is_first and self.loose is not None and self.loose[0] is main and piece.before:
                self._take_back(draft, main, self.loose[1])
        self.loose = None
        self._adopt(draft)
        self.main = self.last = draft

    def _place(self, draft: Draft, main: Draft, piece: Piece, *, is_first: bool, linked: bool) -> None:
        """What a further main clause is for the one before it."""
        draft.parent = main
        draft.function = "coordinated" if linked or piece.before in (",", "") else "parataxis"
        if draft.function == "coordinated":
            draft.partner = main
            follows = piece.before == "," and (
                not is_first or has_nominative(self.view, self.phrases, self.lexicon, piece, draft.finite)
            )
            is_said_here = not linked and main.finite >= 0 and is_said(self.view, self.lexicon, main)
            if follows and is_said_here and not (is_first and goes_on(self.view, self.lexicon, piece)):
                draft.function, draft.partner = "complement", None
        if main.function == "complement" and linked:
            draft.parent = main.parent

    def _take_back(self, draft: Draft, main: Draft, tokens: list[int]) -> None:
        """What stood loose was the beginning of this clause: "Er sagte, der Minister, der krank sei, komme nicht"."""
        main.tokens = [i for i in main.tokens if i not in tokens]
        draft.tokens = [*tokens, *draft.tokens]
        for other in self.drafts:
            if other.parent is main and other.tokens[0] > tokens[0] and other is not draft:
                other.parent = draft
        if is_said(self.view, self.lexicon, main):
            draft.function, draft.partner = "complement", None

    def _adopt(self, main: Draft) -> None:
        """Subordinate clauses read before belong to this main clause."""
        for draft in self.waiting:
            if draft is not main:
                draft.parent = main
                main.fronted.append(draft)
        self.waiting = []

    def _goes_on_last(self, piece: Piece, finite: list[int], *, linked: bool) -> bool:
        """Whether a piece behind a subordinate clause is coordinated with it: its verb stands at its end too."""
        tokens = piece.tokens
        position = tokens.index(finite[0])
        rest = tokens[position + 1 :]
        at_end = all(self.view.tags[i] in NONFINITE for i in rest)
        if not linked:
            is_complete = self.main is None or self.main.finite >= 0
            return piece.before == "," and at_end and is_complete and count_parts(self.phrases, tokens[:position]) > 1
        if piece.before == "":
            return at_end or self.main is None
        needs_verb = self.main is not None and self.main.finite < 0
        return at_end and position >= 2 and not needs_verb

    def _coordinate(self, piece: Piece, first: Draft, finite: list[int]) -> None:
        draft = self._new(first.kind, "coordinated", piece.tokens, None)
        draft.partner = first
        draft.parent = first.parent if first.kind != "main" else first
        draft.finite = finite[0] if finite else -1
        draft.shares_verb = not finite
        if not finite and first.finite < 0 and first.partner is not None:
            draft.partner = first.partner
        if first.shares_verb and finite:
            first.finite = finite[0]
        if first in self.open:
            self.open.remove(first)
        self.last = draft

    def _is_frame(self, piece: Piece, finite: list[int], main: Draft) -> bool:
        """Whether "sagte er" is put into a clause whose verb is still to come."""
        if not says(self.view, self.lexicon, finite[0]) or not piece.before or main.inner or main.pieces > 1:
            return False
        following = self.following
        if following is None:
            return self.previous is not None and any(self.view.tags[i] in NONFINITE for i in self.previous.tokens)
        later = following.tokens
        return any(self.view.tags[i] in FINITE for i in later[:2]) and following.before != ""

    def _frame(self, piece: Piece, finite: list[int]) -> None:
        draft = self._new("main", "quote-frame", piece.tokens)
        draft.finite = finite[0]
        draft.parent = self.main
        self.last = draft

    def _loose(self, piece: Piece) -> None:
        """A piece without a finite verb outside of subordinate clauses."""
        view, main = self.view, self.main
        tags = [view.tags[i] for i in piece.tokens]
        if main is not None and self._shares_with_main(piece, tags):
            self._coordinate(piece, main, [])
            return
        if has_zu(view, piece.tokens) and piece.before and not self._completes_main(piece):
            self.last = self._infinitive(piece, self.last if self.last is not None else main)
            return
        if main is None:
            draft = self._new("main", "root", piece.tokens)
            self.main = draft
            self.last = draft if self.last is None else self.last
            return
        if main.finite >= 0 and not self._completes_main(piece) and "VVPP" in tags and piece.before:
            draft = self._new("participle", "adverbial", piece.tokens)
            draft.parent = main
            self.last = draft
            return
        if self._completes_main(piece):
            main.add(piece.tokens)
            self.last = main
            return
        main.add(piece.tokens)
        if view.tags[piece.tokens[0]] in ("KON", "PROAV") and piece.before:
            main.asides.update(piece.tokens)
        self.loose = (main, piece.tokens) if piece.before == "," else None

    def _shares_with_main(self, piece: Piece, tags: list[str]) -> bool:
        """Whether a participle behind a comma is one of several that share an auxiliary: a last one with "und" follows."""
        main, following = self.main, self.following
        if main is None or main.finite < 0 or following is None or not following.shares_verb or tags[-1] not in FULL_NONFINITE:
            return False
        return piece.before == "," and any(self.view.tags[i] == tags[-1] for i in main.tokens)

    def _completes_main(self, piece: Piece) -> bool:
        """Whether the piece brings the participle, infinitive or particle that an open main clause lacks."""
        main = self.main
        if main is None or main.finite < 0:
            return main is not None
        tags = self.view.tags
        if any(tags[i] in NONFINITE or tags[i] == "PTKVZ" for i in main.tokens if i > main.finite):
            return False
        last = piece.tokens[-1]
        if tags[main.finite] in AUXILIARY:
            zu = has_zu(self.view, piece.tokens)
            fits = any(tags[i] in FULL_NONFINITE for i in piece.tokens)
            raising = self.lexicon.has(self.view.lemmas[main.finite], "raising")
            return fits and (not zu or (raising and main.inner == 0 and not has_more_than_subject(self.view, main)))
        return tags[last] == "PTKVZ"

    def _infinitive(self, piece: Piece, above: Draft | None) -> Draft:
        draft = self._new("infinitive", "complement", piece.tokens)
        draft.parent = above if above is not None else self.main
        if draft.parent is None:
            self.waiting.append(draft)
        return draft


def find_structure(view: View, phrases: Phrases, joints: Joints, lexicon: ClauseLexicon) -> list[Draft]:
    """The clauses of a sentence in the order in which they begin, with parents; tokens of each in order."""
    found: list[Draft] = []
    for pieces, is_aside in cut_runs(view, joints):
        drafts = Reader(view, phrases, joints, lexicon).read(pieces)
        if is_aside:
            begin = pieces[0].tokens[0]
            above = next((d for d in reversed(found) if d.tokens and d.tokens[0] < begin), None)
            for draft in drafts:
                if draft.parent is None:
                    draft.parent = above
                    draft.function = "parenthesis"
        found.extend(drafts)
    for draft in found:
        draft.tokens.sort()
    return [draft for draft in found if draft.tokens]
