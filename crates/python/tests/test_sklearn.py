"""The classifier in scikit-learn's company."""

from typing import Any

import numpy as np
import pytest

sklearn = pytest.importorskip("sklearn")

from sklearn.base import clone, is_classifier  # noqa: E402
from sklearn.exceptions import NotFittedError  # noqa: E402
from sklearn.model_selection import GridSearchCV, cross_val_score  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import FunctionTransformer  # noqa: E402
from sklearn.utils import estimator_checks as checks  # noqa: E402

from gongwen.sklearn import GongwenClassifier  # noqa: E402

SAFETY = [f"检查消防通道{n}处，整改火灾隐患，组织应急演练。" for n in range(12)]
LIVELIHOOD = [f"新建老年食堂{n}处，为老人送餐，新增养老床位。" for n in range(12)]
TEXTS, LABELS = SAFETY + LIVELIHOOD, ["安全"] * 12 + ["民生"] * 12


def test_fit_predict_proba() -> None:
    classifier = GongwenClassifier().fit(TEXTS, LABELS)
    assert list(classifier.classes_) == ["安全", "民生"]
    assert list(classifier.predict(["开展消防检查。", "慰问老人。"])) == ["安全", "民生"]
    rows = classifier.predict_proba(TEXTS)
    assert rows.shape == (24, 2) and np.allclose(rows.sum(axis=1), 1) and rows.dtype == np.float64
    assert classifier.score(TEXTS, LABELS) == 1.0
    assert classifier.predict([]).shape == (0,)


@pytest.mark.parametrize("labels", [[0] * 12 + [7] * 12, [True] * 12 + [False] * 12, np.array([3] * 12 + [1] * 12)])
def test_labels_come_back_as_they_are(labels: list[int]) -> None:
    found = GongwenClassifier(calibration_folds=0).fit(np.array(TEXTS, dtype=object), labels).predict(TEXTS)
    assert np.array_equal(found, np.asarray(labels)) and found.dtype == np.asarray(labels).dtype


def test_params_clone_pipeline_and_folds() -> None:
    classifier = GongwenClassifier(backend="naive-bayes", params={"alpha": 0.5})
    assert clone(classifier).get_params() == classifier.get_params()
    assert classifier.set_params(random_state=3).random_state == 3
    assert is_classifier(classifier)
    upper = FunctionTransformer(lambda texts: [text.upper() for text in texts])
    pipeline = make_pipeline(upper, GongwenClassifier())
    assert cross_val_score(pipeline, TEXTS, LABELS, cv=3).min() == 1.0
    grid = GridSearchCV(GongwenClassifier(calibration_folds=0), {"backend": ["naive-bayes", "complement-nb"]}, cv=2)
    assert grid.fit(TEXTS, LABELS).best_score_ == 1.0


def test_refusals() -> None:
    with pytest.raises(NotFittedError):
        GongwenClassifier().predict(TEXTS)
    with pytest.raises(ValueError, match="only one class"):
        GongwenClassifier().fit(TEXTS[:3], LABELS[:3])
    with pytest.raises(ValueError, match="number 1 is int"):
        GongwenClassifier().fit(["甲。", 3], ["a", "b"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="not a text"):
        GongwenClassifier().fit("甲。", ["a"])
    with pytest.raises(ValueError, match="24 texts, 23 labels"):
        GongwenClassifier().fit(TEXTS, LABELS[1:])


# scikit-learn itself leaves out all checks that need data for an estimator that takes no numbers.
CHECKS = [
    checks.check_do_not_raise_errors_in_init_or_set_params,
    checks.check_estimator_cloneable,
    checks.check_estimator_repr,
    checks.check_estimator_tags_renamed,
    checks.check_get_params_invariance,
    checks.check_mixin_order,
    checks.check_no_attributes_set_in_init,
    checks.check_parameters_default_constructible,
    checks.check_set_params,
    checks.check_valid_tag_types,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.__name__))
def test_checks_of_scikit_learn_that_need_no_data(check: Any) -> None:
    check("GongwenClassifier", GongwenClassifier())


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
def test_check_estimator() -> None:
    checks.check_estimator(GongwenClassifier())
