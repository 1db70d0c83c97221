"""Walk through an article sentence by sentence: read posts and names, settle who is who and who speaks."""

from __future__ import annotations

import re
from functools import cache

from pipeline.document import Document, OpenStatement, Sentence, SentenceKind, Statement
from pipeline.officials.careers import CareerReader
from pipeline.officials.cues import Cues
from pipeline.officials.glued import glued_title, glued_verb
from pipeline.officials.linking import Holder, People
from pipeline.officials.mentions import Group, MentionReader
from pipeline.officials.names import Name, NameReader
from pipeline.officials.register import Register
from pipeline.officials.scanned import ScannedArticle
from pipeline.officials.settling import complete, settle
from pipeline.officials.subjects import REACH, SLOT, SubjectReader
from pipeline.officials.titles import Title, TitleReader
from pipeline.officials.vocabulary import Hit, Role, Vocabulary, vocabulary

_CONTRAST_REACH = 20  # letters behind a title: «استاندار نیز», not «درباره … نیز»
_ITEM = re.compile(r"(?:[-•*▪]|[0-9]{1,2} ?[.)-]) ?")  # begins an item of a list
_MARK = re.compile(r"\n ?[-•*▪●■◄►] ?$")
_LONGEST_YEARS = 24  # letters: «۱۳۸۸ تا ۱۳۹۲»
_LONGEST_DATELINE = 30
_LEAD = 4  # body sentences in which a subject may stand behind the agency's formula
_BODY, _HEADLINE = SentenceKind.BODY, SentenceKind.HEADLINE
_NOBODY: list[Group] = []


@cache
def _shared() -> tuple[Vocabulary, NameReader]:
    words = vocabulary()
    return words, NameReader(words)


class Reading:
    """One article being read."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._words, self._names = _shared()
        self._speech = self._words.speech
        self.people = People(document)
        self._register = Register(self._words, self.people, self.text)
        self._statements: list[tuple[int, str, Holder | None, bool]] = []
        self._bodies = 0

    def read(self) -> None:
        """Fill document.officials and document.statements."""
        document = self.document
        hits = self._words.cues.find(document.encoded)
        if not hits:
            return
        places = {place.start: place.end for place in document.places}
        roles = {start: (end, role) for start, end, role in hits if isinstance(role, Role)}
        article = ScannedArticle(self._words, self._names, self.text, roles, places)
        self._mentions = MentionReader(article, TitleReader(article), self.people)
        self._careers = CareerReader(article, self.people)
        self._subjects = SubjectReader(article, self.people, document)
        self._places = places
        last = len(hits)
        first = after = 0  # the hits of a sentence
        edges = [*document.sentence_starts[1:], len(self.text)]
        for index, (sentence, edge) in enumerate(zip(document.sentences, edges, strict=True)):
            while after < last and hits[after][0] < edge:
                after += 1
            if sentence.kind is _HEADLINE:
                before = document.sentences[index - 1]
                if self._bodies > _LEAD and before.kind is _BODY and self.text[before.end - 1] != ":":
                    self._register.parted = self.people.awaiting
                self._headline(sentence, [hit[0] for hit in hits[first:after] if isinstance(hit[2], Role)])
            elif sentence.kind is _BODY:
                self._bodies += 1
                if first < after or self.people.awaiting is not None:
                    self._sentence(index, sentence, Cues(sentence.start, hits[first:after]))
            first = after
        settle(self.people, self._words, self.text)
        complete(self.people, self._names, self.text)
        self._report()

    def _report(self) -> None:
        document = self.document
        document.officials = self.people.officials()
        kept = {id(official) for official in document.officials}
        resolve = self.people.resolve
        for number, kind, holder, backward in self._statements:
            official = resolve(holder).official if holder is not None else None
            if id(official) not in kept:
                official = None
            document.statements.append(Statement(number, kind, official, backward))

    def _headline(self, sentence: Sentence, roles: list[int]) -> None:
        """Enter the people of a headline; one ending with a colon says who is going to speak."""
        subject = None
        if roles:
            verb = sentence.end if self.text[sentence.end - 1] == ":" else None
            groups = self._mentions.groups(sentence, roles)
            subject, _ = self._title_subject(sentence, groups, verb, silent=True)
            if subject is None and groups:
                self._await(sentence, *groups[0])
        if subject is not None:
            subject.spoke = True
            if subject.name is None:
                self.people.awaiting = subject
                self.people.current = self.people.current or subject
            return
        name = self._names.at(self.text, sentence.start, sentence.end)
        if name is not None and name.sure:
            self.people.person(name)

    def _sentence(self, index: int, sentence: Sentence, cues: Cues) -> None:
        """Enter the people of a sentence and note who makes its statement."""
        verb, pronoun, according = cues.verb, cues.pronoun, cues.according
        if verb is None:
            verb = glued_verb(self._words, self.text, sentence)
        subject, subject_at, groups = None, sentence.end, _NOBODY
        if cues.roles:
            groups = self._mentions.groups(sentence, cues.roles)
            if verb is None:
                groups = self._careers.read(sentence, groups, pronoun)
            listed = verb is None and self._is_item(sentence, groups)
            subject, subject_at = self._title_subject(sentence, groups, verb, silent=listed)
            if cues.interview and groups:
                self._state(index, "interview", self._register.enter(*groups[0]), cues)
                return
        if according is not None:
            teller = self._told_by(according, sentence, groups)
            if teller == "pronoun":
                self._state(index, "pronoun", self.people.current, cues)
                return
            if isinstance(teller, Holder):
                self._speaks(index, teller, according[0], according[0], cues)
                return
        if verb is None:
            if cues.report:
                self._state(index, "report", None, cues)
            if all(name is None and titles[0].bare for titles, name in groups):
                self._appear(sentence, cues.report)
            elif not cues.report:
                self._act(sentence, *groups[0])
            return
        if (
            pronoun is not None
            and pronoun[0] < verb
            and pronoun[0] < subject_at
            and self._subjects.is_subject(pronoun[0], sentence)
        ):
            self._goes_on(index, pronoun, cues)
            return
        if subject_at > sentence.start:
            name = self._subjects.name(sentence, verb, cues.report or self._bodies <= _LEAD, bool(groups))
            if name is not None and name.start < subject_at and not self._is_byline(name, sentence):
                quoted = self._speech.patterns.had_said.match(self.text, verb) and not self.text.startswith(
                    " که ", name.end
                )
                subject, subject_at = self._register.named(name, bool(quoted)), name.start
        if subject is None and not groups:
            title = glued_title(self._words, self.text, verb)
            if title is not None:
                subject, subject_at = self._register.enter([title], None), title.start
        if subject is not None:
            subject.leads |= subject_at <= sentence.start + 1 or self.text.startswith("[n]", sentence.start)
            self._speaks(index, subject, subject_at, verb, cues)
        elif cues.report:
            self._state(index, "report", None, cues)
        else:
            self.document.open_statements.append(OpenStatement(index, verb))

    def _is_item(self, sentence: Sentence, groups: list[Group]) -> bool:
        """Whether a sentence is an item of a list; where its mark stands before it, a post and its years."""
        text, start = self.text, sentence.start
        if _ITEM.match(text, start):
            return True
        marked = _MARK.search(text, max(0, start - 4), start) is not None
        return marked and bool(groups) and sentence.end - groups[-1][0][-1].end < _LONGEST_YEARS

    def _is_byline(self, name: Name, sentence: Sentence) -> bool:
        """Whether it is who wrote the article: «گروه شهری - رضا کریمی: …»."""
        return self.text.startswith(self._words.desks, sentence.start) and self.text.startswith(":", name.end)

    def _act(self, sentence: Sentence, titles: list[Title], name: Name | None) -> None:
        """An office that is the subject of a sentence without speech awaits its holder's name too."""
        people = self.people
        if not self.text[titles[-1].end : sentence.end].strip(' .»"*)'):
            return  # a letter's addressee
        if name is None and people.awaiting is None and self._leads(titles[0].start, sentence):
            office = people.office(titles[0])
            if office is not None and office.name is None:
                people.awaiting = office

    def _leads(self, position: int, sentence: Sentence) -> bool:
        """Whether a sentence begins here, behind its dateline perhaps or an adverb: «گروه سیاسی - رئیس مجلس
        …», «در همین حال، رئیس مجلس …»."""
        if position <= sentence.start + 1 or self._is_opening(sentence.start, position):
            return True
        lead = self.text[sentence.start : position].rstrip()
        return len(lead) < _LONGEST_DATELINE and lead.endswith(("-", ":"))

    def _is_opening(self, start: int, end: int) -> bool:
        return self._speech.patterns.opening.fullmatch(self.text, start, end) is not None

    def _await(self, sentence: Sentence, titles: list[Title], name: Name | None) -> None:
        """The office at the head of a headline awaits its holder's name: «واکنش وزیر نیرو به …», «رئیس بنیاد
        مسکن به یزد می‌رود»."""
        people, first, role = self.people, sentence.start, titles[0].role
        if self.text.startswith(self._words.headlined, first):
            first = self.text.find(" ", first) + 1
        elif not role.office or role.complement == "country":
            return
        if name is None and people.awaiting is None and titles[0].start == first:
            office = people.office(titles[0])
            if office is not None and office.name is None:
                people.awaiting = office

    def _appear(self, sentence: Sentence, report: bool) -> None:
        """The name that is the subject of a sentence without speech belongs to the office in the lead:
        «وزیر … سفر کرد. به گزارش …، «…» که در ادامه …»."""
        people, text = self.people, self.text
        if people.awaiting is None or people.awaiting.spoke or self._bodies > _LEAD:
            return
        positions = [sentence.start]
        if report:
            reach = min(sentence.end, sentence.start + REACH)
            slots = SLOT.finditer(text, sentence.start, reach)
            positions += [match.end() for match in slots if match[0].strip() != "و"]
            positions += [
                match.end() for match in self._speech.patterns.letter.finditer(text, sentence.start, reach)
            ]
        for position in positions:
            name = self._names.at(text, position, sentence.end)
            if name is None or name.surname_start in self._places or not name.sure:
                continue
            following = text[name.end : name.end + 16].lstrip("»\"' ").split(" ", 1)[0]
            if following in self._words.stops:
                self._register.named(name)
            return

    def _state(self, index: int, kind: str, holder: Holder | None, cues: Cues) -> None:
        self._statements.append((index, kind, holder, cues.backward))

    # posts

    def _title_subject(
        self, sentence: Sentence, groups: list[Group], verb: int | None, silent: bool = False
    ) -> tuple[Holder | None, int]:
        """Enter the holders of a sentence's posts; the one that is its subject, and where he stands.

        silent: offices without a name, of a headline or a list, are not reported for this."""
        subject, subject_at = None, sentence.end
        for titles, name in groups:
            holder = self._register.enter(titles, name, silent)
            if holder is None or subject is not None or verb is None:
                continue
            begin = titles[0].start
            if name is not None and name.start < begin:
                begin = name.start
            if begin < verb and self._subjects.is_subject(begin, sentence):
                subject, subject_at = holder, begin
        return subject, subject_at

    # subjects

    def _told_by(self, cue: Hit, sentence: Sentence, groups: list[Group]) -> Holder | str | None:
        """Who «به گفته …» names: "pronoun" for وی and the like."""
        begin = cue[1] + 1
        if self._speech.patterns.told_pronoun.match(self.text, begin):
            return "pronoun"
        for titles, name in groups:
            if begin == titles[0].start or (name is not None and begin <= name.start < begin + 20):
                return self.people.office(titles[0]) if name is None else self.people.person(name)
        name = self._subjects.person_at(begin, sentence.end, told=True)
        return self._register.named(name) if name is not None else None

    # statements

    def _goes_on(self, index: int, pronoun: Hit, cues: Cues) -> None:
        current = self.people.current
        self._state(index, "pronoun", current, cues)
        if current is None:
            return
        speaker = self.people.resolve(current)
        self.people.mention(speaker, pronoun[0], pronoun[1], "pronoun")
        deputy = self._words.posts.patterns.this_deputy.match(self.text, pronoun[0])
        if deputy is not None and speaker.name is not None and not speaker.titles:
            role = next(role for role in self._words.roles if role.head == deputy[1])
            self.people.give(
                speaker, Title(deputy.start(1), deputy.end(), role, deputy.end(1), deputy.span(2))
            )

    def _speaks(self, index: int, subject: Holder, at: int, verb: int, cues: Cues) -> None:
        """Note that a holder makes the statement of this sentence."""
        people = self.people
        subject = people.resolve(subject)
        subject.spoke = subject.reported = True
        self._state(index, "says", subject, cues)
        current, awaiting = people.current, people.awaiting
        if subject.name is not None:
            people.awaiting = None
            while subject.offices:
                subject.offices.pop().returned = True
        elif awaiting is not subject:
            if subject is not current:
                end = max(mention.end for mention in subject.official.mentions[-3:])
                reach = min(verb, max(end, at) + _CONTRAST_REACH)
                subject.contrasted |= self._speech.contrast.search(self.text, max(end, at), reach) is not None
            if not subject.contrasted:
                if current is not None and current is not subject and current.name is not None:
                    subject.stand_beside(current, self._continues(subject, current, verb))
                elif awaiting is not None and awaiting.beside is None:
                    subject.stand_beside(awaiting)
            people.awaiting = subject
        people.current = subject

    def _continues(self, office: Holder, speaker: Holder, verb: int) -> bool:
        """Whether an office is said to go on speaking: «… ادامه داد»; «… افزود» where nobody but the speaker
        has spoken yet."""
        end = max(mention.end for mention in office.official.mentions[-3:])
        if any(self.text.startswith(self._speech.continues, place) for place in (verb, end + 1)):
            return True
        others = (each for each in self.people.holders if each.spoke and each.merged is None)
        return self.text.startswith(self._speech.adds, verb) and all(
            each in (office, speaker) for each in others
        )
