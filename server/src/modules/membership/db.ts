// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

export interface MembershipDb {
  'membership.account': {
    id: Generated<string>
    owner: string
    name: string
    balance: number | null
  }
  'membership.birthday_gift': {
    shopper_id: string
    year: number
    points: number
    growth: number
    at: Date
    was: string | null
  }
  'membership.book': {
    shopper_id: string
  }
  'membership.card': {
    id: string
    shopper_id: string
    source: 'taken' | 'task'
    month: string
    key: string
    used_for: string | null
    got_at: Date
    used_at: Date | null
  }
  'membership.card_month': {
    month: string
    stock: number
    taken: number
  }
  'membership.check_in': {
    shopper_id: string
    day: string
    made_up: Generated<boolean>
    points: number
    growth: number
    at: Date
    was: string | null
  }
  'membership.deed': {
    shopper_id: string
    kind: 'review' | 'share'
    key: string
    at: Date
  }
  'membership.entry': {
    id: GeneratedAlways<number>
    transaction_id: string
    account_id: string
    change: number
    balance_after: number | null
  }
  'membership.grown_order': {
    order_id: string
    shop_id: string
    shopper_id: string
    paid_fen: number
    growth: number
    lost: Generated<number>
    at: Date
  }
  'membership.hold': {
    key: string
    owner: string
    wish: string
    amount: number
    state: 'held' | 'captured' | 'released'
    lapsed: Generated<boolean>
    returned: Generated<number>
    reference: Generated<string>
    expires_at: Date
    created_at: Date
    ended_at: Date | null
  }
  'membership.hold_part': {
    key: string
    position: number
    name: string
    amount: number
  }
  'membership.merged': {
    from_id: string
    into_id: string
  }
  'membership.rule': {
    single: Generated<boolean>
    value: unknown
    updated_at: Generated<Date>
  }
  'membership.standing': {
    shop_id: string
    shopper_id: string
    by_staff: Generated<boolean>
    mark: Generated<number>
    since: Date
    until: Date | null
  }
  'membership.streak_reward': {
    shopper_id: string
    days: number
    day: string
    points: number
  }
  'membership.tag': {
    shop_id: string
    shopper_id: string
    tag: string
  }
  'membership.task': {
    id: string
    kind: 'profile' | 'first_order' | 'review' | 'check_in' | 'share'
    title: string
    target: number
    points: number
    growth: number
    cards: number
    enabled: Generated<boolean>
    position: Generated<number>
    created_at: Date
  }
  'membership.task_claim': {
    task_id: string
    shopper_id: string
    points: number
    growth: number
    cards: number
    at: Date
    was: string | null
  }
  'membership.tier': {
    shop_id: string
    level: number
    name: string
    growth: number
    rights: Generated<unknown>
  }
  'membership.tier_rule': {
    shop_id: string
    kind: 'discount' | 'free_shipping'
    level: number
  }
  'membership.transaction': {
    id: Generated<string>
    event: string
    kind: string
    reference: Generated<string>
    note: Generated<string>
    actor: Generated<string>
    at: Date
  }
}
