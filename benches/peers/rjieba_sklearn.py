"""rjieba (jieba-rs from Python) and scikit-learn."""

import rjieba
import scikit

scikit.run(lambda text: rjieba.cut(text, False))
