"""Web pages: headline and text, what stands around them, and the date that a page says of itself."""

from __future__ import annotations

from datetime import date

import pytest
from archive_samples import page

from pipeline.archive.encodings import decode
from pipeline.archive.entries import Entry, Reading
from pipeline.archive.html import read_page
from pipeline.archive.reading import read_entry
from pipeline.article import ArticleError

PARAGRAPHS = [
    "به گزارش خبرگزاری نمونه، رضا کویرنیا، استاندار یزد گفت: امسال ۲۰۰ کلاس درس در این استان ساخته می‌شود.",
    "وی افزود: ۱۲۰ کلاس از این شمار در شهرستان‌های کم‌برخوردار است و تا مهر سال آینده آماده بهره‌برداری می‌شود.",
    "استاندار یزد یادآور شد: سال گذشته ۱۵۰ کلاس درس با اعتبار ۳۰ میلیارد تومان در این استان ساخته شد.",
]
TITLE = "ساخت ۲۰۰ کلاس درس در یزد"
BODY = "\n".join(PARAGRAPHS)


def test_the_headline_is_the_first_line_and_stands_once() -> None:
    found = read_page(page(TITLE, PARAGRAPHS))
    assert found.title == TITLE
    assert found.text == f"{TITLE}\n{BODY}"
    head = f"<meta property='og:title' content='{TITLE}'>"
    without = page("خبرگزاری نمونه", PARAGRAPHS, head).replace("<h1>خبرگزاری نمونه</h1>".encode(), b"")
    assert read_page(without).text == f"{TITLE}\n{BODY}"


def test_half_spaces_and_marks_of_direction_stay() -> None:
    assert BODY.count("\u200c") == 5
    assert read_page(page(TITLE, PARAGRAPHS)).text.count("\u200c") == BODY.count("\u200c")
    entities = page(TITLE, PARAGRAPHS).replace("\u200c".encode(), b"&zwnj;")
    assert read_page(entities).text == f"{TITLE}\n{BODY}"
    marked = [PARAGRAPHS[0].replace("۲۰۰", "\u200f۲۰۰\u200e"), *PARAGRAPHS[1:]]
    assert "\u200f۲۰۰\u200e کلاس" in read_page(page(TITLE, marked)).text
    stand_ins = [PARAGRAPHS[0] + " \ua4d0 \ua4d1", *PARAGRAPHS[1:]]
    assert "\ua4d0 \ua4d1" in read_page(page(TITLE, stand_ins)).text


def test_comments_and_what_stands_around_are_left_out() -> None:
    comments = (
        "<section class='comments'><h3>نظرات</h3><p>خیلی خوب است، امیدوارم ۵۰۰ کلاس هم بسازند.</p></section>"
        "<aside class='related'><ul><li><a href='/9'>صادرات ۳ میلیارد دلار شد</a></li></ul></aside>"
    )
    content = page(TITLE, PARAGRAPHS).replace(b"</article>", b"</article>" + comments.encode())
    assert read_page(content).text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<meta property='article:published_time' content='2019-08-24T10:30:00+04:30'>", "2019-08-24"),
        ("<meta property='article:published_time' content='2019-08-24T22:30:00Z'>", "2019-08-25"),
        ("<meta name='dc.date' content='1398/06/02'>", "2019-08-24"),
        ("<meta name='DC.Date.Issued' content='۲ شهریور ۱۳۹۸'>", "2019-08-24"),
        ("<meta itemprop='datePublished' content='1566633600'>", "2019-08-24"),
        ("<meta name='pubdate' content='Sat, 24 Aug 2019 10:30:00 +0430'>", "2019-08-24"),
        ("<meta name='pubdate' content='?'><meta name='date' content='2019-08-24'>", "2019-08-24"),
        (
            "<meta name='date' content='2020-01-01'><meta name='og:published_time' content='2019-08-24'>",
            "2019-08-24",
        ),
        (
            "<script type='application/ld+json'>"
            '{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2019-08-24", '
            '"dateModified": "2020-01-01"}]}</script>',
            "2019-08-24",
        ),
        (
            "<script type='application/ld+json'>{</script><meta name='date' content='2019-08-24'>",
            "2019-08-24",
        ),
        ("<meta property='article:modified_time' content='2019-08-24'>", None),
        (
            "<meta http-equiv='last-modified' content='2019-08-24'>",
            None,
        ),
        ("<meta name='copyright' content='1398'>", None),
        ("<meta name='date' content='2019'>", None),
        ("<link rel='canonical' href='https://example.org/2019/08/24/news'>", None),
        ("", None),
    ],
)
def test_the_date_is_what_the_metadata_says(head: str, day: str | None) -> None:
    found = read_page(page(TITLE, PARAGRAPHS, head))
    assert (found.published and found.published.isoformat()) == day
    assert found.text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        ("<time itemprop='datePublished' datetime='2019-08-24T10:30'>دو روز پیش</time>", "2019-08-24"),
        ("<span itemprop='datePublished'>۲ شهریور ۱۳۹۸ - ۱۰:۳۰</span>", "2019-08-24"),
        ("<time pubdate datetime='2019-08-24'></time>", "2019-08-24"),
        ("<time datetime='2019-08-24'>۲ شهریور ۱۳۹۸</time>", None),
        ("<div class='date'>۲ شهریور ۱۳۹۸</div>", None),
    ],
)
def test_a_date_that_is_marked_as_that_of_publication(marked: str, day: str | None) -> None:
    content = page(TITLE, PARAGRAPHS).replace(b"</h1>", b"</h1>" + marked.encode())
    found = read_page(content)
    assert (found.published and found.published.isoformat()) == day


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html></html>",
        b"<html><head><title>x</title></head><body></body></html>",
        "<html><body><nav><a href='/'>خانه</a></nav></body></html>".encode(),
        b"<" * 10_000,
        b"<div>" * 200_000,
        b"<html>" + b"<b><i>" * 50_000 + b"x",
        b"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><html><p>&b;</p></html>",
        b"\0" * 100,
        b"plain text",
    ],
)
def test_a_page_without_an_article_says_so(content: bytes) -> None:
    with pytest.raises(ArticleError, match=r"no article text is in this page|no text: it is full of"):
        read_page(content)


def test_encodings_of_pages() -> None:
    old = {ord("ی"): "ي", **{0x6F0 + digit: str(digit) for digit in range(10)}}
    html = page(TITLE, PARAGRAPHS).decode().translate(old)
    expected = f"{TITLE}\n{BODY}".translate(old)
    for charset in ("windows-1256", "iso-8859-1", "utf-8"):  # what pages say of themselves is often wrong
        content = html.replace("charset='utf-8'", f"charset={charset}").encode("cp1256")
        assert read_page(content).text == expected
    short = "<html><head><meta charset=windows-1256></head><body><p>كيهان</p></body></html>".encode("cp1256")
    assert "كيهان" in decode(short, None, "windows-1256")
    with pytest.raises(ArticleError, match="nothing shows it"):
        decode(short)
    french = (
        "<html><head><meta charset=iso-8859-1></head><p>Les élèves de l'école ont été reçus à la mairie</p>"
    )
    assert decode(french.encode("latin-1"), None, "iso-8859-1") == french
    assert read_page(page(TITLE, PARAGRAPHS).decode().encode("utf-16")).text == f"{TITLE}\n{BODY}"
    xml = b'<?xml version="1.0" encoding="utf-8"?>' + page(TITLE, PARAGRAPHS)
    assert read_page(xml).text == f"{TITLE}\n{BODY}"


def test_offsets_count_in_the_text_of_the_page() -> None:
    from pipeline import Pipeline

    entry = Entry("x.html", "html", page(TITLE, PARAGRAPHS), doc_id="x.html", source="x.html")
    article = read_entry(entry, Reading())
    record = Pipeline().plain(article)
    assert len(record["quantities"]) >= 4
    for quantity in record["quantities"]:
        assert article.text[quantity["start"] : quantity["end"]] == quantity["text"]
    assert record["title"] == TITLE
    assert article.published is None


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("خبرگزاری ایسنا", "ایسنا"),
        ("خبرگزاری مهر | اخبار ایران و جهان", "مهر"),
        ("صفحه نخست", None),
        ("example.org", None),
    ],
)
def test_the_site_is_the_agency_where_the_text_names_none(site: str, name: str | None) -> None:
    from pipeline import Pipeline, Record

    head = f"<meta property='og:site_name' content='{site}'>"
    unnamed = [paragraph.replace("به گزارش خبرگزاری نمونه، ", "") for paragraph in PARAGRAPHS]
    article = read_entry(Entry("x", "html", page(TITLE, unnamed, head)), Reading())
    assert article.agency == name
    record = Record.model_validate(Pipeline().plain(article))
    assert (record.agency and (record.agency.name, record.agency.start)) == (name and (name, None))
    named = [unnamed[0].replace("رضا", "به گزارش ایرنا، رضا"), *unnamed[1:]]
    article = read_entry(Entry("x", "html", page(TITLE, named, head)), Reading())
    record = Record.model_validate(Pipeline().plain(article))
    assert record.agency is not None and record.agency.name == "ایرنا"
    assert article.text[record.agency.start : record.agency.end] == record.agency.text == "ایرنا"


def test_a_date_ahead_of_the_clock_is_read_as_any_other() -> None:
    found = read_page(
        page(TITLE, PARAGRAPHS, "<meta property='article:published_time' content='2095-03-21'>")
    )
    assert found.published == date(2095, 3, 21)
