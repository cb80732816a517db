//! The changes of the tables, in order: forward only, never edited once released.

use db::Migration;

macro_rules! one {
    ($name:literal) => {
        Migration::one($name, include_str!(concat!("../../../migrations/", $name, ".sql")))
    };
}

macro_rules! twin {
    ($name:literal) => {
        Migration {
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../../../migrations/", $name, ".postgres.sql")),
        }
    };
}

/// Every migration.
pub const ALL: &[Migration] = &[
    one!("0001_account"),
    one!("0002_oauth"),
    one!("0003_post"),
    one!("0004_reaction"),
    one!("0005_relation"),
    one!("0006_notification"),
    twin!("0007_search"),
    one!("0010_keys"),
    one!("0020_conversation"),
    twin!("0021_tag_prefix"),
    one!("0030_relation"),
    one!("0040_timeline"),
    one!("0060_list"),
    one!("0061_tie"),
    one!("0062_featured"),
    one!("0065_filter"),
    one!("0066_notification"),
    one!("0067_letters"),
    one!("0068_push"),
    one!("0070_poll"),
    one!("0071_scheduled"),
    one!("0072_quote"),
    one!("0075_moderation"),
    one!("0076_gates"),
    one!("0077_announcement"),
    one!("0083_upload"),
    one!("0084_remote_media"),
    one!("0085_place"),
    one!("0086_film"),
    one!("0087_collection"),
    one!("0088_caption"),
    one!("0089_subscription"),
    one!("0090_link"),
    one!("0091_trend"),
    one!("0092_emoji"),
    one!("0093_announcement_reaction"),
    one!("0100_draft"),
    one!("0101_second_step"),
    one!("0102_entry_letter"),
    one!("0103_passkey"),
    one!("0105_moderation_note"),
    one!("0110_display"),
    one!("0120_elsewhere"),
    one!("0121_federation"),
    one!("0122_knock"),
    one!("0123_move"),
    one!("0124_quotation"),
    one!("0130_conversation"),
    one!("0131_history"),
    one!("0150_desk"),
    one!("0151_campaign"),
    one!("0152_target"),
    one!("0160_testimony"),
    one!("0165_visual"),
    one!("0166_visual_testimony"),
];
