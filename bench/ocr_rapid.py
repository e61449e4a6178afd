"""The peer: `PYTHON bench/ocr_rapid.py PICTURE…` with a Python that has rapidocr; prints JSON.

It runs in a Python of its own, since the product does not carry it.
"""

import json
import resource
import sys
import time
from importlib.metadata import version


def main() -> int:
    begun = time.perf_counter()
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "error",
        }
    )
    loaded = time.perf_counter() - begun
    pictures = []
    for path in sys.argv[1:]:
        begun = time.perf_counter()
        found = engine(path)
        seconds = time.perf_counter() - begun
        words = []
        for corners, text in zip(
            found.boxes if found.boxes is not None else (), found.txts or (), strict=True
        ):
            xs, ys = [int(at[0]) for at in corners], [int(at[1]) for at in corners]
            words.append([text, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)])
        pictures.append({"words": words, "seconds": seconds})
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    json.dump(
        {"version": version("rapidocr"), "load": loaded, "mb": memory, "pictures": pictures},
        sys.stdout,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
