"""Checks a trace in Chrome's format: against the schema beside this file (the few words of JSON
Schema that it uses), and for what a schema cannot say. Needs nothing but Python itself."""

import collections
import json
import os
import sys

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
}


def fits(value, schema, where):
    kind = schema.get("type")
    if kind and not TYPES[kind](value):
        sys.exit(f"{where}: {value!r} is no {kind}")
    if "enum" in schema and value not in schema["enum"]:
        sys.exit(f"{where}: {value!r} is none of {schema['enum']}")
    if "minimum" in schema and value < schema["minimum"]:
        sys.exit(f"{where}: {value!r} is below {schema['minimum']}")
    if isinstance(value, dict):
        for key in schema.get("required", []):
            if key not in value:
                sys.exit(f"{where}: {key} is missing in {value!r}")
        if len(value) < schema.get("minProperties", 0):
            sys.exit(f"{where}: {value!r} has too few entries")
        known = schema.get("properties", {})
        for key, inner in value.items():
            other = schema.get("additionalProperties")
            if key in known:
                fits(inner, known[key], f"{where}.{key}")
            elif other:
                fits(inner, other, f"{where}.{key}")
    if isinstance(value, list) and "items" in schema:
        for number, inner in enumerate(value):
            fits(inner, schema["items"], f"{where}[{number}]")


def nest(spans, track):
    """Spans of a track lie beside or within each other."""
    open_ends = []
    for start, end, name, _ in sorted(spans, key=lambda span: (span[0], -span[1])):
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if open_ends and end > open_ends[-1]:
            sys.exit(f"track {track}: {name} from {start} ends behind what it lies in")
        open_ends.append(end)


def main(path):
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    with open(path, encoding="utf-8") as file:
        trace = json.load(file)
    fits(trace, schema, "trace")
    spans = collections.defaultdict(list)
    names, flows, counts = {}, collections.defaultdict(dict), collections.Counter()
    counters, processes = collections.defaultdict(lambda: -1.0), {}
    if list(trace)[-1] != "traceEvents":
        sys.exit("Perfetto wants what is said of the whole trace before its events")
    for number, event in enumerate(trace["traceEvents"]):
        phase = event["ph"]
        if phase not in schema["definitions"]:
            sys.exit(f"event {number}: unknown ph {phase!r}")
        fits(event, schema["definitions"][phase], f"event {number}")
        counts[phase] += 1
        track = (event["pid"], event.get("tid"))
        if phase == "X":
            # In whole nanoseconds: sums of fractions do not meet exactly.
            start, length = round(event["ts"] * 1000), round(event["dur"] * 1000)
            spans[track].append((start, start + length, event["name"], number))
        elif phase == "C":
            # Perfetto calls a counter by its name and its unit.
            (unit,) = event["args"]
            key = (event["pid"], event["name"], unit)
            if event["ts"] < counters[key]:
                sys.exit(f"event {number}: the counter {event['name']} goes back in time")
            counters[key] = event["ts"]
        elif phase == "M" and event["name"] == "thread_name":
            names[track] = event["args"]["name"]
        elif phase in "sf":
            flows[event["id"]][phase] = (track, round(event["ts"] * 1000), number)
        if processes.setdefault(event["tid"], event["pid"]) != event["pid"]:
            # Perfetto looks a thread up by its number alone.
            sys.exit(f"event {number}: track {event['tid']} belongs to two processes")
    for track, all_spans in spans.items():
        if track not in names:
            sys.exit(f"track {track} has no name")
        nest(all_spans, names[track])
    for number, ends in flows.items():
        if set(ends) != {"s", "f"} or ends["s"][1] > ends["f"][1]:
            sys.exit(f"arrow {number} has not both its ends in order: {ends}")
        for track, nanos, place in ends.values():
            # Events of one moment are read in the file's order: a span is open once it was read.
            opened = ((s, e) for s, e, _, at in spans[track] if s < nanos or s == nanos and at < place)
            if not any(nanos < end or start == nanos == end for start, end in opened):
                sys.exit(f"arrow {number} hangs in the air on {names.get(track)} at {nanos} ns")
    print("good:", *(f"{phase}={count}" for phase, count in sorted(counts.items())))


main(sys.argv[1])
