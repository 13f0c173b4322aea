"""Makes the known answer that every training engine has to give before its first training on a machine.

usage: python3 known-answer.py MODEL_FOLDER CASE.json

CASE.json holds a small batch (`ids`, `targets`, [rows, length]; -100 is not predicted) and the optimiser's settings by
method. This script computes what the base in MODEL_FOLDER makes of it, in float64 by PyTorch's autograd, and writes it
into CASE.json: the loss, the Euclidean norms of gradients, and the losses of AdamW steps. PyTorch 1.13 or later; nothing
else is needed.
"""
import hashlib
import json
import sys

import torch
from model import Config, adapted_matrices, dequantised, factor_names, mean_loss, read_safetensors, train, with_lora

RANK = 4


def trained_parameters(weights, method):
    """What a method trains, by name."""
    if method in ("lora-attention", "lora-all"):
        return known_factors(weights, method[len("lora-") :])
    return {name: value.clone() for name, value in weights.items() if method == "full" or value.ndim == 1}


def known_factors(weights, targets):
    """Factors of rank 4 that every program can make: plain fractions in a fixed order, between -1/2 and 1/2, scaled."""
    names = [factor for name in adapted_matrices(weights, targets) for factor in factor_names(name)]
    factors = {}
    for i, name in enumerate(sorted(names)):
        rows, columns = weights[name.replace("lora_A.", "").replace("lora_B.", "")].shape
        shape = (RANK, columns) if "lora_A" in name else (rows, RANK)
        at = torch.arange(shape[0] * shape[1])
        fraction = ((7919 * at + 104729 * i) % 2039).double() / 2038 - 0.5
        factors[name] = (fraction / 8).float().double().reshape(shape)
    return factors


def answer(weights, ids, targets, method, settings):
    """The losses of AdamW steps, and the norms of the trained parameters' gradients before the first."""
    trained = trained_parameters(weights, method)

    def loss():
        w = with_lora(weights, trained) if method.startswith("lora") else {**weights, **trained}
        return mean_loss(Config(), w, ids, targets)

    losses, gradients = train(
        loss,
        trained,
        settings["steps"],
        settings["lr"],
        settings["beta1"],
        settings["beta2"],
        settings["eps"],
        settings["weightDecay"],
    )
    return losses, {name: gradient.norm().item() for name, gradient in gradients.items()}


def main(folder, path):
    model = f"{folder}/model.safetensors"
    with open(model, "rb") as file:
        sha256 = hashlib.sha256(file.read()).hexdigest()
    with open(path) as file:
        case = json.load(file)
    weights = dequantised(read_safetensors(model)[0])
    ids, targets = torch.tensor(case["ids"]), torch.tensor(case["targets"])
    case["base"] = sha256
    for method, settings in case["methods"].items():
        losses, norms = answer(weights, ids, targets, method, settings)
        settings["losses"] = losses
        settings["gradientNorms"] = {name: norms[name] for name in sorted(norms) if is_told(name)}
    with open(path, "w") as file:
        file.write(json.dumps(case, indent=2) + "\n")


def is_told(name):
    """Every gain; the embedding; and of the layers' matrices those of one layer, with two of its experts."""
    if "norm" in name or "embed" in name:
        return True
    return name.startswith("model.layers.2.") and ("experts" not in name or ".experts.1." in name or ".experts.6." in name)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
