"""Mutation: realistic mistakes of curators, made one after another, and what share of them is caught where."""
