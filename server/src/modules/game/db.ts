// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface GameDb {
  'game.candidate': {
    id: string
    game_id: string
    position: number
    title: string
    text: string
    picture: unknown
    votes: Generated<number>
  }
  'game.chance': {
    key: string
    game_id: string
    shopper_id: string
    why: 'points' | 'share' | 'order'
    count: number
    points: number
    state: 'due' | 'given' | 'failed'
    try_at: Date
    at: Date
  }
  'game.day': {
    game_id: string
    shopper_id: string
    day: string
    free: Generated<number>
    drawn: Generated<number>
    most: number
    shared: Generated<number>
  }
  'game.draw': {
    id: string
    game_id: string
    shop_id: string
    shopper_id: string
    request_id: string
    roll: number
    rolled_id: string
    prize_id: string
    day: string
    free: boolean
    state: 'none' | 'due' | 'given' | 'failed' | 'code' | 'handed'
    code: string | null
    try_at: Date
    at: Date
    ended_at: Date | null
    handed_by: string | null
  }
  'game.game': {
    id: string
    shop_id: string
    kind: 'wheel' | 'scratch' | 'vote'
    title: string
    rules: string
    starts_at: Date
    ends_at: Date
    enabled: boolean
    free_per_day: number
    most_per_day: number
    most_in_all: number
    points_price: number
    share_chances: number
    order_chances: number
    created_at: Date
  }
  'game.old_code': {
    code: string
    game_id: string
    shopper_id: string
  }
  'game.person': {
    game_id: string
    shopper_id: string
    code: string
    extra: Generated<number>
    drawn: Generated<number>
    most: number
  }
  'game.prize': {
    id: string
    game_id: string
    position: number
    title: string
    kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'
    points: number
    coupon_template_id: string | null
    amount_fen: number
    valid_days: number
    cost_fen: number
    odds_bps: number
    stock: number
    won: Generated<number>
    instead: number | null
  }
  'game.vote': {
    game_id: string
    shopper_id: string
    day: string
    candidate_id: string
    at: Date
  }
}
