"""Makes the known answer that every training engine has to give before its first training on a machine.

usage: python3 known-answer.py MODEL_FOLDER CASE.json

CASE.json holds a small batch (`ids`, `targets`, [rows, length]; -100 is not predicted) and the optimiser's settings by
method. This script computes what the base in MODEL_FOLDER makes of it, in float64 by PyTorch's autograd, and writes it
into CASE.json: the loss, the Euclidean norms of gradients, and the losses of AdamW steps. PyTorch 1.13 or later; nothing
else is needed.
"""
import hashlib
import json
import struct
import sys

import torch
import torch.nn.functional as F

HEADS, HEAD, EXPERTS, CHOSEN, LAYERS, EPS, THETA = 8, 64, 8, 2, 4, 1e-5, 10000.0
DTYPES = {"I8": torch.int8, "F16": torch.float16, "F32": torch.float32}


def read_weights(data):
    """The parameters of a safetensors file by name, int8 matrices times their rows' scales, in float64."""
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        flat = torch.frombuffer(bytearray(data[begin:end]), dtype=DTYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    # The product is rounded to float32, as every engine starts from it.
    return {
        name: (
            tensor.float() * tensors[name + "_scale"].float()[:, None] if tensor.dtype == torch.int8 else tensor
        ).double()
        for name, tensor in tensors.items()
        if not name.endswith("_scale")
    }


def rms_norm(x, gain):
    return x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + EPS) * gain


def rotate(x, cos, sin):
    u, w = x.chunk(2, -1)
    return torch.cat([u * cos - w * sin, w * cos + u * sin], -1)


def attention(w, prefix, x):
    rows, length, width = x.shape
    heads = lambda name: (x @ w[f"{prefix}self_attn.{name}_proj.weight"].T).view(rows, length, HEADS, HEAD).transpose(1, 2)
    # The angles are rounded to float32 step by step, as they were when the base was made.
    frequency = (1 / THETA ** (torch.arange(0, HEAD, 2).double() / HEAD).float()).float()
    angle = torch.arange(length).float()[:, None] * frequency
    cos, sin = torch.cos(angle).double(), torch.sin(angle).double()
    q, k, v = rotate(heads("q"), cos, sin), rotate(heads("k"), cos, sin), heads("v")
    later = torch.ones(length, length, dtype=torch.bool).triu(1)
    scores = (q @ k.transpose(-1, -2) / HEAD**0.5).masked_fill(later, -torch.inf)
    mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(rows, length, width)
    return mixed @ w[f"{prefix}self_attn.o_proj.weight"].T


def experts(w, prefix, x):
    scores = x @ w[f"{prefix}block_sparse_moe.gate.weight"].T
    top, chosen = scores.topk(CHOSEN, -1)
    weights = torch.zeros_like(scores).scatter(-1, chosen, top.softmax(-1))
    y = 0
    for e in range(EXPERTS):
        matrix = lambda name: w[f"{prefix}block_sparse_moe.experts.{e}.{name}.weight"]
        hidden = F.silu(x @ matrix("w1").T) * (x @ matrix("w3").T)
        y = y + weights[..., e : e + 1] * (hidden @ matrix("w2").T)
    return y


def mean_loss(w, ids, targets):
    """Mean cross-entropy of the predicted positions, in nats."""
    x = w["model.embed_tokens.weight"][ids]
    for i in range(LAYERS):
        prefix = f"model.layers.{i}."
        x = x + attention(w, prefix, rms_norm(x, w[prefix + "input_layernorm.weight"]))
        x = x + experts(w, prefix, rms_norm(x, w[prefix + "post_attention_layernorm.weight"]))
    logits = rms_norm(x, w["model.norm.weight"]) @ w["model.embed_tokens.weight"].T
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-100)


def answer(weights, ids, targets, method, settings):
    """The loss, the norms of the trained parameters' gradients, and the losses of AdamW steps."""
    w = {name: value.clone() for name, value in weights.items()}
    trained = {name: value for name, value in w.items() if method == "full" or value.ndim == 1}
    for value in trained.values():
        value.requires_grad_()
    adamw = torch.optim.AdamW(
        trained.values(),
        lr=settings["lr"],
        betas=(settings["beta1"], settings["beta2"]),
        eps=settings["eps"],
        weight_decay=settings["weightDecay"],
    )
    losses, norms = [], {}
    for _ in range(settings["steps"]):
        adamw.zero_grad()
        loss = mean_loss(w, ids, targets)
        loss.backward()
        norms = norms or {name: value.grad.norm().item() for name, value in trained.items()}
        losses.append(loss.item())
        adamw.step()
    return losses, norms


def main(folder, path):
    with open(f"{folder}/model.safetensors", "rb") as file:
        data = file.read()
    with open(path) as file:
        case = json.load(file)
    weights = read_weights(data)
    ids, targets = torch.tensor(case["ids"]), torch.tensor(case["targets"])
    case["base"] = hashlib.sha256(data).hexdigest()
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
