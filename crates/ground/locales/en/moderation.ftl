# What moderators do to accounts.

error-not-suspended = Only an account that is suspended can be erased.
error-bad-origin = An origin is local or remote.
error-bad-account-state = A status is active, pending, disabled, silenced, suspended or sensitized.
error-bad-measure = A type is none, disable, sensitive, silence or suspend.
