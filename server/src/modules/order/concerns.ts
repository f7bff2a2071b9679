import type { NewOrder } from './queries/place.ts'

/** What an order may have beside its goods. Those who act on it when the order is paid hear of no other order. */
export type Concern = 'limits' | 'offers' | 'assets' | 'virtual' | 'gift' | 'place' | 'invoice'

type Facts = Pick<NewOrder, 'lines' | 'couponIds' | 'limitedRuleIds' | 'pointsFen' | 'redPacketFen'>

/**
 * `place`: a time slot or a counter was chosen; `invoice`: one was asked for at the checkout. `play`: the one that hears of it under its own name.
 * Pure.
 */
export function concernsOf(
  order: Facts,
  { gift, place, invoice, play }: { gift: boolean; place: boolean; invoice: boolean; play: string | null },
): string[] {
  const has: Record<Concern, boolean> = {
    limits: order.lines.some((line) => line.limits.perPerson !== null),
    offers: order.couponIds.length + order.limitedRuleIds.length > 0,
    assets: order.pointsFen + order.redPacketFen > 0,
    virtual: order.lines.some((line) => line.delivery !== 'parcel'),
    gift,
    place,
    invoice,
  }
  const own = (Object.keys(has) as Concern[]).filter((concern) => has[concern]) // the keys are those of the record
  return play ? [...own, play] : own
}
