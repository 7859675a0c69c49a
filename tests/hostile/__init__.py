"""What somebody who means harm could hand in, and what must come of it: a finding with a place, soon, in
little memory.
"""
