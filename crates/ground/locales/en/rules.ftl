# The rules of the place, as they are written.

rules-title = Rules
map-rules = What is asked of everybody here.
rules-none = Nobody wrote rules: the usual ones are shown.
rules-add = Add a rule
rules-one = Change the rule
rules-edit = Change
rules-up = Move up
rules-down = Move down
rules-end = Retire
rules-also-in = Also in
rule-text = The rule
rule-text-hint = One sentence. 300 characters at most.
rule-hint = What else there is to know
rule-hint-hint = 2,000 characters at most.
rule-languages = In each language
rule-languages-hint = Who reads in one of these languages sees these words. Empty: the rule as above.
rule-save = Save the rule
act-rule-move = Rule moved
