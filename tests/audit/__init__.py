"""The readers' site held against its budgets by real tools, over a crawl of all its pages. `.ci/run` runs them."""
