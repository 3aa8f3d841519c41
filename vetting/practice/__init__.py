"""Practice before it counts: simulated candidates, drills on worked answers, and how far several raters agree."""
