"""One module for each command: `options` describes its arguments, `main` runs it."""
