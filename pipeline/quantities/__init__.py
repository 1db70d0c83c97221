"""Numbers that measure or count: their units, comparators and objects."""
