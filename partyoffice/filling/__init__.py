"""The upper office's own templates: sheets and Word papers filled with nothing else of them changed."""
