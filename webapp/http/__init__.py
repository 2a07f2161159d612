"""What every reply goes through: headers, compression, static files, errors."""
