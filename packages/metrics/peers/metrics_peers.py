"""Computes with scikit-learn and SciPy what @oneiros/metrics computed, and says how far apart they are.

    python metrics_peers.py FOLDER

FOLDER holds the samples that both sides saw (`*.npy`) and our results (`ours.json`, further `*.npy`). For each comparison
one line of JSON goes to stdout: {comparison, ours, theirs, difference, tolerance}. Whoever reads it decides; nothing is
rounded away here. Differences of lists are their largest, relative to the largest of theirs unless the name says otherwise.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy import linalg, stats
from scipy.spatial.distance import pdist, squareform
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import confusion_matrix, log_loss

folder = Path(sys.argv[1])
ours = json.loads((folder / "ours.json").read_text())


def load(name):
    """In float64: scikit-learn would compute in float32 what it is given in float32."""
    array = np.load(folder / f"{name}.npy", allow_pickle=False)
    return array.astype(np.float64) if array.dtype.kind == "f" else array


def report(comparison, difference, tolerance, mine, theirs):
    row = {
        "comparison": comparison,
        "ours": float(mine),
        "theirs": float(theirs),
        "difference": float(difference),
        "tolerance": tolerance,
    }
    print(json.dumps(row), flush=True)


def compare(comparison, mine, theirs, tolerance):
    """Relative to the largest of theirs; of lists, the numbers that are furthest apart are shown."""
    mine, theirs = np.atleast_1d(np.asarray(mine, float)).ravel(), np.atleast_1d(np.asarray(theirs, float)).ravel()
    if mine.shape != theirs.shape:
        raise SystemExit(f"{comparison}: expected {theirs.size} numbers, got {mine.size}")
    apart = np.abs(mine - theirs)
    at = int(np.argmax(np.where(np.isnan(apart), np.inf, apart)))
    scale = np.max(np.abs(theirs))
    report(comparison, apart[at] / scale if scale > 0 else apart[at], tolerance, mine[at], theirs[at])


def principal_axes(train):
    mine = ours["principalAxes"]
    count = len(mine["variances"])
    pca = PCA(n_components=count, svd_solver="full").fit(train)
    compare("PCA: variances", mine["variances"], pca.explained_variance_, 1e-10)
    compare("PCA: explained shares", mine["explained"], pca.explained_variance_ratio_, 1e-10)
    axes = load("axes")
    signs = np.sign(np.sum(axes * pca.components_, axis=1))
    # An axis is defined up to its sign, and as sharply as its variance is apart from the next: rounding over that gap.
    compare("PCA: axes, up to their signs", axes * signs[:, None], pca.components_, 1e-8)
    compare("PCA: places of the samples, up to the signs", load("places") * signs, pca.transform(train), 1e-8)


def ridge(train, labels, test, test_labels):
    mine = ours["ridge"]
    one_hot = np.eye(ours["classes"])[labels]

    def fit(samples, targets, penalty):
        # We penalise the mean squared error relative to the mean variance of a number; Ridge the sum of squares.
        alpha = penalty * samples.var(axis=0).mean() * len(samples)
        return Ridge(alpha=alpha, solver="cholesky").fit(samples, targets)

    model = fit(train, one_hot, mine["penalty"])
    compare("ridge readout: weights", load("ridge.weights"), model.coef_, 1e-8)
    compare("ridge readout: bias", mine["bias"], model.intercept_, 1e-8)
    accuracy = np.mean(np.argmax(model.predict(test), axis=1) == test_labels)
    compare("ridge readout: test accuracy", mine["accuracy"], accuracy, 1e-12)

    chosen = ours["crossValidated"]
    folds = load("folds")
    for score in chosen["scores"]:
        right = 0
        for fold in np.unique(folds):
            seen, held = folds != fold, folds == fold
            held_out = fit(train[seen], one_hot[seen], score["penalty"]).predict(train[held])
            right += np.sum(np.argmax(held_out, axis=1) == labels[held])
        # One sample in two thousand whose two best classes tie up to rounding may fall either way.
        compare(f"readout of features: held-out accuracy at {score['penalty']:g}", score["accuracy"], right / len(train), 2e-3)
    model = fit(train, one_hot, chosen["penalty"])
    # Solved by conjugate gradients to a residual of 1e-10.
    compare("readout of features: weights at the chosen penalty", load("crossValidated.weights"), model.coef_, 1e-6)


def softmax(test, test_labels):
    classes = np.arange(ours["classes"])
    # The paper's readout, as it was trained: our loss, accuracy and confusion of its weights.
    mine = ours["softmax"]
    probabilities = scipy.special.softmax(test @ load("softmax.weights").T + np.array(mine["bias"]), axis=1)
    compare("softmax readout: test loss of its weights", mine["loss"], log_loss(test_labels, probabilities, labels=classes), 1e-9)
    predicted = np.argmax(probabilities, axis=1)
    compare("softmax readout: confusion, counts", mine["confusion"], confusion_matrix(test_labels, predicted, labels=classes), 0)

    # Trained to the end: on a few whitened principal axes the loss has one minimum, which gradient descent (our readout with
    # one mini-batch) and L-BFGS both reach. Weights are compared about their mean over classes, which softmax cannot see.
    mine = ours["converged"]
    places, labels = load("converged.places"), load("train.labels")
    model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(places, labels)
    weights = load("converged.weights")
    compare("softmax readout: loss at the optimum (L-BFGS)", mine["loss"], log_loss(labels, model.predict_proba(places)), 1e-6)
    centred = model.coef_ - model.coef_.mean(axis=0)
    compare("softmax readout: weights at the optimum", weights - weights.mean(axis=0), centred, 1e-3)
    compare("softmax readout: accuracy at the optimum", mine["accuracy"], model.score(places, labels), 2e-3)


def frechet(train, test):
    def gaussian(samples):
        return samples.mean(axis=0), np.cov(samples, rowvar=False)

    (mean, covariance), (other_mean, other_covariance) = gaussian(train), gaussian(test)
    root = np.real(linalg.sqrtm(covariance @ other_covariance))
    distance = np.sum((mean - other_mean) ** 2) + np.trace(covariance + other_covariance - 2 * root)
    size = np.trace(covariance + other_covariance)
    difference = abs(ours["frechet"] - distance) / size
    report("Fréchet distance of training and test, by the traces", difference, 1e-8, ours["frechet"], distance)
    difference = abs(ours["frechetToItself"]) / size
    report("Fréchet distance to itself, by the traces", difference, 1e-8, ours["frechetToItself"], 0)


def class_distances(train, labels):
    """Ours are means of 1,000 pairs drawn in each class and of 10,000 between: within 5 % of the means of all pairs."""
    apart = squareform(pdist(train))
    same = labels[:, None] == labels[None, :]
    intra = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        if len(members) > 1:
            intra.append(pdist(train[members]).mean())
    compare("distance within a class, drawn pairs against all", ours["classDistances"]["intra"], np.mean(intra), 5e-2)
    compare("distance between classes, drawn pairs against all", ours["classDistances"]["inter"], apart[~same].mean(), 5e-2)


def similarity():
    mine = ours["similarity"]
    a, b = load("similarity.a"), load("similarity.b")
    x, y = a - a.mean(axis=0), b - b.mean(axis=0)
    cka = linalg.norm(y.T @ x) ** 2 / (linalg.norm(x.T @ x) * linalg.norm(y.T @ y))
    compare("CKA", mine["cka"], cka, 1e-10)
    patterns = [stats.pearsonr(u, v).statistic for u, v in zip(a, b)]
    compare("mean correlation of patterns", mine["meanPatternCorrelation"], np.mean(patterns), 1e-10)


def statistics():
    mine = ours["statistics"]
    a, b = np.array(mine["a"]), np.array(mine["b"])
    summary, paired = mine["summary"], mine["paired"]
    compare("statistics: mean", summary["mean"], a.mean(), 1e-12)
    compare("statistics: s.e.m.", summary["sem"], stats.sem(a), 1e-12)
    low, high = stats.t.interval(0.95, len(a) - 1, loc=a.mean(), scale=stats.sem(a))
    compare("statistics: 95 % interval", summary["interval95"], [low, high], 1e-10)
    test = stats.ttest_rel(a, b)
    interval = test.confidence_interval(0.95)
    compare("paired difference: t", paired["t"], test.statistic, 1e-10)
    compare("paired difference: p", paired["p"], test.pvalue, 1e-10)
    compare("paired difference: 95 % interval", paired["interval95"], [interval.low, interval.high], 1e-10)
    detected = ours["signalDetection"]
    hit = stats.norm.ppf((detected["hits"] + 0.5) / (detected["signals"] + 1))
    false_alarm = stats.norm.ppf((detected["falseAlarms"] + 0.5) / (detected["noises"] + 1))
    compare("signal detection: d'", detected["dPrime"], hit - false_alarm, 1e-10)
    compare("signal detection: criterion", detected["criterion"], -(hit + false_alarm) / 2, 1e-10)


def main():
    versions = f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}"
    print(json.dumps({"versions": versions}), flush=True)
    train, test = load("train.latents"), load("test.latents")
    labels, test_labels = load("train.labels"), load("test.labels")
    principal_axes(train)
    ridge(train, labels, test, test_labels)
    softmax(test, test_labels)
    frechet(train, test)
    class_distances(train, labels)
    similarity()
    statistics()


main()
