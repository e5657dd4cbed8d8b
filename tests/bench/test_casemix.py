from analysis.bench.casemix import race


def test_the_race_compares_two_fits_of_the_same_regression():
    found = race(3000)
    assert found.furthest < 1e-8
    assert found.ratio == found.theirs / found.ours
