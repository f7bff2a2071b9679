// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface GroupBuyDb {
  'group_buy.campaign': {
    id: string
    shop_id: string
    product_id: string
    title: string
    starts_at: Date
    ends_at: Date
    hours: number
    per_person: number
    max_pieces: number
    new_only: 'nobody' | 'joiners' | 'everybody'
    virtual_from: number | null
    with_offers: boolean
    free_freight: boolean
    enabled: boolean
    created_at: Date
  }
  'group_buy.group': {
    id: string
    campaign_id: string
    shop_id: string
    size: number
    state: 'new' | 'open' | 'completed' | 'failed' | 'void'
    leader_id: string
    paid: Generated<number>
    virtual: Generated<number>
    deadline: Date | null
    created_at: Date
    opened_at: Date | null
    ended_at: Date | null
  }
  'group_buy.member': {
    order_id: string
    group_id: string
    campaign_id: string
    shopper_id: string
    sku_id: string
    quantity: number
    leader: boolean
    state: 'held' | 'joined' | 'going' | 'done' | 'off' | 'refunded' | 'left'
    why: Generated<'' | 'full' | 'over'>
    paid_fen: Generated<number>
    seat_until: Date
    lapse_at: Date
    try_at: Date | null
    created_at: Date
    paid_at: Date | null
  }
  'group_buy.person': {
    campaign_id: string
    shopper_id: string
    taken: number
    most: number
  }
  'group_buy.price': {
    campaign_id: string
    size: number
    sku_id: string
    price_fen: number
    leader_price_fen: number | null
  }
}
