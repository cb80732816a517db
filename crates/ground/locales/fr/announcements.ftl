# Ce qui est dit à tout le monde.

error-announcement-empty = Une annonce a besoin de mots.
error-announcement-ends-first = La fin vient avant le début.
