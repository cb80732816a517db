# Numbers for those who run the place.

error-bad-span = The days must end after they begin, and be no more than a year (by day, of who stays: 92 days).
error-span-to-come = What is yet to come cannot be counted.
error-bad-day = A day is written like 2026-11-24.
error-bad-frequency = A frequency is day or month.
error-measure-of-what = Say by its id which hashtag you mean.
