//! The plain structs are the entities of the documentation.

use serde::Serialize;
use serde_json::{Value, json};
use wire::mastodon::*;
use wire::{Id, Json, Time};

use crate::facts::{check, check_full};
use crate::samples::{self, url};

fn value(entity: &impl Serialize) -> Value {
    serde_json::from_slice(&wire::json(entity)).unwrap()
}

#[test]
fn who_may_tell_what() {
    let summary = NotificationSummary { pending_requests_count: 1, pending_notifications_count: 2 };
    let policy = NotificationPolicy {
        for_not_following: "accept",
        for_not_followers: "filter",
        for_new_accounts: "drop",
        for_private_mentions: "accept",
        for_limited_accounts: "accept",
        for_bots: "accept",
        summary,
    };
    check_full("NotificationPolicy", &value(&policy));
    let older = NotificationPolicyV1 {
        filter_not_following: true,
        filter_not_followers: false,
        filter_new_accounts: false,
        filter_private_mentions: false,
        summary,
    };
    check_full("V1::NotificationPolicy", &value(&older));
    let request = NotificationRequest {
        id: Id(1),
        created_at: samples::NOW,
        updated_at: samples::NOW,
        account: samples::finished_account(),
        notifications_count: "2".into(),
        last_status: None,
    };
    check("NotificationRequest", &value(&request));
    let fallback = NotificationFallback { title: "x".into(), summary: None, details: None };
    let group = NotificationGroup {
        group_key: "favourite-1".into(),
        notifications_count: 2,
        kind: NotificationKind::Favourite,
        most_recent_notification_id: Id(3),
        page_min_id: Some(Id(2)),
        page_max_id: Some(Id(3)),
        latest_page_notification_at: Some(samples::NOW),
        sample_account_ids: vec![Id(7)],
        status_id: Some(Id(4)),
        report: None,
        moderation_warning: None,
        collection: None,
        fallback: Some(fallback),
    };
    check("NotificationGroup", &value(&group));
    let partial = PartialAccount {
        id: Id(7),
        acct: "alice".into(),
        url: url("@alice"),
        avatar: url("a.png"),
        avatar_static: url("a.png"),
        avatar_description: String::new(),
        locked: false,
        bot: false,
    };
    check_full("PartialAccountWithAvatar", &value(&partial));
}

#[test]
fn what_readers_filter() {
    let bare = Filter {
        id: Id(1),
        title: "x".into(),
        context: vec!["home", "thread"],
        expires_at: None,
        filter_action: "blur",
        keywords: None,
        statuses: None,
    };
    let keyword = FilterKeyword { id: Id(2), keyword: "x".into(), whole_word: true };
    let status = FilterStatus { id: Id(3), status_id: Id(4) };
    let (keywords, statuses) = (Some(vec![keyword]), Some(vec![status]));
    check_full("Filter", &value(&Filter { keywords, statuses, ..bare.clone() }));
    let (keyword_matches, status_matches) = (Some(vec!["x".into()]), Some(vec![Id(4)]));
    check_full(
        "FilterResult",
        &value(&FilterResult { filter: bare, keyword_matches, status_matches }),
    );
    let older = FilterV1 {
        id: Id(2),
        phrase: "x".into(),
        context: vec!["public"],
        expires_at: None,
        irreversible: false,
        whole_word: true,
    };
    check_full("V1::Filter", &value(&older));
}

#[test]
fn what_hangs_on_a_post() {
    check_full("MediaAttachment", &value(&samples::full_media()));
    check("MediaAttachment", &value(&samples::plain_media()));
    assert_eq!(value(&MediaSize::new(640, 480))["size"], "640x480");
    check("Poll", &value(&samples::poll()));
    check_full("PreviewCard", &value(&samples::card()));
    check_full("StatusEdit", &value(&samples::status_edit()));
    check("StatusEdit", &value(&StatusEdit { poll: None, quote: None, ..samples::status_edit() }));
    let source = StatusSource { id: Id(1), text: "x".into(), spoiler_text: String::new() };
    check_full("StatusSource", &value(&source));
    let whole = Quote::Whole { state: QuoteState::BlockedAccount, quoted_status: None };
    check_full("Quote", &value(&whole));
    check_full("ShallowQuote", &value(&samples::quote()));
}

#[test]
fn what_one_keeps_about_accounts() {
    let list = List { id: Id(1), title: "x".into(), replies_policy: "followed", exclusive: true };
    check_full("List", &value(&list));
    let familiar = FamiliarFollowers { id: Id(1), accounts: Json::new(b"[]".to_vec()).unwrap() };
    check_full("FamiliarFollowers", &value(&familiar));
    let featured = FeaturedTag {
        id: Id(1),
        name: "x".into(),
        url: url("tags/x"),
        statuses_count: wire::Number(2),
        last_status_at: Some(wire::Day(1)),
    };
    check_full("FeaturedTag", &value(&featured));
    check("FeaturedTag", &value(&FeaturedTag { last_status_at: None, ..featured }));
}

#[test]
fn what_is_published_later() {
    let poll = ScheduledPoll {
        options: vec!["Yes".into(), "No".into()],
        expires_in: 300,
        multiple: false,
        hide_totals: true,
    };
    let params = ScheduledParams {
        text: "Bonjour".into(),
        poll: Some(poll),
        media_ids: Some(vec![Id(1)]),
        sensitive: Some(false),
        spoiler_text: None,
        visibility: Visibility::Public,
        in_reply_to_id: Some(7),
        language: None,
        application_id: 0,
        scheduled_at: None,
        idempotency: None,
        with_rate_limit: false,
    };
    let media_attachments = vec![samples::full_media()];
    let later =
        ScheduledStatus { id: Id(1), scheduled_at: wire::Time(0), params, media_attachments };
    let seen = value(&later);
    assert_eq!(seen["params"]["in_reply_to_id"], 7);
    assert_eq!(seen["params"]["media_ids"], json!(["1"]));
    assert_eq!(seen["scheduled_at"], "1970-01-01T00:00:00.000Z");
}

#[test]
fn what_lies_between_accounts() {
    check_full("Relationship", &value(&Relationship::default()));
    let suggestion = Suggestion {
        source: SuggestionSource::PastInteractions,
        sources: vec![SuggestionReason::FriendsOfFriends, SuggestionReason::MostFollowed],
        account: samples::finished_account(),
    };
    check_full("Suggestion", &value(&suggestion));
    check_full("Tag", &value(&samples::full_tag()));
    check("Tag", &value(&Tag { following: None, featuring: None, ..samples::full_tag() }));
    check_full("Marker", &value(&samples::marker()));
    assert_eq!(value(&Markers::default()), json!({}));
    let preferences = Preferences {
        visibility: Visibility::Unlisted,
        sensitive: false,
        language: None,
        expand_media: ExpandMedia::ShowAll,
        expand_spoilers: true,
    };
    check_full("Preferences", &value(&preferences));
}

#[test]
fn every_kind_of_notification_is_documented() {
    let (author, kinds) = (wire::open_json(&samples::plain_account()), NOTIFICATION_KINDS);
    for kind in kinds {
        let account = AccountParts { body: &author, tail: AccountTail::default() };
        let mut out = vec![];
        write_notification(&mut out, &samples::notification(kind), account, None);
        check("Notification", &serde_json::from_slice(&out).unwrap());
    }
}

const NOTIFICATION_KINDS: [NotificationKind; 15] = [
    NotificationKind::Mention,
    NotificationKind::Status,
    NotificationKind::Reblog,
    NotificationKind::Follow,
    NotificationKind::FollowRequest,
    NotificationKind::Favourite,
    NotificationKind::Poll,
    NotificationKind::Update,
    NotificationKind::AdminSignUp,
    NotificationKind::AdminReport,
    NotificationKind::Quote,
    NotificationKind::QuotedUpdate,
    NotificationKind::ModerationWarning,
    NotificationKind::AddedToCollection,
    NotificationKind::CollectionUpdate,
];

#[test]
fn what_moderators_see() {
    let report = Report {
        id: Id(1),
        action_taken: true,
        action_taken_at: Some(Time(0)),
        category: "violation",
        comment: "Unkind".to_owned(),
        forwarded: false,
        created_at: Time(0),
        status_ids: vec![Id(2)],
        collection_ids: vec![],
        rule_ids: vec![Id(3)],
        target_account: samples::finished_account(),
    };
    check_full("Report", &value(&report));
    let warning = AccountWarning {
        id: Id(1),
        action: "silence".to_owned(),
        text: String::new(),
        status_ids: None,
        target_account: samples::finished_account(),
        appeal: None,
        created_at: Time(0),
    };
    check_full("AccountWarning", &value(&warning));
    let account = samples::admin_account();
    check_full("Admin::Account", &value(&account));
    let seen = || Json::new(wire::json(&account)).unwrap();
    let report = AdminReport {
        id: Id(1),
        action_taken: false,
        action_taken_at: None,
        category: "spam",
        comment: String::new(),
        forwarded: false,
        created_at: Time(0),
        updated_at: Time(0),
        account: seen(),
        target_account: seen(),
        assigned_account: Some(seen()),
        action_taken_by_account: None,
        statuses: Json::new(b"[]".to_vec()).unwrap(),
        rules: vec![samples::rule()],
    };
    check_full("Admin::Report", &value(&report));
}

#[test]
fn programs_and_their_keys() {
    let application = Application {
        id: Id(1),
        name: "toot".to_owned(),
        website: None,
        scopes: vec!["read".to_owned()],
        redirect_uris: vec!["urn:ietf:wg:oauth:2.0:oob".to_owned()],
        redirect_uri: "urn:ietf:wg:oauth:2.0:oob".to_owned(),
        vapid_key: String::new(),
    };
    check_full("Application", &value(&application));
    let credential = CredentialApplication {
        application,
        client_id: "a".to_owned(),
        client_secret: "b".to_owned(),
        client_secret_expires_at: 0,
    };
    check_full("CredentialApplication", &value(&credential));
    let token = Token {
        access_token: "a".to_owned(),
        token_type: "Bearer",
        scope: "read".to_owned(),
        created_at: 1_795_498_614,
        refresh_token: Some("b".to_owned()),
        expires_in: Some(7200),
    };
    check_full("Token", &value(&token));
    check("Token", &value(&Token { refresh_token: None, expires_in: None, ..token }));
    let error = Error { error: "invalid_grant".into(), error_description: Some("No.".into()) };
    check_full("Error", &value(&error));
    check("Error", &value(&Error { error_description: None, ..error }));
}

#[test]
fn the_server_in_both_versions() {
    check_full("Instance", &value(&instance()));
    let mut bare = instance();
    bare.configuration.vapid = None;
    bare.thumbnail.blurhash = None;
    bare.thumbnail.versions = None;
    bare.contact.account = None;
    check("Instance", &value(&bare));
    check_full("V1::Instance", &value(&instance_v1()));
    check_full("ExtendedDescription", &value(&samples::extended_description()));
    check_full("PrivacyPolicy", &value(&samples::privacy_policy()));
    check_full("Rule", &value(&samples::rule()));
}

#[test]
fn broken_json_never_gets_into_an_entity() {
    for broken in ["", "{", "{}{}", "{\"a\":}", "\u{0}"] {
        assert!(Json::new(broken.into()).is_none(), "{broken:?}");
    }
    assert!(Json::new(vec![b'"', 0xff, b'"']).is_none());
    assert_eq!(value(&Json::new(b"[1]".to_vec()).unwrap()), json!([1]));
}

fn instance() -> Instance {
    Instance {
        domain: "voix.example".to_owned(),
        title: "Voix".to_owned(),
        version: "4.6.0 (compatible; Portevoix 0.1.0)".to_owned(),
        source_url: url("source"),
        description: "A place".to_owned(),
        wrapstodon: None,
        usage: Usage { users: UsageUsers { active_month: 1 } },
        thumbnail: Thumbnail {
            url: url("t.png"),
            description: String::new(),
            blurhash: Some("U".to_owned()),
            versions: Some(ThumbnailVersions { x1: Some(url("1")), x2: Some(url("2")) }),
        },
        icon: vec![InstanceIcon { src: url("i.png"), size: "36x36".to_owned() }],
        languages: vec!["fr".to_owned(), "en".to_owned()],
        configuration: Configuration {
            urls: urls(),
            vapid: Some(Vapid { public_key: "B".to_owned() }),
            accounts: account_limits(),
            statuses: status_limits(),
            media_attachments: media_limits(),
            polls: poll_limits(),
            translation: Translation { enabled: false },
            timelines_access: TimelinesAccess {
                live_feeds: FeedAccess { local: Access::Public, remote: Access::Disabled },
                hashtag_feeds: FeedAccess { local: Access::Authenticated, remote: Access::Public },
                trending_link_feeds: FeedAccess { local: Access::Public, remote: Access::Public },
            },
            limited_federation: false,
        },
        registrations: Registrations {
            enabled: true,
            approval_required: false,
            message: None,
            min_age: Some(15),
            reason_required: None,
            url: None,
        },
        api_versions: ApiVersions { mastodon: 2 },
        contact: Contact { email: String::new(), account: Some(samples::finished_account()) },
        rules: vec![samples::rule()],
    }
}

fn instance_v1() -> InstanceV1 {
    InstanceV1 {
        uri: "voix.example".to_owned(),
        title: "Voix".to_owned(),
        short_description: "A place".to_owned(),
        description: "<p>A place</p>".to_owned(),
        email: "hello@voix.example".to_owned(),
        version: "4.6.0 (compatible; Portevoix 0.1.0)".to_owned(),
        urls: UrlsV1 { streaming_api: "wss://voix.example".to_owned() },
        stats: Stats { user_count: 1, status_count: 2, domain_count: 1 },
        thumbnail: None,
        languages: vec!["fr".to_owned()],
        registrations: true,
        approval_required: false,
        invites_enabled: true,
        configuration: ConfigurationV1 {
            accounts: account_limits(),
            statuses: status_limits(),
            media_attachments: media_limits(),
            polls: poll_limits(),
        },
        contact_account: Some(samples::finished_account()),
        rules: vec![samples::rule()],
    }
}

fn urls() -> Urls {
    Urls {
        streaming: "wss://voix.example".to_owned(),
        status: None,
        about: url("about"),
        privacy_policy: None,
        terms_of_service: None,
    }
}

fn account_limits() -> AccountLimits {
    AccountLimits {
        max_display_name_length: 30,
        max_note_length: 500,
        max_avatar_description_length: 150,
        max_header_description_length: 150,
        max_featured_tags: 10,
        max_pinned_statuses: 5,
        max_profile_fields: 4,
        profile_field_name_limit: 255,
        profile_field_value_limit: 255,
    }
}

fn status_limits() -> StatusLimits {
    StatusLimits { max_characters: 1000, max_media_attachments: 4, characters_reserved_per_url: 23 }
}

fn media_limits() -> MediaLimits {
    MediaLimits {
        supported_mime_types: vec!["image/png".to_owned()],
        description_limit: 10_000,
        image_size_limit: 16 << 20,
        image_matrix_limit: 40_000_000,
        video_size_limit: 0,
        video_frame_rate_limit: 0,
        video_matrix_limit: 0,
    }
}

fn poll_limits() -> PollLimits {
    PollLimits {
        max_options: 8,
        max_characters_per_option: 50,
        min_expiration: 300,
        max_expiration: 2_629_746,
    }
}
