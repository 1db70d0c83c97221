"""Whatever the sentence: goals are of its quantities, each once; value and change never stand together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import Article, Pipeline
from pipeline.document import Document
from pipeline.targets.clauses import cut
from pipeline.targets.cues import find_cues

_PIECES = [
    *("تا پایان سال", "صادرات استان", "به ۳ میلیارد دلار", "۲۰۰ کلاس درس", "۲۳ درصد", "رشد", "کاهش", "می‌رسد"),
    *(
        "خواهد شد",
        "هدف‌گذاری شده است",
        "قرار است",
        "باید",
        "که",
        "،",
        ".",
        "و",
        "از ۵ تن",
        "به ۸ تن",
        "افتتاح",
    ),
    *("می‌شود", "اگر", "\n", "شده", "خواهد", "در دستور کار", "سهمیه", "(", ")", ":", "؟", "سال گذشته"),
    *("خبر داد", "است", "یک واحد", "دو برابر"),
]
_texts = st.lists(st.sampled_from(_PIECES), max_size=24).map(" ".join)
_pipeline = Pipeline()


def _document(text: str) -> Document:
    document = Document(Article(text, "x"))
    for stage in _pipeline.stages:
        stage(document)
    return document


@settings(max_examples=80, deadline=None)
@given(_texts)
def test_goals_are_sound(text: str) -> None:
    document = _document(text)
    measured = [target.value or target.change for target in document.targets if target.kind == "numeric"]
    assert all(any(measure is quantity for quantity in document.quantities) for measure in measured)
    assert len({id(measure) for measure in measured}) == len(measured)
    for target in document.targets:
        assert target.value is None or target.change is None
        assert 0 <= target.start < target.end <= len(document.text)
        for measure in (target.value, target.change):
            assert measure is None or target.start <= measure.start < measure.end <= target.end
        if target.baseline is not None:
            assert target.baseline is not (target.value or target.change)


@settings(max_examples=80, deadline=None)
@given(_texts)
def test_clauses_cover_a_sentence_without_gaps(text: str) -> None:
    document = Document(Article(text, "x"))
    folded = document.text
    if not folded:
        return
    marks, _ = find_cues(document, 0, len(folded))
    clauses = cut(folded, 0, len(folded), marks)
    assert clauses.items[0].start == 0
    assert clauses.items[-1].end == len(folded)
    for clause, following in zip(clauses.items, clauses.items[1:], strict=False):
        assert clause.start < clause.end == following.start
        assert all(clause.start <= start < end <= clause.end for start, end, _ in clause.marks)
