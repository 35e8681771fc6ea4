"""Which copies of a picture are published, and how a text shows them."""

import pytest

from factledger.model.corpus_and_site import ImageFile
from factledger.model.planned_pages import ANIMATION, DRAWING
from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose, Reference, ResolvedLink
from factledger.plan.links_to_urls import with_addresses
from factledger.plan.responsive_images import Copy, copies, main_copy, smaller_copies

DIGEST = "0123456789abcdef"


def test_a_large_photograph_goes_out_in_its_own_format_and_in_smaller_copies():
    image = ImageFile(DIGEST, (4000, 3000))
    assert main_copy("2025/su7.jpg", image) == Copy(
        path="images/2025/su7.01234567.jpg", width=1280, height=960, format="JPEG"
    )
    assert smaller_copies("2025/su7.jpg", image) == (
        Copy(path="images/2025/su7.01234567-640.webp", width=640, height=480, format="WEBP"),
        Copy(path="images/2025/su7.01234567-1280.webp", width=1280, height=960, format="WEBP"),
    )


def test_no_copy_is_wider_than_the_picture():
    image = ImageFile(DIGEST, (700, 300))
    assert [(copy.width, copy.height) for copy in smaller_copies("a.png", image)] == [(640, 274), (700, 300)]
    assert main_copy("a.png", image).width == 700
    assert [copy.width for copy in smaller_copies("a.png", ImageFile(DIGEST, (32, 32)))] == [32]


@pytest.mark.parametrize("ending", ["avif", "webp", "gif"])
def test_a_format_that_not_everything_opens_goes_out_as_another(ending):
    assert main_copy(f"a.{ending}", ImageFile(DIGEST, (20, 10))) == Copy(
        path="images/a.01234567.webp", width=20, height=10, format="WEBP"
    )


@pytest.mark.parametrize(
    ("file", "image", "format"),
    [
        ("a.svg", ImageFile(DIGEST, (20, 10)), DRAWING),
        ("a.gif", ImageFile(DIGEST, (20, 10), is_moving=True), ANIMATION),
    ],
)
def test_drawings_and_what_moves_keep_their_kind_and_size_and_are_cleaned(file, image, format):
    assert main_copy(file, image) == Copy(path=f"images/a.01234567{file[1:]}", width=20, height=10, format=format)
    assert smaller_copies(file, image) == ()


def test_one_picture_under_two_endings_has_one_address_and_two_pictures_of_one_name_have_two():
    image, other = ImageFile(DIGEST, (20, 10)), ImageFile(DIGEST[::-1], (20, 10))
    assert copies("A.JPG", image) == copies("a.jpeg", image) == copies("a.jpg", image)
    assert {copy.path for copy in copies("a.jpg", image)}.isdisjoint(copy.path for copy in copies("a.jpeg", other))


def shown(html):
    reference = Reference("image:a.jpg", Place("x.md"), "A car", is_image=True)
    return with_addresses(
        Prose(html=html, references=(reference,)),
        lambda reference: ResolvedLink(
            "/images/a.jpg",
            attributes={"width": "640", "height": "480", "srcset": "/a 1w, /b 2w", "loading": "lazy"},
        ),
    )


def test_a_picture_in_a_text_is_given_its_size_and_its_copies():
    assert shown('<p><img alt="A car" src="\x000\x00" title="x > y"></p>') == (
        '<p><img alt="A car" src="/images/a.jpg" title="x > y" width="640" height="480"'
        ' srcset="/a 1w, /b 2w" loading="lazy"></p>'
    )


def test_what_an_editor_gave_a_picture_stays():
    assert shown('<img width="90" src="\x000\x00" alt="A car" loading="eager">') == (
        '<img width="90" src="/images/a.jpg" alt="A car" loading="eager" srcset="/a 1w, /b 2w">'
    )
