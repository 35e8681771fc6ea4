"""The ids that `new` makes of titles."""

import pytest

from factledger.cli.new_command import slug


@pytest.mark.parametrize(
    ("title", "language", "id"),
    [
        ("Förderung für E-Räder in Weiß", "de", "foerderung-fuer-e-raeder-in-weiss"),
        ("Überblick: U\u0308BER den Jänner", "de-AT", "ueberblick-ueber-den-jaenner"),
        ("Citroën in Österreich", "de", "citroen-in-oesterreich"),
        ("Škoda & Citroën für 9,5 %", "en", "skoda-citroen-fur-9-5"),
        ("小米 YU7", "zh-Hans", "小米-yu7"),
    ],
)
def test_an_id_is_spelt_as_the_sites_language_spells_without_its_letters(title, language, id):
    assert slug(title, language) == id
