"""Nobody can forget the gate: what the source of the whole project may not say."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORE = ROOT / "analysis" / "store"
SOURCES = [
    *sorted((ROOT / "analysis").rglob("*.py")),
    *sorted((ROOT / "pages").rglob("*.py")),
    ROOT / "streamlit_app.py",
]
OUTSIDE = [path for path in SOURCES if STORE not in path.parents]
SHOWN = [path for path in OUTSIDE if ROOT / "analysis" not in path.parents]

PRIVATE = {"_connection", "_cursor", "_rows", "_frame", "_datasets"}
TABLES = ("respondents:", "silent:")
OF_COMMENTS = ("comment:", "posting:", "stem:", "author:")
UNGATED = ("respondents", "counting", "pair", "asking", "strata", "index", "told")
WRITTEN = {f"analysis.store.comments.{name}" for name in ("comments", "Comments", "answering")}

PEERS = ROOT / "analysis" / "bench" / "peers.py"
"""Times plain DuckDB on a frame it is handed; it may speak to DuckDB as it knows no workspace."""


def imports(tree: ast.AST) -> Iterator[str]:
    """Every dotted name that is imported, however."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and node.value == "duckdb":
            yield "duckdb"


def is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def words(tree: ast.AST) -> Iterator[str]:
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def ways_round(source: str) -> set[str]:
    """What a module outside the store does to reach respondents without the gate."""
    tree = ast.parse(source)
    found = {name for name in imports(tree) if name.split(".")[0] == "duckdb"}
    for name in imports(tree):
        if name.startswith("analysis.store.") and any(p.startswith("_") for p in name.split(".")):
            found.add(name)
        if name.split(".")[-1] == "silent_table":
            found.add(name)
        if name.startswith(tuple(f"analysis.store.{raw}" for raw in UNGATED)):
            found.add(name)
    found |= WRITTEN & set(imports(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if node.attr in PRIVATE and not is_own(node):
                found.add(node.attr)
            if node.attr == "table" and "dataset" in ast.unparse(node.value):
                found.add("table")
    found |= {word for word in words(tree) if word in PRIVATE or word.startswith(TABLES)}
    found |= {word for word in words(tree) if any(table in word for table in TABLES)}
    quoted = tuple(f'"{table}' for table in OF_COMMENTS)
    found |= {w for w in words(tree) if w.startswith(OF_COMMENTS) or any(q in w for q in quoted)}
    return found


def peeps(source: str) -> set[str]:
    """What a page does that only the analysis may."""
    private = {
        name
        for name in imports(ast.parse(source))
        if name.startswith("analysis") and any(p.startswith("_") for p in name.split("."))
    }
    gate = {
        name
        for name in imports(ast.parse(source))
        if name.startswith("analysis.store.") and name.split(".")[2] == "gate"
    }
    return private | gate


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_outside_the_store_reaches_respondents_but_by_the_gate(path):
    allowed = {"duckdb"} if path == PEERS else set()
    assert ways_round(path.read_text(encoding="utf-8")) == allowed


def test_the_only_other_file_that_speaks_to_duckdb_knows_no_workspace():
    tree = ast.parse(PEERS.read_text(encoding="utf-8"))
    assert not [name for name in imports(tree) if name.startswith("analysis")]
    connections = [
        n for n in ast.walk(tree) if isinstance(n, ast.Call) and "duckdb" in ast.unparse(n.func)
    ]
    assert [ast.unparse(call) for call in connections] == ["duckdb.connect()"]
    assert not {"ATTACH", "read_"} & {w for text in words(tree) for w in text.split()}


@pytest.mark.parametrize("path", SHOWN, ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_see_results_only(path):
    assert not peeps(path.read_text(encoding="utf-8"))


def test_only_bringing_in_compares_with_what_people_wrote_and_is_told_yes_or_no():
    users = {p.stem for p in OUTSIDE if "growing" in p.read_text(encoding="utf-8").lower()}
    assert users == {"adding", "imported"}
    tree = ast.parse((STORE / "growing.py").read_text(encoding="utf-8"))
    functions = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    said = {name for name, n in functions.items() if {"comment", "respondents"} & about(n)}
    assert said == {"__init__", "comments", "differing", "has"}
    for name in ("differing", "has"):
        assert ast.unparse(functions[name].returns) == "Bools"
        assert "return _mask(found, len(given))" in ast.unparse(functions[name])
    assert ast.unparse(functions["comments"].returns) == "int"


def about(function: ast.FunctionDef) -> set[str]:
    """Which tables of people and of what they wrote a function names."""
    text = ast.unparse(function)
    named = {"comment": ("self._comment}", "comment:"), "respondents": ("respondents:",)}
    return {table for table, names in named.items() if any(name in text for name in names)}


def test_there_is_something_to_look_at():
    assert len(OUTSIDE) > 30
    assert len(SHOWN) > 3


def queries(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.Attribute) and node.attr in ("_rows", "_frame", "_cursor", "execute")
        for node in ast.walk(tree)
    )


def test_within_the_store_few_files_query_and_one_reads_respondents():
    """`published` refuses datasets of respondents; `workspace` reads the tables about datasets."""
    files = {path.stem: path for path in STORE.glob("*.py")}
    assert {stem for stem, path in files.items() if queries(path)} == {
        "asking",
        "builder",
        "building",
        "comments",
        "distinctive",
        "figures",
        "growing",
        "index",
        "indicators",
        "published",
        "respondents",
        "uncovered",
        "workspace",
        "written",
    }
    for stem in ("workspace", "published", "figures", "indicators"):
        text = "".join(words(ast.parse(files[stem].read_text(encoding="utf-8"))))
        assert "respondents:" not in text
        assert "silent" not in text
        assert "comment:" not in text
    assert ".table" not in files["workspace"].read_text(encoding="utf-8")
    assert 'kind != "published"' in files["published"].read_text(encoding="utf-8")


def test_the_silent_are_read_in_one_file_and_given_out_by_suppression_only():
    sources = {path.stem: path.read_text(encoding="utf-8") for path in STORE.glob("*.py")}
    assert {s for s, text in sources.items() if "silent_table(" in text} == {
        "asking",
        "builder",
        "schema",
    }
    readers = {s for s, text in sources.items() if "analysis.store.asking" in text}
    assert readers == {"voices", "reweighted"}
    tree = ast.parse(sources["voices"])
    functions = {n.name: ast.unparse(n) for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert {name for name in functions if not name.startswith("_")} == {"responses", "blanks"}
    for name in ("responses", "blanks"):
        assert "_strictest(policy)" in functions[name]
        assert "_hidden(" in functions[name]
        assert "return Released(" in functions[name]
    assert "np.where(hidden, np.nan, n)" in functions["_released"]
    assert "suppress" in functions["_hidden"]


def test_what_people_wrote_is_given_out_by_one_function_that_checks():
    sources = {path.stem: path.read_text(encoding="utf-8") for path in STORE.glob("*.py")}
    readers = {s for s, text in sources.items() if "comment:{" in text}
    assert readers == {"comments", "growing", "index", "schema", "uncovered"}
    assert {s for s, text in sources.items() if "analysis.store.index" in text} == {"reading"}
    select = [line for line in sources["comments"].splitlines() if "SELECT" in line]
    assert "text" not in "".join(select).replace("length(text)", "")
    tree = ast.parse(sources["reading"])
    functions = {n.name: ast.unparse(n) for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert {name for name in functions if not name.startswith("_")} == {"read"}
    source = functions["read"]
    steps = (
        "gate._strictest(policy)",
        "_told(workspace, population.dataset, rules).fits(people, population)",
        "& shown[written.person]",
        "query = _widened(wanted, index, rules)",
        "_check_parts(query, index, rules)",
        "_check_left_out(fits, held, ",
        "fits &= held",
        "if writers < rules.minimum:\n        raise TooFew(",
        "_ordered(written, fits, ",
        "index.frame(page, ",
    )
    places = [source.index(step) for step in steps]
    assert places == sorted(places)
    assert source.count("return ") == source.count("index.frame(") == 1


@pytest.mark.parametrize(
    ("file", "function", "steps"),
    [
        (
            "overlap",
            "overlap",
            ("rules = gate._strictest(", "unsafe = ", "hidden = ", "Released(", "np.where(hidden,"),
        ),
        (
            "distinctive",
            "word_users",
            ("rules = gate._strictest(", "_may_be_shown(users, ", "np.nonzero(may)", "Released("),
        ),
        (
            "distinctive",
            "usual_forms",
            ("rules = gate._strictest(", "people.iloc[0] >= rules.minimum", "found[wanted] = "),
        ),
        (
            "uncovered",
            "uncovered",
            (
                "rules = gate._strictest(",
                ">= rules.minimum)",
                "people >= rules.minimum",
                "topics.append(",
                "Released(",
            ),
        ),
    ],
)
def test_what_people_wrote_about_is_counted_and_small_counts_are_hidden(file, function, steps):
    tree = ast.parse((STORE / f"{file}.py").read_text(encoding="utf-8"))
    functions = {n.name: ast.unparse(n) for n in tree.body if isinstance(n, ast.FunctionDef)}
    known = {"overlap", "word_users", "usual_forms", "uncovered"}
    assert {name for name in functions if not name.startswith("_")} <= known
    places = [functions[function].index(step) for step in steps]
    assert places == sorted(places)


def test_a_gap_is_reweighted_only_where_the_gate_shows_it():
    tree = ast.parse((STORE / "reweighted.py").read_text(encoding="utf-8"))
    functions = {n.name: ast.unparse(n) for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert {name for name in functions if not name.startswith("_")} == {"reweighted"}
    source = functions["reweighted"]
    asked = ("released = gate.sheet(", "why_not(released, ", "sample_of(people, ")
    places = [source.index(text) for text in asked]
    assert places == sorted(places)


def test_every_public_function_of_the_gate_suppresses():
    tree = ast.parse((STORE / "gate.py").read_text(encoding="utf-8"))
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    public = {name for name in functions if not name.startswith("_")}
    assert public
    for name in public:
        called = {n.id for n in ast.walk(functions[name]) if isinstance(n, ast.Name)}
        assert {"Released", "_strictest"} <= called, name
        assert {"_frame", "hidden_cells"} <= called or "_score_frame" in called, name
        assert ast.unparse(functions[name].returns) == "Released"
    made = ast.unparse(functions["_score_frame"])
    assert "hidden_cells(tables[0], questions, policy)" in made
    assert "return _frame(" in made
    assert "np.where(hidden, np.nan, values)" in ast.unparse(functions["_frame"])


def test_every_public_function_of_adjusted_scores_keeps_to_what_the_gate_released():
    tree = ast.parse((STORE / "adjusted.py").read_text(encoding="utf-8"))
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    public = {name for name in functions if not name.startswith("_")}
    assert public == {"groups", "places", "variables"}
    assert "respondents" not in ast.unparse(functions["variables"])
    for name in public - {"variables"}:
        source = ast.unparse(functions[name])
        assert "released = gate." in source
        assert "_merged(released, " in source
        assert ast.unparse(functions[name].returns) == "Released"


def test_every_combination_that_leaves_is_one_that_may_be_shown():
    tree = ast.parse((STORE / "combinations.py").read_text(encoding="utf-8"))
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert {name for name in functions if not name.startswith("_")} == {"combined"}
    source = ast.unparse(functions["combined"])
    assert "_strictest(policy)" in source
    assert ast.unparse(functions["combined"].returns) == "Released"
    steps = (
        "gated = _gated(",
        "safe(bases, policy.minimum, gated)",
        "_kept(shown[",
        "_released(kept",
    )
    found = [source.index(step) for step in steps]
    assert found == sorted(found)
    made = ast.unparse(functions["_released"])
    assert "columns | rounded.columns()" in made
    assert made.index("Rounded.of(sums, single, policy.minimum") < made.index("Released(")


@pytest.mark.parametrize(
    ("file", "public", "reads"),
    [
        ("decomposed", {"parts", "otherwise"}, "_made"),
        ("associated", {"associations"}, "associations"),
    ],
)
def test_why_a_gap_is_there_keeps_to_what_the_gate_released(file, public, reads):
    tree = ast.parse((STORE / f"{file}.py").read_text(encoding="utf-8"))
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert {name for name in functions if not name.startswith("_")} == public
    for name in public - {reads}:
        source = ast.unparse(functions[name])
        refused = source.index("isinstance(made, Decomposed)")
        assert source.index(f"made = {reads}(workspace, population, ") < refused
        assert "respondents(" not in source[:refused]
    source = ast.unparse(functions[reads])
    released, asked, read = (
        source.index(text)
        for text in ("released = gate.sheet(", "why_not(released, ", "sample_of(people, ")
    )
    assert released < asked < read


@pytest.mark.parametrize(
    "source",
    [
        "import duckdb",
        "from duckdb import connect",
        "import importlib\nimportlib.import_module('duckdb')",
        "workspace._rows('SELECT 1')",
        "workspace._frame('SELECT 1')",
        "scores.workspace._connection.cursor()",
        "getattr(workspace, '_rows')",
        "sql = f'SELECT * FROM \"respondents:{id}\"'",
        "sql = 'SELECT * FROM \"silent:demo\"'",
        "workspace.dataset('demo').table",
        "from analysis.store.schema import silent_table",
        "from analysis.store.gate import _count",
        "from analysis.store.respondents import respondents",
        "from analysis.store import respondents",
        "from analysis.store.counting import count",
        "from analysis.store.pair import sample_of",
        "from analysis.store.asking import both",
        "from analysis.store.comments import comments",
        "from analysis.store.index import Index",
        "sql = 'SELECT text FROM \"comment:demo\"'",
    ],
)
def test_a_way_round_is_noticed(source):
    assert ways_round(source)


@pytest.mark.parametrize(
    "source",
    [
        "from analysis.store import gate",
        "from analysis.store.gate import scores",
        "import analysis.store.gate",
        "from analysis.results.scores import _labelled",
    ],
)
def test_a_page_that_peeps_is_noticed(source):
    assert peeps(source)


@pytest.mark.parametrize(
    "source", ["st.table(x)", "layout.table(x)", "self._rows()", "from analysis.store import gate"]
)
def test_what_is_allowed_is_not_noticed(source):
    assert not ways_round(source)
