"""The numerals that a chain is made of, one by one, with what joins them."""

from typing import NamedTuple

from pipeline.numerals.lexicon import lexicon

_LONGEST_NUMBER = 15  # more digits are no amount, and a float could not hold them


class Token(NamedTuple):
    """One numeral of a chain. kind: digits | word | scale | ordinal | half.

    joint: what stands between it and the token before, without blanks; tight: no blank stands there either.
    role: what digits are by themselves ("date", "code", "phone"), else None.
    """

    start: int
    end: int
    kind: str
    value: float
    text: str
    joint: str
    tight: bool
    role: str | None = None


def read_tokens(chain: str, offset: int) -> list[Token]:
    """The tokens of a chain from an offset on."""
    lexical = lexicon()
    tokens: list[Token] = []
    reached = offset
    for match in lexical.token.finditer(chain, offset):
        kind = match.lastgroup or ""
        text = match[0]
        between = chain[reached : match.start()]
        role, value = None, 0.0
        if kind == "digits":
            role, value = _digits(text)
        elif kind == "word":
            value = lexical.words[text]
        elif kind == "scale":
            value = lexical.scales[text] if text in lexical.scales else lexical.scales[text[:-1]]
        elif kind == "ordinal":
            value = lexical.ordinals[text]
        else:
            value = 0.5
        joint = between.strip()
        tokens.append(Token(match.start(), match.end(), kind, value, text, joint, joint == between, role))
        reached = match.end()
    return tokens


def _digits(text: str) -> tuple[str | None, float]:
    """Role and value of a digit group."""
    if text.isdecimal():
        if text[0] == "0" and len(text) > 1:
            return ("phone" if 10 <= len(text) <= 12 else "code"), int(text[:_LONGEST_NUMBER])
        return (None if len(text) <= _LONGEST_NUMBER else "code"), int(text[:_LONGEST_NUMBER])
    if text.count("/") == 2 and not text.endswith("/000"):
        return "date", 0
    whole, slash, fraction = text.rpartition("/")
    if slash and len(fraction) > 3 and whole != "0":
        return "code", 0  # 9891/7408
    if "," in text[-3:]:
        text = text.replace(",", ".")  # 9,5
    plain = text.replace(",", "").replace("،", "").replace("/000", "000").replace("\n", "").replace("/", ".")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")  # 1.234.567
    if len(plain) > _LONGEST_NUMBER + 1:
        return "code", 0
    return None, float(plain) if "." in plain else int(plain)
