"""Reads the MakeHuman base body and its morph targets."""
# Numerical scripts, run by hand once a style; what they make is what is tested.
# ruff: noqa: E401, E741, I001, N806, RUF017, SIM115, T201
# mypy: ignore-errors

import gzip, numpy as np
import os

D = os.environ["LOTONE_REFERENCE_DATA"] + "/body-model/"


def load(ts):
    V = []
    F = {}
    g = None
    for l in gzip.open(D + "base.obj.gz", "rt"):
        if l.startswith("v "):
            V.append([float(x) for x in l.split()[1:4]])
        elif l.startswith("g "):
            g = l[2:].strip()
        elif l.startswith("f "):
            F.setdefault(g, []).append(
                [int(x.split("/")[0]) - 1 for x in l.split()[1:]]
            )
    V = np.array(V)
    for t, w in ts.items():
        a = np.loadtxt(gzip.open(D + f"targets/{t}.target.gz", "rt"), ndmin=2)
        if a.size == 0:
            continue
        V[a[:, 0].astype(int)] += w * a[:, 1:]
    return V, F


if __name__ == "__main__":
    ts = {
        "caucasian-male-young": 1 / 3,
        "asian-male-young": 1 / 3,
        "african-male-young": 1 / 3,
    }
    V, F = load(ts)
    V *= 100
    b = (
        np.unique(np.concatenate([np.array(f) for f in F["body"]]).ravel())
        if 0
        else np.unique(np.array(sum(F["body"], [])))
    )
    P = V[b]
    print(P.min(0), P.max(0))
    for j in F:
        if (
            j.startswith("joint-")
            and any(
                k in j
                for k in [
                    "spine",
                    "neck",
                    "l-shoulder",
                    "l-clav",
                    "l-elbow",
                    "l-hand",
                    "pelvis",
                    "head",
                    "l-scapula",
                    "l-upper-leg",
                ]
            )
            and "-hand-" not in j
        ):
            print(j, V[np.unique(sum(F[j], []))].mean(0).round())
    t = P[np.abs(P[:, 0]) < 220]
    from scipy.spatial import ConvexHull

    for y in range(-50, 700, 50):
        s = P[(np.abs(P[:, 1] - y) < 25)]
        s = s[np.abs(s[:, 0]) < 190]
        if len(s) > 4:
            h = ConvexHull(s[:, [0, 2]])
            print(
                y,
                "hull",
                round(h.area),
                "x",
                s[:, 0].max().round(),
                "z",
                s[:, 2].min().round(),
                s[:, 2].max().round(),
            )
