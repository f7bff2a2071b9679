import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Channel } from '../catalog/contract.ts'
import type { Quote } from '../pricing/contract.ts'
import type { Address } from '../shopper/contract.ts'
import type { Orders } from './context.ts'
import type { PlayTerms } from './contract-play.ts'
import { termsOf } from './play/terms.ts'
import type { quoteCheckout } from './contract.ts'

type Wish = Pick<
  z.output<typeof quoteCheckout.body>,
  'lines' | 'coupons' | 'addressId' | 'deliveries' | 'gifts' | 'usePoints' | 'useRedPackets' | 'play'
> & {
  channel: Channel | null
  /** Whether to say what points and red packets there are, as when nothing is said; else they are not used either. */
  withAssets?: boolean
}

/** Prices a checkout for this shopper, with freight once an address is chosen. Throws `address_not_found`. */
export async function quote(
  orders: Orders,
  shopperId: string,
  wish: Wish,
): Promise<{ quote: Quote; address: Address | null; terms: PlayTerms | null }> {
  const address = wish.addressId ? await ownAddress(orders, shopperId, wish.addressId) : null
  const terms = wish.play ? await termsOf(orders, shopperId, { play: wish.play, lines: wish.lines }) : null
  const asked = (wish.withAssets ?? true) && (terms?.withAssets ?? true)
  const priced = await orders.pricing.quote({
    shopperId,
    channel: wish.channel,
    lines: wish.lines,
    coupons: wish.coupons,
    gifts: wish.gifts,
    deliveries: wish.deliveries,
    districtCode: address?.districtCode ?? null,
    place: address && address.lng !== null && address.lat !== null ? { lng: address.lng, lat: address.lat } : null,
    play: terms?.price ?? null,
    assets: asked ? { points: wish.usePoints, redPackets: wish.useRedPackets } : null,
  })
  return { quote: priced, address, terms }
}

async function ownAddress(orders: Orders, shopperId: string, addressId: string): Promise<Address> {
  const { address } = await orders.shopper.address({ shopperId, addressId })
  if (!address) throw new AppError('not_found', 'address_not_found')
  return address
}
