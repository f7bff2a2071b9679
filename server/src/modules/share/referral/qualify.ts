import { later } from '../../../kernel/clock.ts'
import { WINDOW_DAYS } from '../context.ts'
import { runningCampaigns } from '../queries/campaigns.ts'
import { insertSale, lastTouch, seenOf, type Touch } from '../queries/signals.ts'
import { friendBought, openOwn } from './cashback.ts'
import type { Referrals } from './context.ts'
import { admit } from './decide.ts'
import { reasonsOf } from './risk.ts'

interface Paid {
  orderId: string
  shopId: string
  shopperId: string
  payableFen: number
  paidAt: string
}

async function reasonsFor(referrals: Referrals, inviterId: string, inviteeId: string): Promise<string[]> {
  const [seen, alike] = await Promise.all([
    seenOf(referrals.db, { inviterId, inviteeId, since: later(referrals.now(), { days: -1 }) }),
    referrals.shopper.alike({ one: inviterId, other: inviteeId }),
  ])
  return reasonsOf({ ...seen, samePhone: alike.phone, sameAddress: alike.address })
}

/** An order is paid: its shopper may have come by a share. May be heard twice. */
export async function paid(referrals: Referrals, order: Paid): Promise<void> {
  const { shopId, shopperId, orderId, payableFen } = order
  const until = new Date(order.paidAt)
  const campaigns = await runningCampaigns(referrals.db, { now: until, shopId })
  const touch = await lastTouch(referrals.db, {
    shopperId,
    since: later(until, { days: -WINDOW_DAYS }),
    until: later(until, { minutes: 1 }),
  })
  if (touch) {
    await insertSale(referrals.db, { orderId, linkId: touch.linkId, shopperId, shopId, paidFen: payableFen, now: referrals.now() })
    const wanted = campaigns.filter((one) => one.kind === 'invite' && one.at !== 'joined' && payableFen >= one.minOrderFen)
    if (wanted.length > 0) await firstOrder(referrals, { order, touch, wanted })
  }
  for (const campaign of campaigns.filter((one) => one.kind === 'cashback' && payableFen >= one.minOrderFen)) {
    if (touch) await friendBought(referrals, campaign, { ...order, sharerId: touch.sharerId })
    await openOwn(referrals, campaign, order)
  }
}

type Wanted = Awaited<ReturnType<typeof runningCampaigns>>

async function firstOrder(referrals: Referrals, { order, touch, wanted }: { order: Paid; touch: Touch; wanted: Wanted }): Promise<void> {
  const { orderId, shopId, shopperId, payableFen } = order
  await referrals.shopper.recordPaid({ orderId, shopId, shopperId })
  const [inShop, inMall] = await Promise.all([
    referrals.shopper.firstOrders({ shopId, orderIds: [orderId] }),
    referrals.shopper.firstOrders({ shopId: null, orderIds: [orderId] }),
  ])
  const fitting = wanted.filter((one) => (one.scope === 'mall' ? inMall : inShop).ids.length > 0)
  if (fitting.length === 0) return
  const reasons = await reasonsFor(referrals, touch.sharerId, shopperId)
  for (const campaign of fitting) {
    await admit(referrals, campaign, {
      inviterId: touch.sharerId,
      inviteeId: shopperId,
      linkId: touch.linkId,
      orderId,
      orderFen: payableFen,
      reasons,
    })
  }
}

/** Somebody signed up who had come by a share. May be asked again. */
export async function joined(referrals: Referrals, shopperId: string): Promise<void> {
  const now = referrals.now()
  const touch = await lastTouch(referrals.db, { shopperId, since: later(now, { days: -1 }), until: now })
  if (!touch?.joined) return
  const campaigns = (await runningCampaigns(referrals.db, { now, shopId: null })).filter(
    (one) => one.kind === 'invite' && one.at === 'joined',
  )
  if (campaigns.length === 0) return
  const reasons = await reasonsFor(referrals, touch.sharerId, shopperId)
  for (const campaign of campaigns) {
    await admit(referrals, campaign, {
      inviterId: touch.sharerId,
      inviteeId: shopperId,
      linkId: touch.linkId,
      orderId: null,
      orderFen: 0,
      reasons,
    })
  }
}
