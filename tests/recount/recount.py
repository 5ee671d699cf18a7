"""Counts every form again from an export of facts and compares cell by cell: `recount.py FACTS FIGURES PENAL_CODE GROUPS`.

FACTS is what `kiemsat statistics --facts` writes, FIGURES what `kiemsat statistics --form all --each-unit --each-month` writes.
Nothing is shared with the program but the facts and the two tables of data. Ends with 1 when a cell differs."""

import csv
import datetime as dt
import json
import os
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict

import duckdb
from events import Matter, Penal, instant
from limits import Limits
from rows import FORMS

MARKS = "stage article severity legal age sex ethnic ground result leaves enters late decider requested crime handler sender report_kind first follow".split()


def told(facts_path, penal, limits):
    """Every matter's events and stretches, in two tables."""
    matters = defaultdict(list)
    with open(facts_path, encoding="utf-8") as lines:
        for line in lines:
            fact = json.loads(line)
            matters[fact["matter"]].append(fact)
    base = duckdb.connect()
    base.execute(f"CREATE TABLE event (unit TEXT, moment TIMESTAMP, name TEXT, matter TEXT, {', '.join(f'{m} TEXT' for m in (*MARKS, 'overdue'))})")
    base.execute(f"CREATE TABLE stay (unit TEXT, from_at TIMESTAMP, to_at TIMESTAMP, due_at TIMESTAMP, name TEXT, {', '.join(f'{m} TEXT' for m in MARKS)})")
    events, stays = [], []
    for facts in matters.values():
        matter = Matter(penal, limits, facts)
        for event in matter.events:
            events.append([event["unit"], event["at"], event["name"], event["matter"], *(event.get(m) or "" for m in (*MARKS, "overdue"))])
        for what, _, unit, from_at, to_at, state, due, marks in matter.stays:
            marks = dict(marks)
            name = state if what in ("report", "held") else f"{what}.{state}"
            stays.append([unit, from_at, to_at, due, name, *(marks.get(m) or "" for m in MARKS)])
    with tempfile.TemporaryDirectory() as folder:
        for table, rows in (("event", events), ("stay", stays)):
            path = os.path.join(folder, f"{table}.csv")
            with open(path, "w", newline="", encoding="utf-8") as sheet:
                csv.writer(sheet, quoting=csv.QUOTE_ALL).writerows(rows)
            base.execute(f"COPY {table} FROM '{path}' (HEADER false, QUOTE '\"', NULLSTR 'nothing is null')")
    return base


class Counted:
    """Events by month, and what stands at the edges of months."""

    def __init__(self, base, months):
        base.execute("CREATE TABLE month (id INTEGER, from_at TIMESTAMP, to_at TIMESTAMP)")
        base.executemany("INSERT INTO month VALUES (?, ?, ?)", [[n, *month] for n, month in enumerate(months)])
        marks = ", ".join(MARKS)
        self.events, self.distinct, self.edges = defaultdict(Counter), defaultdict(Counter), {"begin": defaultdict(Counter), "end": defaultdict(Counter)}
        found = base.execute(f"SELECT unit, id, name, {marks}, overdue, count(*) FROM event JOIN month ON moment >= from_at AND moment < to_at GROUP BY ALL").fetchall()
        for unit, month, name, *values, count in found:
            self.events[unit, month, name][tuple(values)] += count
        found = base.execute("SELECT unit, id, name, count(DISTINCT matter) FROM event JOIN month ON moment >= from_at AND moment < to_at GROUP BY ALL").fetchall()
        for unit, month, name, count in found:
            self.distinct[unit, month, name][("",) * (len(MARKS) + 1)] += count
        for edge, column in (("begin", "month.from_at"), ("end", "month.to_at")):
            found = base.execute(
                f"""SELECT unit, id, name, {marks}, CASE WHEN due_at < {column} THEN '1' ELSE '' END AS overdue, count(*)
                      FROM stay JOIN month ON stay.from_at < {column} AND stay.to_at >= {column} GROUP BY ALL"""
            ).fetchall()
            for unit, month, name, *values, count in found:
                self.edges[edge][unit, month, name][tuple(values)] += count

    def sum(self, terms, unit, month, article=None):
        total = 0
        for sign, kind, name, where in terms:
            source = {"event": self.events, "distinct": self.distinct}.get(kind) or self.edges[kind]
            wanted = dict(where) if article is None else {**where, "article": article}
            for values, count in source.get((unit, month, name), {}).items():
                marks = dict(zip((*MARKS, "overdue"), values))
                if all(marks[key] in (value if isinstance(value, tuple) else (value,)) for key, value in wanted.items()):
                    total += sign * count
        return total


def main(facts, figures, penal_code, groups):
    penal = Penal(penal_code)
    chapters = [group["chapter"] for group in tomllib.load(open(groups, "rb"))["group"]]
    penal.read_economic(penal_code, chapters)
    lines = [json.loads(line) for line in open(figures, encoding="utf-8")]
    months = sorted({(line["from"], line["to"]) for line in lines})
    spans = [(instant(first), instant(last) + dt.timedelta(days=1)) for first, last in months]
    counted = Counted(told(facts, penal, Limits(os.path.dirname(penal_code))), spans)
    cells, figures, wrong, skipped = Counter(), Counter(), [], Counter()
    for line in lines:
        name, month = line["form"], months.index((line["from"], line["to"]))
        form = FORMS.get(name, {})
        cells[name] += 0
        for cell in line["cells"]:
            by_offence = cell["column"] != "so_lieu"
            row = cell["column"] if by_offence else cell["row_no"]
            if "percent" in cell:
                theirs, ours = cell["percent"], share(counted, form, row, line["unit"], month)
            elif cell["value"] is None:
                continue
            elif row not in form:
                skipped[name, row] += 1
                continue
            else:
                article = cell["row_no"] if by_offence and cell["row_no"] != "tong" else None
                theirs, ours = cell["value"], counted.sum(form[row], line["unit"], month, article)
            cells[name] += 1
            figures[name] += theirs != 0
            if ours != theirs:
                wrong.append((name, line["unit"], line["from"], cell["row_no"], cell["column"], theirs, ours))
    for form, row in sorted(skipped):
        print(f"NOT RECOUNTED: {form} {row}")
    for form, unit, first, row, column, theirs, ours in wrong:
        print(f"DIFFERENT {form} {unit} {first} {row} {column}: the program says {theirs}, the recount {ours}")
    differ = Counter(form for form, *_ in wrong)
    print("\n| form | cells recounted | not 0 | differ |\n|---|---|---|---|")
    for name in cells:
        print(f"| {name} | {cells[name] or 'no row that facts tell'} | {figures[name]} | {differ[name]} |")
    units = {line["unit"] for line in lines}
    print(f"{cells.total()} cells of {len(units)} units and {len(months)} months recounted, {len(wrong)} differ")
    return 1 if wrong or skipped or not cells.total() else 0


def share(counted, form, row, unit, month):
    """A percentage of two rows, as people read it."""
    above, below = (counted.sum(form[f"{row}{side}"], unit, month) for side in "ab")
    return f"{100 * above / below:.2f} %".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
