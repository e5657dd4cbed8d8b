"""Answers to questions: scores by group and by place."""
