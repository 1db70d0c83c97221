"""Score records against gold: precision, recall and F1 of what was found, shares of what was attached to it.

The gold is YAML (see data/gold/README.md): articles with annotations whose places are given by their words,
in text order, so that nobody counts characters.
"""

import difflib
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.article import Article
from pipeline.text.folding import fold_phrase

Item = dict[str, Any]
Same = Callable[[Item, Item], float]

_PUNCTUATION = re.compile(r"[^\w\s]|_")
_PLURALS = ("هایی", "های", "ها")
# Words that two annotators put in or leave out of one and the same phrase.
_LIGHT_WORDS = {"و", "ی", "استان", "کل", "محترم", "جدید", "سابق", "این", *_PLURALS}
_COUNTING_UNITS = {"count", "person", "household"}


class GoldError(ValueError):
    """The gold file is wrong: the message names the article and the annotation."""


@dataclass(slots=True)
class GoldArticle:
    """An article with its annotations, spans resolved to offsets of its raw text."""

    article: Article
    agency: str | None
    published: str | None
    provinces: set[str]
    provinces_optional: set[str]
    officials: list[Item]
    quantities: list[Item]
    targets: list[Item]


@dataclass(slots=True)
class Score:
    """What one measure counted; a share counts its hits as true positives and the rest as misses."""

    true_positives: int = 0
    false_positives: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        found = self.true_positives + self.false_positives
        return self.true_positives / found if found else 1.0

    @property
    def recall(self) -> float:
        wanted = self.true_positives + self.misses
        return self.true_positives / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, hit: bool) -> None:
        """Count one item of a share."""
        self.true_positives += hit
        self.misses += not hit


COUNTED = (
    "officials.name",
    "officials.position",
    "provinces",
    "quantities.value",
    "quantities.full",
    "targets.value",
    "targets.full",
)
SHARED = (
    "quantities.object",
    "targets.metric",
    "targets.speaker",
    "targets.province",
    "agency",
    "published",
    "offsets",
)


@dataclass(slots=True)
class Evaluation:
    """The scores by measure, and what went wrong as (doc_id, measure, "missed" | "spare", item)."""

    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in (*COUNTED, *SHARED)})
    errors: list[tuple[str, str, str, Any]] = field(default_factory=list)

    def figure(self, measure: str) -> float:
        """F1 of a counted measure, the share of hits of another."""
        score = self.scores[measure]
        return score.f1 if measure in COUNTED else score.recall


def read_gold(path: Path) -> list[GoldArticle]:
    """Read a gold file. Raises OSError, and GoldError where it is no list of annotated articles or where an
    annotation's words are not in the text, in order."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as error:
        raise GoldError(str(error)) from None
    if not isinstance(entries, list) or not entries:
        raise GoldError("no list of annotated articles")
    return [_checked_article(entry, number) for number, entry in enumerate(entries, 1)]


def _checked_article(entry: Any, number: int) -> GoldArticle:
    try:
        return _gold_article(entry)
    except GoldError:
        raise
    except KeyError as error:
        raise GoldError(f"article {number}: {error} is missing") from None
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        raise GoldError(f"article {number} is not annotated as it should be: {error}") from None


def evaluate(gold: Iterable[GoldArticle], records: Iterable[Item]) -> Evaluation:
    """Score records (as dicts, by doc_id); an article without a record counts as an empty one."""
    by_id = {record["doc_id"]: record for record in records}
    evaluation = Evaluation()
    for annotated in gold:
        _Comparison(evaluation, annotated, by_id.get(annotated.article.doc_id, {})).run()
    return evaluation


class _Comparison:
    """One article's record against its gold."""

    def __init__(self, evaluation: Evaluation, gold: GoldArticle, record: Item) -> None:
        self.scores, self.errors = evaluation.scores, evaluation.errors
        self.gold, self.record = gold, record
        self.officials = record.get("officials") or []

    def run(self) -> None:
        gold, record, scores = self.gold, self.record, self.scores
        named = [official for official in self.officials if official["name"]]
        self.count("officials.name", [o for o in gold.officials if o["name"]], named, _same_name)
        self.count(
            "officials.position",
            gold.officials,
            [o for o in self.officials if o["positions"]],
            _same_position,
        )
        self.provinces()
        found = record.get("quantities") or []
        self.count("quantities.value", gold.quantities, found, _same_value)
        for wanted, got in self.count("quantities.full", gold.quantities, found, _same_quantity):
            if wanted.get("object") and wanted["unit"] in _COUNTING_UNITS:
                scores["quantities.object"].add(_alike(wanted["object"], got["object"], 0.5))
        self.targets()
        scores["agency"].add(_squeeze((record.get("agency") or {}).get("name")) == _squeeze(gold.agency))
        scores["published"].add((record.get("published") or {}).get("jalali") == gold.published)
        for span in _spans(record):
            scores["offsets"].add(gold.article.text[span["start"] : span["end"]] == span["text"])

    def provinces(self) -> None:
        gold, score = self.gold, self.scores["provinces"]
        found = {province["iso"] for province in self.record.get("provinces") or []}
        spare = found - gold.provinces - gold.provinces_optional
        score.true_positives += len(gold.provinces & found)
        score.misses += len(gold.provinces - found)
        score.false_positives += len(spare)
        self.note("provinces", sorted(gold.provinces - found), sorted(spare))

    def targets(self) -> None:
        gold, scores = self.gold.targets, self.scores
        found = [t for t in self.record.get("targets") or [] if t["kind"] == "numeric"]
        names = {official["id"]: official["name"] for official in self.officials}
        for wanted, got in self.count("targets.value", gold, found, _same_target_value):
            scores["targets.metric"].add(_alike(wanted["metric"], got["metric"], 0.4))
            scores["targets.speaker"].add(_squeeze(wanted["speaker"]) == _squeeze(names.get(got["speaker"])))
            scores["targets.province"].add(set(wanted["provinces"]) == set(got["provinces"]))
        self.count("targets.full", gold, found, _same_target)

    def count(self, measure: str, gold: list[Item], found: list[Item], same: Same) -> list[tuple[Item, Item]]:
        """Match one to one; optional gold items count neither way."""
        pairs, missed, spare = _match([g for g in gold if not g.get("optional")], found, same)
        _, _, spare = _match([g for g in gold if g.get("optional")], spare, same)
        score = self.scores[measure]
        score.true_positives += len(pairs)
        score.misses += len(missed)
        score.false_positives += len(spare)
        self.note(measure, missed, spare)
        return pairs

    def note(self, measure: str, missed: Sequence[Any], spare: Sequence[Any]) -> None:
        doc_id = self.gold.article.doc_id
        self.errors.extend((doc_id, measure, "missed", item) for item in missed)
        self.errors.extend((doc_id, measure, "spare", item) for item in spare)


def _match(
    gold: list[Item], found: list[Item], same: Same
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    pairs, missed, spare = [], [], list(found)
    for wanted in gold:
        best = max(spare, key=lambda item: same(wanted, item), default=None)
        if best is None or not same(wanted, best):
            missed.append(wanted)
        else:
            pairs.append((wanted, best))
            spare = [item for item in spare if item is not best]
    return pairs, missed, spare


def _same_name(gold: Item, found: Item) -> bool:
    return bool(gold["name"]) and _squeeze(gold["name"]) == _squeeze(found["name"])


def _same_position(gold: Item, found: Item) -> bool:
    if _squeeze(gold["name"]) != _squeeze(found["name"]):
        return False
    return any(
        _alike(title, position["title"], 0.6) for title in gold["titles"] for position in found["positions"]
    )


def _overlap(gold: Item, found: Item) -> bool:
    return bool(gold["start"] < found["end"] and found["start"] < gold["end"])


def _same_measure(gold: Item | None, found: Item | None) -> bool:
    if not gold or not found:
        return False
    return all(
        math.isclose(gold[bound], found[bound], rel_tol=1e-6, abs_tol=1e-9) for bound in ("low", "high")
    )


def _same_unit(gold: Item, found: Item) -> bool:
    return gold["unit"] == found["unit"] or {gold["unit"], found["unit"]} <= _COUNTING_UNITS


def _same_value(gold: Item, found: Item) -> bool:
    return _overlap(gold, found) and _same_measure(gold, found)


def _same_quantity(gold: Item, found: Item) -> bool:
    return _same_value(gold, found) and _same_unit(gold, found) and gold["comparator"] == found["comparator"]


def _same_target_value(gold: Item, found: Item) -> bool:
    measure = found[gold["as"]]
    return _overlap(gold, found["evidence"]) and _same_measure(gold, measure) and _same_unit(gold, measure)


def _same_target(gold: Item, found: Item) -> bool:
    if not _same_target_value(gold, found) or gold["direction"] != found["direction"]:
        return False
    if gold["year"] is not None and gold["year"] != _year(found["period"]):
        return False
    return gold["baseline"] is None or _same_measure(gold["baseline"], found["baseline"])


def _year(period: Item | None) -> int | None:
    """The Jalali year in which a period ends."""
    bound = period and (period["jalali_end"] or period["jalali_start"])
    return int(bound[:4]) if bound else None


def _fold(phrase: str | None) -> str:
    return _PUNCTUATION.sub(" ", fold_phrase(phrase or "").replace("آ", "ا"))


def _squeeze(phrase: str | None) -> str:
    return "".join(_fold(phrase).split())


def _tokens(phrase: str | None) -> list[str]:
    tokens = []
    for token in _fold(phrase).split():
        plural = next((p for p in _PLURALS if token.endswith(p) and len(token) > len(p) + 1), "")
        token = token.removesuffix(plural)
        if token not in _LIGHT_WORDS:
            tokens.append(token)
    return tokens


def _alike(gold: str | None, found: str | None, least: float) -> bool:
    """Token F1 of at least `least`, or nearly the same letters once spaces are gone."""
    wanted, got = _tokens(gold), _tokens(found)
    common = sum(min(wanted.count(token), got.count(token)) for token in set(wanted))
    if wanted and got and 2 * common / (len(wanted) + len(got)) >= least:
        return True
    return difflib.SequenceMatcher(None, _squeeze(gold), _squeeze(found)).ratio() >= 0.85


def _spans(node: Any) -> Iterator[Item]:
    """Every span of a record."""
    if isinstance(node, dict):
        if isinstance(node.get("start"), int) and isinstance(node.get("text"), str):
            yield node
        for value in node.values():
            yield from _spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from _spans(value)


def _gold_article(entry: Item) -> GoldArticle:
    text, doc_id = entry["text"], entry["doc_id"]
    article = Article.of({key: entry.get(key) for key in ("text", "doc_id", "published")})
    quantities = list(_gold_quantities(entry.get("quantities") or [], text, doc_id))
    return GoldArticle(
        article=article,
        agency=entry.get("agency"),
        published=entry.get("published_jalali"),
        provinces=set(entry.get("provinces") or []),
        provinces_optional=set(entry.get("provinces_optional") or []),
        officials=[
            {
                "name": official.get("name"),
                "titles": official["titles"],
                "optional": official.get("optional", False),
            }
            for official in entry.get("officials") or []
        ],
        quantities=quantities,
        targets=[_gold_target(target, quantities) for target in entry.get("targets") or []],
    )


def _gold_quantities(rows: list[list[Any]], text: str, doc_id: str) -> Iterator[Item]:
    """Rows of [words, value or [low, high], comparator, unit, object, "optional"?] in text order."""
    reached = 0
    for words, value, comparator, unit, counted, *optional in rows:
        start = text.find(words, reached)
        if start < 0:
            raise GoldError(f"{doc_id}: «{words}» does not stand in the text behind the quantity before it")
        reached = start + len(words)
        low, high = value if isinstance(value, list) else (value, value)
        yield {
            "start": start, "end": reached, "text": words, "low": low, "high": high, "comparator": comparator,
            "unit": unit, "object": counted, "optional": bool(optional),
        }  # fmt: skip


def _gold_target(target: Item, quantities: list[Item]) -> Item:
    """`of` and `baseline` number the article's quantities from 1; `as` is value (the default) or change."""
    quantity = quantities[target["of"] - 1]
    baseline = target.get("baseline")
    return {
        **quantity,
        "as": target.get("as", "value"),
        "metric": target["metric"],
        "direction": target.get("direction", "reach"),
        "year": target.get("year"),
        "baseline": None if baseline is None else quantities[baseline - 1],
        "provinces": target.get("provinces") or [],
        "speaker": target.get("speaker"),
        "optional": target.get("optional", False),
    }  # fmt: skip
