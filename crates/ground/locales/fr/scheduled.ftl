error-scheduled-soon = Une publication programmée doit l’être au moins cinq minutes à l’avance.
error-scheduled-far = Une publication programmée doit l’être au plus cinq ans à l’avance.
error-scheduled-many = Au plus { $max } publications peuvent être programmées.
error-scheduled-day = Au plus { $max } publications peuvent être programmées pour un même jour.
error-bad-date = Ce n’est pas une date. Envoyez-la sous la forme 2030-01-31T12:00:00Z.
error-scheduled-silenced = Ce compte ne peut pas publier actuellement.
