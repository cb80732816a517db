error-emoji-name = Le nom d’un émoji a de 2 à { $max } lettres sans accent, chiffres ou _ .
error-emoji-category = Le nom d’un groupe a au plus { $max } caractères, sur une ligne.
error-emoji-bytes = L’image est trop lourde : { $max } Kio au plus.
error-emoji-taken = Il y a déjà un émoji appelé { $name }. Retirez-le d’abord, ou choisissez un autre nom.
error-too-many-emojis = Il y a déjà { $max } émojis. Retirez-en d’abord.
