settings-things = Your things
settings-export-hint = Files to take along, or to keep.
export-title = Take my things along
export-hint = Tables that other places read, and your posts as this place's API writes them.
export-following = People I follow
export-followers = People who follow me
export-posts = My posts
export-nothing = Nothing here.
export-part = { $count ->
    [one] One post (JSON)
   *[other] { $count } posts (JSON)
  }
