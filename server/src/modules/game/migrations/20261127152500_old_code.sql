-- Codes of accounts that have become another's: links with them go on.
create table game.old_code (
  code text primary key,
  game_id uuid not null references game.game (id),
  shopper_id uuid not null
);
create index old_code_shopper on game.old_code (shopper_id);
-- All that is a shopper's is found when accounts become one.
create index person_shopper on game.person (shopper_id);
create index day_shopper on game.day (shopper_id);
create index chance_shopper on game.chance (shopper_id);
create index vote_shopper on game.vote (shopper_id);
