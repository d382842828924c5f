"""What the till and the server must agree on: numbers, words, outcomes, messages, signatures.

Standard library and msgspec only; no I/O, no transitions, nothing of either product.
"""
