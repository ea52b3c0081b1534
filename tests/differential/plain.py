"""The method of docs/differential.md written out plainly, sharing no code with the product.

It reads the shape of tests/differential_vectors.json: conditions with a prior weight
and, for each finding, [probability, low, high]; findings with a group.
"""

from math import exp, log, log2, sqrt

BANDS = [(0.001, 0.01), (0.01, 0.04), (0.05, 0.29), (0.30, 0.79), (0.80, 0.99)]


def rank(catalogue, present, absent):
    """Posterior, lower and upper by condition, and each counted finding's reference and weight."""
    total = sum(c["prior"] for c in catalogue["conditions"].values())
    prior = {name: c["prior"] / total for name, c in catalogue["conditions"].items()}
    figures = {name: c["findings"] for name, c in catalogue["conditions"].items()}
    state = dict.fromkeys(present, True) | dict.fromkeys(absent, False)

    def reference(finding):
        silent = [c for c in prior if finding not in figures[c]]
        prevalence = catalogue["findings"][finding].get("prevalence")
        if silent and prevalence is not None:
            return prevalence
        return sum(prior[c] * figures[c].get(finding, [0.05])[0] for c in prior)

    def power(finding):
        share = {c: figures[c].get(finding, [reference(finding)])[0] for c in prior}
        mean = sum(prior[c] * share[c] for c in prior)
        return sum(
            prior[c] * (s * log2(s / mean) + (1 - s) * log2((1 - s) / (1 - mean))) for c, s in share.items()
        )

    weight = {}
    for group in {catalogue["findings"][f]["group"] for f in state}:
        members = [f for f in state if catalogue["findings"][f]["group"] == group]
        members.sort(key=lambda f: (-power(f), f))
        weight.update({f: 1 / sqrt(k) for k, f in enumerate(members, 1)})

    score, up, down = {}, {}, {}
    for c in prior:
        score[c], up[c], down[c] = prior[c], 0.0, 0.0
        for finding, here in state.items():
            ref = reference(finding)
            low_high = next((b for b in BANDS if ref <= b[1]), (ref, 0.99))
            silence = [ref, min(low_high[0], ref), max(low_high[1], ref)]
            value, low, high = figures[c].get(finding, silence)
            if not here:
                ref, value, low, high = 1 - ref, 1 - value, 1 - high, 1 - low
            score[c] *= (value / ref) ** weight[finding]
            up[c] += (weight[finding] * log(high / value)) ** 2
            down[c] += (weight[finding] * log(value / low)) ** 2

    everything = sum(score.values())
    out = {}
    for c in prior:
        rest = everything - score[c]
        odds = score[c] / rest
        rivals_down = sum((score[r] / rest) ** 2 * down[r] for r in prior if r != c)
        rivals_up = sum((score[r] / rest) ** 2 * up[r] for r in prior if r != c)
        upper = odds * exp(sqrt(up[c] + rivals_down))
        lower = odds / exp(sqrt(down[c] + rivals_up))
        out[c] = {
            "score": score[c],
            "posterior": score[c] / everything,
            "lower": lower / (1 + lower),
            "upper": upper / (1 + upper),
        }
    return {
        "results": out,
        "references": {f: reference(f) for f in state},
        "weights": weight,
    }
