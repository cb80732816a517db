-- How a person likes pages to look: pairs of choice and option; empty while they never said.
alter table person add column display text not null default '';
