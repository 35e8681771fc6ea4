"""Drawings: which are refused and where, which are cleaned, and that what comes out holds nothing else."""

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from factledger.model.problems import Place, Problem
from factledger.read.project_files import read_picture
from factledger.read.safe_svg import SafeSvg, SvgError, read_drawing
from factledger.render.image_encoding import embedded

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60.4">'


def drawn(inside):
    return f'<svg {NAMESPACES} viewBox="0 0 120 60.4">{inside}</svg>'.encode()


def published(inside):
    markup = read_drawing(drawn(inside), embedded).markup.decode()
    assert markup.startswith(START)
    assert markup.endswith("</svg>\n")
    return markup.removeprefix(START).removesuffix("</svg>\n")


def faults(content):
    with pytest.raises(SvgError) as caught:
        read_drawing(content)
    return [fault.reason for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("start", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20px"/>', (30, 20)),
        ('<svg viewBox="0,0 , 120 60.4"/>', (120, 60)),
        ('<svg width="100%" height="50%" viewBox="0 0 8 4"/>', (8, 4)),
        ('<svg viewBox="0 0 0 -4"/>', (0, 0)),
        ('<svg viewBox="a b c d"/>', (0, 0)),
        ("<svg/>", (0, 0)),
    ],
)
def test_a_drawing_has_the_size_that_it_states(start, size):
    assert read_drawing(start.encode()).size == size


HARMLESS = [
    "<style>.a { fill: url(#b) } @media (prefers-color-scheme: dark) { .a { fill: rgb(9 9 9) } }</style>",
    '<rect class="a" style="fill: url(\'#b\'); transform: rotate(4deg)" role="img" aria-label="A car"></rect>',
    '<use href="#b"></use><a href="https://example.org/"><text>Words</text></a>',
    '<text xml:space="preserve">R&amp;D &lt;up&gt;</text>',
    '<linearGradient id="g"><stop offset="0" stop-color="#fff"></stop></linearGradient>',
    '<g filter="url(#f)"><animate attributeName="opacity" values="0;1" dur="2s"></animate></g>',
    "<style>@font-face { font-family: A; src: url(data:font/woff2;base64,AAAA) format('woff2') }</style>",
]


@pytest.mark.parametrize("inside", HARMLESS)
def test_a_drawing_that_only_shows_something_comes_out_as_it_was(inside):
    assert published(inside) == inside


CLEANED = [
    ('<!-- onload="" --><path d="M0 0h9"/>', '<path d="M0 0h9"></path>'),
    ('<use xlink:href="#b"/>', '<use href="#b"></use>'),
    ("<style><![CDATA[.a > b {}]]></style>", "<style>.a &gt; b {}</style>"),
    ("<metadata><a:b xmlns:a='a'>Somebody at home</a:b></metadata><g/>", "<g></g>"),
    ('<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="A" data-name="B"/>', "<g></g>"),
    ('<s:view xmlns:s="http://sodipodi.example/" a="1"><path d="M0"/></s:view><g/>', "<g></g>"),
    ('<g xmlns=""><script-like/></g><g/>', "<g></g>"),
    (
        '<switch><foreignObject requiredExtensions="x"><i:p xmlns:i="i"/></foreignObject><g/></switch>',
        "<switch><g></g></switch>",
    ),
    ("<?xpacket begin='x'?><g/>", "<g></g>"),
    ('<g srcdoc="a" formaction="b" unknown="c"/>', "<g></g>"),
    ('<text title="a">a\r\nb&#13;</text>', "<text>a\nb&#13;</text>"),
]


@pytest.mark.parametrize(("inside", "cleaned"), CLEANED)
def test_what_does_not_show_is_left_out(inside, cleaned):
    assert published(inside) == cleaned


HARMFUL = {
    # code
    "<script>alert(1)</script>": "contains <script>, which may run code",
    '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>': "contains <script>, which may run code",
    '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>': "contains <script>, which may run code",
    '<metadata><h:script xmlns:h="http://www.w3.org/1999/xhtml"/></metadata>': "contains <script>, which may run code",
    '<SCRIPT href="data:,alert(1)"/>': "contains <SCRIPT>, which may run code",
    '<handler type="a"/>': "contains <handler>, which may run code",
    '<rect onload="alert(1)"/>': "has the attribute 'onload', which runs code",
    '<rect ONclick="alert(1)"/>': "has the attribute 'ONclick', which runs code",
    '<rect xmlns:e="e" e:onclick="alert(1)"/>': "has the attribute 'onclick', which runs code",
    # other languages
    '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>': "contains HTML, <img>",
    '<g><body xmlns="http://www.w3.org/1999/xhtml"/></g>': "contains HTML, <body>",
    "<foreignObject><g/></foreignObject>": "contains <foreignObject>",
    '<iframe xmlns="http://www.w3.org/1999/xhtml"/>': "contains <iframe>, which may run code",
    "<meshgradient/>": "contains <meshgradient>",
    # links
    '<a href="javascript:alert(1)"><text>Words</text></a>': "links to 'javascript:alert(1)', which is no web address",
    '<a href=" JavaScript:alert(1)"/>': "links to ' JavaScript:alert(1)', which is no web address",
    '<a href="java&#10;script:alert(1)"/>': "links to 'java\nscript:alert(1)', which is no web address",
    '<a xlink:href="data:text/html,x"/>': "links to 'data:text/html,x', which is no web address",
    '<set attributeName="href" to="javascript:alert(1)"/>': "changes its 'href' while it is shown",
    '<animate attributeName=" xlink:href" values="a"/>': "changes its ' xlink:href' while it is shown",
    '<set attributeName="onclick" to="alert(1)"/>': "changes its 'onclick' while it is shown",
    # fetching
    '<use href="https://example.org/a.svg#b"/>': "fetches 'https://example.org/a.svg#b'",
    '<image href="//example.org/a.png"/>': "fetches '//example.org/a.png'",
    '<image href="a.png"/>': "fetches 'a.png'",
    '<image xlink:href="data:image/svg+xml;base64,AAAA"/>': "fetches 'data:image/svg+xml;base64,AAAA'",
    '<feImage href="https://example.org/a.png"/>': "fetches 'https://example.org/a.png'",
    '<linearGradient href="https://example.org/a#b"/>': "fetches 'https://example.org/a#b'",
    '<g xml:base="https://example.org/"><use href="#a"/></g>': "addresses begin at 'https://example.org/'",
    '<g fill="url(https://example.org/a)"/>': "attribute 'fill' fetches 'https://example.org/a'",
    "<g fill=\"url(#a) url( '//example.org/a')\"/>": "attribute 'fill' fetches '//example.org/a''",
    '<g cursor="url(a.png), auto"/>': "attribute 'cursor' fetches 'a.png'",
    '<g style="fill: \\75rl(//example.org/a)"/>': "attribute 'style' fetches '//example.org/a'",
    '<g style="fill: u\\000052 l(//example.org/a)"/>': "attribute 'style' fetches '//example.org/a'",
    '<animate attributeName="fill" to="url(//example.org/a)"/>': "attribute 'to' fetches '//example.org/a'",
    "<style>@import 'https://example.org/a.css'</style>": "<style> uses '@import'",
    "<style><![CDATA[@\\69mport 'https://example.org/a.css']]></style>": "<style> uses '@import'",
    "<style>a { fill: image-set('https://example.org/a.png' 1x) }</style>": "<style> calls 'image-set()'",
    "<style>a { fill: -webkit-image-set('a.png' 1x) }</style>": "<style> calls '-webkit-image-set()'",
    "<style>a { background: src('a.png') }</style>": "<style> calls 'src()'",
    "<style>/*<![CDATA[*/ a { fill: URL( '//example.org/a' ) } /*]]>*/</style>": "<style> fetches '//example.org/a''",
    "<style>a {} <!-- x --> @font-face { src: url(a.woff) }</style>": "<style> fetches 'a.woff'",
    "<style>a { fill: url(data:image/svg+xml,x) }</style>": "<style> fetches 'data:image/svg+xml,x'",
    '<?xml-stylesheet href="https://example.org/a.css"?>': "fetches a style sheet",
}


@pytest.mark.parametrize(("inside", "reason"), HARMFUL.items())
def test_a_drawing_that_runs_or_fetches_something_is_refused(inside, reason):
    assert reason in faults(drawn(inside))[0]


def test_what_stands_behind_a_child_of_a_style_sheet_is_read_too():
    assert faults(drawn("<style>a {}<g/>@import 'https://example.org/a'</style>")) == [
        "the drawing has <g> inside of <style>",
        "the drawing's <style> uses '@import'",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', "document type of its own"),
        (b"<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'alert(1)'>]><svg/>", "document type of its own"),
        ('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'.encode("utf-16"), "not UTF-8"),
        ("<svg/>".encode("utf-16-le"), "not UTF-8"),
        (b'<?xml version="1.0" encoding="UTF-16"?><svg/>', "says that it is UTF-16"),
        (b'<?xml version="1.0" encoding="UTF-7"?><svg>+ADw-script+AD4-</svg>', "says that it is UTF-7"),
        (b'<?xml version="1.0" encoding="cp037"?>' + "<svg/>".encode("cp037"), "not UTF-8"),
        (b'<?xml-stylesheet href="https://example.org/a.css"?><svg/>', "fetches a style sheet"),
        (b"<svg>" + b" " * 1_000_001 + b"</svg>", "larger than 1 MB"),
        (b"<g>" * 300 + b"</g>" * 300, "begins with <g>"),
        (b"<svg>" + b"<g>" * 300 + b"</g>" * 300 + b"</svg>", "nested more than 200 deep"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"words", "syntax error"),
        (b"<svg><a><g></a></svg>", "mismatched tag"),
        (b"<svg>&nbsp;</svg>", "undefined entity"),
        (b'<!DOCTYPE svg SYSTEM "a"><svg>&nbsp;</svg>', "uses '&nbsp;', which XML does not know"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "begins with <html>"),
    ],
)
def test_a_drawing_cannot_hide_what_it_does(content, reason):
    assert reason in faults(content)[0]


EDITORS = {
    "inkscape": """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="20mm" height="10mm" viewBox="0 0 20 10" version="1.1" id="svg1" inkscape:version="1.3"
 sodipodi:docname="home/somebody/a.svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns="http://www.w3.org/2000/svg"
 xmlns:svg="http://www.w3.org/2000/svg"><sodipodi:namedview id="namedview1" pagecolor="#ffffff"/>
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>
<path style="fill:#00f;stroke-width:0.26;-inkscape-stroke:none" d="M 0,0 H 20" inkscape:label="road"/></svg>""",
    "illustrator": """<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 x="0px" y="0px" viewBox="0 0 20 10" style="enable-background:new 0 0 20 10;" xml:space="preserve">
<style type="text/css">.st0{fill:#0000FF;} .st1{clip-path:url(#SVGID_2_);}</style>
<path class="st0" d="M0,0h20"/></svg>""",
    "figma": """<svg width="20" height="10" viewBox="0 0 20 10" fill="none" xmlns="http://www.w3.org/2000/svg">
<g clip-path="url(#clip0_1_2)"><path d="M0 0H20" fill="#0000FF"/><g style="mix-blend-mode:multiply"/></g>
<defs><clipPath id="clip0_1_2"><rect width="20" height="10" fill="white"/></clipPath></defs></svg>""",
}


@pytest.mark.parametrize("program", EDITORS)
def test_what_the_common_programs_write_is_published_without_what_is_theirs(program):
    markup = read_drawing(EDITORS[program].encode()).markup.decode()
    assert [word for word in ("<!", "<?", "inkscape", "sodipodi", "somebody", "Adobe", "rdf") if word in markup] == (
        ["inkscape"] if program == "inkscape" else []  # in its own styles, which stay as they are
    )
    assert "<path " in markup
    assert read_drawing(markup.encode()) == SafeSvg(size=(20, 10), markup=markup.encode())  # nothing more to clean


def photograph(format, **options):
    exif = Image.Exif()
    exif[271] = "CameraMaker"
    written = BytesIO()
    Image.new("RGB", (20, 10), "blue").save(written, format, exif=exif, **options)
    return written.getvalue()


@pytest.mark.parametrize(("format", "media_type"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_photograph_inside_of_a_drawing_loses_what_the_camera_wrote(format, media_type):
    content = photograph(format)
    assert b"CameraMaker" in content
    inside = f'<image href="data:image/{media_type};base64,\n{b64encode(content).decode()}"/>'
    start = f'<image href="data:image/{media_type};base64,'
    expected = b64encode(embedded(content)[1]).decode()
    assert b"CameraMaker" not in embedded(content)[1]
    assert published(inside) == f'{start}{expected}"></image>'


def test_a_damaged_picture_inside_of_a_drawing_is_found_at_its_place():
    with pytest.raises(SvgError) as caught:
        read_drawing(
            b'<svg>\n <image href="data:image/png;base64,AAAA"/>\n <image href="data:image/png;base64,A"/></svg>'
        )
    assert [(fault.line, fault.column, fault.reason) for fault in caught.value.faults] == [
        (2, 2, "inside of the drawing: this is no picture that can be shown"),
        (3, 2, "a picture inside of the drawing is damaged"),
    ]


def test_every_fault_is_told_at_its_line_and_column(project):
    path = "content/images/a.svg"
    folder = project({path: '<svg xmlns="http://www.w3.org/2000/svg">\n<g>\n  <script/>\n</g> <use href="//a"/></svg>'})
    assert read_picture(folder, path)[1] == (
        Problem(
            Place(path, 3, 3),
            "unsafe-drawing",
            "the drawing contains <script>, which may run code",
            "export it as plain SVG",
        ),
        Problem(Place(path, 4, 6), "unsafe-drawing", "the drawing fetches '//a'", "put into the drawing what it needs"),
    )
    assert len(faults(drawn('<use href="//a"/>' * 50))) == 10
