"""Stage periods: gives each quantity the period it holds for."""

from pipeline.dates.governing import governing_period
from pipeline.document import Document


class Periods:
    """Fills period and period_mention of the quantities. A mention that stayed open gives a mention without bounds."""

    name = "periods"

    def __call__(self, document: Document) -> None:
        if not document.dates:
            return
        for quantity in document.quantities:
            mention = governing_period(document, quantity.start, quantity.end)
            if mention is not None:
                quantity.period_mention = mention
                quantity.period = mention.period
