"""The API's own description, and the page on which people read it."""

import httpx


async def test_the_schema_is_openapi_3_1_and_needs_no_login(client: httpx.AsyncClient):
    answer = await client.get("http://fieldloop.test/schema/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert "/api/v1/orders/{order_id}/actions" in answer.json()["paths"]


async def test_the_page_loads_nothing_from_elsewhere(client: httpx.AsyncClient):
    answer = await client.get("http://fieldloop.test/schema")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "https://" not in answer.text
    assert "script-src 'self';" in answer.headers["content-security-policy"]
