"""The sample edition: stories, what surrounds them, and the script that draws their pictures."""
