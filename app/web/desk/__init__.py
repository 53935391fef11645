"""The translators' desk: queues of paragraphs, one language of one region at a time."""
