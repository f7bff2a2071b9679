import type { Module } from './kernel/module.ts'
import { afterSales } from './modules/after-sales/module.ts'
import { audit } from './modules/audit/module.ts'
import { bargain } from './modules/bargain/module.ts'
import { cardKey } from './modules/card-key/module.ts'
import { cart } from './modules/cart/module.ts'
import { catalog } from './modules/catalog/module.ts'
import { distribution } from './modules/distribution/module.ts'
import { community } from './modules/community/module.ts'
import { flashSale } from './modules/flash-sale/module.ts'
import { funds } from './modules/funds/module.ts'
import { game } from './modules/game/module.ts'
import { groupBuy } from './modules/group-buy/module.ts'
import { giftCard } from './modules/gift-card/module.ts'
import { luckyPacket } from './modules/lucky-packet/module.ts'
import { inventory } from './modules/inventory/module.ts'
import { invoice } from './modules/invoice/module.ts'
import { media } from './modules/media/module.ts'
import { memberCard } from './modules/member-card/module.ts'
import { membership } from './modules/membership/module.ts'
import { messaging } from './modules/messaging/module.ts'
import { order } from './modules/order/module.ts'
import { payment } from './modules/payment/module.ts'
import { pointsMall } from './modules/points-mall/module.ts'
import { points } from './modules/points/module.ts'
import { platformReport } from './modules/platform-report/module.ts'
import { presale } from './modules/presale/module.ts'
import { pricing } from './modules/pricing/module.ts'
import { printing } from './modules/printing/module.ts'
import { promotion } from './modules/promotion/module.ts'
import { purchaseLimit } from './modules/purchase-limit/module.ts'
import { redpacket } from './modules/redpacket/module.ts'
import { results } from './modules/results/module.ts'
import { review } from './modules/review/module.ts'
import { risk } from './modules/risk/module.ts'
import { search } from './modules/search/module.ts'
import { settings } from './modules/settings/module.ts'
import { share } from './modules/share/module.ts'
import { shipping } from './modules/shipping/module.ts'
import { shop } from './modules/shop/module.ts'
import { shopper } from './modules/shopper/module.ts'
import { staff } from './modules/staff/module.ts'
import { warehouse } from './modules/warehouse/module.ts'
import { wallet } from './modules/wallet/module.ts'

/** Every module there is, those that are needed before those that need them. */
export const modules: readonly Module[] = [
  audit,
  settings,
  shop,
  staff,
  media,
  shopper,
  results,
  catalog,
  search,
  cardKey,
  inventory,
  promotion,
  wallet,
  purchaseLimit,
  points,
  redpacket,
  payment,
  funds,
  memberCard,
  shipping,
  pricing,
  order,
  share,
  flashSale,
  invoice,
  warehouse,
  printing,
  platformReport,
  afterSales,
  review,
  membership,
  risk,
  cart,
  messaging,
  bargain,
  groupBuy,
  distribution,
  community,
  presale,
  game,
  pointsMall,
  giftCard,
  luckyPacket,
]
