"""Read what somebody was before, or is besides: «وی پیش از این معاون وزیر نیرو بوده است»."""

from __future__ import annotations

import re

from pipeline.document import Sentence
from pipeline.officials.linking import Holder, People
from pipeline.officials.mentions import Group
from pipeline.officials.names import Name
from pipeline.officials.scanned import ScannedArticle
from pipeline.officials.vocabulary import Hit

_NEAR = 400  # letters behind his name in which somebody is meant by «وی»
_REMEMBERED = 30  # people among whom he is looked for
_END = 24  # letters at a sentence's end where its verb stands
_BEFORE = 26  # letters read before a post
_JOINT = re.compile(r" ?(?:\([^()]{0,20}\))? ?(?:،|؛|و|، و)? ?(?:و )?")


class CareerReader:
    """Gives the posts of a sentence that tells of somebody's career to him."""

    def __init__(self, article: ScannedArticle, people: People) -> None:
        self._names, self._people, self._text = article.names, people, article.text
        self._posts = article.words.posts

    def read(self, sentence: Sentence, groups: list[Group], pronoun: Hit | None) -> list[Group]:
        """The groups, those that are posts of the sentence's subject with his name; all else as it was."""
        text = self._text
        if not self._posts.patterns.career_end.search(
            text, max(sentence.start, sentence.end - _END), sentence.end
        ):
            return groups
        subject = self._subject(sentence, pronoun)
        if subject is None:
            return groups
        name, end = subject
        found: list[Group] = []
        open_ = True
        for titles, holder in groups:
            start = titles[0].start
            if holder is None and open_ and self._is_his(end, start, first=not found):
                if self._is_past(end, start):
                    for title in titles:
                        title.former = True
                found.append((titles, name))
                end = titles[-1].end
            else:
                open_ = False
                found.append((titles, holder))
        return found

    def _is_his(self, end: int, start: int, *, first: bool) -> bool:
        """Whether a post at `start` is told of him, behind his name or a post of his that ends at `end`."""
        between = self._text[end:start]
        if _JOINT.fullmatch(between):
            return True
        opening = self._posts.patterns.career_opening
        return first and opening.search(self._text, max(end, start - _BEFORE), start) is not None

    def _is_past(self, end: int, start: int) -> bool:
        return any(word in self._text[end:start] for word in self._posts.career_before_now)

    def _subject(self, sentence: Sentence, pronoun: Hit | None) -> tuple[Name, int] | None:
        """The name of the person at the head of a sentence, and where its mention there ends."""
        if pronoun is not None and pronoun[0] <= sentence.start + 1:
            holder = self._latest(sentence.start)
            return None if holder is None or holder.name is None else (holder.name, pronoun[1])
        position, _ = self._names.skip_honorifics(self._text, sentence.start, sentence.end)
        words = self._names.chain(self._text, position, sentence.end)
        known = self._people.known(words)
        if known is None or known[0].name is None:
            return None
        return known[0].name, position + len(" ".join(words[: known[1]]))

    def _latest(self, before: int) -> Holder | None:
        """The person named last, where nobody else is named near him."""
        recent = self._people.holders[-_REMEMBERED:]
        named = [each for each in recent if each.merged is None and each.name is not None]
        last = max(named, key=_last_mention, default=None)
        return last if last is not None and before - _last_mention(last) < _NEAR else None


def _last_mention(holder: Holder) -> int:
    return holder.official.mentions[-1].start
