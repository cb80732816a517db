error-text-long = { $field } compte au plus { $max } caractères. Raccourcissez-le.
error-too-many-fields = Un profil compte au plus { $max } lignes. Retirez-en.
error-many-accounts = Au plus { $max } comptes peuvent être demandés à la fois.
