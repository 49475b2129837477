#!/usr/bin/env python3
"""Writes what Python's seeded choices say of AlpacaFarm's pool, for tests/core/judge/tst_simulated.cpp.

usage: alpacafarm_pool.py > tests/data/judge/alpacafarm_pool.json

Each choice is random.Random(seed text).choices(population, weights, k=1)[0], as in utils.random_seeded_choice of
alpaca_eval 0.2 and later, with the seed texts of its PairwiseAnnotator. Needs the standard library alone."""

import json
import random

POOL = ([f"gpt4_{i}" for i in range(1, 6)] + [f"chatgpt_{i}" for i in range(1, 5)] +
        [f"davinci003_{i}" for i in range(1, 5)])
FLIP = 0.25
INSTRUCTIONS = ["", "What is the capital of France?", "Give three tips for staying healthy.", "Überprüfe den Satz: „grün“ 🌱",
                "two\nlines\tand a tab", "漢字を説明してください", "x" * 4000] + [f"Instruction number {i}" for i in range(193)]


def choose(text, population, weights=None):
    return random.Random(text).choices(population, weights=weights, k=1)[0]


def row(instruction, seed):
    noise = choose("noisy_preference" + instruction + str(seed), [None, 1, 2], [1 - 2 * FLIP, FLIP, FLIP])
    return {
        "instruction": instruction,
        "seed": seed,
        "annotator": choose("annotator" + instruction + str(seed), POOL),
        "is_switched": choose("is_switched_outputs" + instruction + str(seed), [False, True]),
        "noise": noise,
        "weighted": choose("annotator" + instruction + str(seed), ["a", "b", "c"], [5, 1, 2]),
        "uniform": random.Random("annotator" + instruction + str(seed)).random(),
    }


def main():
    rows = [row(instruction, seed) for instruction in INSTRUCTIONS for seed in (0, 123)]
    print("[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in rows) + "\n]")


if __name__ == "__main__":
    main()
