"""Step 1: poses the body and samples its distance field into a scratch file."""
# Numerical scripts, run by hand once a style; what they make is what is tested.
# ruff: noqa: E401, I001, N812, T201
# mypy: ignore-errors

import numpy as np, cloth as d, mannequin as B

ts = {
    "caucasian-male-young": 1 / 3,
    "asian-male-young": 1 / 3,
    "african-male-young": 1 / 3,
}
V, F = B.load(ts)
V *= 100
V, S, E, H = d.pose(V, F, 14)
print("S", S, "E", E, "H", H)
q = np.array(F["body"])
T = np.concatenate([q[:, [0, 1, 2]], q[:, [0, 2, 3]]])
fd = (H - E) / np.linalg.norm(H - E)
c = V[T].mean(1) * [1, 1, 1]
c[:, 0] = np.abs(c[:, 0])
hand = (((c - H) @ fd) > -15) & (c[:, 0] > 300)
sd = d.SDF(V, T[~hand])
g = np.stack(
    np.meshgrid(
        *[sd.lo[i] + sd.step * np.arange(sd.n[i]) for i in range(3)], indexing="ij"
    ),
    -1,
)
a0 = E + fd * 110
t = np.clip((g - a0) @ fd, 0, np.linalg.norm(H - a0) + 160)[..., None]
cap = np.linalg.norm(g - (a0 + t * fd), axis=-1) - 29
far = ((g - H) @ fd > -25) & (g[..., 0] > 300)
sd.v = np.where(far, cap, np.minimum(sd.v, cap))
np.savez("bodysdf.npz", v=sd.v, lo=sd.lo, step=sd.step, n=sd.n, V=V, T=T, S=S, E=E, H=H)
for x in (0, 40, 60, 75, 90, 120, 150, 180, 200, 215, 230):
    ys = np.arange(500, 760, 1.0)
    best = None
    for z in range(-80, 80, 5):
        p = np.c_[np.full_like(ys, x), ys, np.full_like(ys, z)]
        dd = sd(p)[0]
        i = np.where(dd < 0)[0]
        if len(i) and (best is None or ys[i[-1]] > best[0]):
            best = (ys[i[-1]], z)
    print(x, best)
for y in (700, 680, 660, 640, 620, 600):
    zs = np.arange(-150, 200, 1.0)
    dd = sd(np.c_[np.zeros_like(zs), np.full_like(zs, y), zs])[0]
    i = np.where(dd < 0)[0]
    xs = np.arange(0, 300, 1.0)
    print(y, "z", zs[i[0]], zs[i[-1]])
