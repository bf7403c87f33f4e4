# SPDX-License-Identifier: Apache-2.0
"""Tests of the Python client; those of the topic run the packaged application, `app/target/rowcast` or $ROWCAST_DISTRIBUTION.

    python3 app/src/test/python/test_rowcast.py
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

APP = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(APP / "src/main/python"))
try:
    import confluent_kafka
    import confluent_kafka.admin
    import numpy as np

    import rowcast
except ImportError as missing:
    sys.exit(f"{missing}: install the Debian packages python3-confluent-kafka and python3-numpy")

DISTRIBUTION = Path(os.environ.get("ROWCAST_DISTRIBUTION", APP / "target/rowcast"))
ROWS = 30
PATIENCE = 120
LINES = {
    "user:u1\t17\t2\t240\t1": "c8af1a5d95babbc9db5c48aca61c1c18",
    "item:ü/7\t3\t0\t-1\t0": "bd59a580b64b0c60d21d2b43657dbf2c",
    "row:user:17\t2\t1": "5893ee3cb0a2249be7c8d3a66c136009",
    "row:item:3\t1\t0": "74a55b0f70235ba803697b4aa154ab24",
}
ALL_LINES = "5342092a6ccb486e98abc2e11901e671"
RECORDS = [
    (b"user:u1", b'{"v":1,"row":17,"generation":2,"secondary":240,"secondary_generation":1}'),
    ("item:ü/7".encode(), b'{"v":1,"row":3,"more":[1]}'),
    (b"row:user:17", b'{"v":1,"generation":2,"members":true}'),
    (b"row:item:3", b'{"v":1,"generation":1,"members":false}'),
    (b"other:1", b"?"),
]

# As MappingValuesTest has them; behind a schema id, and for Protobuf which message.
FORMS = {
    b"avro.1": ["02220402e0030200", "020600000000", "000400000201", "000200000200"],
    b"protobuf.1": ["000811100218f0012001", "000803", "0010022801", "0010012800"],
}


def framed(entry):
    return bytes.fromhex("000000012c" + entry)


def table_of(*records, rows=6000):
    table = rowcast._Table(rows)
    for record in records:
        table.apply(*record)
    return table


def book_of(*records, rows=6000, fallback=None):
    table = table_of(*records, rows=rows)
    table.hash
    return rowcast.Codebook(table, {"version": 1}, fallback)


class ContractTest(unittest.TestCase):
    def test_should_hash_lines_as_the_contract_says(self):
        for line, known in LINES.items():
            self.assertEqual("%032x" % rowcast.line_hash(line), known)

    def test_should_have_the_hash_of_all_lines_when_records_are_applied(self):
        self.assertEqual(table_of(*RECORDS).hash, ALL_LINES)

    def test_should_have_the_same_hash_when_records_were_replaced(self):
        replaced = [
            (b"user:u1", b'{"v":1,"row":5}'), (b"user:8", b'{"v":1,"row":5}'), (b"row:user:17", b'{"v":1,"members":true}')]
        table = table_of(*replaced)
        self.assertNotEqual(table.hash, ALL_LINES)
        for record in [*RECORDS, (b"user:8", None)]:
            table.apply(*record)
        self.assertEqual(table.hash, ALL_LINES)

    def test_should_have_the_same_hash_when_records_are_avro_or_protobuf(self):
        keys = [key for key, _ in RECORDS]
        for form, entries in FORMS.items():
            records = [(key, framed(entry), form) for key, entry in zip(keys, entries)]
            self.assertEqual(table_of(*records).hash, ALL_LINES)
            mixed = table_of(*RECORDS[:2], *records[2:])
            self.assertEqual(mixed.hash, ALL_LINES)
            mixed.apply(keys[0], None)
            self.assertEqual(len(mixed.sides["user"]), 0)
        later = framed("0008031a02ffff4d000000003900000000000000007805")
        self.assertEqual(table_of((b"user:1", later, b"protobuf.1")).sides["user"].pending[1], (3, 0, -1, 0))

    def test_should_refuse_avro_and_protobuf_that_it_cannot_read(self):
        for form, value in [
                (b"avro.2", framed("020600000000")), (b"avro.1", b"{}"), (b"avro.1", framed("0206000000")),
                (b"avro.1", framed("02060000000000")), (b"avro.1", framed("010600000000")), (b"avro.1", framed("000400000201")),
                (b"protobuf.1", framed("020803")), (b"protobuf.1", framed("0008")), (b"protobuf.1", framed("000b"))]:
            with self.assertRaises((rowcast.CodebookError, LookupError)):
                table_of((b"user:1", value, form))

    def test_should_refuse_forms_it_does_not_know(self):
        for record in [(b"user:1", b'{"v":2,"row":5}'), (b"user:1", b'{"v":1,"row":30}'), (b"row:user:30", b'{"v":1,"members":true}')]:
            with self.assertRaises(rowcast.CodebookError):
                table_of(record, rows=ROWS)

    def test_should_decode_bits_least_significant_first(self):
        self.assertEqual(np.flatnonzero(rowcast.decode_bits("CQAB", 6000)).tolist(), [0, 3, 16])
        self.assertEqual(rowcast.decode_bits("CQAB", 17).tolist().count(True), 3)
        self.assertFalse(rowcast.decode_bits("", 5).any())
        with self.assertRaises(rowcast.CodebookError):
            rowcast.decode_bits("CQAB", 16)


class LookUpTest(unittest.TestCase):
    def test_should_give_rows_of_numbers_and_texts(self):
        book = book_of(
            (b"user:7", b'{"v":1,"row":1,"secondary":2}'), (b"user:-3", b'{"v":1,"row":3}'), (b"user:007", b'{"v":1,"row":4}'),
            (b"user:0", b'{"v":1,"row":5}'), (b"user:9223372036854775808", b'{"v":1,"row":6}'), (b"user:8", b'{"v":1,"row":6}'),
            (b"user:8", None))
        wanted = [[1, 2], [3, -1], [4, -1], [5, -1], [6, -1], [-1, -1], [-1, -1]]
        ids = ["7", "-3", "007", "0", "9223372036854775808", "8", "x"]
        rows = book.rows_for("user", ids)
        self.assertEqual(rows.dtype, np.int32)
        self.assertEqual(rows.tolist(), wanted)
        self.assertEqual(book.rows_for("user", np.array([7, -3, 8])).tolist(), [wanted[0], wanted[1], [-1, -1]])
        self.assertEqual(book.rows_for("user", [7, "007", np.int64(0)]).tolist(), [wanted[0], wanted[2], wanted[3]])
        self.assertEqual(book.rows_for("item", [7]).tolist(), [[-1, -1]])
        self.assertEqual(book.rows_for("user", np.array([], np.int64)).shape, (0, 2))
        self.assertEqual(book.size("user"), 5)
        with self.assertRaises(TypeError):
            book.rows_for("user", [1.5])

    def test_should_take_a_mapping_of_another_generation_for_unknown(self):
        first = (b"user:7", b'{"v":1,"row":1,"generation":1}')
        second = (b"user:8", b'{"v":1,"row":2,"secondary":1}')
        row = (b"row:user:1", b'{"v":1,"generation":1,"members":true}')
        self.assertEqual(book_of(first, second).rows_for("user", [7, 8]).tolist(), [[-1, -1], [2, 1]])
        self.assertEqual(book_of(first, second, row).rows_for("user", [7, 8]).tolist(), [[1, -1], [-1, -1]])

    def test_should_give_unknown_ids_the_rows_that_java_gives(self):
        book = book_of(fallback=rowcast.hashed(100, 37))
        known = {
            "42": 116, "-7": 126, "9223372036854775807": 135, "u1": 125, "007": 109, "9223372036854775808": 128, "ü/7": 112}
        self.assertEqual(book.rows_for("user", list(known)).tolist(), [[row, -1] for row in known.values()])
        self.assertEqual(book.rows_for("user", np.array([42, -7])).tolist(), [[known["42"], -1], [known["-7"], -1]])
        book.fallback = rowcast.fixed(5)
        self.assertEqual(book.rows_for("user", [1, "x"]).tolist(), [[5, -1], [5, -1]])

    def test_should_hold_what_a_plain_dictionary_holds_when_records_are_random(self):
        for seed in range(5):
            rng = random.Random(seed)
            table, plain = rowcast._Table(ROWS), {}
            for step in range(2000):
                text = str(rng.randrange(-50, 50)) if rng.random() < 0.7 else "t%d" % rng.randrange(30)
                row = rng.randrange(ROWS) if rng.random() < 0.7 else None
                table.apply(b"user:" + text.encode(), None if row is None else b'{"v":1,"row":%d}' % row)
                plain[text] = row
                if step % 97 == 0:
                    table.hash
            fresh = rowcast._Table(ROWS)
            for text, row in plain.items():
                if row is not None:
                    fresh.apply(b"user:" + text.encode(), b'{"v":1,"row":%d}' % row)
            self.assertEqual(table.hash, fresh.hash, seed)
            book = rowcast.Codebook(table, {"version": 1}, None)
            there = {text: row for text, row in plain.items() if row is not None}
            self.assertEqual(book.size("user"), len(there), seed)
            self.assertEqual(book.rows_for("user", list(there))[:, 0].tolist(), list(there.values()), seed)


class Records:
    """Records that are there, whatever the version should have."""

    def __init__(self, *records):
        self.records = records

    def read_to(self, table, version):
        for record in self.records:
            table.apply(*record)
        table.positions = {0: 7}
        return table.is_version(version)


class AdvanceTest(unittest.TestCase):
    LATER = [
        (b"user:u1", None), (b"user:u2", b'{"v":1,"row":5}'), (b"user:7", None), (b"user:8", b'{"v":1,"row":17,"generation":2}'),
        (b"row:user:17", b'{"v":1,"generation":3,"members":false}'), (b"row:user:5", b'{"v":1,"members":true}')]

    def setUp(self):
        self.records = [*RECORDS, (b"user:7", b'{"v":1,"row":17,"generation":2}')]
        self.table = table_of(*self.records)
        self.hash = self.table.hash

    def test_should_stay_what_it_is_when_it_would_be_no_version(self):
        self.assertFalse(self.table.advance(Records(*self.LATER), {"hash": "0", "users": 1, "items": 1}))
        self.assertEqual(self.table.hash, self.hash)
        self.assertEqual(self.table.positions, {})
        same = table_of(*self.records)
        for side in rowcast.SIDES:
            one, other = self.table.sides[side], same.sides[side]
            other.merge()
            self.assertEqual((one.texts, one.pending, one.ids.tolist(), one.values.tolist(), one.states.tolist(), one.generations.tolist()),
                (other.texts, {}, other.ids.tolist(), other.values.tolist(), other.states.tolist(), other.generations.tolist()))

    def test_should_be_the_version_when_it_is_one(self):
        later = table_of(*self.records, *self.LATER)
        version = {"hash": later.hash, "users": 2, "items": 1}
        self.assertTrue(self.table.advance(Records(*self.LATER), version))
        self.assertEqual(self.table.hash, later.hash)
        self.assertEqual(self.table.positions, {0: 7})

    def test_should_stay_what_it_is_when_reading_fails(self):
        with self.assertRaises(rowcast.CodebookError):
            self.table.advance(Records(*self.LATER, (b"user:9", b'{"v":2}')), {})
        self.assertEqual(self.table.hash, self.hash)


class TopicTest(unittest.TestCase):
    """One deployment, in the order of the names."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name)
        rng = random.Random(7)
        edges = {(1000 + user, "i/%d" % (user % 10 + 10 * rng.randrange(5))) for user in range(300) for _ in range(6)}
        cls.users = sorted({user for user, _ in edges})
        (cls.path / "events.csv").write_text("user,item\n" + "".join("%d,%s\n" % edge for edge in sorted(edges)))
        cls.output = open(cls.path / "run.log", "w+")
        cls.instance = subprocess.Popen(
            cls.command("run", "--rows", str(ROWS), "--set", "versions.interval.ms=0"),
            stdout=cls.output, stderr=subprocess.STDOUT, env=cls.environment())
        cls.addClassCleanup(cls.end)
        cls.wait(lambda: "stop with Ctrl-C" in (cls.path / "run.log").read_text(), "the instance")
        cls.servers = (cls.path / "home/broker/bootstrap.servers").read_text().strip()
        cls.run_rowcast("load", str(cls.path / "events.csv"))
        cls.wait(lambda: cls.cut()["users"] == len(cls.users), "all users")

    @classmethod
    def end(cls):
        cls.instance.terminate()
        try:
            cls.instance.wait(PATIENCE)
        finally:
            cls.instance.kill()
            cls.output.close()
            cls.folder.cleanup()

    @classmethod
    def environment(cls):
        others = {name: value for name, value in os.environ.items() if not name.startswith("ROWCAST_")}
        return {**others, "ROWCAST_JAVA_OPTS": os.environ.get("ROWCAST_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx512m")}

    @classmethod
    def command(cls, command, *arguments):
        return [str(DISTRIBUTION / "bin/rowcast"), command, "--home", str(cls.path / "home"), *arguments]

    @classmethod
    def run_rowcast(cls, *arguments):
        done = subprocess.run(cls.command(*arguments), capture_output=True, text=True, timeout=PATIENCE, env=cls.environment())
        if done.returncode:
            raise AssertionError(f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    @classmethod
    def cut(cls):
        return json.loads(cls.run_rowcast("version", "--json"))

    @classmethod
    def wait(cls, condition, what):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if cls.instance.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"no {what}: " + (cls.path / "run.log").read_text())
            time.sleep(0.1)

    def book(self, **options):
        book = rowcast.Codebook.from_topic(self.servers, **options)
        self.addCleanup(book.close)
        return book

    def test_1_should_agree_with_files_when_at_the_same_version(self):
        version = self.cut()
        book = self.book()
        self.assertEqual((book.version, book.hash), (version["version"], version["hash"]))
        self.assertEqual((book.size("user"), book.size("item"), book.rows), (version["users"], version["items"], ROWS))
        npy, table = self.path / "npy", self.path / "csv"
        for folder in (npy, table):
            self.run_rowcast("export", "--format", folder.name, "--version", str(book.version), "--out", str(folder))
        files = rowcast.Codebook.from_files(npy)
        self.assertEqual((files.version, files.hash), (book.version, book.hash))
        self.assertFalse(files.poll())
        for side in rowcast.SIDES:
            with open(table / f"{side}s.csv", newline="", encoding="utf-8") as lines:
                written = [[line["id"], *(int(line[c] or d) for c, d in
                    (("row", 0), ("generation", 0), ("secondary_row", -1), ("secondary_generation", 0)))] for line in csv.DictReader(lines)]
            for one in (book, files):
                ids, values = one.table(side)
                self.assertEqual([[str(i), *v] for i, v in zip(ids, values.tolist())], written)
                self.assertEqual(one.rows_for(side, [line[0] for line in written])[:, 0].tolist(), [line[1] for line in written])
                self.assertEqual(one.states(side).tolist(), book.states(side).tolist())
                self.assertEqual(one.generations(side).tolist(), book.generations(side).tolist())

    def test_2_should_refuse_files_when_one_was_changed(self):
        file = self.path / "npy/users-rows.npy"
        content = bytearray(file.read_bytes())
        content[-8] ^= 1
        file.write_bytes(content)
        with self.assertRaisesRegex(rowcast.CodebookError, "users-rows.npy"):
            rowcast.Codebook.from_files(self.path / "npy")

    def test_3_should_follow_when_a_user_is_forgotten(self):
        along = self.book()
        self.assertFalse(along.poll())
        user = self.users[5]
        row = int(along.rows_for("user", [user])[0, 0])
        self.assertGreaterEqual(row, 0)
        before = along.version
        self.run_rowcast("forget", "user", str(user))
        version = self.cut()
        along.stop_at(before)
        self.assertFalse(along.poll())
        along.stop_at(None)
        self.assertTrue(along.poll(PATIENCE))
        self.assertEqual((along.version, along.hash), (version["version"], version["hash"]))
        self.assertEqual(along.rows_for("user", [user]).tolist(), [[-1, -1]])
        changed = along.changed_rows("user")
        self.assertIn(row, changed.tolist())
        self.assertEqual(changed.tolist(), np.flatnonzero(rowcast.decode_bits(version["changed"]["user"], ROWS)).tolist())
        self.assertEqual(along.changed_rows("user").tolist(), [])
        self.assertEqual(
            along.reset_rows("user").tolist(), np.flatnonzero(rowcast.decode_bits(version["reset"]["user"], ROWS)).tolist())

    def test_4_should_hold_the_same_when_late(self):
        last = self.book()
        late = self.book(version=last.version - 1)
        self.assertEqual(late.version, last.version - 1)
        self.assertEqual(late.size("user"), last.size("user") + 1)
        while late.version < last.version:
            late.poll(PATIENCE)
        for side in rowcast.SIDES:
            (ids, values), (late_ids, late_values) = last.table(side), late.table(side)
            self.assertEqual(list(ids), list(late_ids))
            self.assertEqual(values.tobytes(), late_values.tobytes())
        self.assertEqual(late.hash, last.hash)

    def test_5_should_reset_rows_when_they_are_emptied(self):
        along = self.book()
        saved = along.generations("item")
        ids, values = along.table("item")
        taken = values[:, (0, 2)]
        members = np.bincount(taken[taken >= 0], minlength=ROWS)
        row = int(np.where(members > 0, members, len(ids) + 1).argmin())
        # Others may move in while its members are forgotten.
        for _ in range(10):
            ids, values = along.table("item")
            for i in np.flatnonzero((values[:, (0, 2)] == row).any(axis=1)):
                self.run_rowcast("forget", "item", ids[i])
            version = self.cut()["version"]
            self.wait(lambda: along.version >= version or along.poll(1) and along.version >= version, "version")
            if row in along.reset_rows("item", since=saved).tolist():
                return
        self.fail(f"row {row} was never empty")

    def test_6_should_hold_the_same_when_the_topic_was_compacted(self):
        along, across = self.book(), self.book()
        first = along.version
        self.compact_eagerly()
        producer = confluent_kafka.Producer({"bootstrap.servers": self.servers})
        producer.produce("rowcast-interactions", json.dumps({"user": self.users[6], "op": "forget"}).encode())
        new = 0
        while not self.is_cleaned(first):
            self.assertLess(new, 2000)
            # Records in every partition close the segments before them, and only those are cleaned.
            for _ in range(20):
                producer.produce("rowcast-interactions", json.dumps({"user": 5000 + new, "item": f"i/{new % 50}"}).encode())
                new += 1
            producer.flush()
            self.cut()
            along.poll(1)
        # A version may be compacted away before it is read.
        self.wait(lambda: self.reaches(self.cut()["version"], along, across), "version")
        late = self.book()
        for book in (along, across):
            self.assertEqual((book.version, book.hash), (late.version, late.hash))

    def reaches(self, version, *books):
        for book in books:
            book.poll(5)
        return all(book.version == version for book in books)

    def is_cleaned(self, version):
        """Whether the topic has at most 1.3 records for each key, and too few to read a version exactly."""
        records, keys = self.records("rowcast-codebook-mappings")
        if records > 1.3 * keys:
            return False
        try:
            self.book(version=version)
        except rowcast.CodebookError as error:
            return "can no longer be read exactly" in str(error)
        return False

    def compact_eagerly(self):
        topic, broker = confluent_kafka.admin.ConfigResource.Type.TOPIC, confluent_kafka.admin.ConfigResource.Type.BROKER
        # Sets these and takes all others back to what the broker has.
        resources = [
            confluent_kafka.admin.ConfigResource(broker, "1", set_config={"log.cleaner.backoff.ms": "100"}),
            confluent_kafka.admin.ConfigResource(topic, "rowcast-codebook-mappings", set_config={
                "cleanup.policy": "compact", "segment.ms": "100", "min.cleanable.dirty.ratio": "0.01",
                "delete.retention.ms": "0", "message.timestamp.type": "LogAppendTime"})]
        admin = confluent_kafka.admin.AdminClient({"bootstrap.servers": self.servers})
        for done in admin.alter_configs(resources).values():
            done.result()

    def records(self, topic):
        """How many records a topic holds, and how many keys that are not deleted."""
        consumer = confluent_kafka.Consumer({
            "bootstrap.servers": self.servers, "group.id": "counts", "isolation.level": "read_committed",
            "enable.auto.commit": False, "enable.partition.eof": True, "auto.offset.reset": "earliest"})
        partitions = consumer.list_topics(topic).topics[topic].partitions
        consumer.assign([confluent_kafka.TopicPartition(topic, p, confluent_kafka.OFFSET_BEGINNING) for p in partitions])
        count, live, ended = 0, set(), 0
        while ended < len(partitions):
            message = consumer.poll(1)
            if message is not None and message.error():
                ended += 1
            elif message is not None:
                count += 1
                (live.discard if message.value() is None else live.add)(message.key())
        consumer.close()
        return count, len(live)

    def test_7_should_say_so_when_there_is_no_version(self):
        with self.assertRaisesRegex(rowcast.CodebookError, "none-codebook-versions does not exist"):
            self.book(application_id="none", timeout=0)
        with self.assertRaisesRegex(rowcast.CodebookError, "no version up to 100000"):
            self.book(version=100_000, timeout=0.3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
