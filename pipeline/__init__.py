"""khabarkav (خبرکاو): Persian news in, structured records out.

from pipeline import Pipeline
record = Pipeline()("به گزارش ایسنا، استاندار یزد گفت: …", published="2019-05-01")
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.article import Article
from pipeline.record import Record
from pipeline.stages import Stage, default_stages

__all__ = ["Article", "Pipeline", "Record", "Stage", "default_stages"]
__version__ = "0.1.0"


class Pipeline:
    """Articles in, records out. `stages` replaces the default ones; `without` leaves some out by name."""

    def __init__(self, stages: Iterable[Stage] | None = None, *, without: Iterable[str] = ()) -> None:
        left_out = set(without)
        self.stages = [s for s in (default_stages() if stages is None else stages) if s.name not in left_out]

    def __call__(self, article: Article | str, *, published: date | str | None = None) -> Record:
        """The record of one article. published: a date or an ISO string; raises ValueError for another."""
        from pipeline.assemble import assemble
        from pipeline.document import Document

        if isinstance(article, str):
            if isinstance(published, str):
                published = date.fromisoformat(published)
            article = Article(article, published=published)
        document = Document(article)
        for stage in self.stages:
            stage(document)
        return assemble(document)

    def run(self, articles: Iterable[Article | str]) -> Iterator[Record]:
        """The records of many articles, one by one, in their order."""
        for article in articles:
            yield self(article)
