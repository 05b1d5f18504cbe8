//! Threads whose results do not depend on who runs first.

use super::Program;

impl Program {
    pub fn threads(&mut self) {
        match self.chance.below(9) {
            0 => self.locked_counter(),
            1 => self.pipeline(),
            2 => self.pool(),
            3 => self.barrier_rounds(),
            4 => self.event_gate(),
            5 => self.condition_turns(),
            6 => self.subclass(),
            7 => self.semaphore(),
            _ => self.thread_locals(),
        }
    }

    fn start_and_join(&mut self, threads: &str) {
        put!(self, "for t in {threads}:");
        self.line("    t.start()");
        put!(self, "for t in {threads}:");
        self.line("    t.join()");
    }

    fn locked_counter(&mut self) {
        let (worker, threads) = (self.fresh("worker"), self.fresh("threads"));
        let lock = self.chance.pick(&["Lock", "RLock", "Condition"]);
        let rounds = self.chance.range(1, 300);
        put!(self, "guard, total, trail = threading.{lock}(), [0, 1], []");
        put!(self, "def {worker}(n):");
        put!(self, "    for k in range({rounds}):");
        self.line("        with guard:");
        self.line("            total[0] += n * k");
        put!(self, "            total[1] = (total[1] + n ** 3) % {}", self.chance.range(2, 10_000));
        self.line("    trail.append(n)");
        put!(
            self,
            "{threads} = [threading.Thread(target={worker}, args=(n,)) for n in range({})]",
            self.chance.range(1, 5)
        );
        self.start_and_join(&threads);
        self.line("print('counted', total, sorted(trail))");
    }

    fn pipeline(&mut self) {
        let (first, second) = (self.fresh("stage"), self.fresh("stage"));
        let size = self.chance.range(0, 3);
        let expression =
            self.chance.pick(&["item * item", "item - 7", "str(item)[::-1]", "(item, -item)"]);
        put!(
            self,
            "raw, cooked, taken = queue.Queue({size}), queue.{}(), []",
            self.chance.pick(&["Queue", "SimpleQueue"])
        );
        put!(self, "def {first}():");
        self.line("    while (item := raw.get()) is not None:");
        put!(self, "        cooked.put({expression})");
        self.line("        raw.task_done()");
        self.line("    raw.task_done()");
        self.line("    cooked.put('end')");
        put!(self, "def {second}():");
        self.line("    while (item := cooked.get()) != 'end':");
        self.line("        taken.append(item)");
        put!(self, "stages = [threading.Thread(target=f) for f in ({first}, {second})]");
        self.line("for t in stages:");
        self.line("    t.start()");
        put!(self, "for item in list(range({})) + [None]:", self.chance.range(0, 40));
        self.line("    raw.put(item)");
        self.line("raw.join()");
        self.line("for t in stages:");
        self.line("    t.join(timeout=20)");
        self.line("print('piped', taken, raw.empty(), stages[0].is_alive())");
    }

    fn pool(&mut self) {
        let work = self.fresh("work");
        let bad = self.chance.range(-1, 8);
        put!(self, "def {work}(n):");
        put!(self, "    if n == {bad}:");
        self.line("        raise ValueError(f'bad {n}')");
        put!(self, "    return n * {}", self.chance.range(-9, 9));
        put!(self, "with ThreadPoolExecutor(max_workers={}) as pool:", self.chance.range(1, 4));
        put!(
            self,
            "    futures = {{pool.submit({work}, n): n for n in range({})}}",
            self.chance.range(0, 9)
        );
        self.line("    results = []");
        self.line("    for future in as_completed(futures):");
        self.line("        error = future.exception()");
        self.line(
            "        results.append((futures[future], repr(error) if error else future.result()))",
        );
        self.line("    try:");
        put!(self, "        mapped = list(pool.map({work}, range({})))", self.chance.range(0, 9));
        self.line("    except ValueError as error:");
        self.line("        mapped = error");
        self.line("print('pooled', sorted(results), mapped)");
    }

    fn barrier_rounds(&mut self) {
        let runner = self.fresh("runner");
        let (parties, rounds) = (self.chance.range(1, 4), self.chance.range(1, 4));
        put!(self, "wall, order, guard = threading.Barrier({parties}), [], threading.Lock()");
        put!(self, "def {runner}(n):");
        put!(self, "    for k in range({rounds}):");
        self.line("        with guard:");
        self.line("            order.append(k)");
        self.line("        wall.wait(20)");
        put!(
            self,
            "runners = [threading.Thread(target={runner}, args=(n,)) for n in range({parties})]"
        );
        self.start_and_join("runners");
        self.line("print('rounds', order, wall.broken, wall.n_waiting)");
    }

    fn event_gate(&mut self) {
        let waiter = self.fresh("waiter");
        self.line("gate, passed = threading.Event(), []");
        put!(self, "def {waiter}(n, /, *, times=2):");
        self.line("    passed.append((gate.wait(20), n * times))");
        put!(
            self,
            "waiters = [threading.Thread(target={waiter}, args=(n,), kwargs={{'times': n}}) for n in range({})]",
            self.chance.range(1, 4)
        );
        self.line("for t in waiters:");
        self.line("    t.start()");
        self.line("print(gate.is_set(), passed)");
        self.line("gate.set()");
        self.line("for t in waiters:");
        self.line("    t.join()");
        self.line("print('gate', sorted(passed))");
    }

    fn condition_turns(&mut self) {
        let player = self.fresh("player");
        let players = self.chance.range(1, 4);
        self.line("turn, log, cond = [0], [], threading.Condition()");
        put!(self, "def {player}(n):");
        put!(self, "    for k in range({}):", self.chance.range(1, 5));
        self.line("        with cond:");
        put!(self, "            cond.wait_for(lambda: turn[0] % {players} == n, timeout=20)");
        self.line("            log.append((n, k))");
        self.line("            turn[0] += 1");
        self.line("            cond.notify_all()");
        put!(
            self,
            "players = [threading.Thread(target={player}, args=(n,)) for n in range({players})]"
        );
        self.start_and_join("players");
        self.line("print('turns', log)");
    }

    fn subclass(&mut self) {
        let class = self.fresh("Worker");
        let result =
            self.chance.pick(&["sum(range(self.n))", "self.n ** 5", "[self.n] * 2", "1 / self.n"]);
        put!(self, "class {class}(threading.Thread):");
        self.line("    def __init__(self, n):");
        self.line("        super().__init__(name=f'worker-{n}', daemon=bool(n % 2))");
        self.line("        self.n, self.result = n, None");
        self.line("    def run(self):");
        self.line("        try:");
        put!(self, "            self.result = {result}");
        self.line("        except ArithmeticError as error:");
        self.line("            self.result = error");
        put!(self, "workers = [{class}(n) for n in range({})]", self.chance.range(1, 5));
        self.start_and_join("workers");
        self.line(
            "print('subclass', [(w.name, w.daemon, w.result, w.is_alive()) for w in workers])",
        );
    }

    fn semaphore(&mut self) {
        let user = self.fresh("user");
        let permits = self.chance.range(1, 3);
        put!(self, "permits, inside, most = threading.BoundedSemaphore({permits}), [0], [0]");
        self.line("guard = threading.Lock()");
        put!(self, "def {user}():");
        self.line("    with permits:");
        self.line("        with guard:");
        self.line("            inside[0] += 1");
        self.line("            most[0] = max(most[0], inside[0])");
        self.line("        time.sleep(0.001)");
        self.line("        with guard:");
        self.line("            inside[0] -= 1");
        put!(
            self,
            "users = [threading.Thread(target={user}) for _ in range({})]",
            self.chance.range(1, 5)
        );
        self.start_and_join("users");
        put!(
            self,
            "print('permits', inside, most[0] <= {permits}, permits.acquire(blocking=False))"
        );
    }

    fn thread_locals(&mut self) {
        let keeper = self.fresh("keeper");
        self.line("own, kept = threading.local(), []");
        self.line("own.value = 'main'");
        put!(self, "def {keeper}(n):");
        self.line("    kept.append((n, hasattr(own, 'value')))");
        self.line("    own.value = n");
        self.line("    kept.append((n, own.value * 2))");
        put!(
            self,
            "keepers = [threading.Thread(target={keeper}, args=(n,)) for n in range({})]",
            self.chance.range(1, 4)
        );
        self.start_and_join("keepers");
        self.line("print('locals', sorted(kept), own.value)");
    }
}
