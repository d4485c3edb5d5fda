"""Opens with YASA, MNE and pyedflib what @oneiros/conductor exported, and compares their statistics with ours.

    python hypnogram_peers.py FOLDER

FOLDER holds each night as BIDS events, YASA's csv and JSON and EDF+ (`NIGHT.bids`, ...), and what we say of them
(`ours.json`). For each comparison one line of JSON goes to stdout: {comparison, ours, theirs, difference, tolerance}.
"""

import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

warnings.filterwarnings("ignore")

import mne
import numpy as np
import pandas as pd
import pyedflib
import yasa
from sklearn.metrics import cohen_kappa_score

folder = Path(sys.argv[1])
ours = json.loads((folder / "ours.json").read_text())
mne.set_log_level("ERROR")

ROUNDED = 5.1e-5  # YASA rounds its statistics to four digits
STAGES = {
    "Sleep stage W": "WAKE",
    "Sleep stage N1": "N1",
    "Sleep stage N2": "N2",
    "Sleep stage N3": "N3",
    "Sleep stage R": "REM",
    "Sleep stage N": "NREM",
    "Sleep stage ?": "UNS",
    "Artefact": "ART",
}


def report(comparison, difference, tolerance, mine, theirs):
    row = {
        "comparison": comparison,
        "ours": float(mine),
        "theirs": float(theirs),
        "difference": float(difference),
        "tolerance": tolerance,
    }
    print(json.dumps(row), flush=True)


def hypnogram(stages, seconds):
    stages = list(stages)
    return yasa.Hypnogram(stages, n_stages=3 if "NREM" in stages else 5, freq=f"{seconds}s")


def of_events(onsets, durations, labels, seconds):
    """Epochs of what was written as one event a run."""
    assert np.allclose(np.cumsum([0, *durations[:-1]]), onsets), "the events leave gaps"
    counts = np.rint(np.asarray(durations) / seconds).astype(int)
    return hypnogram(np.repeat([STAGES[label] for label in labels], counts), seconds)


def readers(night, seconds):
    """How each program opens each export."""
    path = lambda format: str(folder / f"{night}.{format}")

    def bids():
        events = pd.read_csv(path("bids"), sep="\t")
        assert np.allclose(events["onset"], np.arange(len(events)) * seconds)
        assert (events["duration"] == seconds).all()
        return hypnogram(events["description"], seconds)

    def with_mne():
        found = mne.read_annotations(path("edf"))
        return of_events(found.onset, found.duration, found.description, seconds)

    def with_pyedflib():
        with pyedflib.EdfReader(path("edf")) as file:
            return of_events(*file.readAnnotations(), seconds)

    return {
        "BIDS, YASA": bids,
        "csv, YASA": lambda: hypnogram(pd.read_csv(path("yasa-csv"))["Stage"], seconds),
        "JSON, YASA": lambda: yasa.Hypnogram.from_json(path("json")),
        "EDF+, MNE": with_mne,
        "EDF+, pyedflib": with_pyedflib,
    }


def furthest(comparison, mine, theirs, tolerance):
    """The pair of numbers that is furthest apart; None of ours is NaN of theirs."""
    assert list(mine) == list(theirs), f"{comparison}: {list(mine)} is not {list(theirs)}"
    pairs = [(np.nan if mine[name] is None else mine[name], theirs[name]) for name in mine]
    apart = [0 if np.isnan(a) and np.isnan(b) else abs(a - b) for a, b in pairs]
    at = int(np.argmax(np.where(np.isnan(apart), np.inf, apart)))
    if not np.isnan(pairs[at][0]):
        report(comparison, apart[at], tolerance, *pairs[at])
    else:
        report(comparison, np.inf if apart[at] else 0, tolerance, 0, 0)


print(json.dumps({"versions": ", ".join(f"{name} {version(name)}" for name in ["yasa", "mne", "pyedflib"])}), flush=True)

for night, said in ours["nights"].items():
    for how, read in readers(night, said["epochSeconds"]).items():
        found = read()
        statistics = {name: float(value) for name, value in found.sleep_statistics().items()}
        mine = {name: said["statistics"].get(name, np.inf) for name in statistics}
        missing = set(said["statistics"]) - set(statistics) - {"Lat_REM_sleep_onset"}
        assert not missing, f"YASA has no {missing}"
        furthest(f"{night}, {how}: statistics", mine, statistics, ROUNDED)
        counts = found.transition_matrix()[0]
        theirs = {f"{a} {b}": int(counts.loc[a, b]) for a in counts.index for b in counts.columns}
        flat = {f"{a} {b}": n for a, row in said["transitionCounts"].items() for b, n in row.items()}
        furthest(f"{night}, {how}: transition counts", {pair: flat.get(pair, np.inf) for pair in theirs}, theirs, 0)

for night, said in ours["nights"].items():
    if said["start"] is not None:
        with pyedflib.EdfReader(str(folder / f"{night}.edf")) as file:
            apart = abs((pd.Timestamp(said["start"]) - pd.Timestamp(file.getStartdatetime())).total_seconds())
        report(f"{night}, EDF+, pyedflib: start", apart, 0, 0, apart)

for pair in ours["kappas"]:
    stages = [pd.read_csv(folder / f"{night}.yasa-csv")["Stage"].to_numpy() for night in pair["nights"]]
    length = min(len(stages[0]), len(stages[1]))
    a, b = stages[0][:length], stages[1][:length]
    scored = ~np.isin(a, ["ART", "UNS"]) & ~np.isin(b, ["ART", "UNS"])
    kappa = cohen_kappa_score(a[scored], b[scored])
    report(f"{' and '.join(pair['nights'])}: kappa", abs(kappa - pair["kappa"]), 1e-12, pair["kappa"], kappa)
