"""khabarkav (خبرکاو): Persian news in, structured records out.

>>> from pipeline import Pipeline
>>> record = Pipeline()("به گزارش ایسنا، استاندار یزد گفت: …", published="2019-05-01")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.article import Article, ArticleError
    from pipeline.document import Document
    from pipeline.ner import ModelError
    from pipeline.pipeline import Pipeline, StageError
    from pipeline.record import Record
    from pipeline.stages import Stage, default_stages

__all__ = [
    "Article",
    "ArticleError",
    "Document",
    "ModelError",
    "Pipeline",
    "Record",
    "Stage",
    "StageError",
    "default_stages",
]
__version__ = "0.1.0"

# The modules that define these names, imported when one is asked for: so the command line starts at once.
_HOMES = {
    "Article": "article",
    "ArticleError": "article",
    "Document": "document",
    "ModelError": "ner",
    "Pipeline": "pipeline",
    "Record": "record",
    "Stage": "stages",
    "StageError": "pipeline",
    "default_stages": "stages",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
