"""What every reply goes through: headers, bodies, compression, static files, errors."""
