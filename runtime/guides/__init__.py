"""Documents for officers made from the file of a procedure: how it is dealt with, on the screen and on paper."""
