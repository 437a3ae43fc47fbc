"""Feeds: the newest stories of the site, a section, a tag, an author or an agency, and all corrections.

channel.py     which stories a feed holds, and what it calls itself
entries.py     what a feed tells of each, read from live versions in a fixed number of queries
rss.py, atom.py, json_feed.py      the three formats
answers.py     the response: an entity tag over all that was read, so that 304 renders nothing
views.py       the addresses
"""
