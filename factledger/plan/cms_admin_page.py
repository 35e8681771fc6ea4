"""The web editor at /admin/: a page with its script, which the site hosts itself, and its configuration.

The page is no part of the site that readers see: no other leads to it, and search engines are told to leave it out. It has a
content security policy of its own, for the editor talks to where it keeps what it writes.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

import yaml

from factledger.model.corpus_and_site import Cms, CmsScript
from factledger.model.planned_pages import AS_IT_IS, File
from factledger.model.problems import Place
from factledger.plan import urls
from factledger.plan.site_index import SiteIndex

_SITE = Place("site.yaml")
_CONFIG, _START = "config.yml", "start.js"
_HOSTS: Mapping[str, tuple[str, ...]] = {  # of backends, what they talk to where the settings name no other
    "github": ("https://api.github.com", "https://github.com", "https://*.githubusercontent.com"),
    "gitlab": ("https://gitlab.com",),
    "bitbucket": ("https://api.bitbucket.org", "https://bitbucket.org"),
    "azure": ("https://dev.azure.com", "https://login.microsoftonline.com"),
    "proxy": ("http://localhost:8081",),
}
_ADDRESSES = ("base_url", "api_root", "graphql_api_root", "proxy_url", "identity_url", "gateway_url")


class _Plain(yaml.SafeDumper):
    """Writes everything out, also what stands twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002  # the base's
        return True


def web_editor(site_index: SiteIndex) -> Iterator[File]:
    """The files of the editor."""
    cms = site_index.site.cms.get("")
    if cms is None:
        return
    script = cms.script
    home = f"{urls.ADMIN}{_folder(script)}/"
    yield _file("index.html", _page(site_index, cms).encode())
    yield _file(_CONFIG, yaml.dump(cms.config, Dumper=_Plain, sort_keys=False, allow_unicode=True).encode())
    if script.is_module:
        start = f'import CMS from "./{_folder(script)}/{script.script}";\n\nCMS.init();\n'
        yield _file(_START, start.encode())
    for name in script.files:
        source = f"{script.folder}/{name}"
        yield File(path=home + name, origin=Place(source), source=source, format=AS_IT_IS)


def _file(name: str, content: bytes) -> File:
    return File(path=urls.ADMIN + name, origin=_SITE, content=content)


def _folder(script: CmsScript) -> str:
    return f"{script.name.removeprefix('@').replace('/', '-')}-{script.version}"


def _page(site_index: SiteIndex, cms: Cms) -> str:
    script = cms.script
    source = _START if script.is_module else f"{_folder(script)}/{script.script}"
    kind = ' type="module"' if script.is_module else ""
    title = site_index.messages.gettext("Editing %(site)s", site=site_index.site.settings.title)
    without = site_index.messages.gettext("The editor needs JavaScript.")
    return f"""<!doctype html>
<html lang="{escape(site_index.site.settings.language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <meta http-equiv="Content-Security-Policy" content="{escape(_policy(cms))}">
  <title>{escape(title, quote=False)}</title>
  <link href="{_CONFIG}" type="text/yaml" rel="cms-config-url">
<body>
<noscript>{escape(without, quote=False)}</noscript>
<script src="{escape(source)}"{kind}{_integrity(site_index, script)}></script>
</body>
</html>
"""  # without an end of the head, before which a preview would put what reloads the page


def _integrity(site_index: SiteIndex, script: CmsScript) -> str:
    """What the browser holds the editor's script against; one of modules loads others, which it cannot name."""
    if not site_index.site.settings.integrity or script.is_module:
        return ""
    digest = b64encode(bytes.fromhex(script.files[script.script].digest)).decode()
    return f' integrity="sha256-{digest}"'


def _policy(cms: Cms) -> str:
    """What the editor's page may load and whom it may talk to."""
    backend = cms.config["backend"]
    elsewhere = [*_HOSTS.get(backend["name"], ())]
    for key in _ADDRESSES:
        parts = urlsplit(backend.get(key, ""))
        if parts.netloc:
            elsewhere.append(f"{parts.scheme}://{parts.netloc}")
    hosts = "".join(f" {host}" for host in dict.fromkeys(elsewhere))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'" + ("" if cms.script.is_module else " 'unsafe-eval'"),
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            f"img-src 'self' data: blob:{hosts}",
            "media-src 'self' blob:",
            "frame-src 'self' blob:",
            "worker-src 'self' blob:",
            f"connect-src 'self' data: blob:{hosts}",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )
