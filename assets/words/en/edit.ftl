# What edit says.

edit-not-parsed = The script has a syntax error; fix that first.
edit-too-deep = An expression of the script is nested too deeply to change it here; change it in the script.
edit-gone = That step is not in the script any more.
edit-shares-line = That step shares its line with other code; give it a line of its own first.
edit-nowhere = There is no step on that side to move to.
edit-not-a-name = "{ $name }" cannot be a name: use letters, digits and _, and no Python keyword.
edit-taken = The script already uses the name "{ $name }".
edit-imported = "{ $name }" comes from an import and cannot be renamed here.
edit-not-an-expression = "{ $text }" is not a Python expression.
edit-not-a-step = "{ $text }" cannot stand there as a step.
edit-makes-more = The statement that creates "{ $name }" does other things too; change it in the code.
edit-used-elsewhere = { $thread } uses { $name } only through code that others use too; change it in the code.
edit-not-python = What is on the clipboard is not Python code.
edit-nothing = There is nothing here that can be done with it.
edit-unknown = There is no way to create a "{ $kind }" here.
edit-breaks = That change would break the script ({ $why }), so it was not made.

edit-add = Add { $what }
edit-bracket = Take { $name }, give it back
edit-count = Set count to { $value }
edit-delete = Delete { $name }
edit-delete-step = Delete step
edit-disconnect = Disconnect { $thread } from { $name }
edit-duplicate = Duplicate
edit-duplicate-of = Duplicate { $name }
edit-guard = Guard with { $name }
edit-insert-compute = Insert compute
edit-insert-loop = Insert loop
edit-insert-print = Insert print
edit-insert-sleep = Insert sleep
edit-insert-use = Insert { $name }: { $verb }
edit-move = Move step
edit-copy-step = Copy step
edit-exchange = Change { $old } to { $new }
edit-rewrite = Edit step
edit-move-down = Move step down
edit-move-up = Move step up
edit-paste = Paste
edit-read = Read { $name }
edit-rename = Rename { $name } to { $to }
edit-set = Set { $name }
edit-fair = Make it fair
edit-barging = Let newcomers barge in
edit-several = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
edit-unguard = Remove guard
edit-write = Write { $name }
edit-write-new = Write a new shared variable

edit-recipe-worker = thread
edit-recipe-cpu = CPU-bound thread
edit-recipe-io = I/O-bound thread
edit-recipe-producer = producer
edit-recipe-consumer = consumer
edit-recipe-daemon = daemon thread
edit-recipe-timer = timer
edit-recipe-pool = thread pool

edit-mentions-left = { $count ->
    [one] One more place still mentions { $name }.
   *[other] { $count } more places still mention { $name }.
}
edit-doubtful = { $count ->
    [one] { $count } more mention of .{ $name } may belong to another class and was left.
   *[other] { $count } more mentions of .{ $name } may belong to another class and were left.
}
edit-doubtful-argument = { $count ->
    [one] { $count } argument named { $name } may be meant for it and was left.
   *[other] { $count } arguments named { $name } may be meant for it and were left.
}
edit-uses-left = { $count ->
    [one] { $count } more step of { $thread } still uses { $name }.
   *[other] { $count } more steps of { $thread } still use { $name }.
}
