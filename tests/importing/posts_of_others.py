"""Made-up posts in the manner of other systems, with the oddities that theirs have; every visible word can be told.

`python tests/importing/posts_of_others.py FOLDER 500` writes them for a look.
"""

import json
import sys
from itertools import count
from pathlib import Path

SYSTEMS = ("hugo", "jekyll", "pelican", "wordpress")
DATES = (
    "2019-03-18",
    "2019-03-18T07:30:00+08:00",
    "2019-03-18T07:30:00Z",
    "2019-03-18 07:30:00 +0800",
    "2019-03-18 07:30",
    "2019/3/8",
    "Mon, 18 Mar 2019 07:30:00 +0000",
)
TITLES = (
    "Plain",
    "With: a colon",
    "With \"quotes\" and 'others'",
    "50% off #1 [really] {now}",
    "Ünïcödé und 小米 🚗",
    "NO",
    "a" * 300,
    "- starts with a hyphen",
)
TAGS = (["EV"], ["Solid State", "C#"], ["小米"], [], ["ev", "EV", "!!!"])
KEYS = (
    {},
    {"weight": 3, "layout": "post", "toc": True},
    {"author": "Ann"},
    {"authors": ["Ann", "Bob: the second"]},
    {"author": {"name": "Ann", "twitter": "@ann"}},
    {"description": "Words\nover two lines"},
    {"cover": {"image": "/img/car.png", "alt": "A car"}},
    {"image": "/img/none.png"},
    {"aliases": ["/old/{n}/", "/old/{n}.html?p=1", "relative-{n}"]},
    {"params": {"deep": {"er": [1, 2, {"x": None}]}}, "nothing": None},
    {"lastmod": "2020-01-01", "expiryDate": "2099-01-01"},
    {"draft": True},
    {"slug": "Odd Slug {n}/with?signs"},
    {"date_": "x", "Title_": "y"},
)


def fragments(word):
    """Pieces of Markdown, each with words that no other has; `word` makes one."""
    return (
        f"{word()} *{word()}* **{word()}** `{word()}` ~~{word()}~~ {word()}",
        f"# {word()}\n\n## {word()} {{#given}}\n\nSee [{word()}](#given) and [{word()}](#none).",
        f"- {word()}\n- {word()}\n    - {word()}\n\n1. {word()}\n2. {word()}",
        f"> {word()}\n> {word()}",
        f"| {word()} | {word()} |\n|---|---|\n| {word()} | {word()} |",
        f"```html\n<b>{word()}</b> {{{{< {word()} >}}}} {{% {word()} %}}\n```",
        f"    {word()} indented {word()}",
        f"![{word()}](/img/car.png) ![{word()}](/img/none.png) ![{word()}](https://far.example/a.png)",
        f'<img src="/img/car.png" alt="{word()}"> <div class="x">{word()}</div> <b>{word()}',
        f"[{word()}](https://example.org/a_(b)) <https://example.org/{word()}> [{word()}][ref] [{word()}](relative.md)\n\n[ref]: /nowhere/",
        f"[{word()}](mailto:a@b.example) [{word()}]() [{word()}](javascript:alert) [{word()}](<with blank.html>)",
        f"{word()}[^1] \\* {word()} & {word()} &amp; {word()} < {word()} > {word()}\n\n[^1]: {word()}",
        f"{word()} $x_1 = {word()}$ \\({word()}\\) {word()}  \n{word()}",
        f"<!-- a remark --> {word()}\n\n<!--more-->\n\n{word()}",
        f"Term {word()}\n:   {word()}\n\n***\n\n{word()}",
        f"<details><summary>{word()}</summary>\n\n{word()}\n\n</details>",
        f"{word()} [[{word()}]] [{word()}] ({word()}) [x]: {word()}",
    )


def tags_of(system, word):
    """Pieces with the tags of a system's templates."""
    if system == "hugo":
        return (
            f"{{{{< youtube abc >}}}}\n\n{word()}",
            f"{{{{<box color=red>}}}}{word()}{{{{</box>}}}} {{{{% md %}}}} {word()} {{{{% /md %}}}}",
            f'{{{{< figure src="/img/car.png" alt="{word()}" caption="{word()}" >}}}}',
            f'[{word()}]({{{{< relref "post-1.md" >}}}}) [{word()}]({{{{< ref "gone.md" >}}}}) {{{{< param x >}}}}',
            f'{{{{< highlight go "linenos=table" >}}}}\n{word()}\n```\n{{{{< /highlight >}}}}\n\n{{{{</* kept */>}}}} {word()}',
        )
    if system == "jekyll":
        return (
            f'{{% include note.html text="{word()}" %}}\n\n{word()}',
            f"[{word()}]({{% post_url 2019-01-01-post-1 %}}) [{word()}]({{{{ site.baseurl }}}}/x) {{{{ page.title | upcase }}}} {word()}",
            f"{{% highlight ruby %}}\n{word()} {{{{ x }}}}\n{{% endhighlight %}}\n\n{{% raw %}}{{{{ {word()} }}}}{{% endraw %}}",
            f'{word()}{{: .lead}}\n{{: #id-{word()} }}\n\n* TOC\n{{:toc}}\n\n[{word()}](/a){{:target="_blank"}}',
            f'<img src="{{{{ site.baseurl }}}}/img/car.png" alt="{word()}">\n{{% if a %}}{word()}{{% else %}}{word()}{{% endif %}}',
        )
    return (
        f"[{word()}]({{filename}}post-1.md) ![{word()}]({{static}}/img/car.png) [{word()}]({{attach}}none.pdf) {word()}",
    )


class Words:
    """Makes words that stand nowhere else; keeps them in their order."""

    def __init__(self, start):
        self._numbers = count(start)
        self.made = []

    def __call__(self):
        self.made.append(f"w{next(self._numbers)}x")
        return self.made[-1]


def bodies(system, number):
    """The body of one post, as text."""
    word = Words(number * 1000)
    pieces = (*fragments(word), *(tags_of(system, word) if system != "wordpress" else ()))
    chosen = [pieces[(number * step + step) % len(pieces)] for step in (1, 2, 3, 5)]
    return "\n\n".join(dict.fromkeys(chosen)) + "\n"


def keys_of(number):
    """The front matter of one post, as values."""
    filled = json.loads(json.dumps(KEYS[number % len(KEYS)]).replace("{n}", str(number)))
    keys = {"title": TITLES[number % len(TITLES)], "date": DATES[number % len(DATES)], **filled}
    if tags := TAGS[number % len(TAGS)]:
        keys["tags" if number % 3 else "categories"] = tags if number % 4 else ", ".join(tags)
    if number % 29 == 0:
        del keys["title"]
    return keys


def yaml_of(keys):
    """Front matter in YAML; JSON is YAML, and what has quotes is put into them."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join(("# a remark", *lines))


def toml_of(keys):
    """The same in TOML, which knows no null."""
    plain = json.loads(json.dumps(keys).replace("null", '""'))
    return "\n".join(f"{key} = {_toml(value)}" for key, value in plain.items())


def _toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)


def write_posts(folder, system, number_of_posts, picture):
    """Write a whole site of another system; gives the source to import."""
    folder.mkdir(parents=True, exist_ok=True)
    if system == "wordpress":
        return _write_export(folder, number_of_posts, picture)
    base = {"hugo": "static", "jekyll": ".", "pelican": "content"}[system]
    (folder / base / "img").mkdir(parents=True, exist_ok=True)
    (folder / base / "img/car.png").write_bytes(picture)
    settings = {
        "hugo": ("hugo.toml", 'baseURL = "https://old.example/"\n'),
        "jekyll": ("_config.yml", "permalink: pretty\n"),
    }
    name, text = settings.get(system, ("pelicanconf.py", "SITEURL = 'https://old.example'\n"))
    (folder / name).write_text(text)
    for number in range(number_of_posts):
        path, text = _post(system, number)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        ends = "\r\n" if number % 13 == 5 else "\n"
        mark = "\ufeff" if number % 17 == 3 else ""
        (folder / path).write_bytes((mark + text).replace("\n", ends).encode())
    return folder


def _post(system, number):
    keys, body = keys_of(number), bodies(system, number)
    if system == "hugo":
        path = f"content/posts/post-{number}.md" if number % 3 else f"content/posts/post-{number}/index.md"
        if number % 3 == 1:
            return path, f"+++\n{toml_of(keys)}\n+++\n{body}"
        if number % 5 == 1:
            return path, f"{json.dumps(keys, indent=2)}\n{body}"
        return path, f"---\n{yaml_of(keys)}\n---\n{body}"
    if system == "jekyll":
        folder = "_drafts" if number % 11 == 0 else "_posts"
        return f"{folder}/2019-01-01-post-{number}.md", f"---\n{yaml_of(keys)}\n---\n{body}"
    lines = [
        f"{key.capitalize()}: {', '.join(map(str, value)) if isinstance(value, list) else ' '.join(str(value).split())}"
        for key, value in keys.items()
    ]
    return f"content/news/post-{number}.md", "\n".join((*lines, "", body))


def _write_export(folder, number_of_posts, picture):
    (folder / "uploads").mkdir(exist_ok=True)
    (folder / "uploads/car.png").write_bytes(picture)
    source = folder / "export.xml"
    items = "".join(_item(number) for number in range(number_of_posts))
    source.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title><link>https://old.example</link>\n'
        f"<wp:wxr_version>1.2</wp:wxr_version>\n{items}</channel></rss>\n",
        encoding="utf-8",
    )
    return source


def html_body(number):
    """The body of one post of WordPress."""
    word = Words(number * 1000)
    pieces = (
        f"<!-- wp:paragraph -->\n<p>{word()} <strong>{word()}</strong> <em>{word()}</em></p>\n<!-- /wp:paragraph -->",
        f"{word()}\n{word()}\n\n{word()}",
        f"<h2>{word()}</h2><ul><li>{word()}<ul><li>{word()}</li></ul></li></ul><ol><li>{word()}</li></ol>",
        f'[caption id="a"]<img src="https://old.example/wp-content/uploads/car-300x200.png" alt="{word()}"/> {word()}[/caption]',
        f"<pre>{word()}\n\n  {word()}</pre><blockquote><p>{word()}</p></blockquote>",
        f"<table><tr><td>{word()}</td></tr></table>{word()}<br>{word()}<hr/>",
        f'[gallery ids="1,2"] {word()} [shortcode a="b"]{word()}[/shortcode]',
        f'<a href="https://old.example/?p={number}">{word()}</a> <a name="x">{word()}</a> <span style="color:red">{word()}</span>',
        f"{word()} * _{word()}_ [{word()}] &lt;{word()}&gt; &amp; # {word()}\n# {word()}\n1. {word()}",
        f'<iframe src="https://www.youtube.com/embed/x"></iframe><video src="x.mp4">{word()}</video>{word()}',
        f"H<sub>{word()}</sub> <sup>{word()}</sup> <del>{word()}</del> <code>{word()}</code> {{{{ {word()} }}}}",
    )
    return "\n\n".join(dict.fromkeys(pieces[(number * step + step) % len(pieces)] for step in (1, 2, 3, 5)))


def _item(number):
    status = ("publish", "publish", "draft", "private", "future")[number % 5]
    kind = "page" if number % 9 == 4 else "post"
    title = TITLES[number % len(TITLES)]
    return (
        f"<item><title><![CDATA[{title}]]></title><link>https://old.example/{'?p=' if number % 6 == 0 else ''}post-{number}</link>"
        f"<dc:creator><![CDATA[ann]]></dc:creator><content:encoded><![CDATA[{html_body(number)}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>2019-03-18 0{number % 10}:30:00</wp:post_date><wp:post_date_gmt>2019-03-17 2{number % 4}:30:00</wp:post_date_gmt>"
        f"<wp:post_name><![CDATA[{'' if number % 7 == 0 else f'post-{number}'}]]></wp:post_name>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
        '<category domain="category" nicename="n"><![CDATA[News &amp; more]]></category></item>\n'
    )


if __name__ == "__main__":
    for one in SYSTEMS:
        write_posts(Path(sys.argv[1]) / one, one, int(sys.argv[2]) // len(SYSTEMS), b"")
