// Generated from the migrations by `npm run gen`. Do not edit.

export interface MediaDb {
  'media.asset': {
    id: string
    shop_id: string
    kind: 'video' | 'model'
    name: string
    hash: string
    url: string
    bytes: number
    width: number | null
    height: number | null
    seconds: number | null
    removed_at: Date | null
    created_at: Date
  }
  'media.picture': {
    id: string
    shop_id: string | null
    shopper_id: string | null
    name: string
    hash: string
    url: string
    width: number
    height: number
    colour: string
    bytes: number
    removed_at: Date | null
    created_at: Date
  }
}
