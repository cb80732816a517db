page-skip = Skip to the content
error-foreign-form = This form was sent from another site, so nothing was done. Open the page here and send it again.
error-stale-form = This form is out of date, so nothing was done. Go back, reload the page and send it again.
page-skip-list = Skip the list
page-back-up = Back to the top of the page
page-aside = Beside
script-failed = This could not be done. Please try again in a moment.
