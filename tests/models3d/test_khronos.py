"""Khronos' own judge finds nothing wrong with the models of any product."""

from pathlib import Path

import pytest

from models3d.export.gltf import write_glb
from tests.models3d.gltf_validator.judge import judged
from tests.models3d.samples import SAMPLES, SLUGS, materials, sample

CACHE = Path(__file__).parents[2] / ".venv" / "gltf-validator"
VARIANTS = 20
ERROR, WARNING = 0, 1
# Textures lie outside the file on purpose, where the browser keeps them.
WANTED = {"URI_GLB"}


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_models_have_neither_errors_nor_warnings(slug, tmp_path):
    product = sample(slug)
    variants = [product.variant(), *product.random_variants(seed=41, count=VARIANTS)]
    files = {
        f"{slug}-{number}": write_glb(
            product.assemble(variant), materials(), texture_base="textures/"
        )
        for number, variant in enumerate(variants)
    }
    messages = judged(files, tmp_path, SAMPLES / "textures", CACHE)
    assert len(messages) == VARIANTS + 1
    found = {
        (name, message["code"], message.get("pointer"))
        for name, said in messages.items()
        for message in said
        if message["severity"] in (ERROR, WARNING) and message["code"] not in WANTED
    }
    assert found == set()


@pytest.mark.slow
def test_the_judge_sees_a_broken_file(tmp_path):
    glb = write_glb(sample("table").build(), materials(), texture_base="textures/")
    broken = glb.replace(b'"componentType":5126', b'"componentType":5125', 1)
    assert broken != glb
    messages = judged({"broken": broken}, tmp_path, SAMPLES / "textures", CACHE)
    assert any(message["severity"] == ERROR for message in messages["broken"])
