"""The shape of the backend, read from its syntax trees: who may import whom, and how long a thing may get."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "backend" / "fieldloop"
SLICES = ("intake", "orders", "record", "evidence", "sla", "notify", "catalogue", "roster", "places", "people")
COUNTING = ("stats", "patrol")
PURE = {"rules", "relations", "effects", "clocks", "row", "words", "screens", "merkle"} | {
    *("alike", "claims", "coordinates", "findings", "thresholds", "base64url", "ladders", "watch"),
    *("calendar", "limits", "recount", "priority", "target"),
    *("gateway_rules", "ladder_rules", "quiet_rules", "chat_words"),
}
EDGES = {"api", "jobs", "access"}
BANNED = {"utils", "util", "helpers", "common", "manager", "managers", "service", "services", "misc"}
LONGEST_FILE, LONGEST_FUNCTION = 200, 40
OUTSIDE = {"random", "secrets", "litestar", "piccolo", "asyncpg", "httpx", "redis", "arq"}
_CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.monotonic"}
_CHANCES = {"uuid.uuid1", "uuid.uuid4", "os.urandom", "os.environ", "os.getenv"}
IMPURE = _CLOCKS | _CHANCES | {f"datetime.{name}" for name in _CLOCKS}

# The one permission fragment, which other slices put into their own queries.
EVERYBODYS = {"fieldloop.orders.scope"}
# What crosses a slice on purpose: a commit that adds a line here says why.
CROSSINGS = {
    ("sla/jobs.py", "fieldloop.orders.actions"),  # the sweeper hands what is due to the one door
    ("evidence/queries.py", "fieldloop.orders.scope"),
    ("intake/queries.py", "fieldloop.orders.scope"),
}

FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_web" not in path.parts)


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _kind(name: str) -> str:
    """Return what kind of module it is by its name: `enrolment_api` is an `api`."""
    return name.rsplit(".", 1)[-1].rpartition("_")[2]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _imports(path: Path) -> Iterator[str]:
    """Give every module of ours that a file imports, also inside functions."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            known = set(FILES)
            for alias in node.names:
                deeper = PACKAGE.parent / Path(*node.module.split(".")) / f"{alias.name}.py"
                yield f"{node.module}.{alias.name}" if deeper in known else node.module


def _slice(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "fieldloop" and parts[1] in (*SLICES, *COUNTING) else None


SLICED = [path for path in FILES if path.parent.name in (*SLICES, *COUNTING)]


@pytest.mark.parametrize("path", SLICED, ids=_name)
def test_slices_call_only_to_the_right(path: Path):
    own, kind = path.parent.name, _kind(path.stem)
    if kind in EDGES or own in COUNTING:
        return
    for module in _imports(path):
        other = _slice(module)
        if other is None or other == own or module in EVERYBODYS or (_name(path), module) in CROSSINGS:
            continue
        assert other not in COUNTING, f"{_name(path)} imports {module}"
        if kind != "tables":  # a foreign key points wherever its row is
            assert SLICES.index(other) > SLICES.index(own), f"{_name(path)} imports {module}"


@pytest.mark.parametrize("path", [path for path in SLICED if path.stem in PURE], ids=_name)
def test_rules_import_only_rules_and_read_no_clock_chance_or_environment(path: Path):
    for module in _imports(path):
        if module.startswith("fieldloop"):
            assert module.rsplit(".", 1)[-1] in PURE, f"{_name(path)} imports {module}"
        assert module.split(".")[0] not in OUTSIDE, f"{_name(path)} imports {module}"
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in IMPURE, f"{_name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", [path for path in SLICED if _kind(path.stem) not in {"api", "jobs"}], ids=_name)
def test_nobody_in_a_slice_reaches_for_an_edge(path: Path):
    assert not [module for module in _imports(path) if _slice(module) and _kind(module) in {"api", "jobs"}]


@pytest.mark.parametrize("path", [path for path in SLICED if path.stem in {"queries", "scope"}], ids=_name)
def test_reading_never_writes(path: Path):
    assert not [module for module in _imports(path) if module.rsplit(".", 1)[-1] == "actions"]
    calls = {ast.unparse(node.func) for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)}
    assert not calls & {"db.execute", "db.executemany", "db.transaction"}


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_import_says_its_whole_name(path: Path):
    """A relative import would pass under the tests above unseen."""
    assert not [node for node in ast.walk(_tree(path)) if isinstance(node, ast.ImportFrom) and node.level]


@pytest.mark.parametrize("path", [path for path in SLICED if path.stem == "tables"], ids=_name)
def test_tables_know_only_piccolo_ids_and_other_tables(path: Path):
    for module in _imports(path):
        if module.startswith("fieldloop"):
            assert module == "fieldloop.ids" or module.endswith(".tables"), f"{_name(path)} imports {module}"


@pytest.mark.parametrize("path", [path for path in SLICED if _kind(path.stem) not in EDGES], ids=_name)
def test_only_edges_know_the_web_framework(path: Path):
    assert not [module for module in _imports(path) if module.split(".")[0] == "litestar"]


@pytest.mark.parametrize("path", [path for path in SLICED if _kind(path.stem) == "api"], ids=_name)
def test_handlers_write_no_table(path: Path):
    modules = set(_imports(path))
    assert not [module for module in modules if module.endswith(".tables") or module == "piccolo"]
    calls = {ast.unparse(node.func) for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)}
    assert not calls & {"db.execute", "db.executemany", "db.fetch", "db.fetchrow", "db.fetchval"}


def test_only_the_worker_and_the_wake_ups_know_arq():
    knowing = {_name(path) for path in FILES if any(module.split(".")[0] == "arq" for module in _imports(path))}
    assert knowing == {"worker.py", "wake.py"}


def test_only_the_application_knows_every_slice():
    def known(path: Path) -> set[str]:
        return {found for module in _imports(path) if (found := _slice(module))}

    assert len(known(PACKAGE / "app.py")) >= len(SLICES) - 1
    roots = [path for path in FILES if path.parent == PACKAGE and path.name not in {"app.py", "worker.py"}]
    assert {_name(path): known(path) for path in roots if len(known(path)) > 2} == {}


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_files_and_functions_stay_small_and_well_named(path: Path):
    assert path.stem not in BANNED
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{_name(path)}:{node.lineno} {node.name} has {lines} lines"
