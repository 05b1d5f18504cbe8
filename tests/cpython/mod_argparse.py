# Arguments of the command line: defaults, given ones, help, errors.
import argparse

rest = argparse.ArgumentParser(prog="rest")
rest.add_argument("names", nargs="*")
print(rest.parse_args([]), rest.parse_args(["a", "b"]))

parser = argparse.ArgumentParser(prog="tool", description="Runs some threads.", epilog="That is all.")
parser.add_argument("name", nargs="?", default="bob", help="who it is for")
parser.add_argument("-n", "--threads", type=int, default=3, metavar="N", help="how many (default: %(default)s)")
parser.add_argument("-v", "--verbose", action="count", default=0, help="say more")
parser.add_argument("--mode", choices=["free", "gil"], default="gil")
parser.add_argument("--dry-run", action="store_true", help="only look")
parser.add_argument("--delay", type=float, default="0.5")
print(parser.parse_args())
print(parser.parse_args(["ann", "-n", "5", "-vv", "--mode=free", "--dry-run", "--thr", "7"]))
print(parser.parse_known_args(["--other", "x"]))
parser.print_help()
several = argparse.ArgumentParser(prog="many", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
several.add_argument("urls", nargs="+", help="where to look")
several.add_argument("--retry", type=int, default=2, help="tries")
group = several.add_mutually_exclusive_group()
group.add_argument("--fast", action="store_true")
group.add_argument("--slow", dest="speed", action="store_const", const=1, default=9)
print(several.parse_args(["a", "b", "--slow"]), several.format_usage(), end="")
for wrong in (["--threads", "many"], ["--mode", "none"], ["a", "b"], ["--threads"]):
    try:
        parser.parse_args(wrong)
    except SystemExit as end:
        print("ended with", end.code)
several.parse_args([])
