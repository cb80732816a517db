//! What the members of a synthetic community say.

pub(super) const TAGS: &str = "\
    Accessibilité Autonomie Droits École Emploi Inclusion Logement Métro PrimeActivité Santé \
    Solidarité Transports";

pub(super) const FRENCH: &str = "\
    la réunion commence à l’heure nous demandons une réponse claire \
    aux élus de la ville pour que chacune et chacun \
    puisse prendre le métro sans escalier merci à vous toutes \
    et tous d’avoir partagé vos témoignages demain on continue ensemble \
    avec les associations du département rendez-vous sur place dès neuf \
    heures aujourd’hui encore une station en panne c’est trop";

pub(super) const ENGLISH: &str = "\
    the meeting starts on time we ask for a clear \
    answer from our representatives so that everyone can take the \
    train without stairs thank you all for sharing your stories \
    tomorrow we go on together see you there at nine \
    one more lift out of order today this is too \
    much";
