"""The rules that give a claim its place, day, speaker and status, and those by which words tell no event."""

from __future__ import annotations

from enum import StrEnum


class PlaceRule(StrEnum):
    """How an event came to its place."""

    OBJECT = "object"  # "shelled Kharkiv"
    SUBJECT = "subject"  # "Kharkiv came under fire"
    PREPOSITION = "preposition"  # "fighting in Kharkiv"
    RELATION = "relation"  # "fighting near Kharkiv", "30 km north of Kharkiv"
    FEATURE = "feature"  # "… Kharkiv airport": the word beside the name shows a place
    PART = "part"  # "northern Syria", a country of which a part is named
    RELATIVE = "relative"  # "Kharkiv, where fighting went on": its clause describes the place
    WITNESS = "witness"  # "residents of Kharkiv said that …": where those are who tell of it
    OFFICE = "office"  # "abducted the mayor of Jolo": whom a town's office belongs to is attacked there
    LIST = "list"  # in one list with the place nearest to the event
    ANAPHOR = "anaphor"  # "the town in North Darfur" means the town in focus
    POINTED = "pointed"  # "there", "in the city": the place that the sentences before are about
    CAPITAL = "capital"  # "the capital": the place that the article calls so
    FOCUS = "focus"  # none in its sentence: the place that the sentences before are about
    LEAD = "lead"  # none in its sentence: the slug or heading of its item names it
    DATELINE = "dateline"  # "this city" is the dateline's


class DayRule(StrEnum):
    """How an event came to its day."""

    SENTENCE = "sentence"  # the day words of its sentence that stand nearest
    STATEMENT = "statement"  # the sentence tells only when it was said
    BEHIND = "behind"  # the sentence behind tells only this: "That was on Saturday."
    UNKNOWN = "unknown"  # words tell a day that cannot be known
    CARRIED = "carried"  # the day told before
    PUBLISHED = "published"  # none told: the article's own
    NONE = "none"


class SpeakerRule(StrEnum):
    """How words came to be laid upon a speaker."""

    VERB = "verb"  # the subject of a verb of saying, before or behind it
    ACCORDING = "according"  # "according to"
    RESPONSIBILITY = "responsibility"  # who claims an attack as its own
    QUOTATION = "quotation"  # the sentence lies in a quotation that runs over several
    SPEECH = "speech"  # it opens as speech that goes on: a pronoun, a quotation mark, "the official"
    INTRODUCED = "introduced"  # a colon before it leads to a speech in the first person: "The minister said:"
    STATEMENT = "statement"  # the whole text is its author's statement
    ANSWER = "answer"  # it answers in an interview


class StatusRule(StrEnum):
    """How a claim came to its status."""

    NEGATED = "negated"
    SOURCE_DENIES = "source denies"
    PUT_OFF = "put off"
    DAY_TO_COME = "day to come"  # its day lies behind the article's, however it is worded
    SOURCE_PROPOSES = "source proposes"
    ATTRIBUTED = "attributed"
    HEDGED = "hedged"
    OWN_VOICE = "own voice"


class CueKind(StrEnum):
    """What words beside a trigger do to it."""

    NEGATION = "negation"  # "no", "denied", "without"
    FALSEHOOD = "falsehood"  # "false reports of", "… is a lie"
    FAILURE = "failure"  # "failed to"
    ATTEMPT = "attempt"  # "tried to"
    PLAN = "plan"  # "will", "threatened to", "could be"
    AIM = "aim"  # the "to" of "sent tanks to storm the town"
    CONDITION = "condition"  # "before it attacks"
    HEDGE = "hedge"  # "reportedly"
    BOMBER = "bomber"  # whose bombs fall from the air


class Untold(StrEnum):
    """Why trigger words tell no event."""

    PHRASE = "phrase"  # part of a phrase that tells none: "strike a deal"
    NO_WAR = "no war"  # doubtful words in an article without any word of war: "stormed the charts"
    SCENE = "scene"  # beside words of sport or space
    HAZARD = "hazard"  # the work of a flood or an earthquake
    NO_PLACE = "no place"  # counts only where a name stands behind it
    TOPIC = "topic"  # what a film or a book is about
    LOOK_ALIKE = "look-alike"  # who acts, on what, or the word before is not of war: "the young striker"
    ASIDE = "aside"  # "after hours of fighting", beside what is told
    WEAKER = "weaker"  # stands beside a trigger that tells more
