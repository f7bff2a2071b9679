import { allocate } from '../../kernel/money.ts'
import { NO_LIMITS } from '../catalog/contract.ts'
import type { ShopQuote } from '../pricing/contract.ts'
import type { NewLine } from './queries/place.ts'

type Snapshots = ReadonlyMap<string, Pick<NewLine, 'brand' | 'attributes' | 'delivery'>>

/** What stays with the line whatever becomes of the product. */
function keptOf(snapshots: Snapshots, skuId: string): Pick<NewLine, 'brand' | 'attributes' | 'delivery'> {
  const { brand = null, attributes = [], delivery = 'parcel' } = snapshots.get(skuId) ?? {}
  return { brand, attributes, delivery }
}

/** The lines of an order as they were quoted: what is bought with its discounts by title, then what offers give along. */
export function draftLines(
  shop: ShopQuote,
  { answers, snapshots, newId }: { answers: ReadonlyMap<string, NewLine['answers']>; snapshots: Snapshots; newId: () => string },
): NewLine[] {
  const bought = shop.lines.map((line) => ({
    id: newId(),
    skuId: line.skuId,
    productId: line.productId,
    limits: line.limits,
    ...keptOf(snapshots, line.skuId),
    title: line.title,
    options: line.options,
    picture: line.picture,
    promises: line.promises,
    quantity: line.quantity,
    unitPriceFen: line.unitPriceFen,
    discountFen: line.discountFen,
    pointsFen: line.pointsFen,
    redPacketFen: line.redPacketFen,
    payableFen: line.payableFen,
    answers: answers.get(line.skuId) ?? [],
    discounts: discountsOf(shop, line.skuId),
    gift: false,
  }))
  return [...bought, ...giftLines(shop, snapshots, newId)]
}

/** What each offer takes off a line, and what of it the platform bears. */
function discountsOf({ applied }: ShopQuote, skuId: string): NewLine['discounts'] {
  return applied.flatMap(({ offerId, title, shares, platformFen = 0, freightFen }) => {
    const amounts = [...shares.map((share) => share.amountFen), freightFen]
    const borne = allocate(platformFen, amounts)
    return shares.flatMap((share, index) => {
      if (share.lineId !== skuId || share.amountFen === 0) return []
      return [{ offerId, title, amountFen: share.amountFen, ...(borne[index]! > 0 ? { platformFen: borne[index]! } : {}) }]
    })
  })
}

function giftLines({ gifts }: ShopQuote, snapshots: Snapshots, newId: () => string): NewLine[] {
  return gifts.flatMap(({ items }) =>
    items
      .filter((item) => item.chosen)
      .map((item) => ({
        id: newId(),
        skuId: item.skuId,
        productId: item.productId,
        limits: NO_LIMITS,
        ...keptOf(snapshots, item.skuId),
        title: item.title,
        options: item.options,
        picture: item.picture,
        promises: item.promises,
        quantity: item.quantity,
        unitPriceFen: 0,
        discountFen: 0,
        pointsFen: 0,
        redPacketFen: 0,
        payableFen: 0,
        answers: [],
        discounts: [],
        gift: true,
      })),
  )
}
