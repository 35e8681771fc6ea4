"""What kind of content a file holds, by the ending of its name: the same on every machine, whatever that knows itself.

The names are those of the IANA's registry of media types.
"""

from pathlib import PurePosixPath

_TEXTS = {
    "": "text/plain",  # `_headers`, `CNAME`
    ".atom": "application/atom+xml",
    ".css": "text/css",
    ".csv": "text/csv",
    ".htm": "text/html",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".xsl": "text/xsl",
    ".yaml": "application/yaml",  # RFC 9512
    ".yml": "application/yaml",
}
_OTHERS = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
    ".zst": "application/zstd",
}


def media_type(name: str) -> str:
    """The media type of a file, as the header `Content-Type` has it; all texts of a site are UTF-8."""
    ending = PurePosixPath(name).suffix.lower()
    text = _TEXTS.get(ending)
    return f"{text}; charset=utf-8" if text else _OTHERS.get(ending, "application/octet-stream")
