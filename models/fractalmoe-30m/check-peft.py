"""Checks that an exported adapter is, in Hugging Face PEFT, the model that it is here.

usage: python3 check-peft.py MODEL_FOLDER ADAPTER_FOLDER [SAVED_FOLDER]

Loads the base in MODEL_FOLDER with `transformers` and the adapter in ADAPTER_FOLDER with `peft`, both in float64, and
compares the logits of some tokens with those of this folder's own mathematics (model.py) for the adapted weights. Prints
the relative error; status 1 if it is above 1e-6, or if the factors of the experts are not in force. With SAVED_FOLDER,
`peft` also saves the adapter there in float32, with the same numbers, or the status is 1: a folder for the way back, into
the app or into `PEFT_FOLDER=SAVED_FOLDER npx vitest run src/model/exchange/from-peft.test.ts`.

Since version 5, `transformers` has all experts of a layer in one parameter, and `peft` (0.19 or later) puts their factors
together in the same way when it loads them, and so saves them. Needs PyTorch, transformers and peft. Checked with 2.13,
5.18 and 0.21; an earlier form of it, for the other names, with transformers 4.57.
"""
import json
import re
import shutil
import sys
import tempfile

import peft
import torch
import transformers
from model import Config, dequantised, logits, read_safetensors, with_lora, write_safetensors
from transformers import AutoModelForCausalLM

TOLERANCE = 1e-6
PREFIX = "base_model.model."


def load_base(folder, weights):
    """The base as `transformers` has it, in float64: float32 takes its dequantised weights without rounding."""
    # Only the plain loop over the experts computes in float64. Before version 5 it was the only one.
    plain = {"experts_implementation": "eager"} if transformers.__version__ >= "5" else {}
    with tempfile.TemporaryDirectory() as written:
        shutil.copy(f"{folder}/config.json", written)
        single = {name: weight.float() for name, weight in weights.items()}
        write_safetensors(f"{written}/model.safetensors", single, {"format": "pt"})
        model, info = AutoModelForCausalLM.from_pretrained(
            written, attn_implementation="eager", output_loading_info=True, **plain
        )
    wrong = [*(set(info["missing_keys"]) - {"lm_head.weight"}), *info["unexpected_keys"], *info["mismatched_keys"]]
    if wrong:
        sys.exit(f"transformers names other parameters: {wrong[:4]}")
    return model.double()


def read_adapter(folder):
    """The adapter's own tensors by their names in it, without PEFT's prefix, and its kind."""
    tensors, _ = read_safetensors(f"{folder}/adapter_model.safetensors")
    with open(f"{folder}/adapter_config.json") as file:
        kind = json.load(file)["peft_type"]
    return {name[len(PREFIX) :]: tensor.double() for name, tensor in tensors.items()}, kind


def adapted(weights, own, kind):
    """The parameters with the adapter's own, by PEFT's names for them."""
    if kind == "LORA":
        return with_lora(weights, own)
    return {**weights, **{name.replace("ln_tuning_layers.", ""): gain for name, gain in own.items()}}


def separated(own, experts):
    """The tensors with factors of all experts in one taken apart: A [experts * rank, in], B [out, rank * experts]."""
    apart = {}
    for name, tensor in own.items():
        fused = re.fullmatch(r"(.*)\.mlp\.experts(\.base_layer)?\.lora_(A|B)\.weight", name)
        if not fused:
            apart[name] = tensor
            continue
        layer, inner, factor = fused.groups()
        for e in range(experts):
            one = tensor.view(experts, -1, tensor.shape[1])[e] if factor == "A" else tensor[:, e::experts]
            parts = {"w2": one}
            if inner:
                # w1 above w3, and B in two blocks.
                (w1, w3), off = one.chunk(2), []
                if factor == "B":
                    (w1, up), (down, w3) = w1.chunk(2, 1), w3.chunk(2, 1)
                    off = [up, down]
                if any(block.any() for block in off):
                    sys.exit(f"{name} is not in two blocks")
                parts = {"w1": w1, "w3": w3}
            for matrix, part in parts.items():
                apart[f"{layer}.block_sparse_moe.experts.{e}.{matrix}.lora_{factor}.weight"] = part
    return apart


def save(model, folder, saved):
    """Lets PEFT save what it has loaded from `folder` and compares the two."""
    model.float().save_pretrained(saved)
    given, back = read_adapter(folder)[0], separated(read_adapter(saved)[0], Config().experts)
    if given.keys() != back.keys():
        sys.exit(f"peft saves other names: {sorted(given.keys() ^ back.keys())[:4]}")
    changed = [name for name in given if not torch.equal(given[name], back[name])]
    if changed:
        sys.exit(f"peft saves other numbers: {changed[:4]}")
    print(f"peft saves the same {len(given)} tensors")


def main(base, folder, saved=None):
    weights = dequantised(read_safetensors(f"{base}/model.safetensors")[0])
    own, kind = read_adapter(folder)
    model = peft.PeftModel.from_pretrained(load_base(base, weights), folder).double().eval()

    ids = torch.randint(0, 16384, (2, 64), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        theirs = model(ids).logits.double()
        ours, without, plain = (
            logits(Config(), adapted(weights, some, kind), ids)
            for some in (own, {name: part for name, part in own.items() if ".experts." not in name}, {})
        )
    distance = lambda other: ((other - ours).norm() / ours.norm()).item()
    error = distance(theirs)
    print(f"relative error {error:.1e} of logits that the adapter changed by {distance(plain):.1e}", end="")
    print(f", its experts' factors by {distance(without):.1e}" if distance(without) else "")
    versions = f"transformers {transformers.__version__} with peft {peft.__version__}"
    if distance(without) and (theirs - without).norm() < (theirs - ours).norm():
        sys.exit(f"{versions} leaves the factors of the experts out")
    if not error < TOLERANCE:
        sys.exit(f"{versions} computes another model")
    if saved:
        save(model, folder, saved)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
