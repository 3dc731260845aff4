"""The API's documentation as a page at /schema: Swagger UI from our own host, since the field has no CDN."""

from typing import Any

from litestar import Request
from litestar.openapi.plugins import OpenAPIRenderPlugin

_PAGE = b"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Fieldloop API</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/reader/swagger-ui.css"></head>
<body><main id="reader"></main><noscript>The description itself is at /schema/openapi.json</noscript>
<script src="/reader/swagger-ui-bundle.js"></script><script src="/reader/start.js"></script></body>
</html>
"""


class Reader(OpenAPIRenderPlugin):
    """Swagger UI, with its files among the PWA's."""

    def __init__(self) -> None:
        super().__init__(path="/", favicon="")

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the page; it asks for the schema by itself."""
        del request, openapi_schema
        return _PAGE
