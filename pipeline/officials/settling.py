"""At the end of an article: which offices that spoke without their holder's name were the named speakers'."""

from pipeline.officials.linking import Holder, People
from pipeline.officials.vocabulary import Vocabulary

_NEAR = 2000  # letters


def settle(people: People, words: Vocabulary, text: str) -> None:
    """Offices that spoke among one person's statements are that person's."""
    speakers = [holder for holder in people.holders if holder.merged is None and holder.name and holder.spoke]
    for holder in people.holders:
        if holder.merged is not None or holder.name or not holder.spoke or holder.contrasted:
            continue
        target = people.resolve(holder.beside) if holder.beside is not None else None
        if target is not None and target.name is not None:
            chief = holder.titles[0].role.head in words.chiefs
            if (holder.returned and not chief) or _is_other_post(holder, target, words, text):
                people.merge(holder, target)
        elif len(speakers) == 1 and _is_other_post(holder, speakers[0], words, text):
            people.merge(holder, speakers[0])


def _is_other_post(office: Holder, speaker: Holder, words: Vocabulary, text: str) -> bool:
    """Whether this office is one that the speaker beside it holds too; he may have no other."""
    if not speaker.titles:
        return _near(office, speaker)
    if not office.leads:
        return False
    head = office.titles[0].role.head
    if head in words.member_posts:
        return any(words.assembly.search(text, title.start, title.end) for title in speaker.titles)
    return head in words.second_posts


def _near(office: Holder, speaker: Holder) -> bool:
    """Whether office and speaker are mentioned near each other: a page may hold several pieces of news."""
    return any(
        abs(post.start - mention.start) < _NEAR
        for post in office.official.mentions
        for mention in speaker.official.mentions
    )
