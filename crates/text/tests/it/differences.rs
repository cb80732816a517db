//! Where we differ from Twitter's cases. `docs/text-differences.md` has the same list.

/// The group of the case, its description, and why we differ.
pub(crate) type Difference = (&'static str, &'static str, &'static str);

const REMOTE: &str = "`@user@host` is somebody of another place, not a mail address";
const LISTS: &str =
    "lists have no address one could mention; the owner before the slash is mentioned";
const CASHTAGS: &str = "there are no cashtags";
const USERINFO: &str = "a user name before the host hides where a link leads, so it is no link";
const WEIGHTS: &str = "every character counts one, whatever its script";
const WEIGHTS_EMOJI: &str = "an emoji counts one, however it is composed";
const MARKS: &str = "a letter with its marks counts one";
const CONTROLS: &str = "invisible characters count as the reader's cursor sees them, one or none";

pub(crate) const DIFFERENCES: &[Difference] = &[
    ("mentions", "Extract lone metion but not @user@user (too close to an email)", REMOTE),
    ("mentions_or_lists_with_indices", "Extract a list", LISTS),
    ("mentions_or_lists_with_indices", "Extract a mention and list", LISTS),
    ("mentions_or_lists_with_indices", "Extract a list in the middle of a Japanese tweet", LISTS),
    ("cashtags", "Extract cashtags", CASHTAGS),
    ("cashtags", "Extract cashtags with . or _", CASHTAGS),
    ("cashtags", "Do not include trailing . or _", CASHTAGS),
    ("cashtags", "Do not extract cashtags if there is no space before $", CASHTAGS),
    ("cashtags_with_indices", "Extract cashtags", CASHTAGS),
    ("cashtags_with_indices", "Extract cashtags with . or _", CASHTAGS),
    ("lists", "Valid list: a-z < 20 characters", LISTS),
    ("urls", "Valid url: port and userinfo", USERINFO),
    ("WeightedTweetsCounterTest", "160 CJK char, overflow at char index 140", WEIGHTS),
    ("WeightedTweetsCounterTest", "160 emoji char, overflow at char index 140", WEIGHTS_EMOJI),
    (
        "WeightedTweetsCounterTest",
        "3 latin char + 160 CJK char, overflow at char index 141",
        WEIGHTS,
    ),
    ("WeightedTweetsCounterTest", "שּׁ is normalized into 3 chars", MARKS),
    (
        "WeightedTweetsCounterTest",
        "Count a mix of single byte single word, and double word unicode characters",
        WEIGHTS_EMOJI,
    ),
    (
        "WeightedTweetsCounterTest",
        "Count unicode emoji chars inside the basic multilingual plane",
        WEIGHTS_EMOJI,
    ),
    (
        "WeightedTweetsCounterTest",
        "Count unicode emoji chars outside the basic multilingual plane with \
         skin tone modifiers",
        WEIGHTS_EMOJI,
    ),
    (
        "WeightedTweetsCounterTest",
        "Handle General Punctuation Characters with visible spaces(u2000-200A)",
        CONTROLS,
    ),
    (
        "WeightedTweetsCounterTest",
        "Do not allow > 140 CJK characters by virtue of CJK chars greater than \
         63 punycode encoded chars in the host",
        WEIGHTS,
    ),
    (
        "WeightedTweetsCounterTest",
        "Allow > 140 CJK characters by virtue of CJK chars less than 63 \
         punycode encoded chars in the host",
        WEIGHTS,
    ),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "160 CJK char, overflow at char index 140",
        WEIGHTS,
    ),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "160 emoji char, overflow at char index 140",
        WEIGHTS_EMOJI,
    ),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "3 latin char + 160 CJK char, overflow at char index 141",
        WEIGHTS,
    ),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "Count a mix of single byte single word, and double word unicode characters",
        WEIGHTS_EMOJI,
    ),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "Count unicode emoji chars inside the basic multilingual plane",
        WEIGHTS_EMOJI,
    ),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "Count unicode emoji chars outside the basic multilingual plane with \
         skin tone modifiers",
        WEIGHTS_EMOJI,
    ),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "Do not allow > 140 CJK characters by virtue of CJK chars greater than \
         63 punycode encoded chars in the host",
        WEIGHTS,
    ),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "Allow > 140 CJK characters by virtue of CJK chars less than 63 \
         punycode encoded chars in the host",
        WEIGHTS,
    ),
    ("WeightedTweetsWithDiscountedEmojiCounterTest", "140 family emoji", WEIGHTS_EMOJI),
    (
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "Emoji with a leading character in the latin range is counted as 2",
        WEIGHTS_EMOJI,
    ),
    ("WeightedTweetsWithDiscountedEmojiCounterTest", "Unicode 10.0 emoji", WEIGHTS_EMOJI),
    ("WeightedTweetsWithDiscountedEmojiCounterTest", "Unicode 9.0 emoji", WEIGHTS_EMOJI),
    ("UnicodeDirectionalMarkerCounterTest", "Handle invalid characters", CONTROLS),
    (
        "UnicodeDirectionalMarkerCounterTest",
        "Tweet text containing directional characters should be considered valid",
        CONTROLS,
    ),
];
