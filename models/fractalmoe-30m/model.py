"""The model in float64 PyTorch, for the scripts here that make reference values. PyTorch 1.13 or later; nothing else."""
import json
import struct
from dataclasses import dataclass

import torch
import torch.nn.functional as F

DTYPES = {"I8": torch.int8, "F16": torch.float16, "F32": torch.float32, "I32": torch.int32}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


@dataclass
class Config:
    """Sizes that the weights do not tell; the defaults are those of the base."""

    heads: int = 8
    layers: int = 4
    experts: int = 8
    chosen: int = 2
    eps: float = 1e-5
    theta: float = 10000.0


def read_safetensors(path):
    """The tensors of a safetensors file by name, and its metadata."""
    with open(path, "rb") as file:
        data = file.read()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        flat = torch.frombuffer(bytearray(data[begin:end]), dtype=DTYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors, metadata


def write_safetensors(path, tensors, metadata):
    header, parts, at = {"__metadata__": metadata}, [], 0
    for name, tensor in sorted(tensors.items()):
        data = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [at, at + len(data)]}
        parts.append(data)
        at += len(data)
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head + b"".join(parts))


def dequantised(tensors):
    """A base's parameters by name in float64: int8 matrices times their rows' scales."""
    # The product is rounded to float32, as every engine starts from it.
    return {
        name: (
            tensor.float() * tensors[name + "_scale"].float()[:, None] if tensor.dtype == torch.int8 else tensor
        ).double()
        for name, tensor in tensors.items()
        if not name.endswith("_scale")
    }


def rms_norm(config, x, gain):
    return x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + config.eps) * gain


def rotate(x, cos, sin):
    u, w = x.chunk(2, -1)
    return torch.cat([u * cos - w * sin, w * cos + u * sin], -1)


def attention(config, w, prefix, x):
    rows, length, width = x.shape
    head = width // config.heads
    heads = lambda name: (
        (x @ w[f"{prefix}self_attn.{name}_proj.weight"].T).view(rows, length, config.heads, head).transpose(1, 2)
    )
    # The angles are rounded to float32 step by step, as they were when the base was made.
    frequency = (1 / config.theta ** (torch.arange(0, head, 2).double() / head).float()).float()
    angle = torch.arange(length).float()[:, None] * frequency
    cos, sin = torch.cos(angle).double(), torch.sin(angle).double()
    q, k, v = rotate(heads("q"), cos, sin), rotate(heads("k"), cos, sin), heads("v")
    later = torch.ones(length, length, dtype=torch.bool).triu(1)
    scores = (q @ k.transpose(-1, -2) / head**0.5).masked_fill(later, -torch.inf)
    mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(rows, length, width)
    return mixed @ w[f"{prefix}self_attn.o_proj.weight"].T


def experts(config, w, prefix, x):
    scores = x @ w[f"{prefix}block_sparse_moe.gate.weight"].T
    top, chosen = scores.topk(config.chosen, -1)
    weights = torch.zeros_like(scores).scatter(-1, chosen, top.softmax(-1))
    y = 0
    for e in range(config.experts):
        matrix = lambda name: w[f"{prefix}block_sparse_moe.experts.{e}.{name}.weight"]
        hidden = F.silu(x @ matrix("w1").T) * (x @ matrix("w3").T)
        y = y + weights[..., e : e + 1] * (hidden @ matrix("w2").T)
    return y


def logits(config, w, ids):
    """Logits of every position, [rows, length, vocab]; `w` are parameters by name."""
    x = w["model.embed_tokens.weight"][ids]
    for i in range(config.layers):
        prefix = f"model.layers.{i}."
        x = x + attention(config, w, prefix, rms_norm(config, x, w[prefix + "input_layernorm.weight"]))
        x = x + experts(config, w, prefix, rms_norm(config, x, w[prefix + "post_attention_layernorm.weight"]))
    return rms_norm(config, x, w["model.norm.weight"]) @ w["model.embed_tokens.weight"].T


def mean_loss(config, w, ids, targets):
    """Mean cross-entropy of the predicted positions (those whose target is not -100), in nats."""
    return F.cross_entropy(logits(config, w, ids).flatten(0, 1), targets.flatten(), ignore_index=-100)


def adapted_matrices(w, targets):
    """The names of the matrices that LoRA adapts with `targets` "attention" or "all"."""
    return [name for name in w if "_proj." in name or (targets == "all" and ".experts." in name)]


def factor_names(name):
    return name.replace("weight", "lora_A.weight"), name.replace("weight", "lora_B.weight")


def with_lora(w, factors):
    """Parameters in which every matrix W with factors A [rank, in] and B [out, rank] is W + B A (Hu and others 2021)."""
    adapted = dict(w)
    for name in w:
        a, b = factor_names(name)
        if a in factors:
            adapted[name] = w[name] + factors[b] @ factors[a]
    return adapted


def train(loss, trained, steps, lr, beta1, beta2, eps, weight_decay):
    """`steps` steps of AdamW on `loss()`, in place: the loss before each, and the gradients of the first, by name."""
    for value in trained.values():
        value.requires_grad_()
    adamw = torch.optim.AdamW(trained.values(), lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay)
    losses, gradients = [], {}
    for _ in range(steps):
        adamw.zero_grad()
        value = loss()
        value.backward()
        gradients = gradients or {name: value.grad.clone() for name, value in trained.items()}
        losses.append(value.item())
        adamw.step()
    return losses, gradients
