"""What an article says again: a name found in one sentence is a name in its other sentences, too.

A full name stands once, with all that tells it for one; then the surname alone, a place without «روستای».
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from pipeline.ner.tagging import TaggedSpan
from pipeline.places.rules import place_rules

_LONGEST = 6  # words of a name that is looked for again
_SHORTEST = 3  # letters of a name of one word

Form = tuple[str, ...]


def with_repeats(
    sentences: Sequence[Sequence[str]], found: Sequence[Sequence[TaggedSpan]], common: Collection[str]
) -> list[list[TaggedSpan]]:
    """The names of an article's sentences and, outside of them, what has a name's form again.

    found: the names of each sentence. common: everyday words (نور, پیروز): none of them is a name by itself
    wherever it stands.
    """
    labels: defaultdict[Form, Counter[str]] = defaultdict(Counter)
    for words, spans in zip(sentences, found, strict=True):
        for span in spans:
            for form in _forms(words, span):
                if len(form) > 1 or (len(form[0]) >= _SHORTEST and form[0] not in common):
                    labels[form][span.label] += 1
    if not labels:
        return [list(spans) for spans in found]
    first_words = {form[0] for form in labels}
    return [
        sorted([*spans, *_again(words, spans, labels, first_words)])
        for words, spans in zip(sentences, found, strict=True)
    ]


def _forms(words: Sequence[str], span: TaggedSpan) -> Iterator[Form]:
    """How a name may stand again: as it is; of a person the surname, of a place what follows «شهر»."""
    name = tuple(words[span.first : span.after])
    if len(name) <= _LONGEST:
        yield name
    if span.label == "PERSON":
        yield from (name[-count:] for count in (1, 2) if count < len(name))
    elif span.label == "LOC" and name[0] in place_rules().settlements and 1 < len(name) <= _LONGEST:
        yield name[1:]


def _again(
    words: Sequence[str],
    spans: Sequence[TaggedSpan],
    labels: dict[Form, Counter[str]],
    first_words: set[str],
) -> Iterator[TaggedSpan]:
    """The longest known forms outside of spans."""
    taken = {index for span in spans for index in range(span.first, span.after)}
    reached = 0
    for index, word in enumerate(words):
        if index < reached or word not in first_words:
            continue
        for count in range(min(_LONGEST, len(words) - index), 0, -1):
            form = tuple(words[index : index + count])
            if form in labels and taken.isdisjoint(range(index, index + count)):
                reached = index + count
                yield TaggedSpan(index, reached, labels[form].most_common(1)[0][0])
                break
