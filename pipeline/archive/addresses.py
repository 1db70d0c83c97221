"""Addresses as they may be shown: without passwords, keys and tokens."""

from __future__ import annotations

import re

_HIDDEN = "***"
# user:password@ ; a password that holds an unescaped @ or / still ends at the last @ before the path.
_USER = re.compile(r"^([A-Za-z][A-Za-z0-9+.:-]*?://)([^/?#]*?:[^?#\s]*)@", re.DOTALL)
_SECRET = re.compile(
    r"(?i)([?&;\s]|^)([\w.-]*(?:password|passwd|pwd|secret|token|signature|sig|credential|key)[\w.-]*)"
    r"(\s*=\s*)('(?:[^'\\]|\\.)*'|[^&;\s]*)"
)


def redact(address: str) -> str:
    """An address with *** for each password, key or token in it; one that has none is as it was."""
    shown = _USER.sub(lambda found: f"{found[1]}{found[2].partition(':')[0]}:{_HIDDEN}@", address)
    return _SECRET.sub(lambda found: f"{found[1]}{found[2]}{found[3]}{_HIDDEN}", shown)
