label-email = E-mail address
label-password = Password
log-in-title = Log in
log-in-submit = Log in
log-in-wrong = The e-mail address or the password is wrong. Please try again.
