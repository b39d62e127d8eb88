"""Makes davis_networkx_projections.json, position_random.json and position_toy.json.

usage: python3 position_networkx.py SHARED_REFERENCE_FOLDER   (made with networkx 3.6.1)
"""
import json
import random
import sys

import networkx as nx
from networkx.algorithms import bipartite as bip

SHARED = sys.argv[1]


def write(name, value):
    with open(name, "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False, separators=(",", ":"))


def projections(graph, side):
    """The five weights of every tie of a side, as [i, j, count, ratio, newman, jaccard, overlap]."""
    ways = [
        bip.weighted_projected_graph(graph, side),
        bip.weighted_projected_graph(graph, side, ratio=True),
        bip.collaboration_weighted_projected_graph(graph, side),
        bip.overlap_weighted_projected_graph(graph, side),
        bip.overlap_weighted_projected_graph(graph, side, jaccard=False),
    ]
    rows = []
    for i, a in enumerate(side):
        for j in range(i + 1, len(side)):
            if ways[0].has_edge(a, side[j]):
                rows.append([i, j] + [w[a][side[j]]["weight"] for w in ways])
    return rows


def values(graph, units, measures):
    ties = bip.weighted_projected_graph(graph, units)
    between = bip.betweenness_centrality(graph, units)
    raw = nx.betweenness_centrality(graph, normalized=False)
    constraint = nx.constraint(ties, weight="weight")
    core = nx.core_number(ties)
    return {
        "betweenness": [between[v] for v in units + measures],
        "raw": [raw[v] for v in units + measures],
        "constraint": [constraint[u] if ties.degree(u) else None for u in units],
        "core": [core[u] for u in units],
        "redundancy": [
            bip.node_redundancy(graph, [u])[u] if graph.degree(u) > 1 else None for u in units
        ],
        "projection": projections(graph, units),
    }


def best_modularity(edges, units, measures):
    """Barber's Q by trying every division of the nodes that have an edge."""
    degree = {}
    for a, b in edges:
        degree[a] = degree.get(a, 0) + 1
        degree[b] = degree.get(b, 0) + 1
    nodes = [v for v in units + measures if v in degree]
    total = len(edges)
    tied = set(edges)
    best = -1.0

    def deal(i, groups):
        nonlocal best
        if i == len(nodes):
            inside = 0
            for group in groups:
                us = [v for v in group if v[0] == "u"]
                ms = [v for v in group if v[0] == "m"]
                inside += total * sum((u, m) in tied for u in us for m in ms)
                inside -= sum(degree[u] for u in us) * sum(degree[m] for m in ms)
            best = max(best, inside / total / total)
            return
        for group in groups:
            group.append(nodes[i])
            deal(i + 1, groups)
            group.pop()
        groups.append([nodes[i]])
        deal(i + 1, groups)
        groups.pop()

    deal(0, [])
    return best


def random_cases():
    rng = random.Random(20240607)
    cases = []
    for number in range(28):
        small = number < 16
        n, m = (rng.randint(3, 5), rng.randint(3, 5)) if small else (rng.randint(5, 14), rng.randint(5, 20))
        density = rng.choice([0.12, 0.25, 0.4, 0.6])
        units = [f"u{i}" for i in range(n)]
        measures = [f"m{i}" for i in range(m)]
        edges = [(u, v) for u in units for v in measures if rng.random() < density]
        graph = nx.Graph()
        graph.add_nodes_from(units + measures)
        graph.add_edges_from(edges)
        case = {"units": n, "measures": m, "edges": [[int(u[1:]), int(v[1:])] for u, v in edges]}
        case.update(values(graph, units, measures))
        case["modularity"] = best_modularity(edges, units, measures) if small and edges else None
        cases.append(case)
    return cases


def main():
    davis = nx.davis_southern_women_graph()
    women, events = davis.graph["top"], davis.graph["bottom"]
    edges = [[i, j] for i, w in enumerate(women) for j, e in enumerate(events) if davis.has_edge(w, e)]
    write(
        "davis_networkx_projections.json",
        {
            "women": women,
            "events": events,
            "edges": edges,
            "of_women": projections(davis, women),
            "of_events": projections(davis, events),
        },
    )
    write("position_random.json", random_cases())
    read = lambda name: json.load(open(f"{SHARED}/{name}", encoding="utf-8"))
    toy = read("toy.json")
    toy["input"] = read("toy_input.json")
    toy["twomode_constraint_units"] = read("toy_exact.json")["twomode_constraint_units"]
    write("position_toy.json", toy)


main()
