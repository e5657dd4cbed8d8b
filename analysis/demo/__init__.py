"""The demonstration survey: synthetic respondents and the truths planted in them."""
