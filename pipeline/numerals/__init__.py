"""Reading numerals: words, digits and mixtures of them, and telling what they stand for."""
