import type { z } from 'zod'
import type { Interface } from '../../server/src/kernel/contract.ts'
import type { afterSalesCalls } from '../../server/src/modules/after-sales/contract.ts'
import type { bargainCalls } from '../../server/src/modules/bargain/contract.ts'
import type { giftCardCalls } from '../../server/src/modules/gift-card/contract.ts'
import type { luckyPacketCalls } from '../../server/src/modules/lucky-packet/contract.ts'
import type { communityCalls } from '../../server/src/modules/community/contract.ts'
import type { catalogCalls, ProductDetail } from '../../server/src/modules/catalog/contract.ts'
import type { distributionCalls } from '../../server/src/modules/distribution/contract.ts'
import type { fundsCalls } from '../../server/src/modules/funds/contract.ts'
import type { gameCalls } from '../../server/src/modules/game/contract.ts'
import type { inventoryCalls } from '../../server/src/modules/inventory/contract.ts'
import type { invoiceCalls } from '../../server/src/modules/invoice/contract.ts'
import type { mediaCalls, Picture } from '../../server/src/modules/media/contract.ts'
import type { membershipCalls } from '../../server/src/modules/membership/contract.ts'
import type { memberCardCalls } from '../../server/src/modules/member-card/contract.ts'
import type { messagingCalls } from '../../server/src/modules/messaging/contract.ts'
import type { orderCalls } from '../../server/src/modules/order/contract.ts'
import type { paymentCalls } from '../../server/src/modules/payment/contract.ts'
import type { pointsMallCalls } from '../../server/src/modules/points-mall/contract.ts'
import type { pointsCalls } from '../../server/src/modules/points/contract.ts'
import type { presaleCalls } from '../../server/src/modules/presale/contract.ts'
import type { printingCalls } from '../../server/src/modules/printing/contract.ts'
import type { promotionCalls } from '../../server/src/modules/promotion/contract.ts'
import type { redpacketCalls } from '../../server/src/modules/redpacket/contract.ts'
import type { reviewCalls } from '../../server/src/modules/review/contract.ts'
import type { riskCalls } from '../../server/src/modules/risk/contract.ts'
import type { searchCalls } from '../../server/src/modules/search/contract.ts'
import type { shareCalls } from '../../server/src/modules/share/contract.ts'
import type { shippingCalls } from '../../server/src/modules/shipping/contract.ts'
import type { Shop, shopCalls } from '../../server/src/modules/shop/contract.ts'
import type { shopperCalls } from '../../server/src/modules/shopper/contract.ts'
import type { staffCalls } from '../../server/src/modules/staff/contract.ts'
import type { walletCalls } from '../../server/src/modules/wallet/contract.ts'
import type { warehouseCalls } from '../../server/src/modules/warehouse/contract.ts'
import type { Goods } from '../goods.ts'
import type { ShopData } from '../shops/data.ts'

/** What the demo may do: the public calls of the modules, and nothing else. */
export interface Calls {
  'after-sales': Interface<typeof afterSalesCalls>
  bargain: Interface<typeof bargainCalls>
  catalog: Interface<typeof catalogCalls>
  community: Interface<typeof communityCalls>
  distribution: Interface<typeof distributionCalls>
  'gift-card': Interface<typeof giftCardCalls>
  'lucky-packet': Interface<typeof luckyPacketCalls>
  funds: Interface<typeof fundsCalls>
  game: Interface<typeof gameCalls>
  inventory: Interface<typeof inventoryCalls>
  invoice: Interface<typeof invoiceCalls>
  media: Interface<typeof mediaCalls>
  'member-card': Interface<typeof memberCardCalls>
  membership: Interface<typeof membershipCalls>
  messaging: Interface<typeof messagingCalls>
  order: Interface<typeof orderCalls>
  payment: Interface<typeof paymentCalls>
  points: Interface<typeof pointsCalls>
  presale: Interface<typeof presaleCalls>
  'points-mall': Interface<typeof pointsMallCalls>
  printing: Interface<typeof printingCalls>
  promotion: Interface<typeof promotionCalls>
  redpacket: Interface<typeof redpacketCalls>
  review: Interface<typeof reviewCalls>
  risk: Interface<typeof riskCalls>
  search: Interface<typeof searchCalls>
  share: Interface<typeof shareCalls>
  shipping: Interface<typeof shippingCalls>
  shop: Interface<typeof shopCalls>
  shopper: Interface<typeof shopperCalls>
  staff: Interface<typeof staffCalls>
  wallet: Interface<typeof walletCalls>
  warehouse: Interface<typeof warehouseCalls>
}

export interface Demo {
  calls: Calls
  now: Date
  newId: () => string
  /** A product as a shopper sees it. */
  detail: (productId: string) => Promise<z.output<typeof ProductDetail>>
  /** By key or name. */
  pictures: ReadonlyMap<string, Picture>
}

/** A shop of the demo as it is in the database. */
export interface OpenShop {
  data: ShopData
  shop: Shop
  goods: OpenGoods[]
}

export interface OpenGoods {
  goods: Goods
  productId: string
  /** By code. */
  skus: Map<string, OpenSku>
}

export interface OpenSku {
  skuId: string
  options: string[]
  priceFen: number
  picture: Picture
}

export function pictureOf({ pictures }: Demo, key: string): Picture {
  const found = pictures.get(key)
  if (!found) throw new Error(`the demo has no picture ${key}`)
  return found
}

/** Runs over items, some at a time. */
export async function together<T>(items: readonly T[], atOnce: number, run: (item: T) => Promise<unknown>): Promise<void> {
  const left = items.values()
  const worker = async (): Promise<void> => {
    for (const item of left) await run(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
