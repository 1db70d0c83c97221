"""The views that stand beside the tables, in SQL that every database here reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    name: str
    comment: str
    query: str


def views() -> tuple[View, ...]:
    """Every view, each behind those it reads."""
    return _VIEWS


_VIEWS = (
    View(
        "goals",
        "Targets with the figure they are about, the Jalali year they are due and who states them.",
        """\
SELECT
    t.doc_id, t.id AS target, t.kind, t.metric, t.direction,
    CASE WHEN t.value_quantity IS NOT NULL THEN 'value' WHEN t.change_quantity IS NOT NULL THEN 'change' END
        AS figure,
    coalesce(t.value_low, t.change_low) AS low,
    coalesce(t.value_high, t.change_high) AS high,
    coalesce(t.value_comparator, t.change_comparator) AS comparator,
    coalesce(t.value_unit, t.change_unit) AS unit,
    t.baseline_low, t.baseline_high, t.baseline_unit,
    CAST(substr(coalesce(t.period_jalali_end, t.period_jalali_start), 1, 4) AS INTEGER) AS due_year,
    t.period_gregorian_start AS due_from, t.period_gregorian_end AS due_by,
    t.organization, t.speaker, o.name AS speaker_name, a.published_gregorian AS published,
    a.agency_name AS agency, a.title AS article_title, t.evidence_text AS evidence
FROM targets t
JOIN articles a ON a.doc_id = t.doc_id
LEFT JOIN officials o ON o.doc_id = t.doc_id AND o.id = t.speaker""",
    ),
    View(
        "targets_by_province_and_year",
        "A row for each target and province of its scope (null: the whole country), with the year it is due.",
        """\
SELECT
    s.province, p.name AS province_name, p.name_en AS province_name_en, g.due_year,
    g.metric, g.figure, g.low, g.high, g.comparator, g.unit, g.direction, g.organization, g.speaker_name,
    g.published, g.evidence, g.doc_id, g.target
FROM goals g
LEFT JOIN target_provinces s ON s.doc_id = g.doc_id AND s.target = g.target
LEFT JOIN provinces p ON p.doc_id = s.doc_id AND p.iso = s.province""",
    ),
    View(
        "promises",
        "Who promised what: a row for each target that somebody states, with the posts they hold.",
        """\
SELECT
    g.speaker_name AS official,
    (SELECT min(p.title) FROM positions p
     WHERE p.doc_id = g.doc_id AND p.official = g.speaker AND p.number = 1) AS post,
    (SELECT min(p.organization) FROM positions p
     WHERE p.doc_id = g.doc_id AND p.official = g.speaker AND p.number = 1) AS post_organization,
    g.metric, g.figure, g.low, g.high, g.comparator, g.unit, g.direction, g.due_year, g.due_by,
    g.organization, g.published, g.evidence, g.doc_id, g.target, g.speaker
FROM goals g
WHERE g.speaker IS NOT NULL""",
    ),
    View(
        "latest_value_per_metric",
        "The latest value, by publication date, of each metric, unit and province (null: the whole country).",
        """\
SELECT
    metric, unit, province, figure, low, high, comparator, direction, due_year, organization, speaker_name,
    published, evidence, doc_id, target
FROM (
    SELECT
        g.*, s.province,
        row_number() OVER (
            PARTITION BY g.metric, g.unit, g.figure, s.province
            ORDER BY g.published DESC NULLS LAST, g.due_year DESC NULLS LAST, g.doc_id, g.target
        ) AS place
    FROM goals g
    LEFT JOIN target_provinces s ON s.doc_id = g.doc_id AND s.target = g.target
    WHERE g.figure IS NOT NULL
) ranked
WHERE place = 1""",
    ),
    View(
        "latest_figure_per_object",
        "The latest figure, by publication date, of each object and unit.",
        """\
SELECT
    object, unit, low, high, comparator, period_jalali_start, period_jalali_end, published, doc_id, quantity
FROM (
    SELECT
        q.object, q.unit, q.low, q.high, q.comparator, q.period_jalali_start, q.period_jalali_end,
        a.published_gregorian AS published, q.doc_id, q.id AS quantity,
        row_number() OVER (
            PARTITION BY q.object, q.unit
            ORDER BY a.published_gregorian DESC NULLS LAST, q.doc_id, q.number
        ) AS place
    FROM quantities q
    JOIN articles a ON a.doc_id = q.doc_id
    WHERE q.object IS NOT NULL
) ranked
WHERE place = 1""",
    ),
)
