"""Fields of rules files for phrases with their blanks."""

from pathlib import Path

from pipeline.rulebook.blanks import BlankAround, BlankBefore, BlankBehind
from pipeline.rulebook.loading import RuleFile, load_rules


class Blanks(RuleFile):
    behind: BlankBehind
    before: BlankBefore
    around: BlankAround


def test_phrases_get_their_blanks_when_they_are_read(tmp_path: Path) -> None:
    text = "description: d\nbehind: [از اين, به]\nbefore: [زیر‌کشت]\naround: [در, از]\n"
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    rules = load_rules("x", Blanks, tmp_path)
    assert rules.behind == ("از این ", "به ")
    assert rules.before == (" زیرکشت", " زیر کشت")
    assert rules.around == (" در ", " از ")
