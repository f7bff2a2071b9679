import type { Address, DeliveryPlace, Quote } from '@puzi/shop-client'
import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { type Settled, settle, type Wish } from '@/features/delivery/choice'

export interface Contact {
  name: string
  phone: string
}
export interface Deliveries {
  placesOf: (shopId: string) => readonly DeliveryPlace[]
  wishOf: (shopId: string) => Wish
  settledOf: (shopId: string) => Settled | undefined
  want: (shopId: string, wish: Wish) => void
  /** Everything goes by parcel again. */
  reset: () => void
  contact: Contact
  setContact: (contact: Contact) => void
  /** As the quote takes them: those that are whole. */
  chosen: { shopId: string; kind: 'pickup' | 'local'; pointId: string; day: string; span: string }[]
  /** Something of what was chosen cannot be had. */
  blocked: boolean
  fetches: boolean
  refetch: () => void
}

const parcel: Wish = { kind: 'parcel' }
const phoneRule = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/
export const contactIsGood = ({ name, phone }: Contact): boolean => name.trim() !== '' && phoneRule.test(phone)

/** How each shop's part of the checkout reaches the shopper. */
export function useDeliveries(shopIds: readonly string[], address: Address | undefined): Deliveries {
  const [wishes, setWishes] = useState<Record<string, Wish>>({})
  const [typed, setTyped] = useState<Contact>()
  const { lng = null, lat = null } = address ?? {}
  const spot = lng === null || lat === null ? {} : { lng, lat }
  const reads = useQueries({
    queries: shopIds.map((id) => ({
      queryKey: ['delivery-choices', id, lng, lat],
      queryFn: () => shop.listDeliveryChoices({ id, ...spot }),
      staleTime: 15_000,
    })),
  })
  const places = new Map(shopIds.map((id, at) => [id, reads[at]?.data?.items ?? []]))
  const placesOf = (shopId: string) => places.get(shopId) ?? []
  const wishOf = (shopId: string) => wishes[shopId] ?? parcel
  const known = address ? (lng === null ? 'unpinned' : 'pinned') : 'none'
  const settledOf = (shopId: string) => settle(wishOf(shopId), placesOf(shopId), known)
  const settled = shopIds.flatMap((shopId) => {
    const one = settledOf(shopId)
    return one ? [{ shopId, ...one }] : []
  })
  return {
    placesOf,
    wishOf,
    settledOf,
    want: (shopId, wish) => setWishes((now) => ({ ...now, [shopId]: wish })),
    reset: () => setWishes({}),
    contact: typed ?? { name: address?.name ?? '', phone: address?.phone ?? '' },
    setContact: setTyped,
    chosen: settled.flatMap(({ shopId, kind, place, slot }) =>
      place && slot ? [{ shopId, kind, pointId: place.id, day: slot.day, span: slot.span }] : [],
    ),
    blocked: settled.some((one) => one.fault !== undefined),
    fetches: settled.some((one) => one.kind === 'pickup'),
    refetch: () => reads.forEach((read) => void read.refetch()),
  }
}

/** The shops of the checkout, also while a quote is under way or a shop's part cannot be had. */
export function useShopIds(quote: Quote | undefined): readonly string[] {
  const [ids, setIds] = useState<readonly string[]>([])
  useEffect(() => {
    const now = quote?.shops.filter((group) => group.lines.some((line) => line.delivery === 'parcel')).map((group) => group.shopId) ?? []
    setIds((before) => (now.every((id) => before.includes(id)) ? before : [...new Set([...before, ...now])]))
  }, [quote])
  return ids
}
