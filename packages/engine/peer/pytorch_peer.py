"""Times one cycle of perturbed and adversarial dreaming (Wake, NREM, REM) in PyTorch, for `oneiros doctor --bench`.

It speaks JSON, one object a line, on standard input and output, so that a benchmark can let it take turns with other
engines, cycle by cycle:

    -> {"do": "prepare", "variant": "careful"}             <- {"prepared": "careful", "seconds": 1.2}
    -> {"do": "run", "variant": "careful", "cycles": 1}    <- {"seconds": [0.41]}
    -> {"do": "verify", "variant": "careful", "fixture": PATH}   <- {"worst": 1e-5, "losses": [...]}
    -> {"do": "quit"}

The first line that it writes is {"peer": "PyTorch", "version": ..., "threads": ..., "variants": [...]}.

Variants. All are float32 except the last, and hold still where a phase gives no gradient (PyTorch >= 2).
  published               the authors' procedure: each of Wake's three losses has a backward pass of its own, default Adam
  careful                 one backward pass a phase, fused Adam
  careful+channels_last   and images and weights in NHWC
  careful+channels_last+compile   and each phase's loss through torch.compile
  bfloat16                the former under bfloat16 autocast: other numbers, listed apart
"""

import argparse
import atexit
import json
import os
import shutil
import struct
import sys
import tempfile
import time

# Compiled kernels of its own: a folder shared with other runs may hold torn files, and would make compile times vary.
COMPILED = tempfile.mkdtemp(prefix="oneiros-peer-")
os.environ["TORCHINDUCTOR_CACHE_DIR"] = COMPILED
atexit.register(shutil.rmtree, COMPILED, ignore_errors=True)

import torch
from torch import nn
from torch.nn import functional as F

VARIANTS = ["published", "careful", "careful+channels_last", "careful+channels_last+compile", "bfloat16"]
LEAK = 0.2


def channels_of(nf, side):
    """Channels of each map from the image up to the last one of 4 x 4; 32 px: 3, nf, 2 nf, 4 nf."""
    widths = [3]
    while side > 4:
        widths.append(nf * 2 ** (len(widths) - 1))
        side //= 2
    return widths


class Encoder(nn.Module):
    """V1, V2, V4, IT and the reality monitor (32 px); [batch, 3, side, side] -> z [batch, nz], logit of d [batch]."""

    def __init__(self, nf, nz, side):
        super().__init__()
        widths = channels_of(nf, side)
        self.areas = [nn.Conv2d(below, above, 4, 2, 1) for below, above in zip(widths, widths[1:])]
        self.areas.append(nn.Conv2d(widths[-1], nz, 4, 2, 0))
        for i, area in enumerate(self.areas, 1):
            self.add_module(f"conv{i}", area)
        self.dis = nn.Conv2d(widths[-1], 1, 4, 2, 0)

    def forward(self, image):
        for area in self.areas[:-1]:
            image = F.leaky_relu(area(image), LEAK)
        return self.areas[-1](image).flatten(1), self.dis(image).flatten()


class Generator(nn.Module):
    """Feedback of IT, V4, V2, V1 (32 px); z [batch, nz] -> [batch, 3, side, side] in [-1, 1]."""

    def __init__(self, nf, nz, side):
        super().__init__()
        widths = channels_of(nf, side)[::-1]
        self.areas = [nn.ConvTranspose2d(nz, widths[0], 4, 1, 0)]
        self.areas += [nn.ConvTranspose2d(above, below, 4, 2, 1) for above, below in zip(widths, widths[1:])]
        for i, area in enumerate(self.areas, 1):
            self.add_module(f"tconv{i}", area)

    def forward(self, latent):
        image = latent[:, :, None, None]
        for area in self.areas[:-1]:
            image = F.leaky_relu(area(image), LEAK)
        return torch.tanh(self.areas[-1](image))


class SwitchSign(torch.autograd.Function):
    """The identity whose gradient has its sign switched: the generator climbs what the encoder descends."""

    @staticmethod
    def forward(ctx, value):
        return value.view_as(value)

    @staticmethod
    def backward(ctx, gradient):
        return -gradient


def divergence(latent):
    variance = latent.var(0)
    return (0.5 * (variance + latent.mean(0) ** 2) - 0.5 * torch.log(variance) - 0.5).mean()


def call_external(logit):
    return F.binary_cross_entropy_with_logits(logit, torch.ones_like(logit))


def call_internal(logit):
    return F.binary_cross_entropy_with_logits(logit, torch.zeros_like(logit))


def draw_occlusion(side):
    """One mask for the mini-batch, [1, 1, side, side]: square tiles, each silenced with one drawn probability."""
    tile = int(torch.randint(1, 9, ()))
    count = -(-side // tile)
    kept = (torch.rand(count, count) >= torch.rand(())).float()
    return kept.repeat_interleave(tile, 0).repeat_interleave(tile, 1)[None, None, :side, :side]


class Night:
    """A model in training; `cycle` is one Wake, one NREM and one REM mini-batch."""

    def __init__(self, variant, batch, nf, nz, side=32):
        self.published = variant == "published"
        self.autocast = variant == "bfloat16"
        self.layout = torch.contiguous_format if variant in ("published", "careful") else torch.channels_last
        self.encoder = Encoder(nf, nz, side).to(memory_format=self.layout)
        self.generator = Generator(nf, nz, side).to(memory_format=self.layout)
        for network in (self.encoder, self.generator):
            for name, value in network.named_parameters():
                if name.endswith("weight"):
                    nn.init.normal_(value, 0.0, 0.02)
        adam = {"lr": 2e-4, "betas": (0.5, 0.999), "eps": 1e-8}
        if not self.published:
            adam["fused"] = True
        self.step_encoder = torch.optim.Adam(self.encoder.parameters(), **adam)
        self.step_generator = torch.optim.Adam(self.generator.parameters(), **adam)
        compiled = variant in ("careful+channels_last+compile", "bfloat16")
        wrap = torch.compile(dynamic=False) if compiled else lambda function: function
        self.wake, self.nrem, self.rem = wrap(self.wake_losses), wrap(self.nrem_loss), wrap(self.rem_loss)
        self.shape = (batch, nz)
        self.side = side
        self.previous = None
        images = torch.rand(4, batch, 3, side, side) * 2 - 1
        self.images = [image.to(memory_format=self.layout) for image in images]
        self.cycles = 0

    def wake_losses(self, image):
        latent, logit = self.encoder(image)
        dream = self.generator(latent)
        return latent, F.mse_loss(dream, image), divergence(latent.float()), call_external(logit.float())

    def nrem_loss(self, latent, occlusion):
        with torch.no_grad():
            dream = self.generator(latent) * occlusion
        return F.mse_loss(self.encoder(dream)[0], latent)

    def rem_loss(self, latent):
        dream = SwitchSign.apply(self.generator(latent))
        return call_internal(self.encoder(dream)[1].float())

    def autocasting(self):
        return torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.autocast)

    def clear(self):
        self.step_encoder.zero_grad()
        self.step_generator.zero_grad()

    def cycle(self, image=None, occlusion=None, noise=None):
        """@return the five losses, as tensors."""
        image = self.images[self.cycles % len(self.images)] if image is None else image
        occlusion = draw_occlusion(self.side) if occlusion is None else occlusion
        noise = torch.randn(self.shape) if noise is None else noise
        self.cycles += 1
        return self.publish(image, occlusion, noise) if self.published else self.care(image, occlusion, noise)

    def care(self, image, occlusion, noise):
        self.clear()
        with self.autocasting():
            latent, reconstruction, spread, reality = self.wake(image)
        (reconstruction + spread + reality).backward()
        self.step_encoder.step()
        self.step_generator.step()
        latent = latent.detach().float()
        self.clear()
        with self.autocasting():
            recovered = self.nrem(latent, occlusion)
        recovered.backward()
        self.step_encoder.step()
        self.clear()
        with self.autocasting():
            adversarial = self.rem(self.recombine(latent, noise))
        adversarial.backward()
        self.step_encoder.step()
        self.step_generator.step()
        self.previous = latent
        return reconstruction, spread, reality, recovered, adversarial

    def publish(self, image, occlusion, noise):
        """Wake's losses one backward pass each, a sigmoid and the cross entropy of its value, losses read every cycle."""
        self.clear()
        latent, logit = self.encoder(image)
        reality = F.binary_cross_entropy(torch.sigmoid(logit), torch.ones_like(logit))
        reality.backward(retain_graph=True)
        spread = divergence(latent)
        spread.backward(retain_graph=True)
        reconstruction = F.mse_loss(self.generator(latent), image)
        reconstruction.backward()
        self.step_encoder.step()
        self.step_generator.step()
        latent = latent.detach()
        self.step_encoder.zero_grad()
        recovered = self.nrem_loss(latent, occlusion)
        recovered.backward()
        self.step_encoder.step()
        self.clear()
        dream = SwitchSign.apply(self.generator(self.recombine(latent, noise)))
        logit = self.encoder(dream)[1]
        adversarial = F.binary_cross_entropy(torch.sigmoid(logit), torch.zeros_like(logit))
        adversarial.backward(retain_graph=True)
        self.step_encoder.step()
        self.step_generator.step()
        self.previous = latent
        losses = reconstruction, spread, reality, recovered, adversarial
        for loss in losses:
            loss.item()
        return losses

    def recombine(self, latent, noise):
        """z' = 1/4 z + 1/4 z_old + 1/2 noise; without an older one its share goes to z."""
        return 0.25 * latent + 0.25 * (latent if self.previous is None else self.previous) + 0.5 * noise


def read_safetensors(path):
    types = {"F32": torch.float32, "U8": torch.uint8}
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        content = bytearray(file.read())
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        flat = torch.frombuffer(content, dtype=torch.uint8)[start:end].clone().view(types[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return metadata, tensors


def verify(variant, path):
    """Replays a fixture of the condition `pad`, idle synapses held: the losses of every cycle against those in the file."""
    metadata, tensors = read_safetensors(path)
    night = Night(variant, int(metadata["batch"]), int(metadata["nf"]), int(metadata["nz"]))
    with torch.no_grad():
        for prefix, network in (("encoder", night.encoder), ("generator", night.generator)):
            for name, value in network.named_parameters():
                value.copy_(tensors[f"initial.{prefix}.{name}"])
    rows, worst = [], 0.0
    for k, expected in enumerate(json.loads(metadata["losses"])):
        image = (tensors["images"][k].float() / 127.5 - 1).permute(0, 3, 1, 2).contiguous(memory_format=night.layout)
        losses = night.cycle(image, tensors["occlusion_masks"][k][None, None], tensors["rem_noise"][k])
        row = dict(zip(LOSS_NAMES, (loss.item() for loss in losses)))
        rows.append(row)
        for name, value in row.items():
            worst = max(worst, abs(value - expected[name]) / abs(expected[name]))
    return {"worst": worst, "losses": rows}


LOSS_NAMES = ("reconstruction", "kl", "real", "nrem", "fake")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--nf", type=int, default=64)
    parser.add_argument("--nz", type=int, default=256)
    parser.add_argument("--side", type=int, default=32)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)

    def say(answer):
        print(json.dumps(answer), flush=True)

    say({"peer": "PyTorch", "version": torch.__version__, "threads": torch.get_num_threads(), "variants": VARIANTS})
    nights = {}
    for line in sys.stdin:
        request = json.loads(line)
        started = time.perf_counter()
        try:
            if request["do"] == "quit":
                return
            if request["do"] == "prepare":
                night = nights[request["variant"]] = Night(
                    request["variant"], options.batch, options.nf, options.nz, options.side
                )
                # Two cycles: the first compiles, and both fill the caches of primitives and of memory.
                night.cycle()
                night.cycle()
                say({"prepared": request["variant"], "seconds": time.perf_counter() - started})
            elif request["do"] == "run":
                seconds = []
                for _ in range(request["cycles"]):
                    before = time.perf_counter()
                    nights[request["variant"]].cycle()
                    seconds.append(time.perf_counter() - before)
                say({"seconds": seconds})
            elif request["do"] == "verify":
                say(verify(request["variant"], request["fixture"]))
            else:
                say({"error": f"expected prepare, run, verify or quit, got {request['do']}"})
        except Exception as error:
            say({"error": f"{type(error).__name__}: {error}"})


main()
