"""Enter posts and names among the people of an article: whose they are."""

from __future__ import annotations

from pipeline.officials.holding import is_nobodys, is_proposed
from pipeline.officials.linking import Holder, People
from pipeline.officials.names import Name
from pipeline.officials.titles import Title
from pipeline.officials.vocabulary import Vocabulary

_THIS = "این"


class Register:
    """Enters what is read of one article. parted: the office that awaits no full name more, for a headline
    stands behind it."""

    def __init__(self, words: Vocabulary, people: People, text: str) -> None:
        self._words, self._people, self._text = words, people, text
        self.parted: Holder | None = None

    def enter(self, titles: list[Title], name: Name | None, silent: bool = False) -> Holder | None:
        """Who holds these posts: somebody of this name, else whoever is known to hold the main one, else a
        holder whose name is not known; None for a role alone.

        silent: offices without a name are not reported for it."""
        people = self._people
        main = titles[0]
        if main.bare and len(titles) > 1:
            main = next((title for title in titles if not title.bare), main)
        office = (
            None
            if main.role.many
            or (name is not None and main.bare and is_proposed(main, self._text, self._words))
            else people.office(main)
        )
        if name is not None:
            holder = people.person(name)
            awaiting = people.awaiting
            if office is None and awaiting is not None and holder.untitled and people.similar(awaiting, main):
                office = awaiting
            nameless = office is not None and office.name is None and office is not holder
            if office is not None and nameless and not people.is_one_of_many(main, office):
                people.merge(office, holder)
            for title in titles:  # رئیس هیأت مدیره و مدیرعامل: the office of the second post too
                other = None if title is main or title.bare else people.office(title)
                if other is not None and other.name is None and other is not holder:
                    people.merge(other, holder)
        elif office is None:
            if main.bare:
                return None
            holder = self._this(main) or people.new_office()
        else:
            holder = office
        for title in titles:
            people.give(holder, title)
            holder.definite |= not title.indefinite
            if title.role.office and not (
                title.bare or title.indefinite or silent or is_nobodys(title, self._text, self._words)
            ):
                holder.reported = True
        return holder

    def named(self, name: Name, quoted: bool = False) -> Holder:
        """The holder of a name that is a subject; an office that awaits its holder's name gets it.

        quoted: he said before what somebody else speaks of, and so holds no office that awaits a name."""
        people = self._people
        awaiting = people.awaiting
        holder = people.person(name)
        parted = awaiting is not None and awaiting is self.parted and name.full
        if parted and not self._text.startswith(self._words.also, name.end):
            people.awaiting, quoted = None, holder.untitled
        if quoted or self._is_somebody(name, awaiting):
            holder.stranger = True
            return holder
        if awaiting is not None and holder.untitled and awaiting.merged is None and awaiting is not holder:
            people.merge(awaiting, holder)
            people.awaiting = None
        return holder

    def _this(self, title: Title) -> Holder | None:
        """Who speaks and had no post so far, where the text calls him «این نماینده مجلس»."""
        this = title.indefinite and self._text.endswith(f"{_THIS} ", 0, title.start)
        represents = title.role.head in self._words.posts.representatives
        if not this or represents or self._people.current is None:
            return None
        speaker = self._people.resolve(self._people.current)
        return speaker if speaker.name is not None and not speaker.titles else None

    def _is_somebody(self, name: Name, awaiting: Holder | None) -> bool:
        """Whether a person is no holder of the office that awaits one: the text says what he is, or that he
        speaks too."""
        following = self._text[name.end : name.end + 20].lstrip(" ،»\"'")
        if following.split(" ", 1)[0].rstrip("،.؛:") in self._words.names.professions:
            return True
        spoke = awaiting is not None and awaiting.spoke
        return spoke and self._words.speech.contrast.match(following) is not None
