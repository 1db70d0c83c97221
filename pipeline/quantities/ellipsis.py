"""Give a number without a unit that of its neighbour: "۵ و ۱۰ درصد", "از ۷۵۰ هزار به یک میلیون تن"."""

from pipeline.quantities.draft import Draft
from pipeline.quantities.rules import quantity_rules

_FAR = 12  # letters between two figures that are one
_NEAR = 50  # two values of one thing seldom lie further apart


def complete(text: str, drafts: list[Draft], compounds: dict[tuple[str, str], float]) -> list[Draft]:
    """The drafts that have a unit, their own or a neighbour's; ranges and compounds joined."""
    joint = quantity_rules().patterns.joint
    open_ones = [index for index, draft in enumerate(drafts) if draft.unit is None]
    for index in reversed(open_ones):
        if index + 1 < len(drafts):
            left, right = drafts[index], drafts[index + 1]
            if left.sentence == right.sentence and right.unit is not None and not right.counted:
                if joint.fullmatch(text, left.end, right.number.start):
                    _inherit(left, right)
                elif left.follows("با") and right.follows("با"):
                    _inherit(left, right, scaled=False)
    for index in open_ones:
        left, right = drafts[index - 1], drafts[index]
        if index and right.unit is None and left.sentence == right.sentence:
            if left.unit is None or left.counted:
                continue
            if left.follows("از") and right.follows("به"):
                _inherit(right, left)
            elif left.follows("با") and right.follows("با"):
                _inherit(right, left, scaled=False)
    if open_ones:
        drafts = [draft for draft in drafts if draft.unit is not None]
    return _join(text, drafts, compounds)


def _inherit(draft: Draft, donor: Draft, scaled: bool = True) -> None:
    """Take the donor's unit, and its scale where that brings the two values together."""
    factor = donor.number.scale
    draft.unit = donor.unit
    if scaled and factor > 1 and donor.high and draft.high:
        ratio = donor.high / draft.high
        if ratio > _NEAR and ratio / factor < _NEAR and draft.number.scale < factor:
            draft.low, draft.high = draft.low * factor, draft.high * factor


def _join(text: str, drafts: list[Draft], compounds: dict[tuple[str, str], float]) -> list[Draft]:
    """One range of "3ماه تا 50 ماه", one value of "دو ساعت و ۲۰ دقیقه"."""
    joined: list[Draft] = []
    for draft in drafts:
        left = joined[-1] if joined else None
        if left is None or left.sentence != draft.sentence or draft.number.start - left.end > _FAR:
            joined.append(draft)
        elif _is_range(text, left, draft):
            left.high, left.comparator, left.unit, left.counted = (
                draft.high,
                "range",
                draft.unit,
                draft.counted,
            )
            left.end, left.tail = draft.end, draft.tail
        elif share := _share(text, left, draft, compounds):
            left.low, left.high = left.low + draft.low * share, left.high + draft.high * share
            left.end, left.tail = draft.end, draft.tail
        else:
            joined.append(draft)
    return joined


def _share(text: str, left: Draft, right: Draft, compounds: dict[tuple[str, str], float]) -> float:
    """What part of the left unit the right one is, where the two figures are one value; else 0."""
    assert left.unit is not None and right.unit is not None
    if left.low != left.high or right.low != right.high or text[left.end : right.number.start].strip() != "و":
        return 0
    if left.unit.name == right.unit.name and right.unit.factor >= left.unit.factor:
        return 0
    return compounds.get((left.unit.name, right.unit.name), 0)


def _is_range(text: str, left: Draft, right: Draft) -> bool:
    assert left.unit is not None and right.unit is not None
    if left.unit.name != right.unit.name or left.low >= right.high or right.low != right.high:
        return False
    patterns = quantity_rules().patterns
    between = text[left.end : right.number.start]
    if patterns.range_joint.fullmatch(between):
        return True
    opening = text[max(0, left.modifier_start - 8) : left.modifier_start]
    if between.strip() != "و" or opening.rstrip().endswith("از"):
        return False
    return patterns.range_before.search(opening) is not None
