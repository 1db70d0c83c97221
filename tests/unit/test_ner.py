"""The model for names: the one that ships, training, folders that cannot be used."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pycrfsuite
import pytest
import yaml

from pipeline import Pipeline
from pipeline.cli import main
from pipeline.ner import ModelError
from pipeline.ner import model as shipped
from pipeline.ner.conll import ConllError, TaggedSentence, read_conll
from pipeline.ner.context import add_both_sides, add_company, add_quotes, add_two_away
from pipeline.ner.ensemble import Settings
from pipeline.ner.gold import read_gold
from pipeline.ner.known import Phrases
from pipeline.ner.leaning import ALWAYS, lean
from pipeline.ner.plain_articles import silver_sentences
from pipeline.ner.repeats import with_repeats
from pipeline.ner.scoring import score
from pipeline.ner.tagging import TaggedSpan, spans_of, tags_of
from pipeline.ner.tokens import words as words_of
from pipeline.ner.training import Sources, train
from pipeline.text.folding import fold

SPECS = Path(__file__).parents[1] / "specs" / "ner.yaml"
SHARED = Path(__file__).parents[2].parent / "shared" / "ner"
CORPUS = SHARED.parent / "corpus" / "news.jsonl.gz"
_NAME = re.compile(r"\[([^]]+)\]\((\w+)\)")
# F1 that the shipped model must not fall under, with half-spaces kept or lost and as spaces.
FLOOR = {"PERSON": 0.97, "ORG": 0.83, "LOC": 0.85, "all": 0.885}
# … on PEYMA's dev part: each sentence alone, and twenty at a time, as an article is read.
PEYMA_FLOOR = {
    1: {"PERSON": 0.865, "ORG": 0.815, "LOC": 0.85, "all": 0.84},
    20: {"PERSON": 0.865, "ORG": 0.815, "LOC": 0.85, "all": 0.84},
}
# … on news.dev.names.
NEWS_FLOOR = {"PERSON": 0.89, "ORG": 0.88, "LOC": 0.91, "all": 0.895}

TINY = """\
رضا\tB-PER
کویرنیا\tI-PER
در\tO
یزد\tB-LOC
گفت\tO

شرکت\tB-ORG
آب و فاضلاب\tI-ORG
یزد\tI-ORG
تاسیس\tO
شد\tO

سد\tO
در\tO
شیراز\tB-LOC
ساخته می\u200cشود\tO
"""


@pytest.fixture(scope="module")
def model() -> shipped.CrfModel:
    return shipped.load(shipped.shipped_folder())


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.conll"
    path.write_text((TINY + "\n") * 8, encoding="utf-8")
    return path


def marked(sentence: str, half_space: str) -> TaggedSentence:
    """A marked sentence as the model sees it."""
    words: list[str] = []
    spans = []
    for piece, label in pieces(sentence):
        first = len(words)
        words += words_of(fold(piece.replace("\u200c", half_space)).text)
        if label:
            spans.append(TaggedSpan(first, len(words), label))
    return TaggedSentence(words, spans)


def pieces(sentence: str) -> Iterator[tuple[str, str]]:
    reached = 0
    for match in _NAME.finditer(sentence):
        yield sentence[reached : match.start()], ""
        yield match[1], match[2]
        reached = match.end()
    yield sentence[reached:], ""


@pytest.mark.parametrize("half_space", ["", " "], ids=["kept or lost", "split"])
def test_shipped_model_on_own_sentences(model: shipped.CrfModel, half_space: str) -> None:
    marks = yaml.safe_load(SPECS.read_text(encoding="utf-8"))["sentences"]
    sentences = [marked(sentence, half_space) for sentence in marks]
    figures = score(sentences, [spans_of(model.tags(words)) for words, _ in sentences])
    for label, floor in FLOOR.items():
        assert figures[label]["f1"] >= floor, (label, figures[label])


@pytest.mark.skipif(not SHARED.exists(), reason="PEYMA is not part of this repository")
@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("together", [1, 20])
def test_shipped_model_on_peyma(model: shipped.CrfModel, split: bool, together: int) -> None:
    sentences = list(read_conll(SHARED / "peyma.dev.conll", split=split))
    words = [sentence.words for sentence in sentences]
    parts = (words[first : first + together] for first in range(0, len(words), together))
    figures = score(sentences, [names for part in parts for names in model.names(part)])
    for label, floor in PEYMA_FLOOR[together].items():
        assert figures[label]["f1"] >= floor, (label, figures[label])


def test_tags_and_spans_are_one() -> None:
    spans = [TaggedSpan(0, 2, "PERSON"), TaggedSpan(2, 3, "PERSON"), TaggedSpan(4, 5, "LOC")]
    tags = tags_of(6, spans)
    assert tags == ["B-PERSON", "I-PERSON", "B-PERSON", "O", "B-LOC", "O"]
    assert spans_of(tags) == spans
    assert spans_of(["I-ORG", "I-LOC", "O"]) == [TaggedSpan(0, 1, "ORG"), TaggedSpan(1, 2, "LOC")]


@pytest.mark.skipif(not CORPUS.exists(), reason="the articles are not part of this repository")
def test_shipped_model_on_news(model: shipped.CrfModel) -> None:
    """On sentences drawn at random from articles whose names were not learned."""
    variants = list(read_gold(shipped.shipped_folder() / "news.dev.names", CORPUS))
    for way in (0, 1):
        sentences = [each[way] for each in variants]
        figures = score(sentences, [spans_of(model.tags(words)) for words, _ in sentences])
        for label, floor in NEWS_FLOOR.items():
            assert figures[label]["f1"] >= floor, (label, figures[label])


def test_names_stand_again() -> None:
    """A surname by itself, a place without its head; common words and what is a name already stay."""
    sentences = [
        "رضا کویرنیا در روستای نمکدره گفت".split(),
        "کویرنیا به نمکدره و نور رفت و رضا ماند".split(),
        "شرکت نمکدره و نور خورشید و رضا کویرنیا".split(),
        [],
    ]
    found = [
        [TaggedSpan(0, 2, "PERSON"), TaggedSpan(3, 5, "LOC")],
        [TaggedSpan(4, 5, "LOC")],
        [TaggedSpan(0, 2, "ORG")],
        [],
    ]
    assert with_repeats(sentences, found, {"نور"}) == [
        found[0],
        [TaggedSpan(0, 1, "PERSON"), TaggedSpan(2, 3, "LOC"), TaggedSpan(4, 5, "LOC")],
        [TaggedSpan(0, 2, "ORG"), TaggedSpan(6, 8, "PERSON")],
        [],
    ]
    assert with_repeats([], [], set()) == []


def test_surname_again_in_an_article(model: shipped.CrfModel) -> None:
    alone = "این طرح را کویرنیان پیشنهاد داد".split()
    assert not spans_of(model.tags(alone))
    names = model.names(["داریوش کویرنیان استاندار یزد گفت".split(), alone])
    assert TaggedSpan(0, 2, "PERSON") in names[0] and names[1] == [TaggedSpan(3, 4, "PERSON")]


def test_known_phrases_mark_the_longest() -> None:
    phrases = Phrases({"club": ["پیکان", "پیکان تهران"], "firm": ["پیکان"], "city": ["تهران"]})
    assert phrases.marks("تیم پیکان تهران برابر پیکان".split()) == [
        (), ("Bclub",), ("Lclub",), (), ("Uclub", "Ufirm"),
    ]  # fmt: skip
    assert phrases.marks(["پیکانتهران"]) == [("Uclub",)]
    assert phrases.marks([]) == []


def test_company_of_a_listed_name() -> None:
    """«جوان: …» at a sentence's head is the paper; "in a row" and "in quotes behind" tell as much."""
    words = "جوان : شرکت « فولاد ، پیکان » برد".split()
    sentence: list[list[str]] = [[] for _ in words]
    marks = [["k=Umedia"], [], [], [], ["k=Ufirm"], [], ["k=Uclub"], [], []]
    clusters = ["1", "", "", "", "5", "", "7", "", ""]
    add_company(sentence, words, clusters, marks)
    add_both_sides(sentence, words, clusters)
    add_two_away(sentence, marks)
    add_quotes(sentence, words)
    assert {"k=Umedia<^", "k=Umedia>:", "first", "first>:"} <= set(sentence[0])
    assert {"k=Ufirm<«", "k=Ufirm<c", "2|k=Uclub", "quoted", "quoted<شرکت"} <= set(sentence[4])
    assert {"-2|k=Umedia", "w-+=:_«"} <= set(sentence[2])
    assert "-2|k=Ufirm" in sentence[6] and "quoted<شرکت" in sentence[6]
    assert not {"quoted", "first"} & set(sentence[8]) and "k=Uclub>»" in sentence[6]
    assert "c-+=5_7" in sentence[5]


def test_long_quotations_quote_nobody() -> None:
    words = "گفت « " + "واژه " * 9 + "» رفت"
    sentence: list[list[str]] = [[] for _ in words.split()]
    add_quotes(sentence, words.split())
    assert [bool(features) for features in sentence] == [False] * 2 + [True] * 8 + [False] * 3


def test_shipped_names_stand_once_in_each_kind() -> None:
    path = shipped.shipped_folder() / shipped.KNOWN
    for kind, names in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        twice = {name for name in names if names.count(name) > 1}
        assert all(isinstance(name, str) and name for name in names), kind
        assert not twice, (kind, twice)


@pytest.mark.parametrize("content", ["club: [پیکان", "- پیکان", "club: 5", "club: [5]"])
def test_known_names_that_are_none(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / shipped.KNOWN).write_text(content, encoding="utf-8")
    monkeypatch.setattr(shipped, "shipped_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="cannot be read as lists of names by kind"):
        shipped.known_names()


def test_conll_half_spaces(tiny: Path) -> None:
    kept, split = next_of(read_conll(tiny), 3), next_of(read_conll(tiny, split=True), 3)
    assert kept.words == ["سد", "در", "شیراز", "ساختهمیشود"]
    assert split.words == ["سد", "در", "شیراز", "ساخته", "می", "شود"]
    assert next_of(read_conll(tiny, split=True), 2).spans == [TaggedSpan(0, 5, "ORG")]


def next_of(sentences: Iterator[TaggedSentence], count: int) -> TaggedSentence:
    for _ in range(count - 1):
        next(sentences)
    return next(sentences)


def test_conll_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "wrong.conll"
    path.write_text("رضا\tB-PER\nگفت O\n", encoding="utf-8")
    with pytest.raises(ConllError, match="line 2"):
        list(read_conll(path))


def test_training_end_to_end(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "model"
    assert main(["train-ner", str(tiny), "--dev", str(tiny), "--to", str(folder), "--iterations", "30"]) == 0
    meta = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert meta["scores"]["tiny.conll"]["split"]["all"]["f1"] == 1.0
    assert meta["settings"]["iterations"] == 30 and "known.yaml" in meta["lists"]
    assert len(meta["data"]["tiny.conll"]) == 64
    assert not list(folder.glob("*.partial"))
    document = Pipeline(ner="always", ner_model=str(folder)).read("رضا کویرنیا در یزد گفت")
    assert [entity.label for entity in document.entities] == ["PERSON", "LOC"]
    again = train(
        Sources([tiny], clusters_of=shipped.shipped_folder()),
        tmp_path / "again",
        Settings(iterations=30),
        print,
    )
    assert again["files"] == meta["files"]


def test_leaning_moves_the_weights_it_should(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for tags in (["O", "B-ORG", "O"], ["O", "O", "O"], ["B-ORG", "O", "O"]):
        trainer.append([[ALWAYS, "الف"], [ALWAYS, "ب"], [ALWAYS]], tags)
    trainer.train(str(path))
    before = word_weights(path)
    lean(path, {"O": -0.5, "B-LOC": 3.0})
    moved = {key: weight - before[key] for key, weight in word_weights(path).items()}
    assert moved.pop((ALWAYS, "O")) == pytest.approx(-0.5)
    assert moved and set(moved.values()) == {0.0}


def word_weights(path: Path) -> dict[tuple[str, str], float]:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return dict(tagger.info().state_features)


def test_training_learns_clusters(tiny: Path, tmp_path: Path) -> None:
    pytest.importorskip("floret")
    pytest.importorskip("sklearn")
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text("استاندار یزد در شیراز گفت : سد ساخته شد\n" * 20, encoding="utf-8")
    train(Sources([tiny], articles=articles), tmp_path / "model", Settings(iterations=5), print)
    assert "شیراز" in shipped.read_clusters(tmp_path / "model" / "clusters.tsv")


def test_training_learns_from_what_a_teacher_finds(tiny: Path, tmp_path: Path) -> None:
    """Names of articles that no tagged sentence has: the network knows them then."""
    clusters = shipped.shipped_folder()
    train(Sources([tiny], clusters_of=clusters), tmp_path / "teacher", Settings(iterations=30), print)
    articles = tmp_path / "articles.jsonl"
    text = "علی ترکمن و رضا کویرنیا در یزد گفتند . شرکت آب و فاضلاب یزد تاسیس شد ."
    articles.write_text(json.dumps({"doc_id": "a", "text": text}) + "\n", encoding="utf-8")
    settings = Settings(iterations=30, share=1.0)
    sources = Sources([tiny], clusters_of=clusters, silver=articles, teacher=tmp_path / "teacher")
    metas = [train(sources, tmp_path / name, settings, print) for name in ("model", "again")]
    assert metas[0] == metas[1]
    assert metas[0]["data"].keys() == {"tiny.conll", "articles.jsonl"}
    teacher = json.loads((tmp_path / "teacher" / "model.json").read_text(encoding="utf-8"))
    assert metas[0]["teacher"] == teacher["files"] != metas[0]["files"] and not teacher["teacher"]
    with pytest.raises(ModelError, match="--teacher"):
        train(replace(sources, teacher=None), tmp_path / "none", settings, print)
    assert not (tmp_path / "none").exists()


def test_silver_is_whole_sentences_with_names(model: shipped.CrfModel, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    text = "داریوش کویرنیان استاندار یزد گفت: سد ساخته شد. این طرح را کویرنیان پیشنهاد داد."
    lines = [json.dumps({"doc_id": str(number), "text": text}) for number in range(60)]
    articles.write_text("\n".join([*lines, "{"]), encoding="utf-8")
    found = list(silver_sentences(articles, model, 0.5, seed=0))
    assert 20 < len(found) < 100 and found == list(silver_sentences(articles, model, 0.5, seed=0))
    assert TaggedSentence("این طرح را کویرنیان پیشنهاد داد .".split(), [TaggedSpan(3, 4, "PERSON")]) in found


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda folder: (folder / "model.json").unlink(), "no model here"),
        (lambda folder: (folder / "weights.crfsuite").unlink(), "weights.crfsuite: cannot be read"),
        (lambda folder: (folder / "weights.crfsuite").write_bytes(b"lCRF"), "damaged"),
        (lambda folder: (folder / "network.npz").unlink(), "network.npz: cannot be read"),
        (lambda folder: forge(folder, "network.npz", b"PK"), "network.npz: cannot be read"),
        (lambda folder: (folder / "clusters.tsv").open("a").write("x\n"), "damaged"),
        (lambda folder: (folder / "model.json").write_text("{"), "damaged"),
        (lambda folder: (folder / "model.json").write_text('{"format": 6, "files": {}}'), "damaged"),
        (lambda folder: renumber(folder / "model.json"), "format 99, this khabarkav reads format 6"),
    ],
)
def test_folder_that_cannot_be_used(tiny: Path, tmp_path: Path, damage: object, reason: str) -> None:
    folder = tmp_path / "model"
    train(Sources([tiny], clusters_of=shipped.shipped_folder()), folder, Settings(iterations=2), print)
    shipped.load(folder)
    assert callable(damage)
    damage(folder)
    with pytest.raises(ModelError, match=reason) as error:
        shipped.load(folder)
    assert "\n" not in str(error.value) and "--ner off" in str(error.value)


def forge(folder: Path, name: str, content: bytes) -> None:
    """A file that is none, with the right checksum."""
    (folder / name).write_bytes(content)
    meta = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    meta["files"][name] = shipped.checksum_of(folder / name)
    (folder / "model.json").write_text(json.dumps(meta), encoding="utf-8")


def renumber(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace('"format": 6', '"format": 99'), encoding="utf-8")


def test_unknown_model_is_an_error_of_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "article.txt"
    article.write_text("استاندار یزد گفت: امسال ۲۰۰ کلاس ساخته می‌شود.", encoding="utf-8")
    assert main(["extract", str(article), "--ner", "always", "--ner-model", "no_such_model"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "no_such_model" in error


def test_unknown_mode() -> None:
    with pytest.raises(ValueError, match="off, auto, always"):
        Pipeline(ner="sometimes")


def test_off_imports_no_model() -> None:
    script = (
        "import sys; from pipeline import Pipeline\n"
        "Pipeline(ner='off')('دبیرکل سازمان ملل گفت: ۲۰۰ کلاس ساخته می‌شود. آنتونیو گوترش گفت: بله.')\n"
        "assert not {'spacy', 'pycrfsuite', 'thinc'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_auto_imports_no_spacy() -> None:
    script = (
        "import sys; from pipeline import Pipeline\n"
        "Pipeline(ner='always')('دبیرکل سازمان ملل گفت: ۲۰۰ کلاس ساخته می‌شود.')\n"
        "assert 'pycrfsuite' in sys.modules and 'spacy' not in sys.modules and 'hazm' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_stage_can_be_pickled() -> None:
    """The model itself never crosses a process."""
    pipeline = Pipeline(ner="always")
    pipeline("استاندار یزد گفت: ۲۰۰ کلاس ساخته می‌شود.")
    stage = next(stage for stage in pipeline.stages if stage.name == "people")
    assert len(pickle.dumps(stage)) < 1000
