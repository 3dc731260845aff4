"""Where: the tree of areas, the units that answer for work, one file per site."""
