# SPDX-License-Identifier: Apache-2.0
"""Follows versions until the one named on standard input, then writes the table as `rowcast export --format csv` does.

    follow.py BOOTSTRAP_SERVERS FOLDER
"""

import csv
import sys
import threading
from pathlib import Path

import rowcast


def write(book, side, file):
    with open(file, "w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["id", "row", "generation", "secondary_row", "secondary_generation"])
        ids, values = book.table(side)
        for one, (row, generation, second, second_generation) in zip(ids, values.tolist()):
            lines.writerow([one, row, generation, *((second, second_generation) if second >= 0 else ("", ""))])


def main():
    servers, folder = sys.argv[1], Path(sys.argv[2])
    told = []
    with rowcast.Codebook.from_topic(servers) as book:
        thread = threading.Thread(target=lambda: told.append(int(sys.stdin.readline())), daemon=True)
        thread.start()
        steps = 0
        while not told or book.version < told[0]:
            if told:
                book.stop_at(told[0])
            if book.poll(0.2):
                steps += 1
                print(f"at version {book.version}")
            if told and book.version > told[0]:
                sys.exit(f"went past version {told[0]}: {book.version}")
        folder.mkdir()
        for side in rowcast.SIDES:
            write(book, side, folder / f"{side}s.csv")
        (folder / "hash").write_text(book.hash)


if __name__ == "__main__":
    main()
