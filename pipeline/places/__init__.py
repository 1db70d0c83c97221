"""Places and the provinces they lie in: the gazetteer, and how a text is read with it."""
