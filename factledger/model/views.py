"""The theme's contract: the plain, frozen records that templates are given.

A template's only variable is `page`, one of the `…Page` records below; every field that a template
may use stands here with what it holds. Addresses are ready to be put into `href`; html fields are
safe. Dates are `Period` and figures `Quantity`, shown through the filters `period`, `day`,
`quantity`, `short`, `decimal` and `percent`, which know the site's language. Lists are in the order
in which they are to be shown; an empty text, an empty list or None means there is nothing to show.
"""

from decimal import Decimal

from factledger.model.dates import Period
from factledger.model.fast_dataclass import dataclass
from factledger.model.quantity import Quantity

CONTRACT = 1  # goes up when a field goes or means something else; a theme's theme.yaml names the one it was made for

# ---- small pieces ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words with an address. `language` is set where it is not the page's; `note` is a small addition."""

    text: str
    url: str
    language: str = ""
    note: str = ""
    is_current: bool = False  # in navigation: the page, or the section the page is in


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page."""

    title: str  # of the page alone; the home page's is the site's
    site_title: str
    description: str  # for search engines and cards; one or two plain sentences
    site_description: str
    language: str  # BCP 47
    home: str  # address of the home page
    url: str  # the page's own address, absolute
    stylesheet: str
    icon: str  # SVG favicon
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    breadcrumbs: tuple[Link, ...]  # from the home page down to this page's parent
    feeds: tuple[Link, ...]  # Atom feeds of this page, the site's last
    kind: str  # "article" or "website", as Open Graph has it
    json_ld: tuple[str, ...]  # schema.org, each a JSON text with "<" escaped; several things are one graph
    image: str  # absolute address for cards
    modified: str  # RFC 3339
    is_indexed: bool  # False: ask search engines to leave it out
    twin: str = ""  # the page's JSON twin
    scripts: tuple[str, ...] = ()  # addresses of comfort scripts, in order
    scheme_script: str = ""  # address of the one that keeps to light or dark, which runs before anything is painted
    print_stylesheet: str = ""  # address of the one for paper
    data_stylesheet: str = ""  # address of the one for charts, tables, timelines and lists; empty where there are none
    part_stylesheets: tuple[str, ...] = ()  # addresses of those for what only some pages hold, linked before that one
    fonts: tuple[str, ...] = ()  # addresses of the theme's fonts, to be fetched with the stylesheet
    translations: tuple[Link, ...] = ()  # this page in each language, itself included: whole addresses
    published: str = ""  # of an article: RFC 3339 or a day
    authors: tuple[str, ...] = ()  # of an article
    section: str = ""  # of an article: its first topic
    search: Link | None = None  # the search page, where there is one
    image_alt: str = ""
    image_width: int = 0  # pixels; 0 where it is not known
    image_height: int = 0
    policy: str = ""  # what the page may load (CSP), where no header says it of all pages: the host reads none, or there is a web editor


@dataclass(frozen=True, slots=True, kw_only=True)
class IllustrationShape:
    """One shape of an illustration, in whole units of the illustration.

    A box has its upper left corner at `x`, `y`, a size, and corners rounded by `round`; a disc its middle at `x`, `y`
    and `width` as its diameter. A line goes through its `points`, `weight` wide, and an area is what they enclose.
    Strokes and pills are many alike: from each point one goes `height` down, `width` wide, pills with round ends.
    """

    form: str  # "box", "disc", "line", "area", "strokes", "pills"
    tone: str  # "ink", "soft", "faint", "live", "moved", "wrong", "good", "ground"
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    round: int = 0
    points: tuple[tuple[int, int], ...] = ()
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """A picture drawn by the build from figures or a topic, without words; its shapes lie over one another in order."""

    width: int
    height: int
    ground: str  # "paper", "live", "moved", "wrong": what the picture is about
    shapes: tuple[IllustrationShape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image with what it shows and who made it; where there is a `illustration`, it is drawn in the page and `url` is empty."""

    url: str
    alt: str
    credit: str
    caption: str
    width: int
    height: int
    srcset: str = ""  # "a-640.webp 640w, …"
    sizes: str = ""
    illustration: Illustration | None = None
    scale: str = ""  # of one that counts in cars or dots: what each stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source; `number` is its place in the list of the article that cites it, from 1, or 0 where it stands for itself."""

    number: int
    name: str
    url: str
    publisher: str
    type: str  # a word such as "filing", empty when not stated
    is_primary: bool
    published: Period | None
    accessed: Period | None
    archive: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBrief:
    """Another fact, mentioned beside one."""

    text: str  # as written
    value: Quantity | None
    unit: str
    as_of: Period
    url: str
    source: str  # name


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One fact with its standing."""

    id: str
    anchor: str  # HTML id on its metric page
    url: str  # permalink: metric page and anchor
    subject: Link
    metric: Link
    label: str  # "Deliveries, 2025 target"
    kind: str  # actual, target, estimate, plan
    period: Period | None
    as_of: Period
    value: Quantity | None  # None: `text` is words
    text: str  # as written
    unit: str  # ready to stand behind the figure: "vehicles", "%", "CNY"; may be empty
    scope: str
    basis: str
    holder: Link | None  # url empty when the holder has no page
    confidence: str  # confirmed, reported, disputed, unverified, refuted
    status: str  # current, same, superseded, retracted, refuted
    superseded_by: FactBrief | None
    supersedes: FactBrief | None
    disputed_by: tuple[FactBrief, ...]
    settlement: str  # why one side of a dispute is preferred
    is_preferred: bool
    retracted: str  # why
    note: str
    source: SourceView
    article: Link
    citation: str  # how to cite it, one line of plain text
    names_day: bool = False  # its label or its words are its as-of
    is_upheld: bool = False  # superseded by what says the same: `superseded_by` is the latest confirmation
    is_restated: bool = False  # superseded though its period was over: the figure itself was changed
    is_made_exact: bool = False  # superseded by one of the same date that holds beside it: "over 135,000" by 136,854
    retracted_by: str = ""  # source: whoever said it; newsroom: nobody ever said it; empty where nobody says


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """As much of a fact as a list shows, so that what else is learned about it leaves the list as it is."""

    id: str
    url: str
    subject: Link
    label: str
    period: Period | None
    as_of: Period
    value: Quantity | None
    text: str
    unit: str
    confidence: str
    status: str
    disputed_by: tuple[str, ...]  # addresses
    is_preferred: bool
    names_day: bool
    is_upheld: bool
    is_restated: bool
    is_made_exact: bool
    retracted_by: str = ""  # as of a fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """An article in a list; in a list of many without figure and picture, in one that shows none without picture."""

    title: str
    url: str
    summary: str
    day: Period
    kicker: tuple[Link, ...]  # its first topic and first company
    key: KeyFigure | None  # its most telling one
    picture: Picture | None
    is_retracted: bool = False
    language: str = ""  # where it is not the page's


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityCard:
    """An entity in a list."""

    name: str
    native_name: str
    native_language: str
    url: str
    summary: str
    line: str  # "Beijing, China", "electric saloon", "founder, chairman"
    articles: int  # how many name it, where that is told
    key: KeyFigure | None
    company: Link | None  # of a model or a person


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something on a timeline."""

    date: Period
    title: str
    url: str
    kind: str  # "announcement", "launch", …, or the fact's kind
    article: Link
    subjects: tuple[Link, ...]
    note: str
    source: SourceView | None
    fact: FactView | None
    is_due: bool  # lies after the build's day
    is_retracted: bool = False  # the story that tells of it was


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineGroup:
    """The entries of one month; what is only known to the quarter, half or year hangs at that."""

    period: Period
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineYear:
    """A year of a timeline; `anchor` is its HTML id, `url` the page of that year."""

    year: int
    anchor: str
    url: str
    groups: tuple[TimelineGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What is due, soonest first, then what happened, newest first; the day of the build stands above both."""

    due: tuple[TimelineGroup, ...]
    years: tuple[TimelineYear, ...]
    today: Period
    events: int = 0  # how many of what happened are events,
    figures: int = 0  # and how many figures, which readers may leave out
    aims: tuple[str, ...] = ()  # which of target, plan and estimate are among the entries


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetVintage:
    """One setting of a target."""

    fact: FactView
    position: Decimal  # where its tick stands, 0 to 100 along the tracker's bar
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerView:
    """A target as it moved beside the count so far."""

    subject: Link
    metric: Link
    period: Period
    label: str  # "Deliveries, 2025"
    vintages: tuple[TargetVintage, ...]  # oldest first
    count: Quantity | None
    unit: str
    counted_to: Period | None
    result: FactView | None
    filled: Decimal  # length of the bar, 0 to 100
    share: Decimal | None  # of the last target, 0.38 for 38 percent
    verdict: str  # open, met, missed, beaten, withdrawn, overdue
    needed_per_month: Quantity | None  # None once the target is reached
    needed_from: Period | None  # the day from which it is
    year_before: Quantity | None  # over the same stretch
    url: str
    confidence: str = "confirmed"  # of the weakest figure that a verdict rests on; "preferred" of one side of a dispute
    is_reached: bool = False  # the target, though its period runs on
    is_stale: bool = False  # the period runs on and no count has come for two months
    is_target_weaker: bool = False  # a verdict is less than confirmed for the target's sake alone
    is_measured: bool = False  # a margin or a price, which is as of its day and not counted to it
    eased: str = ""  # "lowered", of a limit "raised"; empty where the last amount asks for no less than the first
    confirmed: Period | None = None  # when the last target was said again
    is_count_older: bool = False  # than the first target
    stretch_before: Period | None = None  # of `year_before`


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """A bar of a chart; coordinates in the drawing's own units, y downwards."""

    label: str  # its period; the words under the axis are among the drawing's texts
    value_label: str  # empty where none is drawn
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    part: str  # "actual", "partial", "estimate"
    label_x: Decimal = Decimal(0)  # of the value label: its middle
    label_y: Decimal = Decimal(0)
    title: str = ""  # the whole of it in words, for a tooltip
    open_end: str = ""  # SVG path of the teeth at the end of one that stands for "over 20,000" and may go on


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartTick:
    """A target's mark across a bar, or a dot for a reading (`x1` is `x2`)."""

    label: str  # empty where none is drawn
    x1: Decimal
    x2: Decimal
    y: Decimal
    part: str  # "target", "target-old", "reading"
    label_x: Decimal = Decimal(0)
    label_anchor: str = "start"  # SVG text-anchor
    label_y: Decimal = Decimal(0)
    title: str = ""  # the whole of it in words, for a tooltip


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartText:
    """Words on a chart's axis."""

    text: str
    x: Decimal
    y: Decimal
    anchor: str  # SVG text-anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One drawing of a chart for one width of screen.

    Text is meant to be 12 units high; labels are laid out so that none touches another at that size.
    """

    width: int
    height: int
    bars: tuple[ChartBar, ...]
    ticks: tuple[ChartTick, ...]
    hairlines: tuple[Decimal, ...]  # y of each, upwards; the first is the foot of the axis
    texts: tuple[ChartText, ...]
    path: str  # SVG path of a line, empty when there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A figure over time; the table beside it is made from the page's facts."""

    id: str  # prefix for ids in the SVG, unique on the page
    title: str
    description: str  # says in words what the drawing shows
    wide: Drawing
    narrow: Drawing
    parts: tuple[
        str, ...
    ] = ()  # what its marks stand for: `ChartBar.part`, "floor", `ChartTick.part`, "gap"; each as first drawn
    sources: tuple[str, ...] = ()  # names of those who say so, a few
    more_sources: int = 0  # how many others do
    table: str = ""  # address of the table with its figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An entry of a table of contents."""

    level: int
    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What has become of a figure since the article was published; of a target whose period is over the result."""

    label: str
    said: FactBrief
    now: FactBrief | None  # None: retracted
    state: str  # superseded, disputed, retracted, corrected, settled
    day: Period
    verdict: str = ""  # of one that is settled: met, missed, beaten
    confidence: str = "confirmed"  # as a tracker has it
    is_target_weaker: bool = False  # as a tracker has it
    is_last: bool = True  # whether the target was the last that was set for its period
    retracted_by: str = ""  # as of a fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractedStory:
    """A story that was taken back, on the page of one that refers to it."""

    article: Link
    day: Period  # on which it was taken back
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A recorded change to a published article."""

    day: Period
    moment: str  # RFC 3339; of a bare day its beginning in the site's time zone
    kind: str
    was: str
    now: str
    reason: str
    article: Link
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedView:
    """A mismatch that the article's editor excused: what does not fit, and the reason."""

    rule: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLink:
    """A month of an archive."""

    period: Period
    url: str
    articles: int  # or whatever the archive holds


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricLink:
    """A subject's metric: its newest figure and the way to all of them."""

    name: str
    url: str
    key: FactView
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """The ways to hear of what is new about something; the calendar's are empty while nothing of it is due."""

    feed: str  # Atom
    json_feed: str
    calendar: str  # to be downloaded
    subscription: str  # the same calendar as an address that calendar programs subscribe to (webcal:)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowEntry:
    """Something that can be followed."""

    name: Link
    follow: Follow


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowGroup:
    """What can be followed of one kind: "company", "model", "topic"."""

    kind: str
    entries: tuple[FollowEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A target from its first to its last amount, with what came of it."""

    subject: Link
    label: str  # "Deliveries, 2025"
    first: FactBrief
    last: FactBrief | None  # None where it never moved
    moves: int  # how often it did
    eased: str  # "lowered", of a limit "raised"; empty where the last amount asks for no less than the first
    count: Quantity | None  # what came of it, or has so far
    unit: str
    share: Decimal | None  # of the last amount, 0.38 for 38 percent
    verdict: str  # as a tracker has it
    confidence: str  # as a tracker has it
    url: str
    result: FactBrief | None = None  # what came of it in words or as a day
    holder: Link | None = None  # who set it, where that is not the subject and the list is not of one holder's
    is_target_weaker: bool = False  # as a tracker has it
    counted_to: Period | None = None  # of a count that is no final result
    is_measured: bool = False  # as a tracker has it
    is_count_older: bool = False  # than the first amount


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseGroup:
    """The targets that one holder set, the latest period first."""

    holder: Link
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """A subject's figure beside those of others."""

    rank: int  # 0 where it does not count as most of the others do, or not yet the whole period
    fact: FactView
    narrowed: str  # its scope and basis, where it has any
    days: Period | None  # a fiscal period, whose days are its company's own
    counted_to: Period | None  # the day, where that was before the period was over
    is_over: bool  # the period, by now
    is_measured: bool  # a margin or a price, which is as of its day and not counted to it
    year_before: FactBrief | None
    change: Decimal | None  # since then: 0.12 is a rise by 12 percent, of a figure in percent by 0.12 points
    is_rough: bool  # one of the two figures is not exact
    target: FactBrief | None  # the last that was set
    verdict: str  # on it, empty where there was none
    confidence: str
    is_target_weaker: bool = False  # as a tracker has it


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonGroup:
    """Subjects of one kind ("company", "model"), the greatest figure first."""

    kind: str
    rows: tuple[ComparisonRow, ...]
    has_brands: bool = False  # among models


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedYear:
    """The periods of a year that can be compared, the longest first."""

    periods: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMultiple:
    """One subject's figures in a small chart, whose scale is that of the charts beside it."""

    subject: Link
    chart: Chart
    has_gaps: bool = False  # periods without a figure, in whose place a dash stands


# ---- pages -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """home.html"""

    frame: Frame
    lead: ArticleCard | None
    latest: tuple[ArticleCard, ...]  # after the lead
    trackers: tuple[TrackerView, ...]
    due: tuple[TimelineEntry, ...]
    revised: tuple[FactView, ...]  # superseded figures, latest change first
    companies: tuple[EntityCard, ...]
    archive: tuple[MonthLink, ...]
    today: Period
    all_due: str = ""  # the page of what is due
    promises: str = ""  # the board of targets, where there is one
    companies_title: str = ""  # what a site with kinds of its own calls them
    all_companies: str = ""  # the list of them, where there are more
    company_count: int | None = None
    older: str = ""  # the archive, where it has more months


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """article.html"""

    frame: Frame
    title: str
    summary: str
    kicker: tuple[Link, ...]
    authors: tuple[str, ...]
    published: Period
    published_at: str  # RFC 3339 or a day
    updated: Period | None
    updated_at: str
    body: str  # html
    headings: tuple[Heading, ...]
    picture: Picture | None
    key: FactView | None
    facts: tuple[FactView, ...]
    events: tuple[TimelineEntry, ...]
    sources: tuple[SourceView, ...]
    revisions: tuple[Revision, ...]
    corrections: tuple[CorrectionView, ...]
    allowed: tuple[AllowedView, ...]
    entities: tuple[Link, ...]  # companies, models, people, markets; `note` is the kind
    topics: tuple[Link, ...]
    previous: ArticleCard | None  # on the first company's story
    next: ArticleCard | None
    story: Link | None  # whose story
    related: tuple[ArticleCard, ...]
    linked_from: tuple[Link, ...]
    coverage: str  # one honest line about its figures
    is_draft: bool
    is_retracted: bool = False  # the whole story; the corrections say why
    rests_on: tuple[RetractedStory, ...] = ()  # retracted stories that its text links to
    language: str = ""  # of title, summary and text, where it is not the page's
    versions: tuple[Link, ...] = ()  # the same story in other languages, each by its language's own name


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """entity.html: a company, model, person, market or topic, or what a site has in their place.

    Where there is more than one page can hold, `timeline`, `articles` and `mentioned_in` have the newest.
    """

    frame: Frame
    kind: str  # singular
    name: str
    native_name: str
    native_language: str
    aliases: tuple[str, ...]
    summary: str
    body: str  # html
    picture: Picture | None
    details: tuple[Link, ...]  # `text` the value, `note` the name: founded, headquarters, listing; url may be empty
    parents: tuple[Link, ...]  # the company of a model or person, the parent of a company
    key_figures: tuple[MetricLink, ...]
    trackers: tuple[TrackerView, ...]
    chart: Chart | None
    timeline: Timeline
    articles: tuple[ArticleCard, ...]
    models: tuple[EntityCard, ...]
    people: tuple[EntityCard, ...]
    subsidiaries: tuple[EntityCard, ...]
    related: tuple[EntityCard, ...]  # often in the same stories
    mentioned_in: tuple[Link, ...]  # named in passing
    mentions: int  # in how many articles
    facts: tuple[FactView, ...]  # of a person, market or topic that has no metric page of its own
    years: tuple[Link, ...]  # newest first, where each year has a page of its own because this one cannot hold all
    is_draft: bool = False
    follow: Follow | None = None
    all_due: str = ""  # the page of what is due, of the whole site
    # Where a site has kinds of its own: which of the usual ones this is like, and what `models` and `people` are called.
    like: str = ""
    models_title: str = ""
    people_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityYearPage:
    """entity_year.html: one year of an entity that one page cannot hold."""

    frame: Frame
    title: str
    kind: str
    subject: Link
    year: int
    timeline: Timeline
    articles: tuple[ArticleCard, ...]
    years: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    like: str = ""  # where a site has kinds of its own: which of the usual ones this is like


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityIndexPage:
    """entities.html: the register of one kind."""

    frame: Frame
    kind: str
    title: str
    intro: str
    entities: tuple[EntityCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vintage:
    """One setting of a figure; `also` are the facts that say the same as of the same day, each with its own anchor."""

    fact: FactView
    also: tuple[FactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """All vintages of one figure, newest first, under a heading."""

    label: str
    anchor: str
    year: int  # under which it stands
    period: Period | None
    kind: str
    facts: tuple[FactView, ...]
    vintages: tuple[Vintage, ...]  # the same facts, with those that repeat one beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPage:
    """metric.html: every fact of one metric about one subject."""

    frame: Frame
    subject: Link
    subject_native: str
    metric: str
    about: str
    unit: str
    chart: Chart | None
    trackers: tuple[TrackerView, ...]
    series: tuple[SeriesView, ...]  # newest year first; in it the longest periods first, targets beside results
    others: tuple[Link, ...]  # the subject's other metrics
    not_to_mix_with: tuple[str, ...]
    comparison: str = ""  # the page that compares its subjects, where there are several


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """A metric in the glossary."""

    id: str  # anchor
    name: str
    unit: str
    about: str
    counts: str
    not_to_mix_with: tuple[Link, ...]
    subjects: tuple[Link, ...]  # metric pages, by subject
    comparison: str = ""  # the page that compares them, where there are several


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage:
    """glossary.html: what each metric counts."""

    frame: Frame
    entries: tuple[GlossaryEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """comparison.html: every subject of a metric side by side for one period.

    The metric's own page shows the period that most are known for and more beside it; each period has a page as well.
    """

    frame: Frame
    metric: str
    about: str
    unit: str
    period: Period | None  # None: the latest readings
    overview: str  # the metric's own page; empty on that page
    periods: tuple[
        ComparedYear, ...
    ]  # the newest years, and the page's own; the period that is shown is the current one
    more_periods: tuple[ComparedYear, ...]
    groups: tuple[ComparisonGroup, ...]  # the kind with most subjects first
    multiples: tuple[SmallMultiple, ...]  # of the leading subjects
    promises: tuple[Promise, ...]  # the targets of this metric, the latest period first
    board: str  # where all targets stand, empty where there is none
    definition: str  # the metric's entry in the glossary
    download: str  # CSV of all periods
    not_to_mix_with: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesPage:
    """promises.html: every target that was ever set, by who set it; of many those of one year (`year` set)."""

    frame: Frame
    year: int | None
    shown: int | None  # the year of the targets on the page, also where the page is not that of one year
    promises: int  # on the page
    kept: int  # met or beaten, as the last target has it
    eased: int  # of those kept, the ones whose last target asks for less than the first
    missed: int
    overdue: int  # over without a result
    withdrawn: int
    open: int
    groups: tuple[PromiseGroup, ...]
    years: tuple[Link, ...]  # newest first, where each has a page of its own
    download: str  # CSV of all


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """timeline.html: the whole site's, one year's (`year` set), or one month's of a long year (`title` is its name)."""

    frame: Frame
    title: str
    year: int | None
    timeline: Timeline
    years: tuple[Link, ...]
    elsewhere: tuple[Link, ...]  # the years, or of a year the months, of which there is more than the page can hold
    previous: Link | None
    next: Link | None
    all_due: str = ""  # the page of what is due


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """due.html: what is to come."""

    frame: Frame
    today: Period
    until: Period  # the last day of those that are near
    soon: tuple[TimelineGroup, ...]  # due up to then; of what is known to the year alone, under the last day
    undated: tuple[TimelineGroup, ...]  # known to the month, the quarter or the year alone, at whose end it is due
    later: tuple[TimelineGroup, ...]  # on a day after it
    left_out: int  # what is due later still
    follow: Follow
    past: tuple[TimelineGroup, ...] = ()  # where nothing is due, what was due last
    aims: tuple[str, ...] = ()  # which of target, plan and estimate are due
    timeline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPage:
    """follow.html: everything that can be followed."""

    frame: Frame
    site: Follow
    corrections: Follow
    groups: tuple[FollowGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOption:
    """Something that results can be narrowed to."""

    text: str
    value: str  # in the address of a search
    word: str  # in the index: what the pages of this kind are found by


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilter:
    """A way to narrow results."""

    name: str  # in the address of a search: kind, company, topic, year
    title: str
    options: tuple[SearchOption, ...]
    like: str = ""  # where a site has kinds of its own: which of the usual ones this is like


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """search.html: a form that a script brings to life, and the registers, which need none."""

    frame: Frame
    index: str  # address of the folder with Pagefind's script and index
    root: str  # what the results' addresses begin with
    filters: tuple[SearchFilter, ...]
    registers: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """archive.html: a month's articles, newest first."""

    frame: Frame
    period: Period
    articles: tuple[ArticleCard, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveYear:
    """A year of the archive's index."""

    year: int
    months: tuple[MonthLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveIndexPage:
    """archives.html: every month that has articles."""

    frame: Frame
    years: tuple[ArchiveYear, ...]
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPageView:
    """text.html: About and the like."""

    frame: Frame
    title: str
    summary: str
    body: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage:
    """404.html"""

    frame: Frame
    latest: tuple[ArticleCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage:
    """corrections.html"""

    frame: Frame
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One source and what rests on it."""

    source: SourceView
    anchor: str
    facts: tuple[FactView, ...]
    articles: tuple[Link, ...]
    address: str = ""  # "example.org/a": told where another of its name on the page is from the same day


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """Sources of one type; `name` is "Filings", "Releases", …"""

    name: str
    type: str
    sources: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """sources.html: all of them or, where there are too many for one page, the newest; or those of a month (`period` set)."""

    frame: Frame
    period: Period | None
    groups: tuple[SourceGroup, ...]
    sources: int  # that are cited on the site, or in the month for the first time: pages and papers, each once
    names: int  # whose they are
    facts: int
    archive: tuple[ArchiveYear, ...]  # by the month in which a source was first cited, where there are too many
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of the data page."""

    name: str
    url: str
    about: str
    size: int  # bytes
    rows: int | None  # None where it holds no table
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """data.html: downloads and how to cite them."""

    frame: Frame
    downloads: tuple[Download, ...]
    citation: str
    facts: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of a feed (RFC 4287)."""

    title: str
    url: str  # absolute
    id: str  # tag or address that never changes
    published: str  # RFC 3339
    updated: str
    summary: str
    content: str  # html with absolute addresses; empty where the feed only announces
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    language: str = ""  # where it is not the feed's
    translations: tuple[Link, ...] = ()  # the same in other languages: whole addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """feed.xml"""

    title: str
    subtitle: str
    language: str
    id: str
    url: str  # the feed's own
    home: str  # the page it belongs to
    updated: str
    entries: tuple[FeedEntry, ...]
    generator: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A page in the sitemap (sitemaps.org)."""

    url: str
    modified: str  # RFC 3339 or a day, empty when unknown
    translations: tuple[Link, ...] = ()  # it in each language, itself included: whole addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapPage:
    """sitemap.xml: all addresses, or those of one file where there are too many for one."""

    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapIndexPage:
    """sitemap-index.xml: the addresses of the sitemaps, where there are several."""

    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsPage:
    """robots.txt"""

    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage:
    """redirect.html: an old address. `frame.url`, its canonical address, is that of the page at `target`."""

    frame: Frame
    target: str
