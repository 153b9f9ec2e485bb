"""Read every export of a folder; all must hold the same nodes, links and weights."""
import csv
import json
import sys

folder = sys.argv[1]


def of_json():
    graph = json.load(open(f"{folder}/graph.json", encoding="utf-8"))
    for name in ("measure", "window", "filter", "dates", "lists"):
        assert graph["graph"][name], name
    for edge in graph["edges"]:
        assert edge["sentence"] and edge["uri"], edge
    return ({n["id"] for n in graph["nodes"]},
            {(e["source"], e["target"]): e["weight"] for e in graph["edges"]})


def of_csv(nodes, links, id_, source, target, weight):
    with open(f"{folder}/{nodes}", encoding="utf-8", newline="") as file:
        ids = {row[id_] for row in csv.DictReader(file)}
    with open(f"{folder}/{links}", encoding="utf-8", newline="") as file:
        return ids, {(r[source], r[target]): float(r[weight]) for r in csv.DictReader(file)}


def of_networkx(graph):
    return set(graph), {tuple(sorted((a, b))): w for a, b, w in graph.edges(data="weight")}


def read_gexf(networkx):
    path = f"{folder}/graph.gexf"
    try:
        return networkx.read_gexf(path, version="1.3")
    except networkx.NetworkXError:  # older ones know 1.2draft only, which is the same for us
        with open(path, encoding="utf-8") as file:
            text = file.read().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
        with open(path + ".1.2", "w", encoding="utf-8") as file:
            file.write(text.replace('version="1.3"', 'version="1.2"'))
        return networkx.read_gexf(path + ".1.2", version="1.2draft")


def of_ftm():
    nodes, links = set(), 0
    for line in open(f"{folder}/graph.ftm.json", encoding="utf-8"):
        entity = json.loads(line)
        links += entity["schema"] == "UnknownLink"
        if entity["schema"] == "UnknownLink":
            assert entity["properties"]["summary"][0], entity
            assert {entity["properties"][end][0] for end in ("subject", "object")} <= nodes, entity
        elif "name" in entity["properties"]:
            nodes.add(entity["id"])
    return len(nodes), links


nodes, links = of_json()
assert len(links) > 5, links
assert of_csv("nodes.csv", "edges.csv", "Id", "Source", "Target", "Weight") == (nodes, links)
assert of_csv("neo4j-nodes.csv", "neo4j-links.csv", ":ID", ":START_ID", ":END_ID",
              "weight:double") == (nodes, links)
assert of_ftm() == (len(nodes), len(links)), of_ftm()
try:
    import networkx
except ImportError:
    print("SKIPPED: reading the exports back: no networkx")
else:
    assert of_networkx(read_gexf(networkx)) == (nodes, links)
    graph = networkx.read_graphml(f"{folder}/graph.graphml")
    keys = dict(graph.nodes(data="key"))  # ids are name tokens there
    assert of_networkx(networkx.relabel_nodes(graph, keys)) == (nodes, links)
    data = json.load(open(f"{folder}/graph.json", encoding="utf-8"))
    data["links"] = data["edges"]  # the key of older ones
    assert of_networkx(networkx.node_link_graph(data)) == (nodes, links)
try:
    from followthemoney import model
except ImportError:
    print("SKIPPED: checking FollowTheMoney: no followthemoney")
else:
    for line in open(f"{folder}/graph.ftm.json", encoding="utf-8"):
        entity = json.loads(line)
        model.get(entity["schema"]).validate(entity)
