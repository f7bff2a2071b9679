-- Campaigns that reward who brings friends. invite: both, for a new customer. cashback: the price of an order comes back for so many friends.
create table share.campaign (
  id uuid primary key,
  shop_id uuid not null,
  -- mall: orders of every shop count; shop: those of this one
  scope text not null check (scope in ('mall', 'shop')),
  kind text not null check (kind in ('invite', 'cashback')),
  title text not null,
  -- joined: they signed up; paid: their first order; kept: the same, and its money can go back no more
  at text not null check (at in ('joined', 'paid', 'kept')),
  -- What is decided is given so long after.
  hold_days int not null check (hold_days between 0 and 90),
  min_order_fen bigint not null check (min_order_fen >= 0),
  inviter_reward jsonb,
  invitee_reward jsonb,
  -- Of one sharer, in a day and in all; of the campaign.
  per_day int not null check (per_day between 1 and 10000),
  per_person int not null check (per_person between 1 and 10000),
  budget int not null check (budget between 1 and 1000000),
  given int not null default 0,
  -- Of cash-back: so many friends bring back such a part of the order, and no more than that.
  friends int not null default 1 check (friends between 1 and 100),
  rate_bps int not null default 0 check (rate_bps between 0 and 10000),
  most_fen bigint not null default 0 check (most_fen >= 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  enabled boolean not null,
  created_at timestamptz not null,
  constraint campaign_period check (ends_at > starts_at),
  constraint never_more_than_its_budget check (given between 0 and budget),
  constraint kept_waits check ((at = 'kept') = (hold_days > 0)),
  constraint cashback_says_what check ((kind = 'cashback') = (rate_bps > 0)),
  constraint invite_rewards check ((kind = 'invite') = (inviter_reward is not null or invitee_reward is not null))
);
create index campaign_shop on share.campaign (shop_id, created_at desc, id desc);
create index campaign_running on share.campaign (ends_at) where enabled;

-- How often somebody was rewarded in a campaign: ever, or in a day.
create table share.used (
  campaign_id uuid not null references share.campaign (id),
  shopper_id uuid not null,
  -- ever, day:2026-11-27
  span text not null,
  used int not null check (used >= 0),
  most int not null,
  primary key (campaign_id, shopper_id, span),
  constraint never_over_the_limit check (used <= most)
);

-- A paid order of somebody who had come by a share.
create table share.sale (
  order_id uuid primary key,
  link_id uuid not null references share.link (id),
  shopper_id uuid not null,
  shop_id uuid not null,
  paid_fen bigint not null check (paid_fen >= 0),
  refunded_fen bigint not null default 0 check (refunded_fen >= 0),
  at timestamptz not null
);
create index sale_link on share.sale (link_id);
create table share.sale_refund (refund_key text primary key, order_id uuid not null, at timestamptz not null);

-- One new customer in a campaign, once, whoever may have brought them.
-- For cash-back one order of the sharer: invitee_id is the sharer, friends count until there are enough.
create table share.referral (
  id uuid primary key,
  campaign_id uuid not null references share.campaign (id),
  inviter_id uuid not null,
  invitee_id uuid not null,
  link_id uuid references share.link (id),
  order_id uuid,
  order_fen bigint not null default 0 check (order_fen >= 0),
  refunded_fen bigint not null default 0,
  friends int not null default 0 check (friends >= 0),
  -- open: a cash-back that waits for friends. review: withheld, staff decide. due: decided, to be given at due_at. given. refused: by staff.
  -- full: a limit was reached. void: its order came back. over: time ran out.
  state text not null check (state in ('open', 'review', 'due', 'given', 'refused', 'full', 'void', 'over')),
  reasons text[] not null default '{}',
  -- It counts in the budget and in the limits of the inviter, in the day of counted_on.
  counted_on date,
  due_at timestamptz,
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by text not null default '',
  note text not null default '',
  constraint due_says_when check (state not in ('due', 'given') or (due_at is not null and counted_on is not null))
);
create unique index referral_once on share.referral (campaign_id, invitee_id) where link_id is not null;
create unique index referral_order on share.referral (campaign_id, order_id) where link_id is null;
create index referral_of_order on share.referral (order_id) where order_id is not null;
create index referral_inviter on share.referral (inviter_id, created_at desc, id desc);
create index referral_board on share.referral (campaign_id, created_at desc, id desc);
create index referral_due on share.referral (due_at) where state = 'due';

-- Friends who bought by the link of an open cash-back.
create table share.friend (
  referral_id uuid not null references share.referral (id),
  friend_id uuid not null,
  order_id uuid not null,
  back boolean not null default false,
  primary key (referral_id, friend_id)
);
create index friend_order on share.friend (order_id);

-- What each side gets. It says that it is attempted before it is.
create table share.payout (
  referral_id uuid not null references share.referral (id),
  side text not null check (side in ('inviter', 'invitee')),
  shopper_id uuid not null,
  reward jsonb not null,
  worth_fen bigint not null check (worth_fen >= 0),
  -- due, giving (attempted), given; lost: there was none left; void: never attempted; taking: to be taken back; taken; kept: cannot be taken back
  state text not null check (state in ('due', 'giving', 'given', 'lost', 'void', 'taking', 'taken', 'kept')),
  at timestamptz not null,
  primary key (referral_id, side)
);
create index payout_todo on share.payout (at) where state in ('giving', 'taking');
