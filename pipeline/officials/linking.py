"""Who is who in one article: names joined to posts, and posts to earlier mentions of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from pipeline.document import Document, Mention, Official
from pipeline.officials.names import Name
from pipeline.officials.organizations import organizations, weighty_words
from pipeline.officials.positions import position_of
from pipeline.officials.titles import PostKey, Title
from pipeline.officials.vocabulary import vocabulary
from pipeline.text.polish import polish

_PREFIX = 2
_REMEMBERED = 60  # holders among whom a post is looked for
_FORMER = " (former)"
_ARTICLE = "ال"
_OF_GOD = ("الله", "اله")  # no article: «عبد الهیان»
_SHORTEST_WITH_ARTICLE = 6
_START = attrgetter("start")
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Holder:
    """An official in the making. spoke: is the subject of a statement; leads: at the head of its sentence.
    beside: the named speaker among whose statements this nameless office speaks; returned: he speaks by name
    again. contrasted: the text says that it is another speaker; continues: that he goes on. offices: those
    beside this holder behind which he has not returned."""

    official: Official
    name: Name | None = None
    titles: list[Title] = field(default_factory=list)
    keys: list[PostKey] = field(default_factory=list)
    mentioned: set[int] = field(default_factory=set)  # where the mentions begin
    spoke: bool = False
    leads: bool = False
    contrasted: bool = False
    continues: bool = False
    beside: Holder | None = None
    offices: list[Holder] = field(default_factory=list)
    returned: bool = False
    reported: bool = False  # an office named without its holder that goes into the record
    heads: set[str] = field(default_factory=set)  # of posts named without what they are of: «صالحی، رئیس»
    definite: bool = False  # mentioned otherwise than as «یک سخنگو»
    stranger: bool = False  # holds none of the offices named without their holder
    merged: Holder | None = None

    @property
    def untitled(self) -> bool:
        """Whether no post is known yet that says what it is of."""
        return all(title.of_this for title in self.titles)

    def stand_beside(self, speaker: Holder, continues: bool = False) -> None:
        """Note among whose statements this office speaks, and whether it goes on with them."""
        if self.beside is None:
            self.beside, self.continues = speaker, continues
            speaker.offices.append(self)

    def rivals(self, other: Holder) -> bool:
        """Whether somebody cannot hold both their posts: the same one of two provinces, of two firms."""
        return any(
            head == other_head and words & other_words and not (words <= other_words or other_words <= words)
            for head, words in self.keys
            for other_head, other_words in other.keys
        )

    @property
    def surname_only(self) -> bool:
        """Whether no given name of the holder is known."""
        return self.name is None or not (self.name.full and self.name.surname_start > self.name.start)


class People:
    """The holders found so far, and how to find them again."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.holders: list[Holder] = []
        self._by_name: dict[str, Holder] = {}
        self._prefixes: set[str] = set()  # how those names begin: most words need no closer look
        self.awaiting: Holder | None = None  # the office that spoke last and has no name yet
        self.current: Holder | None = None  # who speaks

    # names

    def known(self, words: list[str]) -> tuple[Holder, int] | None:
        """The person whose name or surname these words begin with, and how many words it takes."""
        if not words or words[0].removeprefix(_ARTICLE)[:_PREFIX] not in self._prefixes:
            return None
        by_name = self._by_name
        found, length, squeezed, bare = None, 0, "", ""
        for count, word in enumerate(words[:5], 1):
            squeezed, bare = squeezed + word, bare + _bare(word)
            for key in (_spelled(squeezed), _spelled(bare)):
                if key in by_name:
                    found, length = by_name[key], count
                    break
        return None if found is None else (self.resolve(found), length)

    def person(self, name: Name) -> Holder:
        """The holder of this name, a new one where it is new. A surname met before is completed."""
        text = self._document.text[name.start : name.end]
        holder = self._found(text.split())
        if holder is not None:
            holder = self.resolve(holder)
        elif text.split(" ", 1)[0] in vocabulary().names.hajis and (known := self.known(text.split()[1:])):
            holder = known[0]  # «حمیدرضا بابایی» and «حاجی بابایی»
        elif name.full:
            words = text.split()
            for i in range(1, len(words)):
                earlier = self._found(words[i:])
                if earlier is not None and self.resolve(earlier).surname_only:
                    holder = self.resolve(earlier)
                    self.name(holder, name)
                    break
        if holder is None:
            holder = Holder(Official(None))
            self.holders.append(holder)
            self.name(holder, name)
        self.mention(holder, name.start, name.end, "name")
        return holder

    def _found(self, words: list[str]) -> Holder | None:
        """The holder of a name of these words, with the Arabic article or without it."""
        found = self._by_name.get(_spelled("".join(words)))
        return found or self._by_name.get(_spelled("".join(map(_bare, words))))

    def is_new(self, name: Name) -> bool:
        """Whether nobody found so far has this full name."""
        text = self._document.text[name.start : name.end]
        return self._found(text.split()) is None

    def name(self, holder: Holder, name: Name) -> None:
        """Give an office its holder's name."""
        text = self._document.text
        words = text[name.start : name.end].split()
        holder.name = name
        for i in range(len(words)):
            key = "".join(words[i:])
            if i == 0 or len(key) > 2:
                self._by_name[_spelled(key)] = holder
                self._by_name.setdefault(_spelled("".join(map(_bare, words[i:]))), holder)
                self._prefixes.add(key.removeprefix(_ARTICLE)[:_PREFIX])
        surname = text[name.surname_start : name.end].split()
        if name.full and len(surname) > 1 and len(surname[0]) > 3:
            self._by_name.setdefault(surname[0], holder)
            self._prefixes.add(surname[0].removeprefix(_ARTICLE)[:_PREFIX])

    def _polished(self, start: int, end: int) -> str:
        return polish(self._document.raw_text(start, end))

    # posts

    def office(self, title: Title) -> Holder | None:
        """The holder of this post or of one that this title shortens, the latest first."""
        posts = vocabulary().posts
        head, words = self.key(title)
        close: Holder | None = None
        shortened: list[Holder] = []
        for holder in self.holders[: -_REMEMBERED - 1 : -1]:
            if holder.merged is not None:
                continue
            for (other_head, other), other_title in zip(holder.keys, holder.titles, strict=True):
                if other_head != head or other_title.role.many:
                    continue  # nobody is one of many by himself
                if words == other or self._spelled_alike(title, other_title):
                    return holder
                if title.role.head not in posts.never_at_home and self._abroad(words, other, holder):
                    continue
                if not words or not other:
                    shortened.append(holder)
                elif close is None and (
                    words <= other or other <= words or len(words & other) * 2 > len(words | other)
                ):
                    close = holder
        return close or (shortened[0] if len(shortened) == 1 else None)

    def is_one_of_many(self, title: Title, office: Holder) -> bool:
        """Whether somebody is a member of an assembly as the office's holder is too, and is another one."""
        posts = vocabulary().posts
        if title.role.head not in posts.member_posts:
            return False
        head, words = self.key(title)
        alike = (other for other_head, other in office.keys if other_head == head)
        return not any(other <= words or (words <= other and words != posts.parliament) for other in alike)

    def _spelled_alike(self, title: Title, other: Title) -> bool:
        """Whether two titles differ in blanks alone: «کانون مرغ داران»."""
        text = self._document.text
        here, there = text[title.start : title.end], text[other.start : other.end]
        return len(here) != len(there) and here.replace(" ", "") == there.replace(" ", "")

    def _abroad(self, words: frozenset[str], other: frozenset[str], holder: Holder) -> bool:
        """Whether a post is another one than this holder's, for it is a foreign country's."""
        abroad = organizations().foreign_words
        here, there = words & abroad, other & abroad
        if there and (here <= there or there <= here):
            return False
        return bool(here) and (bool(there) or holder.reported or holder.name is not None)

    def key(self, title: Title) -> PostKey:
        """What tells a post from others: its role and the weighty words of its organisation."""
        if title.key is None:
            head = title.role.head.removesuffix("ی")  # رئیس‌جمهور, رئیس‌جمهوری
            head = vocabulary().posts.patterns.chief.sub(r"\1", head)
            if title.former:
                head += _FORMER
            words = _NO_WORDS
            if title.organization is not None:
                words = weighty_words(self._document.text[title.organization[0] : title.end])
            title.key = head, words
        return title.key

    def new_office(self) -> Holder:
        """A holder whose name is not known yet."""
        holder = Holder(Official(None))
        self.holders.append(holder)
        return holder

    def give(self, holder: Holder, title: Title) -> None:
        """Add a post to a holder, a longer form of its title for a shorter one, and note the mention."""
        if not title.bare or (title.of_this and holder.name is not None and not holder.titles):
            self._enter(holder, self.key(title), title)
        elif holder.name is not None:
            holder.heads.add(self.key(title)[0])
        self.mention(holder, title.start, title.end, "title")

    def _enter(self, holder: Holder, key: PostKey, title: Title) -> None:
        """Add a post; the longer form of a title stays."""
        for i, (head, words) in enumerate(holder.keys):
            other = holder.titles[i]
            if head != key[0] or not (
                key[1] <= words or words <= key[1] or self._spelled_alike(title, other)
            ):
                continue
            if (len(key[1]), title.extent) > (len(words), other.extent):
                holder.keys[i], holder.titles[i] = key, title
            return
        holder.keys.append(key)
        holder.titles.append(title)

    def mention(self, holder: Holder, start: int, end: int, kind: str) -> None:
        """Note that a holder is mentioned, at each place once."""
        if start in holder.mentioned:
            return
        holder.mentioned.add(start)
        holder.official.mentions.append(Mention(start, end, kind))

    def similar(self, holder: Holder, title: Title) -> bool:
        """Whether a holder has a post of this role in an organisation that shares most of its words."""
        head, words = self.key(title)
        return any(
            other_head == head and len(words & other) * 2 > min(len(words), len(other))
            for other_head, other in holder.keys
        )

    # merging

    def resolve(self, holder: Holder) -> Holder:
        while holder.merged is not None:
            holder = holder.merged
        return holder

    def merge(self, office: Holder, into: Holder) -> None:
        """The office's holder is this person."""
        if office is into:
            return
        for key, title in zip(office.keys, office.titles, strict=True):
            self._enter(into, key, title)
        into.official.mentions.extend(office.official.mentions)
        into.mentioned |= office.mentioned
        into.spoke |= office.spoke
        into.definite |= office.definite
        office.merged = into
        if self.current is office:
            self.current = into
        if self.awaiting is office:
            self.awaiting = None

    def officials(self) -> list[Official]:
        """Everybody with a post, in the order of their first mention."""
        found = []
        for holder in self.holders:
            if (
                holder.merged is None
                and holder.titles
                and (holder.name or (holder.reported and holder.definite))
            ):
                official, name = holder.official, holder.name
                if name is not None:
                    official.name = self._polished(name.start, name.end)
                    if not holder.surname_only:
                        official.surname = self._polished(name.surname_start, name.end)
                official.positions = [position_of(self._document, title) for title in holder.titles]
                if len(official.mentions) > 1:
                    official.mentions.sort(key=_START)
                found.append(official)
        found.sort(key=lambda official: official.mentions[0].start)
        return found


def _spelled(name: str) -> str:
    """A squeezed name in one spelling: اسداله is اسدالله."""
    return name.replace("اله", "الله") if "اله" in name and "الله" not in name else name


def _bare(word: str) -> str:
    """A word of a name without the Arabic article: «المالکی» and «مالکی» are one."""
    if not word.startswith(_ARTICLE) or len(word) < _SHORTEST_WITH_ARTICLE or word.startswith(_OF_GOD):
        return word
    return word if word in vocabulary().names.second_given else word[len(_ARTICLE) :]
