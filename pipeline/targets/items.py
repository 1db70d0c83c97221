"""The metric of one item of a list: its share of words that are said once for all items."""

import re
from bisect import bisect_left
from itertools import takewhile

from pipeline.document import Document, PlaceMention
from pipeline.targets.metric_rules import metric_rules
from pipeline.targets.phrases import has_verb, is_no_metric, metric_heads
from pipeline.targets.sightings import Sighting
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish

_AND = re.compile(r"، | و ")


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
    rules = metric_rules()
    item = rules.patterns.item.fullmatch(document.text, latest.end, sighting.start)
    words = [word for word in words if f" {word}" not in rules.present]
    shared = list(takewhile(lambda word: fold_phrase(word) in metric_heads(), words))
    if item is None or not shared or len(shared) == len(words):
        return metric
    name = polish(document.raw_text(item.start(1), item.end(1)))
    first = name.split()[0]
    if f" {name} " in f" {metric} " or has_verb(name) or is_no_metric(name):
        return metric
    if f"{first} " in rules.prepositions or first in rules.no_items:
        return metric
    return metric if fold_phrase(first) in metric_heads() else " ".join([*shared, name])


def of_each_in_turn(document: Document, sighting: Sighting, found: str) -> str:
    """One of some metrics that are told in turn: «سود و زیان به ترتیب به ۳۶ و ۳۱ میلیارد می‌رسد»."""
    clause, names = sighting.clause, _AND.split(found)
    turn = max(document.text.rfind(word, clause.start, sighting.start) for word in metric_rules().in_turn)
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
    section = metric_rules().patterns.section.search(document.text, sighting.clause.start, sighting.start)
    head = found.partition(f" {section[1].partition(' ')[0]} {section[2]} ")[0] if section else ""
    if section is None or not found or fold_phrase(found.partition(" ")[0]) not in metric_heads():
        return found
    return f"{head} {polish(section[1])}"
