//! One of everything, once with every field filled and once with none that may be empty.

use wire::mastodon::*;
use wire::{EmptyList, Id, Json, Number, Time};

pub(crate) const NOW: Time = Time(1_795_498_614_123);

pub(crate) fn url(page: &str) -> String {
    format!("https://voix.example/{page}")
}

/// A finished Account, as other entities hold it.
pub(crate) fn finished_account() -> Json {
    let body = wire::open_json(&plain_account());
    let mut out = vec![];
    write_account(&mut out, AccountParts { body: &body, tail: AccountTail::default() });
    Json::new(out).unwrap()
}

pub(crate) fn plain_account() -> AccountBody {
    AccountBody {
        id: Id(7),
        username: "alice".to_owned(),
        acct: "alice".to_owned(),
        url: None,
        uri: url("users/7"),
        display_name: String::new(),
        note: String::new(),
        avatar: url("a.png"),
        avatar_static: url("a.png"),
        avatar_description: String::new(),
        header: url("h.png"),
        header_static: url("h.png"),
        header_description: String::new(),
        locked: false,
        fields: vec![],
        emojis: vec![],
        bot: false,
        group: false,
        discoverable: None,
        indexable: false,
        noindex: None,
        moved: None,
        memorial: None,
        suspended: None,
        limited: None,
        created_at: NOW,
        hide_collections: None,
        show_media: true,
        show_media_replies: true,
        show_featured: false,
        roles: None,
        feature_approval: Approval::NOBODY,
    }
}

pub(crate) fn full_account() -> AccountBody {
    AccountBody {
        url: Some(url("@alice")),
        fields: vec![field()],
        emojis: vec![emoji()],
        discoverable: Some(true),
        noindex: Some(false),
        moved: Some(finished_account()),
        memorial: Some(true),
        suspended: Some(false),
        limited: Some(false),
        hide_collections: Some(false),
        roles: Some(vec![AccountRole { id: Id(3), name: "Host".into(), color: String::new() }]),
        feature_approval: approval(),
        ..plain_account()
    }
}

fn approval() -> Approval {
    Approval {
        automatic: vec![ApprovedGroup::Public, ApprovedGroup::UnsupportedPolicy],
        manual: vec![ApprovedGroup::Followers, ApprovedGroup::Following],
        current_user: ApprovalOfReader::Automatic,
    }
}

fn field() -> Field {
    Field { name: "Site".into(), value: "<b>x</b>".into(), verified_at: Some(NOW) }
}

fn emoji() -> CustomEmoji {
    CustomEmoji {
        shortcode: "cat".to_owned(),
        url: url("cat.png"),
        static_url: url("cat.png"),
        visible_in_picker: true,
        category: None,
    }
}

pub(crate) fn source() -> Source {
    Source {
        attribution_domains: vec!["blog.example".to_owned()],
        note: "hello".to_owned(),
        fields: vec![Field { verified_at: None, ..field() }],
        privacy: Visibility::Private,
        sensitive: false,
        language: "fr".to_owned(),
        follow_requests_count: 2,
        hide_collections: Some(false),
        discoverable: None,
        indexable: true,
        quote_policy: QuotePolicy::Nobody,
    }
}

pub(crate) fn role() -> Role {
    Role {
        id: Id(-99),
        name: String::new(),
        color: String::new(),
        permissions: "0".to_owned(),
        highlighted: false,
        collection_limit: 0,
    }
}

pub(crate) fn plain_status() -> StatusBody {
    StatusBody {
        id: Id(116_543_219_876_543_210),
        uri: url("posts/1"),
        created_at: NOW,
        content: String::new(),
        visibility: Visibility::Public,
        sensitive: false,
        spoiler_text: String::new(),
        media_attachments: vec![],
        application: None,
        mentions: vec![],
        tags: vec![],
        emojis: vec![],
        url: None,
        in_reply_to_id: None,
        in_reply_to_account_id: None,
        card: None,
        language: None,
        text: None,
        edited_at: None,
        tagged_collections: EmptyList,
    }
}

pub(crate) fn full_status() -> StatusBody {
    StatusBody {
        content: "<p>Bonjour</p>".to_owned(),
        visibility: Visibility::Direct,
        media_attachments: vec![full_media(), plain_media()],
        application: Some(StatusApplication { name: "toot".into(), website: None }),
        mentions: vec![Mention {
            id: Id(8),
            username: "bob".to_owned(),
            url: url("@bob"),
            acct: "bob".to_owned(),
        }],
        tags: vec![StatusTag { name: "Chats".into(), url: url("tags/chats") }],
        emojis: vec![emoji()],
        url: Some(url("@alice/1")),
        in_reply_to_id: Some(Id(9)),
        in_reply_to_account_id: Some(Id(8)),
        card: Some(card()),
        language: Some("fr".to_owned()),
        text: Some("Bonjour".to_owned()),
        edited_at: Some(NOW),
        ..plain_status()
    }
}

pub(crate) fn full_media() -> MediaAttachment {
    MediaAttachment {
        url: Some(url("1.jpg")),
        preview_url: Some(url("1s.jpg")),
        remote_url: Some(url("1r.jpg")),
        meta: Some(MediaMeta {
            focus: Some(Focus { x: -0.27, y: 0.51 }),
            film: None,
            original: Some(MediaOriginal::Picture(MediaSize::new(640, 480))),
            small: Some(MediaSize::new(3, 0)),
        }),
        description: Some("A cat".to_owned()),
        blurhash: Some("UFBWY:8_0Jxv4mx]t8t64.%M-:IUWGWAt6M}".to_owned()),
        ..plain_media()
    }
}

pub(crate) fn plain_media() -> MediaAttachment {
    MediaAttachment {
        id: Id(1),
        kind: MediaKind::Image,
        url: None,
        preview_url: None,
        remote_url: None,
        meta: None,
        description: None,
        blurhash: None,
        captions: Vec::new(),
    }
}

pub(crate) fn poll() -> Poll {
    Poll {
        id: Id(5),
        expires_at: Some(NOW),
        expired: false,
        multiple: true,
        votes_count: 3,
        voters_count: Some(2),
        options: vec![PollOption { title: "Yes".into(), votes_count: None }],
        emojis: vec![emoji()],
    }
}

pub(crate) fn card() -> PreviewCard {
    PreviewCard {
        url: url("page"),
        title: "A page".to_owned(),
        description: String::new(),
        kind: CardKind::Link,
        authors: vec![PreviewCardAuthor {
            name: "Alice".to_owned(),
            url: url("@alice"),
            account: Some(finished_account()),
        }],
        author_name: "Alice".to_owned(),
        author_url: url("@alice"),
        provider_name: String::new(),
        provider_url: String::new(),
        html: String::new(),
        width: 0,
        height: 0,
        image: Some(url("page.png")),
        image_description: String::new(),
        embed_url: String::new(),
        blurhash: None,
        missing_attribution: Some(false),
        published_at: Some(NOW),
        language: None,
    }
}

pub(crate) fn quote() -> Quote {
    Quote::Shallow { state: QuoteState::Accepted, quoted_status_id: Some(Id(4)) }
}

pub(crate) fn full_tag() -> Tag {
    Tag {
        id: Id(2),
        name: "Chats".to_owned(),
        url: url("tags/chats"),
        history: vec![TagHistory {
            day: Number(1_795_478_400),
            uses: Number(1),
            accounts: Number(1),
        }],
        following: Some(true),
        featuring: Some(false),
    }
}

pub(crate) fn notification(kind: NotificationKind) -> NotificationBody {
    NotificationBody {
        id: Id(6),
        kind,
        group_key: "ungrouped-6".to_owned(),
        created_at: NOW,
        report: None,
        moderation_warning: None,
        collection: None,
        fallback: None,
    }
}

pub(crate) fn admin_account() -> AdminAccount {
    AdminAccount {
        id: Id(1),
        username: "ada".to_owned(),
        domain: None,
        created_at: NOW,
        email: "ada@example.org".to_owned(),
        ip: None,
        ips: EmptyList,
        locale: "fr".to_owned(),
        invite_request: None,
        role: None,
        confirmed: true,
        approved: true,
        disabled: false,
        sensitized: false,
        silenced: false,
        suspended: false,
        account: finished_account(),
        created_by_application_id: Some(Id(1)),
        invited_by_account_id: Some(Id(2)),
    }
}

pub(crate) fn rule() -> Rule {
    let french = RuleTranslation { text: "Sois gentil".to_owned(), hint: String::new() };
    Rule {
        id: Id(1),
        text: "Be kind".to_owned(),
        hint: String::new(),
        translations: [("fr".to_owned(), french)].into(),
    }
}

pub(crate) fn status_edit() -> StatusEdit {
    StatusEdit {
        content: "<p>Bonjour</p>".to_owned(),
        spoiler_text: String::new(),
        sensitive: true,
        created_at: NOW,
        account: finished_account(),
        poll: Some(StatusEditPoll {
            options: vec![StatusEditPollOption { title: "Yes".to_owned() }],
        }),
        media_attachments: vec![plain_media()],
        emojis: vec![emoji()],
        quote: Some(quote()),
    }
}

pub(crate) fn marker() -> Marker {
    Marker { last_read_id: Id(1), version: 3, updated_at: NOW }
}

pub(crate) fn extended_description() -> ExtendedDescription {
    ExtendedDescription { updated_at: NOW, content: "<p>A place</p>".to_owned() }
}

pub(crate) fn privacy_policy() -> PrivacyPolicy {
    PrivacyPolicy { updated_at: NOW, content: "<p>We keep little</p>".to_owned() }
}
