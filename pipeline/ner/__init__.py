"""People, organisations and places by a statistical model: for what no rule reaches.

Nothing below is imported for an extraction without the model (`--ner off`).
"""


class ModelError(Exception):
    """A model cannot be used; the message is one line and says what to do."""
