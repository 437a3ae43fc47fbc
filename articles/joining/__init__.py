"""What two people made of the same thing, joined. Pure: no database, no request.

Three states go in: what both began with (the base), mine, and theirs. Where one side alone changed something, that
stands; where both did, they agree or clash, and then both sides are handed back. A base of None means that nobody
knows any more what they began with: then whatever differs clashes.
"""

from articles.joining.parts import Agreed, Clash, join_credits, join_items, join_value
from articles.joining.texts import Chunk, join_blocks

__all__ = ["Agreed", "Chunk", "Clash", "join_blocks", "join_credits", "join_items", "join_value"]
