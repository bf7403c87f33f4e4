# SPDX-License-Identifier: Apache-2.0
"""Writes the edges of a file in other orders of arrival, and a stream that drifts.

    python3 arrival_orders.py TRAIN.csv.gz DIRECTORY
"""
import gzip
import pathlib
import random
import sys


def write(path, edges):
    with open(path, "w", encoding="utf-8") as out:
        out.write("user,item\n")
        out.writelines(f"{user},{item}\n" for user, item in edges)


def orders(train, directory):
    """One user after the other; items that arrive over time, each edge at some moment after its item; and any order."""
    with gzip.open(train, "rt", encoding="utf-8") as lines:
        edges = [line.rstrip("\n").split(",")[:2] for line in lines][1:]
    random.seed(7)
    users = sorted({user for user, _ in edges})
    random.shuffle(users)
    turn = {user: place for place, user in enumerate(users)}
    by_user = edges[:]
    random.shuffle(by_user)
    by_user.sort(key=lambda edge: turn[edge[0]])
    write(directory / "by-user.csv", by_user)

    arrival = {item: random.random() for item in sorted({item for _, item in edges})}
    over_time = sorted(edges, key=lambda edge: arrival[edge[1]] + (1 - arrival[edge[1]]) * random.random())
    write(directory / "items-over-time.csv", over_time)

    any_order = edges[:]
    random.shuffle(any_order)
    write(directory / "random.csv", any_order)


def drift(path, users=20_000, items=8_000, groups=64, phases=4, events=150_000):
    """Planted groups: after each phase 8 pairs merge, 8 groups split and a tenth of the users move."""
    random.seed(5)
    user_weight = [1 / (k + 1) ** 0.6 for k in range(users)]
    item_weight = [1 / (k + 1) ** 0.5 for k in range(items)]
    of_user = [random.randrange(groups) for _ in range(users)]
    of_item = [random.randrange(groups) for _ in range(items)]
    edges = {}
    for _ in range(phases):
        members = [[] for _ in range(groups)]
        for item in range(items):
            members[of_item[item]].append(item)
        members = [group or [0] for group in members]
        sums = []
        for group in members:
            total = 0
            sums.append([total := total + item_weight[item] for item in group])
        for user in random.choices(range(users), weights=user_weight, k=events):
            group = of_user[user] if random.random() < 0.7 else random.randrange(groups)
            item = random.choices(members[group], cum_weights=sums[group])[0]
            edges[f"u{user}", f"i{item}"] = None
        shuffled = list(range(groups))
        random.shuffle(shuffled)
        merged = dict(zip(shuffled[:8], shuffled[8:16]))
        split = dict(zip(shuffled[16:24], shuffled[:8]))
        of_user = [merged.get(group, group) for group in of_user]
        of_item = [merged.get(group, group) for group in of_item]
        of_user = [split[g] if g in split and random.random() < 0.5 else g for g in of_user]
        of_item = [split[g] if g in split and random.random() < 0.5 else g for g in of_item]
        of_user = [random.randrange(groups) if random.random() < 0.1 else g for g in of_user]
    write(path, edges)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[2])
    orders(sys.argv[1], target)
    drift(target / "drift.csv")
