#!/usr/bin/env python3
"""A client made of the workbench's OpenAPI document, used as a program would.

Usage: python3 tests/workbench_api.py target/debug/classify

The client's source is written from the document that the server gives, with nothing known beforehand but OpenAPI: a
method for each operation, its parameters by name, its answer checked against the schema that the document promises.
"""

import json
import keyword
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

REPORT = """云岭街道2023年工作总结和2024年工作思路
一、2023年工作情况
（一）安全生产。检查企业四十家，整改火灾隐患十二处，组织消防演练三次。
（二）民生保障。新建老年食堂两处，为老人送餐三万份。
（三）招商引资。引进企业五家，签约资金1.2亿元。
二、2024年工作思路
（一）再检查企业六十家，确保安全。
"""


def client_source(document):
    """Python source of a client for this document."""
    lines = ["class Client:", "    def __init__(self, send):", "        self.send = send", ""]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", [])
            name = lambda text: re.sub(r"\W", "_", text) + ("_" if keyword.iskeyword(text) else "")
            in_path = [p["name"] for p in parameters if p["in"] == "path"]
            in_query = [p["name"] for p in parameters if p["in"] == "query"]
            bodies = list(operation.get("requestBody", {}).get("content", {}))
            arguments = ["self", *map(name, in_path)]
            if bodies:
                arguments.append("body=None")
            arguments += [f"{name(q)}=None" for q in in_query]
            place = re.sub(r"\{(\w+)\}", lambda found: "{quote(str(" + name(found[1]) + "))}", path)
            query = "{" + ", ".join(f"{q!r}: {name(q)}" for q in in_query) + "}"
            lines += [
                f"    def {name(operation['operationId'])}({', '.join(arguments)}):",
                f"        {operation.get('summary', '')!r}",
                f"        return self.send({method.upper()!r}, f{place!r}, {query}, {'body' if bodies else 'None'}, {path!r}, {method!r})",
                "",
            ]
    return "\n".join(lines)


class Checker:
    """Whether values are what the document's schemas say."""

    def __init__(self, document):
        self.document = document

    def resolved(self, schema):
        while "$ref" in schema:
            node = self.document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                node = node[step]
            schema = node
        return schema

    def check(self, value, schema, where):
        schema = self.resolved(schema)
        for part in schema.get("allOf", []):
            self.check(value, part, where)
        options = schema.get("oneOf") or schema.get("anyOf")
        if options:
            failures = []
            for option in options:
                try:
                    return self.check(value, option, where)
                except AssertionError as failure:
                    failures.append(str(failure))
            raise AssertionError(f"{where}: none of the options: {failures}")
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        is_kind = {
            "null": value is None,
            "boolean": isinstance(value, bool),
            "integer": isinstance(value, int) and not isinstance(value, bool),
            "number": isinstance(value, (int, float)) and not isinstance(value, bool),
            "string": isinstance(value, str),
            "array": isinstance(value, list),
            "object": isinstance(value, dict),
        }
        assert not kinds or any(is_kind[kind] for kind in kinds), f"{where}: {value!r:.80} is no {kinds}"
        if "enum" in schema:
            assert value in schema["enum"], f"{where}: {value!r} is none of {schema['enum']}"
        if isinstance(value, dict):
            for name in schema.get("required", []):
                assert name in value, f"{where}: {name} is missing"
            known = schema.get("properties", {})
            if known:
                assert set(value) <= set(known), f"{where}: {set(value) - set(known)} stand in no schema"
            for name, inner in known.items():
                if name in value:
                    self.check(value[name], inner, f"{where}.{name}")
        if isinstance(value, list):
            for at, inner in enumerate(schema.get("prefixItems", [])):
                self.check(value[at], inner, f"{where}[{at}]")
            if isinstance(schema.get("items"), dict) and not schema.get("prefixItems"):
                for at, item in enumerate(value):
                    self.check(item, schema["items"], f"{where}[{at}]")


class Problem(Exception):
    def __init__(self, status, record):
        super().__init__(f"{status}: {record}")
        self.status, self.record = status, record


def sender(address, document, token):
    checker = Checker(document)

    def send(method, place, query, body, path, key):
        query = {name: value for name, value in query.items() if value is not None}
        url = address + place + ("?" + urllib.parse.urlencode(query) if query else "")
        headers = {"Authorization": f"Bearer {token}"}
        data = None
        if isinstance(body, bytes):
            data, headers["Content-Type"] = body, "application/octet-stream"
        elif body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(url, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                status, kind, content = answer.status, answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            told = document["paths"][path][key]["responses"][str(error.code)]["content"]
            assert list(told) == [error.headers.get_content_type()] == ["application/problem+json"], error.headers
            record = json.loads(error.read())
            checker.check(record, told["application/problem+json"]["schema"], f"{method} {path} {error.code}")
            raise Problem(error.code, record) from None
        promised = document["paths"][path][key]["responses"]
        assert str(status) in promised, f"{method} {path}: {status} is not promised"
        schemas = promised[str(status)].get("content", {})
        assert not schemas or kind in schemas, f"{method} {path}: {kind} is not promised"
        if "application/json" in schemas:
            value = json.loads(content)
            checker.check(value, schemas["application/json"]["schema"], f"{method} {path}")
            return value
        return content

    return send


def use(client):
    """What an office does in a day."""
    assert client.health()["model"] == 0
    report = client.add_report(REPORT.encode(), name="云岭街道.txt")
    assert report["units"] == ["云岭街道"] and report["years"] == [2023, 2024], report
    assert client.list_projects()[0]["reports"] == 1
    try:
        client.add_report(b"x", name="../evil.txt")
        raise AssertionError("a name leads out of the folder")
    except Problem as problem:
        assert problem.status == 400

    tagged = client.tag({"text": REPORT})["paragraphs"]
    assert [p["theme"] for p in tagged][:3] == ["safety", "livelihood", "investment-promotion"], tagged
    assert client.tag(REPORT.encode("gbk"), name="云岭街道.txt")["paragraphs"][0]["theme"] == "safety"
    assert any(record["kind"] == "heading" for record in client.parse({"text": REPORT})["records"])
    assert any(record["unit"] == "亿元" for record in client.figures({"report": report["id"]})["records"])

    view = client.view()
    ids = [paragraph for of_report in view["ids"] for paragraph in of_report]
    why = client.explain({"paragraph": ids[0]})
    assert why["topic"] == "safety" and why["speaking_for"], why
    first, second = view["readers"][0]["id"], client.add_reader({"name": "乙"})["id"]
    step = lambda themes: [{"paragraph": i, "correction": {"themes": [t]}} for i, t in zip(ids, themes)]
    taken = client.correct({"version": view["version"], "reader": first, "steps": step(["safety", "livelihood", "other"])})
    client.correct({"version": taken["version"], "reader": second, "steps": step(["safety", "other", "other"])})
    agreement = client.agreement(a=first, b=second)
    assert (agreement["both"], agreement["same"]) == (3, 2) and 0 < agreement["kappa"] < 1, agreement
    assert [d["paragraph"] for d in agreement["disputed"]] == [ids[1]]
    version = client.changes(since=0)["version"]
    client.settle({"version": version, "paragraph": ids[1], "correction": {"themes": ["livelihood"]}})
    assert client.undo({"reader": second})["paragraphs"] and client.redo({"reader": second})["paragraphs"]
    assert not {w["paragraph"] for w in client.next_paragraphs(count=20)} & set(ids[:3])

    for kind in client.list_exports():
        options = {}
        if "a" in kind["needs"]:
            options = {"a": report["id"], "b": report["id"]}
        if "theme" in kind["needs"]:
            options = {"theme": "安全"}
        assert client.export(kind["kind"], **options), kind
    assert "安全" in client.collect({"theme": "safety", "format": "md"}).decode()

    job = client.train({"name": "第一次"})["job"]
    while client.get_job(job)["state"] in ("waiting", "running"):
        time.sleep(0.2)
    job = client.get_job(job)
    assert job["state"] == "done" and job["effect"]["taught"] == 3, job
    assert [m["current"] for m in client.list_models()] == [False, True]
    assert client.use_model(0)["current"]
    client.restore_report(client.remove_report(report["id"])["id"])
    assert client.list_reports()[0]["counted"] == 1 and client.list_skipped() == []


def main():
    program = sys.argv[1]
    token = "correct-horse-battery"
    with tempfile.TemporaryDirectory() as folder:
        served = subprocess.Popen(
            [program, "serve", folder, "--port", "0", "--no-open"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "GONGWEN_TOKEN": token},
        )
        try:
            address = served.stdout.readline().split("/?")[0].strip().rstrip("/")
            asked = urllib.request.Request(f"{address}/api/openapi.json", headers={"Authorization": f"Bearer {token}"})
            document = json.load(urllib.request.urlopen(asked))
            made = {"quote": lambda text: urllib.parse.quote(text, safe="")}
            exec(compile(client_source(document), "client.py", "exec"), made)
            use(made["Client"](sender(address, document, token)))
            operations = sum(map(len, document["paths"].values()))
            print(f"a client of {operations} operations, made of the document, works")
        finally:
            served.kill()
            served.wait()


if __name__ == "__main__":
    main()
