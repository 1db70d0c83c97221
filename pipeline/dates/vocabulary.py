"""The named parts that the patterns of rules/dates.yaml are built from."""

import re
from collections.abc import Iterable

from pipeline.dates.rules import DatesFile

EDGES = "پایان|انتهای|آخر|اواخر|ابتدای|آغاز|اوایل|اول|شروع|نیمه|اواسط|میانه"
_UNITS = "سال|ماهه?|هفته|روزه?|ساعته?|شبانه‌روز|دهه|فصل"
_WHICH = "نخست|اول|ابتدای(?: سال)?|ابتدایی|آغازین|دوم|سوم|چهارم|پایانی|آخر|انتهایی"
_SORTS = "مالی|زراعی|آبی|تحصیلی"
_ERAS = "(?:هجری )?(?:شمسی|خورشیدی|میلادی|قمری)"


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of these phrases, longest first."""
    return "|".join(re.escape(w).replace("\\ ", " ") for w in sorted(words, key=len, reverse=True))


def pattern_parts(file: DatesFile) -> dict[str, str]:
    """The named parts of the rules' patterns."""
    months = [name for calendar in file.calendars.values() for names in calendar for name in names]
    no_count = rf"(?!\d|[./,]\d| ?(?:{alternatives(file.counted_after_number)})(?!\w))"
    relative = rf"(?:{alternatives(file.relative_years)}|سال جدید)(?!\w)(?! از (?!این))"
    year_number = rf"(?:1[234]\d\d|19\d\d|20\d\d|\d\d){no_count}"
    day = rf"3[01]|[12]\d|0?[1-9]|{alternatives(file.ordinals)}|{alternatives(file.cardinals)}"
    month = rf"(?P<month>{alternatives(months)})(?P<month_word> ?ماه)?(?!\w)"
    relations = {name: alternatives(words) for name, words in file.relations.items()}
    return {
        "numeric_date": r"(?<![\d/])(?P<year>1[234]\d\d|20\d\d|19\d\d|\d\d)(?P<mark>[/-])(?P<month_number>1[0-2]|0?[1-9])"
        r"(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d/-])",
        "reversed_date": r"(?<![\d/])(?P<day>3[01]|[12]\d|0?[1-9])/(?P<month_number>1[0-2]|0?[1-9])"
        r"/(?P<year>1[34]\d\d|20\d\d|19\d\d|[3-9]\d)(?![\d/])",
        "behind_name": "(?:" + "|".join(rf"(?<=\b{name} )" for name in file.names_before_days) + ")",
        "weekday": rf"(?:روز )?(?P<weekday>{alternatives(file.weekdays)})(?!\w)",
        "weekday_relation": r"(?P<relation>این هفته|هفته (?:جاری|گذشته|آینده)|گذشته|آینده)(?!\w)",
        "day_word": rf"(?P<day_word>{alternatives(file.day_words)})(?!\w)",
        "day": f"(?P<day>{day})",
        "until_day": f"(?P<until_day>{day})",
        "month": month,
        "until_month": rf"(?P<until_month>{alternatives(months)})(?: ?ماه)?(?!\w)",
        "month_word": rf"(?P<month>{alternatives(months)}) ?ماه(?!\w)",
        "month_after_word": rf"(?<=ماه )(?P<month_b>{alternatives(months)})(?!\w)",
        "plain_month": rf"(?:(?<=\bدر )|(?<=\bتا )|(?<=\bاز )|(?<=\bطی )|(?<=\bپایان )|(?<=\bاوایل )|(?<=\bاواخر )"
        rf"|(?<=\bاواسط )|(?<=\bنیمه )|(?<=\bابتدای ))(?P<month_c>{alternatives(file.plain_months)})(?!\w)",
        "month_year": rf"(?P<year>{relative}|(?:سال ?)?(?:(?:13|14|19|20)\d\d(?!\d|[./,]\d)|{year_number}))",
        "month_relation": r"(?P<relation>گذشته|آینده)(?!\w)",
        "four_digits": r"(?P<year>1[34]\d\d|20\d\d|19\d\d)(?!\d)",
        "comma": r" ?[،,]? ?",
        "to": r" ?(?:تا|الی|لغایت|و|-)(?: ?سال)? ?",
        "sort": rf"(?P<sort>{_SORTS})",
        "sort_relation": r"(?P<relation>جاری|گذشته|آینده|قبل|جدید)(?!\w)",
        "era": rf"(?P<era>{_ERAS})(?!\w)",
        "two_years": rf"(?P<year>1[234]\d\d|19\d\d|20\d\d|\d\d) ?(?:تا|الی|لغایت|و|-|/)(?: سال)? ?"
        rf"(?P<until_year>{year_number})(?! ?(?:{_ERAS}) ?\d)",
        "year_number": rf"(?P<year>{year_number})",
        "relative_year": rf"(?P<year>{relative})",
        "edge": EDGES,
        "no_plain_year": rf"(?:\d|{_SORTS}|{alternatives(w for r in file.relations.values() for w in r)}|های|ها|جدید|نو)",
        "no_plan": r"(?:های|ریزی|اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|پنج|\d ?ساله|[4-7](?![\d/.]))",
        "year_phrase": rf"(?P<year>{relative}|سال(?:‌های)? ?{year_number}|سال(?! ?(?:های|ها|\d))(?!\w))",
        "bare_year": rf"(?P<bare>{year_number})",
        "count": rf"(?P<count>\d{{1,3}}|{alternatives(file.cardinals)})",
        "until_count": rf"(?P<until_count>\d{{1,3}}|{alternatives(file.cardinals)})",
        "which": rf"(?P<which>{_WHICH})(?!\w)",
        "half": r"(?P<half>اول|نخست|دوم)(?!\w)",
        "season": rf"(?P<season>{alternatives(file.seasons)})(?!\w)",
        "season_relation": r"(?P<relation>گذشته|آینده|جاری|امسال)(?!\w)",
        "unit": rf"(?P<unit>{_UNITS})",
        "relation": rf"(?:(?P<back>{relations['back']})|(?P<ago>{relations['ago']})|(?P<ahead>{relations['ahead']})"
        rf"|(?P<later>{relations['later']})|(?P<now>{relations['now']}))(?!\w)(?! (?:از|ترین))",
        "decade": rf"(?P<decade>(?:1[34])?\d0|19\d0|\d\d(?: تا |-)\d\d|هفتاد|هشتاد|نود|شصت|پنجاه|چهل)(?!\w)",
        "occasion": rf"(?P<occasion>{alternatives(file.occasions)})(?!\w)",
        "five_years": r"(?:پنج|5) ?ساله",
        "plan": rf"(?P<plan>{alternatives(n for p in file.plans for n in p.names)})",
        "government": rf"(?P<government>{alternatives(n for g in file.governments for n in g.names)})",
        "head": alternatives(file.year_heads),
        "bare_four": rf"(?:(?P<year>1[34]\d\d|19\d\d|20\d\d) (?P<era>{_ERAS})(?!\w)|(?<=\()(?P<year_b>1[34]\d\d|19\d\d|20\d\d)(?=\))"
        rf"|(?:(?<=\bدر )|(?<=\bتا )|(?<=\bاز ))(?P<year_c>13[5-9]\d|140\d|199\d|20[0-3]\d)"
        rf"(?=[.،؛)\n]|$| (?:به|از|تا|در|با|و|که|را|است|بود)\b)(?![.,/]\d))",
    }
