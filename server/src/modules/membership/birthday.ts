import { dayOf } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import type { Members } from './context.ts'
import { book, reward } from './growth.ts'
import { insertBirthdayGift } from './queries/tasks.ts'
import { ruleOf } from './rule-store.ts'

const PAGE = 500

/** Points and growth for those whose birthday is today, once a year whatever birthday they tell. A day that broke off is done again. */
export async function celebrate(members: Members): Promise<void> {
  const { birthday } = await ruleOf(members)
  if (birthday.points === 0 && birthday.growth === 0) return
  const day = dayOf(members.now())
  for (let after: string | null = null; ;) {
    const { ids }: { ids: string[] } = await members.shopper.bornOn({ days: birthdaysOf(day), after, limit: PAGE })
    for (const shopperId of ids) await give(members, { shopperId, year: Number(day.slice(0, 4)), ...birthday })
    after = ids.at(-1) ?? null
    if (ids.length < PAGE) return
  }
}

async function give(members: Members, gift: { shopperId: string; year: number; points: number; growth: number }): Promise<void> {
  const { shopperId, year, points, growth } = gift
  const key = `birthday:${shopperId}:${year}`
  await inTx(members.db, async (tx) => {
    if (!(await insertBirthdayGift(tx, { ...gift, at: members.now() }))) return
    await book(members, tx, { event: key, kind: 'birthday', shopperId, shopId: null, change: growth, note: '生日礼' })
    await reward(tx, { key, shopperId, points, note: '生日礼' })
  })
}

/** Month and day; who was born on 29 February has the 28th in other years. */
function birthdaysOf(day: string): string[] {
  const year = Number(day.slice(0, 4))
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day.endsWith('-02-28') && !leap ? ['02-28', '02-29'] : [day.slice(5)]
}
