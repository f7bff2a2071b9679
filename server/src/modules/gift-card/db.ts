// Generated from the migrations by `npm run gen`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

export interface GiftCardDb {
  'gift_card.batch': {
    id: string
    title: string
    kind: 'physical' | 'electronic'
    face_fen: number
    valid_days: number
    pieces: number
    sold: Generated<number>
    on_sale: boolean
    exported_at: Date | null
    exported_by: Generated<string>
    created_at: Date
  }
  'gift_card.card': {
    id: string
    batch_id: string
    serial: Generated<number>
    face_fen: number
    code_hash: Buffer | null
    tail: Generated<string>
    state: 'made' | 'active' | 'redeemed' | 'void'
    frozen: Generated<boolean>
    owner_id: string | null
    purchase_id: string | null
    expires_at: Date | null
    active_at: Date | null
    redeemed_at: Date | null
    redeemed_by: string | null
    credited_at: Date | null
    void_at: Date | null
    refund: 'wanted' | 'asked' | null
    created_at: Date
  }
  'gift_card.entry': {
    id: GeneratedAlways<number>
    card_id: string
    what: 'made' | 'exported' | 'sold' | 'bought' | 'given' | 'taken_back' | 'claimed' | 'redeemed' | 'frozen' | 'thawed' | 'extended' | 'void'
    change_fen: Generated<number>
    by_name: Generated<string>
    note: Generated<string>
    at: Date
  }
  'gift_card.gift': {
    id: string
    card_id: string
    from_id: string
    token_hash: Buffer
    wish: string
    state: 'open' | 'claimed' | 'back'
    expires_at: Date
    claimed_by: string | null
    created_at: Date
  }
  'gift_card.guess': {
    shopper_id: string
    tries: number
    since: Date
    locked_until: Date | null
  }
  'gift_card.purchase': {
    id: string
    shopper_id: string
    request_id: string
    batch_id: string
    quantity: number
    amount_fen: number
    state: 'open' | 'paid' | 'closed'
    pay_before: Date
    close_try_at: Date
    created_at: Date
    paid_at: Date | null
  }
}
