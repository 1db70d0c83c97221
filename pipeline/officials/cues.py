"""The words of one sentence that tell of posts and of speech."""

from collections.abc import Iterable, Sequence

from pipeline.officials.vocabulary import Hit, Role

_OPENING = 30  # letters within which a sentence names its source
_SOURCE = 160  # letters within which «به گزارش … به نقل از …» goes on


class Cues:
    """The cues of one sentence: where each kind stands first."""

    roles: Sequence[int] = ()
    verb: int | None = None
    pronoun: Hit | None = None
    according: Hit | None = None
    report = interview = backward = False

    def __init__(self, start: int, hits: Iterable[Hit]) -> None:
        roles: list[int] = []
        for hit in hits:
            kind = hit[2]
            if isinstance(kind, Role):
                roles.append(hit[0])
            elif kind == "says":
                if self.verb is None:
                    self.verb = hit[0]
            elif kind == "pronoun":
                self.pronoun = self.pronoun or hit
            elif kind == "according":
                self.according = self.according or hit
            elif kind == "interview":
                self.interview = self.verb is None  # not «گفت: با او گفتگو کردیم»
            elif kind == "backward":
                self.backward = True
            elif hit[0] - start < _OPENING:
                self.report = True
        if roles:
            self.roles = roles
        if self.report and self.according is not None and self.according[0] - start < _SOURCE:
            self.according = None  # «به گزارش … به نقل از …»: the agency's source
