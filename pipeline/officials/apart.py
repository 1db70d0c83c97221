"""Names that stand apart from the post: on the line above it, before «که … است», inside another's title."""

from __future__ import annotations

from pipeline.document import Sentence
from pipeline.officials.linking import People
from pipeline.officials.names import Name
from pipeline.officials.scanned import ScannedArticle
from pipeline.officials.titles import Title

_LONGEST_CLAUSE = 40  # letters between a name and its post
_LONGEST_LINE = 60
_MARKS = ' \n«"*['
_LEFT = " .»\"'*)]!"  # may stand behind the last title of a signature


class ApartReader:
    """Reads the names of one article that stand apart from their posts."""

    def __init__(self, article: ScannedArticle, people: People) -> None:
        self._words, self._names, self._text = article.words, article.names, article.text
        self._people = people

    def who_is(self, title: Title, taken: int) -> Name | None:
        """The name that a clause gives this post to: «رضا کریمی که پیش از این رئیس شورا بود»."""
        text, posts = self._text, self._words.posts
        if posts.patterns.holds.match(text, title.end) is None:
            return None
        clause = posts.patterns.who.search(text, max(taken, title.start - _LONGEST_CLAUSE), title.start)
        if clause is None:
            return None
        end = clause.start()
        while end > taken and text[end - 1] in ' »"':
            end -= 1
        name = self._ending(taken, end)
        if name is not None and any(word in clause[0] for word in posts.before_now):
            title.former = True
        return name

    def _ending(self, start: int, end: int) -> Name | None:
        """The full name that ends here, the known one, or the surname behind an honorific."""
        text = self._text
        name = self._names.before(text, end, start)
        if name is not None:
            unheard = self._names.is_new(text[name.start : name.end].split(" ", 1)[0])
            return name if name.sure or unheard else None
        begin = text.rfind(" ", start, end) + 1 or start
        word = text[begin:end].lstrip("«\"'")
        begin = end - len(word)
        if self._people.known([word]) is not None or self._names.is_plain_surname(word):
            return Name(begin, end, begin, False, True)
        honored = self._words.honored.search(text[max(start, begin - 30) : begin]) is not None
        return Name(begin, end, begin, False, True) if honored and self._names.may_be_surname(word) else None

    def signed(self, sentence: Sentence, last: Title) -> Name | None:
        """The name that stands by itself on the line above a sentence that is nothing but titles, the last of
        which is given: a signature's or an addressee's."""
        text, end = self._text, sentence.start
        if text[last.end : sentence.end].strip(_LEFT):
            return None
        while end and text[end - 1] in _MARKS:
            end -= 1
        start = text.rfind("\n", 0, end) + 1
        if "\n" not in text[end : sentence.start] or end - start > _LONGEST_LINE:
            return None
        while start < end and text[start] in _MARKS:
            start += 1
        honored = False
        begin = position = start
        while begin < end and not honored:  # «برادر ارجمند جناب آقای کریمی»
            position, honored = self._names.skip_honorifics(text, begin, end)
            begin = text.find(" ", begin, end) + 1 or end
        if not honored:
            position, _ = self._names.skip_honorifics(text, start, end)
        words = self._names.chain(text, position, end)
        name = self._names.read(words, position, honored)
        if name is None or name.end != end:
            name = self._names.foreign(words, position) or self._names.surname(words, position, honored)
        if name is None or name.end != end:
            return None
        plain = self._names.is_plain_surname(text[name.surname_start : end].rsplit(" ", 1)[-1])
        return name if honored or name.full or plain else None

    def owner(self, title: Title) -> Name | None:
        """The name of a person that a title ends with: «معاون رضا کریمی»."""
        if title.organization is None:
            return None
        name = self._names.before(self._text, title.end, title.organization[0])
        return name if name is not None and name.sure and name.full else None
