-- Words as our own analyser writes them, so that both engines find the same.
create virtual table post_words using fts5 (words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0");
create virtual table account_words using fts5 (words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0");
