"""The benchmark's site in Pelican, with the content cache that it offers for building again."""

SITENAME = "Benchmark"
SITEURL = "https://ev.example"
AUTHOR = "Benchmark"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "output"
ARTICLE_PATHS = ["news"]
THEME = "theme"
THEME_STATIC_DIR = ""
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["ledger"]

LOAD_CONTENT_CACHE = CACHE_CONTENT = True
CACHE_PATH = "cache"
GZIP_CACHE = False
FORMATTED_FIELDS = []
MARKDOWN = {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}}}

SLUGIFY_SOURCE = "basename"
ARTICLE_URL = "news/{date:%Y}/{slug}/"
ARTICLE_SAVE_AS = "news/{date:%Y}/{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
YEAR_ARCHIVE_URL = "timeline/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "timeline/{date:%Y}/index.html"
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""

DIRECT_TEMPLATES = ["index", "topics", "timeline", "sitemap"]
TOPICS_SAVE_AS = "topics/index.html"
TIMELINE_SAVE_AS = "timeline/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
PAGINATED_TEMPLATES = {"index": 20}
PAGINATION_PATTERNS = [(1, "/", "index.html"), (2, "/page/{number}/", "page/{number}/index.html")]

FEED_RSS = "feed.xml"
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
