"""Search: the only package that knows the search engine. What is asked of one, `indexes` says."""
