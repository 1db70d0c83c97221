"""Stage periods: gives each quantity the period it holds for."""

from pipeline.dates.governing import Governor
from pipeline.document import Document

_AGE = "ساله"  # an age has no period: «این بنای ۲۵۰۰ ساله امسال مرمت می‌شود»


class Periods:
    """Fills period and period_mention of the quantities; a mention that stayed open gives open bounds."""

    name = "periods"

    def __call__(self, document: Document) -> None:
        if not document.dates:
            return
        governor = Governor(document)
        text = document.text
        for quantity in document.quantities:
            if quantity.unit == "year" and text.endswith(_AGE, quantity.start, quantity.end):
                continue
            mention = governor.mention_for(quantity.start, quantity.end)
            if mention is not None:
                quantity.period_mention = mention
                quantity.period = mention.period
