"""Sitemaps: an index, the stories by month with their photos, the lists, and the news of 48 hours.

months.py      which months have how many stories, in three queries
stories.py     the stories of a month, or of 48 hours, in two queries
lists.py       sections, series, tags, authors and agencies
writing.py     the XML, https://www.sitemaps.org/protocol.html
views.py       the addresses
"""

# A file may list 50,000 addresses and weigh 50 MB (sitemaps.org); with photos and licences, fewer would weigh that.
MOST = 10_000
