"""The noun phrases of a clause that may name a metric, and what can name none."""

import re
from functools import cache, lru_cache

from pipeline.document import Document
from pipeline.lexicon import WordClass, word_classes
from pipeline.quantities.phrase_rules import phrase_rules
from pipeline.targets.clauses import Clause
from pipeline.targets.cues import target_rules
from pipeline.targets.scope import dates_in
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish

_WORDS = 12
_PREPOSITION = 5  # letters of one at most, with its blank
_FROM = " از "
_COMPARED = "نسبت به"
_SPAN = "مدت زمان "  # may be a goal itself: «مدت زمان انتظار»
_ACCORDING = ("بر اساس", "براساس", "طبق", "بنا بر")  # طبق پیش‌بینی‌های این سازمان، تولید به
_WILL = ("خواهد", "خواهند", "خواهیم")  # the blank lost: خواهدبود
_ARE = frozenset({"امیدوارند", "معتقدند", "درصددند", "مصممند", "موظفند", "مکلفند"})  # adjectives as verbs
_FINITE = frozenset({WordClass.VERB, WordClass.LIGHT_VERB, WordClass.COPULA})
PREPOSITIONS = (
    "به ",
    "در ",
    "با ",
    "از ",
    "بر ",
    "برای ",
    "طبق ",
    "براساس ",
    "طی ",
    "تا ",
    "پس از ",
    "بعد از ",
)
# Where a noun phrase that names a metric ends.
_STOP = re.compile(
    r"[:؛.,()«»\"!؟\d]|،(?! \w+(?: \w+){0,3} و )"
    r"|(?<=ها) (?=[^\W\d])(?!(?:و|در|از|به|با|برای|بر|ی|یی)\b)"  # با کاهش هزینه‌ها ظرفیت
    r"|\b(?:را|نیز|هم|تنها|فقط|و مبلغ|باید|بایستی|که|تا|م?است|بوده|بود|(?<!تمام )شده|کرده|طی|ظرف|برابر|معادل"
    r"|حدود|بالغ|حداقل|حداکثر|بیش از|امسال|اکنون|به ?زودی|طبق|بر ?اساس|با توجه|با احتساب|به ترتیب|موجب|باعث"
    r"|سبب|منجر"
    r"|(?:پیش ?بینی|هدف ?گذاری|برنامه ?ریزی)(?= ?(?:شد|می|کرد|گردید|$))"
    r"|(?:افزایش|کاهش|رشد)(?= (?:پیدا|یا[بف]|داده|داشت|خواه|می)\w*)"
    r"|مورد(?= (?:بهره ?برداری|استفاده|افتتاح))"
    r"|در نظر(?= ?(?:گرفت|$))|هنوز|یعنی|جمعا|در مجموع|از محل|به ازا[یء]"
    r"|مواجه|روبه ?رو|روبرو|به ?وجود|بوجود|تصمیم|در راستای|در اختیار"
    r"|ن?می ?(?:شو|کن|رس|یاب|گیر|ده|باش|آی|رو|توان|گرد|خواه|دار)\w*|ن?خواه\w+"
    r"|در (?:سال|ابتدای|پایان|افق|حال|حالی|این|ماه|نیمه|طول)|برای (?:سال|پایان)|سال (?:جاری|آینده|گذشته|بعد)"
    r"|از (?:سال|ماه|هفته|ابتدا|ابتدای|اول|آغاز|نیمه|اواخر|اواسط|امروز|فردا)"
    r"|(?:به|از|در|تا|با|و)"
    r"(?= *(?:حدود|رقم|مرز|سقف|سطح|بیش از|میزان|نقطه|رشد|افزایش|کاهش)?(?: فعلی| کنونی)? *(?:\d|$)))\b"
)
_DONE = ("شده", "کرده")
# Of a clause behind another; at a sentence's head, or before an amount, it is a preposition.
_SO_THAT = re.compile(r" تا (?!مبلغ|سقف|میزان|حدود|مرز)")
_THAT = re.compile(r"\b(?:این|آن) ?که\b")
# What a participle with شده says: یاد شده, جمع آوری شده, ارایه داده شده.
_DESCRIBES = re.compile(
    r" \w+(?: (?:آوری|گذاری|سازی|برداری|بینی|ریزی|اندازی|بندی|رسانی|داده|گرفته|نظر گرفته))? $"
)
_LEADING = re.compile(
    r"(?:[ ،؛:]|\b(?:و|که|همچنین|نیز|اما|ولی|بنابراین|البته|به ?(?:طوری|گونه ?ای) ?که|(?:آن ?)?چنان ?که"
    r"|(?:بدین|به این) ترتیب|در مجموع)\b)+"
)


@cache
def _no_metrics() -> tuple[frozenset[str], frozenset[str]]:
    rules = target_rules()
    return frozenset(map(fold_phrase, rules.no_metric)), frozenset(map(fold_phrase, rules.time_words))


@cache
def metric_heads() -> frozenset[str]:
    """The words that begin the name of something measurable."""
    return frozenset(map(fold_phrase, target_rules().metric_heads))


@lru_cache(maxsize=4096)
def has_verb(phrase: str) -> bool:
    """Whether a phrase holds a finite verb or a participle of one, so that it is no noun phrase."""
    words = fold_phrase(phrase).split(" ")
    return any(
        word_classes().get(word) in _FINITE or word.startswith(_WILL) or word in _ARE for word in words
    )


@lru_cache(maxsize=4096)
def is_no_metric(phrase: str) -> bool:
    phrases, time_words = _no_metrics()
    folded = fold_phrase(phrase)
    if folded.startswith(_COMPARED):
        return True  # نسبت به سال گذشته
    return folded in phrases or (folded.split(" ")[0] in time_words and not folded.startswith(_SPAN))


def phrase_of(document: Document, clause: Clause, stop: int) -> str:
    """The clause's subject, where no head word tells it: what stands before stop.

    Of a duty the subject may stand before باید: «شمار بی‌سوادان باید به ۲ درصد برسد»."""
    start = max(clause.start, document.text.rfind(":", clause.start, stop) + 1)
    for begin, end, cue in reversed(clause.marks):
        if cue.kind == "modal" and start <= begin and end <= stop and not cue.word.startswith(_ACCORDING):
            found = _phrase_behind(document, end, stop)
            if found or cue.detail != "duty":
                return found
            stop = begin
    if start == clause.start and (conjunction := _SO_THAT.match(document.text, start)):
        start = conjunction.end()  # … می‌شود تا هدررفت آب به
    return _phrase_behind(document, start, stop)


def _phrase_behind(document: Document, start: int, stop: int) -> str:
    text = document.text
    if opened := [match.end() for match in _THAT.finditer(text, start, stop)]:
        start = opened[-1]  # وی با اشاره به اینکه صادرات به
    match = _LEADING.match(text, start, stop)
    start = _behind_date(document, match.end() if match else start, stop)
    if text.startswith(PREPOSITIONS, start):  # به گزارش …، صادرات به
        start = _behind_comma(text, start, stop)
        if start < 0:
            return ""
    end = phrase_end(text, start, stop)
    if end <= start or is_no_metric(text[start:end]):
        return ""
    return polish(document.raw_text(start, end))


def _behind_comma(text: str, start: int, stop: int) -> int:
    """Where the subject begins behind phrases of time and place, each with its comma; -1 where none does."""
    comma = stop
    while (comma := text.rfind("، ", start, comma)) >= 0:
        behind = comma + 2
        if not text.startswith(PREPOSITIONS, behind) and not is_no_metric(text[behind:stop]):
            return behind
    return -1


def _behind_date(document: Document, start: int, stop: int) -> int:
    """Where a phrase goes on that begins with a date: «تا ۳ سال دیگر استخراج گاز به»."""
    for mention in dates_in(document, start, min(stop, start + _PREPOSITION)):
        behind = mention.end + 1
        if behind < stop and document.text[behind - 1] == " ":
            return start if document.text.startswith(PREPOSITIONS, behind) else behind
    return start


def phrase_before(document: Document, start: int, stop: int) -> str:
    """The noun phrase that ends at stop, without what comes before a colon, a comma or the like."""
    text = document.text
    for sign in (":", "،", "؛", " از ", " که ", "اینکه "):
        at = text.rfind(sign, start, stop)
        while at >= 0 and sign == _FROM and text[start:at].split(" ")[-1] in phrase_rules().governing:
            at = text.rfind(sign, start, at)  # طرح پیشگیری از اعتیاد
        if at >= 0:
            start = at + len(sign)
    if stop - start < 3:
        return ""
    return polish(" ".join(document.raw_text(start, stop).split()[-_WORDS:]))


def phrase_end(text: str, start: int, stop: int) -> int:
    """Where the noun phrase that begins at start ends, at most a dozen words behind."""
    match = _STOP.search(text, start, stop)
    end = match.start() if match else stop
    if match and match[0] in _DONE and not text.startswith(" های", match.end()):  # اسناد جمع آوری شده
        described = _DESCRIBES.search(text, start, end)
        end = described.start() if described else end
    words = text[start:end].split(" ")
    if len(words) > _WORDS:
        end = start + len(" ".join(words[:_WORDS]))
    while end > start and text[end - 1] in " ،":
        end -= 1
    for joint in (" به", " از", " در", " تا", " و", " با"):
        if text.endswith(joint, start, end):
            end -= len(joint)
    return end
