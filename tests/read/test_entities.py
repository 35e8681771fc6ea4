"""An entity's file as a whole value, and which keys its kind has."""

import pytest

from factledger.model.dates import parse_period
from factledger.model.entities import Entity, EntityKey, Kind, Mention, OldAddress
from factledger.model.problems import Place
from factledger.model.rendered_prose import Image, Prose
from factledger.read.entity_file import read_entity


def read(kind, path, front_matter, body=""):
    entity, problems = read_entity(kind, path, f"---\n{front_matter}---\n{body}".encode())
    return entity, [str(problem) for problem in problems]


def test_a_company_is_read_whole():
    path = "content/companies/xiaomi.md"
    written = (
        "name: Xiaomi\nnative_name: 小米集团\nnative_language: zh-Hans\naliases: [Xiaomi Group, Xiaomi Corp]\n"
        'founded: 2010-04-06\nheadquarters: Beijing, China\nlisting: ["SEHK: 1810"]\nbrands: [Redmi]\nparent: holding\n'
        "website: https://www.mi.com\nwikidata: Q1636958\npeople: [lei-jun]\nsummary: Phones and cars.\n"
        "image: {file: hq.jpg, alt: The headquarters}\nredirects: [/mi/]\n"
    )
    expected = Entity(
        key=EntityKey(Kind.COMPANY, "xiaomi"),
        name="Xiaomi",
        place=Place(path),
        prose=Prose(html="<p>Makes cars.</p>", source="Makes cars.", line=18),
        summary="Phones and cars.",
        native_name="小米集团",
        native_language="zh-Hans",
        aliases=("Xiaomi Group", "Xiaomi Corp"),
        image=Image(file="hq.jpg", alt="The headquarters", place=Place(path, 15, 15)),
        website="https://www.mi.com",
        wikidata="Q1636958",
        redirects=(OldAddress("/mi/", Place(path, 16, 13)),),
        founded=parse_period("2010-04-06"),
        headquarters="Beijing, China",
        listing=("SEHK: 1810",),
        brands=("Redmi",),
        parent=Mention(EntityKey(Kind.COMPANY, "holding"), Place(path, 10, 9)),
        people=(Mention(EntityKey(Kind.PERSON, "lei-jun"), Place(path, 13, 10)),),
    )
    assert read(Kind.COMPANY, path, written, "Makes cars.") == (expected, [])


def test_a_model_is_read_whole():
    path = "content/models/xiaomi-su7.md"
    written = (
        "name: SU7\ncompany: xiaomi\ntype: electric saloon\nunveiled: 2023-12-28\nlaunched: 2024-03\n"
        "first_deliveries: 2024-Q2\nspecifications: {Length: 4997 mm, Battery: 101 kWh}\n"
    )
    expected = Entity(
        key=EntityKey(Kind.MODEL, "xiaomi-su7"),
        name="SU7",
        place=Place(path),
        prose=Prose(line=10),
        company=Mention(EntityKey(Kind.COMPANY, "xiaomi"), Place(path, 3, 10)),
        type="electric saloon",
        unveiled=parse_period("2023-12-28"),
        launched=parse_period("2024-03"),
        first_deliveries=parse_period("2024-Q2"),
        specifications={"Length": "4997 mm", "Battery": "101 kWh"},
    )
    assert read(Kind.MODEL, path, written) == (expected, [])


def test_a_person_is_read_whole():
    path = "content/people/lei-jun.md"
    expected = Entity(
        key=EntityKey(Kind.PERSON, "lei-jun"),
        name="Lei Jun",
        place=Place(path),
        prose=Prose(line=7),
        company=Mention(EntityKey(Kind.COMPANY, "xiaomi"), Place(path, 4, 10)),
        role="founder",
        born=parse_period("1969"),
    )
    written = "name: Lei Jun\nrole: founder\ncompany: xiaomi\nborn: 1969\n"
    assert read(Kind.PERSON, path, written) == (expected, [])


@pytest.mark.parametrize("kind", [Kind.MARKET, Kind.TOPIC, Kind.PERSON, Kind.MODEL])
def test_a_key_of_companies_is_unknown_to_the_other_kinds(kind):
    path = f"content/{kind.plural}/x.md"
    entity, problems = read(kind, path, "name: X\nlisting: [Y]\n")
    assert entity == Entity(key=EntityKey(kind, "x"), name="X", place=Place(path), prose=Prose(line=5))
    assert [problem.split(";")[0] for problem in problems] == [
        f"{path}:3:1: unknown-key: there is no key 'listing' here"
    ]


def test_an_id_may_hold_letters_of_any_script_and_dots():
    entity, problems = read(Kind.MODEL, "content/models/小米-1.5.md", "name: X\n")
    assert entity is not None
    assert (entity.id, problems) == ("小米-1.5", [])
