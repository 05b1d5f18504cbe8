# Paths as objects, and tables in files that the script wrote.
import csv
import io
import tempfile
from pathlib import Path, PurePath

path = Path("a") / "b" / "c.tar.gz"
print(path, repr(path), path.name, path.suffix, path.suffixes, path.stem, path.parent, path.parts)
print(Path("/x/y").is_absolute(), Path("x", "y"), "pre" / Path("z"), path.with_suffix(".txt"), path.with_name("n"))
print([str(one) for one in path.parents], Path("a/b").relative_to("a"), Path("a") == Path("./a"), Path(), PurePath("x"))
print(sorted([Path("b"), Path("a")]), {Path("a"): 1}[Path("a")], Path("/").name == "", Path("..", "x"))
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    table = folder / "table.csv"
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "count", "note"])
        writer.writerows([["a", 1, 'with "quotes", and comma'], ["b", 2.5, None], ["c", "", "two\nlines"]])
    print(table.read_text().replace("\r", "^"))
    with open(table, newline="") as file:
        for row in csv.reader(file):
            print(row)
    with open(table) as file:
        print([row["count"] for row in csv.DictReader(file)])
    (folder / "sub").mkdir()
    (folder / "sub" / "x.txt").write_text("hello")
    (folder / "y.txt").touch()
    print(sorted(one.name for one in folder.iterdir()), [one.name for one in folder.glob("*.txt")])
    print(sorted(one.name for one in folder.rglob("*.txt")), (folder / "sub").is_dir(), table.is_file())
    (folder / "y.txt").unlink()
    print((folder / "y.txt").exists(), (folder / "sub" / "x.txt").read_bytes())
    try:
        (folder / "none").read_text()
    except FileNotFoundError as error:
        print(str(error).replace(name, "F"))
out = io.StringIO()
rows = csv.DictWriter(out, fieldnames=["x", "y"], quoting=csv.QUOTE_NONNUMERIC)
rows.writeheader()
rows.writerow({"x": 1, "y": "z"})
print(repr(out.getvalue()), list(csv.reader(["a;b;'c;d'"], delimiter=";", quotechar="'")))
try:
    rows.writerow({"x": 1, "q": 2})
except ValueError as error:
    print(error)
