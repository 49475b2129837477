#!/usr/bin/env python3
"""Loads exported data sets with `datasets` and trains one step on each with TRL.

usage: trl_loads.py FOLDER

Every FORMAT*.jsonl under FOLDER is read as it stands. The model is a random Llama of a few thousand weights and the
tokenizer is made from the texts themselves, so nothing is fetched. Prints a line for each step; exit status 1 if a
file does not load or train."""

import copy
import math
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TRANSFORMERS_OFFLINE="1", CUDA_VISIBLE_DEVICES="",
                  TOKENIZERS_PARALLELISM="false", TRL_EXPERIMENTAL_SILENCE="1")
os.environ.setdefault("OMP_NUM_THREADS", "1")  # the models are tiny: threads would only wait for each other

from datasets import disable_progress_bars, load_dataset  # noqa: E402
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: E402
from transformers import (LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification,  # noqa: E402
                          PreTrainedTokenizerFast, PrinterCallback, set_seed)
from transformers.utils import logging  # noqa: E402
from trl import (DPOConfig, DPOTrainer, KTOConfig, KTOTrainer, RewardConfig, RewardTrainer, SFTConfig,  # noqa: E402
                 SFTTrainer)

COLUMNS = {
    "trl-preference": {"prompt", "chosen", "rejected"},
    "trl-preference-implicit": {"chosen", "rejected"},
    "trl-unpaired": {"prompt", "completion", "label"},
    "trl-prompt-completion": {"prompt", "completion"},
}
TRAINERS = {
    "trl-preference": ("RewardTrainer", "DPOTrainer"),
    "trl-preference-implicit": ("RewardTrainer", "DPOTrainer"),
    "trl-unpaired": ("KTOTrainer",),
    "trl-prompt-completion": ("SFTTrainer",),
}
KEPT_ROWS = 64
TEMPLATE = ("{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
            "{% if add_generation_prompt %}<|assistant|>{% endif %}")


def format_of(path):
    """The format id that a file's name starts with; the longest wins."""
    return max((name for name in COLUMNS if path.name.startswith(name)), key=len, default=None)


def texts(value):
    """Every string in a row."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def make_tokenizer(rows):
    """A byte-level BPE tokenizer of 400 tokens made from the rows' own texts."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|pad|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator((text for row in rows for text in texts(row)), trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<|pad|>", eos_token="<|end|>",
                                   bos_token="<|end|>")
    fast.chat_template = TEMPLATE
    return fast


def make_model(kind, tokenizer):
    config = LlamaConfig(vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
                         num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096,
                         pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id,
                         bos_token_id=tokenizer.bos_token_id, num_labels=1)
    return kind(config)


def make_trainer(name, data, tokenizer, folder):
    common = dict(output_dir=folder, max_steps=1, per_device_train_batch_size=4, logging_steps=1, report_to="none",
                  save_strategy="no", use_cpu=True, bf16=False, seed=7, disable_tqdm=True)
    if name == "RewardTrainer":
        model = make_model(LlamaForSequenceClassification, tokenizer)
        return RewardTrainer(model=model, args=RewardConfig(max_length=2048, **common), train_dataset=data,
                             processing_class=tokenizer)
    kinds = {"DPOTrainer": (DPOTrainer, DPOConfig), "KTOTrainer": (KTOTrainer, KTOConfig),
             "SFTTrainer": (SFTTrainer, SFTConfig)}
    trainer, config = kinds[name]
    model = make_model(LlamaForCausalLM, tokenizer)
    # The reference model is given: TRL would look for the weights that the policy was loaded from.
    reference = {} if name == "SFTTrainer" else {"ref_model": copy.deepcopy(model)}
    return trainer(model=model, args=config(max_length=2048, **common), train_dataset=data,
                   processing_class=tokenizer, **reference)


def train(path, cache):
    """Loads one file and trains; yields a line for each trainer. Raises when something does not fit."""
    kind = format_of(path)
    data = load_dataset("json", data_files=str(path), split="train", cache_dir=str(cache))
    missing = COLUMNS[kind] - set(data.column_names)
    if missing:
        raise ValueError(f"columns missing: {', '.join(sorted(missing))}")
    if len(data) == 0:
        raise ValueError("no rows")
    columns = [name for name in ("prompt", "chosen", "rejected", "completion", "label", "margin")
               if name in data.column_names]
    shape = "conversational" if isinstance(data[0][columns[0]], list) else "standard"
    yield f"{path.name}: {len(data)} rows, {shape}, columns {', '.join(data.column_names)}"
    rows = data.select(range(min(KEPT_ROWS, len(data))))
    tokenizer = make_tokenizer(rows)
    for name in TRAINERS[kind]:
        set_seed(7)
        with tempfile.TemporaryDirectory() as folder:
            trainer = make_trainer(name, rows, tokenizer, folder)
            trainer.remove_callback(PrinterCallback)
            before = {key: value.clone() for key, value in trainer.model.state_dict().items()}
            loss = trainer.train().training_loss
        changed = sum(not value.equal(before[key]) for key, value in trainer.model.state_dict().items())
        if not math.isfinite(loss) or not changed:
            raise ValueError(f"{name}: loss {loss}, {changed} tensors changed")
        yield f"  {name}: one step, loss {loss:.4f}, {changed} of {len(before)} tensors changed"


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    paths = sorted(path for path in Path(arguments[0]).rglob("*.jsonl") if format_of(path))
    absent = set(COLUMNS) - {format_of(path) for path in paths}
    logging.set_verbosity_error()
    disable_progress_bars()
    warnings.simplefilter("ignore", FutureWarning)
    failed = 0
    with tempfile.TemporaryDirectory() as cache:
        for path in paths:
            try:
                for line in train(path, cache):
                    print(line, flush=True)
            except Exception:  # every kind of failure is the same to the reader: the file did not train
                failed += 1
                print(f"{path.name}: FAILED\n{traceback.format_exc()}", flush=True)
    for name in sorted(absent):
        print(f"{name}: no file in {arguments[0]}")
    print(f"{len(paths) - failed} passed, {failed + len(absent)} failed")
    return 1 if failed or absent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
