import type { Channel, SkuForSale } from '../catalog/contract.ts'
import type { PriceReason } from './contract.ts'

/** Who asks for a price: as what member of the shop, through which storefront, and when. */
export interface Asker {
  tier: number
  channel: Channel | null
  at: Date
}

export interface Price {
  priceFen: number
  reason: PriceReason
  /** When a timed price ends. */
  until: string | null
}

/**
 * What a piece costs this shopper when so many are bought, and why: the lowest price that applies, never more than the list price. Of
 * equal prices the plainer reason stands. Pure.
 */
export function priceOf(
  { priceFen, tiers, specials }: Pick<SkuForSale, 'priceFen' | 'tiers' | 'specials'>,
  quantity: number,
  asker: Asker,
): Price {
  const found: Price[] = [
    { priceFen, reason: 'list', until: null },
    ...tiers
      .filter((tier) => quantity >= tier.minQuantity)
      .map((tier): Price => ({ priceFen: tier.priceFen, reason: 'tier', until: null })),
    ...specials
      .filter((special) => applies(special, asker))
      .map((special): Price => ({
        priceFen: special.priceFen,
        reason: special.kind,
        until: special.kind === 'timed' ? special.until : null,
      })),
  ]
  return found.reduce((best, price) => (price.priceFen < best.priceFen ? price : best))
}

function applies(special: SkuForSale['specials'][number], { tier, channel, at }: Asker): boolean {
  if (special.kind === 'member') return tier >= special.fromTier
  if (special.kind === 'channel') return channel === special.channel
  return Date.parse(special.from) <= at.getTime() && at.getTime() < Date.parse(special.until)
}
