# Des nombres pour qui fait vivre le lieu.

error-bad-span = Les jours doivent finir après leur début, et ne pas dépasser un an (92 jours pour savoir, par jour, qui reste).
error-span-to-come = Ce qui est à venir ne peut pas être compté.
error-bad-day = Un jour s’écrit comme 2026-11-24.
error-bad-frequency = La fréquence est day ou month.
error-measure-of-what = Indiquez par son id de quel mot-dièse il s’agit.
