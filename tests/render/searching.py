"""An example of the search page."""

from factledger.model import views
from tests.render.records import frame, link


def search() -> views.SearchPage:
    """Two filters, as a page has them before its script runs."""
    return views.SearchPage(
        frame=frame("Search", path="search/", is_indexed=False, twin=""),
        index="/search/pagefind/",
        root="/",
        filters=(
            views.SearchFilter(
                name="kind",
                title="Kind",
                options=(
                    views.SearchOption(text="Story", value="story", word="jjkq"),
                    views.SearchOption(text="Company", value="company", word="jjkv"),
                ),
            ),
            views.SearchFilter(
                name="company",
                title="Company",
                options=(
                    views.SearchOption(text="BYD", value="byd", word="qqkv"),
                    views.SearchOption(text="Xiaomi", value="xiaomi", word="qqkw"),
                ),
            ),
        ),
        registers=(link("Companies", "/companies/"), link("Timeline", "/timeline/")),
    )
