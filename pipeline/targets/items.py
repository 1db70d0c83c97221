"""The metric of one item of a list: its share of words that are said once for all items."""

import re
from bisect import bisect_left
from itertools import takewhile

from pipeline.document import Document, PlaceMention
from pipeline.targets.conditions import Sighting
from pipeline.targets.phrases import PREPOSITIONS, has_verb, is_no_metric, metric_heads
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish

# One more of a list: «…، موتورسیکلت ۳ درصد و سواری ۲۲ درصد».
_ITEM = re.compile(r"(?:،| و|، و) ((?:[^\W\d_]+ ){0,3}[^\W\d_]+) (?:نیز |هم )?")
_JOINED = frozenset(word.strip() for word in PREPOSITIONS) | {"این", "آن", "که", "و", "بقیه", "مابقی", "حدود"}
_AND, _IN_TURN = re.compile(r"، | و "), "به ترتیب"
_SECTION = re.compile(r"(?:^| )(در (بخش|حوزه|زمینه) [^\W\d_]+) (?:معادل |حدود |بیش از |مبلغ )?$")
_PRESENT = ("فعلی", "کنونی")


def of_place(document: Document, metric: str, old: PlaceMention, new: PlaceMention) -> str:
    """The metric of the item before in a list of places, for the next one; "" if it does not name the old."""
    before, after = (polish(document.raw_text(place.start, place.end)) for place in (old, new))
    return f"{metric[: -len(before)]}{after}" if metric.endswith(before) else ""


def of_item(document: Document, sighting: Sighting, metric: str) -> str:
    """The metric of a list for one more item of it: «سهم قطار ۳۰ درصد، اتوبوس ۲۲ درصد …» -> سهم اتوبوس."""
    quantities, quantity, words = document.quantities, sighting.quantity, metric.split()
    position = bisect_left(quantities, quantity.start, key=lambda other: other.start)
    latest = quantities[position - 1] if position else None
    if latest is None or latest.sentence != quantity.sentence or latest.unit != quantity.unit:
        return metric
    item = _ITEM.fullmatch(document.text, latest.end, sighting.start)
    words = [word for word in words if word not in _PRESENT]
    shared = list(takewhile(lambda word: fold_phrase(word) in metric_heads(), words))
    if item is None or not shared or len(shared) == len(words):
        return metric
    name = polish(document.raw_text(item.start(1), item.end(1)))
    if f" {name} " in f" {metric} " or has_verb(name) or is_no_metric(name) or name.split()[0] in _JOINED:
        return metric
    return metric if fold_phrase(name.split()[0]) in metric_heads() else " ".join([*shared, name])


def of_each_in_turn(document: Document, sighting: Sighting, found: str) -> str:
    """One of some metrics that are told in turn: «سود و زیان به ترتیب به ۳۶ و ۳۱ میلیارد می‌رسد»."""
    clause, names = sighting.clause, _AND.split(found)
    turn = document.text.rfind(_IN_TURN, clause.start, sighting.start)
    if turn < 0 or len(names) < 2:
        return found
    quantities = document.quantities
    first, last = (
        bisect_left(quantities, at, key=lambda other: other.start) for at in (turn, clause.verb_start)
    )
    item = bisect_left(quantities, sighting.quantity.start, key=lambda other: other.start) - first
    return names[item] if len(names) == last - first else found


def of_section(document: Document, sighting: Sighting, found: str) -> str:
    """A metric with the section a figure is for: «بودجه شهرداری در بخش جاری ۷۰ و در بخش عمرانی ۵ میلیارد»."""
    section = _SECTION.search(document.text, sighting.clause.start, sighting.start)
    head = found.partition(f" {section[1].partition(' ')[0]} {section[2]} ")[0] if section else ""
    if section is None or not found or fold_phrase(found.partition(" ")[0]) not in metric_heads():
        return found
    return f"{head} {polish(section[1])}"
