import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { ShopQuote } from '../pricing/contract.ts'
import type { DeliveryChoice } from '../shipping/contract.ts'
import type { Address } from '../shopper/contract.ts'
import type { Orders } from './context.ts'
import type { PlayTerms } from './contract-play.ts'
import { addressOf, nowhere } from './keep.ts'
import type { NewOrder } from './queries/place.ts'
import { orderState } from './queries/read.ts'

type Choice = z.output<typeof DeliveryChoice>

/** Where a shop's part of a checkout goes, and how. What is fetched goes to no address: only who fetches it is kept. */
export function goesTo(
  address: Address | null,
  { deliveries }: { deliveries: readonly Choice[] },
  { shopId, lines }: Pick<ShopQuote, 'shopId' | 'lines'>,
): Pick<NewOrder, 'address' | 'handover'> {
  const choice = deliveries.find((one) => one.shopId === shopId)
  if (!choice) return { address: addressOf(address), handover: 'parcel' }
  // Card keys and vouchers alone are neither fetched nor brought.
  if (lines.every((line) => line.delivery !== 'parcel')) throw new AppError('conflict', 'delivery_choice_wrong')
  if (choice.kind === 'local') return { address: addressOf(address), handover: 'local' }
  const contact = choice.contact ?? address
  if (!contact) throw new AppError('conflict', 'delivery_contact_missing')
  return { address: { ...nowhere, name: contact.name, phone: contact.phone }, handover: 'pickup' }
}

/** What is fetched at a point of its play is fetched nowhere else. Throws `delivery_choice_wrong`. */
export function refuseElsewhere({ fetchedAt }: Partial<PlayTerms>, deliveries: readonly Choice[]): void {
  if (!fetchedAt) return
  const [choice] = deliveries
  if (choice?.kind !== 'pickup' || choice.pointId !== fetchedAt.pointId || choice.day !== fetchedAt.day)
    throw new AppError('conflict', 'delivery_choice_wrong')
}

/** States in which an order has no claim to its place any more. */
export const over: ReadonlySet<string> = new Set(['cancelled', 'closed', 'refunding', 'refunded'])

/** The place is the order's; an end that came in between frees it again. Throws `slot_full`. */
export async function ownPlace(orders: Orders, orderId: string): Promise<void> {
  await orders.shipping.keepDelivery({ orderId })
  if (over.has((await orderState(orders.db, orderId)) ?? '')) await orders.shipping.releaseDelivery({ orderId })
}

interface Wish {
  minutes: number
  /** The shopper's own, as the server has it: what is brought is measured to there. */
  address: Address | null
  choice: Choice | undefined
  /** The play of the order. */
  play: string | null
}

/** A place in the slot the shopper chose. Throws `slot_full`, `delivery_choice_wrong`. */
export async function holdPlace(orders: Orders, order: NewOrder, { minutes, address, choice, play }: Wish): Promise<void> {
  if (!choice) return
  const { id: orderId, number: orderNumber, shopperId, note } = order
  const { name, phone } = order.address
  const to = choice.kind === 'local' && address ? address : null
  await orders.shipping.holdDelivery({
    orderId,
    orderNumber,
    shopperId,
    choice,
    contact: { name, phone, address: to ? [to.province, to.city, to.district, to.detail].join('') : '' },
    goods: order.lines.map((line) => `${line.title}${line.options.length > 0 ? ` ${line.options.join('/')}` : ''} ×${line.quantity}`),
    note,
    to: to && to.lng !== null && to.lat !== null ? { lng: to.lng, lat: to.lat } : null,
    feeFen: choice.kind === 'local' ? order.freightFen : 0,
    play,
    minutes,
  })
}
