"""Gongwen's classifiers for scikit-learn: texts in, labels out. 供 scikit-learn 使用的分类器。

>>> from gongwen.sklearn import GongwenClassifier
>>> texts = ["检查消防通道。", "组织消防演练。", "新建老年食堂。", "为老人送餐。"]
>>> classifier = GongwenClassifier().fit(texts, ["安全", "安全", "民生", "民生"])
>>> list(classifier.predict(["开展消防检查。"]))
['安全']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from gongwen._functions import train
from gongwen._tagger import Tagger


class GongwenClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Classifies texts by themselves: ``X`` is a sequence of strings, ``y`` holds labels of any kind.
    对单独的文本分类：``X`` 为字符串序列，``y`` 为任意标签。

    It cuts texts into words, weighs them and learns as the library does, so no vectorizer goes before it.
    自带分词与加权，前面不需要向量化步骤。

    Parameters
    ----------
    backend
        As ``classify train --backend``; none for the library's own. 同命令行；省略则用默认。
    params, features
        As ``classify train --params`` and ``--features``. 同命令行。
    calibration_folds
        Folds whose held-out scores calibrate the probabilities; 0 leaves them uncalibrated. 校准概率用的折数。
    random_state
        Seed of the split into these folds. 划分的随机种子。
    threads
        Threads to predict on; none for all cores. 预测用的线程数。

    Attributes
    ----------
    classes_
        The labels, sorted. 标签，已排序。
    tagger_
        The :class:`~gongwen.Tagger` that answers; its themes are ``c0``, ``c1`` … in the order of ``classes_``.
        训练出的标注器，主题 ``c0``、``c1`` …… 依次为 ``classes_``。
    """

    def __init__(
        self,
        backend: str | None = None,
        params: Mapping[str, object] | Iterable[str] = (),
        features: Mapping[str, object] | Iterable[str] = (),
        calibration_folds: int = 5,
        random_state: int = 0,
        threads: int | None = None,
    ) -> None:
        self.backend = backend
        self.params = params
        self.features = features
        self.calibration_folds = calibration_folds
        self.random_state = random_state
        self.threads = threads

    def fit(self, X: Iterable[str], y: Iterable[Any]) -> GongwenClassifier:
        """Learns from texts and their labels. 训练。"""
        texts = _texts(X)
        if y is None:
            raise ValueError("This GongwenClassifier estimator requires y to be passed, but the target y is None.")
        labels = np.asarray(y if isinstance(y, (list, np.ndarray)) else list(y))
        check_classification_targets(labels)
        if len(labels) != len(texts):
            raise ValueError(f"inconsistent numbers of samples: {len(texts)} texts, {len(labels)} labels")
        self.classes_, which = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"Classifier can't train when only one class is present: {self.classes_[0]!r}")
        ids = [f"c{index}" for index in range(len(self.classes_))]
        self.tagger_: Tagger = train(
            list(zip(texts, (ids[index] for index in which))),
            themes=ids,
            backend=self.backend,
            params=self.params,
            features=self.features,
            calibration_folds=self.calibration_folds,
            seed=self.random_state,
        )
        return self

    def predict_proba(self, X: Iterable[str]) -> npt.NDArray[np.float64]:
        """Of each text the probability of every label of ``classes_``. 每个文本属于各标签的概率。"""
        check_is_fitted(self, "tagger_")
        rows = self.tagger_.probabilities(_texts(X), threads=self.threads)
        found = np.array(rows, dtype=np.float64).reshape(len(rows), len(self.classes_))
        sums = found.sum(axis=1, keepdims=True)
        normal: npt.NDArray[np.float64] = found / np.where(sums > 0.0, sums, 1.0)
        return normal

    def predict(self, X: Iterable[str]) -> npt.NDArray[Any]:
        """The likeliest label of each text. 每个文本最可能的标签。"""
        found = self.predict_proba(X)
        labels: npt.NDArray[Any] = self.classes_[found.argmax(axis=1)]
        return labels

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        return tags


def _texts(X: Iterable[str]) -> list[str]:
    if isinstance(X, str):
        raise ValueError("X is to be a sequence of texts, not a text")
    texts = list(X)
    for at, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError(f"X is to hold texts (str); number {at} is {type(text).__name__}")
    return texts
