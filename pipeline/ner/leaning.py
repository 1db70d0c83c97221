"""Lean a trained model towards names, or towards one kind of them.

What is trained to be likely misses more organisations than it invents; a constant added to what speaks for a
tag trades one for the other. Every word has the feature `ALWAYS`: its weights in the file are moved.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ALWAYS = "always"

# CRFsuite's file: a head that tells where its parts begin; of the features, a count and, for each, its kind
# (0: of a word), the word's feature, the tag and the weight.
_OFFSET_OF_FEATURES = struct.Struct("<28xI")
_PART = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")
_OF_WORD = 0


def lean(weights: Path, towards: Mapping[str, float]) -> None:
    """Move the weights of `ALWAYS` in a file that was just trained. towards: tag -> what to add.

    A tag that the training data hold nowhere, or that has no such weight, is left alone.
    """
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(weights))
    info: Any = tagger.info()
    always = info.attributes.get(ALWAYS)
    tags = {int(number): tag for tag, number in info.labels.items()}
    tagger.close()
    content = bytearray(weights.read_bytes())
    (part,) = _OFFSET_OF_FEATURES.unpack_from(content)
    name, _, count = _PART.unpack_from(content, part)
    if name != b"FEAT" or always is None:
        return
    first = part + _PART.size
    for at in range(first, first + count * _FEATURE.size, _FEATURE.size):
        kind, feature, tag, weight = _FEATURE.unpack_from(content, at)
        if kind == _OF_WORD and feature == int(always) and tags[tag] in towards:
            _FEATURE.pack_into(content, at, kind, feature, tag, weight + towards[tags[tag]])
    weights.write_bytes(content)
