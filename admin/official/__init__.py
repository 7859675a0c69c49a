"""Records of the official catalogue → procedure files of level 1, with the faults that are really in them."""
