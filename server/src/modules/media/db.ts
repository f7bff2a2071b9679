// Generated from the migrations by `npm run gen`. Do not edit.

export interface MediaDb {
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
