"""Accounts as people meet them: signing in, second factors, passwords, mails, single sign-on."""
