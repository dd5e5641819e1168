"""The outside in: files, folders, locks, calendars."""
