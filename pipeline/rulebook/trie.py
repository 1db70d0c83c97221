"""A pattern for one of many words that looks at each letter once, not at each word."""

import re
from collections.abc import Iterable
from typing import Any

_END = ""


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first, for use inside another pattern."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [_escaped(char) + _pattern(child) for char, child in sorted(node.items()) if char]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and _END not in node else f"(?:{'|'.join(branches)})"
    return body + "?" if _END in node else body


def _escaped(char: str) -> str:
    return char if char == " " else re.escape(char)
