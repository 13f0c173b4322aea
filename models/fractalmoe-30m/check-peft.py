"""Checks that an exported adapter is, in Hugging Face PEFT, the model that it is here.

usage: python3 check-peft.py MODEL_FOLDER ADAPTER_FOLDER [SAVED_FOLDER]

Loads the base in MODEL_FOLDER with `transformers` (before version 5) and the adapter in ADAPTER_FOLDER with `peft`, both
in float64, and compares the logits of some tokens with those of this folder's own mathematics (model.py) for the adapted
weights. Prints the relative error; status 1 if it is above 1e-6. With SAVED_FOLDER, `peft` also saves the adapter there
in float32, under the same names and with the same numbers, or the status is 1: a folder for the way back, into the app
or into `PEFT_FOLDER=SAVED_FOLDER npx vitest run src/model/exchange/from-peft.test.ts`. Needs PyTorch, transformers and
peft; checked with 2.13, 4.57 and 0.21.
"""
import json
import sys

import torch
from model import Config, dequantised, logits, read_safetensors, with_lora
from peft import PeftModel
from transformers import AutoConfig, AutoModelForCausalLM

TOLERANCE = 1e-6


def adapted(weights, folder):
    """The parameters with the adapter's own, by PEFT's names for them."""
    tensors, _ = read_safetensors(f"{folder}/adapter_model.safetensors")
    own = {name[len("base_model.model.") :]: tensor.double() for name, tensor in tensors.items()}
    with open(f"{folder}/adapter_config.json") as file:
        kind = json.load(file)["peft_type"]
    if kind == "LORA":
        return with_lora(weights, own)
    return {**weights, **{name.replace("ln_tuning_layers.", ""): gain for name, gain in own.items()}}


def save(model, folder, saved):
    """Lets PEFT save what it has loaded from `folder` and compares the two."""
    model.float().save_pretrained(saved)
    given, back = (read_safetensors(f"{path}/adapter_model.safetensors")[0] for path in (folder, saved))
    if given.keys() != back.keys():
        sys.exit(f"peft saves other names: {sorted(given.keys() ^ back.keys())[:4]}")
    changed = [name for name in given if not torch.equal(given[name].float(), back[name].float())]
    if changed:
        sys.exit(f"peft saves other numbers: {changed[:4]}")
    print(f"peft saves the same {len(given)} tensors")


def main(base, folder, saved=None):
    weights = dequantised(read_safetensors(f"{base}/model.safetensors")[0])
    model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(base), attn_implementation="eager").double()
    missing, unexpected = model.load_state_dict(weights, strict=False)
    if set(missing) - {"lm_head.weight"} or unexpected:
        sys.exit(f"transformers names other parameters: {missing} {unexpected}")
    model.tie_weights()
    model = PeftModel.from_pretrained(model, folder).double().eval()

    ids = torch.randint(0, 16384, (2, 64), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        theirs = model(ids).logits.double()
        ours = logits(Config(), adapted(weights, folder), ids)
        change = (ours - logits(Config(), weights, ids)).norm() / ours.norm()
    error = ((theirs - ours).norm() / ours.norm()).item()
    print(f"relative error {error:.1e} of logits that the adapter changed by {change:.1e}")
    if not error < TOLERANCE:
        sys.exit(1)
    if saved:
        save(model, folder, saved)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
