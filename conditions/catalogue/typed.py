"""What was typed, as words, phrases and exclusions; and as a query for PostgreSQL.

The syntax is that of web search: all words; "a phrase"; this OR that; -not. The last
word counts as half-typed. Every word is quoted for PostgreSQL, so that no input can be an error.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from conditions.catalogue.word_forms import FUNCTION_WORDS
from conditions.catalogue.words import form, plain_words

_TOKEN = re.compile(r'(?P<not>(?<!\S)[-−](?=["\w]))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MINUS_VE = re.compile(r"(?<!\S)-ve\b", re.IGNORECASE)
MOST_WORDS = 60
SHORTEST_START = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """One word with its joined form, or one phrase, wanted or excluded. `words` are plain."""

    words: tuple[str, ...]
    phrase: bool = False
    excluded: bool = False
    starts_alternative: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A parsed query. `strict` if it uses quotes, or, or a minus: then it means what it says."""

    text: str
    clauses: tuple[Clause, ...]
    strict: bool

    @property
    def plain(self) -> tuple[str, ...]:
        """The words that are wanted, as typed but folded to plain letters."""
        return tuple(word for clause in self.clauses if not clause.excluded for word in clause.words)

    @property
    def forms(self) -> tuple[str, ...]:
        """The words that are wanted, in canonical form, joins left out."""
        return tuple(form(word) for clause in self._wanted for word in _apart(clause))

    @property
    def joined(self) -> tuple[str, ...]:
        """The joined forms of hyphenated words, in canonical form."""
        return tuple(form(clause.words[-1]) for clause in self._wanted if _is_joined(clause))

    @property
    def _wanted(self) -> list[Clause]:
        return [clause for clause in self.clauses if not clause.excluded]

    @property
    def half_typed(self) -> str:
        """The last word, unless it stands in a phrase or is excluded or too short to say anything."""
        last = self.clauses[-1] if self.clauses else None
        if last is None or last.phrase or last.excluded or len(last.words[-1]) < SHORTEST_START:
            return ""
        return last.words[-1]

    def wanted(self) -> tuple[Clause, ...]:
        """The clauses without a single letter at the end of others: a word just begun, or a side."""
        last = self.clauses[-1] if self.clauses else None
        begun = last and not last.phrase and len(last.words[0]) == 1 and last.words[0].isalpha()
        return self.clauses[:-1] if begun and len(self.clauses) > 1 else self.clauses

    @property
    def telling(self) -> tuple[str, ...]:
        """The wanted words without those that only carry grammar; all of them if nothing else is left."""
        return tuple(word for word in self.plain if word not in FUNCTION_WORDS) or self.plain


def _is_joined(clause: Clause) -> bool:
    """Whether the last word is the others without their hyphens."""
    return len(clause.words) > 2 and not clause.phrase and clause.words[-1] == "".join(clause.words[:-1])


def _apart(clause: Clause) -> tuple[str, ...]:
    return clause.words[:-1] if _is_joined(clause) else clause.words


def parse(text: str, known: Callable[[str], bool] = lambda word: False) -> Typed:
    """Read what was typed; never fails. Two words whose join is `known` are also searched joined."""
    clauses: list[Clause] = []
    strict = alternative = False
    tokens = list(_TOKEN.finditer(_MINUS_VE.sub("negative", text)))
    listed = _is_list_of_alternatives(tokens)
    for match in tokens:
        if clauses and not match["not"] and (match["word"] == "OR" or (listed and match["word"] == "or")):
            alternative = strict = True
            continue
        pieces = [match["phrase"]] if match["phrase"] is not None else _runs(match["word"])
        for piece in pieces:
            found = tuple(plain_words(piece))
            if not found:
                continue
            is_phrase = match["phrase"] is not None
            strict |= is_phrase or bool(match["not"])
            clauses.append(Clause(found, is_phrase, bool(match["not"]), alternative))
            alternative = False
    return Typed(text, tuple(_joined(clauses[:MOST_WORDS], known)), strict)


def _is_list_of_alternatives(tokens: list[re.Match[str]]) -> bool:
    """ "sciatica or piriformis": or between every two words. In a sentence, or is no operator."""
    return len(tokens) > 2 and len(tokens) % 2 == 1 and all(t["word"] == "or" for t in tokens[1::2])


def _joined(clauses: list[Clause], known: Callable[[str], bool]) -> list[Clause]:
    """ "sacro iliac" as "sacro-iliac"."""
    out: list[Clause] = []
    for clause in clauses:
        before = out[-1] if out else None
        if (
            before
            and not (before.phrase or before.excluded or clause.phrase or clause.excluded)
            and not clause.starts_alternative
            and len(before.words) == len(clause.words) == 1
            and known(joined := before.words[0] + clause.words[0])
        ):
            words = (*before.words, *clause.words, joined)
            out[-1] = Clause(words, starts_alternative=before.starts_alternative)
        else:
            out.append(clause)
    return out


def _runs(word: str) -> list[str]:
    """The words in a run without spaces: "L5/S1" is two, "sacro-iliac" one with a joined form."""
    return [piece for piece in re.split(r"[^\w'.+\-]|_", word) if piece]


# Finishes a half-typed word; gives a word that is whole back alone.
Complete = Callable[[str], Iterable[str]]


def all_of(typed: Typed, complete: Complete) -> str:
    """A tsquery that asks for everything typed; "" if nothing was. `complete` finishes a half-typed word."""
    alternatives: list[list[str]] = [[]]
    clauses = typed.wanted()
    for place, clause in enumerate(clauses):
        if clause.starts_alternative:
            alternatives.append([])
        half_typed = place == len(typed.clauses) - 1 and typed.half_typed
        alternatives[-1].append(_clause(clause, complete if half_typed else None))
    return " | ".join(f"({' & '.join(parts)})" for parts in alternatives if parts)


def any_of(typed: Typed, complete: Complete) -> str:
    """A tsquery that asks for at least one of the telling words; "" if there is none."""
    asked = [
        _word((word,), complete if word == typed.half_typed else None)
        for word in dict.fromkeys(typed.telling)
    ]
    return " | ".join(asked)


def _clause(clause: Clause, complete: Complete | None) -> str:
    if clause.phrase:
        asked = f"({' <-> '.join(_quoted(form(word)) for word in clause.words)})"
    else:
        asked = _word(clause.words, complete)
    return f"!{asked}" if clause.excluded else asked


def _word(words: tuple[str, ...], complete: Complete | None) -> str:
    if len(words) > 1:
        # A hyphenated word: its parts, or the joined form that others write.
        parts = f"({' & '.join(_quoted(form(part)) for part in _apart(Clause(words)))})"
        return f"({parts} | {_quoted(form(words[-1]))})" if _is_joined(Clause(words)) else parts
    word = words[0]
    asked = [_quoted(form(word))]
    if complete is not None and (known := list(complete(word))) != [word]:
        asked = [f"{_quoted(form(word))}:*", f"{_quoted(word)}:*"]
        asked += [_quoted(form(other)) for other in known]
    asked = list(dict.fromkeys(asked))
    return asked[0] if len(asked) == 1 else f"({' | '.join(asked)})"


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "").replace("'", "") + "'"
