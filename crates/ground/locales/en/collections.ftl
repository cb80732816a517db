error-many-collections = You can have at most { $max } collections.
error-many-items = A collection holds at most { $max } accounts.
error-collection-name = A collection needs a name.
error-collection-unwilling = This account does not want to be in this collection.
error-collection-twice = This account is in the collection already.
error-collection-theirs = This collection is not yours.
error-collection-not-you = This is for the account itself to see and decide.
error-collection-who = Please say which account: account_id.
error-tag-name = tag_name cannot be the name of a hashtag.
collection-by = A collection by
collection-empty = Nobody is in it now.
collection-sensitive = Show who is in it
collection-you = You are in this collection
collection-leave = Leave it
collection-leave-hint = You will not be put into it again.
profile-collections = { $count ->
    [one] One collection
   *[other] { $count } collections
  }
told-collection-left = You are no longer in the collection.
told-of-collection = { $name } put you into a collection
told-of-collection-update = { $name } changed a collection you are in
told-of-collection-see = See the collection
