"""Makes the reference set of LoRA, tiny-lora.safetensors, from a tiny set without it.

usage: python3 lora-reference.py TINY.safetensors OUT.safetensors

TINY.safetensors brings a small model (`weights.*`), a batch (`ids`, `targets`) and the optimiser's settings. For the
targets `attention` (rank 4) and `all` (rank 8), this script draws factors A and B, none of them zero, and computes in
float64 by PyTorch's autograd, each under the prefix `attention.` or `all.`: the factors (`start.*`), `logits`, `loss`,
the factors' gradients (`grad.*`), the losses of three AdamW steps (`adamw.losses`) and the factors after them
(`adamw.*`). Written in float32. PyTorch 1.13 or later; nothing else is needed.
"""
import sys

import torch
from model import (
    Config,
    adapted_matrices,
    factor_names,
    logits,
    mean_loss,
    read_safetensors,
    train,
    with_lora,
    write_safetensors,
)

RANKS = {"attention": 4, "all": 8}
STEPS = 3


def random_factors(weights, targets, rank):
    """A as at the start of a run, B as after many steps: B A is about a tenth of W."""
    factors = {}
    for name in adapted_matrices(weights, targets):
        rows, columns = weights[name].shape
        a, b = factor_names(name)
        factors[a] = (2 * torch.rand(rank, columns) - 1) / columns**0.5
        factors[b] = 0.2 * torch.randn(rows, rank)
    return {name: value.double() for name, value in factors.items()}


def main(tiny, out):
    torch.manual_seed(0)
    tensors, settings = read_safetensors(tiny)
    weights = {name[len("weights.") :]: t.double() for name, t in tensors.items() if name.startswith("weights.")}
    count = lambda name: sum(1 for i in range(99) if name % i in weights)
    config = Config(
        heads=int(settings["heads"]),
        layers=count("model.layers.%d.input_layernorm.weight"),
        experts=count("model.layers.0.block_sparse_moe.experts.%d.w1.weight"),
        chosen=int(settings["top_k"]),
        eps=float(settings["rms_norm_eps"]),
        theta=float(settings["rope_theta"]),
    )
    ids, targets = tensors["ids"].long(), tensors["targets"].long()
    beta1, beta2 = map(float, settings["betas"].split(","))
    decay = float(settings["weight_decay"].split()[0])
    made = {}
    for adapted, rank in RANKS.items():
        factors = random_factors(weights, adapted, rank)
        tell = lambda prefix, values: made.update({f"{adapted}.{prefix}{name}": v for name, v in values.items()})
        tell("start.", {name: value.clone() for name, value in factors.items()})
        tell("", {"logits": logits(config, with_lora(weights, factors), ids)})
        losses, gradients = train(
            lambda: mean_loss(config, with_lora(weights, factors), ids, targets),
            factors,
            STEPS,
            float(settings["lr"]),
            beta1,
            beta2,
            float(settings["eps"]),
            decay,
        )
        tell("", {"loss": torch.tensor(losses[:1]), "adamw.losses": torch.tensor(losses)})
        tell("grad.", gradients)
        tell("adamw.", {name: value.detach() for name, value in factors.items()})
    given = {name: t for name, t in tensors.items() if name.startswith("weights.") or name in ("ids", "targets")}
    write_safetensors(out, {**given, **{name: value.float() for name, value in made.items()}}, settings)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
