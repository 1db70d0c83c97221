"""At the end of an article: whose the offices were that spoke without a name; full names for surnames."""

from collections.abc import Container, Iterator

from pipeline.officials.linking import Holder, People
from pipeline.officials.names import Name, NameReader
from pipeline.officials.vocabulary import Vocabulary

_NEAR = 2000  # letters
_MOST_GIVEN = 3  # words of a given name
_LONGEST_GIVEN = 16  # letters


def settle(people: People, words: Vocabulary, text: str) -> None:
    """Offices that spoke among one person's statements are that person's; so are those whose role alone the
    text gives to one person."""
    _settle_heads(people, words.posts.shortened)
    speakers = [holder for holder in people.holders if holder.merged is None and holder.name and holder.spoke]
    for holder in people.holders:
        if holder.merged is not None or holder.name or not holder.spoke or holder.contrasted:
            continue
        target = people.resolve(holder.beside) if holder.beside is not None else None
        if target is not None and target.name is not None:
            chief = holder.titles[0].role.head in words.posts.chiefs
            if (holder.returned and not chief and not target.stranger) or _is_other_post(
                holder, target, words, text
            ):
                people.merge(holder, target)
        elif len(speakers) == 1 and _is_other_post(holder, speakers[0], words, text):
            people.merge(holder, speakers[0])


def _settle_heads(people: People, shortened: Container[str]) -> None:
    named = [
        each for each in people.holders if each.merged is None and each.name and each.heads and each.untitled
    ]
    if not named:
        return
    for office in people.holders:
        if office.merged is None and not office.name and office.keys and office.keys[0][0] in shortened:
            holders = [each for each in named if office.keys[0][0] in each.heads and each.merged is None]
            if len(holders) == 1:
                people.merge(office, holders[0])
                named.remove(holders[0])


def _is_other_post(office: Holder, speaker: Holder, words: Vocabulary, text: str) -> bool:
    """Whether this office is one that the speaker beside it holds too; he may have no other."""
    title = office.titles[0]
    head = title.role.head
    in_assembly = words.posts.assemblies.search(text, title.role_end, title.end) is not None
    goes_on = office.leads and office.continues and not in_assembly
    if goes_on and head not in words.posts.chiefs and not office.rivals(speaker):
        return True
    if speaker.untitled:
        return not speaker.stranger and _near(office, speaker)
    if all(each.role.of and each.role.head not in words.posts.commission_posts for each in speaker.titles):
        return False  # «پرویز مرادی، استاد دانشگاه یزد»: somebody else who is asked
    if not office.leads:
        return False
    if head in words.posts.chairs and words.posts.chaired.match(text, title.role_end + 1):
        return any(other.role.head in words.posts.chiefs for other in speaker.titles)
    if head in words.posts.member_posts or (head in words.posts.commission_posts and in_assembly):
        return any(words.posts.assemblies.search(text, title.start, title.end) for title in speaker.titles)
    return head in words.posts.second_posts or _is_of_the_same(office, speaker, words)


def _is_of_the_same(office: Holder, speaker: Holder, words: Vocabulary) -> bool:
    """Whether an office is of what the speaker's own post is of: «عضو هیأت مدیره» and «مدیرعامل» of one firm,
    or of a part of it."""
    title, (_, mine) = office.titles[0], office.keys[0]
    if not mine or title.former or title.role.head in words.posts.chiefs or office.rivals(speaker):
        return False
    if any(other.role.head in words.posts.chiefs for other in speaker.titles):
        return False
    return any(theirs and (mine <= theirs or theirs <= mine) for _, theirs in speaker.keys)


def _near(office: Holder, speaker: Holder) -> bool:
    """Whether office and speaker are mentioned near each other: a page may hold several pieces of news."""
    return any(
        abs(post.start - mention.start) < _NEAR
        for post in office.official.mentions
        for mention in speaker.official.mentions
    )


def complete(people: People, names: NameReader, text: str) -> None:
    """Give holders of whom only the surname was read the full name that the article has anywhere."""
    for holder in people.holders:
        if holder.merged is None and holder.name is not None and holder.titles and holder.surname_only:
            name = full_name(names, text, text[holder.name.start : holder.name.end])
            if name is not None and people.is_new(name):
                people.name(holder, name)
                people.mention(holder, name.start, name.end, "name")


def full_name(names: NameReader, text: str, surname: str) -> Name | None:
    """The one full name with this surname, None where there is none or more than one."""
    found: dict[str, Name] = {}
    for start in _behind_words(text, surname):
        position, end = start, start + len(surname)
        for _ in range(_MOST_GIVEN):
            position = text.rfind(" ", max(0, position - _LONGEST_GIVEN), position - 1) + 1
            if not position:
                break
            name = names.at(text, position, end)
            if name is not None and name.sure and name.end == end:
                found.setdefault(text[name.start : name.end], name)
    longest = max(found, key=len, default="")
    return found[longest] if all(longest.endswith(other) for other in found) and found else None


def _behind_words(text: str, phrase: str) -> Iterator[int]:
    """Where a phrase of whole words stands behind another word."""
    start = text.find(phrase)
    while start >= 0:
        before, behind = text[max(0, start - 2) : start], text[start + len(phrase) : start + len(phrase) + 1]
        if before[:1].isalpha() and before.endswith(" ") and not (behind.isalnum() or behind == "_"):
            yield start
        start = text.find(phrase, start + 1)
