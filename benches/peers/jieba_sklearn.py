"""jieba (Python) and scikit-learn."""

import jieba
import scikit

jieba.setLogLevel(60)
scikit.run(lambda text: jieba.cut(text, HMM=False))
