"""One language of a request: messages as safe HTML, numbers and dates, plural forms, two languages side by side."""
