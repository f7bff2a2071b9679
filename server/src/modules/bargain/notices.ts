import type { Db } from '../../kernel/db.ts'
import { yuan } from '../../kernel/money.ts'
import { announce, trigger } from '../../kernel/notify.ts'
import type { BargainDb } from './db.ts'
import { bargainOf } from './queries/bargains.ts'

const sample = { price: '¥39.00', cut: '¥6.20', left: '3' }

const helpedNotice = trigger({
  name: 'bargain.helped',
  kind: 'service',
  label: { 'zh-CN': '好友帮砍', en: 'A friend helped to bargain' },
  sample,
  title: '好友帮您砍了 {cut}',
  text: '现价 {price}，再有 {left} 位好友帮砍就到底价了。',
})
const reachedNotice = trigger({
  name: 'bargain.reached',
  kind: 'service',
  label: { 'zh-CN': '砍到底价', en: 'Bargain reached the floor' },
  sample,
  title: '砍到底价了',
  text: '已经砍到 {price}，快去下单吧，晚了可能就抢完了。',
})
export const triggers = [helpedNotice, reachedNotice]

/** Tells whose bargain it is that a friend has cut the price. */
export async function announceCut(tx: Db<BargainDb>, turn: { bargainId: string; position: number; cutFen: number }): Promise<void> {
  const row = await bargainOf(tx, turn.bargainId)
  if (!row) return
  const left = row.helpers - turn.position
  const notice = left === 0 ? reachedNotice : helpedNotice
  await announce(tx, notice, {
    key: `${notice.name}:${turn.bargainId}:${turn.position}`,
    shopId: row.shopId,
    shopperId: row.shopperId,
    params: { price: yuan(row.priceFen), cut: yuan(turn.cutFen), left: String(left) },
    link: `packages/bargain/detail/index?id=${turn.bargainId}`,
  })
}
