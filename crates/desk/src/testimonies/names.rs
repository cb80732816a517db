//! The words a testimony is described with, as they stand in the tables and on the wire.

use crate::named::named;

named! {
    /// Where a testimony stands.
    State {
        /// Somebody told it.
        Received = "received", "testimony-received";
        /// The team spoke with the witness.
        Verified = "verified", "testimony-verified";
        /// The witness agreed to its being published somewhere.
        Consented = "consented", "testimony-consented";
        /// The team wrote a text of it.
        Written = "written", "testimony-written";
        /// The witness read that text and approved it.
        Approved = "approved", "testimony-approved";
        /// A second person of the team approved it.
        Publishable = "publishable", "testimony-publishable";
        /// It is published.
        Published = "published", "testimony-published";
        /// The witness takes it back.
        WithdrawalAsked = "withdrawal_asked", "testimony-withdrawal-asked";
        /// It is taken back.
        Withdrawn = "withdrawn", "testimony-withdrawn";
        /// The time agreed to is over.
        Expired = "expired", "testimony-expired";
        /// What was told is erased.
        Purged = "purged", "testimony-purged";
    }

    /// How a testimony came.
    Channel {
        /// By the form.
        Form = "form", "testimony-by-form";
        /// By the form in easy words.
        Easy = "easy", "testimony-by-easy";
        /// Told to somebody of the team, who typed it.
        Phone = "phone", "testimony-by-phone";
    }

    /// Whether somebody can agree alone.
    Capacity {
        /// Of age.
        Adult = "adult", "testimony-adult";
        /// Under age: parents agree too.
        Minor = "minor", "testimony-minor";
        /// Under a measure of protection: who represents them agrees too.
        Protected = "protected", "testimony-protected";
    }

    /// What of a person is published.
    Medium {
        /// Their words in writing.
        Text = "text", "medium-text";
        /// Their picture.
        Image = "image", "medium-image";
        /// Their voice.
        Voice = "voice", "medium-voice";
        /// A film of them.
        Video = "video", "medium-video";
    }

    /// Where it is published.
    Network {
        /// Here.
        Portevoix = "portevoix", "network-portevoix";
        /// X.
        X = "x", "network-x";
        /// Facebook.
        Facebook = "facebook", "network-facebook";
        /// Instagram.
        Instagram = "instagram", "network-instagram";
        /// LinkedIn.
        Linkedin = "linkedin", "network-linkedin";
        /// Bluesky.
        Bluesky = "bluesky", "network-bluesky";
        /// Newspapers, radio, television.
        Press = "press", "network-press";
        /// Members of parliament.
        Parliament = "parliament", "network-parliament";
    }

    /// How a witness is called in public.
    Naming {
        /// By no name.
        Anonymous = "anonymous", "naming-anonymous";
        /// By a name they chose.
        Pseudonym = "pseudonym", "naming-pseudonym";
        /// By their first name.
        FirstName = "first_name", "naming-first-name";
        /// By their name.
        Named = "named", "naming-named";
    }

    /// What a receipt is of.
    Deed {
        /// That it is kept and worked on.
        Capture = "capture", "deed-capture";
        /// That it is published.
        Publish = "publish", "deed-publish";
        /// That all of it is taken back.
        Withdraw = "withdraw", "deed-withdraw";
    }

    /// Who agreed.
    Giver {
        /// The witness, by their link.
        Witness = "witness", "giver-witness";
        /// Whoever represents them.
        Representative = "representative", "giver-representative";
        /// The witness, in words; somebody of the team noted it.
        Noted = "noted", "giver-noted";
    }

    /// What was made of a testimony.
    Kind {
        /// A post here.
        Post = "post", "use-post";
        /// A picture, sound or film here.
        Media = "media", "use-media";
        /// A card: a visual with its words.
        Card = "card", "use-card";
        /// Anything elsewhere.
        Elsewhere = "elsewhere", "use-elsewhere";
    }
}
