"""Step 2, `sew.py shirt 19` or `sew.py hoodie 20`: drafts, sews and drapes half a garment."""
# Numerical scripts, run by hand once a style; what they make is what is tested.
# ruff: noqa: ARG005, B905, C408, E401, E501, E731, E741, I001, N803, N806, N812, N816, PLR0917, RUF017, RUF046, T201
# mypy: ignore-errors

import numpy as np, cloth as D, sys, time
from cloth import bez, plen

z = np.load("bodysdf.npz")
sd = D.SDF.__new__(D.SDF)
sd.v = z["v"]
sd.lo = z["lo"]
sd.step = float(z["step"])
sd.n = z["n"]
S, E, H = z["S"], z["E"], z["H"]
style = sys.argv[1]
h = float(sys.argv[2]) if len(sys.argv) > 2 else 19
SH = style == "shirt"
G = (
    dict(
        nw=76,
        sw=216,
        slope=60,
        W=276,
        Wa=262,
        Wh=276,
        arm=-250,
        fn=88,
        bn=20,
        hemc=-785,
        hems=-730,
        B=410,
        wr=275,
        cuff=245,
        cl=65,
        sl=598,
    )
    if SH
    else dict(
        nw=84,
        sw=236,
        slope=62,
        W=292,
        Wa=290,
        Wh=288,
        arm=-275,
        fn=92,
        bn=20,
        hemc=-655,
        hems=-655,
        B=455,
        wr=270,
        cuff=205,
        cl=68,
        sl=585,
    )
)
y0 = sd_top = float(z["top"]) if "top" in z else 652.0
w0 = G["Wh"]
bk_tip = (G["sw"] + 4, -G["slope"] + 8)
n = lambda c: max(2, int(round(plen(c) / h)))
f = {}
nN = lambda c: max(2, int(round(plen(c) / h * 1.35)))
f["neck"] = bez((0, -G["fn"]), (48, -G["fn"]), (G["nw"] - 4, -50), (G["nw"], 0))
f["sh"] = bez((G["nw"], 0), (G["sw"], -G["slope"]))
f["arm"] = bez(
    (G["sw"], -G["slope"]),
    (G["sw"] - 24, -155),
    (G["sw"] - 4, G["arm"] + 2),
    (G["W"], G["arm"]),
)
f["side"] = bez((G["W"], G["arm"]), (G["Wa"] - 6, -440), (w0, G["hems"]))
f["hem"] = (
    bez(
        (w0, G["hems"]),
        (w0 - 60, G["hems"] - 12),
        (w0 - 120, G["hemc"]),
        (0, G["hemc"]),
    )
    if SH
    else bez((w0, G["hems"]), (0, G["hemc"]))
)
f["cf"] = bez((0, G["hemc"]), (0, -G["fn"]))
b = {}
b["neck"] = bez((0, -G["bn"]), (45, -G["bn"]), (G["nw"] - 4, -14), (G["nw"], 0))
b["sh"] = bez((G["nw"], 0), bk_tip)
b["arm"] = bez(
    bk_tip, (bk_tip[0] - 14, -150), (bk_tip[0] + 2, G["arm"] + 2), (G["W"], G["arm"])
)
b["side"] = f["side"]
hb = G["hemc"] - (12 if SH else 0)
b["hem"] = (
    bez((w0, G["hems"]), (w0 - 60, G["hems"] - 12), (w0 - 120, hb), (0, hb))
    if SH
    else bez((w0, G["hems"]), (0, hb))
)
b["cf"] = bez((0, hb), (0, -G["bn"]))
nsh = n(f["sh"])
na_f = n(f["arm"])
na_b = n(b["arm"])
ns = n(f["side"])
nhem = n(bez((w0, 0), (0, 0)))
tot = plen(f["arm"]) + plen(b["arm"])
cap = lambda hh: bez(
    (-G["B"] / 2, -hh), (-G["B"] * 0.27, -hh), (-G["B"] * 0.24, 0), (0, 0), n=60
)
lo, hi = 20, 260
for _ in range(40):
    m = (lo + hi) / 2
    if 2 * plen(cap(m)) < tot * 1.01:
        lo = m
    else:
        hi = m
ch = m
print("armhole", plen(f["arm"]), plen(b["arm"]), "cap height", ch)
sl = G["sl"] - G["cl"]
# sleeve: x>0 front
nw_ = max(6, n(bez((0, 0), (G["wr"] / 2, 0))))
s = {}
s["capf"] = cap(ch)[::-1] * [-1, 1]
s["uf"] = bez((G["B"] / 2, -ch), (G["wr"] / 2, -sl))
s["wrist"] = bez((G["wr"] / 2, -sl), (-G["wr"] / 2, -sl))
s["ub"] = bez((-G["wr"] / 2, -sl), (-G["B"] / 2, -ch))
s["capb"] = cap(ch)
nu = n(s["uf"])
nwr = 2 * nw_
c = G["cuff"] / 2
cu = {
    "top": bez((c, 0), (-c, 0)),
    "l": bez((-c, 0), (-c, -G["cl"])),
    "bot": bez((-c, -G["cl"]), (c, -G["cl"])),
    "r": bez((c, -G["cl"]), (c, 0)),
}
yoke_y = -95.0
sim = D.Sim()


def ell(P, a, bb, sgn, gap=0, girth=None):
    t = P[:, 0] / girth * np.pi / 2 * 1.0
    return np.c_[a * np.sin(t), y0 + P[:, 1] + gap, sgn * bb * np.cos(t) + 12]


Wg = G["W"]
a_, b_ = 205, 178
P, T, N = D.mesh(
    [
        ("neck", f["neck"], nN(f["neck"])),
        ("sh", f["sh"], nsh),
        ("arm", f["arm"], na_f),
        ("side", f["side"], ns),
        ("hem", f["hem"], nhem),
        ("cf", f["cf"], n(f["cf"])),
    ],
    h,
)
sim.add("front", P, T, N, ell(P, a_, b_, 1, 10, Wg + 4), 0.12 if SH else 0.35)
lines = [bez((0, yoke_y), (bk_tip[0] - 8, yoke_y))] if SH else []
P, T, N = D.mesh(
    [
        ("neck", b["neck"], nN(b["neck"])),
        ("sh", b["sh"], nsh),
        ("arm", b["arm"], na_b),
        ("side", b["side"], ns),
        ("hem", b["hem"], nhem),
        ("cb", b["cf"], n(b["cf"])),
    ],
    h,
    lines,
)
sim.add("back", P, T, N, ell(P, a_, b_, -1, 10, Wg + 4), 0.12 if SH else 0.35)
# arm axis
S0 = S + np.array([0, 30, 0.0])
ax = np.array([S0, E, H])
L = np.r_[0, np.linalg.norm(E - S0), np.linalg.norm(E - S0) + np.linalg.norm(H - E)]


def along(t):
    d = np.where((t < L[1])[:, None], (E - S0) / L[1], (H - E) / (L[2] - L[1]))
    k = np.clip((t - L[1] + 60) / 120, 0, 1)[:, None]
    d = (E - S0) / L[1] * (1 - k) + (H - E) / (L[2] - L[1]) * k
    d /= np.linalg.norm(d, axis=1)[:, None]
    p = np.where(
        (t < L[1])[:, None],
        S0 + (E - S0) / L[1] * t[:, None],
        E + (H - E) / (L[2] - L[1]) * (t - L[1])[:, None],
    )
    return p, d


def tube(P, y, width, shift):
    t = -y + shift
    p, d = along(t)
    R = width / (2 * np.pi)
    th = P[:, 0] / R
    l = np.cross(d, np.array([0, 0, 1.0]))
    l *= np.sign(l[:, :1]) + (l[:, :1] == 0)
    l /= np.linalg.norm(l, axis=1)[:, None]
    fz = np.cross(l, d)
    fz *= np.sign(fz[:, 2:])
    return p + R[:, None] * (np.cos(th)[:, None] * l + np.sin(th)[:, None] * fz)


P, T, N = D.mesh(
    [
        ("capf", s["capf"], na_f),
        ("uf", s["uf"], nu),
        ("wrist", s["wrist"], nwr),
        ("ub", s["ub"], nu),
        ("capb", s["capb"], na_b),
    ],
    h,
    [bez((-G["B"] / 2 + 8, -ch - 150), (G["B"] / 2 - 8, -ch - 150))] if SH else [],
)
wid = np.interp(-P[:, 1], [ch, sl], [G["B"], G["wr"]])
sim.add("sleeve", P, T, N, tube(P, P[:, 1], wid + 6, 5), 0.12 if SH else 0.35)
P, T, N = D.mesh(
    [
        ("top", cu["top"], nwr),
        ("l", cu["l"], 4),
        ("bot", cu["bot"], nwr),
        ("r", cu["r"], 4),
    ],
    h,
)
sim.add(
    "cuff",
    P,
    T,
    N,
    tube(P, P[:, 1] - sl - 8, np.full(len(P), G["cuff"] + 4.0), 5),
    0.6 if SH else 0.5,
)
# T pieces: ensure outward: fixed later
st = sim.sew
stitches = None
if not SH:
    hr = 238.0
    rb = {
        "top": bez((0, 0), (2 * hr, 0)),
        "e": bez((2 * hr, 0), (2 * hr, -70)),
        "bot": bez((2 * hr, -70), (0, -70)),
        "s": bez((0, -70), (0, 0)),
    }
    P, T, N = D.mesh(
        [
            ("top", rb["top"], 2 * nhem),
            ("e", rb["e"], 4),
            ("bot", rb["bot"], 2 * nhem),
            ("s", rb["s"], 4),
        ],
        h,
    )
    t = P[:, 0] / (2 * hr) * np.pi
    sim.add(
        "rib",
        P,
        T,
        N,
        np.c_[200 * np.sin(t), y0 + G["hemc"] - 5 + P[:, 1] + 10, 170 * np.cos(t) + 12],
        0.5,
    )
    Ln = plen(f["neck"]) + plen(b["neck"])
    nf, nb_ = nN(f["neck"]), nN(b["neck"])
    print("neck half", Ln)
    k = plen(f["neck"]) / Ln
    hd = {
        "neckf": bez((0, 0), (Ln * k * 0.6, -22), (Ln * k, -14)),
        "neckb": bez((Ln * k, -14), (Ln * 0.9, 6), (Ln, 26)),
        "cs": np.concatenate(
            [
                bez((Ln, 26), (Ln + 55, 100), (Ln + 68, 215), (Ln + 2, 290)),
                bez((Ln + 2, 290), (Ln - 50, 348), (Ln - 120, 350), (2, 342))[1:],
            ]
        ),
        "face": bez((2, 342), (-24, 180), (0, 0)),
    }
    P, T, N = D.mesh(
        [
            ("neckf", hd["neckf"], nf),
            ("neckb", hd["neckb"], nb_),
            ("cs", hd["cs"], n(hd["cs"])),
            ("face", hd["face"], n(hd["face"])),
        ],
        h,
    )
    X = np.c_[
        np.full(len(P), 100.0) * np.clip((360 - P[:, 1]) / 70, 0.05, 1) ** 0.5,
        y0 - 30 + P[:, 1] + 30,
        150 - P[:, 0] * 0.95,
    ]
    sim.add("hood", P, T, N, X, 0.3)
pairs = []
pairs += st("front.sh", "back.sh") + st("front.side", "back.side")
# sleeve capf runs top->underarm (front), arm edges run tip->underarm
pairs += list(zip(sim.names["front.arm"], sim.names["sleeve.capf"]))
pairs += list(zip(sim.names["back.arm"], sim.names["sleeve.capb"][::-1]))
pairs += list(zip(sim.names["sleeve.uf"], sim.names["sleeve.ub"][::-1]))
pairs += list(zip(sim.names["sleeve.wrist"], sim.names["cuff.top"])) + list(
    zip(sim.names["cuff.r"], sim.names["cuff.l"][::-1])
)
if not SH:
    pairs += list(
        zip(sim.names["rib.top"][: nhem + 1], sim.names["front.hem"][::-1])
    ) + list(zip(sim.names["rib.top"][nhem:], sim.names["back.hem"]))
    pairs += list(zip(sim.names["front.neck"], sim.names["hood.neckf"])) + list(
        zip(sim.names["back.neck"][::-1], sim.names["hood.neckb"])
    )
fix = list(sim.names["front.cf"]) + list(sim.names["back.cb"])
if not SH:
    fix += (
        list(sim.names["hood.cs"]) + list(sim.names["rib.e"]) + list(sim.names["rib.s"])
    )
pairs = [(a, b) for a, b in dict.fromkeys(tuple(sorted(p)) for p in pairs) if a != b]
sim.build(pairs, sd, 5.0 if SH else 8.0)
print("verts", len(sim.X), "colours", len(sim.cE), len(sim.cB), len(sim.cS))
t0 = time.time()
fix = np.array(sorted(set(fix)))
sim.run(350, 1 / 240, 0, lambda i: max(0, 1 - i / 250), 0.90, fix)
print("sewn", time.time() - t0)
sim.run(900, 1 / 240, 9810 * 0.5, lambda i: 0, 0.975, fix)
sim.run(300, 1 / 240, 9810 * 0.5, lambda i: 0, 0.93, fix)
print(time.time() - t0)
X = sim.X
# relax the mirror seam, where a half cloth zigzags, and a little everywhere
A = [set() for _ in X]
for a, b_ in sim.E:
    A[a].add(b_)
    A[b_].add(a)
for a, b_ in pairs:
    u = A[a] | A[b_]
    A[a] = A[a] | u - {a}
    A[b_] = A[b_] | u - {b_}
lens = np.array([len(a) for a in A])
flat = np.concatenate([sorted(a) for a in A])
idx = np.repeat(np.arange(len(X)), lens)
fx = np.zeros(len(X), bool)
fx[fix] = True
hem = set(
    sum(
        [
            list(sim.names[k])
            for k in sim.names
            if k.split(".")[1] in ("hem", "bot", "neck", "face")
        ],
        [],
    )
)
hm = np.zeros(len(X), bool)
hm[list(hem)] = True
hm &= ~fx
near = np.exp(-((X[:, 0] / 45) ** 2))
for it in range(14):
    mean = np.stack(
        [np.bincount(idx, X[flat, k], minlength=len(X)) / lens for k in range(3)], 1
    )
    lam = np.where(hm, 0, np.maximum(near * 0.5, 0.25 if it < 3 else 0))
    Y = X + (mean - X) * lam[:, None] * [1, 1, 1]
    Y[:, 1] = X[:, 1] + (Y[:, 1] - X[:, 1]) * np.where(fx, 0, 1)
    Y[fix, 0] = 0
    X[:] = Y
# weld
par = np.arange(len(X))


def find(a):
    while par[a] != a:
        a = par[a]
    return a


for a, b_ in pairs:
    par[find(a)] = find(b_)
root = np.array([find(i) for i in range(len(X))])
cnt = np.bincount(root, minlength=len(X))
for k in range(3):
    X[:, k] = (np.bincount(root, X[:, k], minlength=len(X)) / np.maximum(cnt, 1))[root]
out = dict(X=X, P2=sim.P2, root=root, fix=fix)
for nm, T in zip(sim.pieces, sim.T):
    out["T_" + nm] = T
for nm, i in sim.names.items():
    out["E_" + nm] = np.array(i)
out["off"] = np.array([sim.off[p] for p in sim.pieces])
out["pieces"] = np.array(sim.pieces)
np.savez(f"{style}_sim.npz", **out)
