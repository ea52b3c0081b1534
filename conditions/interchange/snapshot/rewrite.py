"""Pages as files: links become relative, search leads to the offline search, scripts are left out.

Works on the HTML that our own templates write, in which attributes stand in double
quotes. A link to a page that is not in the snapshot becomes the address on the site.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

SEARCH_PAGE = "search.html"
_ATTRIBUTE = re.compile(r'\b(href|src|action)="(/[^"]*|\?[^"]*)"')
_SCRIPT = re.compile(r"<script\b(?![^>]*application/ld\+json)[^>]*>.*?</script>\s*", re.DOTALL)
# Of no use in a file: other representations, hints, the browser's search box.
_LINK = re.compile(r'<link rel="(?:alternate|search|preload)"[^>]*>\s*')
_MAIN = re.compile(r"<main\b")
_EDITION = re.compile(r'<meta name="glutes-edition" content="(\d+)">')
_CSS_URL = re.compile(r"url\(([^)]+)\)")


@dataclass
class Rewriter:
    """Rewrites pages; `files` maps the addresses of the snapshot to files, `assets` collects what pages load."""

    site: str
    static_url: str
    search_path: str
    as_of: str
    files: Mapping[str, str]
    assets: set[str] = field(default_factory=set)

    def page(self, html: str, path: str, file: str) -> str:
        """The page at this address as the file with this name."""
        up = "../" * file.count("/")
        html = _LINK.sub("", _SCRIPT.sub("", html))
        html = _ATTRIBUTE.sub(lambda m: f'{m[1]}="{self._target(m[1], m[2], path, up)}"', html)
        return _MAIN.sub(lambda match: self._line(html) + match[0], html, count=1)

    def _target(self, attribute: str, address: str, path: str, up: str) -> str:
        parts = urlsplit(address if address.startswith("/") else path + address)
        if parts.path.startswith(self.static_url):
            name = parts.path.removeprefix(self.static_url)
            self.assets.add(name)
            return f"{up}static/{name}" + (f"#{parts.fragment}" if parts.fragment else "")
        if parts.path == self.search_path and (parts.query or attribute == "action"):
            return f"{up}{SEARCH_PAGE}" + (f"?{parts.query}" if parts.query else "")
        if parts.path in self.files and not parts.query and attribute != "action":
            return f"{up}{self.files[parts.path]}" + (f"#{parts.fragment}" if parts.fragment else "")
        return self.site + (address if address.startswith("/") else path + address)

    def _line(self, html: str) -> str:
        edition = _EDITION.search(html)
        words = f"Copy of {self.site}, as of {self.as_of}."
        words = f"Offline, edition {edition[1]}. {words}" if edition else f"Offline. {words}"
        return f'<p class="waiting" role="status" data-offline>{escape(words)}</p>'


def css_assets(css: str, name: str) -> set[str]:
    """The files that a style sheet loads, as names below the static folder."""
    urls = [match.strip("\"' ").partition("?")[0].partition("#")[0] for match in _CSS_URL.findall(css)]
    folder = posixpath.dirname(name)
    return {
        posixpath.normpath(posixpath.join(folder, url)) for url in urls if url and not url.startswith("data:")
    }
