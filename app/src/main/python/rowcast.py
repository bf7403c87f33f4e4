# SPDX-License-Identifier: Apache-2.0
"""The codebook of a Rowcast deployment for trainers: from files of `rowcast export --format npy`, or live from Kafka.

One file, to be copied. Python 3.9 or newer, numpy; confluent-kafka for `Codebook.from_topic` alone. What it relies on is "The
contract" of topology/README.md. Not thread-safe, and without threads of its own: the table changes within `poll` only.
"""

import base64
import hashlib
import json
import re
import time
import zlib
from pathlib import Path

import numpy as np

SIDES = ("user", "item")
NONE = -1

_HASHES = 1 << 128
_DECIMAL = re.compile(r"0|-?[1-9][0-9]{0,18}", re.ASCII)
_LONG = np.iinfo(np.int64)
_STALL_SECONDS = 60
_UNREADABLE = "version %d of topic %s can no longer be read exactly: the mapping topic was compacted past it"
_UNESCAPED = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}


class CodebookError(Exception):
    """A version cannot be read, or files or records are not what the contract says."""


def line_hash(line):
    """The hash of one line of a table, a number of 128 bits."""
    return int.from_bytes(hashlib.sha256(line.encode()).digest()[:16], "big")


def decode_bits(text, rows):
    """A set of rows of a version: base64 to bool [rows]."""
    packed = np.frombuffer(base64.b64decode(text, validate=True), np.uint8)
    bits = np.unpackbits(packed, bitorder="little").astype(bool)
    if bits[rows:].any():
        raise CodebookError(f"a set of rows goes beyond row {rows - 1}")
    return np.pad(bits[:rows], (0, max(0, rows - len(bits))))


def none():
    """Unknown ids have no row."""
    return fixed(NONE)


def fixed(row):
    """Unknown ids have this row."""
    return lambda hashes: np.full(len(hashes), row, np.int32)


def hashed(first, rows):
    """Unknown ids are spread over `rows` rows from `first` on, as by Fallback.hashed of the Java client."""
    if rows < 1:
        raise ValueError(f"no rows to spread ids over: {rows}")
    return lambda hashes: (first + (hashes % np.uint64(rows)).astype(np.int64)).astype(np.int32)


def mix(numbers):
    """The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, variant 13) over uint64 [n]."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _number(text):
    """The 64-bit integer that an id is the decimal text of, or None."""
    if _DECIMAL.fullmatch(text):
        number = int(text)
        if _LONG.min <= number <= _LONG.max:
            return number
    return None


class _Side:
    """The vertices and rows of a side; `values` are int32 [n, 4]: row, generation, secondary row or -1, its generation or 0.

    Ids that are 64-bit integers are kept as a sorted array, others in a dict. Changes wait in `pending`, and reach the arrays
    by the thousands, as an insertion moves everything behind it.
    """

    def __init__(self, name, rows):
        self.name = name
        self.ids = np.empty(0, np.int64)
        self.values = np.empty((0, 4), np.int32)
        self.texts = {}
        self.pending = {}
        self.states = np.full(rows, -1, np.int8)
        self.generations = np.zeros(rows, np.int32)
        self.sum = 0
        self._before = None

    def __len__(self):
        return len(self.ids) + len(self.texts)

    def put(self, text, values):
        """Sets a mapping, or with None deletes it."""
        number = _number(text)
        if number is not None:
            self.pending[number] = values
            if len(self.pending) >= max(1 << 17, len(self.ids) // 4):
                self.merge()
            return
        was = self.texts.pop(text, None)
        if self._before:
            self._before[-1].setdefault(text, was)
        self._count(text, was, values)
        if values is not None:
            self.texts[text] = values

    def put_row(self, row, generation, members):
        if self.states[row] >= 0:
            self.sum -= self._row_hash(row)
        self.generations[row], self.states[row] = generation, members
        self.sum += self._row_hash(row)

    def begin(self):
        """From here on the changes can be taken back, until `end`."""
        self.merge()
        self._before = self.ids, self.values, self.states.copy(), self.generations.copy(), self.sum, {}

    def end(self, kept):
        """Keeps the changes or takes them back."""
        if not kept:
            self.pending = {}
            self.ids, self.values, self.states, self.generations, self.sum, texts = self._before
            for text, was in texts.items():
                if was is None:
                    self.texts.pop(text, None)
                else:
                    self.texts[text] = was
        self._before = None

    def merge(self):
        """Brings what is pending into the arrays."""
        if not self.pending:
            return
        new = np.array(sorted(self.pending), np.int64)
        at, known = self.find(new)
        for number, i, there in zip(new.tolist(), at.tolist(), known.tolist()):
            self._count(number, self.values[i].tolist() if there else None, self.pending[number])
        kept = np.ones(len(self.ids), bool)
        kept[at[known]] = False
        added = [number for number in new.tolist() if self.pending[number] is not None]
        ids = np.concatenate((self.ids[kept], np.array(added, np.int64)))
        values = np.array([self.pending[number] for number in added], np.int32).reshape(-1, 4)
        order = np.argsort(ids, kind="stable")
        self.ids, self.values = ids[order], np.concatenate((self.values[kept], values))[order]
        self.pending = {}

    def find(self, numbers):
        """Positions int64 [n] of numbers, and bool [n] of whether they are there."""
        if not len(self.ids):
            return np.zeros(len(numbers), np.int64), np.zeros(len(numbers), bool)
        at = np.minimum(np.searchsorted(self.ids, numbers), len(self.ids) - 1)
        return at, self.ids[at] == numbers

    def look_up(self, values):
        """Primary and secondary rows int32 [n, 2], and bool [n] of those whose generations are those of their rows."""
        rows = values[:, (0, 2)]
        now = np.where(rows == NONE, 0, self.generations[rows])
        return rows, (rows[:, 0] != NONE) & (now == values[:, (1, 3)]).all(axis=1)

    def table(self):
        """Ids, as int64 [n], or as a list of texts where any is not a number, ascending; and their values."""
        if not self.texts:
            return self.ids, self.values
        everything = dict(zip(map(str, self.ids.tolist()), self.values.tolist()))
        everything.update(self.texts)
        ids = sorted(everything)
        return ids, np.array([everything[text] for text in ids], np.int32).reshape(-1, 4)

    def _count(self, text, was, now):
        for values, sign in ((was, -1), (now, 1)):
            if values is not None:
                self.sum += sign * line_hash("%s:%s\t%d\t%d\t%d\t%d" % (self.name, text, *values))

    def _row_hash(self, row):
        return line_hash("row:%s:%d\t%d\t%d" % (self.name, row, self.generations[row], self.states[row]))


class _Table:
    """Both sides, and how far each partition has been read into them."""

    def __init__(self, rows):
        self.sides = {name: _Side(name, rows) for name in SIDES}
        self.positions = {}

    def apply(self, key, value, form=None):
        """Applies a record; passes over keys of another prefix. form: its header rowcast.format, None without one."""
        prefix, _, rest = (key or b"").partition(b":")
        if prefix == b"row":
            name, _, row = rest.decode().partition(":")
            fields = _fields("row", value, form)
            if not 0 <= int(row) < self.rows:
                raise CodebookError(f"row {row} is beyond {self.rows - 1}")
            self.sides[name].put_row(int(row), fields.get("generation", 0), fields["members"])
        elif prefix in (b"user", b"item"):
            self.sides[prefix.decode()].put(rest.decode(), None if value is None else self._values(value, form))

    def advance(self, feed, version):
        """Reads on to a version; where the table would not be that of the version it stays what it is."""
        positions, exact = self.positions, False
        for side in self.sides.values():
            side.begin()
        try:
            exact = feed.read_to(self, version)
        finally:
            for side in self.sides.values():
                side.end(exact)
            if not exact:
                self.positions = positions
        return exact

    def _values(self, value, form):
        fields = _fields("mapping", value, form)
        second = fields.get("secondary", NONE)
        values = (fields["row"], fields.get("generation", 0), second, fields.get("secondary_generation", 0) if second >= 0 else 0)
        if not 0 <= values[0] < self.rows > second:
            raise CodebookError(f"a row is beyond {self.rows - 1}")
        return values

    @property
    def rows(self):
        return len(self.sides["user"].states)

    @property
    def hash(self):
        for side in self.sides.values():
            side.merge()
        return "%032x" % (sum(side.sum for side in self.sides.values()) % _HASHES)

    def is_version(self, version):
        return self.hash == version["hash"] and all(len(self.sides[name]) == version[name + "s"] for name in SIDES)


def _json(what, value):
    if value is None:
        raise CodebookError(f"a {what} without a value")
    fields = json.loads(value)
    if fields.get("v") != 1:
        raise CodebookError(f"{what} version {fields.get('v')} is not 1")
    return fields


def _fields(what, value, form):
    """The fields of a value of the mapping topic, whatever form it has; behind the framing of a schema registry if not JSON."""
    if form is None or value is None:
        return _json(what, value)
    if form not in _FORMS or value[:1] != b"\0":
        raise CodebookError(f"format {form!r} is none of {', '.join(form.decode() for form in _FORMS)}")
    return _FORMS[form](value)


def _avro(value):
    """CodebookEntry.avsc: its fields in order, some behind the branch of a union with null."""
    fields, at = {}, 5
    for name in _ENTRY:
        branch, at = (2, at) if "generation" in name else _varint(value, at)
        if branch == 2:
            number, at = _varint(value, at)
            fields[name] = bool(number) if name == "members" else number // 2
        elif branch:
            raise CodebookError("not an Avro value: no such branch of a union")
    if at != len(value):
        raise CodebookError("not an Avro value: bytes too many")
    return fields


def _protobuf(value):
    """CodebookEntry.proto: fields by their numbers, those that are not known passed over."""
    if value[5:6] != b"\0":
        raise CodebookError("not the first message of its schema")
    fields, at = {}, 6
    while at < len(value):
        tag, at = _varint(value, at)
        if tag & 7 == 0:
            number, at = _varint(value, at)
            if 1 <= tag >> 3 <= len(_ENTRY):
                fields[_ENTRY[(tag >> 3) - 1]] = number
        else:
            length, at = _varint(value, at) if tag & 7 == 2 else ({1: 8, 5: 4}[tag & 7], at)
            at += length
    if "members" in fields:
        fields["members"] = bool(fields["members"])
    return fields


def _varint(value, at):
    number = shift = 0
    while True:
        byte = value[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


_ENTRY = ("row", "generation", "secondary", "secondary_generation", "members")
_FORMS = {b"avro.1": _avro, b"protobuf.1": _protobuf}


class Codebook:
    """The rows of users and items at a version. Ids may be integers or texts; an integer is the same id as its decimal text."""

    def __init__(self, table, info, fallback, feed=None):
        self.info = info
        self.fallback = fallback or none()
        self._table = table
        self._feed = feed
        self._last = None
        self._tried = info["version"]  # the latest that was tried to reach
        self._changed = {name: np.zeros(table.rows, bool) for name in SIDES}
        self._seen = {name: side.generations.copy() for name, side in table.sides.items()}

    @classmethod
    def from_files(cls, folder, fallback=None):
        """Reads an export of format npy, and proves it by the hash of its version.

        Where it was written with `--since`, changed_rows and reset_rows tell at first what happened since that one.
        """
        folder = Path(folder)
        manifest = _json("manifest", (folder / "manifest.json").read_bytes())
        if manifest["format"] != "npy":
            raise CodebookError(f"{folder} is an export of format {manifest['format']}, not npy")
        for part in manifest["files"]:
            if hashlib.sha256((folder / part["name"]).read_bytes()).hexdigest() != part["sha256"]:
                raise CodebookError(f"{folder / part['name']} is not the file that was exported")
        table = _Table(manifest["rows"])
        for name, side in table.sides.items():
            _read_side(folder, manifest, side)
        if table.hash != manifest["hash"]:
            raise CodebookError(f"{folder} has hash {table.hash}, version {manifest['version']} has {manifest['hash']}")
        book = cls(table, manifest, fallback)
        if manifest.get("since"):
            for name in SIDES:
                book._changed[name][np.load(folder / f"{name}s-changed-rows.npy")] = True
                book._seen[name][np.load(folder / f"{name}s-reset-rows.npy")] -= 1
        return book

    @classmethod
    def from_topic(cls, conf, application_id="rowcast", version=None, *, versions_topic=None, fallback=None, timeout=60):
        """Reads the newest version, or the one asked for, from the beginning of the topic.

        conf: settings of confluent-kafka, or just `bootstrap.servers`. timeout: seconds to wait for a version that is not
        there yet. Where the topic was compacted past the newest version, the next that can be read exactly is taken; one that was asked
        for is an error.
        """
        conf = {"bootstrap.servers": conf} if isinstance(conf, str) else dict(conf)
        feed = _Feed(conf, versions_topic or application_id + "-codebook-versions")
        try:
            table, info = feed.load(version, version, time.monotonic() + timeout)
            feed.passed(info["version"])
            return cls(table, info, fallback, feed)
        except BaseException:
            feed.close()
            raise

    def poll(self, timeout=0.0):
        """Goes through all versions that have come since, waiting up to `timeout` seconds if there is none.

        Returns whether the table is at another version. Where the topic was compacted past a version the table stays where it is
        until a later one can be read exactly. Files stay as they are.
        """
        if self._feed is None or (self._last is not None and self.version >= self._last):
            return False
        before, target = self.version, None
        self._feed.poll_versions(timeout if self._feed.after(self._tried, self._last) is None else 0, self._tried)
        while (following := self._feed.after(self._tried, self._last)) is not None:
            target, self._tried = following, following["version"]
            if self._table.advance(self._feed, target):
                self._reached(self._table, target)
        if target is not None and self.version < self._tried:
            # A deletion that was compacted away before it was read does not show on the way; the beginning has no trace.
            table = _Table(self.rows)
            if self._feed.read_to(table, target):
                self._reached(table, target)
            elif self._tried == self._last:
                raise CodebookError(_UNREADABLE % (self._tried, self._feed.topic))
        return self.version != before

    def stop_at(self, version):
        """Goes to no version after this one, so that several readers stand at the same; None: to the newest again."""
        self._last = version

    def rows_for(self, side, ids):
        """Rows of ids, int32 [n, 2]: primary, and secondary or -1.

        Of an id that is not there, or has a generation that is not that of its row: the row of the fallback, and -1.
        """
        table = self._table.sides[side]
        numbers, texts = _split(ids)
        at, known = table.find(numbers)
        values = np.full((len(numbers), 4), (NONE, 0, NONE, 0), np.int32)
        values[known] = table.values[at[known]]
        found = {i: table.texts[text] for i, text in texts if text in table.texts}
        for i, _ in texts:
            values[i] = found.get(i, (NONE, 0, NONE, 0))
        rows, valid = table.look_up(values)
        unknown = np.flatnonzero(~valid)
        if len(unknown):
            hashes = numbers.astype(np.uint64)
            for i, text in texts:
                hashes[i] = _crc32(text)
            rows[unknown, 0], rows[unknown, 1] = self.fallback(mix(hashes[unknown])), NONE
        return rows

    def changed_rows(self, side):
        """Rows that a vertex entered or left since the last call, or since the first version read; int32, ascending."""
        rows = np.flatnonzero(self._changed[side]).astype(np.int32)
        self._changed[side][:] = False
        return rows

    def reset_rows(self, side, since=None):
        """Rows to begin anew: their generation rose since the last call, or since the first version read; int32, ascending.

        since: generations [K] that were saved with weights, to compare with instead.
        """
        now = self._table.sides[side].generations
        rows = np.flatnonzero(now > (self._seen[side] if since is None else since)).astype(np.int32)
        self._seen[side] = now.copy()
        return rows

    def generations(self, side):
        """The generation of each row, int32 [K]; to be saved with the weights."""
        return self._table.sides[side].generations.copy()

    def states(self, side):
        """int8 [K]: 1 where the row has members, 0 where it had some, -1 where it never had."""
        return self._table.sides[side].states.copy()

    def table(self, side):
        """Ids, int64 [n] or a list of texts, ascending; and int32 [n, 4]: row, generation, secondary row, its generation."""
        return self._table.sides[side].table()

    def size(self, side):
        """How many users or items there are."""
        return len(self._table.sides[side])

    @property
    def version(self):
        return self.info["version"]

    @property
    def hash(self):
        """The content hash, of what has been read."""
        return self._table.hash

    @property
    def rows(self):
        """K, the rows of each side."""
        return self._table.rows

    def close(self):
        if self._feed is not None:
            self._feed.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _reached(self, table, target):
        between = self._feed.between(self.version, target["version"])
        for name in SIDES:
            if len(between) == target["version"] - self.version:
                for version in between:
                    self._changed[name] |= decode_bits(version["changed"][name], self.rows)
            else:
                # What versions that are gone had changed cannot be told.
                self._changed[name][:] = True
        self._table, self.info, self._tried = table, target, target["version"]
        self._feed.passed(target["version"])


def _split(ids):
    """Numbers int64 [n], 0 where the id is a text; and the texts with their places."""
    if isinstance(ids, np.ndarray) and ids.dtype.kind in "iu" and ids.dtype != np.uint64:
        return ids.astype(np.int64).ravel(), []
    numbers, texts = np.zeros(len(ids), np.int64), []
    for i, one in enumerate(ids):
        if not isinstance(one, (str, int, np.integer)):
            raise TypeError(f"an id is a text or an integer, not {one!r}")
        text = str(one)
        number = _number(text)
        if number is None:
            texts.append((i, text))
        else:
            numbers[i] = number
    return numbers, texts


def _crc32(text):
    return zlib.crc32(text.encode())


def _read_side(folder, manifest, side):
    name = side.name + "s"
    rows, generations = np.load(folder / f"{name}-rows.npy"), np.load(folder / f"{name}-generations.npy")
    values = np.stack((rows[:, 0], generations[:, 0], rows[:, 1], generations[:, 1]), axis=1)
    if manifest[name]["ids"] == "int64":
        side.ids, side.values = np.load(folder / f"{name}-ids.npy"), values
        for number, mapping in zip(side.ids.tolist(), values.tolist()):
            side._count(number, None, mapping)
    else:
        lines = (folder / f"{name}-ids.txt").read_bytes().decode().split("\n")[:-1]
        for line, mapping in zip(lines, values.tolist()):
            side.put(re.sub(r"\\.", lambda escape: _UNESCAPED[escape.group()], line), tuple(mapping))
        side.merge()
    states, generations = np.load(folder / f"{name}-row-states.npy"), np.load(folder / f"{name}-row-generations.npy")
    for row in np.flatnonzero(states >= 0).tolist():
        side.put_row(row, generations[row], states[row])


class _Feed:
    """Reads versions, and the records up to them; joins no group and commits nothing."""

    def __init__(self, conf, topic):
        import confluent_kafka as kafka  # here, so that files can be read without it

        self._kafka = kafka
        self.topic = topic
        self.versions = {}
        settings = {"group.id": "rowcast-reader", "fetch.wait.max.ms": 100, **conf}
        settings.update({
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "isolation.level": "read_committed",
        })
        self._log = kafka.Consumer(settings)
        self._records = kafka.Consumer(settings)
        self._begun = False

    def close(self):
        self._log.close()
        self._records.close()

    def load(self, version, last, deadline):
        """A table read from the beginning, and the version that it is at."""
        self._begin(deadline)
        while not self._up_to(last) or (version is not None and version not in self.versions):
            if version is not None and any(other > version for other in self.versions):
                raise CodebookError(f"topic {self.topic} does not hold version {version} any more")
            if time.monotonic() > deadline:
                raise CodebookError(f"topic {self.topic} holds no version{'' if last is None else f' up to {last}'} yet")
            self.poll_versions(0.1)
        target = self.versions[max(self._up_to(last))]
        table = _Table(target["rows"])
        while not self.read_to(table, target):
            following = self.after(target["version"], last)
            while following is None:
                if version is not None or time.monotonic() > deadline:
                    raise CodebookError(_UNREADABLE % (target["version"], self.topic))
                self.poll_versions(0.1)
                following = self.after(target["version"], last)
            target = following
        return table, target

    def after(self, version, last):
        """The version that follows, if it is there and not beyond the last."""
        following = [other for other in self._up_to(last) if other > version]
        return self.versions[min(following)] if following else None

    def between(self, version, up_to):
        return [self.versions[other] for other in sorted(self.versions) if version < other <= up_to]

    def passed(self, version):
        self.versions = {other: info for other, info in self.versions.items() if other > version}

    def poll_versions(self, timeout, after=None):
        """Takes what is there, and waits for a version, or one after that given, if there is none."""
        deadline = time.monotonic() + timeout
        while True:
            end = self._take(max(0.0, min(0.1, deadline - time.monotonic())))
            if time.monotonic() >= deadline or (after is not None and self.after(after, None)):
                return end

    def read_to(self, table, version):
        """Applies all records before a version's offsets; whether the table is that of the version."""
        ends = dict(enumerate(version["offsets"]))
        left = {part for part, end in ends.items() if table.positions.get(part, 0) < end}
        begin = self._kafka.OFFSET_BEGINNING
        of = self._kafka.TopicPartition
        parts = [of(version["topic"], part, table.positions.get(part, begin)) for part in sorted(left)]
        self._records.assign(parts)
        self._records.resume(parts)  # a partition stays paused over assignments
        advanced = time.monotonic()
        try:
            while left:
                for message in self._messages(self._records, 0.2):
                    part, offset = message.partition(), message.offset()
                    advanced = time.monotonic()
                    if part not in left:
                        continue
                    if not message.error() and offset < ends[part]:
                        self._decode(message, table.apply, dict(message.headers() or ()).get("rowcast.format"))
                    # Markers of transactions take offsets too, so the end may show only as that of the partition.
                    if offset + (0 if message.error() else 1) >= ends[part]:
                        left.remove(part)
                        self._records.pause([of(version["topic"], part)])
                if time.monotonic() - advanced > _STALL_SECONDS:
                    raise CodebookError(f"no data of topic {version['topic']}, partitions {sorted(left)}, for {_STALL_SECONDS} s")
        finally:
            self._records.unassign()
        table.positions = ends
        return table.is_version(version)

    def _up_to(self, last):
        return [version for version in self.versions if last is None or version <= last]

    def _begin(self, deadline):
        if self._begun:
            return
        while True:
            known = self._log.list_topics(timeout=_STALL_SECONDS).topics
            if self.topic in known:
                break
            if time.monotonic() > deadline:
                raise CodebookError(f"topic {self.topic} does not exist")
            time.sleep(0.1)
        self._log.assign([self._kafka.TopicPartition(self.topic, 0, self._kafka.OFFSET_BEGINNING)])
        stalled = time.monotonic() + _STALL_SECONDS
        while not self._take(0.1):
            if time.monotonic() > stalled:
                raise CodebookError(f"no data of topic {self.topic} for {_STALL_SECONDS} s")
        self._begun = True

    def _take(self, timeout):
        """Takes versions; whether the end of the topic was met."""
        end = False
        for message in self._messages(self._log, timeout):
            if message.error():
                end = True
            elif message.value() is None:
                self.versions.pop(int(message.key()), None)
            else:
                self._decode(message, self._put_version)
        return end

    def _put_version(self, key, value):
        version = _json("version", value)
        self.versions[int(key)] = version

    def _messages(self, consumer, timeout):
        """What is there, ends of partitions included, as messages with an error."""
        first = consumer.poll(timeout)
        messages = [] if first is None else [first, *consumer.consume(10_000, 0)]
        for message in messages:
            if message.error() and message.error().code() != self._kafka.KafkaError._PARTITION_EOF:
                raise CodebookError(f"cannot read topic {message.topic()}: {message.error()}")
        return messages

    @staticmethod
    def _decode(message, apply, *form):
        try:
            apply(message.key(), message.value(), *form)
        except (CodebookError, LookupError, TypeError, ValueError) as e:
            raise CodebookError(
                f"topic {message.topic()}, partition {message.partition()}, offset {message.offset()}: {e}") from e
