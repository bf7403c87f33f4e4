# SPDX-License-Identifier: Apache-2.0
"""Measures how long the Python client takes to load a table, what memory it needs and how fast it looks up.

    measure_load.py BOOTSTRAP_SERVERS VERSIONS_TOPIC
"""

import sys
import time

import numpy as np

import rowcast

LOOKUPS = 1_000_000


def megabytes():
    # ru_maxrss counts that of the process before it became this program.
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) / 1024


def main():
    servers, topic = sys.argv[1:]
    before, clock, processor = megabytes(), time.perf_counter(), time.process_time()
    with rowcast.Codebook.from_topic(servers, versions_topic=topic) as book:
        print(f"  Python, load: {time.perf_counter() - clock:.2f} s, {time.process_time() - processor:.2f} s of processor time")
        print(f"  Python, highest memory while loading: {megabytes() - before:,.0f} MB")
        ids = book.table("item")[0]
        some = np.random.default_rng(1).integers(0, len(ids), LOOKUPS)
        wanted = ids[some] if isinstance(ids, np.ndarray) else [ids[i] for i in some.tolist()]
        clock = time.perf_counter()
        book.rows_for("item", wanted)
        print(f"  Python, {LOOKUPS:,} look-ups of items: {time.perf_counter() - clock:.2f} s")


if __name__ == "__main__":
    main()
