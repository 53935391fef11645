"""The demo guide, in files that a person can read and edit; see `app/exchange/demo.py`."""
