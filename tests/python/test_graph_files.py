"""The graph files, read back by networkx and igraph."""

import json
import math

import igraph
import networkx as nx
import pytest

WEIGHTS = {"lead": 1.0, "responsible": 0.5, "support": 0.25}
RANK = {"lead": 0, "responsible": 1, "support": 2}


@pytest.fixture(scope="session")
def expected(table):
    """Edges as the tables have them: (area, unit, measure_id) -> highest role."""
    edges = {}
    for row in table("assignments"):
        key = (row["jurisdiction"], row["unit"], row["measure_id"])
        role = row["role"]
        if not role:  # a measure that names nobody
            continue
        if key not in edges or RANK[role] < RANK[edges[key]]:
            edges[key] = role
    return edges


def graphml(out):
    return nx.read_graphml(out / "graph.graphml")


def gexf(out):
    return nx.read_gexf(out / "graph.gexf")


def node_link(out):
    with open(out / "graph.json", encoding="utf-8") as file:
        return nx.node_link_graph(json.load(file))


READERS = [graphml, gexf, node_link]


@pytest.mark.parametrize("read", READERS)
def test_networkx_reads_the_same_graph(read, out, table, expected):
    graph = read(out)
    assert not graph.is_directed() and not graph.is_multigraph()
    assert all(isinstance(node, str) for node in graph)

    units = {n: d for n, d in graph.nodes(data=True) if d["side"] == "unit"}
    measures = {n: d for n, d in graph.nodes(data=True) if d["side"] == "measure"}
    assert len(units) == len(table("units"))
    assert len(measures) == len(table("measures"))
    assert len(units) + len(measures) == len(graph)

    found = {}
    for a, b, data in graph.edges(data=True):
        unit, measure = (a, b) if a in units else (b, a)
        assert unit in units and measure in measures
        key = (units[unit]["jurisdiction"], units[unit]["label"], measures[measure]["measure_id"])
        found[key] = data["role"]
        assert isinstance(data["weight"], float) and data["weight"] == WEIGHTS[data["role"]]
        assert data["interaction"] == data["role"]
        assert isinstance(data["line"], int) and data["mention"]
    assert found == expected


@pytest.mark.parametrize("read", READERS)
def test_both_sides_are_marked_for_networkx(read, out):
    graph = read(out)
    sides = nx.get_node_attributes(graph, "bipartite")
    assert set(sides.values()) == {0, 1} and len(sides) == len(graph)
    top = {node for node, side in sides.items() if side == 0}
    assert nx.bipartite.is_bipartite_node_set(graph, top)
    assert all(side == 1 for node, side in sides.items() if node.startswith("m"))


@pytest.mark.parametrize("read", READERS)
def test_kinds_functions_and_places_are_those_of_the_units_table(read, out, table):
    graph = read(out)
    nodes = {
        (d["jurisdiction"], d["label"]): d for _, d in graph.nodes(data=True) if d["side"] == "unit"
    }
    for row in table("units"):
        node = nodes[(row["jurisdiction"], row["unit"])]
        assert node["kind"] == row["kind"]
        assert node.get("function", "") == row["function"]
        assert node["collective"] is (row["kind"] == "collective")
    for _, data in graph.nodes(data=True):
        if data["side"] == "measure":
            assert data["kind"] == "measure" and data["plan"] and isinstance(data["year"], int)


def test_the_three_files_hold_the_same(out):
    graphs = [read(out) for read in READERS]

    def plain(graph):
        skip = {"id"}  # the number of an edge, which JSON does without
        nodes = {n: {k: v for k, v in d.items() if k not in skip} for n, d in graph.nodes(data=True)}
        edges = {
            frozenset((a, b)): {k: v for k, v in d.items() if k not in skip}
            for a, b, d in graph.edges(data=True)
        }
        return nodes, edges

    first = plain(graphs[0])
    assert all(plain(graph) == first for graph in graphs[1:])


def test_igraph_reads_types_weights_and_sides(out, table, expected):
    graph = igraph.Graph.Read_GraphML(str(out / "graph.graphml"))
    assert not graph.is_directed()
    assert graph.vcount() == len(table("units")) + len(table("measures"))
    assert graph.ecount() == len(expected)
    types = [side == 1 for side in graph.vs["bipartite"]]
    assert types == [side == "measure" for side in graph.vs["side"]]
    assert all(isinstance(name, str) for name in graph.vs["id"])
    assert graph.is_bipartite()
    assert all(types[e.source] != types[e.target] for e in graph.es)
    assert all(e["weight"] == WEIGHTS[e["role"]] for e in graph.es)
    assert not any(math.isnan(e["line"]) for e in graph.es)
    leads = sum(role == "lead" for role in expected.values())
    assert sum(e["role"] == "lead" for e in graph.es) == leads
    # Attributes of the whole graph make Gephi complain.
    assert graph.attributes() == []


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf", "graph.json"])
def test_no_control_characters(name, out):
    text = (out / name).read_bytes().decode("utf-8")
    assert not [c for c in text if ord(c) < 32 and c != "\n"]
