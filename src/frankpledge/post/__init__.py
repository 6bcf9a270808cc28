"""Letters: written in the change that causes them, sent by a job, and kept in an outbox one can read."""
