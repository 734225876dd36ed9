"""The figures of `takt flow` and `takt funnel`, computed a second time from the exported journal.

    python check.py TAKT WORK [REAL]

TAKT is the program, WORK an empty folder, REAL the folder of real data (left out, or not there: nothing is proved of
it). Nothing of Takt is used but `demo`, `init`, `import`, `export`, and the answers that are checked: stock, flow and
quantiles come from pandas, curves from lifelines, holidays from the package of that name. Behind each set of figures
every kind of them is falsified once, and what falsified it must be found.
"""

import bisect
import concurrent.futures
import copy
import datetime as dt
import json
import lzma
import pathlib
import subprocess
import sys
import tomllib
import zoneinfo

import holidays
import pandas as pd
from lifelines import KaplanMeierFitter

MICROS = 1_000_000
DAY = 86_400 * MICROS
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
# Rounding to a tenth, to a hundredth, and to a whole basis point; an estimate may be off by its own rounding too.
TENTH, HUNDREDTH, POINT = 0.05 + 1e-9, 0.005 + 1e-9, 1.0
# Facts that say that others count no more, or count elsewhere: no journal read here has one.
UNREAD = {"voided", "merged", "absorbed", "unmerged", "released", "import-undone"}


def micros(text):
    """An instant of the export, in microseconds since 1970."""
    return (dt.datetime.fromisoformat(text) - EPOCH) // dt.timedelta(microseconds=1)


class Calendar:
    """Civil days and business time of a model file."""

    def __init__(self, model):
        self.zone = zoneinfo.ZoneInfo(model["zone"])
        self.rules = model["calendar"]
        self.jp = holidays.country_holidays("JP") if self.rules.get("holidays") == "jp" else {}
        # From the first day on; filled when a limit is first asked for.
        self.first = dt.date(2000, 1, 1)
        self.days, self.worked = [], []

    def day(self, at):
        return (EPOCH + dt.timedelta(microseconds=int(at))).astimezone(self.zone).date()

    def start(self, day, clock=dt.time()):
        if clock == "24:00":
            return self.start(day + dt.timedelta(days=1))
        clock = dt.time.fromisoformat(clock) if isinstance(clock, str) else clock
        return (dt.datetime.combine(day, clock, self.zone) - EPOCH) // dt.timedelta(microseconds=1)

    def is_closed(self, day):
        names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        if names[day.weekday()] not in self.rules["days"] or day in self.jp:
            return True
        for closure in self.rules.get("closures", []):
            first, last = closure["from"], closure["to"]
            this = day.isoformat()[-len(first):]
            if (first <= this <= last) if first <= last else (this >= first or this <= last):
                return True
        return False

    def windows(self, day):
        if self.is_closed(day):
            return []
        return [(self.start(day, first), self.start(day, last)) for first, last in self.rules["hours"]]

    def add(self, at, span):
        """The instant one span later; only spans of business time are limits of the shipped models."""
        number = int(span.rstrip("hmin"))
        left = number * 60 * MICROS * (60 if span.endswith("h") else 1)
        if not self.days:
            total = 0
            for place in range(15_000):
                day = self.first + dt.timedelta(days=place)
                self.days.append(day)
                self.worked.append(total)
                total += sum(last - first for first, last in self.windows(day))
        today = self.day(at)
        place = (today - self.first).days
        done = self.worked[place] + sum(min(max(at, a), b) - a for a, b in self.windows(today))
        # The day in which the sum reaches the target: the last with less before it.
        index = bisect.bisect_left(self.worked, done + left) - 1
        left = done + left - self.worked[index]
        for first, last in self.windows(self.days[index]):
            if left <= last - first:
                return first + left
            left -= last - first
        raise ValueError("the table of days is too short")


class Journal:
    """What the exported journal says: moves, visits, and the keys of accounts."""

    def __init__(self, folder):
        facts = []
        with open(folder / "journal.jsonl", encoding="utf-8") as lines:
            header = json.loads(next(lines))
            assert header["takt_journal"] == 1, header
            count = 0
            accounts, adopted, self.recorded = set(), None, None
            sources, described, self.counted = {}, {}, []
            self.entities = {}
            for line in lines:
                count += 1
                fact = json.loads(line)
                kind, account, at = fact["kind"], fact.get("account"), fact["occurred_at"]
                assert kind not in UNREAD, f"this check does not read {kind}"
                self.recorded = fact["recorded_at"]
                if account is not None:
                    accounts.add(account)
                order = (at, fact["rank"], fact["seq"])
                if kind in ("moved", "reopened"):
                    facts.append(fact)
                elif kind == "captured" and fact.get("source") is not None:
                    if account not in sources or order < sources[account][0]:
                        sources[account] = (order, fact["source"])
                elif kind == "described":
                    for field, value in fact["attributes"]:
                        known = described.get((account, field))
                        if known is None or order < known[0]:
                            described[(account, field)] = (order, value)
                elif kind == "model-adopted":
                    adopted = fact["model"]
                elif kind == "belongs":
                    self.entities[fact["office"]] = fact["entity"]
                elif kind == "counted":
                    self.counted.append(micros(at))
        assert count == header["facts"], (count, header)
        [text] = [path for path in (folder / "models").iterdir() if adopted in path.name]
        self.model = tomllib.loads(text.read_text(encoding="utf-8"))
        self.stages = [stage["id"] for stage in self.model["stage"]]
        self.calendar = Calendar(self.model)
        self.recorded = micros(self.recorded)
        self.keys = pd.DataFrame(index=sorted(accounts))
        self.keys["source"] = pd.Series({a: word for a, (_, word) in sources.items()})
        segment = self.model.get("segment")
        self.keys["segment"] = pd.Series(
            {a: self.word(value) for (a, field), (_, value) in described.items() if field == segment}, dtype=object
        )
        self.keys = self.keys.fillna("")
        self.moves = self.read_moves(facts)
        self.visits = self.read_visits()
        latest = max([self.recorded, *self.moves["at"], *self.counted])
        self.last_day = self.calendar.day(latest)

    @staticmethod
    def word(value):
        """A value as the key of a group."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, dict):
            return str(next(iter(value.values())))
        return str(value)

    def read_moves(self, facts):
        rows = [
            (
                fact["account"],
                fact["seq"],
                fact["kind"] == "reopened",
                micros(fact["occurred_at"]),
                "main" if fact.get("position") == "main" else f"side {fact.get('position')}",
                fact.get("from"),
                fact.get("to"),
                fact.get("path"),
                fact["why"]["inferred"],
            )
            for fact in facts
        ]
        names = ["account", "seq", "reopened", "at", "place", "from", "to", "path", "inferred"]
        moves = pd.DataFrame(rows, columns=names)
        again = moves[moves.reopened].groupby("account").seq.max()
        moves = moves[~moves.reopened & (moves.seq > moves.account.map(again).fillna(0))]
        moves = moves.drop(columns="reopened").sort_values(["account", "seq"]).reset_index(drop=True)
        assert (moves.groupby("account")["at"].diff().dropna() >= 0).all(), "moves of an account run backwards"
        return moves

    def read_visits(self):
        """One row a stay of a position in a stage, with the move that brought it and the one that ended it."""
        line = self.moves.sort_values(["account", "place", "seq"])
        position = line.groupby(["account", "place"])
        before = position["to"].shift(1)
        assert (before.fillna("") == line["from"].fillna("")).all(), "a move does not begin where the position stood"
        visits = line.assign(left=position["at"].shift(-1), left_inferred=position["inferred"].shift(-1))
        visits = visits[visits["to"].notna()].rename(columns={"to": "stage", "at": "came"})
        visits["known"] = ~visits.inferred & ~visits.left_inferred.eq(True)
        visits["left"] = visits.left.astype("Int64")
        limits = {stage["id"]: stage["limit"] for stage in self.model["stage"] if stage["kind"] == "sla"}
        visits["limit"] = pd.array(
            [
                self.calendar.add(came, limits[stage]) if stage in limits else None
                for came, stage in zip(visits.came, visits.stage)
            ],
            dtype="Int64",
        )
        return visits

    # ---- flow ------------------------------------------------------------------------------------------------------

    def flow(self, first, last, by):
        """What `takt flow` owes for these days."""
        whole = self.tally(self.moves, self.visits, first, last)
        whole["totals"] = self.parties(whole["stages"], last)
        groups = []
        if by == "month":
            month = first.replace(day=1)
            while month <= last:
                after = (month + dt.timedelta(days=32)).replace(day=1)
                begin, end = max(month, first), min(after - dt.timedelta(days=1), last)
                groups.append({"key": month.isoformat()[:7]} | self.tally(self.moves, self.visits, begin, end))
                month = after
        elif by:
            moves, visits = ([frame.account.map(self.keys[by]) for frame in (self.moves, self.visits)])
            for key in sorted(self.keys[by].unique()):
                group = self.tally(self.moves[moves == key], self.visits[visits == key], first, last)
                stock = sum(stage["closing"] for stage in group["stages"])
                stood = stock + sum(stage["opening"] for stage in group["stages"])
                if key or group["moves"] or stood:
                    groups.append((key == "", -stock, key, {"key": key} | group))
            groups = [group for *_, group in sorted(groups, key=lambda group: group[:3])]
        return {"from": str(first), "to": str(last), **whole, "groups": groups}

    def entity(self, account):
        """The legal entity of an account: its own where it is no office of another."""
        while account in self.entities:
            account = self.entities[account]
        return account

    def parties(self, stages, last):
        """Tells how many legal entities stand at each stage as a day ends; gives those of all, and their accounts."""
        end = self.calendar.start(last + dt.timedelta(days=1))
        stands = self.visits[(self.visits.came < end) & (self.visits.left.fillna(2**62).astype("int64") >= end)]
        stands = stands[stands.stage.isin(self.stages)]
        entities = stands.account.map(self.entity)
        by_stage = entities.groupby(stands.stage).nunique()
        for stage in stages:
            stage["entities"] = int(by_stage.get(stage["id"], 0))
        return {"accounts": int(stands.account.nunique()), "entities": int(entities.nunique())}

    def tally(self, moves, visits, first, last):
        start = self.calendar.start(first)
        end = self.calendar.start(last + dt.timedelta(days=1))
        until = min(end, self.recorded + 1)
        stages = []
        by_stage = {stage: rows for stage, rows in visits.groupby("stage")}
        for stage in self.stages:
            rows = by_stage.get(stage, visits.iloc[:0])
            left = rows.left.fillna(2**62).astype("int64")
            came_in, went_out = rows.came.between(start, end - 1), left.between(start, end - 1)
            stands = (rows.came < end) & (left >= end)
            spent = rows[went_out & rows.known]
            over = rows[left < end].assign(time=lambda rows: rows.left - rows.came).groupby("account")
            together = over.agg(time=("time", "sum"), known=("known", "all"), last=("left", "max"))
            together = together[together.known & (together["last"] >= start)]
            stages.append(
                {
                    "id": stage,
                    "opening": int(((rows.came < start) & (left >= start)).sum()),
                    "in": int(came_in.sum()),
                    "out": int(went_out.sum()),
                    "closing": int(stands.sum()),
                    "overdue": int((stands & (rows.limit.fillna(2**62) < until)).sum()),
                    "of_which_side": int((stands & (rows.place != "main")).sum()),
                    "dwell_days": dwell(spent.left - spent.came),
                    "dwell_cumulative_days": dwell(together.time),
                }
            )
        inside = moves[moves["at"].between(start, end - 1)]
        counts = inside.groupby(["from", "to", "path"], dropna=False).size()
        named = [
            ({"from": none(a), "to": none(b), "path": path}, int(count)) for (a, b, path), count in counts.items()
        ]
        return {"stages": stages, "moves": {json.dumps(move): count for move, count in named}}

    # ---- funnel ----------------------------------------------------------------------------------------------------

    def funnel(self, question):
        """What `takt funnel` owes."""
        source, target, by, within = (question.get(key) for key in ("from_stage", "to_stage", "by", "within"))
        moves = self.moves
        entry = moves[moves["to"] == source].drop_duplicates("account").set_index("account")
        after = moves[(moves["to"] == target) & (moves.seq > moves.account.map(entry.seq))]
        goal = after.drop_duplicates("account").set_index("account").reindex(entry.index)
        main = moves[moves.place == "main"].drop_duplicates("account", keep="last").set_index("account")
        main = main.reindex(entry.index)
        rows = pd.DataFrame(index=entry.index)
        rows["day"] = entry["at"].map(self.calendar.day)
        rows["arrived"] = goal.seq.notna()
        rows["known"] = ~entry.inferred & ~goal.inferred.eq(True)
        end = goal["at"].where(rows.arrived).map(self.calendar.day, na_action="ignore")
        ended = main["at"].where(main["to"].isna() & (main.seq >= entry.seq)).map(self.calendar.day, na_action="ignore")
        end = end.where(rows.arrived, ended.where(ended.notna(), self.last_day))
        rows["days"] = [(b - a).days for a, b in zip(rows.day, end)]
        rows["reached"] = rows.arrived
        if within is not None:
            rows["reached"] = rows.arrived & rows.known & (rows.days <= within)
        first, last = question.get("cohort_from", dt.date.min), question.get("cohort_to", dt.date.max)
        rows = rows[[first <= day <= last for day in rows.day]]
        total = self.cohort(rows, within)
        groups = []
        if by:
            key = rows.day.map(lambda day: day.isoformat()[:7]) if by == "month" else self.keys[by].reindex(rows.index)
            carried = bool((~rows.reached & (key != "")).any())
            for name in sorted(key.unique()):
                group = {"key": name} | self.cohort(rows[key == name], within)
                if not carried:
                    group |= {"rate_bp": None, "curve": None}
                count = 0 if by == "month" else -group["entered"]
                groups.append((name == "", count, name, group))
            groups = [group for *_, group in sorted(groups, key=lambda group: group[:3])]
        return {"groups": groups, "total": total}

    @staticmethod
    def cohort(rows, within):
        entered, reached = len(rows), int(rows.reached.sum())
        undated = bool((rows.arrived & ~rows.known).any())
        days = rows[rows.reached & rows.known].days
        rate = None if entered == 0 or (within is not None and undated) else (20_000 * reached + entered) // (2 * entered)
        quantiles = {f"p{p}": days.quantile(p / 100) for p in (25, 50, 75, 90)} if len(days) else None
        return {
            "entered": entered,
            "reached": reached,
            "rate_bp": rate,
            "days": quantiles,
            "curve": None if undated else curve(rows[rows.known], within),
        }


def curve(rows, within):
    """The estimate of Kaplan and Meier at every day on which somebody arrived."""
    if rows.empty:
        return []
    fitted = KaplanMeierFitter().fit(rows.days, rows.arrived)
    table = fitted.event_table[fitted.event_table.observed > 0]
    left = fitted.survival_function_["KM_estimate"]
    return [
        {"day": int(day), "reached_bp": (1 - left.loc[day]) * 10_000, "at_risk": int(row.at_risk)}
        for day, row in table.iterrows()
        if within is None or day <= within
    ]


def dwell(times):
    if times.empty:
        return None
    times = times.astype("float64")
    return {f"p{p}": times.quantile(p / 100) / DAY for p in (50, 90)}


def none(value):
    return None if pd.isna(value) else value


# ---- comparing -----------------------------------------------------------------------------------------------------


def tolerance(path):
    if "dwell" in path:
        return TENTH
    if path.endswith("reached_bp"):
        return POINT
    if ".days." in path:
        return HUNDREDTH
    return 0


def leaves(value, path=""):
    """Every figure by its place. Stages and groups by name, with their order; moves by what they are."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        yield f"{path}.length", len(value)
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{place}]")
    else:
        yield path, value


def differences(expected, actual):
    """What an answer says otherwise than it should."""
    actual = copy.deepcopy(actual)
    for group in [actual, *actual.get("groups", [])]:
        if "moves" in group:
            group["moves"] = {
                json.dumps({key: move[key] for key in ("from", "to", "path")}): move["count"] for move in group["moves"]
            }
    actual = dict(leaves(actual))
    found = []
    for path, wanted in leaves(expected):
        said = actual.get(path, "nothing")
        numbers = isinstance(wanted, (int, float)) and isinstance(said, (int, float))
        # Half of nothing is nothing: a figure may not stand in for a missing one.
        equal = abs(said - wanted) <= tolerance(path) if numbers else said == wanted
        if not equal:
            found.append(f"{path}: {said} instead of {wanted}")
    # A move nobody made, or one more than there were, is in no expected path.
    expected = dict(leaves(expected))
    found += [f"{path}: {said} too much" for path, said in actual.items() if ".moves." in path and path not in expected]
    return found


def falsified(expected, actual):
    """Each kind of figure of an answer, changed once: gives the kinds that were, and those whose change nobody saw."""
    seen, unseen = set(), set()

    def visit(node, path):
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in list(items):
            here = f"{path}.{key}" if isinstance(node, dict) else path
            if isinstance(value, (dict, list)):
                visit(value, here)
                if isinstance(value, list) and value and (here, "length") not in seen:
                    seen.add((here, "length"))
                    last = value.pop()
                    if not differences(expected, actual):
                        unseen.add(f"{here}, one fewer")
                    value.append(last)
            elif isinstance(value, (int, float)) and not isinstance(value, bool) and here not in seen:
                seen.add(here)
                # Twice the rounding, and a day for a day.
                node[key] = value + max(1 if tolerance(here) == 0 else 0, 2.1 * tolerance(here))
                if not differences(expected, actual):
                    unseen.add(here)
                node[key] = value

    actual = copy.deepcopy(actual)
    for beside in ("as_of", "awareness"):
        actual.pop(beside, None)
    for group in [actual.get("total", {}), *actual["groups"]]:
        group.pop("members", None)
    visit(actual, "")
    return len(seen), unseen


# ---- the sets ------------------------------------------------------------------------------------------------------


class Check:
    """One data folder, its exported journal, and what its answers say otherwise."""

    def __init__(self, takt, folder):
        self.takt, self.folder = takt, folder
        self.figures = self.falsified = 0
        self.found = []

    def run(self, *words):
        ran = subprocess.run(
            [self.takt, "--data", self.folder / "data", "--lang", "en", "--json", *words],
            stdout=subprocess.PIPE,
            check=True,
        )
        return json.loads(ran.stdout)

    def compare(self, questions, twins):
        """Asks everything at once, since the program and this one each have work to do; `twins` are falsified too."""
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            asked = [pool.submit(self.run, *(str(word) for word in words(question))) for question in questions]
            self.run("export", self.folder / "export")
            journal = Journal(self.folder / "export")
            for place, (question, answer) in enumerate(zip(questions, asked)):
                self.one(journal, question, answer.result(), place in twins)

    def one(self, journal, question, actual, twin):
        if question.get("to_stage"):
            expected = journal.funnel(question)
        else:
            # Without days the whole journal is meant: to its last day, from the first that any fact speaks of.
            first = question.get("from") or dt.date.fromisoformat(actual["from"])
            expected = journal.flow(first, question.get("to") or journal.last_day, question.get("by"))
        self.figures += sum(1 for _ in leaves(expected))
        line = " ".join(str(word) for word in words(question))
        self.found += [f"{line}: {text}" for text in differences(expected, actual)[:10]]
        if twin:
            count, unseen = falsified(expected, actual)
            self.falsified += count
            self.found += [f"{line}: {place} was falsified and nobody saw it" for place in unseen]


def words(question):
    """A question as words of the command line."""
    yield "funnel" if question.get("to_stage") else "flow"
    for key, value in question.items():
        yield from (f"--{key.replace('_', '-')}", value)


def funnel(source, target, by=None, **more):
    return {"from_stage": source, "to_stage": target} | ({"by": by} if by else {}) | more


def demo(check):
    check.run("demo", "--listen", "none")
    # A spell that begins and ends inside of a month.
    last = dt.date.today() - dt.timedelta(days=40)
    first = last - dt.timedelta(days=100)
    questions = [
        {"by": "month"},
        {"by": "source"},
        {"by": "segment", "from": first, "to": last},
        funnel("lead", "won", "source"),
        funnel("lead", "won", "month"),
        funnel("mql", "appointment", "segment", within=14),
        funnel("won", "adoption", "source"),
        funnel("nurture", "mql", "month", cohort_from=first, cohort_to=last),
        funnel("recycle", "won"),
    ]
    check.compare(questions, twins={0, 1, 2, 3, 5})


def olist(check, real):
    names = ["marketing_qualified_leads", "closed_deals", "sellers"]
    check.run("import", *(real / f"olist_{name}_dataset.csv" for name in names))
    first, last = dt.date(2018, 1, 10), dt.date(2018, 4, 17)
    questions = [
        {"by": "month"},
        {"by": "segment"},
        {"by": "source", "from": first, "to": last},
        funnel("lead", "won", "source"),
        funnel("lead", "won", "month", within=30),
        funnel("lead", "won", "segment"),
        funnel("won", "adoption", "source"),
        funnel("recycle", "nurture", cohort_from=first, cohort_to=last),
    ]
    check.compare(questions, twins={2, 3})


def bpi2012(check, real):
    # As the file counts: days in UTC.
    model = check.folder / "model.toml"
    shipped = pathlib.Path(__file__).parents[2] / "models" / "the-model.toml"
    model.write_text(shipped.read_text(encoding="utf-8").replace('"Asia/Tokyo"', '"UTC"'), encoding="utf-8")
    rows = check.folder / "events.csv"
    rows.write_bytes(lzma.open(real / "events.csv.xz").read())
    check.run("init", "--model", model)
    check.run("import", rows)
    questions = [
        {"by": "month"},
        {"by": "source", "from": dt.date(2011, 11, 7), "to": dt.date(2012, 2, 12)},
        funnel("lead", "won", "month"),
        funnel("lead", "proposal", within=7),
        funnel("proposal", "disqualified", "source"),
    ]
    check.compare(questions, twins={0, 2})


def main():
    takt, work = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    real = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    sets = [("demo", demo, None), ("olist", olist, "olist_funnel"), ("bpi2012", bpi2012, "bpi2012_loan_log")]
    red = False
    for name, job, folder in sets:
        if folder and not (real and (real / folder).is_dir()):
            print(f"{name}: SKIPPED, no real data here; TAKT_REAL_DATA names its folder", flush=True)
            continue
        (work / name).mkdir()
        check = Check(takt, work / name)
        job(check, *([real / folder] if folder else []))
        print(f"{name}: {check.figures} figures, {check.falsified} kinds falsified, {len(check.found)} wrong", flush=True)
        for text in check.found:
            print(f"  {text}", flush=True)
        red |= bool(check.found) or not check.falsified
    sys.exit(1 if red else 0)


if __name__ == "__main__":
    main()
