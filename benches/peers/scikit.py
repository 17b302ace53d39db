"""Counts and TF-IDF by scikit-learn, of texts cut by a given function, into a CSV table: document, term, count, weight."""

import csv

import common
import numpy
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer


def run(cut):
    folder, table, top = common.arguments()
    names, texts = zip(*common.documents(folder))
    vectorizer = CountVectorizer(analyzer=cut)
    counts = vectorizer.fit_transform(texts)
    terms = vectorizer.get_feature_names_out()
    kept = numpy.array([common.is_word(term) for term in terms])
    counts, terms = counts[:, kept], terms[kept]
    weights = TfidfTransformer().fit_transform(counts)
    written = numpy.array([len(term) >= common.WRITTEN for term in terms])
    counts, weights, terms = counts[:, written].sorted_indices(), weights[:, written].sorted_indices(), terms[written]
    with open(table, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["document", "term", "count", "weight"])
        for row, name in enumerate(names):
            # Both matrices hold the same cells in the same order.
            cells = slice(counts.indptr[row], counts.indptr[row + 1])
            heaviest = numpy.argsort(-weights.data[cells], kind="stable")[: top or None]
            columns = terms[counts.indices[cells][heaviest]].tolist()
            writer.writerows(zip([name] * len(columns), columns, counts.data[cells][heaviest].tolist(), weights.data[cells][heaviest].tolist()))
