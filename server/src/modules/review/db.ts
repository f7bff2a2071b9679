// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated } from 'kysely'

export interface ReviewDb {
  'review.review': {
    id: string
    order_line_id: string
    shop_id: string
    shopper_id: string
    product_id: string
    product_title: string
    options: Generated<string[]>
    stars: number
    text: string
    tags: Generated<string[]>
    pictures: Generated<unknown>
    anonymous: Generated<boolean>
    nickname: string
    avatar: unknown
    state: 'shown' | 'waiting' | 'hidden'
    hidden_reason: Generated<string>
    reply_text: string | null
    reply_at: Date | null
    created_at: Date
  }
  'review.summary': {
    product_id: string
    count: Generated<number>
    star_sum: Generated<number>
    stars: Generated<number[]>
    with_pictures: Generated<number>
    tags: Generated<unknown>
  }
}
