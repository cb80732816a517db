# Ce que les modérateurs font aux comptes.

error-not-suspended = Seul un compte suspendu peut être effacé.
error-bad-origin = Une origine est local ou remote.
error-bad-account-state = Un statut est active, pending, disabled, silenced, suspended ou sensitized.
error-bad-measure = Un type est none, disable, sensitive, silence ou suspend.
