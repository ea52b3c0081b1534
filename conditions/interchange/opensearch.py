"""The OpenSearch 1.1 description: the browser's search box asks here.

https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md
"""

import xml.etree.ElementTree as ET
from collections.abc import Mapping

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
CONTENT_TYPE = "application/opensearchdescription+xml"
MAX_SHORT_NAME = 16
MAX_LONG_NAME = 48


def description(*, name: str, site: str, urls: Mapping[str, str]) -> bytes:
    """The description; `urls` are templates by media type, absolute."""
    root = ET.Element("OpenSearchDescription", {"xmlns": NAMESPACE})
    for tag, text in (
        ("ShortName", name[:MAX_SHORT_NAME]),
        ("LongName", f"{name}: buttock and hip pain"[:MAX_LONG_NAME]),
        ("Description", "Cited differential of buttock, lateral hip and referred leg pain for clinicians."),
        ("Tags", "buttock hip pain differential diagnosis"),
        ("Language", "en"),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        ET.SubElement(root, tag).text = text
    ET.SubElement(root, "Image", {"type": "image/svg+xml"}).text = f"{site}/static/icon.svg"
    for kind, template in urls.items():
        attributes = {"type": kind, "template": template, "indexOffset": "1", "pageOffset": "1"}
        ET.SubElement(root, "Url", attributes)
    own = {"type": CONTENT_TYPE, "rel": "self", "template": f"{site}/opensearch.xml"}
    ET.SubElement(root, "Url", own)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body
