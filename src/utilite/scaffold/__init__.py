"""New files, ready to fill in: skeletons in the référentiel's order, with its own words as comments."""
