create schema if not exists lucky_packet;

create function lucky_packet.total(amounts bigint[]) returns bigint language sql immutable strict parallel safe
  return (select coalesce(sum(amount), 0)::bigint from unnest(amounts) as amount);

create table lucky_packet.packet (
  id uuid primary key,
  -- A shopper, whose wallet pays for it, or a shop.
  sender_id uuid,
  shop_id uuid,
  request_id text not null,
  kind text not null check (kind in ('fixed', 'random')),
  total_fen bigint not null check (total_fen between 1 and 10000000),
  shares int not null check (shares between 1 and 500),
  -- What each taker in turn gets: drawn once, when it is sent, and told to nobody before.
  amounts bigint[] not null,
  taken int not null default 0,
  wish text not null,
  -- funding: the wallet has yet to pay; void: it could not.
  state text not null check (state in ('funding', 'open', 'over', 'void')),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- What nobody took is back where it came from.
  returned_fen bigint not null default 0 check (returned_fen >= 0),
  returned_at timestamptz,
  constraint sent_by_one check (num_nonnulls(sender_id, shop_id) = 1),
  constraint request_of_sender unique (sender_id, request_id),
  constraint request_of_shop unique (shop_id, request_id),
  constraint shares_are_the_whole check (lucky_packet.total(amounts) = total_fen and cardinality(amounts) = shares and 1 <= all (amounts)),
  constraint no_more_takers_than_shares check (taken between 0 and shares),
  constraint over_says_when check ((state in ('over', 'void')) = (ended_at is not null)),
  constraint returns_what_is_left check (returned_fen in (0, total_fen - lucky_packet.total(amounts[1:taken])))
);
create index packet_sender on lucky_packet.packet (sender_id, created_at desc, id desc);
create index packet_shop on lucky_packet.packet (shop_id, created_at desc, id desc);
create index packet_due on lucky_packet.packet (expires_at) where state = 'open';
create index packet_funding on lucky_packet.packet (created_at) where state = 'funding';
create index packet_unreturned on lucky_packet.packet (ended_at) where state = 'over' and returned_at is null;

create table lucky_packet.take (
  packet_id uuid not null references lucky_packet.packet (id),
  position int not null check (position >= 1),
  shopper_id uuid not null,
  amount_fen bigint not null check (amount_fen >= 1),
  at timestamptz not null,
  -- It is among the taker's red packets.
  granted_at timestamptz,
  primary key (packet_id, position),
  constraint one_share_per_person unique (packet_id, shopper_id)
);
create index take_shopper on lucky_packet.take (shopper_id, at desc);
create index take_ungranted on lucky_packet.take (at) where granted_at is null;
