"""Whether a title that stands without a name says that somebody holds the office."""

from pipeline.officials.titles import Title
from pipeline.officials.vocabulary import Vocabulary

_APPOINTED_REACH = 60  # letters
_OWNER_REACH = 40
_QUOTES = ("«", '"', "'", "(")


def is_nobodys(title: Title, text: str, words: Vocabulary) -> bool:
    """Whether the office is named without anybody who holds it, or for what belongs to it: «به عنوان رئیس
    شورا», «معاونت حقوقی رئیس‌جمهور»."""
    return text.endswith(words.not_held, 0, _opened(title, text)) or is_belonging(title, text, words)


def is_belonging(title: Title, text: str, words: Vocabulary) -> bool:
    """Whether it stands for what belongs to the office: «معاونت حقوقی رئیس‌جمهور», «سایت وزیر نیرو»."""
    start = _opened(title, text)
    return words.posts.patterns.belonging.search(text, max(0, start - _OWNER_REACH), start) is not None


def is_proposed(title: Title, text: str, words: Vocabulary) -> bool:
    """Whether somebody is named for an office and not appointed: «به عنوان شهردار مطرح است»."""
    if not text.endswith(words.not_held, 0, title.start):
        return False
    return words.posts.appointed.search(text, title.end, title.end + _APPOINTED_REACH) is None


def _opened(title: Title, text: str) -> int:
    """Where a title begins, with the quotes before it."""
    return title.start - 1 if text.startswith(_QUOTES, title.start - 1) else title.start
