"""A client whose session counts for a very long time without ever looking up."""

import asyncio
import sys
from typing import Any

import asyncpg


async def main() -> None:
    connection: Any = await asyncpg.connect(sys.argv[1], server_settings={"application_name": "busy"})
    await connection.execute("select count(*) from generate_series(1, 10000000000)")


asyncio.run(main())
