"""PostgreSQL and Valkey as child processes of ours: on unix sockets only, unprivileged, dying with their parent.

    with embedded.start(Path(".data")) as servers:
        servers.database_url, servers.redis_url

Two programs never share one folder: a second start says so. After a hard kill the next start repairs what was left.
"""

from fieldloop.embedded.failure import EmbeddedError
from fieldloop.embedded.postgres import as_application
from fieldloop.embedded.servers import Running, start, urls

__all__ = ["EmbeddedError", "Running", "as_application", "start", "urls"]
