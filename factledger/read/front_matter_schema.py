"""What an editor may write, key by key: one record for each kind of file and part; single values are in `read/front_matter_values.py`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Tag,
)

from factledger.model.articles import CorrectionKind
from factledger.model.facts import Confidence, Counting, FactKind, Retractor, SourceType
from factledger.read.front_matter_values import (
    AnyPeriod,
    Featured,
    FiscalName,
    Flag,
    Id,
    LanguageTag,
    Moment,
    MonthNumber,
    Number,
    OldAddress,
    OneOrMore,
    PartialDate,
    PicturePath,
    Reason,
    Text,
    WebAddress,
    WikidataId,
    one_of,
)


class Written(BaseModel):
    """What all that is written has in common: no other keys than these."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    own_keys: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({})  # by usual keys of entities a site's own


class WrittenSource(Written):
    """A source."""

    name: Text
    url: WebAddress | None = None
    publisher: Text = ""
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    archive: WebAddress | None = None
    type: Annotated[SourceType, one_of(SourceType)] | None = None


class WrittenListedSource(WrittenSource):
    """A source in a list, as web editors write them, which have no forms for a mapping's own keys."""

    key: Text = ""


def _form_of_source(value: Any) -> str:  # noqa: ANN401
    return "<key>" if isinstance(value, str) else "<inline>"


SourceOrKey = Annotated[
    Annotated[Text, Tag("<key>")] | Annotated[WrittenSource, Tag("<inline>")], Discriminator(_form_of_source)
]


class WrittenFact(Written):
    """A fact."""

    metric: Text
    value: Text
    id: Id | None = None
    company: Text | None = None
    model: Text | None = None
    person: Text | None = None
    market: Text | None = None
    subject: Text | None = None
    kind: Annotated[FactKind, one_of(FactKind)] = FactKind.ACTUAL
    period: AnyPeriod | None = None
    as_of: PartialDate | None = None
    source: SourceOrKey | None = None
    scope: Text = ""
    basis: Text = ""
    holder: Text = ""
    confidence: Annotated[Confidence, one_of(Confidence)] = Confidence.CONFIRMED
    note: Text = ""
    supersedes: Text = ""
    retracted: Reason = ""
    retracted_by: Annotated[Retractor, one_of(Retractor)] | None = None
    preferred: Reason = ""


class WrittenEvent(Written):
    """An event."""

    date: PartialDate
    title: Text
    id: Id | None = None
    kind: Text = "event"
    companies: tuple[Text, ...] = ()
    models: tuple[Text, ...] = ()
    people: tuple[Text, ...] = ()
    markets: tuple[Text, ...] = ()
    source: SourceOrKey | None = None
    note: Text = ""


class WrittenCorrection(Written):
    """A correction."""

    date: Moment
    reason: Text
    id: Id | None = None
    kind: Annotated[CorrectionKind, one_of(CorrectionKind)] = CorrectionKind.CORRECTION
    was: Text = ""
    now: Text = ""
    fact: Text = ""


class WrittenImage(Written):
    """A picture."""

    file: PicturePath
    alt: Text
    credit: Text = ""
    caption: Text = ""


class WrittenEmbed(Written):
    """What the card of an address says."""

    url: WebAddress
    title: Text
    by: Text = ""
    text: Text = ""


class WrittenArticle(Written):
    """The front matter of an article."""

    title: Text
    date: Moment
    id: Id | None = None
    language: LanguageTag = ""
    translation_of: Text = ""
    summary: Text = ""
    updated: Moment | None = None
    authors: tuple[Text, ...] = ()
    companies: tuple[Text, ...] = ()
    models: tuple[Text, ...] = ()
    people: tuple[Text, ...] = ()
    markets: tuple[Text, ...] = ()
    topics: tuple[Text, ...] = ()
    sources: dict[str, WrittenSource] = {}
    source_list: tuple[WrittenListedSource, ...] = ()
    facts: tuple[WrittenFact, ...] = ()
    events: tuple[WrittenEvent, ...] = ()
    corrections: tuple[WrittenCorrection, ...] = ()
    image: WrittenImage | None = None
    embeds: tuple[WrittenEmbed, ...] = ()
    draft: Flag = False
    featured: Featured = False
    expires: Moment | None = None
    aliases: tuple[OldAddress, ...] = ()
    allow: dict[str, OneOrMore] = {}
    unlinked: tuple[Text, ...] = ()


class WrittenPage(Written):
    """The front matter of a plain page."""

    title: Text
    summary: Text = ""
    embeds: tuple[WrittenEmbed, ...] = ()
    aliases: tuple[OldAddress, ...] = ()


class WrittenEntity(Written):
    """What the front matter of every entity may hold; all there is for markets and topics."""

    name: Text
    native_name: Text = ""
    native_language: LanguageTag = ""
    aliases: tuple[Text, ...] = ()
    summary: Text = ""
    image: WrittenImage | None = None
    embeds: tuple[WrittenEmbed, ...] = ()
    website: WebAddress | None = None
    wikidata: WikidataId = ""
    draft: Flag = False
    date: Moment | None = None
    redirects: tuple[OldAddress, ...] = ()


class WrittenCompany(WrittenEntity):
    """The front matter of a company."""

    founded: PartialDate | None = None
    dissolved: PartialDate | None = None
    headquarters: Text = ""
    listing: tuple[Text, ...] = ()
    fiscal_year_ends: MonthNumber | None = None
    fiscal_year_named_after: Annotated[FiscalName, one_of(FiscalName)] = FiscalName.END
    brands: tuple[Text, ...] = ()
    parent: Text | None = None
    people: tuple[Text, ...] = ()


class WrittenModel(WrittenEntity):
    """The front matter of a model."""

    company: Text | None = None
    type: Text = ""
    unveiled: PartialDate | None = None
    launched: PartialDate | None = None
    first_deliveries: PartialDate | None = None
    specifications: dict[str, Text] = {}


class WrittenPerson(WrittenEntity):
    """The front matter of a person."""

    company: Text | None = None
    role: Text = ""
    born: PartialDate | None = None


class WrittenMetric(Written):
    """An entry of content/metrics.yaml."""

    name: Text
    unit: Text
    about: Text = ""
    counts: Annotated[Counting, one_of(Counting)] = Counting.OVER_PERIOD
    adds_up: Flag = False
    never_falls: Flag = False
    less_is_better: Flag | None = None
    growth_of: Text = ""
    not_to_mix_with: tuple[Text, ...] = ()
    least: Number | None = None
    most: Number | None = None
