"""Options of the commands that work on archives."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WorkersOption = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="Worker processes; all cores by default. 0 works in this process, where nothing ends an article "
        "that gets stuck.",
    ),
]
TimeoutOption = Annotated[
    float, typer.Option(min=0.1, metavar="SECONDS", help="An article that takes longer is given up on.")
]
ShardOption = Annotated[
    int, typer.Option("--shard-size", min=1, metavar="N", help="Articles that become durable together.")
]
ErrorsOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Where failed articles are listed; DEST.errors.jsonl by default."),
]
ReportOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write counts, rate, times and memory there, as JSON.")
]
TextFieldOption = Annotated[str, typer.Option(metavar="NAME", help="The field or column of the text.")]
IdFieldOption = Annotated[str, typer.Option(metavar="NAME", help="The field or column of the article's id.")]
DateFieldOption = Annotated[str, typer.Option(metavar="NAME", help="The one of its publication date.")]
TitleFieldOption = Annotated[str, typer.Option(metavar="NAME", help="The one of its headline.")]
SourceFieldOption = Annotated[str, typer.Option(metavar="NAME", help="The one of where it came from.")]
EncodingOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="The encoding of texts; detected by default.")
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The format of all files: text, html, jsonl, csv, tsv, parquet, warc or zip; by default each "
        "is told by its name and beginning.",
    ),
]
DelimiterOption = Annotated[
    str | None, typer.Option(metavar="CHARACTER", help="What stands between the columns of CSV.")
]
