"""Read the titles of a sentence with the names that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Sentence
from pipeline.officials.apart import ApartReader
from pipeline.officials.holding import is_belonging
from pipeline.officials.linking import People
from pipeline.officials.lists import ListReader
from pipeline.officials.names import Name
from pipeline.officials.scanned import ScannedArticle
from pipeline.officials.settling import full_name
from pipeline.officials.titles import Title, TitleReader

# One holder's titles, and his name where it stands beside them.
Group = tuple[list[Title], Name | None]

_JOINT = re.compile(r"[ «»\"'()]*([،,-]?)[ «»\"'()]*")
_PROFESSION_WORDS = 8
_UNQUOTED = ("» ", '" ', "»، ", '"، ')
_AND = "و"
_CONJUNCTION = re.compile(rf" ?(?:{_AND}|،) ?")
_PLURAL = "های"  # no surname: «اشک‌های فرمانده …»
_LONGEST_GIVEN = 32  # letters between a name and the post it is given
_NEXT = 4  # letters between posts that stand right behind each other
_JOINTS = (f" {_AND} ", "، ")
_CREDIT = re.compile(" ?: ?")
_SINGLE = ("country", "place")  # complements of posts that one rarely holds beside another


class MentionReader:
    """Reads the mentions of one article."""

    def __init__(self, article: ScannedArticle, titles: TitleReader, people: People) -> None:
        self._words, self._names, self._places = article.words, article.names, article.places
        self._posts, self._patterns = article.words.posts, article.words.posts.patterns
        self._titles, self._people, self._text = titles, people, article.text
        self._apart = ApartReader(article, people)
        self._lists = ListReader(article)

    def groups(self, sentence: Sentence, roles: Sequence[int]) -> list[Group]:
        """The titles whose role words begin at `roles`, in order; those of one holder together."""
        found: list[Group] = []
        reached = taken = sentence.start
        for start in roles:
            title = self._titles.at(start, sentence.end) if start >= reached else None
            if title is None or (title.role.head in self._posts.members and not self._is_post(title)):
                continue
            if title.role.person and self._is_namesake(title):
                continue
            if title.role.many:
                if names := self._lists.names(title, taken, sentence.end):
                    found += (([title], name) for name in names)
                    reached = taken = title.end
                continue
            reached = title.end
            free = taken
            if found and 0 < title.start - taken < _NEXT and (owner := self._apart.owner(found[-1][0][-1])):
                free = owner.start  # «معاون رضا کریمی، وزیر …»
            name = (
                self._credited(title, sentence.end)
                or self._name_before(title, free)
                or self._apart.who_is(title, taken)
                or self._behind_profession(start, taken)
                or self._name_after(title, sentence.end, bool(found) and self._goes_on(found[-1], title))
            )
            if found and self._same_holder(found, title, name):
                group, earlier = found[-1]
                group.append(title)
                found[-1] = (group, earlier or name)
            elif name is None and (title.role.person or title.role.charge):
                continue
            else:
                found.append(([title], name))
            if title.end > taken:
                taken = title.end
            if name is not None and name.end > title.end:
                taken = reached = name.end
        if found and found[0][1] is None and found[0][0][0].start == sentence.start:
            titles, _ = found[0]
            found[0] = titles, self._apart.signed(sentence, found[-1][0][-1])
        return found

    def _known(self, words: list[str], position: int) -> Name | None:
        """The name or surname of somebody known that these words, the first at `position`, begin with."""
        known = self._people.known(words)
        if known is None:
            return None
        end = position + len(" ".join(words[: known[1]]))
        return Name(position, end, position, False, True)

    def _is_post(self, title: Title) -> bool:
        """Whether a membership is one of a body that has posts."""
        if title.organization is None:
            return False
        return self._text[slice(*title.organization)].split(" ", 1)[0] in self._posts.bodies

    def _is_namesake(self, title: Title) -> bool:
        """Whether a name goes on here, an organisation's or a person's: «دانشگاه … قاضی …», «قاضی زاده»."""
        if self._names.is_second_surname(self._text, title.role_end + 1):
            return True
        start = title.start
        before = self._text[max(0, start - 40) : start].split()[-3:]
        return any(word in self._posts.namesakes for word in before)

    def _credited(self, title: Title, stop: int) -> Name | None:
        """The name behind the colon in a list of credits: «مدیر تولید: رضا کریمی، …»."""
        text = self._text
        if ":" not in text[title.end : title.end + 2]:
            return None
        colon = _CREDIT.match(text, title.end, stop)
        name = self._names.at(text, colon.end(), stop) if colon else None
        return name if name is not None and name.sure and text[name.end : name.end + 1] in "،؛.\n" else None

    def _name_before(self, title: Title, taken: int) -> Name | None:
        text, start = self._text, title.start
        end = self._stripped(start, taken)
        if end <= taken or end == start:
            return None
        begin = text.rfind(" ", taken, end) + 1 or taken
        word = text[begin:end]
        given = self._patterns.given
        if word in self._posts.given_words and (
            given_post := given.search(text, max(taken, end - _LONGEST_GIVEN), end)
        ):
            end = self._stripped(given_post.start(), taken)
            if self._appointing(end, taken):
                return None
            begin = text.rfind(" ", taken, end) + 1 or taken
            word = text[begin:end]
        if word in self._words.judges and end + 1 == start and (begin == taken or text[begin - 2] in "،.:\n"):
            return Name(begin, end, begin, False, False)  # «قاضی مدیر جهاد کشاورزی …»
        word = word.lstrip("«\"'(")
        begin = end - len(word)
        is_role = word in self._words.role_words and word not in self._words.names.surname_roles
        if word in self._words.ends or is_role or not word.isalpha():
            return None
        name = self._names.before(text, end, taken)
        if begin in self._places:  # «علی چگنی», but not «مرکز استان علی آباد»
            return name if name is not None and name.sure and name.surname_start == begin else None
        if name is not None:
            return name
        if self._people.known([word]) is not None:
            return Name(begin, end, begin, False, True)
        return self._surname_before(title, begin, end, taken)

    def _surname_before(self, title: Title, begin: int, end: int, taken: int) -> Name | None:
        """The surname by itself that stands at [begin, end) before a title."""
        text, names, word = self._text, self._names, self._text[begin:end]
        lead = text[max(taken, begin - 30) : begin]
        if names.may_be_surname(word):
            if lead[-4:-1] in self._words.honorific_ends and self._words.honored.search(lead):
                return Name(begin, end, begin, False, True)
            if begin == taken and word[-1] == "ی" and not word.endswith(_PLURAL):
                return Name(begin, end, begin, False, False)
        between = text[end : title.start]
        dashed = between in (" - ", " – ") and text.startswith((" -", " –"), title.end)
        if dashed and word not in self._words.common and names.may_be_surname(word):
            return Name(begin, end, begin, False, False)  # «به گفته ارونقی - معاون گمرک -»
        alone = begin == taken and text[end : end + 1] == "،"  # «ستایش، مدیر …»
        if alone and (names.is_given(word) or names.may_be_surname(word)):
            return Name(begin, end, begin, False, False)
        last = lead.strip(' «"').rsplit(" ", 1)[-1]
        plain = names.is_plain_surname(word)
        first = begin == taken or lead[-2:-1] in (".", "،", ":", "\n")
        if plain or word in self._words.surnames:
            if first or last in self._words.ends or (last == _AND and end + 1 == title.start):
                return Name(begin, end, begin, False, False)
            if plain and between == "، " and len(last) == len("۱۳۹۹") and last.isdigit():
                return Name(begin, end, begin, False, False)  # «۵ مهر ۱۳۹۹ کریم‌خانی، مدیرعامل …»
        if title.bare or last.isdigit() or last in self._words.no_owners:
            return None
        if first and end + 1 == title.start and self._is_unheard_of(word, title):
            return Name(begin, end, begin, False, False)
        if (
            lead[-1:] in ("«", '"') and between in _UNQUOTED and (len(word) > 3 or "،" not in between)
        ):  # «سفر «امبکی» رئیس‌جمهور …»
            known = word in self._words.common or not names.may_be_surname(word)
            return None if known else Name(begin, end, begin, False, False)
        if lead[-1:] != " " or names.is_given(word) or word in self._words.common:
            return None
        fragment = names.is_fragment(word)
        if not (plain or fragment):
            return None
        if names.is_first_surname(last):
            begin -= len(last) + 1  # «با آذری جهرمی وزیر …»
        elif fragment:
            return None
        return Name(begin, end, begin, False, False)

    def _is_unheard_of(self, word: str, title: Title) -> bool:
        """Whether a word nobody knows may be the surname of somebody abroad: «بانداراما وزیر …»."""
        if (
            not self._names.is_new(word)
            or self._names.is_given(word)
            or word.endswith(self._words.names.no_surname_endings)
        ):
            return False
        if word.startswith(self._posts.misspelt_roles):
            return False
        return not self._words.foreign_words.isdisjoint(self._text[title.role_end : title.end].split(" "))

    def _stripped(self, end: int, start: int) -> int:
        """Where the text before `end` ends without blanks and signs."""
        while end > start and self._text[end - 1] in " ،,؛«»\"'()-ˈ":
            end -= 1
        return end

    def _behind_profession(self, start: int, taken: int) -> Name | None:
        """The name before a profession that a post is joined to: «رضا کریمی، استاد حقوق و رئیس انجمن …»."""
        text, words = self._text, self._words
        joint = next((joint for joint in _JOINTS if text.endswith(joint, 0, start)), "")
        position = start - len(joint)
        if not joint or position <= taken:
            return None
        for _ in range(_PROFESSION_WORDS):
            begin = text.rfind(" ", taken, position) + 1 or taken
            word = text[begin:position]
            if begin <= taken or not word.isalpha():
                return None
            if word in words.names.professions:
                return self._names.before(text, self._stripped(begin, taken), taken)
            if word in words.ends:
                return None
            position = begin - 1
        return None

    def _appointing(self, end: int, taken: int) -> bool:
        """Whether who is named before the appointment made it: «توسط رضا کریمی به سمت …»."""
        before = self._text[max(taken, end - 40) : end]
        return any(f"{by} " in before for by in self._posts.by)

    def _goes_on(self, group: Group, title: Title) -> bool:
        """Whether this is the next post of somebody named before his posts."""
        (*_, last), name = group
        joint = self._text[last.end : title.start]
        return name is not None and name.end <= group[0][0].start and joint.strip() == _AND

    def _name_after(self, title: Title, stop: int, named: bool) -> Name | None:
        """The name behind a title; only one right behind it where its holder is `named` already."""
        text, begin = self._text, title.end
        if title.organization is None and title.role.head in self._posts.of_people:
            return None  # «سخنگوی NAME» speaks for somebody
        if self._patterns.of_office.search(text, title.role_end, begin):
            return None  # «معاون دفتر NAME»
        joint = _JOINT.match(text, begin, stop)
        if joint is None or joint.end() == begin or (")" in joint[0] and "(" not in joint[0]):
            return None
        apart = joint[1] != ""
        if apart and named:
            return None
        position, honored = self._names.skip_honorifics(text, joint.end(), stop)
        words = self._names.chain(text, position, stop)
        name = self._names.read(words, position, honored)
        if name is not None and self._patterns.gets_post.match(text, name.end):
            return None  # «وزیر راه رضا کریمی را به سمت …»
        state = title.role.complement == "country" and title.organization is None
        if name is not None and apart and self._has_next_post(name, state):
            return None  # «رئیس شورا، رضا کریمی مدیرعامل …»
        if apart and name is not None and is_belonging(title, text, self._words):
            return None  # «به نقل از سایت وزارت، رضا کریمی گفت»
        if name is not None and (name.sure or not apart) and name.surname_start not in self._places:
            return name
        judge = title.role.person and not (apart and title.organization)
        if judge or (honored and not apart):
            name = self._names.surname(words, position, honored)
            if name is not None:
                return name
        return None if apart else self._known(words, position) or self._head_of_state(title, words, position)

    def _head_of_state(self, title: Title, words: list[str], position: int) -> Name | None:
        """The surname right behind a post of the state («رئیس‌جمهور کریمی»), where the article has the full
        name too."""
        if title.role.complement != "country" or title.organization is not None or not words:
            return None
        if not self._names.may_be_surname(words[0]) or full_name(self._names, self._text, words[0]) is None:
            return None
        return Name(position, position + len(words[0]), position, False, False)

    def _has_next_post(self, name: Name, state: bool) -> bool:
        """Whether a post follows a name, which then is not the post's before it."""
        if self._titles.begins(name.end + 1):
            return True
        if state and self._text.startswith("، ", name.end) and self._titles.begins(name.end + 2):
            return True  # «رئیس‌جمهور، رضا کریمی، رئیس شورا، …»
        return self._patterns.has_next_post.match(self._text, name.end) is not None

    def _same_holder(self, found: list[Group], title: Title, name: Name | None) -> bool:
        """Whether this title is another post of the one before: «معاون وزیر و رئیس سازمان …»."""
        group, earlier = found[-1]
        named_before = earlier is not None and earlier.end <= group[0].start
        edge = group[-1].end if earlier is None or named_before else max(group[-1].end, earlier.end)
        joint = self._text[edge : title.start]
        if group[-1].role.person and earlier is not None and name is None and not joint.strip(" ،"):
            return True  # «قاضی رضا کریمی معاون دادسرای …»
        if earlier is not None and name is None and self._patterns.given.fullmatch(joint.rstrip()):
            return True  # «رضا کریمی معاون استاندار به عنوان رئیس ستاد …»
        if not _CONJUNCTION.fullmatch(joint):
            return False
        if earlier is not None:
            return (
                named_before
                and name is None
                and _AND in joint
                and not self._is_chief_and_deputy(group[-1], title)
                and not self._is_ambassador(group[-1], title)
            )
        if name is not None and name.end <= title.start:
            return False
        if self._is_ambassador(group[-1], title):
            return False
        if group[-1].role.head in self._posts.second_posts and title.role.head in self._posts.preachers:
            return True
        if self._is_another_chief(group[-1], title, name):
            return False
        if name is None and any(self._is_single(each) for each in (group[-1], title)):
            return False
        if name is None and len(found) > 1 and found[-2][1] is None:
            link = self._text[found[-2][0][-1].end : group[0].start]
            if _CONJUNCTION.fullmatch(link):
                return False  # an office of a list
        before = self._text[max(0, group[0].start - 12) : group[0].start].rstrip()
        if before.rsplit(" ", 1)[-1] in self._words.companions:
            return False  # «معاونان وزیر راه و رئیس سازمان راهداری»
        return not self._patterns.together.search(before) and (
            name is not None or (_AND in joint and not before.endswith("،"))
        )

    def _is_another_chief(self, first: Title, second: Title, name: Name | None) -> bool:
        """Whether two people hold these posts: two chiefs, or, unnamed, one and the head of no council, or a
        deputy and a chief."""
        chiefs = self._posts.chiefs
        if name is None and first.role.head.startswith(self._posts.deputies) and second.role.head in chiefs:
            return not first.former
        if first.role.head not in chiefs:
            return False
        if second.role.head in chiefs or name is not None or second.organization is None:
            return second.role.head in chiefs
        return self._text[slice(*second.organization)].split(" ", 1)[0] not in self._posts.bodies

    def _is_chief_and_deputy(self, first: Title, second: Title) -> bool:
        """Whether a minister's post is followed by another minister's or a deputy's, whom nobody is as well.
        Abroad he may stand in for the head of the government."""
        if first.role.head not in self._posts.chiefs or second.organization is None:
            return False
        if second.role.head == first.role.head:
            return True
        return second.role.head in self._posts.deputies and not self._text.startswith(
            self._posts.first_ministers, second.organization[0]
        )

    def _is_ambassador(self, first: Title, second: Title) -> bool:
        """Whether an ambassador's post follows, who now holds none at home: «معاون وزیر خارجه و سفیر …»."""
        posts = self._posts
        if second.role.head not in posts.ambassadors or second.former or second.organization is None:
            return False
        return first.role.head not in posts.sent_abroad and not first.former

    def _is_single(self, title: Title) -> bool:
        """Whether it is a post that one rarely holds beside another."""
        return title.role.complement in _SINGLE and not title.role.head.startswith(self._posts.deputies)
