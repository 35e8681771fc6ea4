"""What search engines are told, against what their guides ask for."""

import json
from datetime import date

from factledger.model.articles import Correction
from factledger.model.dates import parse_period
from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.rendered_prose import Prose
from factledger.model.settings import Settings
from factledger.model.timestamps import Stamp
from factledger.model.views import Download, Link
from factledger.plan import structured_data
from tests.plan.nouns import ENTITIES, PLACE, make_article

HOME = "https://example.org/ev/"
SETTINGS = Settings(title="The EV Ledger", url=HOME, description="Facts on cars.")
PUBLISHER = {
    "@type": "NewsMediaOrganization",
    "@id": "https://example.org/ev/#publisher",
    "name": "The EV Ledger",
    "url": HOME,
}
XIAOMI, SU7, LEI_JUN, TARGETS = ENTITIES
MAKER = Link(text="Xiaomi", url=f"{HOME}companies/xiaomi/")


def test_a_story_names_all_that_news_search_asks_for():
    article = make_article(
        "a",
        summary="Raised by 50,000.",
        authors=("Ada Li",),
        prose=Prose(),
        corrections=(Correction(id="x", stamp=Stamp.on(date(2025, 3, 20)), reason="A digit was wrong.", place=PLACE),),
    )
    text = structured_data.news_article(
        article,
        SETTINGS,
        url=f"{HOME}news/a/",
        home=HOME,
        published="2025-03-18T00:00:00+00:00",
        modified="2025-03-20T00:00:00+00:00",
        image=f"{HOME}images/a.jpg",
        about=(MAKER,),
        section="Targets",
    )
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": f"{HOME}news/a/",
        "headline": "Title of a",
        "datePublished": "2025-03-18T00:00:00+00:00",
        "dateModified": "2025-03-20T00:00:00+00:00",
        "inLanguage": "en",
        "image": [f"{HOME}images/a.jpg"],
        "articleSection": "Targets",
        "author": [{"@type": "Person", "name": "Ada Li"}],
        "publisher": PUBLISHER,
        "about": [{"name": "Xiaomi", "url": f"{HOME}companies/xiaomi/"}],
        "isPartOf": {"@id": f"{HOME}#website"},
        "correction": [{"@type": "CorrectionComment", "datePublished": "2025-03-20", "text": "A digit was wrong."}],
    }


def test_a_bare_story_is_by_its_publisher_and_a_long_title_is_cut():
    text = structured_data.news_article(
        make_article("a", title="Word " * 40),
        SETTINGS,
        url=f"{HOME}news/a/",
        home=HOME,
        published="2025-03-18",
        modified="",
    )
    told = json.loads(text)
    assert (told["author"], told.get("dateModified")) == (PUBLISHER, None)
    assert len(told["headline"]) <= 110
    assert told["headline"].endswith("Word…")
    assert "image" not in told


def test_nothing_closes_the_script_that_holds_it():
    text = structured_data.news_article(
        make_article("a", title="</script><script>alert(1)</script>"),
        SETTINGS,
        url=HOME,
        home=HOME,
        published="2025-03-18",
        modified="",
    )
    assert "<" not in text
    assert json.loads(text)["headline"] == "</script><script>alert(1)</script>"


def test_a_company_is_an_organization_that_others_know():
    assert json.loads(structured_data.entity(XIAOMI, "Organization", url=f"{HOME}companies/xiaomi/")) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{HOME}companies/xiaomi/#company",
        "url": f"{HOME}companies/xiaomi/",
        "mainEntityOfPage": f"{HOME}companies/xiaomi/",
        "name": "Xiaomi",
        "alternateName": ["小米集团", "Xiaomi Group"],
        "sameAs": ["https://www.mi.com", "https://www.wikidata.org/wiki/Q1636958"],
        "foundingDate": "2010-04-06",
        "location": {"@type": "Place", "name": "Beijing, China"},
    }


def test_a_model_is_a_car_of_its_maker():
    assert json.loads(structured_data.entity(SU7, "Car", url=f"{HOME}models/xiaomi-su7/", company=MAKER)) == {
        "@context": "https://schema.org",
        "@type": "Car",
        "@id": f"{HOME}models/xiaomi-su7/#model",
        "url": f"{HOME}models/xiaomi-su7/",
        "mainEntityOfPage": f"{HOME}models/xiaomi-su7/",
        "name": "SU7",
        "manufacturer": {"@type": "Organization", "name": "Xiaomi", "url": f"{HOME}companies/xiaomi/"},
        "brand": {"@type": "Brand", "name": "Xiaomi"},
        "bodyType": "electric saloon",
        "releaseDate": "2024-03-28",
    }


def test_a_person_works_for_a_company_and_a_topic_is_a_term():
    person = json.loads(structured_data.entity(LEI_JUN, "Person", url=f"{HOME}people/lei-jun/", company=MAKER))
    assert (person["@type"], person["jobTitle"], person["worksFor"]["name"]) == ("Person", "founder", "Xiaomi")
    topic = json.loads(structured_data.entity(TARGETS, "DefinedTerm", url=f"{HOME}topics/targets/"))
    assert (topic["@type"], topic["name"]) == ("DefinedTerm", "Targets")


def test_a_date_that_schema_org_cannot_say_is_left_out():
    company = Entity(
        key=EntityKey(Kind.COMPANY, "x"), name="X", founded=parse_period("2014-Q3"), place=PLACE, prose=Prose()
    )
    assert "foundingDate" not in json.loads(structured_data.entity(company, "Organization", url=HOME))


def test_the_data_are_a_dataset_with_their_files():
    file = Download(
        name="facts.csv", url="/ev/data/facts.csv", about="Facts.", size=1369, rows=3, media_type="text/csv"
    )
    told = json.loads(
        structured_data.dataset(
            SETTINGS,
            [file],
            url=f"{HOME}data/",
            home=HOME,
            origin="https://example.org",
            modified="2025-03-18",
            covers=parse_period("2021-03-30/2026-12-31"),
            measured=("Deliveries", "Orders"),
        )
    )
    assert told["temporalCoverage"] == "2021-03-30/2026-12-31"
    assert 50 <= len(told["description"]) <= 5000
    assert told["variableMeasured"] == ["Deliveries", "Orders"]
    assert told["creator"] == PUBLISHER
    assert told["distribution"] == [
        {
            "@type": "DataDownload",
            "name": "facts.csv",
            "description": "Facts.",
            "contentUrl": "https://example.org/ev/data/facts.csv",
            "encodingFormat": "text/csv",
            "contentSize": "1369 B",
        }
    ]


def test_breadcrumbs_lead_from_home_down_to_the_page_which_they_name_where_they_would_have_one_step_alone():
    trail = (Link(text="The EV Ledger", url="/ev/"), Link(text="Companies", url="/ev/companies/"))
    told = json.loads(structured_data.breadcrumbs(trail, origin="https://example.org", title="Xiaomi"))
    assert [(item["position"], item["name"], item.get("item")) for item in told["itemListElement"]] == [
        (1, "The EV Ledger", "https://example.org/ev/"),
        (2, "Companies", "https://example.org/ev/companies/"),
    ]
    told = json.loads(structured_data.breadcrumbs(trail[:1], origin="https://example.org", title="Companies"))
    assert [(item["position"], item["name"], item.get("item")) for item in told["itemListElement"]] == [
        (1, "The EV Ledger", "https://example.org/ev/"),
        (2, "Companies", None),  # the page
    ]


def test_what_a_page_tells_of_is_one_graph():
    trail = (Link(text="The EV Ledger", url="/ev/"),)
    story, way = (
        '{"@context":"https://schema.org","@type":"NewsArticle"}',
        structured_data.breadcrumbs(trail, origin="", title="A"),
    )
    assert structured_data.together([story]) == (story,)
    (told,) = map(json.loads, structured_data.together([story, way]))
    assert [one["@type"] for one in told["@graph"]] == ["NewsArticle", "BreadcrumbList"]
    assert told["@context"] == "https://schema.org"


def test_the_site_says_how_it_is_searched():
    search = f"{HOME}search/?q={{search_term_string}}"
    told = json.loads(structured_data.website(SETTINGS, url=HOME, search_url=search))
    assert told["potentialAction"]["target"] == {"@type": "EntryPoint", "urlTemplate": search}
    assert "potentialAction" not in json.loads(structured_data.website(SETTINGS, url=HOME))
