# Ce qui est dit à tout le monde.

error-announcement-empty = Une annonce a besoin de mots.
error-announcement-ends-first = La fin vient avant le début.
error-announcement-no-emoji = Ce n’est pas un émoji, ni d’Unicode ni de ce lieu.
error-announcement-reactions = On répond à une annonce avec { $max } émojis différents au plus.
