"""What the site costs: run `make bench`. Figures are compared as ratios within one run; no test rests on them."""
