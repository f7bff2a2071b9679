import type { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import type { Orders } from '../context.ts'
import type { OnDeliveryOffer, OnDeliverySettings } from '../contract.ts'
import { candidates, putSettings, type Settings, settingsOfShops } from '../queries/on-delivery.ts'

type Offer = z.output<typeof OnDeliveryOffer>
const off: Settings = { enabled: false, maxFen: null, regionCodes: [] }

export async function settingsOf(orders: Orders, shopId: string): Promise<Settings> {
  return (await settingsOfShops(orders.db, [shopId])).get(shopId) ?? off
}

export async function saveSettings(orders: Orders, shopId: string, settings: z.output<typeof OnDeliverySettings>): Promise<Settings> {
  const tidy = { ...settings, regionCodes: [...new Set(settings.regionCodes)].sort() }
  await putSettings(orders.db, shopId, tidy)
  return tidy
}

/** A district, its city, its province. */
const regionsOf = (code: string): string[] => [code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]

type Candidate = Awaited<ReturnType<typeof candidates>>[number]

/** Why this order cannot be paid on delivery; null: it can. What is fetched in the store is paid there, wherever its buyer lives. Pure. */
export function whyNot(order: Candidate, settings: Settings, fetched: boolean): Offer['why'] {
  if (!settings.enabled) return 'off'
  if (order.gift) return 'gift'
  if (order.play) return 'play'
  if (order.virtual || order.payableFen === 0) return 'goods'
  if (settings.maxFen !== null && order.payableFen > settings.maxFen) return 'amount'
  return inside(settings, order.address.districtCode) || fetched ? null : 'area'
}

const inside = ({ regionCodes }: Settings, districtCode: string): boolean =>
  regionCodes.length === 0 || regionsOf(districtCode).some((code) => regionCodes.includes(code))

/** What was promised to be paid at the door goes only to where the shop takes that. Throws `address_not_served`. */
export async function refuseOutside(orders: Orders, order: { shopId: string; onDelivery: boolean }, districtCode: string): Promise<void> {
  if (order.onDelivery && !inside(await settingsOf(orders, order.shopId), districtCode))
    throw new AppError('conflict', 'address_not_served')
}

/** Offered only when every shop of the checkout takes it. */
export const offerOf = async (orders: Orders, checkoutId: string): Promise<Offer> =>
  offerFor(orders, await candidates(orders.db, checkoutId))

/** The same for orders that are at hand. */
export async function offerFor(orders: Orders, all: readonly Candidate[]): Promise<Offer> {
  // A change of price has just given its orders another checkout.
  if (all.length === 0) return { offered: false, why: 'off', maxFen: null }
  for (const order of all) {
    const set = order.settings
    // oxlint-disable-next-line eslint/no-await-in-loop
    const fetched = set.enabled && (await orders.shipping.delivery({ orderId: order.id })).delivery?.kind === 'pickup'
    const why = whyNot(order, set, fetched)
    if (why) return { offered: false, why, maxFen: why === 'amount' ? set.maxFen : null }
  }
  return { offered: true, why: null, maxFen: null }
}
