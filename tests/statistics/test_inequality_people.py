import numpy as np
import pytest

from analysis.statistics.inequality import Groups, person_indices, summarise


def close(found, wanted, tolerance=1e-10):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


def sample(seed=1, people=900):
    rng = np.random.default_rng(seed)
    group = rng.integers(1, 6, people)
    return (rng.random(people) < 0.5 + 0.07 * group).astype(float), group


def all_of(found):
    return [
        (e.value, e.lower, e.upper)
        for e in (found.slope, found.ratio, found.absolute, found.relative)
    ]


def test_people_and_their_groups_have_the_same_values():
    answer, group = sample()
    n = np.bincount(group)[1:]
    groups = Groups.of_proportions(np.bincount(group, answer)[1:] / n, n, ordered=True)
    found = person_indices(answer, group)
    for measure, ours in zip(
        ("sii", "rii", "aci", "rci"),
        (found.slope, found.ratio, found.absolute, found.relative),
        strict=True,
    ):
        grouped = summarise(groups, measure).estimate
        close(ours.value, grouped.value, 1e-9)
        assert ours.upper - ours.lower == pytest.approx(grouped.upper - grouped.lower, rel=0.1)


def test_the_errors_are_those_of_statsmodels_with_clusters():
    """Clustered sandwich, without its small-sample factor but with ours, clusters/(clusters-1)."""
    import statsmodels.api as sm

    answer, group = sample()
    cluster = np.arange(answer.size) % 45
    rank = (np.cumsum(np.bincount(group)) - np.bincount(group) / 2)[group] / answer.size
    fit = sm.GLM(answer, sm.add_constant(rank), sm.families.Binomial()).fit(
        cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False}
    )
    covariance = fit.cov_params() * 45 / 44
    top, bottom = 1 / (1 + np.exp(-np.array([fit.params.sum(), fit.params[0]])))
    slope = np.array([top * (1 - top) - bottom * (1 - bottom), top * (1 - top)])
    half = 1.959963985 * np.sqrt(slope @ covariance @ slope)
    found = person_indices(answer, group, cluster=cluster).slope
    close([found.value, found.upper - found.value], [top - bottom, half], 1e-7)


def test_the_order_of_people_and_the_scale_of_weights_do_not_matter():
    answer, group = sample()
    weight = np.random.default_rng(2).uniform(0.5, 2, answer.size)
    cluster = np.arange(answer.size) // 20
    mixed = np.random.default_rng(3).permutation(answer.size)
    there = person_indices(answer, group, weight, cluster)
    again = person_indices(answer[mixed], group[mixed], 7 * weight[mixed], cluster[mixed])
    close(all_of(there), all_of(again), 1e-9)


def test_everybody_twice_in_the_same_cluster_changes_nothing():
    answer, group = sample()
    cluster = np.arange(answer.size)
    twice = person_indices(np.tile(answer, 2), np.tile(group, 2), cluster=np.tile(cluster, 2))
    close(all_of(twice), all_of(person_indices(answer, group)), 1e-9)


def test_the_same_cluster_number_in_two_strata_is_two_clusters():
    answer, group = sample()
    stratum = np.arange(answer.size) % 2
    cluster = (np.arange(answer.size) // 2) % 30
    named = person_indices(answer, group, cluster=cluster + 100 * stratum, stratum=stratum)
    close(all_of(person_indices(answer, group, cluster=cluster, stratum=stratum)), all_of(named))


def test_people_without_an_answer_are_left_out():
    answer, group = sample()
    more = person_indices(np.append(answer, np.nan), np.append(group, 5))
    close(all_of(more), all_of(person_indices(answer, group)))


@pytest.mark.parametrize(
    ("answer", "group", "why"),
    [
        ([0, 1, 1, 0], [1, 1, 2, 2], "at least 3 groups"),
        ([1, 1, 1, 1], [1, 2, 3, 3], "same answer"),
        ([], [], "at least 3 groups"),
    ],
)
def test_what_can_not_be_had_says_why(answer, group, why):
    found = person_indices(answer, group)
    assert why in found.slope.why
    assert why in found.relative.why


def test_a_step_from_nobody_to_everybody_has_no_curve_but_a_concentration():
    found = person_indices([0, 0, 1, 1, 1, 1], [1, 1, 2, 2, 3, 3])
    assert "finite fit" in found.slope.why
    assert found.absolute.is_known
