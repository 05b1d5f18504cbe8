# What a script needs and does not find here. What Python itself says stays in Python's words.

script-syntax = { $words }
script-did-you-mean = did you mean '{ $name }'?
script-forgot-import = did you forget 'import { $module }'?
script-unknown-name = name '{ $name }' is not defined
script-no-module = there is no module '{ $name }' here
script-no-member = '{ $name }' of the module '{ $module }' is not supported
script-no-attribute = module '{ $module }' has no attribute '{ $name }' here
script-members = it has: { $names }
script-modules = bundled modules: { $modules }
script-modules-near = did you mean '{ $name }'? Bundled modules: { $modules }

script-no = '{ $what }' is not supported
script-no-async-def-try = this playground is about threads: write a plain def and start it in a threading.Thread
script-no-async-for-try = this playground is about threads: use a plain for loop
script-no-async-with-try = this playground is about threads: use a plain with statement
script-no-await-try = this playground is about threads: use threading.Thread and plain calls
script-no-type-try = type names have no effect on a run: leave it out
script-no-template = template strings are not supported
script-no-template-try = use an f-string
script-no-class-change = an object cannot change its class here
script-no-class-change-try = keep what differs in an attribute: an object or a function for each state
script-no-expression = this expression is not supported
script-no-relative = relative imports are not supported
script-no-relative-try = a script here is one file: put what it needs into it
script-made-text = { $name }() of a text that is put together while the script runs is not supported
script-made-text-try = only string literals of the script can be run: write the code out
script-forbidden = { $name }() is not supported: { $why }
script-no-prompt = there is no debugger prompt here
script-no-prompt-try = set a breakpoint on the line instead
script-only-threads = this playground is about threads
script-no-aiter-try = use iter() and next()
script-no-pager = there is no pager here
script-no-pager-try = print its __doc__, or look it up in Python's documentation
script-no-buffers = memory is not shared between objects here
script-no-buffers-try = use bytes or bytearray and their slices
script-no-keyboard = input() finds no keyboard here: it raises EOFError, as Python does at the end of its input
script-no-keyboard-try = put the value in a variable
script-no-machine-try = a script cannot touch the machine here: keep the data in a list, a dict or a file of its own
script-no-reach-try = a script cannot reach into the interpreter here: to stop a thread, let it look at a threading.Event
script-no-cpython-try = it looks inside CPython: here the timeline shows where threads run and wait
script-no-packages-try = packages from elsewhere cannot be installed here: write the work in plain Python
script-nothing-else-try = only bundled modules can be imported here: put what the script needs into it
script-no-window-try = a script has no window of its own here: print what happens
script-memory-files = files live in memory here: open() finds only those the script wrote
script-no-signals-try = signals cannot be held back or waited for here: use signal.signal and a threading.Event
script-own-files-try = a script sees only the files that it wrote itself: open() and os.listdir() know them
script-no-network-try = a script cannot use the network here: let time.sleep() take the place of the waiting
script-no-tracing-try = there is no line tracing here: to stop a thread, let it look at a threading.Event
script-one-process-try = a script here is one process: use threading or concurrent.futures.ThreadPoolExecutor
script-one-process-threads = a script here is one process: use threads
script-about-threads-try = this playground is about threads: use threading.Thread and plain functions
script-use-threading = use the module 'threading'
script-own-instructions = dis shows the instructions of this program's own interpreter, not those of CPython
script-python-2-clock = it has gone: use time.perf_counter()
script-python-2-underscore = it has gone: write the name without the underscore
script-python-2-abc = it has moved to collections.abc
script-python-2-lazy = it has gone: zip, map and filter make their items one by one themselves
script-python-2-gone = it has gone: only older Pythons had it
script-python-2-queue = this is Python 2: in Python 3 the module is called 'queue'
script-python-2-print = this is Python 2: in Python 3 print is a function
script-python-2-exec = this is Python 2: in Python 3 exec is a function
script-python-2-except = this is Python 2: write 'except Error as name:'
script-python-2-raise = this is Python 2: write 'raise Error(message)'

# Limits.
script-too-large = the script is larger than { $limit } MiB
script-too-deep = the script is nested more than { $limit } levels deep
script-many-names = the script uses too many names
script-many-globals = the script has too many global variables
script-many-functions = the script has too many functions
script-many-variables = a function has too many variables
script-many-constants = a function has too many constants
script-many-keywords = a function has too many calls with keywords
script-long-function = a function is too long, or nests too many `finally` blocks
script-long-block = a loop or an if statement is too long
script-large-expression = an expression is too large

# The settings in the script's first comment.
script-settings-table = tool.lockstep is a table of settings
script-unknown-setting = unknown setting '{ $key }'
script-settings = settings: { $keys }
script-is-text = { $key } is a text in quotation marks
script-is-mode = mode is one of { $modes }
script-is-seconds = { $key } is a number of seconds above 0
script-is-whole = { $key } is a whole number, 0 or more
script-is-list = { $key } is a list of texts
script-is-expect = { $key } is a table: a verdict for each mode
script-is-layout = { $key } is a list of texts, one for each node
script-is-place = a place is a node and two numbers: "primitive lock 120 40"

# Marks of single lines.
script-unknown-mark = there is no mark '{ $word }': a mark is 'fair'
script-mark-no-lock = this line makes no lock or semaphore: the mark has no effect
script-mark-not-fair = a { $kind } cannot be fair, only locks and semaphores can: the mark has no effect
script-mark-on-condition = a Condition wakes threads in the order in which they came anyway; for the order in which they get its lock, mark its lock, made on a line of its own

# Arguments of threads.
script-args-no-tuple = the thread will end with a TypeError: args is { $args }, not a tuple of arguments
script-target-called = { $function }() is called here, by the thread that makes the new one; the new one gets its result, None, and runs nothing
script-target-called-try = write the function's name without parentheses
script-args-letters = the thread will end with a TypeError: args is a text, so { $function } gets its letters as arguments, one by one
