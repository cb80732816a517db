error-text-long = { $field } has at most { $max } characters. Please shorten it.
error-too-many-fields = A profile has at most { $max } rows. Please leave some out.
error-many-accounts = At most { $max } accounts can be asked for at once.
