create schema if not exists game;

create table game.game (
  id uuid primary key,
  shop_id uuid not null,
  kind text not null check (kind in ('wheel', 'scratch', 'vote')),
  title text not null,
  rules text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  enabled boolean not null,
  -- Draws (or votes) that are free each day; those of a day and of all time at most.
  free_per_day int not null check (free_per_day between 0 and 100),
  most_per_day int not null check (most_per_day between 1 and 100),
  most_in_all int not null check (most_in_all between 1 and 10000),
  -- A chance costs so many points; 0: it cannot be bought.
  points_price int not null check (points_price between 0 and 1000000),
  -- Chances won each day by friends who come, and by each paid order.
  share_chances int not null check (share_chances between 0 and 20),
  order_chances int not null check (order_chances between 0 and 20),
  created_at timestamptz not null,
  constraint game_period check (ends_at > starts_at)
);
create index game_shop on game.game (shop_id, created_at desc, id desc);
create index game_running on game.game (ends_at, id) where enabled;

create table game.prize (
  id uuid primary key,
  game_id uuid not null references game.game (id),
  position int not null check (position between 0 and 11),
  title text not null,
  kind text not null check (kind in ('thanks', 'points', 'coupon', 'red_packet', 'goods')),
  points int not null check (points between 0 and 1000000),
  coupon_template_id uuid,
  amount_fen bigint not null check (amount_fen between 0 and 20000),
  valid_days int not null check (valid_days between 1 and 365),
  -- What one costs the shop, for the budget.
  cost_fen bigint not null check (cost_fen between 0 and 5000000),
  odds_bps int not null check (odds_bps between 0 and 10000),
  stock int not null check (stock between 0 and 10000000),
  won int not null default 0,
  -- Sold out, its part of the odds goes to that prize; null: to thanks.
  instead int check (instead between 0 and 11),
  constraint prize_place unique (game_id, position),
  constraint never_more_than_there_are check (kind = 'thanks' or won between 0 and stock)
);

-- What one person has had of a game.
create table game.person (
  game_id uuid not null references game.game (id),
  shopper_id uuid not null,
  -- For links: friends who come by it bring a chance.
  code text not null,
  -- Chances beside the free ones.
  extra int not null default 0 check (extra >= 0),
  drawn int not null default 0,
  most int not null,
  primary key (game_id, shopper_id),
  constraint person_code unique (code),
  constraint never_more_in_all check (drawn between 0 and most)
);
create table game.day (
  game_id uuid not null references game.game (id),
  shopper_id uuid not null,
  day date not null,
  free int not null default 0,
  drawn int not null default 0,
  most int not null,
  -- Chances that friends brought.
  shared int not null default 0,
  primary key (game_id, shopper_id, day),
  constraint never_more_in_a_day check (drawn between 0 and most and free between 0 and drawn)
);

-- Chances beside the free ones, each once. due: its points are not taken yet.
create table game.chance (
  key text primary key,
  game_id uuid not null references game.game (id),
  shopper_id uuid not null,
  why text not null check (why in ('points', 'share', 'order')),
  count int not null check (count >= 1),
  points int not null check (points >= 0),
  state text not null check (state in ('due', 'given', 'failed')),
  try_at timestamptz not null,
  at timestamptz not null
);
create index chance_person on game.chance (game_id, shopper_id);
create index chance_due on game.chance (try_at) where state = 'due';

create table game.draw (
  id uuid primary key,
  game_id uuid not null references game.game (id),
  shop_id uuid not null,
  shopper_id uuid not null,
  request_id text not null,
  -- 0 to 9999: what chance said.
  roll int not null check (roll between 0 and 9999),
  -- What the roll stood for, and what was won: another where that was sold out.
  rolled_id uuid not null references game.prize (id),
  prize_id uuid not null references game.prize (id),
  day date not null,
  free boolean not null,
  -- none: thanks; due: to be given; given; failed: the coupon could not be had; code: to be fetched; handed
  state text not null check (state in ('none', 'due', 'given', 'failed', 'code', 'handed')),
  code text,
  try_at timestamptz not null,
  at timestamptz not null,
  ended_at timestamptz,
  handed_by text,
  constraint draw_request unique (shopper_id, request_id),
  constraint goods_have_a_code check ((code is not null) = (state in ('code', 'handed')))
);
create index draw_game on game.draw (game_id, at desc, id desc);
create index draw_person on game.draw (game_id, shopper_id, at desc, id desc);
create index draw_due on game.draw (try_at) where state = 'due';
create unique index draw_code on game.draw (code) where code is not null;

create table game.candidate (
  id uuid primary key,
  game_id uuid not null references game.game (id),
  position int not null,
  title text not null,
  text text not null,
  picture jsonb,
  votes int not null default 0 check (votes >= 0),
  constraint candidate_place unique (game_id, position)
);
create table game.vote (
  game_id uuid not null references game.game (id),
  shopper_id uuid not null,
  day date not null,
  candidate_id uuid not null references game.candidate (id),
  at timestamptz not null,
  -- One for each candidate a day.
  primary key (game_id, shopper_id, day, candidate_id)
);
create index vote_candidate on game.vote (candidate_id);
