"""Addresses as they may be shown: without passwords, keys and tokens."""

from __future__ import annotations

import re

HIDDEN = "***"

_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)(?P<slashes>:/{2,3})"
    r"(?P<rest>(?:(?!::[A-Za-z][A-Za-z0-9+.-]*:/)[^\s\"'<>«»])*)"  # fsspec chains addresses with ::
)
# The part of an address that ends at the first of these is the host with who asks.
_AUTHORITY_ENDS = re.compile(r"[/?#]")
_PORT = re.compile(r"(?:[^:]*|\[[^\]]*\]):\d*")
_PARAMETER = re.compile(r"(?P<start>[?&#;])(?P<name>[^=&#;?]*)=(?P<value>[^&#;]*)")
_SECRET_NAME = re.compile(
    r"pass|pwd|secret|token|key|sig|auth|cred|session|policy|jwt|sas|^se$|^sp$|^sv$", re.I
)
# A value of this kind is a token whatever its name: long, and letters mixed with digits.
_TOKEN = re.compile(r"(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])(?:[A-Za-z0-9+/=_~-]|%[0-9A-Fa-f]{2}){24,}")
# "host=db password='two words'", as libpq takes it.
_KEYWORD = re.compile(
    r"(?P<name>\b(?:ssl)?password|\bpasswd|\bpwd)(?P<is>\s*=\s*)(?:'(?:\\.|[^'\\])*'|[^\s&;]+)", re.I
)


def redact(text: str) -> str:
    """An address, or a message that holds addresses, with its secrets as ***.

    Secrets are a password before the host, with whatever stands for the user of a web address; parameters
    whose name or form says that they are keys; and password=… of a connection string. The rest stays, so that
    one still sees which archive or database is meant, and the same address always looks the same.

    >>> redact("postgresql://reader:pw@db.example.org/news")
    'postgresql://reader:***@db.example.org/news'
    >>> redact("https://me:pw@example.org/a.jsonl?token=abc&page=2")
    'https://***@example.org/a.jsonl?token=***&page=2'
    """
    return _KEYWORD.sub(rf"\g<name>\g<is>{HIDDEN}", _ADDRESS.sub(_redacted, text))


def secrets(address: str) -> list[str]:
    """What `redact` hides of an address, also as it reads once percent signs are resolved; for messages of
    libraries, which may quote a secret without its address."""
    from urllib.parse import unquote

    shown = redact(address)
    if shown == address:
        return []
    pieces = re.split(re.escape(HIDDEN), shown)
    pattern = "(.*?)".join(map(re.escape, pieces)) + r"\Z"
    match = re.match(pattern, address, re.S)
    found = [part for hidden in (match.groups() if match else ()) for part in (hidden, *hidden.split(":"))]
    return sorted(
        {form for part in found for form in (part, unquote(part)) if len(form) > 2}, key=len, reverse=True
    )


def scrub(message: str, address: str) -> str:
    """A library's message about an address, on one line and without the address's secrets."""
    message = redact(" ".join(message.split()))
    for secret in secrets(address):
        message = message.replace(secret, HIDDEN)
    return message


def _redacted(match: re.Match[str]) -> str:
    scheme, slashes, rest = match["scheme"], match["slashes"], match["rest"]
    user, host = _user_and_rest(rest, database="sql" in scheme.lower() or "postgres" in scheme.lower())
    if user is not None:
        name, colon, _ = user.partition(":")
        # A user's name alone may be a token on the web; a database's role is none.
        web = scheme.lower().startswith("http")
        user = HIDDEN if web else name + (f":{HIDDEN}" if colon else "")
        host = f"{user}@{host}"
    return f"{scheme}{slashes}{_PARAMETER.sub(_parameter, host)}"


def _user_and_rest(rest: str, database: bool) -> tuple[str | None, str]:
    """Who asks, and what stands behind it. A password may hold / or @ that should have been escaped."""
    end = _AUTHORITY_ENDS.search(rest)
    authority = rest[: end.start()] if end else rest
    user, at, _ = rest.rpartition("@")
    unescaped = ":" in authority and not _PORT.fullmatch(authority)
    if at and unescaped and (database or "@" not in authority):
        return user, rest[len(user) + 1 :]
    user, at, _ = authority.rpartition("@")
    return (user, rest[len(user) + 1 :]) if at else (None, rest)


def _parameter(match: re.Match[str]) -> str:
    value = match["value"]
    if value and (_SECRET_NAME.search(match["name"]) or _TOKEN.fullmatch(value)):
        value = HIDDEN
    return f"{match['start']}{match['name']}={value}"
