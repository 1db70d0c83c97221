"""Walk through an article sentence by sentence: read posts and names, settle who is who and who speaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from pipeline.document import Document, Sentence, SentenceKind, Statement
from pipeline.lexicon import WordClass, word_classes
from pipeline.officials.linking import Holder, People
from pipeline.officials.names import Name, NameReader
from pipeline.officials.titles import Title, TitleReader
from pipeline.officials.vocabulary import Cue, Role, Vocabulary, vocabulary
from pipeline.rulebook.terms import Hit

_SLOT = re.compile(r"(?:[،؛:]|[-–/]| و) ?")
_JOINT = re.compile(r"[ «»\"'()]*(?:،|-)?[ «»\"'()]*")
_CONJUNCTION = re.compile(r"[ ]?(?:و|،)[ ]?")
_NOT_SUBJECT = frozenset(
    {"حضور", "دستور", "سفر", "بازدید", "نامه", "ریاست", "دبیری", "مسئولیت", "دیدار", "پیشنهاد", "موافقت", "تاکید", "سوی", "همراه",
     "همراهی", "گفته", "حکم", "حمایت", "قول", "سخنان", "نقل", "تلاش", "همت", "مشارکت", "میزبانی", "توسط", "معارفه", "تکریم"}
)  # fmt: skip
# Posts that nobody holds beside another one.
_CHIEFS = frozenset({"استاندار", "فرماندار", "وزیر", "شهردار", "رئیس‌جمهور", "رئیس‌جمهوری"})
_TOGETHER = ("حضور", "همراه", "همراهی", "مشارکت", " با")
_SUBJECT_AFTER = frozenset({"همچنین", "یک", "این", "دیگر", "سپس", "سو"})
# Between a name and the post it is given: «… به عنوان رئیس … معرفی شد».
_APPOINTED = re.compile(r"(?: را)? (?:به ?عنوان|به سمت|در سمت|با سمت)$")
_HONORED = re.compile(r"(?:دکتر|مهندس|اقای|آقای|خانم|سردار|سرهنگ|المسلمین|الاسلام|حجتالاسلام|حجهالاسلام|آیتالله|آیت الله|شهید|حاج) $")
_FAR = 260
_LEAD = 4


@cache
def _readers() -> tuple[Vocabulary, NameReader, TitleReader]:
    words = vocabulary()
    names = NameReader(words)
    return words, names, TitleReader(words, names)


class Reading:
    """One article being read."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.words, self.names, self.titles = _readers()
        self.people = People(document)
        self.statements: list[tuple[int, str, Holder | None]] = []
        self.places = {place.start: place.end for place in document.places}
        self._bodies_read = 0

    def read(self) -> None:
        """Fill document.officials and document.statements."""
        document = self.document
        hits = self.words.matcher.find(self.text)
        if not hits:
            return
        starts = document.sentence_starts
        groups: dict[int, list[Hit[Role | Cue]]] = {}
        for hit in hits:
            groups.setdefault(bisect_right(starts, hit.start) - 1, []).append(hit)
        for index, sentence in enumerate(document.sentences):
            if sentence.kind is SentenceKind.RESIDUE:
                continue
            if sentence.kind is SentenceKind.BODY:
                self._bodies_read += 1
            if index in groups:
                self._sentence(index, sentence, groups[index])
        self._settle()
        document.officials = self.people.officials()
        kept = {id(official) for official in document.officials}
        for number, kind, holder in self.statements:
            official = self.people.resolve(holder).official if holder is not None else None
            document.statements.append(
                Statement(number, kind, official if official is not None and id(official) in kept else None)
            )

    def _sentence(self, index: int, sentence: Sentence, hits: list[Hit[Role | Cue]]) -> None:
        people = self.people
        verb = pronoun = according = report = None
        roles: dict[int, tuple[int, Role]] = {}
        for hit in hits:
            payload = hit.payload
            if isinstance(payload, Role):
                roles[hit.start] = (hit.end, payload)
            elif payload.kind == "says":
                verb = verb if verb is not None else hit.start
            elif payload.kind == "pronoun":
                pronoun = pronoun if pronoun is not None else hit
            elif payload.kind == "according":
                according = according if according is not None else hit
            elif hit.start - sentence.start < 30:
                report = payload.kind
        found = self._titles(sentence, roles)
        headline = sentence.kind is SentenceKind.HEADLINE
        if headline and self.text[sentence.end - 1] == ":":
            verb = sentence.end
        subject: Holder | None = None
        subject_at = sentence.end
        for group, name in found:
            holder = self._holder(group, name, sentence, headline)
            begin = min(group[0].start, name.start if name is not None else group[0].start)
            if holder is not None and subject is None and verb is not None and begin < verb and self._is_subject(begin, sentence):
                subject, subject_at = holder, begin
        speaks = verb is not None
        if according is not None and not (report and according.start - sentence.start < 160):
            teller = self._told_by(according, sentence, found)
            if teller == "pronoun":
                self.statements.append((index, "pronoun", None))
                return
            if isinstance(teller, Holder):
                subject, speaks, subject_at = teller, True, according.start
        if speaks and not headline:
            slot = self._slot_name(sentence, verb if verb is not None else sentence.end, report, found)
            if slot is not None and slot.start < subject_at:
                subject = self._named_subject(slot, sentence)
                subject_at = slot.start
        if headline:
            if subject is not None:
                subject.spoke = True
                if not subject.named:
                    people.awaiting = subject
                    people.current = people.current or subject
            return
        if pronoun is not None and pronoun.start < subject_at and self._is_subject(pronoun.start, sentence):
            subject = None
        if subject is not None and speaks:
            self._speaks(index, subject, sentence, subject_at, verb if verb is not None else subject_at)
        elif speaks and pronoun is not None and pronoun.start < (verb or sentence.end) and self._is_subject(pronoun.start, sentence):
            self.statements.append((index, "pronoun", people.current))
            if people.current is not None:
                people.mention(people.resolve(people.current), pronoun.start, pronoun.end, "pronoun")
        elif report:
            self.statements.append((index, "report", None))
        elif speaks and self._unknown_speaker(sentence, verb or sentence.end):
            self.statements.append((index, "says", None))

    # titles and their names

    def _titles(self, sentence: Sentence, roles: dict[int, tuple[int, Role]]) -> list[tuple[list[Title], Name | None]]:
        """The titles of a sentence with the names beside them; several of one holder in one group."""
        text = self.text
        found: list[tuple[list[Title], Name | None]] = []
        reached = taken = sentence.start
        for start, (role_end, role) in roles.items():
            if start < reached:
                continue
            title = self.titles.at(text, start, role_end, role, sentence.end, self.places, roles)
            if title is None:
                continue
            if role.head == "عضو" and not self._membership(title):
                continue
            reached = title.end
            name = self._name_before(start, taken)
            if name is None:
                name = self._name_after(title, sentence)
            if found and self._same_holder(found[-1], title, name):
                group, earlier = found[-1]
                group.append(title)
                found[-1] = (group, earlier or name)
            elif role.person and name is None:
                continue
            else:
                found.append(([title], name))
            if name is not None:
                taken = max(taken, name.end)
                reached = max(reached, name.end)
            taken = max(taken, title.end)
        return found

    def _membership(self, title: Title) -> bool:
        if title.organization is None:
            return False
        return self.text[slice(*title.organization)].split(" ", 1)[0] in self.words.bodies

    def _name_before(self, start: int, taken: int) -> Name | None:
        text = self.text
        end = start
        comma = False
        while end > taken and text[end - 1] in " ،«»\"'()-":
            comma |= text[end - 1] in "،-"
            end -= 1
        if end <= taken or end == start:
            return None
        if appointed := _APPOINTED.search(text, max(taken, end - 16), end):
            end = appointed.start()
        name = self.names.before(text, end, taken)
        if name is not None:
            return name
        begin = max(text.rfind(" ", taken, end) + 1, taken)
        word = text[begin:end]
        if word in self.words.ends or not word.isalpha() or word in self.words.role_words or begin in self.places:
            return None
        if self.people.known([word]) is not None:
            return Name(begin, end, begin, False, True)
        lead = text[max(taken, begin - 30) : begin]
        if _HONORED.search(lead) and self.names.surname_at(text, begin, end) is not None:
            return Name(begin, end, begin, False, True)
        previous = lead.strip().rsplit(" ", 1)[-1]
        first = begin == taken or lead[-2:-1] in (".", "،", ":", "\n")
        if word in self.words.surnames and (first or previous in self.words.ends):
            return Name(begin, end, begin, False, False)
        return None

    def _name_after(self, title: Title, sentence: Sentence) -> Name | None:
        text = self.text
        joint = _JOINT.match(text, title.end, sentence.end)
        begin = joint.end() if joint else title.end
        if begin == title.end:
            return None
        comma = joint is not None and ("،" in joint[0] or "-" in joint[0])
        name = self.names.at(text, begin, sentence.end)
        if name is not None and (name.sure or not comma):
            return name
        position, honored = self.names.skip_honorifics(text, begin, sentence.end)
        if title.role.person or (honored and not comma):
            surname = self.names.surname_at(text, position, sentence.end)
            if surname is not None:
                return surname
        return None if comma else self._known_at(begin, sentence.end)

    def _same_holder(self, last: tuple[list[Title], Name | None], title: Title, name: Name | None) -> bool:
        """Whether this title is another post of the one before: «معاون وزیر و رئیس سازمان …»."""
        group, earlier = last
        edge = max(group[-1].end, earlier.end if earlier is not None and earlier.start > group[0].start else 0)
        joint = self.text[edge : title.start]
        if not _CONJUNCTION.fullmatch(joint):
            return False
        if earlier is not None:
            if earlier.start >= group[-1].end:
                return False
            return name is None and "و" in joint
        if name is not None and name.end <= title.start:
            return False
        before = self.text[max(0, group[0].start - 12) : group[0].start].rstrip()
        if before.endswith(_TOGETHER):
            return False
        return name is not None or ("و" in joint and not before.endswith("،"))

    def _holder(self, group: list[Title], name: Name | None, sentence: Sentence, headline: bool) -> Holder | None:
        """Who holds these posts."""
        people = self.people
        main = next((title for title in group if not title.bare), group[0])
        if name is not None:
            holder = people.person(name)
            office = people.office(main)
            awaiting = people.awaiting
            if office is None and awaiting is not None and not holder.titles and people.similar(awaiting, main):
                office = awaiting
            if office is not None and not office.named and office is not holder:
                people.merge(office, holder)
        else:
            office = people.office(main)
            if office is None:
                if main.bare:
                    return None
                office = people.new_office(main)
                office.reported = (
                    main.role.office and not main.indefinite and not headline 
                )
            holder = office
        for title in group:
            people.give(holder, title)
            if (
                not title.bare
                and title.role.office
                and not title.indefinite
                and not headline
            ):
                holder.reported = True
        return holder

    # subjects

    def _is_subject(self, start: int, sentence: Sentence) -> bool:
        """Whether what stands here is the sentence's subject, judged by the word before it."""
        if start <= sentence.start + 1:
            return True
        before = self.text[max(sentence.start, start - 20) : start].rstrip("«\"' ")
        if not before or before[-1] in "،؛:-–/.)]":
            return True
        word = before.rsplit(" ", 1)[-1]
        if word in _SUBJECT_AFTER:
            return True
        return word not in _NOT_SUBJECT and word_classes().get(word) not in (WordClass.PREPOSITION, WordClass.CONJUNCTION) and word != "و"

    def _told_by(
        self, cue: Hit[Role | Cue], sentence: Sentence, found: list[tuple[list[Title], Name | None]]
    ) -> Holder | str | None:
        """Who «به گفته …» names."""
        begin = cue.end + 1
        for pronoun in ("وی", "او", "ایشان", "این م"):
            if self.text.startswith(pronoun, begin):
                return "pronoun"
        for group, name in found:
            if begin in (group[0].start, name.start if name is not None else -1) or (
                name is not None and begin < name.start < begin + 20
            ):
                return self.people.office(group[0]) if name is None else self.people.person(name)
        name = self._person_at(begin, sentence.end)
        return self._named_subject(name, sentence) if name is not None else None

    def _slot_name(
        self, sentence: Sentence, verb: int, report: str | None, found: list[tuple[list[Title], Name | None]]
    ) -> Name | None:
        """The name that stands where a sentence's subject does."""
        name = self._person_at(sentence.start, verb)
        if name is not None:
            return name
        if report or self._bodies_read <= _LEAD:
            for match in _SLOT.finditer(self.text, sentence.start, min(verb, sentence.start + _FAR)):
                name = self._person_at(match.end(), verb)
                if name is not None and (name.full or self.people.known(self.text[name.start : name.end].split())):
                    return name
        if not found:
            return self.names.before(self.text, verb - 1, sentence.start)
        return None

    def _person_at(self, position: int, stop: int) -> Name | None:
        """A full name, a surname known already, or (for an office without a name) a new surname."""
        text = self.text
        begin, _ = self.names.skip_honorifics(text, position, stop)
        known = self._known_at(begin, stop)
        name = self.names.at(text, begin, stop)
        if name is not None and name.sure and (known is None or name.end > known.end):
            return name
        if known is not None or name is not None:
            return known or name
        if self.people.awaiting is None and self.people.current is not None:
            return None
        surname = self.names.surname_at(text, begin, stop)
        if surname is None or surname.start in self.places or not self._followed_by_speech(surname.end):
            return None
        again = text.find(text[surname.start : surname.end], surname.end) > 0
        return surname if again or self.people.awaiting is not None else None

    def _known_at(self, position: int, stop: int) -> Name | None:
        """The name or surname of somebody known that begins here."""
        spans = self.names.words_from(self.text, position, stop)
        known = self.people.known([self.text[start:end] for start, end in spans])
        if known is None:
            return None
        return Name(spans[0][0], spans[known[1] - 1][1], spans[0][0], False, True)

    def _followed_by_speech(self, end: int) -> bool:
        """Whether a new surname at a sentence's head is followed by what speakers do."""
        rest = self.text[end : end + 14].lstrip()
        return rest.startswith(("گفت", "افزود", "با بیان", "با اشاره", "با تاکید", "ادامه", "تصریح", "اظهار", "خاطر", "بیان", "علت", "همچنین", "نیز", "در ", "اضافه", "عنوان", "یادآور", "تاکید"))

    def _named_subject(self, name: Name, sentence: Sentence) -> Holder:
        """The holder of a name that is a subject; an office that awaits its name gets it."""
        people = self.people
        known = people.known(self.text[name.start : name.end].split())
        if known is not None and known[1] == len(self.text[name.start : name.end].split()):
            holder = known[0]
            people.mention(holder, name.start, name.end, "name")
            if not holder.titles and people.awaiting is not None:
                people.merge(people.awaiting, holder)
            return holder
        awaiting = people.awaiting
        holder = people.person(name)
        if awaiting is not None and not holder.titles and awaiting.merged is None:
            people.merge(awaiting, holder)
        people.awaiting = None
        return holder

    def _speaks(self, index: int, subject: Holder, sentence: Sentence, at: int, verb: int) -> None:
        """Note that a holder makes the statement of this sentence."""
        people = self.people
        subject = people.resolve(subject)
        subject.spoke = True
        self.statements.append((index, "says", subject))
        if not subject.named:
            current = people.current
            contrast = self.words.contrast.search(self.text, at, verb) is not None
            if subject is not current:
                subject.contrasted |= contrast
                if current is not None and current.named and not subject.contrasted:
                    subject.beside = subject.beside or current
            if people.awaiting is not subject:
                if people.awaiting is not None and people.awaiting.beside is None and not subject.contrasted:
                    subject.beside = subject.beside or people.awaiting
                people.awaiting = subject
        else:
            people.awaiting = None
        people.current = subject

    def _unknown_speaker(self, sentence: Sentence, verb: int) -> bool:
        """Whether a sentence of speech has a subject of its own that is no official."""
        return False

    def _settle(self) -> None:
        """Offices that spoke among one person's statements are that person's."""
        people = self.people
        named = [h for h in people.holders if h.merged is None and h.named and (h.titles or h.spoke)]
        for holder in list(people.holders):
            if holder.merged is not None or holder.named or not holder.spoke:
                continue
            if holder.beside is not None and not holder.contrasted:
                target = people.resolve(holder.beside)
                if target.named and not (target.titles and holder.titles[0].role.head in _CHIEFS):
                    people.merge(holder, target)
                    continue
            speakers = [h for h in named if h.spoke]
            if len(speakers) == 1 and not holder.contrasted and not speakers[0].titles:
                people.merge(holder, speakers[0])
