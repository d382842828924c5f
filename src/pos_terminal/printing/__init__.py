"""Printing cards: a run is opened, its cards are given, drawn, read back, released, reported."""
