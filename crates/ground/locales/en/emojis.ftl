error-emoji-name = The name of an emoji has 2 to { $max } letters without accents, digits or _ .
error-emoji-category = The name of a group has at most { $max } characters, on one line.
error-emoji-bytes = The picture is too large: at most { $max } KiB.
error-emoji-taken = There is an emoji called { $name } already. Remove it first, or choose another name.
error-too-many-emojis = There are { $max } emojis already. Remove some first.
