"""API v3: what the Integreat apps read, answered from published bytes before Flask is asked."""
