"""What the finders know about a language: frozen records, one for each kind of word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.lexicon.agreeing import AgreementWords
from geo.model import EventType
from geo.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Roles:
    """Who or what may take a part in a frame, by the noun of its noun phrase."""

    words: frozenset[str]
    phrases: Phrases[str]  # nouns of several words: "aid workers"
    names: bool  # anything with a name may
    acronyms: bool  # anything called by capital letters may: "M23"


@dataclass(frozen=True, slots=True)
class Frame:
    """Who must act, and upon whom or what; None: anybody, anything."""

    by: Roles | None
    upon: Roles | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a trigger phrase stands for.

    `verb`: the place may be its object; `object_only`: it must be; `weak`: counts only where nothing else tells;
    `doubtful`: counts where the article speaks of war, or a name stands as what is acted on;
    `frame`: what the clause must hold.
    """

    event_type: EventType | None  # None: the phrase shows that there is no event
    verb: bool
    object_only: bool
    weak: bool
    doubtful: bool
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Words that show that a trigger tells no event of conflict; under None those that do so for triggers of any kind.

    Each stands at the end of its noun phrase: "the young striker", "two tonnes of cocaine", "wage (talks)".
    """

    subjects: Mapping[EventType | None, Phrases[str]]  # who acts
    objects: Mapping[EventType | None, Phrases[str]]  # upon what
    modifiers: Mapping[EventType | None, Phrases[str]]  # right before the trigger
    topics: Phrases[str]  # what tells of an event: "a film about"


@dataclass(frozen=True, slots=True)
class Certainty:
    """Words that turn an event into a denied, planned, reported or unverified one."""

    negation: Phrases[str]
    lacking: Phrases[str]  # negate only the noun that they stand before: "without"
    no_negation: Phrases[str]
    attempted: Phrases[str]
    failed: Phrases[str]
    failed_behind: Phrases[str]  # within a few words behind the trigger
    planned: Phrases[str]
    planned_behind: Phrases[str]  # right behind the trigger
    no_plan: Phrases[str]
    conditions: frozenset[str]  # before a verb of the present
    false_before: Phrases[str]
    false_behind: Phrases[str]
    of_people: frozenset[str]  # hedges that may say only who somebody is
    reported: Phrases[str]
    reported_behind: Phrases[str]  # within a few words behind the trigger
    unverified: Phrases[str]
    of_itself: frozenset[str]  # which claims the words for that mean
    of_all: frozenset[str]
    of_both: frozenset[str]
    of_many: frozenset[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """Verbs of saying by stance, nouns that speak, and how a speech goes on."""

    verbs: Phrases[str]  # payload: say, deny or propose
    according: Phrases[str]
    sayings: Phrases[str]  # all words for saying: payload say, deny, propose, according, responsibility or closing
    sources: frozenset[str]
    reporters: frozenset[str]  # words before "in" that a speaker's seat follows
    silent: Phrases[str]
    hearers: frozenset[str]  # who is told: "a driver told us"
    documents: frozenset[str]  # what one acts "according to", that says nothing
    first_person: frozenset[str]
    possessive: frozenset[str]
    own: frozenset[str]  # what only a party to the war calls "our"
    issuers: frozenset[str]  # bodies that issue statements
    statements: Phrases[str]  # what leads to the author in a statement's first lines
    releases: Phrases[str]  # what shows that a text is a statement, whoever issues it
    editors: Phrases[str]  # what begins a note that is no longer the author's
    answer: frozenset[str]  # labels of an answer
    asking: frozenset[str]  # what begins a question of whether something is so, beside the auxiliaries
    prompts: Phrases[str]  # what asks without a question mark
    carry: Phrases[str]
    echoes: frozenset[str]  # nouns that a speech goes on with behind "the", where they fit who speaks


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words around place names."""

    town: frozenset[str]
    region: frozenset[str]
    district: frozenset[str]
    facility: frozenset[str]
    locative: frozenset[str]
    placing: frozenset[str]
    strong: frozenset[str]
    all_over: frozenset[str]
    in_country: frozenset[str]
    anaphora: frozenset[str]
    quarters: frozenset[str]
    counties: frozenset[str]
    district_cues: frozenset[str]
    inhabitants: frozenset[str]
    eyewitnesses: frozenset[str]
    leading: frozenset[str]
    governing: frozenset[str]
    place_verbs: frozenset[str]
    near: Phrases[str]
    covering: frozenset[str]  # verbs of way: what somebody did 20 km "from" a place was not there
    around: Phrases[str]
    between: frozenset[str]
    directions: Mapping[str, float]
    parts: frozenset[str]
    metonyms: Mapping[str, str]
    seats: frozenset[str]  # folded
    metonym_verbs: Phrases[str]
    oblique: frozenset[str]
    metonym_states: Phrases[str]
    metonym_modals: frozenset[str]
    metonym_exceptions: Phrases[str]
    linking_with: frozenset[str]
    metonym_nouns: frozenset[str]
    metonym_allies: frozenset[str]
    metonym_before: Phrases[str]
    metonym_dealings: frozenset[str]
    metonym_joined: frozenset[str]
    organisation_after: frozenset[str]
    organisation_before: Phrases[str]
    origin_before: Phrases[str]
    origin_after: frozenset[str]
    spoken_of_before: Phrases[str]
    container_before: Phrases[str]
    befalling: Phrases[str]  # behind a name, past auxiliaries: "has fallen"
    given_names: frozenset[str]
    abbreviated: Mapping[str, str]  # "ky" -> "US-KY"
    named_after: Phrases[str]
    named_things: frozenset[str]
    vessels: frozenset[str]
    code_names: frozenset[str]
    playing: frozenset[str]
    not_places: frozenset[str]
    person_before: frozenset[str]
    person_after: frozenset[str]
    demonyms: Mapping[str, str]  # "ukrainian" -> "UA"
    demonym_starts: frozenset[str]  # the first words of all demonyms
    metonym_starts: frozenset[str]  # and of all metonyms
    features: frozenset[str]  # what calls something a place: towns, regions, districts and facilities


@dataclass(frozen=True, slots=True)
class LineWords:
    """Words that make names tell a line; their use is told in the lexicon file."""

    border: frozenset[str]
    borders: frozenset[str]
    strip: frozenset[str]
    not_border: frozenset[str]
    threefold: frozenset[str]
    route: frozenset[str]
    linking: frozenset[str]
    described: frozenset[str]
    coast: frozenset[str]
    waters: frozenset[str]
    not_coast: frozenset[str]
    bank: frozenset[str]
    sector: frozenset[str]
    fringe: frozenset[str]
    toward: frozenset[str]
    talks: frozenset[str]
    locating: frozenset[str]

    @property
    def heads(self) -> frozenset[str]:
        """The nouns that lines are called by."""
        return self.unnamed | self.route | self.sector

    @property
    def unnamed(self) -> frozenset[str]:
        """Those of lines that are only known by what they are of: "the coast of A"."""
        return self.border | self.borders | self.coast | self.waters | self.bank


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words that tell a day."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    starts: frozenset[str]  # all words but numbers that may begin the words for a day
    articles: frozenset[str]
    pointing: Phrases[str]  # begins a sentence that tells only when the one before happened
    behind_article: frozenset[str]  # what an article that begins them stands before
    phrases: Phrases[str]  # payload: today, yesterday, overnight, tomorrow, previous_day, next_day, same_day
    numbers: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]  # "several": the fewest and the most that it means
    units: Mapping[str, float]  # days
    parts: Mapping[str, str]  # early, mid or late, of a month
    future: frozenset[str]
    undecided: frozenset[str]
    scheduled: frozenset[str]
    intending: frozenset[str]
    intended: frozenset[str]
    deadline: frozenset[str]
    past: frozenset[str]
    coming: frozenset[str]
    latest: frozenset[str]
    this: frozenset[str]
    elsewhere: frozenset[str]
    recent: frozenset[str]
    weekend: frozenset[str]
    seasons: frozenset[str]
    day_parts: frozenset[str]
    before_day: frozenset[str]
    before_month: frozenset[str]
    before_year: frozenset[str]
    ago: frozenset[str]
    later: frozenset[str]
    earlier: frozenset[str]
    since: frozenset[str]
    until: frozenset[str]
    between: frozenset[str]
    joining: frozenset[str]
    linking: frozenset[str]


@dataclass(frozen=True, slots=True)
class Casualties:
    """Words that count the dead and the injured; their use is told in the lexicon file."""

    harm: Phrases[str]  # payload: killing, dying, dead, deaths, wounding, injuries, toll
    bounds: Phrases[str]  # payload: at_least, at_most, about
    tolls: Phrases[str]  # payload: rising, passing
    totals: Phrases[str]
    harm_words: frozenset[str]  # the first words of all phrases of harm
    people: frozenset[str]  # plurals
    person: frozenset[str]  # singulars
    attributive: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    further: frozenset[str]
    none: frozenset[str]
    between: frozenset[str]
    small: frozenset[str]
    joining: frozenset[str]
    relatives: frozenset[str]
    embedding: frozenset[str]
    unsure: frozenset[str]
    beside: frozenset[str]
    between_verb: frozenset[str]
    superlatives: frozenset[str]
    units: frozenset[str]  # what a number counts that is neither dead nor injured
    numbers: Mapping[str, int]
    multiples: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Words that tell who acts and upon whom; their use is told in the lexicon file."""

    sides: frozenset[str]
    weapons: frozenset[str]
    nouns: frozenset[str]
    devices: frozenset[str]
    carriers: frozenset[str]
    meeting: frozenset[str]
    areas: frozenset[str]
    suffering: frozenset[str]
    from_whom: frozenset[str]
    fleeing: frozenset[str]
    hitting: frozenset[str]
    carrying_out: frozenset[str]
    aiming: frozenset[str]
    governing: frozenset[str]
    beside: frozenset[str]
    further: frozenset[str]
    particles: frozenset[str]
    leading_to: frozenset[str]
    opening: frozenset[str]
    asides: frozenset[str]
    ending: frozenset[str]
    before_adjectives: frozenset[str]
    adjectives: frozenset[str]
    before_participles: frozenset[str]
    past: frozenset[str]  # past forms without -ed, with those of the irregular verbs
    verbs: frozenset[str]  # all forms of the irregular verbs and of the triggers' verbs


@dataclass(frozen=True, slots=True)
class Grammar:
    """Small words that the rules turn on; their use is told in the lexicon file."""

    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    light: frozenset[str]
    leading: frozenset[str]
    relative: frozenset[str]
    negators: frozenset[str]
    nobody: frozenset[str]
    passive: frozenset[str]
    having: frozenset[str]
    not_speaking: frozenset[str]
    pronouns: frozenset[str]
    clause_words: frozenset[str]
    clause_breaks: frozenset[str]
    verbs_behind_names: frozenset[str]
    prepositions: frozenset[str]
    connectors: frozenset[str]
    determiners: frozenset[str]
    about: frozenset[str]
    listing: frozenset[str]
    subordinators: frozenset[str]
    amounts: frozenset[str]
    partial: frozenset[str]
    aside: frozenset[str]
    done: frozenset[str]


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """Words that show what is no part of an article's account, and what begins an item of it."""

    labels: frozenset[str]
    captions: frozenset[str]
    chronicle: frozenset[str]
    openers: frozenset[str]  # the first words of all these labels
    notices: Phrases[str]
    credits: Phrases[str]
    starters: frozenset[str]  # the first words of all labels, notices and credits
    crediting: frozenset[str]
    zones: frozenset[str]
    updates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the finders know about one language."""

    language: str
    function_words: frozenset[str]
    abbreviations: frozenset[str]
    number_signs: frozenset[str]  # abbreviations before a number only: "No. 5"
    grammar: Grammar
    triggers: Phrases[Trigger]
    agents: Roles  # all who may act in a frame
    bodies: frozenset[str]  # acronyms of those who do not fight
    plural_pronouns: frozenset[str]
    counted_by: frozenset[str]  # nouns before "of" that only tell how many
    closing: frozenset[str]  # words behind which, in a noun phrase, no noun of its own stands any more
    war: frozenset[str]  # words that show that an article speaks of war
    hazards: frozenset[str]
    scenes: Mapping[EventType, frozenset[str]]  # words of sport and space: beside them a kind tells no event
    look_alikes: LookAlikes
    weapon_kinds: Mapping[str, EventType]  # "mortar": whom it kills is shelled
    bombers: frozenset[str]  # those whose bombs fall from the air
    irregulars: frozenset[str]  # fighters without aircraft
    certainty: Certainty
    speech: Speech
    layout: LayoutWords
    places: PlaceWords
    lines: LineWords
    dates: DateWords
    casualties: Casualties
    parties: PartyWords
    actors: frozenset[str]
    agreement: AgreementWords

    @staticmethod
    def load(language: str = "en") -> Lexicon:
        """Load a language's data once; raises LexiconError naming file, entry and reason."""
        from geo.lexicon.loading import load  # noqa: PLC0415 - the loader builds this record

        return load(language)
