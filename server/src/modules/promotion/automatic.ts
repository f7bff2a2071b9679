import { dayOf, later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import { giveIfAny } from './claim.ts'
import type { Promotion } from './context.ts'
import { couponExpiring } from './contract.ts'
import { birthdaysDone, noteBirthdays } from './queries/birthdays.ts'
import { takeExpiring } from './queries/coupons.ts'
import { automaticTemplates, type Template } from './queries/templates.ts'

const PAGE = 500

/** Somebody has joined: the coupons for newcomers. */
export async function welcome(promotion: Promotion, shopperId: string): Promise<void> {
  for (const { id } of await automaticTemplates(promotion.db, 'newcomer'))
    await giveIfAny(promotion, { templateId: id, shopperId, as: 'grant', key: `newcomer:${id}:${shopperId}` })
}

/** Coupons for those whose birthday is today, each one a year. Done once a day; a day that broke off is done again, and gives nothing twice. */
export async function celebrate(promotion: Promotion): Promise<void> {
  const day = dayOf(promotion.now())
  for (const template of await automaticTemplates(promotion.db, 'birthday')) {
    const run = { day, templateId: template.id }
    if (await birthdaysDone(promotion.db, run)) continue
    await celebrateWith(promotion, template, day)
    await noteBirthdays(promotion.db, run, promotion.now())
  }
}

async function celebrateWith(promotion: Promotion, { id, shopId }: Template, day: string): Promise<void> {
  for (let after: string | null = null; ;) {
    const { ids } = await promotion.shopper.audience({ shopId, bornOn: birthdaysOf(day), after, limit: PAGE })
    for (const shopperId of ids) {
      const key = `birthday:${id}:${shopperId}:${day.slice(0, 4)}`
      if ((await giveIfAny(promotion, { templateId: id, shopperId, as: 'birthday', key })) === 'gone') return
    }
    after = ids.at(-1) ?? null
    if (ids.length < PAGE) return
  }
}

/** Month and day; who was born on 29 February has the 28th in other years. */
function birthdaysOf(day: string): string[] {
  const year = Number(day.slice(0, 4))
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day.endsWith('-02-28') && !leap ? ['02-28', '02-29'] : [day.slice(5)]
}

/** Tells of coupons that end within a day, each once. */
export async function remind(promotion: Promotion): Promise<number> {
  const now = promotion.now()
  return inTx(promotion.db, async (tx) => {
    const coupons = await takeExpiring(tx, { now, until: later(now, { days: 1 }) }, 200)
    for (const { id, shopperId, shopId, title, expiresAt } of coupons)
      await emit(tx, couponExpiring, { couponId: id, shopperId, shopId, title, expiresAt })
    return coupons.length
  })
}
