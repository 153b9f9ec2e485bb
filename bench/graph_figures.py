#!/usr/bin/env python3
"""graph_figures.py TAGGER — how far a graph can be trusted, measured on annotated articles.

The folder that TAGGER_EVAL_DATA names holds ner/dwie-dev.jsonl, ner/wikinews-train.jsonl and
ner/ww-dev.jsonl. All three are tagged into one database; then, on stdout:

  entities per person   gold persons of dwie (one link to Wikipedia, or one cluster) that were
                        tagged at all, and how many entities of ours hold their mentions
  average precision     of the weight, of closeness, of G2 and of the plain count of stories,
                        over all pairs named near each other in a dwie article; right is a pair
                        that a gold relation of that article ties. Ties share their places. The
                        interval is that of the ratio, from 1,000 draws of articles
  chance edges          edges that pass the filter when names are shuffled over stories, with the
                        stories of each name and the names of each story kept, as a share of ours
  edges to read         twenty drawn at random, with their sentences
  size                  of the database, per article
"""
import collections
import json
import math
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

SETS = ("dwie-dev", "wikinews-train", "ww-dev")
DRAWS = 1000


def load(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def tag(tagger, folder, path):
    files = [f"{folder}/ner/{name}.jsonl" for name in SETS]
    subprocess.run([tagger, "add", path, *files], check=True, stdout=sys.stderr)


class Gold:
    """The mentions of ours that lie on gold mentions, article by article."""

    def __init__(self, db, articles):
        self.entity_of = {}  # (article, cluster) -> our entity, by majority
        self.persons = collections.defaultdict(set)  # gold person -> our entities
        self.related = collections.defaultdict(set)  # article -> pairs of our entities
        self.n_gold = self.n_mapped = 0
        for article in articles:
            self.read(db, article)

    def read(self, db, article):
        rows = db.execute(
            "SELECT m.start, m.\"end\", coalesce(e.merged_into, e.id) FROM mentions m "
            "JOIN documents d ON d.id = m.document_id JOIN entities e ON e.id = m.entity_id "
            "WHERE d.uri = ?", (article["id"],)).fetchall()
        for number, cluster in enumerate(article["clusters"]):
            votes = collections.Counter()
            for i in cluster:
                gold = article["entities"][i]
                votes.update(e for s, t, e in rows if s < gold["end"] and t > gold["start"])
            if not votes:
                continue
            self.entity_of[article["id"], number] = votes.most_common(1)[0][0]
            if article["entities"][cluster[0]]["type"] == "person":
                wiki = next((article["entities"][i]["wiki"] for i in cluster
                             if article["entities"][i].get("wiki")), None)
                self.persons[wiki or (article["id"], number)].update(votes)
        for subject, _, obj in article["relations"]:
            pair = {self.entity_of.get((article["id"], cluster)) for cluster in (subject, obj)}
            self.n_gold += 1
            if None not in pair and len(pair) == 2:
                self.n_mapped += 1
                self.related[article["id"]].add(tuple(sorted(pair)))


def average_precision(scored):
    """scored: (score, right); pairs of equal score share their places."""
    groups = collections.defaultdict(lambda: [0, 0])
    for score, right in scored:
        groups[score][0] += right
        groups[score][1] += 1
    total = sum(right for _, right in scored)
    seen = hits = 0
    area = 0.0
    for score in sorted(groups, reverse=True):
        right, n = groups[score]
        seen += n
        hits += right
        area += right * hits / seen
    return area / total if total else 0.0


def pairs_by_article(db, uris):
    pairs = {}
    for uri in uris:
        rows = db.execute(
            "SELECT coalesce(x.merged_into, x.id), coalesce(y.merged_into, y.id) FROM pairs p "
            "JOIN documents d ON d.id = p.document_id JOIN entities x ON x.id = p.a "
            "JOIN entities y ON y.id = p.b WHERE d.uri = ?", (uri,))
        pairs[uri] = {tuple(sorted(row)) for row in rows if row[0] != row[1]}
    return pairs


def measure_ranking(db, gold, uris):
    links = {(a, b): row for a, b, *row in
             db.execute("SELECT a, b, weight, closeness, g2, stories FROM links")}
    pairs = pairs_by_article(db, uris)

    def score(sample, column):
        right = collections.defaultdict(bool)
        for uri in sample:
            for pair in pairs[uri]:
                right[pair] |= pair in gold.related[uri]
        # Links of one story are not tested: they have no G2.
        return average_precision([(links[p][column] or 0, r) for p, r in right.items() if p in links])

    names = ("weight", "closeness", "g2", "stories")
    whole = {name: score(uris, i) for i, name in enumerate(names)}
    rng = random.Random(20210731)
    ratios = []
    for _ in range(DRAWS):
        sample = set(rng.choices(uris, k=len(uris)))
        plain = score(sample, 3)
        if plain:
            ratios.append(score(sample, 0) / plain)
    ratios.sort()
    n_pairs = len(set().union(*pairs.values()))
    n_right = len({p for uri in uris for p in pairs[uri] if p in gold.related[uri]})
    print(f"pairs\t{n_pairs}\tof which related\t{n_right}")
    print(f"gold relations\t{gold.n_gold}\tboth ends tagged\t{gold.n_mapped}")
    for name in names:
        print(f"average precision\t{name}\t{whole[name]:.3f}")
    low, high = ratios[int(.025 * len(ratios))], ratios[int(.975 * len(ratios))]
    print(f"weight / stories\t{whole['weight'] / whole['stories']:.2f}\t95 %\t{low:.2f} to {high:.2f}")


def g2(ab, a, b, n):
    if ab * n <= a * b:
        return 0.0
    cells = ((ab, a * b), (a - ab, a * (n - b)), (b - ab, (n - a) * b),
             (n - a - b + ab, (n - a) * (n - b)))
    return 2 * sum(o * math.log(o * n / e) for o, e in cells if o)


def count_edges(near, label, stories_of, n, country):
    together = collections.Counter()
    for story, pairs in near.items():
        together.update({tuple(sorted((label[story, x], label[story, y]))) for x, y in pairs})
    return sum(k >= 2 and not (country[a] and country[b]) and
               g2(k, stories_of[a], stories_of[b], n) >= 10.83 for (a, b), k in together.items())


def measure_chance(db):
    country = dict(db.execute("SELECT id, type = 'country' FROM entities"))
    near = collections.defaultdict(set)
    for story, a, b in db.execute(
            "SELECT coalesce(d.story_id, d.id), coalesce(x.merged_into, x.id), "
            "coalesce(y.merged_into, y.id) FROM pairs p JOIN documents d ON d.id = p.document_id "
            "JOIN entities x ON x.id = p.a JOIN entities y ON y.id = p.b"):
        if a != b:
            near[story].add((a, b))
    slots = sorted(db.execute(
        "SELECT DISTINCT coalesce(d.story_id, d.id), coalesce(e.merged_into, e.id) FROM mentions m "
        "JOIN documents d ON d.id = m.document_id JOIN entities e ON e.id = m.entity_id "
        "WHERE m.zone IN ('headline', 'lead', 'body')"))
    n = len({story for story, in db.execute("SELECT coalesce(story_id, id) FROM documents")})
    stories_of = collections.Counter(e for _, e in slots)
    label = {slot: slot[1] for slot in slots}
    real = count_edges(near, label, stories_of, n, country)
    rng = random.Random(20210731)
    found = []
    named = collections.defaultdict(set)
    for story, entity in slots:
        named[story].add(entity)
    for _ in range(10):
        for _ in range(5 * len(slots)):
            x, y = rng.choice(slots), rng.choice(slots)
            a, b = label[x], label[y]
            if a == b or b in named[x[0]] or a in named[y[0]]:
                continue
            named[x[0]].remove(a), named[x[0]].add(b)
            named[y[0]].remove(b), named[y[0]].add(a)
            label[x], label[y] = b, a
        found.append(count_edges(near, label, stories_of, n, country))
    in_view, = db.execute("SELECT count(*) FROM edges").fetchone()
    print(f"edges\t{real}\tin the view\t{in_view}")
    share = sum(found) / len(found) / real if real else 0.0
    print(f"edges of a shuffle\t{sum(found) / len(found):.1f}\tshare\t{share:.3f}")


def print_edges(db, count=20):
    rows = db.execute(
        "SELECT x.name, x.type, y.name, y.type, l.weight, l.stories, d.uri, substr(d.text, "
        "min(m.sentence_start, n.sentence_start) + 1, max(m.sentence_end, n.sentence_end) - "
        "min(m.sentence_start, n.sentence_start)) FROM edges e JOIN links l ON l.a = e.source "
        "AND l.b = e.target JOIN entities x ON x.id = l.a JOIN entities y ON y.id = l.b "
        "JOIN mentions m ON m.id = l.mention_a JOIN mentions n ON n.id = l.mention_b "
        "JOIN documents d ON d.id = m.document_id ORDER BY x.key, y.key, x.type, y.type").fetchall()
    for a, ta, b, tb, weight, stories, uri, text in random.Random(7).sample(rows, min(count, len(rows))):
        print(f"edge\t{a} ({ta}) – {b} ({tb})\tweight {weight:.2f}, {stories} stories\t{uri}\t"
              + " ".join(text.split())[:300])


def main():
    folder = os.environ["TAGGER_EVAL_DATA"]
    with tempfile.TemporaryDirectory() as temporary:
        path = f"{temporary}/figures.db"
        tag(sys.argv[1], folder, path)
        db = sqlite3.connect(path)
        articles = load(f"{folder}/ner/dwie-dev.jsonl")
        gold = Gold(db, articles)
        sizes = [len(entities) for entities in gold.persons.values()]
        print(f"gold persons tagged\t{len(sizes)}\tentities per person\t"
              f"{sum(sizes) / max(1, len(sizes)):.3f}\tof one entity\t"
              f"{sum(n == 1 for n in sizes) / max(1, len(sizes)):.3f}")
        measure_ranking(db, gold, [a["id"] for a in articles])
        measure_chance(db)
        n, = db.execute("SELECT count(*) FROM documents").fetchone()
        print(f"articles\t{n}\tbytes per article\t{os.path.getsize(path) / n:.0f}")
        text, = db.execute("SELECT sum(length(CAST(text AS BLOB))) FROM documents").fetchone()
        print(f"text per article\t{text / n:.0f}")
        print_edges(db)


if __name__ == "__main__":
    main()
