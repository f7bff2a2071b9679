// Generated from the contracts by `npm run gen`. Do not edit.
import { bind, describe, type FileSource, type Operation, type Outgoing, type Send } from '../runtime.ts'

export interface AddOnOffer {
  offerId: string
  title: string
  mostPieces: number
  items: Array<{ skuId: string; productId: string; title: string; options: string[]; picture: Picture; listPriceFen: number; available: boolean; priceFen: number; inBasket: boolean }>
}

export interface Address {
  id: string
  name: string
  phone: string
  province: string
  city: string
  district: string
  districtCode: string
  detail: string
  isDefault: boolean
  lng: number | null
  lat: number | null
}

export interface AfterSales {
  id: string
  number: string
  orderId: string
  orderNumber: string
  shopId: string
  shopName: string
  kind: 'refund' | 'return' | 'exchange'
  reason: 'not_wanted' | 'wrong_order' | 'slow_shipping' | 'never_arrived' | 'missing_piece' | 'agreed' | 'no_reason' | 'wrong_size' | 'quality' | 'damaged' | 'wrong_goods' | 'not_as_described'
  state: 'requested' | 'approved' | 'returning' | 'received' | 'exchanging' | 'resent' | 'refunding' | 'done' | 'rejected' | 'disputed' | 'withdrawn' | 'closed'
  amountFen: number
  freightFen: number
  dueAt: string | null
  lines: AfterSalesLine[]
  createdAt: string
  endedAt: string | null
  note: string
  pictures: Picture[]
  automatic: boolean
  returnTo: { name: string; phone: string; address: string } | null
  parcels: Parcel[]
  returnSignedAt: string | null
  inspection: string
  steps: AfterSalesStep[]
  dispute: { text: string; pictures: Picture[]; openedAt: string; decision: 'refund' | 'return' | 'refuse' | null; decidedText: string; decidedAt: string | null } | null
}

export interface AfterSalesLine {
  lineId: string
  productId: string
  title: string
  options: string[]
  picture: Picture
  quantity: number
  accepted: number
  restocked: number
  amountFen: number
  exchangeOptions: string[] | null
}

export interface AfterSalesRow {
  id: string
  number: string
  orderId: string
  orderNumber: string
  shopId: string
  shopName: string
  kind: 'refund' | 'return' | 'exchange'
  reason: 'not_wanted' | 'wrong_order' | 'slow_shipping' | 'never_arrived' | 'missing_piece' | 'agreed' | 'no_reason' | 'wrong_size' | 'quality' | 'damaged' | 'wrong_goods' | 'not_as_described'
  state: 'requested' | 'approved' | 'returning' | 'received' | 'exchanging' | 'resent' | 'refunding' | 'done' | 'rejected' | 'disputed' | 'withdrawn' | 'closed'
  amountFen: number
  freightFen: number
  dueAt: string | null
  lines: AfterSalesLine[]
  createdAt: string
  endedAt: string | null
}

export interface AfterSalesStep {
  from: 'requested' | 'approved' | 'returning' | 'received' | 'exchanging' | 'resent' | 'refunding' | 'done' | 'rejected' | 'disputed' | 'withdrawn' | 'closed' | null
  to: 'requested' | 'approved' | 'returning' | 'received' | 'exchanging' | 'resent' | 'refunding' | 'done' | 'rejected' | 'disputed' | 'withdrawn' | 'closed'
  at: string
  actor: 'shopper' | 'staff' | 'platform' | 'system'
  actorName: string
  note: string
  pictures: Picture[]
}

export interface AppliedOffer {
  offerId: string
  source: 'rule' | 'coupon'
  title: string
  goodsFen: number
  freightFen: number
  shares: Array<{ lineId: string; amountFen: number }>
  platformFen?: number
}

export interface Attribute {
  name: string
  value: string
}

export interface AttributeDef {
  name: string
  kind: 'text' | 'enum' | 'number'
  unit: string
  options: string[]
  required: boolean
}

export interface Axis {
  name: string
  options: string[]
}

export interface BankAccount {
  payee: string
  bank: string
  number: string
}

export interface BankTransfer {
  id: string
  checkoutId: string
  state: 'open' | 'submitted' | 'approved' | 'rejected'
  amountFen: number
  reference: string
  account: BankAccount | null
  pictures: Picture[]
  payerName: string
  note: string
  payBefore: string
}

export interface Bargain {
  id: string
  campaign: { id: string; title: string; left: number; freeFreight: boolean; perPerson: number; startsPerDay: number; helpsPerDay: number; hours: number; endsAt: string }
  goods: BargainGoods | null
  skuId: string
  opener: { nickname: string; avatar: Picture | null }
  mine: boolean
  state: 'open' | 'ordered' | 'bought' | 'expired'
  startFen: number
  floorFen: number
  priceFen: number
  helped: number
  helpers: number
  buyAt: 'reached' | 'floor'
  openedAt: string
  expiresAt: string
  helps: BargainHelp[]
  myCutFen: number | null
  orderId: string | null
  canBuy: boolean
  pass: string
}

export interface BargainCampaign {
  id: string
  title: string
  goods: BargainGoods
  floorFen: number
  helpers: number
  hours: number
  buyAt: 'reached' | 'floor'
  freeFreight: boolean
  perPerson: number
  startsPerDay: number
  helpsPerDay: number
  startsAt: string
  endsAt: string
  left: number
  state: 'soon' | 'running' | 'gone'
  mineId: string | null
}

export interface BargainGoods {
  productId: string
  skuId: string
  title: string
  options: string[]
  picture: Picture
  priceFen: number
}

export interface BargainHelp {
  nickname: string
  avatar: Picture | null
  cutFen: number
  at: string
  mine: boolean
}

export interface Brand {
  id: string
  name: string
  nameEn: string
  logo: Picture | null
  initial: string
  story: string
  products: number
}

export interface BuyLine {
  skuId: string
  quantity: number
}

export interface CardPrice {
  productId: string
  listPriceFen: number
  priceFen: number
  reason: 'list' | 'tier' | 'member' | 'timed' | 'channel' | 'play'
  until: string | null
}

export interface CardTerm {
  id: string
  source: 'bought' | 'points'
  title: string
  months: number
  priceFen: number
  state: 'open' | 'paid' | 'closed' | 'refunding' | 'refunded'
  createdAt: string
  paidAt: string | null
  startsAt: string | null
  endsAt: string | null
  refundFen: number
  refundableFen: number
}

export interface Carrier {
  code: string
  name: string
  phone: string
  kuaidi100: string
  kdniao: string
  wechat: string
}

export interface Cart {
  shops: CartShop[]
  across: { applied: Array<{ title: string; amountFen: number }>; hints: Array<{ title: string; missingFen: number | null; missingPieces: number | null }> }
  later: LaterCartLine[]
  invalid: InvalidCartLine[]
  pieces: number
  goodsFen: number
  discountFen: number
  payableFen: number
}

export interface CartLine {
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture
  quantity: number
  listPriceFen: number
  marketPriceFen: number | null
  unitPriceFen: number
  priceReason: 'list' | 'tier' | 'member' | 'timed' | 'channel' | 'play'
  tiers: PriceTier[]
  discountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  promises: Array<'seven_day_return' | 'freight_insurance' | 'fake_one_pay_ten' | 'price_protection' | 'fast_shipping' | 'freshness' | 'official_warranty'>
  limits: PurchaseLimits
  delivery: 'parcel' | 'card_key' | 'voucher'
  selected: boolean
  available: number
  addedPriceFen: number
  limitFault: { reason: 'unknown' | 'off_sale' | 'shop_closed' | 'stock_short' | 'not_deliverable' | 'too_much' | 'below_minimum' | 'off_step' | 'over_order' | 'over_person'; allowed: number } | null
}

export interface CartShop {
  shopId: string
  shopName: string
  lines: CartLine[]
  goodsFen: number
  discountFen: number
  payableFen: number
  hint: { title: string; missingFen: number } | null
  hints: Array<{ title: string; missingFen: number | null; missingPieces: number | null }>
  gifts: GiftOffer[]
  addOns: AddOnOffer[]
  promised: Array<{ title: string }>
  applied: Array<{ title: string; amountFen: number }>
}

export interface Category {
  id: string
  parentId: string | null
  name: string
  picture: Picture | null
  sort: number
  products: number
  attributes: AttributeDef[]
}

export interface Challenge {
  id: string
  puzzle: { kind: 'picture'; picture: string }
  demoAnswer?: string
}

export interface CheckInState {
  enabled: boolean
  today: string
  month: string
  checkedIn: boolean
  streak: number
  days: Array<{ day: string; madeUp: boolean; points: number }>
  points: number
  growth: number
  streaks: Array<{ days: number; points: number; reached: boolean }>
  makeUpFrom: string | null
  cards: number
  cardsToTake: number
}

export interface Checkout {
  id: string
  payableFen: number
  payBefore: string
  orders: Array<{ id: string; number: string; shopId: string; payableFen: number; state: 'pending_payment' | 'accepted' | 'waiting' | 'paid' | 'preparing' | 'partly_shipped' | 'shipped' | 'received' | 'completed' | 'cancelled' | 'closed' | 'refunding' | 'refunded' }>
}

export interface ClaimableCoupon {
  title: string
  kind: 'amount' | 'percent' | 'shipping' | 'gift'
  value: number
  capFen: number | null
  thresholdFen: number
  scope: Scope
  gifts: Array<{ skuId: string; quantity: number }>
  useIn: 'online' | 'store' | 'both'
  id: string
  shopId: string
  left: number
  mine: number
  perShopper: number
  newcomersOnly: boolean
  validUntil: string | null
  validDays: number | null
}

export interface CommunityBatch {
  id: string
  title: string
  opensAt: string
  closesAt: string
  deliveryDay: string
  state: 'soon' | 'running'
  items: CommunityItem[]
}

export interface CommunityCommission {
  id: string
  title: string
  amountFen: number
  state: 'pending' | 'settled' | 'paid'
  dueAt: string
  at: string
}

export interface CommunityGoods {
  productId: string
  skuId: string
  title: string
  options: string[]
  picture: Picture
  priceFen: number
}

export interface CommunityItem {
  id: string
  goods: CommunityGoods
  priceFen: number
  left: number
  stock: number
  perPerson: number
}

export interface CommunityLeaderBatch {
  id: string
  title: string
  deliveryDay: string
  closesAt: string
  closed: boolean
  arrived: boolean
  orders: number
  items: Array<{ itemId: string; title: string; options: string[]; picture: Picture | null; expected: number; arrived: number | null }>
}

export interface CommunityLeaderOrder {
  orderId: string
  receiver: string
  phoneTail: string
  title: string
  options: string[]
  picture: Picture | null
  quantity: number
  state: 'ordered' | 'coming' | 'here' | 'handed' | 'refunded'
  deliveryDay: string
  at: string
  handedAt: string | null
}

export interface CommunityPoint {
  id: string
  shopId: string
  leaderName: string
  pointName: string
  address: string
  lng: number
  lat: number
  opens: string
  closes: string
  meters: number | null
  last: boolean
}

export interface CommunityStall {
  point: CommunityPoint
  batches: CommunityBatch[]
}

export interface Complaint {
  id: string
  number: string
  orderId: string
  orderNumber: string
  lineId: string
  shopName: string
  title: string
  picture: Picture
  note: string
  pictures: Picture[]
  state: 'open' | 'answered' | 'closed'
  answerBy: string
  escalatedAt: string | null
  answeredAt: string | null
  answeredBy: string
  answer: string
  compensationFen: number
  compensationState: 'none' | 'asked' | 'given' | 'refused'
  createdAt: string
  closedAt: string | null
}

export interface CouponChoice {
  shopId: string
  coupons: 'best' | string[]
}

export interface DeclinedOffer {
  offerId: string
  source: 'rule' | 'coupon'
  title: string
  reason: 'not_started' | 'ended' | 'limit_reached' | 'nothing_in_scope' | 'rule_unknown' | 'spend_too_low' | 'quantity_too_low' | 'tier_too_low' | 'not_new_customer' | 'no_freight' | 'add_on_not_chosen' | 'gift_gone' | 'nothing_to_take' | 'better_offer_used' | 'not_chosen' | 'coupon_unusable'
  missingFen: number | null
  missingPieces: number | null
  byOfferId: string | null
}

export interface DeliveredSecret {
  id: string
  orderLineId: string
  kind: 'card_key' | 'voucher'
  secret: string
  state: 'free' | 'delivered' | 'used' | 'void'
  deliveredAt: string
  endedAt: string | null
}

export interface DeliveryChoice {
  shopId: string
  kind: 'pickup' | 'local'
  pointId: string
  day: string
  span: string
  contact?: { name: string; phone: string }
}

export interface DeliveryPlace {
  id: string
  name: string
  address: string
  phone: string
  lng: number
  lat: number
  pickup: boolean
  local: boolean
  paused: boolean
  hours: Array<{ from: string; to: string }>
  closedDays: number[]
  meters: number | null
  feeFen: number | null
  radiusMeters: number
  slots: Array<{ day: string; span: string; left: number; begun: boolean }>
}

export interface DemoPersona {
  code: string
  nickname: string
}

export interface DistributionEarnings {
  todayFen: number
  monthFen: number
  pendingFen: number
  settledFen: number
  debtFen: number
  withdrawnFen: number
  customers: number
  team: number
  orders: number
}

export interface DistributionGoods {
  product: ProductCard
  earnFen: number
  rateBps: number
}

export interface Facet {
  name: string
  values: Array<{ value: string; label: string; count: number }>
}

export interface FlashChallenge {
  question: string
  picture: string
}

export interface FlashEntry {
  state: 'in' | 'waiting'
  pass: string | null
  until: string | null
  ahead: number
  retryAfterSeconds: number
}

export interface FlashItem {
  id: string
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture | null
  priceFen: number
  listPriceFen: number
  pieces: number
  left: number
  perPerson: number
}

export interface FlashSession {
  id: string
  shopId: string
  title: string
  startsAt: string
  endsAt: string
  items: FlashItem[]
}

export interface FriendPay {
  state: 'unpaid' | 'paid' | 'closed'
  owner: string
  message: string
  payableFen: number
  payBefore: string
  lines: Array<{ title: string; options: string[]; picture: Picture; quantity: number }>
}

export interface FundsSettings {
  topUp: boolean
  minTopUpFen: number
  maxTopUpFen: number
  gifts: Array<{ fromFen: number; giftFen: number }>
  withdraw: boolean
  minWithdrawFen: number
  maxWithdrawFen: number
  reviewAboveFen: number
  bank: BankAccount | null
}

export interface Game {
  id: string
  kind: 'wheel' | 'scratch' | 'vote'
  title: string
  rules: string
  state: 'soon' | 'running' | 'over'
  startsAt: string
  endsAt: string
  freePerDay: number
  mostPerDay: number
  mostInAll: number
  pointsPrice: number
  shareChances: number
  orderChances: number
  prizes: Array<{ id: string; title: string; kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'; oddsBps: number; left: number | null }>
  candidates: Array<{ id: string; title: string; text: string; picture: Picture | null; votes: number; rank: number }>
  votes: number
  lately: Array<{ nickname: string; prize: string; at: string }>
  mine: MyGame | null
}

export interface GameCard {
  id: string
  kind: 'wheel' | 'scratch' | 'vote'
  title: string
  state: 'soon' | 'running' | 'over'
  startsAt: string
  endsAt: string
  people: number
}

export interface Gift {
  state: 'unpaid' | 'waiting' | 'claimed' | 'expired' | 'over'
  giver: string
  giverAvatar: Picture | null
  message: string
  shopName: string
  lines: Array<{ title: string; options: string[]; picture: Picture; quantity: number }>
  claimBefore: string | null
  mine: boolean
}

export interface GiftCardGift {
  title: string
  faceFen: number
  from: { nickname: string; avatar: Picture | null }
  wish: string
  state: 'open' | 'claimed' | 'back'
  mine: 'giver' | 'taker' | null
  expiresAt: string
}

export interface GiftCardLook {
  title: string
  tail: string
  faceFen: number
  state: 'active' | 'frozen' | 'expired' | 'redeemed' | 'void'
  expiresAt: string | null
}

export interface GiftCardOffer {
  id: string
  title: string
  faceFen: number
  left: number
  validDays: number
}

export interface GiftCardPurchase {
  id: string
  title: string
  quantity: number
  amountFen: number
  state: 'open' | 'paid' | 'closed'
  createdAt: string
  cardIds: string[]
}

export interface GiftChoice {
  offerId: string
  skuId: string
}

export interface GiftOffer {
  offerId: string
  title: string
  choose: 'one' | 'all'
  items: Array<{ skuId: string; productId: string; title: string; options: string[]; picture: Picture; listPriceFen: number; available: boolean; quantity: number; chosen: boolean; promises: Array<'seven_day_return' | 'freight_insurance' | 'fake_one_pay_ten' | 'price_protection' | 'fast_shipping' | 'freshness' | 'official_warranty'> }>
}

export interface Group {
  id: string
  campaignId: string
  state: 'open' | 'completed' | 'failed'
  size: number
  paid: number
  virtual: number
  deadline: string
  endedAt: string | null
  seats: Array<{ nickname: string; avatar: Picture | null; leader: boolean }>
  mine: { orderId: string; leader: boolean } | null
  product: { id: string; title: string; picture: Picture; listPriceFen: number }
  priceFen: number
  offer: GroupOffer | null
}

export interface GroupBuyCard {
  id: string
  productId: string
  title: string
  productTitle: string
  picture: Picture
  listPriceFen: number
  priceFen: number
  sizes: Array<{ size: number; fromFen: number }>
  newOnly: 'nobody' | 'joiners' | 'everybody'
  bought: number
  endsAt: string
}

export interface GroupOffer {
  id: string
  productId: string
  title: string
  endsAt: string
  hours: number
  perPerson: number
  maxPieces: number
  newOnly: 'nobody' | 'joiners' | 'everybody'
  virtual: boolean
  prices: Array<{ skuId: string; size: number; priceFen: number; leaderPriceFen: number }>
  groups: OpenGroup[]
  openCount: number
  bought: number
}

export interface GrowthEntry {
  id: string
  kind: 'order' | 'refund' | 'review' | 'check_in' | 'task' | 'birthday' | 'adjust' | 'seed' | 'merge'
  change: number
  balanceAfter: number
  note: string
  shopName: string | null
  at: string
}

export interface Home {
  blocks: HomeBlock[]
}

export type HomeBlock = { kind: 'banner'; items: Array<{ picture: Picture; title: string; subtitle: string; link: string }> } | { kind: 'nav'; items: Array<{ picture: Picture; title: string; link: string }> } | { kind: 'coupons'; title: string } | { kind: 'products'; title: string; subtitle: string; productIds: string[] } | { kind: 'shops'; title: string } | { kind: 'recommended'; title: string }

export interface InboxMessage {
  id: string
  kind: 'service' | 'marketing'
  trigger: string
  title: string
  text: string
  link: string | null
  shopId: string | null
  at: string
  read: boolean
}

export interface InvalidCartLine {
  skuId: string
  reason: 'unknown' | 'off_sale' | 'shop_closed' | 'stock_short' | 'not_deliverable' | 'too_much' | 'below_minimum' | 'off_step' | 'over_order' | 'over_person'
  available: number
  allowed: number | null
  title: string
  picture: Picture | null
  options: string[]
  quantity: number
}

export interface InvalidLine {
  skuId: string
  reason: 'unknown' | 'off_sale' | 'shop_closed' | 'stock_short' | 'not_deliverable' | 'too_much' | 'below_minimum' | 'off_step' | 'over_order' | 'over_person'
  available: number
  allowed: number | null
}

export interface Invoice {
  id: string
  orderId: string
  orderNumber: string
  shopId: string
  shopName: string
  state: 'requested' | 'issuing' | 'issued' | 'failed' | 'rejected' | 'withdrawn' | 'reversing' | 'reverse_failed' | 'reversed'
  kind: 'general' | 'special'
  title: InvoiceBuyer
  email: string
  lines: InvoiceLine[]
  totalFen: number
  netFen: number
  taxFen: number
  reason: string
  fapiaoNumber: string | null
  redFapiaoNumber: string | null
  file: boolean
  redFile: boolean
  replacesId: string | null
  createdAt: string
  issuedAt: string | null
  reversedAt: string | null
}

export interface InvoiceBuyer {
  type: 'person' | 'company'
  name: string
  taxNumber: string
  address: string
  phone: string
  bank: string
  account: string
}

export interface InvoiceLine {
  lineId: string | null
  name: string
  spec: string
  quantity: number
  totalFen: number
  netFen: number
  taxFen: number
  rateBps: number
  taxCode: string
  category: string
}

export interface InvoiceOffer {
  state: 'open' | 'not_yet' | 'off' | 'nothing' | 'asked'
  orderNumber: string
  shopName: string
  amountFen: number
  kinds: Array<'general' | 'special'>
  wished: string | null
  invoices: InvoiceRow[]
}

export interface InvoiceRow {
  id: string
  orderId: string
  orderNumber: string
  shopId: string
  shopName: string
  state: 'requested' | 'issuing' | 'issued' | 'failed' | 'rejected' | 'withdrawn' | 'reversing' | 'reverse_failed' | 'reversed'
  kind: 'general' | 'special'
  title: InvoiceBuyer
  email: string
  totalFen: number
  netFen: number
  taxFen: number
  reason: string
  fapiaoNumber: string | null
  redFapiaoNumber: string | null
  file: boolean
  redFile: boolean
  replacesId: string | null
  createdAt: string
  issuedAt: string | null
  reversedAt: string | null
}

export interface InvoiceTitle {
  type: 'person' | 'company'
  name: string
  taxNumber: string
  address: string
  phone: string
  bank: string
  account: string
  isDefault: boolean
  id: string
}

export interface InvoiceTitleInput {
  type: 'person' | 'company'
  name: string
  taxNumber?: string
  address?: string
  phone?: string
  bank?: string
  account?: string
  isDefault?: boolean
}

export interface LaterCartLine {
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture
  quantity: number
  priceFen: number
  addedPriceFen: number
  onSale: boolean
  available: number
}

export interface LuckyPacket {
  id: string
  kind: 'fixed' | 'random'
  from: { nickname: string; avatar: Picture | null; isShop: boolean }
  wish: string
  state: 'open' | 'gone' | 'over'
  shares: number
  taken: number
  expiresAt: string
  mine: boolean
  myAmountFen: number | null
  totalFen: number | null
  takes: Array<{ nickname: string; avatar: Picture | null; amountFen: number; at: string; mine: boolean; best: boolean }>
}

export interface MallExchange {
  id: string
  itemId: string
  kind: 'goods' | 'coupon' | 'card'
  title: string
  quantity: number
  points: number
  cashFen: number
  returned: number
  state: 'held' | 'given' | 'lapsed' | 'over'
  why: string
  orderId: string | null
  createdAt: string
}

export interface MallItem {
  id: string
  shopId: string
  shopName: string
  kind: 'goods' | 'coupon' | 'card'
  title: string
  picture: Picture | null
  productId: string | null
  skuId: string | null
  options: string[]
  listPriceFen: number | null
  months: number | null
  points: number
  cashFen: number
  left: number
  perPerson: number
  mayStill: number | null
  state: 'off' | 'soon' | 'running' | 'gone' | 'over'
  startsAt: string
  endsAt: string
}

export interface Me {
  id: string
  nickname: string
  avatar: Picture | null
  phoneMasked: string | null
  createdAt: string
  birthday: string | null
}

export interface MediaItem {
  id: string
  picture: Picture
  name: string
  bytes: number
  createdAt: string
}

export interface MemberCard {
  title: string
  intro: string
  level: number
  discountBps: number
  freeShipping: boolean
  templateIds: string[]
  refundDays: number
  enabled: boolean
  plans: Array<{ months: 1 | 3 | 12; priceFen: number; listPriceFen: number; enabled: boolean; id: string }>
  shopId: string
  shopName: string
  coupons: Array<{ id: string; title: string }>
}

export interface MemberTier {
  level: number
  name: string
  growth: number
  rights: TierRight[]
}

export interface Membership {
  shopId: string
  shopName: string
  tier: number
  growth: number
  until: string | null
  tiers: MemberTier[]
}

export interface MessagePreferences {
  servicePush: boolean
  serviceSms: boolean
  marketing: boolean
  marketingSms: boolean
}

export interface MyBargain {
  id: string
  state: 'open' | 'ordered' | 'bought' | 'expired'
  startFen: number
  floorFen: number
  priceFen: number
  helped: number
  helpers: number
  openedAt: string
  expiresAt: string
  orderId: string | null
  campaignId: string
  title: string
  goods: BargainGoods | null
  canBuy: boolean
}

export interface MyCommission {
  id: string
  title: string
  quantity: number
  level: number
  baseFen: number
  rateBps: number
  amountFen: number
  clawedFen: number
  state: 'pending' | 'settled' | 'void'
  paidAt: string
  settledAt: string | null
  orderHint: string
}

export interface MyCommunityLeader {
  name: string
  phone: string
  pointName: string
  address: string
  lng: number
  lat: number
  opens: string
  closes: string
  id: string
  shopId: string
  shopName: string
  state: 'applied' | 'approved' | 'rejected' | 'paused'
  reason: string
  pendingFen: number
  paidFen: number
  owedFen: number
}

export interface MyCoupon {
  title: string
  kind: 'amount' | 'percent' | 'shipping' | 'gift'
  value: number
  capFen: number | null
  thresholdFen: number
  scope: Scope
  gifts: Array<{ skuId: string; quantity: number }>
  useIn: 'online' | 'store' | 'both'
  id: string
  templateId: string
  shopId: string
  state: 'usable' | 'held' | 'used' | 'expired'
  claimedAt: string
  expiresAt: string
  usedAt: string | null
  passable: boolean
  verifyCode: string | null
}

export interface MyCustomer {
  nickname: string
  avatar: Picture | null
  boundAt: string
  protectedUntil: string
  validUntil: string | null
  orders: number
  gmvFen: number
}

export interface MyDistribution {
  shop: { id: string; name: string; logo: Picture | null }
  rule: { enabled: boolean; approval: 'automatic' | 'reviewed'; threshold: 'none' | 'bought' | 'spent'; spentFen: number; levels: 1 | 2; level1Bps: number; level2Bps: number; selfPurchase: boolean; protectionDays: number; minWithdrawFen: number; terms: string }
  me: { id: string; state: 'applied' | 'approved' | 'rejected' | 'stopped'; code: string; reason: string; appliedAt: string } | null
  eligible: boolean
  earnings: DistributionEarnings | null
}

export interface MyGame {
  chances: number
  freeLeft: number
  canBuy: boolean
  code: string
  voted: string[]
}

export interface MyGameDraw {
  id: string
  gameId: string
  prizeId: string
  prize: string
  kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'
  state: 'none' | 'due' | 'given' | 'failed' | 'code' | 'handed'
  code: string | null
  at: string
}

export interface MyGiftCard {
  id: string
  number: string
  title: string
  faceFen: number
  state: 'active' | 'given' | 'frozen' | 'expired' | 'redeemed' | 'void'
  expiresAt: string | null
  redeemedAt: string | null
  giftUntil: string | null
}

export interface MyGroup {
  orderId: string
  groupId: string
  state: 'open' | 'completed' | 'failed'
  leader: boolean
  size: number
  paid: number
  deadline: string
  productTitle: string
  picture: Picture | null
}

export interface MyInvites {
  visits: number
  joined: number
  rewarded: number
  points: number
  moneyFen: number
  coupons: number
}

export interface MyPoints {
  available: number
  held: number
  worthFen: number
  expiring: { points: number; at: string } | null
  rule: PointsRule
}

export interface MyReferral {
  id: string
  kind: 'invite' | 'cashback'
  friend: string
  friends: number
  needed: number
  state: 'open' | 'review' | 'due' | 'given' | 'refused' | 'full' | 'void' | 'over'
  reward: ReferralReward | null
  dueAt: string | null
  at: string
}

export interface MySample {
  id: string
  title: string
  goods: { productId: string; skuId: string; title: string; options: string[]; picture: Picture; priceFen: number }
  priceFen: number
  freeFreight: boolean
  left: number
  task: 'publish' | 'sell'
  brief: string
  target: number
  days: number
  rewardFen: number
  endsAt: string
  open: boolean
  request: { id: string; state: 'asked' | 'approved' | 'ordered' | 'bought' | 'proved' | 'rewarded' | 'rejected' | 'failed'; note: string; orderId: string | null; dueAt: string | null; proof: string; sold: number; reason: string; rewardFen: number; askedAt: string } | null
}

export interface MyShare {
  code: string
  kind: string
  targetId: string | null
  joinId: string | null
  title: string
  visits: number
  came: number
  joined: number
  createdAt: string
}

export interface MyTask {
  id: string
  kind: 'profile' | 'first_order' | 'review' | 'check_in' | 'share'
  title: string
  target: number
  done: number
  points: number
  growth: number
  cards: number
  state: 'open' | 'ready' | 'claimed'
}

export interface OfferChoice {
  exact: boolean
  offers: number
  weighed: number
}

export interface OfferHint {
  offerId: string
  source: 'rule' | 'coupon'
  title: string
  missingFen: number | null
  missingPieces: number | null
}

export interface OnDelivery {
  state: 'due' | 'collected' | 'refused' | 'cancelled'
  amountFen: number
  endedAt: string | null
  how: 'cash' | 'scan' | null
  by: string
}

export interface OnDeliveryOffer {
  offered: boolean
  why: 'off' | 'amount' | 'area' | 'goods' | 'gift' | 'play' | null
  maxFen: number | null
}

export interface OpenGroup {
  id: string
  size: number
  paid: number
  left: number
  deadline: string
  leader: { nickname: string; avatar: Picture | null; leader: boolean }
}

export interface OpenRedPacketCampaign {
  id: string
  title: string
  minFen: number
  maxFen: number
  endsAt: string
  left: number
}

export interface Order {
  id: string
  number: string
  checkoutId: string
  shopId: string
  shopName: string
  state: 'pending_payment' | 'accepted' | 'waiting' | 'paid' | 'preparing' | 'partly_shipped' | 'shipped' | 'received' | 'completed' | 'cancelled' | 'closed' | 'refunding' | 'refunded'
  lines: OrderLine[]
  address: OrderAddress
  note: string
  terms: string
  goodsFen: number
  goodsDiscountFen: number
  freightFen: number
  freightDiscountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  refundedFen: number
  moneyBack: { amountFen: number; arrived: boolean; at: string } | null
  placedAt: string
  payBefore: string | null
  paidAt: string | null
  shippedAt: string | null
  receivedAt: string | null
  autoReceiveAt: string | null
  endedAt: string | null
  play: OrderPlay | null
  onDelivery: OnDelivery | null
  steps: OrderStep[]
  changes: OrderChange[]
  handover: 'parcel' | 'pickup' | 'local'
  isGift: boolean
  parcels: Parcel[]
}

export interface OrderAddress {
  name: string
  phone: string
  province: string
  city: string
  district: string
  districtCode: string
  detail: string
}

export interface OrderChange {
  kind: 'price' | 'address'
  at: string
  actor: 'shopper' | 'staff' | 'system'
  actorName: string
  reason: string
  beforeFen: number
  afterFen: number
}

export interface OrderDelivery {
  orderId: string
  orderNumber: string
  kind: 'pickup' | 'local'
  pointName: string
  pointAddress: string
  pointPhone: string
  pointLng: number
  pointLat: number
  day: string
  span: string
  state: 'held' | 'kept' | 'ready' | 'taken' | 'done' | 'released'
  courierName: string
  meters: number | null
  feeFen: number
  attempts: number
  late: boolean
  photo: Picture | null
  doneAt: string | null
  hours: Array<{ from: string; to: string }>
  steps: Array<{ what: 'ready' | 'taken' | 'left' | 'failed' | 'done' | 'reminded' | 'overdue'; at: string; byName: string; note: string }>
  code: string | null
  bars: string | null
  square: string | null
  keptUntil: string | null
}

export interface OrderLine {
  id: string
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture
  promises: Array<'seven_day_return' | 'freight_insurance' | 'fake_one_pay_ten' | 'price_protection' | 'fast_shipping' | 'freshness' | 'official_warranty'>
  brand: string | null
  attributes: Attribute[]
  delivery: 'parcel' | 'card_key' | 'voucher'
  quantity: number
  unitPriceFen: number
  discountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  discounts: Array<{ title: string; amountFen: number; offerId?: string; platformFen?: number }>
  gift: boolean
  shipped: number
  refunded: number
  reviewed: boolean
  answers: Array<{ label: string; value: string }>
}

export interface OrderPlay {
  kind: string
  campaignId: string
  joinId: string | null
}

export interface OrderPresale {
  kind: 'deposit' | 'full'
  campaignId: string
  depositId: string | null
  depositFen: number
  worthFen: number
  depositBackFen: number
  waitUntil: string | null
  shipBy: string
  canQuit: boolean
}

export interface OrderRow {
  id: string
  number: string
  checkoutId: string
  shopId: string
  shopName: string
  state: 'pending_payment' | 'accepted' | 'waiting' | 'paid' | 'preparing' | 'partly_shipped' | 'shipped' | 'received' | 'completed' | 'cancelled' | 'closed' | 'refunding' | 'refunded'
  lines: OrderLine[]
  note: string
  terms: string
  goodsFen: number
  goodsDiscountFen: number
  freightFen: number
  freightDiscountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  refundedFen: number
  placedAt: string
  payBefore: string | null
  paidAt: string | null
  shippedAt: string | null
  receivedAt: string | null
  autoReceiveAt: string | null
  endedAt: string | null
  play: OrderPlay | null
  onDelivery: OnDelivery | null
  handover: 'parcel' | 'pickup' | 'local'
}

export interface OrderStep {
  from: 'pending_payment' | 'accepted' | 'waiting' | 'paid' | 'preparing' | 'partly_shipped' | 'shipped' | 'received' | 'completed' | 'cancelled' | 'closed' | 'refunding' | 'refunded' | null
  to: 'pending_payment' | 'accepted' | 'waiting' | 'paid' | 'preparing' | 'partly_shipped' | 'shipped' | 'received' | 'completed' | 'cancelled' | 'closed' | 'refunding' | 'refunded'
  at: string
  actor: 'shopper' | 'staff' | 'system'
  actorName: string
  reason: string
}

export interface Parcel {
  id: string
  orderId: string
  carrierCode: string
  carrierName: string
  number: string
  state: 'created' | 'picked_up' | 'in_transit' | 'out_for_delivery' | 'at_pickup_point' | 'signed' | 'problem' | 'returning' | 'returned'
  lines: Array<{ orderLineId: string; quantity: number }>
  events: ParcelEvent[]
  shippedAt: string
  signedAt: string | null
}

export interface ParcelEvent {
  at: string
  state: 'created' | 'picked_up' | 'in_transit' | 'out_for_delivery' | 'at_pickup_point' | 'signed' | 'problem' | 'returning' | 'returned'
  place: string
  text: string
}

export type PayAction = { kind: 'none' } | { kind: 'redirect'; url: string } | { kind: 'code'; codeUrl: string; image: string } | { kind: 'alipay'; tradeNo: string } | { kind: 'wechat'; timeStamp: string; nonceStr: string; package: string; signType: 'RSA'; paySign: string }

export interface PayOption {
  method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'
  usable: boolean
  reason: 'not_answering' | null
}

export interface Picture {
  url: string
  width: number
  height: number
  colour: string
}

export interface PlayWish {
  kind: string
  campaignId: string
  joinId?: string | null
  pass?: string | null
}

export interface PointsEntry {
  id: string
  kind: 'earn' | 'take_back' | 'pay' | 'pay_back' | 'refund' | 'adjust' | 'spent' | 'expire' | 'exchange' | 'merge'
  change: number
  balanceAfter: number
  note: string
  at: string
}

export interface PointsRule {
  spending: boolean
  perFen: number
  capBps: number
  earnPerYuan: number
  expireMonths: number
}

export interface Presale {
  id: string
  title: string
  kind: 'deposit' | 'full'
  goods: PresaleGoods
  priceFen: number
  depositFen: number
  worthFen: number
  word: 'earnest' | 'advance'
  refundBefore: boolean
  unpaid: 'forfeit' | 'refund'
  waitUntil: string | null
  shipBy: string
  freeFreight: boolean
  startsAt: string
  endsAt: string
  balanceStartsAt: string | null
  balanceEndsAt: string | null
  perPerson: number
  pieces: number
  left: number
  state: 'soon' | 'running' | 'gone' | 'balance' | 'over'
  mineLeft: number
}

export interface PresaleDeposit {
  id: string
  campaignId: string
  title: string
  goods: PresaleGoods | null
  skuId: string
  quantity: number
  priceFen: number
  depositFen: number
  worthFen: number
  balanceFen: number
  word: 'earnest' | 'advance'
  refundBefore: boolean
  unpaid: 'forfeit' | 'refund'
  waitUntil: string | null
  shipBy: string
  freeFreight: boolean
  state: 'unpaid' | 'lapsed' | 'closed' | 'paid' | 'ordered' | 'bought' | 'forfeited' | 'refunded'
  why: 'asked' | 'unpaid' | 'late' | 'shop' | null
  returnedFen: number
  payBefore: string
  balanceStartsAt: string
  balanceEndsAt: string
  canBuy: boolean
  canQuit: boolean
  orderId: string | null
  createdAt: string
  paidAt: string | null
}

export interface PresaleGoods {
  productId: string
  skuId: string
  title: string
  options: string[]
  picture: Picture
  priceFen: number
}

export interface PriceTier {
  minQuantity: number
  priceFen: number
}

export interface ProductCard {
  id: string
  shopId: string
  title: string
  subtitle: string
  picture: Picture
  priceFen: number
  marketPriceFen: number | null
  priceVaries: boolean
  sold: number
  rating10: number
  reviews: number
  inStock: boolean
  tags: string[]
}

export interface ProductDetail {
  id: string
  shopId: string
  title: string
  subtitle: string
  picture: Picture
  priceFen: number
  marketPriceFen: number | null
  priceVaries: boolean
  sold: number
  rating10: number
  reviews: number
  inStock: boolean
  tags: string[]
  pictures: Picture[]
  video: ProductVideo | null
  model: ProductModel | null
  brand: string | null
  brandId: string | null
  categoryIds: string[]
  axes: Axis[]
  skus: Sku[]
  attributes: Attribute[]
  promises: Array<'seven_day_return' | 'freight_insurance' | 'fake_one_pay_ten' | 'price_protection' | 'fast_shipping' | 'freshness' | 'official_warranty'>
  limits: PurchaseLimits
  detailHtml: string
  state: 'draft' | 'on_sale' | 'off_sale' | 'archived'
}

export interface ProductModel {
  url: string
}

export interface ProductPromotion {
  id: string
  title: string
  label: string
  endsAt: string | null
}

export interface ProductVideo {
  url: string
  width: number
  height: number
  seconds: number
  poster: Picture | null
}

export interface PurchaseLimits {
  minimum: number
  step: number
  perOrder: number | null
  perPerson: number | null
  period: 'ever' | 'day' | 'week' | 'month'
}

export type Question = { id: string; label: string; required: boolean; kind: 'text'; maxLength: number; hint: string } | { id: string; label: string; required: boolean; kind: 'choice'; options: string[] } | { id: string; label: string; required: boolean; kind: 'date'; fromDays: number; toDays: number }

export interface Quote {
  shops: ShopQuote[]
  across: { applied: Array<{ offerId: string; title: string; amountFen: number }>; declined: DeclinedOffer[]; hints: OfferHint[] }
  choice: OfferChoice
  invalid: InvalidLine[]
  goodsFen: number
  discountFen: number
  freightFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  needsAddress: boolean
  assets: QuoteAssets | null
}

export interface QuoteAssets {
  points: { spending: boolean; available: number; perFen: number; capBps: number; usableFen: number }
  redPackets: { availableFen: number; usableFen: number }
}

export interface QuoteLine {
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture
  quantity: number
  listPriceFen: number
  marketPriceFen: number | null
  unitPriceFen: number
  priceReason: 'list' | 'tier' | 'member' | 'timed' | 'channel' | 'play'
  tiers: PriceTier[]
  discountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  promises: Array<'seven_day_return' | 'freight_insurance' | 'fake_one_pay_ten' | 'price_protection' | 'fast_shipping' | 'freshness' | 'official_warranty'>
  limits: PurchaseLimits
  delivery: 'parcel' | 'card_key' | 'voucher'
}

export interface RedPacket {
  id: string
  title: string
  amountFen: number
  leftFen: number
  expiresAt: string
  createdAt: string
  state: 'usable' | 'used' | 'expired'
}

export interface ReferralOffer {
  id: string
  kind: 'invite' | 'cashback'
  title: string
  at: 'joined' | 'paid' | 'kept'
  holdDays: number
  minOrderFen: number
  inviterReward: ReferralReward | null
  inviteeReward: ReferralReward | null
  perDay: number
  perPerson: number
  left: number
  friends: number
  rateBps: number
  mostFen: number
  endsAt: string
}

export type ReferralReward = { kind: 'points'; points: number } | { kind: 'coupon'; templateId: string } | { kind: 'red_packet'; amountFen: number; validDays: number } | { kind: 'wallet'; amountFen: number }

export interface Review {
  id: string
  productId: string
  stars: number
  text: string
  tags: string[]
  pictures: Picture[]
  author: string
  avatar: Picture | null
  options: string[]
  createdAt: string
  reply: { text: string; at: string } | null
}

export interface ReviewSummary {
  count: number
  rating10: number
  goodPercent: number
  withPictures: number
  stars: number[]
  tags: Array<{ tag: string; count: number }>
}

export interface Scope {
  categoryIds: string[]
  productIds: string[]
  skuIds: string[]
  excludeCategoryIds: string[]
  excludeProductIds: string[]
  excludeSkuIds: string[]
}

export interface SentLuckyPacket {
  id: string
  kind: 'fixed' | 'random'
  wish: string
  state: 'funding' | 'open' | 'over' | 'void'
  totalFen: number
  shares: number
  taken: number
  takenFen: number
  returnedFen: number
  createdAt: string
  expiresAt: string
}

export interface ShareTarget {
  code: string
  kind: string
  targetId: string | null
  joinId: string | null
  sharer: { nickname: string; avatar: Picture | null }
}

export interface Shop {
  id: string
  name: string
  slug: string
  industry: 'fresh' | 'clothes' | 'home' | 'beauty' | 'digital' | 'other'
  logo: Picture | null
  notice: string
  phone: string
  licence: string
  icp: string
  open: boolean
  createdAt: string
}

export interface ShopQuote {
  shopId: string
  shopName: string
  lines: QuoteLine[]
  goodsFen: number
  goodsDiscountFen: number
  freightFen: number
  freightDiscountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  applied: AppliedOffer[]
  declined: DeclinedOffer[]
  hints: OfferHint[]
  couponIds: string[]
  gifts: GiftOffer[]
  addOns: AddOnOffer[]
  promised: Array<{ offerId: string; title: string }>
  limitedRuleIds: string[]
  exact: boolean
}

export interface Shopper {
  id: string
  nickname: string
  avatar: Picture | null
  phoneMasked: string | null
  createdAt: string
}

export interface ShopperSession {
  token: string
  shopper: Shopper
  isNew: boolean
}

export interface Sku {
  id: string
  code: string
  barcode: string
  options: string[]
  priceFen: number
  marketPriceFen: number | null
  tiers: PriceTier[]
  specials: SpecialPrice[]
  weightGrams: number
  delivery: 'parcel' | 'card_key' | 'voucher'
  picture: Picture | null
}

export interface SkuPrice {
  skuId: string
  listPriceFen: number
  steps: Array<{ fromQuantity: number; priceFen: number; reason: 'list' | 'tier' | 'member' | 'timed' | 'channel' | 'play'; until: string | null }>
}

export type SpecialPrice = { kind: 'member'; fromTier: number; priceFen: number } | { kind: 'timed'; from: string; until: string; priceFen: number } | { kind: 'channel'; channel: 'weapp' | 'alipay' | 'tt' | 'h5'; priceFen: number }

export interface StockSubscription {
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture | null
  id: string
  createdAt: string
  toldAt: string | null
  seen: boolean
  inStock: boolean
}

export interface StorefrontConfig {
  name: string
  brandColour: string
  demo: boolean
  icp: string
}

export interface TeamMember {
  nickname: string
  avatar: Picture | null
  id: string
  level: number
  joinedAt: string
  gmvFen: number
  broughtFen: number
  team: number
}

export interface TierRight {
  kind: 'discount' | 'free_shipping' | 'birthday' | 'support' | 'exclusive' | 'other'
  text: string
  offBps: number | null
}

export interface TopUp {
  id: string
  amountFen: number
  giftFen: number
  state: 'open' | 'paid' | 'closed'
  createdAt: string
  paidAt: string | null
}

export interface Wallet {
  availableFen: number
  cashFen: number
  giftFen: number
  cardFen: number
  heldFen: number
}

export interface WalletEntry {
  id: string
  account: 'cash' | 'gift' | 'card'
  kind: 'top_up' | 'gift' | 'pay' | 'pay_back' | 'refund' | 'withdraw' | 'withdraw_back' | 'adjust' | 'spent' | 'commission' | 'merge' | 'gift_card'
  changeFen: number
  balanceAfterFen: number
  note: string
  at: string
}

export interface Withdrawal {
  id: string
  number: string
  amountFen: number
  state: 'asked' | 'reviewing' | 'approved' | 'sent' | 'confirming' | 'done' | 'rejected' | 'failed'
  note: string
  createdAt: string
  endedAt: string | null
  confirm: { merchantId: string; appId: string; package: string } | null
}

export interface ShopClient {
  /** Add cart line. Refusals: sku_not_found, cart_full, quantity_limit. */
  addCartLine(input: BuyLine): Promise<Cart>
  /** Answers with a pass, to be sent as `X-Challenge-Pass` with the call that was refused. Refusals: challenge_wrong, challenge_over. */
  answerChallenge(input: { id: string; answer: string }): Promise<{ pass: string }>
  /** Ask for a refund, a return or an exchange of some units; keyed, twice is once. Refusals: order_not_found, refund_units_gone, after_sales_not_possible, after_sales_units_taken, picture_unknown, key_reused. */
  applyAfterSales(input: { id: string } & { kind: 'refund' | 'return' | 'exchange'; reason: 'not_wanted' | 'wrong_order' | 'slow_shipping' | 'never_arrived' | 'missing_piece' | 'agreed' | 'no_reason' | 'wrong_size' | 'quality' | 'damaged' | 'wrong_goods' | 'not_as_described'; lines: Array<{ lineId: string; quantity: number; exchangeSkuId?: string }>; requestId: string; note?: string; pictures?: Picture[] }): Promise<AfterSales>
  /** Apply to be a leader of a shop, or apply again after a refusal; twice is once. Refusals: shop_not_found, community_times_wrong, community_leader_decided. */
  applyCommunityLeader(input: { name: string; phone: string; pointName: string; address: string; lng: number; lat: number; opens: string; closes: string; shopId: string }): Promise<MyCommunityLeader>
  /** Apply to sell for a shop; asked again, the answer is how the first one stands. Refusals: distribution_closed, distribution_threshold, distributor_stopped. */
  applyForDistribution(input: { id: string; name: string; phone: string; note?: string; code?: string | null }): Promise<MyDistribution>
  /** The picture whose code a session wants to see before it lets in. Refusals: flash_not_found. */
  askFlashChallenge(input: { id: string }): Promise<FlashChallenge>
  /** Asks for an invoice; an order has one at a time, and asking for the same again gives it. Refusals: order_not_found, title_not_found, invoice_off, invoice_not_yet, invoice_nothing, invoice_exists, invoice_kind_refused, key_reused. */
  askInvoice(input: { id: string; requestId: string; titleId: string; kind?: 'general' | 'special'; email?: '' | string }): Promise<Invoice>
  /** A code that was sent to the phone makes it the shopper’s; an account that has it already becomes one with theirs. Refusals: code_wrong, code_expired, login_throttled, phone_other, account_disabled. */
  bindPhone(input: { phone: string; code: string }): Promise<{ me: Me; merged: boolean }>
  /** The same with what the phone number button of the mini program gave. Refusals: login_code_bad, login_throttled, platform_unavailable, phone_foreign, phone_other, account_disabled. */
  bindPhoneByProgram(input: { platform: 'weapp' | 'alipay' | 'tt'; code: string }): Promise<{ me: Me; merged: boolean }>
  /** Puts what can still be bought of an order into the cart, and names the rest; keyed, twice is once. Refusals: order_not_found. */
  buyAgain(input: { requestId: string; orderId: string }): Promise<{ cart: Cart; gone: Array<{ title: string; options: string[]; reason: 'off_sale' | 'stock_short'; available: number }> }>
  /** A chance for points; keyed, twice is once. Refusals: game_not_found, game_closed, game_not_for_points, game_price_changed, game_day_limit, balance_short, key_reused. */
  buyGameChance(input: { id: string; requestId: string; points: number }): Promise<{ ok: true }>
  /** Begin to buy gift cards, and the payment; keyed, twice is once. Refusals: gift_card_offer_gone, key_reused, payment_paid, payment_closed, payer_unknown, channel_refused, channel_unavailable. */
  buyGiftCards(input: { requestId: string; batchId: string; quantity: number; method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'; returnPath?: string | null }): Promise<{ purchase: GiftCardPurchase; action: PayAction }>
  /** Buys a term of the card; one that is bought while another runs begins when that ends. Refusals: card_not_found, card_price_changed, key_reused, payer_unknown, payment_closed, payment_method_unavailable. */
  buyMemberCard(input: { id: string; requestId: string; planId: string; priceFen: number; method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'; returnPath?: string | null }): Promise<{ term: CardTerm; action: PayAction }>
  /** Cancel before payment; an order that is paid on delivery, until something of it has left. Refusals: order_not_found, transition_illegal, collection_over. */
  cancelOrder(input: { id: string; reason: string }): Promise<Order>
  /** Until the shop begins to pack. Unpaid: freight is priced anew. Paid: not to where the freight would be higher. Refusals: order_not_found, transition_illegal, address_not_served, key_reused, change_under_way, channel_unavailable, address_not_found, address_freight_higher, gift_address. */
  changeOrderAddress(input: { id: string; requestId: string; addressId: string }): Promise<Order>
  /** Check in for today; again is the same. Refusals: check_in_closed. */
  checkIn(): Promise<{ state: CheckInState; gainedPoints: number }>
  /** Claim coupon. Refusals: coupon_not_found, coupon_gone, coupon_limit, coupon_closed, coupon_newcomers_only. */
  claimCoupon(input: { id: string }): Promise<MyCoupon>
  /** Claim coupon by code. Refusals: coupon_not_found, coupon_gone, coupon_limit, coupon_closed, coupon_code_used, coupon_code_throttled. */
  claimCouponByCode(input: { code: string }): Promise<MyCoupon>
  /** Says where a gift goes, once; of two friends the first one has it. Refusals: gift_not_found, gift_gone, address_not_found, address_not_served. */
  claimGift(input: { token: string; addressId: string }): Promise<Gift>
  /** The card is the friend’s: the first who takes it has it. Refusals: gift_card_gift_not_found, gift_card_gift_gone, gift_card_gift_own, gift_card_frozen. */
  claimGiftCard(input: { token: string }): Promise<GiftCardGift>
  /** The price has dropped since: the difference is paid back, once for each unit. Refusals: order_not_found, price_protection_none, price_protection_claimed. */
  claimPriceProtection(input: { id: string; orderId: string }): Promise<{ amountFen: number; units: number; priceFen: number; paidPriceFen: number }>
  /** Claim red packet. Refusals: campaign_not_found, campaign_closed, campaign_gone, campaign_limit. */
  claimRedPacket(input: { id: string }): Promise<RedPacket>
  /** The reward of a task that is done, once; again is the same. Refusals: task_not_found, task_not_done. */
  claimTask(input: { id: string }): Promise<MyTask>
  /** Who signs in says which visitor they were: the shares they opened are theirs. */
  claimVisits(input: { visitor: string }): Promise<{ ok: true }>
  /** Close complaint. Refusals: complaint_not_found, complaint_moved. */
  closeComplaint(input: { id: string }): Promise<Complaint>
  /** The goods of a batch are here, counted; what is missing is paid back, the last to order first. Once for each batch. Refusals: community_leader_not_found, community_batch_not_found, community_batch_open, community_count_wrong, key_reused. */
  confirmCommunityArrival(input: { id: string } & { batchId: string; items: Array<{ itemId: string; arrived: number }> }): Promise<{ orders: number; missing: number }>
  /** Confirm receipt. Refusals: order_not_found, transition_illegal, not_collected. */
  confirmReceipt(input: { id: string }): Promise<Order>
  /** Confirm replacement. Refusals: after_sales_not_found, after_sales_moved. */
  confirmReplacement(input: { id: string }): Promise<AfterSales>
  /** Count inbox. */
  countInbox(): Promise<{ service: number; marketing: number }>
  /** Count orders. */
  countOrders(): Promise<{ to_pay: number; to_ship: number; to_receive: number; to_review: number; refund: number }>
  /** Create address. Refusals: district_unknown, address_place_wrong, address_limit. */
  createAddress(input: { name: string; phone: string; districtCode: string; detail: string; isDefault?: boolean; lng?: number | null; lat?: number | null }): Promise<Address>
  /** A puzzle for whoever was told `challenge_needed`. */
  createChallenge(): Promise<Challenge>
  /** Complain about the quality of what came; the shop must answer within hours. Refusals: order_not_found, complaint_open, complaint_too_early, picture_unknown. */
  createComplaint(input: { id: string; requestId: string; orderId: string; note: string; pictures?: Picture[] }): Promise<Complaint>
  /** A link by which a friend pays; again gives the same link with what is said now. Refusals: checkout_not_found, payment_closed, payment_paid. */
  createFriendLink(input: { id: string; message: string; showGoods: boolean }): Promise<{ token: string }>
  /** An address of the PDF for whoever has it, for a day. Refusals: invoice_not_found, invoice_file_not_there. */
  createInvoiceLink(input: { id: string; what?: 'blue' | 'red' }): Promise<{ url: string; expiresAt: string }>
  /** Keeps a title for invoices; the same title twice is one. Refusals: tax_number_invalid, title_not_found, title_limit. */
  createInvoiceTitle(input: InvoiceTitleInput): Promise<InvoiceTitle>
  /** Review one line of an own, received order, once. Refusals: order_line_not_found, order_not_received, already_reviewed, picture_unknown, tag_unknown. */
  createReview(input: { orderLineId: string; stars: number; text: string; tags?: string[]; pictures?: Picture[]; anonymous?: boolean }): Promise<Review>
  /** A short id for what a shopper passes on; the same each time. Refusals: share_limit. */
  createShareLink(input: { kind: string; targetId?: string | null; joinId?: string | null; title: string; code?: string | null }): Promise<{ code: string }>
  /** Delete address. Refusals: address_not_found. */
  deleteAddress(input: { id: string }): Promise<{ ok: true }>
  /** Delete invoice title. Refusals: title_not_found. */
  deleteInvoiceTitle(input: { id: string }): Promise<{ ok: true }>
  /** Delete stock subscription. Refusals: subscription_not_found. */
  deleteStockSubscription(input: { id: string }): Promise<{ ok: true }>
  /** Ask the platform after the shop said no. Refusals: after_sales_not_found, after_sales_moved, after_sales_units_taken, picture_unknown. */
  disputeAfterSales(input: { id: string; text: string; pictures?: Picture[] }): Promise<AfterSales>
  /** Spins or scratches once; the same request again is the same result. Refusals: game_not_found, game_closed, game_no_chance, game_day_limit, game_person_limit, key_reused. */
  drawPrize(input: { id: string; requestId: string }): Promise<MyGameDraw>
  /** Asks to be let in to a session that runs; the pass goes along with quote and placing. Refusals: flash_not_found, flash_not_begun, flash_over, flash_sold_out, flash_person_limit, flash_device_limit, flash_check_needed, flash_check_wrong. */
  enterFlashSale(input: { id: string } & { skuId: string; quantity?: number; device?: string; answer?: { question: string; code: string } }): Promise<FlashEntry>
  /** A coupon or a card for points; goods go through the checkout. Refusals: mall_item_not_found, mall_gone, mall_closed, mall_person_limit, mall_points_short, mall_points_changed, mall_goods_by_checkout, mall_coupon_limit, key_reused. */
  exchangeMallItem(input: { id: string; requestId: string; points: number }): Promise<MallExchange>
  /** The brand of this name, as a search facet calls it; null when it has no page. */
  findBrand(input: { name: string }): Promise<{ brand: Brand | null }>
  /** Get after sales. Refusals: after_sales_not_found. */
  getAfterSales(input: { id: string }): Promise<AfterSales>
  /** What can still be asked for, line by line, and until when. Refusals: order_not_found. */
  getAfterSalesOptions(input: { id: string }): Promise<{ orderId: string; applyBefore: string | null; freightFen: number; lines: Array<{ lineId: string; skuId: string; productId: string; title: string; options: string[]; picture: Picture; unitPriceFen: number; payableFen: number; quantity: number; unshipped: number; shipped: number; returnable: boolean; sevenDays: boolean; noReasonBefore: string | null; priceProtection: { state: 'none' | 'available' | 'claimed' | 'over'; amountFen: number; before: string | null } }>; reasons: Array<{ reason: 'not_wanted' | 'wrong_order' | 'slow_shipping' | 'never_arrived' | 'missing_piece' | 'agreed' | 'no_reason' | 'wrong_size' | 'quality' | 'damaged' | 'wrong_goods' | 'not_as_described'; kinds: Array<'refund' | 'return' | 'exchange'>; beforeShipping: boolean; afterShipping: boolean }> }>
  /** For its owner and for whoever has the link. Refusals: bargain_not_found. */
  getBargain(input: { id: string }): Promise<Bargain>
  /** Get brand. Refusals: brand_not_found. */
  getBrand(input: { id: string }): Promise<Brand>
  /** A term, asked for at the channel when it is not known to be paid. Refusals: card_term_not_found. */
  getCardTerm(input: { id: string }): Promise<CardTerm>
  /** Get cart. */
  getCart(): Promise<Cart>
  /** The calendar of a month with the streak; this month when none is named. */
  getCheckIn(input?: { month?: string }): Promise<CheckInState>
  /** State of a checkout; asks the channel when it is not yet known to be paid. Refusals: checkout_not_found. */
  getCheckout(input: { id: string }): Promise<{ id: string; payableFen: number; payBefore: string; orders: Array<{ id: string; number: string; shopId: string; payableFen: number; state: 'pending_payment' | 'accepted' | 'waiting' | 'paid' | 'preparing' | 'partly_shipped' | 'shipped' | 'received' | 'completed' | 'cancelled' | 'closed' | 'refunding' | 'refunded' }>; state: 'unpaid' | 'paid' | 'closed' | 'on_delivery'; onDelivery: OnDeliveryOffer; replacedBy: string | null }>
  /** A leader and what can be ordered to be fetched there, now or soon. Refusals: community_leader_not_found. */
  getCommunityPoint(input: { id: string }): Promise<CommunityStall>
  /** After asking the channel when it is not known to be paid. Refusals: deposit_not_found. */
  getDeposit(input: { id: string }): Promise<PresaleDeposit>
  /** A picture of the goods, or of the shop, with a code that leads there by the shopper’s own link. Refusals: distributor_needed, poster_goods_gone, poster_unavailable. */
  getDistributionPoster(input: { id: string; productId?: string; kind?: 'h5' | 'weapp' }): Promise<{ image: string; link: string; code: string }>
  /** What is left of each item, as of a second ago. Refusals: flash_not_found. */
  getFlashCounts(input: { id: string }): Promise<{ now: string; items: Array<{ id: string; left: number }> }>
  /** What a friend is asked to pay, by the link alone; asks the channel when it is not yet known to be paid. Refusals: friend_link_not_found. */
  getFriendPay(input: { token: string }): Promise<FriendPay>
  /** What can be topped up and withdrawn, and the gifts. */
  getFunds(): Promise<FundsSettings>
  /** Get game. Refusals: game_not_found. */
  getGame(input: { id: string }): Promise<Game>
  /** What somebody was given, by the link alone. Refusals: gift_not_found. */
  getGift(input: { token: string }): Promise<Gift>
  /** What a friend is given, by the link alone. Refusals: gift_card_gift_not_found. */
  getGiftCardGift(input: { token: string }): Promise<GiftCardGift>
  /** Asks the channel as long as it is not known to be paid. Refusals: gift_card_purchase_not_found. */
  getGiftCardPurchase(input: { id: string }): Promise<GiftCardPurchase>
  /** A group as its link shows it to anybody. Refusals: group_not_found. */
  getGroup(input: { id: string }): Promise<Group>
  /** The blocks of the home page. */
  getHome(): Promise<Home>
  /** Get invoice. Refusals: invoice_not_found. */
  getInvoice(input: { id: string }): Promise<Invoice>
  /** Whether an invoice can be asked for, of how much, and those there are. Refusals: order_not_found. */
  getInvoiceOffer(input: { id: string }): Promise<InvoiceOffer>
  /** For whoever has the link. Refusals: lucky_packet_not_found. */
  getLuckyPacket(input: { id: string }): Promise<LuckyPacket>
  /** Get mall item. Refusals: mall_item_not_found. */
  getMallItem(input: { id: string }): Promise<MallItem>
  /** Get me. */
  getMe(): Promise<Me>
  /** The card of this shop. Refusals: card_not_found. */
  getMemberCard(input: { id: string }): Promise<{ card: MemberCard; until: string | null; terms: CardTerm[] }>
  /** Get message preferences. */
  getMessagePreferences(): Promise<MessagePreferences>
  /** Selling for the shop of that id: its rules, and what the shopper earned. Refusals: distribution_closed. */
  getMyDistribution(input: { id: string }): Promise<MyDistribution>
  /** Get my invites. */
  getMyInvites(): Promise<MyInvites>
  /** Get my points. */
  getMyPoints(): Promise<MyPoints>
  /** What each SKU costs the one who asks, and why; how many more may be bought. Refusals: product_not_found. */
  getMyPrices(input: { id: string }): Promise<{ items: SkuPrice[]; tier: number; personLeft: number | null }>
  /** Get order. Refusals: order_not_found. */
  getOrder(input: { id: string }): Promise<Order>
  /** How an order that is not sent reaches the shopper; the code once it is paid. Refusals: delivery_not_found. */
  getOrderDelivery(input: { id: string }): Promise<OrderDelivery>
  /** The link of a gift, for the giver. Refusals: order_not_found, gift_not_found. */
  getOrderGift(input: { id: string }): Promise<{ token: string; state: 'unpaid' | 'waiting' | 'claimed' | 'expired' | 'over'; message: string; claimBefore: string | null; claimedAt: string | null; claimedBy: string | null; place: string }>
  /** The group that a shopper’s own order is in; none while its leader has not paid. Refusals: group_not_found. */
  getOrderGroup(input: { id: string }): Promise<{ group: MyGroup | null }>
  /** What was promised for a shopper’s own order of a presale, and its deposit. Refusals: order_not_found. */
  getOrderPresale(input: { id: string }): Promise<OrderPresale>
  /** Get passed coupon. Refusals: pass_gone. */
  getPassedCoupon(input: { token: string }): Promise<{ title: string; kind: 'amount' | 'percent' | 'shipping' | 'gift'; value: number; capFen: number | null; thresholdFen: number; shopId: string; expiresAt: string; from: string; mine: boolean; state: 'open' | 'taken' | 'gone' }>
  /** Get presale. Refusals: presale_not_found. */
  getPresale(input: { id: string }): Promise<Presale>
  /** Get product. Refusals: product_not_found. */
  getProduct(input: { id: string }): Promise<ProductDetail>
  /** The session a product is in, running or next, with its SKUs there. */
  getProductFlashSale(input: { id: string }): Promise<{ now: string; session: FlashSession | null }>
  /** The group buy of a product that runs now, if there is one. */
  getProductGroupBuy(input: { id: string }): Promise<{ offer: GroupOffer | null }>
  /** Get review summary. */
  getReviewSummary(input: { id: string }): Promise<ReviewSummary>
  /** Where a scene or a link leads. Refusals: share_not_found. */
  getShareLink(input: { code: string }): Promise<ShareTarget>
  /** A code that friends scan: it leads to what was shared. Refusals: share_not_found. */
  getSharePoster(input: { code: string }): Promise<{ code: string; square: string }>
  /** Get shop. Refusals: shop_not_found. */
  getShop(input: { id: string }): Promise<Shop>
  /** How many pieces of each SKU can be bought now (capped at 999). */
  getStock(input: { skuIds: string }): Promise<{ items: Array<{ skuId: string; available: number }> }>
  /** Get storefront config. */
  getStorefrontConfig(): Promise<StorefrontConfig>
  /** State of a top-up; asks the channel when it is not yet known to be paid. Refusals: top_up_not_found. */
  getTopUp(input: { id: string }): Promise<TopUp>
  /** Get wallet. */
  getWallet(): Promise<Wallet>
  /** A link by which a friend takes the card; a new link ends the one before. Refusals: gift_card_not_found, gift_card_frozen, gift_card_expired, gift_card_used, gift_card_given. */
  giveGiftCard(input: { id: string; wish?: string }): Promise<{ token: string; expiresAt: string }>
  /** The leader hands an order of this point out, by its code or from the list. Refusals: community_leader_not_found, pickup_code_wrong, community_not_here, transition_illegal. */
  handOutCommunityOrder(input: { id: string; code?: string; orderId?: string }): Promise<{ orderId: string; receiver: string; title: string; quantity: number }>
  /** A friend cuts the price, once; asked again, the answer is what was cut. Refusals: bargain_not_found, bargain_own, bargain_full, bargain_ordered, bargain_over, bargain_help_limit. */
  helpBargain(input: { id: string }): Promise<{ cutFen: number; bargain: Bargain }>
  /** Hot words. */
  hotWords(): Promise<{ items: string[] }>
  /** List addresses. */
  listAddresses(): Promise<{ items: Address[] }>
  /** List after sales. */
  listAfterSales(input?: { cursor?: string; limit?: number; tab?: 'all' | 'open' | 'ended'; orderId?: string }): Promise<{ items: AfterSalesRow[]; nextCursor: string | null }>
  /** What can be bargained for now or soon. */
  listBargainCampaigns(input?: { cursor?: string; limit?: number }): Promise<{ items: BargainCampaign[]; nextCursor: string | null }>
  /** For cards: what the one who asks pays for these products; those that cost the list price are left out. */
  listCardPrices(input: { ids: string }): Promise<{ items: CardPrice[] }>
  /** The whole category tree, flat. */
  listCategories(): Promise<{ items: Category[] }>
  /** What is asked about these products when they are bought. */
  listCheckoutQuestions(input: { productIds: string }): Promise<{ items: Array<{ productId: string; questions: Question[] }> }>
  /** List claimable coupons. */
  listClaimableCoupons(input?: { shopId?: string; productId?: string }): Promise<{ items: ClaimableCoupon[] }>
  /** Leaders and where they hand out, the nearest first. */
  listCommunityPoints(input?: { lng?: number; lat?: number }): Promise<{ items: CommunityPoint[] }>
  /** List complaints. */
  listComplaints(input?: { cursor?: string; limit?: number }): Promise<{ items: Complaint[]; nextCursor: string | null }>
  /** Where orders of a shop can be fetched or brought from, nearest first, and the times of the coming days. */
  listDeliveryChoices(input: { id: string; lng?: number; lat?: number }): Promise<{ items: DeliveryPlace[] }>
  /** List demo personas. */
  listDemoPersonas(): Promise<{ items: DemoPersona[] }>
  /** List distribution goods. Refusals: distributor_needed. */
  listDistributionGoods(input: { id: string; cursor?: string; limit?: number }): Promise<{ items: DistributionGoods[]; nextCursor: string | null }>
  /** Sessions that run or begin within two days, and the time on the server. */
  listFlashSales(): Promise<{ now: string; items: FlashSession[] }>
  /** List games. */
  listGames(input?: { cursor?: string; limit?: number }): Promise<{ items: GameCard[]; nextCursor: string | null }>
  /** Electronic gift cards that can be bought. */
  listGiftCardOffers(): Promise<{ items: GiftCardOffer[] }>
  /** Group buys that run now, those that end first first. */
  listGroupBuyCards(input?: { cursor?: string; limit?: number; shopId?: string }): Promise<{ items: GroupBuyCard[]; nextCursor: string | null }>
  /** List growth entries. */
  listGrowthEntries(input?: { cursor?: string; limit?: number }): Promise<{ items: GrowthEntry[]; nextCursor: string | null }>
  /** Messages to me, newest first. */
  listInbox(input?: { cursor?: string; limit?: number; kind?: 'service' | 'marketing'; unread?: string }): Promise<{ items: InboxMessage[]; nextCursor: string | null }>
  /** Which of these shops issue invoices, of which kinds, and when: for the checkout. */
  listInvoiceShops(input: { shopIds: string }): Promise<{ items: Array<{ shopId: string; enabled: boolean; after: 'payment' | 'receipt'; kinds: Array<'general' | 'special'> }> }>
  /** List invoice titles. */
  listInvoiceTitles(): Promise<{ items: InvoiceTitle[] }>
  /** List invoices. */
  listInvoices(input?: { cursor?: string; limit?: number }): Promise<{ items: InvoiceRow[]; nextCursor: string | null }>
  /** What comes to this point, batch by batch, summed up. Refusals: community_leader_not_found. */
  listLeaderBatches(input: { id: string }): Promise<{ items: CommunityLeaderBatch[] }>
  /** List leader commissions. Refusals: community_leader_not_found. */
  listLeaderCommissions(input: { id: string; cursor?: string; limit?: number }): Promise<{ items: CommunityCommission[]; nextCursor: string | null }>
  /** Orders that are fetched at this point, for its leader. Refusals: community_leader_not_found. */
  listLeaderOrders(input: { id: string; cursor?: string; limit?: number; view?: 'open' | 'here' | 'done' }): Promise<{ items: CommunityLeaderOrder[]; nextCursor: string | null }>
  /** List mall items. */
  listMallItems(input?: { kind?: 'goods' | 'coupon' | 'card' }): Promise<{ items: MallItem[] }>
  /** The cards that can be bought, and until when one has each. */
  listMemberCards(): Promise<{ items: Array<{ title: string; intro: string; level: number; discountBps: number; freeShipping: boolean; templateIds: string[]; refundDays: number; enabled: boolean; plans: Array<{ months: 1 | 3 | 12; priceFen: number; listPriceFen: number; enabled: boolean; id: string }>; shopId: string; shopName: string; coupons: Array<{ id: string; title: string }>; until: string | null }> }>
  /** The shops with tiers and what the shopper is in each, the furthest first. */
  listMemberships(): Promise<{ items: Membership[]; growthPerYuan: number; growthPerReview: number; growthPerCheckIn: number; windowDays: number }>
  /** List my bargains. */
  listMyBargains(input?: { cursor?: string; limit?: number }): Promise<{ items: MyBargain[]; nextCursor: string | null }>
  /** List my commissions. Refusals: distributor_needed. */
  listMyCommissions(input: { id: string; cursor?: string; limit?: number; state?: 'pending' | 'settled' | 'void' }): Promise<{ items: MyCommission[]; nextCursor: string | null }>
  /** For which shops one is a leader, or wants to be. */
  listMyCommunityLeaders(): Promise<{ items: MyCommunityLeader[] }>
  /** List my coupons. */
  listMyCoupons(input?: { state?: 'usable' | 'held' | 'used' | 'expired' }): Promise<{ items: MyCoupon[] }>
  /** List my customers. Refusals: distributor_needed. */
  listMyCustomers(input: { id: string; cursor?: string; limit?: number }): Promise<{ items: MyCustomer[]; nextCursor: string | null }>
  /** List my deposits. */
  listMyDeposits(input?: { cursor?: string; limit?: number }): Promise<{ items: PresaleDeposit[]; nextCursor: string | null }>
  /** Shops that the shopper sells for, and shops that let others sell for them. */
  listMyDistributions(): Promise<{ items: Array<{ shop: { id: string; name: string; logo: Picture | null }; state: 'applied' | 'approved' | 'rejected' | 'stopped' | null; level1Bps: number; pendingFen: number; settledFen: number }> }>
  /** What the shopper has won of a game. Refusals: game_not_found. */
  listMyDraws(input: { id: string; cursor?: string; limit?: number }): Promise<{ items: MyGameDraw[]; nextCursor: string | null }>
  /** List my exchanges. */
  listMyExchanges(input?: { cursor?: string; limit?: number }): Promise<{ items: MallExchange[]; nextCursor: string | null }>
  /** List my gift cards. */
  listMyGiftCards(input?: { cursor?: string; limit?: number }): Promise<{ items: MyGiftCard[]; nextCursor: string | null }>
  /** Groups the shopper is or was in, newest first. */
  listMyGroups(input?: { cursor?: string; limit?: number }): Promise<{ items: MyGroup[]; nextCursor: string | null }>
  /** Friends one has brought, and what came of it. */
  listMyReferrals(input?: { cursor?: string; limit?: number }): Promise<{ items: MyReferral[]; nextCursor: string | null }>
  /** Samples that the shop of that id offers, and those the shopper asked for; at most a hundred. Refusals: distributor_needed. */
  listMySamples(input: { id: string }): Promise<{ items: MySample[] }>
  /** List my share links. */
  listMyShareLinks(input?: { cursor?: string; limit?: number }): Promise<{ items: MyShare[]; nextCursor: string | null }>
  /** List my tasks. */
  listMyTasks(): Promise<{ items: MyTask[] }>
  /** Those whom the shopper brought (level 1), and those whom they brought (level 2); names are masked. Refusals: distributor_needed. */
  listMyTeam(input: { id: string; cursor?: string; limit?: number; level?: number }): Promise<{ items: TeamMember[]; nextCursor: string | null }>
  /** List open red packets. */
  listOpenRedPackets(): Promise<{ items: OpenRedPacketCampaign[] }>
  /** Card keys and voucher codes of an order, for the one who bought them. Refusals: order_not_found. */
  listOrderSecrets(input: { id: string }): Promise<{ items: DeliveredSecret[] }>
  /** List orders. */
  listOrders(input?: { cursor?: string; limit?: number; tab?: 'all' | 'to_pay' | 'to_ship' | 'to_receive' | 'to_review' | 'refund'; search?: string }): Promise<{ items: OrderRow[]; nextCursor: string | null }>
  /** Ways to pay that this installation has; those that do not work at the moment say why. */
  listPayMethods(): Promise<{ items: PayOption[] }>
  /** List points entries. */
  listPointsEntries(input?: { cursor?: string; limit?: number }): Promise<{ items: PointsEntry[]; nextCursor: string | null }>
  /** What can be had before it is there, now or soon. */
  listPresales(input?: { cursor?: string; limit?: number }): Promise<{ items: Presale[]; nextCursor: string | null }>
  /** Cards of these products, in this order; unknown or off-sale ones are left out. */
  listProductCards(input: { ids: string }): Promise<{ items: ProductCard[] }>
  /** List product promotions. */
  listProductPromotions(input: { id: string }): Promise<{ items: ProductPromotion[] }>
  /** Endless list: what sells well, mixed over shops. */
  listRecommended(input?: { cursor?: string; limit?: number; shopId?: string; order?: 'best' | 'new' }): Promise<{ items: ProductCard[]; nextCursor: string | null }>
  /** List red packets. */
  listRedPackets(input?: { cursor?: string; limit?: number }): Promise<{ items: RedPacket[]; nextCursor: string | null; availableFen: number }>
  /** What bringing friends is rewarded with now. */
  listReferralOffers(): Promise<{ items: ReferralOffer[] }>
  /** Provinces, or the children of one code. */
  listRegions(input?: { parent?: string }): Promise<{ items: Array<{ code: string; name: string }> }>
  /** List return carriers. */
  listReturnCarriers(input: { shopId: string }): Promise<{ items: Carrier[] }>
  /** List reviews. */
  listReviews(input: { id: string; cursor?: string; limit?: number; filter?: 'all' | 'pictures' | 'good' | 'middle' | 'bad' }): Promise<{ items: Review[]; nextCursor: string | null }>
  /** List sent lucky packets. */
  listSentLuckyPackets(input?: { cursor?: string; limit?: number }): Promise<{ items: SentLuckyPacket[]; nextCursor: string | null }>
  /** List shops. */
  listShops(): Promise<{ items: Shop[] }>
  /** What I wait for and what came back, newest first. */
  listStockSubscriptions(): Promise<{ items: StockSubscription[]; unseen: number }>
  /** What a mini program may ask its user to allow, by trigger. */
  listSubscribeTemplates(input: { channel: 'weapp' | 'alipay' | 'tt' }): Promise<{ items: Array<{ trigger: string; templateId: string }> }>
  /** List wallet entries. */
  listWalletEntries(input?: { cursor?: string; limit?: number }): Promise<{ items: WalletEntry[]; nextCursor: string | null }>
  /** The latest withdrawals; asks the channel about those that are under way. */
  listWithdrawals(): Promise<{ items: Withdrawal[] }>
  /** The code of wx.login (or the like) becomes a session. Refusals: login_code_bad, login_throttled, account_disabled, platform_unavailable. */
  loginByMiniProgram(input: { platform: 'weapp' | 'alipay' | 'tt'; code: string }): Promise<ShopperSession>
  /** Login by phone. Refusals: code_wrong, code_expired, login_throttled, account_disabled. */
  loginByPhone(input: { phone: string; code: string }): Promise<ShopperSession>
  /** What a code is worth; wrong ones are counted, and lock for an hour. Refusals: gift_card_code_wrong, gift_card_locked. */
  lookUpGiftCard(input: { code: string }): Promise<GiftCardLook>
  /** A card makes up for a missed day; a day that is there costs none. Refusals: check_in_closed, make_up_too_late, make_up_no_card. */
  makeUpCheckIn(input: { day: string }): Promise<CheckInState>
  /** A guest's lines join the shopper's at login; keyed, twice is once. */
  mergeCart(input: { requestId: string; lines: Array<{ skuId: string; quantity: number; later?: boolean }> }): Promise<Cart>
  /** The shopper came by a distributor’s link; whether they are that one’s customer now. Refusals: distribution_code_unknown. */
  noteDistributionVisit(input: { code: string }): Promise<{ shopId: string; customer: boolean }>
  /** Something was shared; counts once a day. */
  noteShare(): Promise<{ ok: true }>
  /** The person goes where it leads: it is read, and counted as clicked. Refusals: message_not_found. */
  openInboxMessage(input: { id: string }): Promise<InboxMessage>
  /** Reads name, phone and place out of pasted text. */
  parseAddress(input: { text: string }): Promise<{ name: string; phone: string; province: string; city: string; district: string; districtCode: string; detail: string }>
  /** A link by which a friend takes this coupon over; asking again gives the same link. Refusals: coupon_not_found, coupon_not_passable. */
  passCoupon(input: { id: string }): Promise<{ token: string }>
  /** Pay checkout. Refusals: checkout_not_found, payment_closed, payment_paid, channel_refused, channel_unavailable, payer_unknown. */
  payCheckout(input: { id: string; method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'; walletFen?: number; returnPath?: string | null }): Promise<{ number: string; action: PayAction; walletFen: number }>
  /** Pays a deposit that was begun; the same method again is the same attempt. Refusals: deposit_not_found, payer_unknown, payment_closed, payment_paid, channel_refused, channel_unavailable. */
  payDeposit(input: { id: string; method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'; returnPath?: string | null }): Promise<{ action: PayAction }>
  /** Pays the whole at the channel, as oneself; refunds go back to whoever paid. Refusals: friend_link_not_found, payment_closed, payment_paid, channel_refused, channel_unavailable, payer_unknown. */
  payForFriend(input: { token: string; method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'; returnPath?: string | null }): Promise<{ number: string; action: PayAction }>
  /** The shopper promises to pay when it is brought: the orders go on, no money is booked. Keyed; twice is once. Refusals: checkout_not_found, payment_closed, payment_paid, on_delivery_unavailable, channel_unavailable, key_reused. */
  payOnDelivery(input: { id: string; requestId: string }): Promise<{ ok: true }>
  /** One order per shop under one payment; placed only at the total the shopper saw. Refusals: slot_full, delivery_choice_wrong, delivery_contact_missing, price_changed, stock_short, over_person_limit, lines_invalid, coupon_unusable, rule_used_up, address_not_found, answers_wrong, balance_short, key_reused, play_unknown, play_alone. */
  placeOrder(input: { lines: BuyLine[]; addressId: string | null; coupons?: CouponChoice[]; usePoints?: boolean; useRedPackets?: boolean; deliveries?: DeliveryChoice[]; gifts?: GiftChoice[]; play?: PlayWish | null; requestId: string; payableFen: number; notes?: Array<{ shopId: string; text: string }>; fromCart?: boolean; answers?: Array<{ skuId: string; answers: Array<{ questionId: string; value: string }> }>; gift?: { message: string } | null; invoiceWishId?: string | null }): Promise<Checkout>
  /** Prices a guest's lines that live on the device. */
  previewCart(input: { lines: Array<{ skuId: string; quantity: number; selected: boolean; addedPriceFen: number; later?: boolean }> }): Promise<Cart>
  /** What was done: a link, or a word about what was sold; can be put right until staff have looked. Refusals: sample_request_not_found, sample_request_moved. */
  proveSample(input: { id: string; proof: string }): Promise<{ id: string; state: 'asked' | 'approved' | 'ordered' | 'bought' | 'proved' | 'rewarded' | 'rejected' | 'failed' }>
  /** The shopper wants it back, where the rules allow; asked again it is the same. Refusals: deposit_not_found, deposit_stays, deposit_moved. */
  quitDeposit(input: { id: string }): Promise<PresaleDeposit>
  /** A paid order that waits for its goods is called off by its shopper. Refusals: order_not_found, deposit_stays. */
  quitPresaleOrder(input: { id: string }): Promise<{ ok: true }>
  /** The exact amount a request would give back. Refusals: order_not_found, refund_units_gone, after_sales_not_possible. */
  quoteAfterSales(input: { id: string } & { kind: 'refund' | 'return' | 'exchange'; reason: 'not_wanted' | 'wrong_order' | 'slow_shipping' | 'never_arrived' | 'missing_piece' | 'agreed' | 'no_reason' | 'wrong_size' | 'quality' | 'damaged' | 'wrong_goods' | 'not_as_described'; lines: Array<{ lineId: string; quantity: number; exchangeSkuId?: string }> }): Promise<{ amountFen: number; freightFen: number; lines: Array<{ lineId: string; quantity: number; amountFen: number }> }>
  /** Prices a checkout: lines, discounts, freight, payable. Refusals: address_not_found, play_unknown, play_alone. */
  quoteCheckout(input: { lines: BuyLine[]; addressId: string | null; coupons?: CouponChoice[]; usePoints?: boolean; useRedPackets?: boolean; deliveries?: DeliveryChoice[]; gifts?: GiftChoice[]; play?: PlayWish | null }): Promise<Quote>
  /** Marks these as read, or all (of a kind). */
  readInbox(input?: { ids?: string[]; kind?: 'service' | 'marketing' }): Promise<{ service: number; marketing: number }>
  /** What the person answered when asked to allow messages: each yes is good for one. Keyed, twice is once. */
  recordConsents(input: { requestId: string; channel: 'weapp' | 'alipay' | 'tt'; answers: Array<{ templateId: string; result: 'accept' | 'reject' | 'ban' | 'filter' }> }): Promise<{ ok: true }>
  /** A page was opened, perhaps by a share; once for each visitor. */
  recordVisit(input: { visitor: string; code?: string | null; page?: { kind: string; campaignId: string } | null }): Promise<{ ok: true }>
  /** The same for a card that one owns. Refusals: gift_card_not_found, gift_card_frozen, gift_card_expired, gift_card_used, gift_card_given. */
  redeemGiftCard(input: { id: string }): Promise<{ faceFen: number }>
  /** What the card is worth comes into the wallet, once; asked again by the same person the answer is the same. Refusals: gift_card_code_wrong, gift_card_locked, gift_card_frozen, gift_card_expired, gift_card_used, gift_card_given. */
  redeemGiftCardCode(input: { code: string }): Promise<{ faceFen: number }>
  /** Gives a term back by the rule it was bought under: what is left of its days is paid back. Refusals: card_term_not_found, card_refund_over, card_refund_changed. */
  refundMyCardTerm(input: { id: string; refundFen: number }): Promise<CardTerm>
  /** Remind shipment. Refusals: order_not_found, transition_illegal, reminded_today. */
  remindShipment(input: { id: string }): Promise<{ ok: true }>
  /** Remove cart lines. */
  removeCartLines(input: { skuIds: string[] }): Promise<Cart>
  /** Ask for a sample, once. Refusals: sample_not_found, sample_gone, distributor_needed. */
  requestSample(input: { id: string; note?: string }): Promise<{ id: string; state: 'asked' | 'approved' | 'ordered' | 'bought' | 'proved' | 'rewarded' | 'rejected' | 'failed' }>
  /** Request withdrawal. Refusals: withdrawal_refused, balance_short, payer_unknown, key_reused. */
  requestWithdrawal(input: { requestId: string; amountFen: number }): Promise<Withdrawal>
  /** Search, filter, sort, with facet counts on the first page. */
  searchProducts(input?: { text?: string; categoryId?: string; shopId?: string; brand?: string; attributes?: string; minFen?: number; maxFen?: number; inStock?: 'true' | 'false'; onOffer?: 'true' | 'false'; offerKinds?: string; sort?: 'relevance' | 'sales' | 'price_asc' | 'price_desc' | 'rating' | 'new'; cursor?: string; limit?: number }): Promise<{ items: ProductCard[]; nextCursor: string | null; total: number; facets: Facet[]; correctedTo: string | null }>
  /** See stock subscriptions. */
  seeStockSubscriptions(): Promise<{ ok: true }>
  /** Select cart lines. */
  selectCartLines(input: { skuIds: string[]; selected: boolean }): Promise<Cart>
  /** The parcel that brings the goods back. Refusals: after_sales_not_found, after_sales_moved, carrier_unknown, tracking_number_wrong. */
  sendBack(input: { id: string; carrierCode: string; trackingNumber: string }): Promise<AfterSales>
  /** Send login code. Refusals: code_throttled, sms_unavailable. */
  sendLoginCode(input: { phone: string }): Promise<{ retryAfterSeconds: number; demoCode?: string }>
  /** Sends a red packet to a group, paid from the wallet; keyed, twice is once. What nobody takes in a day comes back. Refusals: lucky_packet_numbers_wrong, balance_short, key_reused. */
  sendLuckyPacket(input: { requestId: string; kind: 'fixed' | 'random'; totalFen: number; shares: number; wish?: string }): Promise<LuckyPacket>
  /** Shopper logout. */
  shopperLogout(): Promise<{ ok: true }>
  /** Where to transfer what; again gives the same, as it stands. Refusals: checkout_not_found, payment_closed, payment_paid, bank_unavailable. */
  startBankTransfer(input: { id: string }): Promise<BankTransfer>
  /** Begins a bargain; the one that goes on, if there is one. Refusals: bargain_campaign_not_found, bargain_campaign_closed, bargain_gone, bargain_goods_gone, bargain_start_limit, bargain_person_limit. */
  startBargain(input: { id: string }): Promise<Bargain>
  /** Takes a place and begins the payment of its deposit; keyed, twice is once. Refusals: presale_not_found, presale_closed, presale_gone, presale_goods_gone, presale_person_limit, presale_changed, key_reused, payer_unknown, payment_closed, payment_paid, channel_refused, channel_unavailable. */
  startDeposit(input: { id: string; requestId: string; quantity: number; depositFen: number; worthFen: number; agreed: true; method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'; walletFen?: number; returnPath?: string | null }): Promise<{ deposit: PresaleDeposit; action: PayAction }>
  /** Begin a top-up and its payment; keyed, twice is once. Refusals: top_up_refused, key_reused, payment_paid, payment_closed, payer_unknown, channel_refused, channel_unavailable. */
  startTopUp(input: { requestId: string; amountFen: number; method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'; returnPath?: string | null }): Promise<{ topUp: TopUp; action: PayAction }>
  /** Shows the proof; from now on the order waits for finance, up to three days. Refusals: checkout_not_found, payment_closed, payment_paid, bank_unavailable, bank_transfer_reviewed, picture_unknown. */
  submitBankProof(input: { id: string; pictures: Picture[]; payerName: string }): Promise<BankTransfer>
  /** Tell me once when this SKU can be bought again; twice is once. Refusals: sku_not_found, in_stock, subscriptions_full. */
  subscribeStock(input: { skuId: string }): Promise<{ ok: true }>
  /** As you type: Chinese prefix, pinyin, pinyin initials. */
  suggest(input: { text: string; limit?: number }): Promise<{ items: Array<{ text: string; kind: 'query' | 'product' | 'category' | 'brand' }> }>
  /** As long as no friend has taken it. Refusals: gift_card_not_found. */
  takeBackGiftCard(input: { id: string }): Promise<{ ok: true }>
  /** One share for each person, first come first served; asked again the answer is the same. Refusals: lucky_packet_not_found, lucky_packet_gone, lucky_packet_over. */
  takeLuckyPacket(input: { id: string }): Promise<LuckyPacket>
  /** One of the make-up cards of the month. Refusals: check_in_closed, make_up_cards_gone, make_up_card_limit. */
  takeMakeUpCard(input: { requestId: string }): Promise<CheckInState>
  /** Takes over a coupon that a friend passed on; twice is once. Refusals: pass_gone, pass_own, coupon_limit. */
  takePassedCoupon(input: { token: string }): Promise<MyCoupon>
  /** Update address. Refusals: address_not_found, district_unknown, address_place_wrong. */
  updateAddress(input: { id: string; name: string; phone: string; districtCode: string; detail: string; isDefault?: boolean; lng?: number | null; lat?: number | null }): Promise<Address>
  /** Change quantity, selection, or the SKU itself. Refusals: cart_line_not_found, sku_not_found, quantity_limit. */
  updateCartLine(input: { skuId: string; quantity?: number; selected?: boolean; toSkuId?: string; later?: boolean }): Promise<Cart>
  /** Update invoice title. Refusals: tax_number_invalid, title_not_found, title_limit. */
  updateInvoiceTitle(input: { id: string } & InvoiceTitleInput): Promise<InvoiceTitle>
  /** Update me. Refusals: picture_unknown, birthday_wrong. */
  updateMe(input?: { nickname?: string; avatar?: Picture | null; birthday?: string | null }): Promise<Me>
  /** Update message preferences. */
  updateMessagePreferences(input: MessagePreferences): Promise<MessagePreferences>
  /** Upload one picture (JPEG, PNG, WebP, GIF; judged by content). Refusals: file_missing, file_too_large, image_unreadable, image_kind_refused, image_too_many_pixels. */
  uploadPicture(input: { file: FileSource }): Promise<MediaItem>
  /** Somebody came by the link of a friend, who gets a chance for it, once for each who comes. Refusals: game_not_found, game_closed. */
  visitGame(input: { id: string; code: string }): Promise<{ ok: true }>
  /** Votes for a candidate, once a day for each; again it is the same vote. Refusals: game_not_found, game_closed, game_candidate_not_found, game_no_votes, game_person_limit. */
  voteInGame(input: { id: string; candidateId: string }): Promise<Game>
  /** Asks for an invoice of each order of a checkout that is about to be placed: `placeOrder` names it. Refusals: title_not_found, invoice_kind_refused, key_reused. */
  wishInvoice(input: { requestId: string; titleId: string; kind?: 'general' | 'special'; email?: '' | string }): Promise<{ id: string }>
  /** Withdraw after sales. Refusals: after_sales_not_found, after_sales_moved. */
  withdrawAfterSales(input: { id: string }): Promise<AfterSales>
  /** Settled commission goes into the wallet as own money; keyed, twice is once. Refusals: distributor_needed, commission_short, commission_too_little, key_reused. */
  withdrawCommission(input: { id: string; requestId: string; amountFen: number }): Promise<{ amountFen: number; settledFen: number; state: 'asked' | 'done' }>
  /** Before it is issued. Refusals: invoice_not_found, invoice_moved. */
  withdrawInvoice(input: { id: string }): Promise<Invoice>
}

/** Operations that answer a file or a stream: these give the request to make. */
export interface ShopRequests {
  /** The PDF. Refusals: invoice_not_found, invoice_file_not_there. */
  downloadInvoice(input: { id: string; what?: 'blue' | 'red' }): Outgoing
  /** Open invoice link. Refusals: invoice_not_found. */
  openInvoiceLink(input: { token: string }): Outgoing
  /** Server-sent events: `state` whenever the order or a parcel moved. Refusals: order_not_found. */
  watchOrder(input: { id: string }): Outgoing
}

const operations: Record<string, Operation> = {
  addCartLine: ['POST', '/cart/lines'],
  answerChallenge: ['POST', '/challenges/:id/answer'],
  applyAfterSales: ['POST', '/orders/:id/after-sales'],
  applyCommunityLeader: ['POST', '/community-leaders'],
  applyForDistribution: ['POST', '/distributions/:id/applications'],
  askFlashChallenge: ['POST', '/flash-sales/:id/challenge'],
  askInvoice: ['POST', '/orders/:id/invoices'],
  bindPhone: ['POST', '/me/phone'],
  bindPhoneByProgram: ['POST', '/me/phone/mini-program'],
  buyAgain: ['POST', '/cart/again'],
  buyGameChance: ['POST', '/games/:id/chances'],
  buyGiftCards: ['POST', '/gift-card-purchases'],
  buyMemberCard: ['POST', '/member-cards/:id/terms'],
  cancelOrder: ['POST', '/orders/:id/cancel'],
  changeOrderAddress: ['POST', '/orders/:id/address'],
  checkIn: ['POST', '/check-in'],
  claimCoupon: ['POST', '/coupons/:id/claim'],
  claimCouponByCode: ['POST', '/coupons/codes'],
  claimGift: ['POST', '/gifts/:token/claim'],
  claimGiftCard: ['POST', '/gift-card-gifts/:token/claim'],
  claimPriceProtection: ['POST', '/order-lines/:id/price-protection'],
  claimRedPacket: ['POST', '/red-packet-campaigns/:id/claim'],
  claimTask: ['POST', '/tasks/:id/claim'],
  claimVisits: ['POST', '/share-visits/claim'],
  closeComplaint: ['POST', '/complaints/:id/close'],
  confirmCommunityArrival: ['POST', '/community-leaders/:id/arrivals'],
  confirmReceipt: ['POST', '/orders/:id/receive'],
  confirmReplacement: ['POST', '/after-sales/:id/confirm'],
  countInbox: ['GET', '/inbox/unread'],
  countOrders: ['GET', '/order-counts'],
  createAddress: ['POST', '/addresses'],
  createChallenge: ['POST', '/challenges'],
  createComplaint: ['POST', '/order-lines/:id/complaints'],
  createFriendLink: ['POST', '/checkouts/:id/friend-link'],
  createInvoiceLink: ['POST', '/invoices/:id/link', ['what']],
  createInvoiceTitle: ['POST', '/invoice-titles'],
  createReview: ['POST', '/reviews'],
  createShareLink: ['POST', '/share-links'],
  deleteAddress: ['DELETE', '/addresses/:id'],
  deleteInvoiceTitle: ['DELETE', '/invoice-titles/:id'],
  deleteStockSubscription: ['DELETE', '/stock/subscriptions/:id'],
  disputeAfterSales: ['POST', '/after-sales/:id/dispute'],
  drawPrize: ['POST', '/games/:id/draws'],
  enterFlashSale: ['POST', '/flash-sales/:id/enter'],
  exchangeMallItem: ['POST', '/points-mall/items/:id/exchanges'],
  findBrand: ['GET', '/brand', ['name']],
  getAfterSales: ['GET', '/after-sales/:id'],
  getAfterSalesOptions: ['GET', '/orders/:id/after-sales-options'],
  getBargain: ['GET', '/bargains/:id'],
  getBrand: ['GET', '/brands/:id'],
  getCardTerm: ['GET', '/member-card-terms/:id'],
  getCart: ['GET', '/cart'],
  getCheckIn: ['GET', '/check-in', ['month']],
  getCheckout: ['GET', '/checkouts/:id'],
  getCommunityPoint: ['GET', '/community-points/:id'],
  getDeposit: ['GET', '/presale-deposits/:id'],
  getDistributionPoster: ['GET', '/distributions/:id/poster', ['productId', 'kind']],
  getFlashCounts: ['GET', '/flash-sales/:id/counts'],
  getFriendPay: ['GET', '/friend-pay/:token'],
  getFunds: ['GET', '/funds'],
  getGame: ['GET', '/games/:id'],
  getGift: ['GET', '/gifts/:token'],
  getGiftCardGift: ['GET', '/gift-card-gifts/:token'],
  getGiftCardPurchase: ['GET', '/gift-card-purchases/:id'],
  getGroup: ['GET', '/groups/:id'],
  getHome: ['GET', '/home'],
  getInvoice: ['GET', '/invoices/:id'],
  getInvoiceOffer: ['GET', '/orders/:id/invoice-offer'],
  getLuckyPacket: ['GET', '/lucky-packets/:id'],
  getMallItem: ['GET', '/points-mall/items/:id'],
  getMe: ['GET', '/me'],
  getMemberCard: ['GET', '/member-cards/:id'],
  getMessagePreferences: ['GET', '/message-preferences'],
  getMyDistribution: ['GET', '/distributions/:id'],
  getMyInvites: ['GET', '/my-invites'],
  getMyPoints: ['GET', '/points'],
  getMyPrices: ['GET', '/products/:id/prices'],
  getOrder: ['GET', '/orders/:id'],
  getOrderDelivery: ['GET', '/orders/:id/delivery'],
  getOrderGift: ['GET', '/orders/:id/gift'],
  getOrderGroup: ['GET', '/orders/:id/group'],
  getOrderPresale: ['GET', '/orders/:id/presale'],
  getPassedCoupon: ['GET', '/coupon-passes', ['token']],
  getPresale: ['GET', '/presales/:id'],
  getProduct: ['GET', '/products/:id'],
  getProductFlashSale: ['GET', '/products/:id/flash-sale'],
  getProductGroupBuy: ['GET', '/products/:id/group-buy'],
  getReviewSummary: ['GET', '/products/:id/review-summary'],
  getShareLink: ['GET', '/share-links/:code'],
  getSharePoster: ['GET', '/share-links/:code/poster'],
  getShop: ['GET', '/shops/:id'],
  getStock: ['GET', '/stock', ['skuIds']],
  getStorefrontConfig: ['GET', '/config'],
  getTopUp: ['GET', '/wallet/top-ups/:id'],
  getWallet: ['GET', '/wallet'],
  giveGiftCard: ['POST', '/gift-cards/:id/give'],
  handOutCommunityOrder: ['POST', '/community-leaders/:id/hand-out'],
  helpBargain: ['POST', '/bargains/:id/help'],
  hotWords: ['GET', '/search/hot-words'],
  listAddresses: ['GET', '/addresses'],
  listAfterSales: ['GET', '/after-sales', ['cursor', 'limit', 'tab', 'orderId']],
  listBargainCampaigns: ['GET', '/bargain-campaigns', ['cursor', 'limit']],
  listCardPrices: ['GET', '/card-prices', ['ids']],
  listCategories: ['GET', '/categories'],
  listCheckoutQuestions: ['GET', '/checkout/questions', ['productIds']],
  listClaimableCoupons: ['GET', '/coupons/claimable', ['shopId', 'productId']],
  listCommunityPoints: ['GET', '/community-points', ['lng', 'lat']],
  listComplaints: ['GET', '/complaints', ['cursor', 'limit']],
  listDeliveryChoices: ['GET', '/shops/:id/delivery-choices', ['lng', 'lat']],
  listDemoPersonas: ['GET', '/login/demo-personas'],
  listDistributionGoods: ['GET', '/distributions/:id/goods', ['cursor', 'limit']],
  listFlashSales: ['GET', '/flash-sales'],
  listGames: ['GET', '/games', ['cursor', 'limit']],
  listGiftCardOffers: ['GET', '/gift-card-offers'],
  listGroupBuyCards: ['GET', '/group-buys', ['cursor', 'limit', 'shopId']],
  listGrowthEntries: ['GET', '/growth-entries', ['cursor', 'limit']],
  listInbox: ['GET', '/inbox', ['cursor', 'limit', 'kind', 'unread']],
  listInvoiceShops: ['GET', '/invoice-shops', ['shopIds']],
  listInvoiceTitles: ['GET', '/invoice-titles'],
  listInvoices: ['GET', '/invoices', ['cursor', 'limit']],
  listLeaderBatches: ['GET', '/community-leaders/:id/batches'],
  listLeaderCommissions: ['GET', '/community-leaders/:id/commissions', ['cursor', 'limit']],
  listLeaderOrders: ['GET', '/community-leaders/:id/orders', ['cursor', 'limit', 'view']],
  listMallItems: ['GET', '/points-mall/items', ['kind']],
  listMemberCards: ['GET', '/member-cards'],
  listMemberships: ['GET', '/memberships'],
  listMyBargains: ['GET', '/bargains', ['cursor', 'limit']],
  listMyCommissions: ['GET', '/distributions/:id/commissions', ['cursor', 'limit', 'state']],
  listMyCommunityLeaders: ['GET', '/community-leaders'],
  listMyCoupons: ['GET', '/coupons', ['state']],
  listMyCustomers: ['GET', '/distributions/:id/customers', ['cursor', 'limit']],
  listMyDeposits: ['GET', '/presale-deposits', ['cursor', 'limit']],
  listMyDistributions: ['GET', '/distributions'],
  listMyDraws: ['GET', '/games/:id/draws', ['cursor', 'limit']],
  listMyExchanges: ['GET', '/points-mall/exchanges', ['cursor', 'limit']],
  listMyGiftCards: ['GET', '/gift-cards', ['cursor', 'limit']],
  listMyGroups: ['GET', '/my-groups', ['cursor', 'limit']],
  listMyReferrals: ['GET', '/referrals', ['cursor', 'limit']],
  listMySamples: ['GET', '/distributions/:id/samples'],
  listMyShareLinks: ['GET', '/share-links', ['cursor', 'limit']],
  listMyTasks: ['GET', '/tasks'],
  listMyTeam: ['GET', '/distributions/:id/team', ['cursor', 'limit', 'level']],
  listOpenRedPackets: ['GET', '/red-packet-campaigns'],
  listOrderSecrets: ['GET', '/orders/:id/secrets'],
  listOrders: ['GET', '/orders', ['cursor', 'limit', 'tab', 'search']],
  listPayMethods: ['GET', '/pay-methods'],
  listPointsEntries: ['GET', '/points/entries', ['cursor', 'limit']],
  listPresales: ['GET', '/presales', ['cursor', 'limit']],
  listProductCards: ['GET', '/product-cards', ['ids']],
  listProductPromotions: ['GET', '/products/:id/promotions'],
  listRecommended: ['GET', '/recommended', ['cursor', 'limit', 'shopId', 'order']],
  listRedPackets: ['GET', '/red-packets', ['cursor', 'limit']],
  listReferralOffers: ['GET', '/referral-offers'],
  listRegions: ['GET', '/regions', ['parent']],
  listReturnCarriers: ['GET', '/return-carriers', ['shopId']],
  listReviews: ['GET', '/products/:id/reviews', ['cursor', 'limit', 'filter']],
  listSentLuckyPackets: ['GET', '/lucky-packets', ['cursor', 'limit']],
  listShops: ['GET', '/shops'],
  listStockSubscriptions: ['GET', '/stock/subscriptions'],
  listSubscribeTemplates: ['GET', '/subscribe-templates', ['channel']],
  listWalletEntries: ['GET', '/wallet/entries', ['cursor', 'limit']],
  listWithdrawals: ['GET', '/wallet/withdrawals'],
  loginByMiniProgram: ['POST', '/login/mini-program'],
  loginByPhone: ['POST', '/login/phone'],
  lookUpGiftCard: ['POST', '/gift-cards/look-up'],
  makeUpCheckIn: ['POST', '/check-in/make-up'],
  mergeCart: ['POST', '/cart/merge'],
  noteDistributionVisit: ['POST', '/distribution-visits'],
  noteShare: ['POST', '/shares'],
  openInboxMessage: ['POST', '/inbox/:id/open'],
  parseAddress: ['POST', '/addresses/parse'],
  passCoupon: ['POST', '/coupons/:id/pass'],
  payCheckout: ['POST', '/checkouts/:id/pay'],
  payDeposit: ['POST', '/presale-deposits/:id/pay'],
  payForFriend: ['POST', '/friend-pay/:token/pay'],
  payOnDelivery: ['POST', '/checkouts/:id/pay-on-delivery'],
  placeOrder: ['POST', '/orders'],
  previewCart: ['POST', '/cart/preview'],
  proveSample: ['POST', '/distribution-sample-requests/:id/proof'],
  quitDeposit: ['POST', '/presale-deposits/:id/quit'],
  quitPresaleOrder: ['POST', '/orders/:id/presale/quit'],
  quoteAfterSales: ['POST', '/orders/:id/after-sales-quote'],
  quoteCheckout: ['POST', '/checkout/quote'],
  readInbox: ['POST', '/inbox/read'],
  recordConsents: ['POST', '/message-consents'],
  recordVisit: ['POST', '/share-visits'],
  redeemGiftCard: ['POST', '/gift-cards/:id/redeem'],
  redeemGiftCardCode: ['POST', '/gift-cards/redeem'],
  refundMyCardTerm: ['POST', '/member-card-terms/:id/refund'],
  remindShipment: ['POST', '/orders/:id/remind'],
  removeCartLines: ['POST', '/cart/removals'],
  requestSample: ['POST', '/distribution-samples/:id/requests'],
  requestWithdrawal: ['POST', '/wallet/withdrawals'],
  searchProducts: ['GET', '/search', ['text', 'categoryId', 'shopId', 'brand', 'attributes', 'minFen', 'maxFen', 'inStock', 'onOffer', 'offerKinds', 'sort', 'cursor', 'limit']],
  seeStockSubscriptions: ['POST', '/stock/subscriptions/seen'],
  selectCartLines: ['POST', '/cart/selection'],
  sendBack: ['POST', '/after-sales/:id/parcel'],
  sendLoginCode: ['POST', '/login/codes'],
  sendLuckyPacket: ['POST', '/lucky-packets'],
  shopperLogout: ['POST', '/logout'],
  startBankTransfer: ['POST', '/checkouts/:id/bank-transfer'],
  startBargain: ['POST', '/bargain-campaigns/:id/bargains'],
  startDeposit: ['POST', '/presales/:id/deposits'],
  startTopUp: ['POST', '/wallet/top-ups'],
  submitBankProof: ['POST', '/checkouts/:id/bank-transfer/proof'],
  subscribeStock: ['POST', '/stock/subscriptions'],
  suggest: ['GET', '/search/suggestions', ['text', 'limit']],
  takeBackGiftCard: ['POST', '/gift-cards/:id/take-back'],
  takeLuckyPacket: ['POST', '/lucky-packets/:id/take'],
  takeMakeUpCard: ['POST', '/check-in/cards'],
  takePassedCoupon: ['POST', '/coupon-passes'],
  updateAddress: ['PUT', '/addresses/:id'],
  updateCartLine: ['PATCH', '/cart/lines/:skuId'],
  updateInvoiceTitle: ['PUT', '/invoice-titles/:id'],
  updateMe: ['PATCH', '/me'],
  updateMessagePreferences: ['PUT', '/message-preferences'],
  uploadPicture: ['POST', '/pictures'],
  visitGame: ['POST', '/games/:id/visits'],
  voteInGame: ['POST', '/games/:id/votes'],
  wishInvoice: ['POST', '/invoice-wishes'],
  withdrawAfterSales: ['POST', '/after-sales/:id/withdraw'],
  withdrawCommission: ['POST', '/distributions/:id/withdrawals'],
  withdrawInvoice: ['POST', '/invoices/:id/withdraw'],
}

const requests: Record<string, Operation> = {
  downloadInvoice: ['GET', '/invoices/:id/file', ['what']],
  openInvoiceLink: ['GET', '/invoice-links/:token'],
  watchOrder: ['GET', '/orders/:id/events'],
}

// The table and the interfaces come from the same contracts.
export const createShopClient = (send: Send): ShopClient => bind('/api/shop', operations, send) as unknown as ShopClient
export const shopRequests = describe('/api/shop', requests) as unknown as ShopRequests
