#!/usr/bin/env python3
"""agree.py TAGGER SCORER SET.jsonl... : `tagger eval` gives the figures of the scorer that the sets come with.

The scorer reads the gold and what `tagger tag -f jsonl` wrote of the bare texts; exact, edges, overlap,
span and span-ovl are compared, over all types and for each, in all four digits. Exits 1 on a difference."""
import json
import subprocess
import sys
import tempfile

tagger, scorer, *sets = sys.argv[1:]
differences = 0
for path in sets:
    with open(path, encoding='utf8') as f:
        articles = [json.loads(line) for line in f]
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf8') as bare, \
            tempfile.NamedTemporaryFile('wb', suffix='.jsonl') as tagged:
        for article in articles:
            article.pop('entities', None)
            print(json.dumps(article), file=bare)
        bare.flush()
        subprocess.run([tagger, 'tag', '-f', 'jsonl', bare.name], stdout=tagged, check=True)
        theirs = json.loads(subprocess.run([sys.executable, scorer, '--json', path, tagged.name],
                                           stdout=subprocess.PIPE, check=True).stdout)
    ours = subprocess.run([tagger, 'eval', '--tsv', path], stdout=subprocess.PIPE, check=True, text=True).stdout
    compared = 0
    for line in ours.splitlines():
        figure, kind, *numbers = line.split('\t')
        want = theirs['figures'].get(figure, {}).get('*' if kind == 'all' else kind)
        if want is None:
            continue
        compared += 1
        for name, number in zip(('p', 'r', 'f'), numbers):
            if f'{100 * want[name]:.4f}' != number:
                print(f'{path}: {figure}/{kind} {name}: {number}, the scorer says {100 * want[name]:.4f}')
                differences += 1
    print(f'{path}: {compared} rows agree' if compared else f'{path}: nothing to compare')
    differences += compared == 0
sys.exit(differences > 0)
