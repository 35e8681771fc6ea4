SITENAME = "Old"
SITEURL = "https://old.example"
PATH = "content"
ARTICLE_URL = "posts/{date:%Y}/{slug}/"
