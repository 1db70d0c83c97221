"""Which date expression holds for a number: the one beside it, else the frame before it, never a far one."""

from bisect import bisect_left, bisect_right

from pipeline.document import DateMention, Document
from pipeline.rulebook.patterns import compile_pattern

_NEAR = 45  # a date so close behind a number, without a verb between, belongs to it
_BEHIND = 140  # … and so close where other numbers lie between
_FRAME = 400  # a frame before a number reaches so far within its sentence

_VERB = compile_pattern(
    r"(?<!\w)(?:ن?می‌[آ-ی]{2,}|ن?می|ن?خواه(?:د|ند|یم)|ن?شد(?:ه|ند|یم|ه‌اند)?|شود|شوند|است|هست|نیست|هستند|بود(?:ه|ند|یم)?|"
    r"کرد(?:ه|ند|یم)?|کند|کنند|کنیم|داد(?:ه|ند|یم)?|داشت(?:ه|ند|یم)?|دارد|دارند|داریم|یافت(?:ه|ند)?|یابد|رسید(?:ه|ند|یم)?|برسد|"
    r"رسانده?|رساند(?:ه|ند|یم)?|گرفت(?:ه|ند|یم)?|گردید(?:ه|ند)?|گردد|رفت(?:ه|ند)?|گفت|افزود|نمود(?:ه|ند)?|ساخت(?:ه|ند))(?!\w)"
)
# The saying itself is dated by what stands before it, what is said is not.
_SAYING = compile_pattern(
    r"(?<!\w)(?:گفت(?:ه)?|افزود|اظهار|اظهارداشت|تصریح|خاطرنشان|بیان|اعلام|تاکید|تأکید|اذعان|عنوان|یادآور|ابراز|ادامه داد|"
    r"نشست خبری|گفت‌و‌گو|گفتگو|جمع خبرنگاران|خبر داد)(?!\w)"
)
# From here on the text speaks of now, whatever date was named before.
_NOW = compile_pattern(
    r"(?<!\w)(?:در حال حاضر|هم‌اکنون|اکنون|تا‌کنون|تا به حال|تا‌بحال|تا امروز|از این (?:تعداد|میزان|رقم) تا‌کنون|در همین حال|قبل از انقلاب)(?!\w)"
)
_NEW_CLAUSE = compile_pattern(r"(?:؛|(?<!\w)(?:که|اما|ولی|بلکه|در حالی|چون|زیرا)(?!\w))")
_JOINED = compile_pattern(r"(?:^|[ ،])(?:و|،|همچنین|نیز) ?(?:(?:در|تا|طی|از|برای)(?: (?:پایان|ابتدای|آخر|اواخر|اوایل))? ?)?$")
_BREAK = compile_pattern(r"[؛:\n]|(?<!\w)(?:که|اما|ولی)(?!\w)")


def governing_period(document: Document, start: int, end: int) -> DateMention | None:
    """The date mention that holds for the number at [start, end) of the folded text; None where none does."""
    index = bisect_right(document.sentence_starts, start) - 1
    if index < 0:
        return None
    sentence = document.sentences[index]
    dates = document.dates
    behind = bisect_left(dates, end, key=_start)
    following = _following(document, behind, end, sentence.end)
    if following is not None and following.start - end <= _NEAR and not _number_between(document, end, following):
        return following
    return _frame(document, behind - 1, start, sentence.start) or following


def _start(mention: DateMention) -> int:
    return mention.start


def _following(document: Document, index: int, end: int, limit: int) -> DateMention | None:
    """The date behind a number in its own clause."""
    text, dates = document.text, document.dates
    while index < len(dates) and dates[index].end <= limit and dates[index].start - end <= _BEHIND:
        mention = dates[index]
        if not mention.comparison:
            if (
                _VERB.search(text, end, mention.start)
                or _BREAK.search(text, end, mention.start)
                or _JOINED.search(text[end : mention.start])
            ):
                return None
            return mention
        index += 1
    return None


def _frame(document: Document, index: int, start: int, limit: int) -> DateMention | None:
    """The last date before a number in its sentence, if its clause still holds there."""
    text, dates = document.text, document.dates
    while index >= 0 and dates[index].start >= limit and start - dates[index].end <= _FRAME:
        mention = dates[index]
        if not mention.comparison:
            return mention if _holds(document, mention, start, limit) else None
        index -= 1
    return None


def _holds(document: Document, mention: DateMention, start: int, limit: int) -> bool:
    text = document.text
    if _SAYING.search(text, mention.end, start) or _NOW.search(text, mention.end, start):
        return False
    verb = _VERB.search(text, mention.end, start)
    if verb is None:
        return True
    # Over a verb a date reaches only as a frame: it opened its clause, and the next one is joined to it.
    if _NEW_CLAUSE.search(text, verb.end(), start) or mention.period.precision == "day":
        return False
    opening = max(limit, mention.start - 60)
    return not _VERB.search(text, opening, mention.start) and not _numbers(document, opening, mention.start)


def _number_between(document: Document, end: int, mention: DateMention) -> bool:
    return _numbers(document, end, mention.start)


def _numbers(document: Document, start: int, end: int) -> bool:
    """Whether a number that is no date stands in [start, end)."""
    numbers = document.numbers
    index = bisect_left(numbers, start, key=lambda number: number.start)
    while index < len(numbers) and numbers[index].start < end:
        if numbers[index].role is None:
            return True
        index += 1
    return False
