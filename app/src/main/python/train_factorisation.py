# SPDX-License-Identifier: Apache-2.0
"""Trains a small matrix factorisation on the rows of a running deployment while they move; numpy alone.

    rowcast run --input events.csv --rows 500 --port 9092 &
    python3 train_factorisation.py --input events.csv --bootstrap-servers 127.0.0.1:9092

A vertex is the mean of the vectors of its rows. Rows whose generation rose are begun anew. The loss is that of Bayesian
personalised ranking (Rendle et al., UAI 2009) on the same pairs throughout.
"""

import argparse
import csv

import numpy as np

import rowcast


class Vectors:
    """One vector for each row of a side, and a last one for unknown ids; trained by Adagrad."""

    def __init__(self, rows, width, rng):
        self.rng = rng
        self.weights = rng.normal(0, 0.1, (rows + 1, width))
        self.squares = np.full((rows + 1, 1), 1e-3)

    def of(self, rows):
        """Vectors [n, width] of rows [n, 2]."""
        two = (rows[:, 1] >= 0)[:, None]
        return np.where(two, (self.weights[rows[:, 0]] + self.weights[rows[:, 1]]) / 2, self.weights[rows[:, 0]])

    def descend(self, rows, gradients, rate):
        total = np.zeros_like(self.weights)
        two = rows[:, 1] >= 0
        np.add.at(total, rows[:, 0], gradients / np.where(two, 2, 1)[:, None])
        np.add.at(total, rows[two, 1], gradients[two] / 2)
        self.squares += (total**2).mean(axis=1, keepdims=True)
        self.weights -= rate * total / np.sqrt(self.squares)

    def begin_anew(self, rows):
        self.weights[rows] = self.rng.normal(0, 0.1, (len(rows), self.weights.shape[1]))
        self.squares[rows] = 1e-3


def read(file):
    with open(file, newline="", encoding="utf-8") as lines:
        edges = [(line["user"], line["item"]) for line in csv.DictReader(lines)]
    return tuple(np.array(side, dtype=object) for side in zip(*edges))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--input", required=True, help="CSV file with columns user and item")
    arguments.add_argument("--bootstrap-servers", default="127.0.0.1:9092")
    arguments.add_argument("--application-id", default="rowcast")
    arguments.add_argument("--steps", type=int, default=2000)
    arguments.add_argument("--every", type=int, default=100, help="steps between two looks at the topic")
    arguments.add_argument("--batch", type=int, default=1000)
    arguments.add_argument("--width", type=int, default=16)
    arguments.add_argument("--rate", type=float, default=0.1)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()

    rng = np.random.default_rng(options.seed)
    users, items = read(options.input)

    def draw():
        edges = rng.integers(len(users), size=options.batch)
        return users[edges], items[edges], items[rng.integers(len(items), size=options.batch)]

    fixed = draw()
    with rowcast.Codebook.from_topic(options.bootstrap_servers, options.application_id) as book:
        book.fallback = rowcast.fixed(book.rows)
        vectors = {side: Vectors(book.rows, options.width, rng) for side in rowcast.SIDES}

        def forward(batch):
            rows = [book.rows_for(side, ids) for side, ids in zip(("user", "item", "item"), batch)]
            user, bought, other = (vectors[side].of(r) for side, r in zip(("user", "item", "item"), rows))
            margin = np.clip(np.sum(user * (bought - other), axis=1), -30, 30)
            return rows, user, bought, other, margin

        for step in range(options.steps + 1):
            if step % options.every == 0:
                moved = {side: 0 for side in rowcast.SIDES}
                reset = dict(moved)
                if book.poll():
                    for side in rowcast.SIDES:
                        anew = book.reset_rows(side)
                        vectors[side].begin_anew(anew)
                        moved[side], reset[side] = len(book.changed_rows(side)), len(anew)
                loss = np.log1p(np.exp(-forward(fixed)[4])).mean()
                print(
                    f"step {step:5}  version {book.version:4}  users {book.size('user'):6}  items {book.size('item'):6}  "
                    f"rows changed {moved['user']:4} + {moved['item']:4}  reset {reset['user']:3} + {reset['item']:3}  "
                    f"loss {loss:.4f}",
                    flush=True)
            rows, user, bought, other, margin = forward(draw())
            slope = (-1 / (1 + np.exp(margin)))[:, None]
            vectors["user"].descend(rows[0], slope * (bought - other), options.rate)
            vectors["item"].descend(
                np.concatenate(rows[1:]), np.concatenate((slope * user, -slope * user)), options.rate)


if __name__ == "__main__":
    main()
