error-edited-too-often = A post can be edited at most { $max } times. Please write a new one.
error-pin-not-yours = Only your own posts can be pinned.
error-pin-boost = A boost cannot be pinned. Pin the post itself, if it is yours.
error-pin-direct = A direct post cannot be pinned.
error-too-many-pins = At most { $max } posts can be pinned. Unpin another one first.
error-too-many-ids = At most { $max } ids can be asked for at once.
