"""Split the article into sentences; tell headline, body and page residue apart."""

import re

from pipeline.document import Document, Sentence, SentenceKind

# A full stop ends a sentence unless it stands inside a number, a Latin word or an initial; the next sentence
# may begin without a space.
_END = re.compile(r"(?<!\d)\.+(?![\d.A-Za-z])|(?<=\d)\.(?!\d)|[!؟?]+|\n+")


class Sentences:
    name = "sentences"

    def __call__(self, document: Document) -> None:
        text = document.text
        start = paragraph = 0
        sentences = document.sentences
        for match in [*_END.finditer(text), None]:
            end = match.end() if match else len(text)
            stop = match.start() if match and text[match.start()] == "\n" else end
            while start < stop and text[start] in " \n":
                start += 1
            if start < stop:
                sentences.append(Sentence(start, stop, paragraph))
            if match and "\n" in match[0]:
                paragraph += 1
            start = end
        if sentences and paragraph:
            first = sentences[0]
            if sum(s.paragraph == first.paragraph for s in sentences) == 1 and text[first.end - 1] != ".":
                first.kind = SentenceKind.HEADLINE
