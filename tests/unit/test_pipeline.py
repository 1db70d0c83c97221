"""The Python interface: what counts as an article, and stages left out, replaced, added."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest

from pipeline import Article, ArticleError, Document, Pipeline, Record, StageError

NEWS = "استاندار یزد گفت: امسال ۲۰۰ کلاس درس در این استان ساخته می‌شود."


Given = Article | Mapping[str, Any] | str


class Shout:
    """A stage of a user's own."""

    name = "shout"

    def __call__(self, document: Document) -> None:
        document.warnings.append(f"{len(document.quantities)} quantities")


class Broken:
    name = "broken"

    def __call__(self, document: Document) -> None:
        raise RuntimeError("out of order")


def names(pipeline: Pipeline) -> list[str]:
    return [stage.name for stage in pipeline.stages]


def test_text_mapping_and_article_give_the_same_record(pipeline: Pipeline) -> None:
    by_text = pipeline(NEWS, published="2019-05-01")
    assert isinstance(by_text, Record)
    assert pipeline({"text": NEWS, "published": "2019-05-01"}) == by_text
    assert pipeline(Article(NEWS, published=date(2019, 5, 1))) == by_text
    assert pipeline(Article(NEWS), published="2019-05-01") == by_text
    assert [*pipeline.run([NEWS, {"text": NEWS}, Article(NEWS)])] == [pipeline(NEWS)] * 3


def test_an_articles_own_date_counts(pipeline: Pipeline) -> None:
    article = Article(NEWS, published=date(2019, 5, 1))
    assert pipeline(article, published="2022-01-01") == pipeline(article)


def test_the_default_id_is_a_hash_of_the_raw_text() -> None:
    assert Article("الف").doc_id == Article("الف", title="تیتر").doc_id
    assert Article("الف").doc_id != Article("الف ").doc_id
    assert Article("الف", "mine").doc_id == "mine"
    assert Article.of({"text": "x", "doc_id": 17}).doc_id == "17"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "not null"),
        (3, "not a number"),
        ({}, '"text" is missing'),
        ({"text": None}, '"text" is missing'),
        ({"text": ["x"]}, '"text" is a list'),
        ({"text": "x", "doc_id": {}}, '"doc_id" is an object'),
        ({"text": "x", "title": 1}, '"title" is a number'),
        ({"text": "x", "published": "yesterday"}, "not a publication date: 'yesterday'"),
        ({"text": "x", "published": 201905}, "not a publication date: '201905'"),
        ({"text": "x", "published": ["2019"]}, '"published" is a list'),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(given: object, says: str, pipeline: Pipeline) -> None:
    with pytest.raises(ArticleError, match=says):
        pipeline(given)  # type: ignore[arg-type]


def test_dates_are_taken_in_every_form_python_has() -> None:
    for given in ("2019-05-01", "2019-05-01T10:30:00Z", date(2019, 5, 1), datetime(2019, 5, 1, 10)):
        assert Article.of({"text": "x", "published": given}).published == date(2019, 5, 1)
    assert Article.of({"text": "x", "published": ""}).published is None


def test_stages_are_left_out_by_name(pipeline: Pipeline) -> None:
    assert "targets" not in names(pipeline.without_stages("targets"))
    assert names(Pipeline(without=["targets", "speakers"])) == names(pipeline)[:-2]
    assert not pipeline.without_stages("targets")(NEWS).targets
    with pytest.raises(ValueError, match=r"no stage is called 'goals': there are sentences, .*targets"):
        pipeline.without_stages("goals")


@pytest.mark.parametrize("stage", [stage.name for stage in Pipeline().stages])
def test_every_stage_can_be_left_out(stage: str, pipeline: Pipeline, sample: str) -> None:
    assert pipeline.without_stages(stage)(sample).doc_id


def test_no_stages_at_all_give_an_empty_record() -> None:
    record = Pipeline(stages=[])(NEWS)
    assert not (record.officials or record.provinces or record.quantities or record.targets)


def test_a_stage_is_added_in_its_place(pipeline: Pipeline) -> None:
    assert names(pipeline.with_stage(Shout()))[-1] == "shout"
    after = names(pipeline.with_stage(Shout(), after="quantities"))
    assert after[after.index("quantities") + 1] == "shout"
    before = names(pipeline.with_stage(Shout(), before="quantities"))
    assert before[before.index("quantities") - 1] == "shout"
    assert "shout" not in names(pipeline)
    found = len(pipeline(NEWS).quantities)
    assert f"{found} quantities" in pipeline.with_stage(Shout())(NEWS).warnings
    with pytest.raises(ValueError, match="no stage is called 'goals'"):
        pipeline.with_stage(Shout(), after="goals")
    with pytest.raises(ValueError, match="not both"):
        pipeline.with_stage(Shout(), after="targets", before="targets")


def test_a_stage_takes_the_place_of_its_namesake(pipeline: Pipeline) -> None:
    class Quantities(Shout):
        name = "quantities"

    replaced = pipeline.with_stage(Quantities())
    assert names(replaced) == names(pipeline)
    assert replaced(NEWS).warnings[-1] == "0 quantities"


def test_a_failing_stage_is_named_with_its_article(pipeline: Pipeline) -> None:
    with pytest.raises(
        StageError, match="stage broken failed on article a7: RuntimeError: out of order"
    ) as caught:
        pipeline.with_stage(Broken())(Article(NEWS, "a7"))
    assert (caught.value.stage, caught.value.doc_id) == ("broken", "a7")


def test_a_batch_gives_what_its_articles_give_one_by_one(pipeline: Pipeline) -> None:
    articles: list[Given] = [
        NEWS,
        {"text": NEWS.replace("۲۰۰", "\ud800 ۳۰۰")},
        Article("Not Persian at all", "b3"),
        NEWS,
    ]
    assert pipeline.plain_batch(articles) == [pipeline.plain(article) for article in articles]
    assert pipeline.plain_batch(iter([])) == []


def test_a_run_gives_every_record_before_an_article_that_fails(pipeline: Pipeline) -> None:
    articles: list[Given] = [Article(NEWS, f"a{number}") for number in range(70)]
    run = pipeline.with_stage(Broken(), before="sentences").run([Article("not Persian"), *articles])
    assert next(run).warnings
    with pytest.raises(StageError, match="article a0"):
        next(run)
    run = pipeline.run([*articles, {"text": 7}])
    assert [next(run).doc_id for _ in articles] == [f"a{number}" for number in range(70)]
    with pytest.raises(ArticleError, match='"text" is a number'):
        next(run)


def test_errors_in_a_batch_stand_in_the_place_of_their_articles(pipeline: Pipeline) -> None:
    class BreaksOnLeap:
        name = "breaks"

        def __call__(self, document: Document) -> None:
            if "کبیسه" in document.text:
                document.quantities[0].unit = 7  # type: ignore[assignment]
            if "عید" in document.text:
                raise RuntimeError("out of order")

    articles: list[Given] = [
        NEWS,
        {"text": 7},
        Article(NEWS + " عید", "b2"),
        Article(NEWS + " کبیسه", "b3"),
        NEWS,
    ]
    good, no_article, broken, invalid, last = pipeline.with_stage(BreaksOnLeap()).plain_batch(articles)
    assert good == last == pipeline.plain(NEWS)
    assert isinstance(no_article, ArticleError)
    assert isinstance(broken, StageError)
    assert (broken.stage, broken.doc_id) == ("breaks", "b2")
    assert isinstance(invalid, StageError)
    assert (invalid.stage, invalid.doc_id) == ("record", "b3")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("", "empty"),
        (" \r\n\u200c\t", "empty"),
        ("The governor of Yazd said 300 schools will be built by 2020.", "not Persian"),
        ("12345 67", "not Persian"),
        ("قال الرئيس في بيان إن الحكومة قد وافقت على 5 مشاريع من بين التي عرضت خلال الجلسة", "Arabic"),
    ],
)
def test_what_is_not_persian_gives_an_empty_record_with_a_warning(
    text: str, warning: str, pipeline: Pipeline
) -> None:
    record = pipeline(text)
    assert not (record.officials or record.provinces or record.quantities or record.targets)
    assert len(record.warnings) == 1
    assert warning in record.warnings[0]


@pytest.mark.parametrize("text", [NEWS, "ساخت ۲۰۰ کلاس", "من علی هستم", "Apple و Google سود کردند"])
def test_persian_is_read_as_persian(text: str, pipeline: Pipeline) -> None:
    assert not [warning for warning in pipeline(text).warnings if "Persian" in warning]


def test_half_characters_do_no_harm(pipeline: Pipeline) -> None:
    record = pipeline("\ud83d" + NEWS)
    assert "characters that are no Unicode text were read as U+FFFD" in record.warnings
    assert record.to_json()


@pytest.mark.parametrize("collects", [True, False])
def test_garbage_waits_for_the_end_of_a_batch_and_no_longer(collects: bool) -> None:
    class Looking:
        name = "looking"

        def __call__(self, document: Document) -> None:
            document.warnings.append(f"collecting: {gc.isenabled()}")

    def wrong_articles() -> Iterator[str]:
        raise OSError("the articles' file is gone")
        yield NEWS

    pipeline = Pipeline([Looking()])
    was_collecting = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        [record] = pipeline.run([NEWS])
        assert (record.warnings, gc.isenabled()) == (["collecting: False"], collects)
        with pytest.raises(OSError):
            pipeline.plain_batch(wrong_articles())
        assert gc.isenabled() == collects
    finally:
        (gc.enable if was_collecting else gc.disable)()


def test_a_pipeline_goes_to_other_processes() -> None:
    pipeline = Pipeline(without=["targets"], ner="always").with_stage(Shout(), after="quantities")
    sent = pickle.loads(pickle.dumps(pipeline))
    assert [stage.name for stage in sent.stages] == [stage.name for stage in pipeline.stages]
    assert sent.plain(NEWS) == pipeline.plain(NEWS)
    for method in ("fork", "spawn"):
        with ProcessPoolExecutor(1, get_context(method)) as processes:
            assert list(processes.map(Pipeline().plain, [NEWS])) == [Pipeline().plain(NEWS)]


@pytest.mark.parametrize("before", ["var a = function(b) { return b; }; ", "The governor said: ", "🌴", "{}"])
def test_an_article_behind_much_that_is_not_persian(before: str) -> None:
    text = before * (12_000 // len(before)) + "\n" + f"{NEWS}\n" * 70
    record = Pipeline()(text, published="2019-05-01")
    assert record.warnings == []
    assert record.quantities[0].object == "کلاس درس"
    assert Pipeline()(before * 12_000).warnings == ["the article is not Persian: nothing was extracted"]


def test_a_time_with_its_zone_is_the_day_in_iran() -> None:
    late = datetime(2019, 5, 1, 23, tzinfo=UTC)
    found = [Pipeline().plain(NEWS, published=given)["published"] for given in (late, late.isoformat())]
    assert [published["gregorian"] for published in found] == ["2019-05-02"] * 2


def test_numbers_of_tables_and_what_they_hold_for_nothing() -> None:
    nothing = float("nan")
    row = {"text": NEWS, "doc_id": np.int64(7), "published": np.int64(1556668800), "title": nothing}
    record = Pipeline()(row)
    assert (record.doc_id, record.title) == ("7", None)
    assert record.published is not None and record.published.gregorian == date(2019, 5, 1).isoformat()
    record = Pipeline()({"text": NEWS, "doc_id": nothing, "published": nothing}, published="2019-05-01")
    assert len(record.doc_id) == 16 and record.published is not None
    with pytest.raises(ArticleError, match='"text" is missing'):
        Pipeline()({"text": nothing})


@pytest.mark.parametrize("articles", [NEWS, {"text": NEWS}])
def test_one_article_is_no_list_of_articles(articles: Any) -> None:
    with pytest.raises(ArticleError, match="several articles"):
        next(Pipeline().run(articles))


@pytest.mark.parametrize("stage", [lambda document: None, 5, "targets"])
def test_what_is_no_stage(stage: Any) -> None:
    with pytest.raises(TypeError, match="a callable with a name"):
        Pipeline().with_stage(stage)
