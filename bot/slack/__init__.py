"""Footnote on Slack: the only home of slack_bolt and slack_sdk."""
