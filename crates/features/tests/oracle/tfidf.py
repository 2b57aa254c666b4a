"""Makes tfidf.json: what scikit-learn's TfidfVectorizer gives for the tokens below.

Run with scikit-learn installed: python3 tfidf.py > tfidf.json
"""

import json

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

TEXTS = [
    "消防 隐患 排查 消防 演练".split(),
    "老年 食堂 送餐 老年 助餐 老年".split(),
    "消防 通道 老年 活动".split(),
    "招商 签约 项目 签约".split(),
    "消防".split(),
]
UNSEEN = "签约 消防 消防 消防 未见".split()

cases = []
for sublinear in (False, True):
    for use_idf in (False, True):
        for norm in (None, "l2"):
            for min_df in (1, 2):
                vectorizer = TfidfVectorizer(
                    analyzer=lambda tokens: tokens,
                    sublinear_tf=sublinear,
                    use_idf=use_idf,
                    smooth_idf=True,
                    norm=norm,
                    min_df=min_df,
                )
                vectorizer.fit(TEXTS)
                rows = vectorizer.transform(TEXTS + [UNSEEN]).toarray().tolist()
                cases.append(
                    {
                        "params": {
                            "sublinear_tf": sublinear,
                            "use_idf": use_idf,
                            "l2_norm": norm == "l2",
                            "min_df": min_df,
                        },
                        "terms": vectorizer.get_feature_names_out().tolist(),
                        "rows": rows,
                    }
                )

print(
    json.dumps(
        {"oracle": f"scikit-learn {sklearn.__version__}", "texts": TEXTS, "unseen": UNSEEN, "cases": cases},
        ensure_ascii=False,
        indent=1,
    )
)
