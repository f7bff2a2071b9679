import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

export interface FriendLink {
  token: string
  checkoutId: string
  shopperId: string
  message: string
  showGoods: boolean
  now: Date
}

/** One link a checkout; asking again keeps its token and takes what is said now. */
export async function putFriendLink(db: Db<OrderDb>, link: FriendLink): Promise<string> {
  const said = { message: link.message, shows_goods: link.showGoods }
  const row = await db
    .insertInto('order.friend_link')
    .values({ token: link.token, checkout_id: link.checkoutId, shopper_id: link.shopperId, created_at: link.now, ...said })
    .onConflict((conflict) => conflict.column('checkout_id').doUpdateSet(said))
    .returning('token')
    .executeTakeFirstOrThrow()
  return row.token
}

export async function friendLink(db: Db<OrderDb>, token: string) {
  return db
    .selectFrom('order.friend_link')
    .select(['checkout_id as checkoutId', 'shopper_id as shopperId', 'message', 'shows_goods as showsGoods'])
    .where('token', '=', token)
    .executeTakeFirst()
}
