# Who is kept out.

error-address-barred = Nobody at your address may come in.
error-sign-up-barred = Nobody at your address may sign up.
error-email-barred = Addresses of this mail provider are not taken here.
error-bad-ip = This is neither an address nor a network.
error-bad-severity = This severity does not exist.
error-already-barred = This is blocked already.
error-too-many-blocks = There are too many blocks of this kind.
error-bad-number = This number is out of bounds.
error-tag-barred = { $tag } may not be used here.
