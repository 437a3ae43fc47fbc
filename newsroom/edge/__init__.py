"""What stands in front and keeps pages: told what they are made of and how long they live, and of every change."""
