"""Contents from elsewhere: dumps, the demo guide, machines that push, recorded cases."""
