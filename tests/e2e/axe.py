"""Accessibility by axe-core: what it finds on a screen, as lines a person can act on."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCRIPT = Path(__file__).parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"


def violations(page: Page) -> list[str]:
    """Run axe on the page as it is now, under the page's own security policy."""
    if not SCRIPT.exists():
        raise RuntimeError("axe-core is not installed: run `npm ci` in pwa/")
    page.evaluate(SCRIPT.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } }).then((it) => it.violations)", TAGS
    )
    return [_line(rule, node) for rule in found for node in rule["nodes"]]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']} ({rule['impact']}): {' '.join(node['target'])}: {node['failureSummary']}"
