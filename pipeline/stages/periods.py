"""Give each quantity the period it holds for."""

from pipeline.dates.governing import Governor
from pipeline.document import Document


class Periods:
    """Fills period and period_mention of the quantities; a mention that stayed open gives open bounds."""

    name = "periods"

    def __call__(self, document: Document) -> None:
        if not document.dates:
            return
        governor = Governor(document)
        for quantity in document.quantities:
            mention = governor.mention_for(quantity.start, quantity.end)
            if mention is not None:
                quantity.period_mention = mention
                quantity.period = mention.period
