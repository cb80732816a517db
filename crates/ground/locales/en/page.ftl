page-skip = Skip to the content
error-foreign-form = This form was sent from another site, so nothing was done. Open the page here and send it again.
error-stale-form = This form is out of date, so nothing was done. Go back, reload the page and send it again.
