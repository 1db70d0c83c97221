"""Text: folding with the way back, sentences, page residue, and polished Persian for what is printed."""
