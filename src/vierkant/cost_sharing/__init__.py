"""Who pays: the keys side by side, whether they hold, and the simplest key that keeps everybody in."""
