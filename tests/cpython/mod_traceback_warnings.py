import traceback
import warnings


def fail():
    raise ValueError("shown as text")


try:
    fail()
except ValueError:
    text = traceback.format_exc()
    print(text.splitlines()[0], "|", text.splitlines()[-1])
    traceback.print_exc()
warnings.warn("a user warning")
warnings.warn("deprecated thing", DeprecationWarning)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("silenced")
try:
    warnings.simplefilter("error")
    warnings.warn("now an error")
except UserWarning as error:
    print("raised", error)
