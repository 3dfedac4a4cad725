"""An explanation holds every claim with its reasons, and all that gave none with why, beside its sentence."""

from __future__ import annotations

from datetime import date

import pytest

from geo.claims import assemble
from geo.explain import Explanation, explain
from geo.explain.records import MarkKind
from geo.explain.segments import segments
from geo.find import find, passed_over
from geo.model import Article, Assembly, Dropped, Findings, Role, Span
from geo.places import locate
from tests.factories import claim
from tests.reading import THURSDAY, article, labels, opened


def explained(text: str, published: date | None = THURSDAY) -> Explanation:
    lexicon, gazetteer = opened()
    record = article(text, published)
    found = find(record, lexicon, gazetteer)
    places = locate(found, gazetteer, lexicon)
    return explain(record, found, places, assemble(record, found, places, lexicon), passed_over(found, lexicon))


# text; which claim; of which of its reasons; what that says
REASONS = [
    # the trigger
    ("Shells fell on Kharkiv.", 1, "event", 'the words "Shells fell" tell it'),
    ("The Syrian army bombed Saraqib in Syria.", 1, "event", 'whose bombs fall from the air ("Syrian")'),
    ("Rebels tried to capture Kunduz in Afghanistan.", 1, "event", 'not surely won ("tried to") counts as fighting'),
    ("Rebels failed to capture Kunduz in Afghanistan.", 1, "event", '("failed to") counts as fighting'),
    ("Gunmen attacked Kunduz in Afghanistan.", 1, "event", "general words, which count only where"),
    ("A bomb exploded in Kabul. The blast in Kabul killed two.", 1, "event", 'told again in sentence 2 by "blast"'),
    # the place
    ("Shells fell on Kharkiv.", 1, "place", '"Kharkiv" hangs on "on", one word behind "Shells fell"'),
    ("Shells fell all day long on Kharkiv.", 1, "place", '"Kharkiv" hangs on "on", 4 words behind "Shells fell"'),
    ("In Kyiv, explosions were heard.", 1, "place", '"Kyiv" hangs on "in", right before "explosions"'),
    ("Artillery shelled Kharkiv.", 1, "place", '"Kharkiv" hangs on these words themselves, right behind "shelled"'),
    ("Kharkiv in Ukraine came under heavy shelling.", 1, "place", '"Kharkiv" stands in its clause, 5 words before'),
    ("Clashes broke out near Kupiansk in Ukraine.", 1, "place", 'told as near "Kupiansk", 3 words behind "Clashes"'),
    ("Clashes broke out 20 km north of Raqqa in Syria.", 1, "place", 'told as 20 km north of "Raqqa"'),
    ("Clashes broke out around Loikaw in Myanmar.", 1, "place", 'told as around "Loikaw"'),
    ("Shells hit Nikopol, Kharkiv and Kherson.", 2, "place", '"Kharkiv" stands in one list with "Nikopol"'),
    (
        "Shells hit Kharkiv. Gunmen kidnapped a nurse in the city.",
        2,
        "place",
        'its sentence points back to "Kharkiv" (sentence 1)',
    ),
    ("Shells hit Kharkiv. Gunmen kidnapped a nurse.", 2, "place", 'sentences before are about "Kharkiv" (sentence 1)'),
    ("Kharkiv, where fighting went on, is dark.", 1, "place", '"fighting" describes "Kharkiv"'),
    ("Residents of Goma said that shells had fallen.", 1, "place", 'those who tell of it are at "Goma"'),
    (
        "Khartoum, the capital, was calm. Shells hit Nyala. Jets bombed the capital.",
        2,
        "place",
        'the article calls "Khartoum" the capital (sentence 1)',
    ),
    (
        "Here is the day.\n\nALEPPO\nA car bomb went off.\n\nHOMS\nIt rained. Shells fell on a market.",
        2,
        "place",
        'no place in its own sentence; "HOMS" stands at the head of its item (sentence 4)',
    ),
    ("KHARKIV, Ukraine — Rockets hit this city.", 1, "place", 'place of the dateline, "KHARKIV", its own'),
    (
        "Shells fell on El Fasher in Sudan. Gunmen kidnapped a nurse in the town in North Darfur.",
        2,
        "place",
        '"El Fasher", spoken of before (sentence 1), is meant; it lies in "North Darfur"',
    ),
    ("Shells fell on Saraqib in Syria.", 1, "place", '"Saraqib" is Saraqib, Syria: '),
    # the day
    ("Shells fell on Kharkiv late on Monday.", 1, "day", "the nearest day of its sentence, "),
    ("Shells fell on Kharkiv on Monday.", 1, "day", '"Monday" before publication on 2023-05-18'),
    ("Shells hit Kharkiv on Monday. Rockets hit Sumy.", 2, "day", "its own sentence tells no day; sentence 1 does"),
    ("The army said on Monday that shells hit Kharkiv.", 1, "day", "its sentence tells no other"),
    ("Shells hit Kharkiv.", 1, "day", "the text tells no day; published on 2023-05-18"),
    (
        "A car bomb went off in Mogadishu. The explosion in Mogadishu on Tuesday killed nine people.",
        1,
        "day",
        "told in sentence 2, where the event is told again",
    ),
    ("Shells hit Kharkiv last summer.", 1, "day", '"last summer" names no days'),
    ("Shells fell on Kharkiv. That was on Monday.", 1, "day", "sentence 2 tells only when that was"),
    ("GOMA, MAY 9 (Press) -- Shells fell on Bukavu in Congo.", 1, "day", 'its date line tells that day: "MAY 9"'),
    # the speaker
    ("Shells fell on Kharkiv.", 1, "speaker", "no verb of saying"),
    ("The mayor said that shells fell on Kharkiv.", 1, "speaker", '"The mayor" is the subject of "said"'),
    ('"Shells fell on Kharkiv," said Oleh Petrenko.', 1, "speaker", '"Oleh Petrenko" is the subject of "said"'),
    ("According to witnesses, shells fell on Kharkiv.", 1, "speaker", '"witnesses" stands behind "According to"'),
    (
        "Al-Shabab claimed responsibility for a car bomb in Mogadishu.",
        1,
        "speaker",
        '"Al-Shabab" takes responsibility ("claimed responsibility")',
    ),
    (
        '"Shells hit Kharkiv. Two rockets hit Sumy," said Oleh Petrenko.',
        1,
        "speaker",
        'a quotation that sentence 2 gives to "Oleh Petrenko" ("said")',
    ),
    (
        "The army said that it had lost no tank. The army also shelled Kramatorsk in Ukraine.",
        1,
        "speaker",
        'it goes on in the speech of "The army" from sentence 1 ("said")',
    ),
    (
        "The mayor said that shells hit Kharkiv. He added that rockets hit Sumy.",
        2,
        "speaker",
        '"added" names nobody; "The mayor" is the speaker named last (sentence 1)',
    ),
    (
        "Shells fell on Goma, residents said, and the army said that it had shelled Bukavu.",
        2,
        "speaker",
        '"the army" is the subject of "said"',
    ),
    (
        "The minister said:\n\nWe condemn the shelling of Kharkiv.",
        1,
        "speaker",
        'sentence 1 leads to it: the speech of "The minister"',
    ),
    ("Statement of the Northern Front\n\nWe shelled Goma.", 1, "speaker", 'statement of "the Northern Front"'),
    (
        "Glory! Our troops stormed Goma. A monk said that Sake burns. Our artillery shelled Bukavu.",
        2,
        "speaker",
        "a statement whose author it does not name",
    ),
    (
        "Amina Bah is a nurse.\n\nWhat is it?\n\nShells fell on Goma.\n\nWho fires?\n\nRebels.\n\nWhy?\n\nGod knows.",
        1,
        "speaker",
        'it answers in an interview with "Amina Bah"',
    ),
    (
        "Are you well?\n\nShells fell on Goma.\n\nWho fires?\n\nRebels.\n\nWhy?\n\nNobody knows.",
        1,
        "speaker",
        "in an interview with somebody whom the text does not name",
    ),
    (
        "The troops who stormed Goma said that they would stay.",
        1,
        "speaker",
        'words that tell who speaks, before "said"',
    ),
    (
        "The blast in Goma, for which jihadists claimed responsibility, killed two.",
        1,
        "speaker",
        'only the responsibility is claimed ("claimed responsibility")',
    ),
    # the status
    ("Shells fell on Kharkiv.", 1, "status", "no speaker, hedge, denial or plan in its clause"),
    ("The mayor said that shells fell on Kharkiv.", 1, "status", "it stands on a speaker's word"),
    ("The mayor said that shells reportedly fell on Kharkiv.", 1, "status", '"reportedly" hedges it beside that'),
    ("Shells reportedly fell on Kharkiv.", 1, "status", '"reportedly" hedges it, and no speaker is told'),
    ("The army rejected reports that it had used chlorine in Darayya.", 1, "status", '"rejected" is a word of denial'),
    ("No shells fell on Kharkiv.", 1, "status", '"No" denies "shells fell"'),
    ("The army will shell Kharkiv, and tanks will storm Sumy.", 1, "status", '"will" tells '),
    ("The army sent troops to capture Kharkiv.", 2, "status", '"to" makes "capture" an aim, not a deed'),
    ("False reports of a massacre in Goma spread.", 1, "status", '"False reports" calls "massacre" untrue'),
    ("A bomb attack in Goma was foiled.", 1, "status", 'after "was foiled", "bomb attack" did not come about'),
    (
        "They have three days before the army attacks Goma.",
        1,
        "status",
        '"before" makes "attacks" what has not come yet',
    ),
    ("Talks are held in Geneva next Tuesday.", 1, "status", "its day lies behind the article's own"),
    (
        "Officials said that shells fell on Kharkiv. That could not be verified.",
        1,
        "status",
        "sentence 2 says that it could not be verified",
    ),
]


@pytest.mark.parametrize(("text", "number", "field", "words"), REASONS, ids=labels(REASONS))
def test_each_rule_is_told(text: str, number: int, field: str, words: str) -> None:
    claims = explained(text).claims
    reasons: tuple[str, ...] = getattr(claims[number - 1].reasons, field)
    assert any(words in reason for reason in reasons), (reasons, [each.claim.place_text for each in claims])


# text; the sentence that gave no claim; why
LEFT = [
    ("Moscow said nothing.", 1, '"Moscow" stands for a government'),
    ("A spokesman in Damascus said that it rained.", 1, '"Damascus" is where the speaker stands'),
    ("The University of Mosul opened.", 1, '"Mosul" is part of the name of an organisation or an office'),
    ("A man born in Grozny sang.", 1, '"Grozny" is an origin or a seat'),
    ("KYIV, Ukraine — It rained all day.", 1, '"KYIV" is the dateline'),
    ("The market in Goma was busy.", 1, '"Goma" is named in a sentence that tells no event'),
    ("Shells hit Saraqib in Idlib province.", 1, '"Idlib" only tells where "Saraqib" is'),
    ("Shells hit Tal Samin, 30 km north of Raqqa.", 1, '"Raqqa" only tells where "Tal Samin" is'),
    ("In 2014 rebels captured Donetsk in Ukraine.", 1, "an event long before publication"),
    ("In 2014 rebels captured Donetsk in Ukraine.", 1, '"Donetsk" is named beside "captured", which gave no claim'),
    ("Did rebels attack Goma?", 1, '"attack": asked, not told'),
    ("GOMA, MAY 9 (Press) -- Shells fell on Bukavu.", 1, "is the date line: its day 2023-05-09 stands"),
    ("Clashes broke out.", 1, '"Clashes": neither its sentence nor one before tells where'),
    ("Shells hit Kharkiv. It rained. It snowed. It froze. Clashes broke out.", 5, "stands too far back"),
    ("Shells hit Kharkiv and Sumy. Clashes broke out.", 2, "several places are told before"),
    ("Shells hit Kharkiv. Talks were held.", 2, "talks may be held anywhere"),
    ("The court battle in Kharkiv went on.", 1, '"court battle": a phrase that tells no event of armed conflict'),
    (
        "Here is the day.\n\nHOMS\nIt rained.\n\nALEPPO\nFrom Zzyzxan, rebels fired rockets.",
        5,
        "it names what is no known place",
    ),
    ("It rained.\n\nRead more: Rebels attacked Goma", 2, '"attacked" stands behind "read more", which is no part of'),
    ("It rained.\n\nRead more: Rebels attacked Goma", 2, '"Goma" stands behind "read more", which is no part of'),
    ("A young striker attacked down the wing.", 1, 'it: "striker" shows that no event of war is told'),
    ("The film about the siege of Aleppo was shown.", 1, '"siege": what a film, a book or a show is about'),
    ("Homes were destroyed in Sylhet after the earthquake.", 1, "the sentence tells of a flood, an earthquake"),
    ("The residents were reached by telephone.", 1, "counts only with a place right behind it"),
    ("A bomb went off in Kabul. The explosion in Kabul was loud.", 2, '"explosion": the same event as claim 1'),
    ("Air strikes destroyed a bridge in Kherson.", 1, '"destroyed a bridge": is told as a part of "Air strikes"'),
    ("Shells fell, a rights group in Coventry said.", 1, '"Coventry" is where the speaker stands'),
    (
        "Gunmen killed 30 people in Ardamata, a suburb of El Geneina in Sudan.",
        1,
        '"El Geneina" only tells where "Ardamata" is',
    ),
]


@pytest.mark.parametrize(("text", "number", "words"), LEFT, ids=labels(LEFT))
def test_what_gave_no_claim_says_why(text: str, number: int, words: str) -> None:
    reasons = [each.reason for each in explained(text).sentences[number - 1].left]
    assert any(words in reason for reason in reasons), reasons


STORY = """KHARKIV, Ukraine — Shells hit Kharkiv, Sumy and the village of Novyi Khutir on Monday, the army said.

It said that jets had also bombed Saraqib in Idlib province. A spokesman in Moscow denied that.
"Tanks will storm Sumy," he added. "We shall retake it." The court battle in Kyiv went on.

In 2014 rebels captured Donetsk. A car bomb exploded in Kabul on Tuesday. The blast in Kabul was loud.
"""


def test_nothing_that_was_found_is_silent() -> None:
    found = explained(STORY)
    lexicon, gazetteer = opened()
    findings = find(article(STORY), lexicon, gazetteer)
    used = {mark.span for mark in found.marks if mark.claims}
    left = [each.span for sentence in found.sentences for each in sentence.left]
    spans = [event.span for event in findings.events]
    spans += [toponym.span for toponym in findings.toponyms if toponym.role is not Role.DEMONYM]
    for span in spans:
        assert span in used or span in left, span.of(STORY)


def test_claims_are_numbered_in_the_order_of_the_text() -> None:
    found = explained(STORY)
    assert [each.number for each in found.claims] == list(range(1, len(found.claims) + 1))
    starts = [each.claim.quote_start for each in found.claims]
    assert starts == sorted(starts)
    for each in found.claims:
        assert found.sentences[each.sentence - 1].span == Span(each.claim.quote_start, each.claim.quote_end)


def test_marks_tell_kind_role_and_claims() -> None:
    found = explained(STORY)
    marked = {(mark.span.of(STORY), mark.kind): (mark.role, bool(mark.claims)) for mark in found.marks}
    assert marked["KHARKIV", MarkKind.PLACE] == ("dateline", False)
    assert marked["Shells hit", MarkKind.TRIGGER] == ("shelling", True)
    assert marked["Monday", MarkKind.DAY] == ("day", True)
    assert marked["the army", MarkKind.SPEAKER] == ("claimant", True)
    assert marked["denied", MarkKind.SAYING] == ("denies", False)
    assert marked["will", MarkKind.CUE] == ("plan", True)
    assert marked["court battle", MarkKind.TRIGGER] == ("no event", False)
    assert [mark.span for mark in found.marks] == sorted(mark.span for mark in found.marks)


def test_segments_are_the_sentence() -> None:
    found = explained(STORY)
    for sentence in found.sentences:
        pieces = list(segments(found, sentence.span))
        assert "".join(each.text for each in pieces) == sentence.text
        ended = [mark for each in pieces for mark in each.ending]
        assert ended == sorted(
            (mark for mark in found.marks if sentence.span.holds(mark.span)), key=lambda m: (m.span.end, m.span, m.kind)
        )


TEXT = "Shells fell on Kharkiv. Tanks stood. It rained. Prices rose."
ARTICLE = Article("a", "Title", TEXT, None, "", "", "a.txt")


def test_what_was_dropped_stands_at_its_sentence_once() -> None:
    lexicon, gazetteer = opened()
    findings = find(ARTICLE, lexicon, gazetteer)
    tanks = findings.sentences[1].span
    dropped = (Dropped(tanks, "no place"), Dropped(tanks, "no place"), Dropped(Span(len(TEXT) + 9, 99), "beyond"))
    places = locate(findings, gazetteer, lexicon)
    shown = explain(ARTICLE, findings, places, Assembly((), (), dropped))
    assert [[each.reason for each in sentence.left] for sentence in shown.sentences] == [
        [],
        ["no place"],
        [],
        ["beyond"],
    ]


def test_a_text_without_sentences_still_shows_everything() -> None:
    nothing = Findings((), (), (), (), (), (), ())
    shown = explain(ARTICLE, nothing, (), Assembly((), (), (Dropped(Span(0, 6), "why"),)))
    assert len(shown.sentences) == 1
    assert [each.reason for each in shown.sentences[0].left] == ["why"]


def test_every_claim_needs_its_grounds() -> None:
    nothing = Findings((), (), (), (), (), (), ())
    with pytest.raises(ValueError, match="shorter"):
        explain(ARTICLE, nothing, (), Assembly((claim(),), (), ()))
