#!/usr/bin/env python3
"""Checks an exported audit chain without any code of Kiểm Sát Số.

    kiemsat audit export > audit.jsonl
    python3 docs/audit_verify.py audit.jsonl [HASH]

One JSON object a line: seq, at, who, unit, action, object_kind, object, detail, prev, hash. The hash of a line is the
SHA-256 of all the others, in that order, joined by line feeds (null is the empty text). HASH, if given, is a last hash
that was noted elsewhere: it must stand somewhere in the chain.
"""
import hashlib
import json
import sys

FIELDS = ("seq", "at", "who", "unit", "action", "object_kind", "object", "detail", "prev")


def hash_of(line):
    joined = "\n".join("" if line[field] is None else str(line[field]) for field in FIELDS)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()


def verify(lines, noted):
    before, count, met = None, 0, noted is None
    for text in lines:
        line = json.loads(text)
        if line["hash"] != hash_of(line):
            return f"line {line['seq']}: its content does not match its hash"
        if before is None and line["seq"] != 1:
            return f"the chain begins at line {line['seq']}: its beginning is missing"
        if before and line["prev"] != before["hash"]:
            return f"line {line['seq']}: does not follow line {before['seq']}"
        if before and line["seq"] != before["seq"] + 1:
            return f"lines between {before['seq']} and {line['seq']} are missing"
        before, count, met = line, count + 1, met or line["hash"] == noted
    if not met:
        return "the noted hash is not in this chain: lines were cut off or rewritten"
    print(f"{count} lines, unbroken. Last hash: {before['hash'] if before else 'none'}")
    return None


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as exported:
        sys.exit(verify(exported, sys.argv[2] if len(sys.argv) > 2 else None))
