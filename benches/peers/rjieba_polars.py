"""rjieba (jieba-rs from Python) and polars, written as polars would have it: one frame of all tokens, then expressions."""

import common
import polars
import rjieba
from polars import col

folder, table, top = common.arguments()
names, tokens = [], []
for name, text in common.documents(folder):
    names.append(name)
    tokens.append(rjieba.cut(text, False))
counts = (
    polars.DataFrame({"document": names, "term": tokens})
    .lazy()
    .explode("term")
    .group_by("document", "term")
    .agg(count=polars.len())
    .filter(col("term").str.contains(common.WORD))
    .collect()
)
rows = counts["document"].n_unique()
idf = ((1 + rows) / (1 + polars.len().over("term"))).log() + 1
listed = (
    counts.lazy()
    .with_columns(weight=col("count") * idf)
    .with_columns(col("weight") / (col("weight") ** 2).sum().over("document").sqrt())
    .filter(col("term").str.len_chars() >= common.WRITTEN)
    .sort("document", "weight", descending=[False, True])
    .pipe(lambda rows: rows.group_by("document", maintain_order=True).head(top) if top else rows)
    .collect()
)
listed.write_csv(table)
