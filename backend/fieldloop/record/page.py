"""A proof as one file that opens anywhere: a page for people, and inside it the JSON that docs/check_proof.py reads."""

from html import escape
from typing import Any

import msgspec

_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{no}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}
table{{border-collapse:collapse}}td,th{{border:1px solid #999;padding:.3em .6em;text-align:left}}
img{{max-width:100%}}code{{word-break:break-all}}</style>
<h1>工单 Order {no}</h1>
<p>本文件可离线核对：<code>python check_proof.py 本文件 --head 早先的树头</code>。
照片为缩小的副本，指纹为原件的 SHA-256。</p>
<p>This file can be checked without a network: <code>python check_proof.py FILE --head OLDER</code>. Pictures
are smaller copies; the fingerprint is the SHA-256 of the original.</p>
<table><tr><th>#<th>动作 action<th>角色 role<th>时间 at (UTC)<th>原因 reason<th>说明 text</tr>{rows}</table>
{photos}
<h2>树头 Head</h2><p>{size}: <code>{root}</code>, {at}</p>
<script type="application/json" id="proof">{json}</script></html>
"""


def page(proof: dict[str, Any]) -> str:
    """Return the file; it shows roles, and persons' ids are only in the JSON, where hashes need them."""
    shown: list[str] = []
    for event in proof["events"]:
        said = event["fields"]
        cells = (said[3], said[4], said[9] or said[7], said[10], said[12] or "", said[13] or "")
        shown.append("<tr>" + "".join(f"<td>{escape(str(cell))}" for cell in cells) + "</tr>")
    photos = [
        f"<figure><img src='{escape(url)}' alt=''><figcaption><code>{escape(sha256)}</code></figcaption></figure>"
        for sha256, url in proof["photos"].items()
    ]
    head = proof["head"]
    return _PAGE.format(
        no=escape(proof["order"]["no"]),
        rows="".join(shown),
        photos="".join(photos),
        size=head.size,
        root=head.root,
        at=head.at,
        # The page ends at the first "</script", wherever it stands.
        json=msgspec.json.encode(proof | {"photos": sorted(proof["photos"])}).decode().replace("<", "\\u003c"),
    )
