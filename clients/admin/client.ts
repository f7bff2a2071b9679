// Generated from the contracts by `npm run gen`. Do not edit.
import { bind, describe, type FileSource, type Operation, type Outgoing, type Send } from '../runtime.ts'

export interface AbnormalRefund {
  id: string
  number: string
  orderId: string | null
  amountFen: number
  reason: string
  waits: boolean
  createdAt: string
  redirect: RefundRedirect | null
}

export interface AdminAfterSales {
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
  shopperId: string
  shopperName: string
  stuck: boolean
  history: { requests: number; rejected: number }
  refund: { state: 'asked' | 'paid' | 'refused'; amountFen: number; at: string; paidAt: string | null } | null
}

export interface AdminAfterSalesRow {
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
  shopperId: string
  shopperName: string
  stuck: boolean
  automatic: boolean
}

export interface AdminBankTransfer {
  id: string
  checkoutId: string
  state: 'open' | 'submitted' | 'approved' | 'rejected'
  amountFen: number
  reference: string
  pictures: Picture[]
  payerName: string
  note: string
  payBefore: string
  shopperId: string
  shopperName: string
  reviewer: string
  createdAt: string
  submittedAt: string | null
}

export interface AdminBargainCampaign {
  title: string
  floorFen: number
  helpers: number
  hours: number
  pieces: number
  buyAt: 'reached' | 'floor'
  freeFreight: boolean
  perPerson: number
  startsPerDay: number
  helpsPerDay: number
  startsAt: string
  endsAt: string
  enabled: boolean
  id: string
  skuId: string
  goods: BargainGoods | null
  state: 'off' | 'soon' | 'running' | 'over'
  taken: number
  opened: number
  open: number
  createdAt: string
}

export interface AdminBrand {
  id: string
  name: string
  nameEn: string
  logo: Picture | null
  initial: string
  story: string
  products: number
  sort: number
  visible: boolean
  used: number
  updatedAt: string
}

export interface AdminCardTerm {
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
  shopperId: string
  shopperName: string
  refundReason: string
}

export interface AdminCommission {
  id: string
  orderId: string
  orderNumber: string
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
  distributor: { id: string; nickname: string }
  buyerName: string
}

export interface AdminCommunityBatch {
  title: string
  opensAt: string
  closesAt: string
  deliveryDay: string
  settleDays: number
  enabled: boolean
  id: string
  state: 'off' | 'soon' | 'running' | 'closed' | 'cancelled'
  goods: number
  orders: number
  pieces: number
  gmvFen: number
  createdAt: string
}

export interface AdminCommunityCommission {
  id: string
  leaderName: string
  pointName: string
  baseFen: number
  bp: number
  amountFen: number
  keptFen: number
  paidFen: number
  state: 'pending' | 'settled' | 'paid'
  dueAt: string
  at: string
}

export interface AdminCommunityLeader {
  name: string
  phone: string
  pointName: string
  address: string
  lng: number
  lat: number
  opens: string
  closes: string
  id: string
  state: 'applied' | 'approved' | 'rejected' | 'paused'
  reason: string
  orders: number
  gmvFen: number
  pendingFen: number
  paidFen: number
  owedFen: number
  appliedAt: string
}

export interface AdminComplaint {
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
  shopperId: string
  shopperName: string
}

export interface AdminDistributionEntry {
  id: string
  distributor: { id: string; nickname: string }
  account: 'pending' | 'settled' | 'debt'
  kind: 'earn' | 'settle' | 'claw' | 'withdraw' | 'reward' | 'merge'
  changeFen: number
  balanceAfterFen: number
  reference: string
  note: string
  at: string
}

export interface AdminDistributor {
  id: string
  shopperId: string
  nickname: string
  name: string
  phone: string
  note: string
  code: string
  state: 'applied' | 'approved' | 'rejected' | 'stopped'
  reason: string
  reviewer: string
  parent: { id: string; nickname: string } | null
  team: number
  customers: number
  orders: number
  gmvFen: number
  pendingFen: number
  settledFen: number
  debtFen: number
  earnedFen: number
  withdrawnFen: number
  appliedAt: string
  decidedAt: string | null
}

export interface AdminFlashItem {
  id: string
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture | null
  priceFen: number
  listPriceFen: number
  pieces: number
  perPerson: number
  taken: number
  shelf: number
}

export interface AdminGame {
  title: string
  rules: string
  startsAt: string
  endsAt: string
  enabled: boolean
  freePerDay: number
  mostPerDay: number
  mostInAll: number
  pointsPrice: number
  shareChances: number
  orderChances: number
  prizes: Array<{ title: string; kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'; points: number; couponTemplateId: string | null; amountFen: number; validDays: number; costFen: number; oddsBps: number; stock: number; instead: number | null; id: string; won: number }>
  candidates: Array<{ title: string; text: string; picture: Picture | null; id: string; votes: number }>
  id: string
  kind: 'wheel' | 'scratch' | 'vote'
  state: 'off' | 'soon' | 'running' | 'over'
  times: number
  createdAt: string
}

export interface AdminGiftCard {
  id: string
  number: string
  tail: string
  title: string
  kind: 'physical' | 'electronic'
  faceFen: number
  state: 'made' | 'active' | 'redeemed' | 'void'
  frozen: boolean
  ownerName: string
  expiresAt: string | null
  redeemedAt: string | null
  createdAt: string
}

export interface AdminGroup {
  id: string
  campaignId: string
  title: string
  size: number
  state: 'open' | 'completed' | 'failed'
  paid: number
  virtual: number
  deadline: string
  openedAt: string
  endedAt: string | null
  members: Array<{ orderId: string; shopperId: string; nickname: string; avatar: Picture | null; leader: boolean; state: 'held' | 'joined' | 'going' | 'done' | 'off' | 'refunded' | 'left'; quantity: number; paidFen: number; paidAt: string | null }>
}

export interface AdminInvoice {
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
  shopperId: string
  automatic: boolean
  note: string
  mismatch: string
  reverseWanted: boolean
  number: string
  redNumber: string | null
  lines: InvoiceLine[]
  steps: InvoiceStep[]
}

export interface AdminInvoiceRow {
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
  shopperId: string
  automatic: boolean
  note: string
  mismatch: string
  reverseWanted: boolean
  number: string
  redNumber: string | null
}

export interface AdminMallExchange {
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
  shopperId: string
  shopperName: string
}

export interface AdminMallItem {
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
  templateId: string | null
  pieces: number
  taken: number
  enabled: boolean
  people: number
  pointsSpent: number
  cashTakenFen: number
}

export interface AdminOrder {
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
  shopperId: string
  shopperName: string
  remarks: OrderNote[]
  flag: number
  payment: Payment | null
}

export interface AdminOrderRow {
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
  shopperId: string
  shopperName: string
  receiver: string
  phoneMasked: string
  place: string
  reminded: boolean
  flag: number
}

export interface AdminPointsEntry {
  id: string
  kind: 'earn' | 'take_back' | 'pay' | 'pay_back' | 'refund' | 'adjust' | 'spent' | 'expire' | 'exchange' | 'merge'
  change: number
  balanceAfter: number
  note: string
  at: string
  shopperId: string
  reference: string
  actor: string
  shopperName: string
}

export interface AdminPresale {
  title: string
  priceFen: number
  depositFen: number
  worthFen: number
  word: 'earnest' | 'advance'
  refundBefore: boolean
  unpaid: 'forfeit' | 'refund'
  pieces: number
  perPerson: number
  startsAt: string
  endsAt: string
  balanceStartsAt: string | null
  balanceEndsAt: string | null
  waitUntil: string | null
  shipBy: string
  freeFreight: boolean
  enabled: boolean
  id: string
  kind: 'deposit' | 'full'
  skuId: string
  goods: PresaleGoods | null
  state: 'off' | 'soon' | 'running' | 'balance' | 'over' | 'cancelled'
  taken: number
  createdAt: string
}

export interface AdminProduct {
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
  attributes: Attribute[]
  promises: Array<'seven_day_return' | 'freight_insurance' | 'fake_one_pay_ten' | 'price_protection' | 'fast_shipping' | 'freshness' | 'official_warranty'>
  limits: PurchaseLimits
  detailHtml: string
  state: 'draft' | 'on_sale' | 'off_sale' | 'archived'
  code: string
  skus: AdminSku[]
  freightTemplateId: string | null
  onSaleAt: string | null
  offSaleAt: string | null
  createdAt: string
  updatedAt: string
  version: number
}

export interface AdminProductRow {
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
  code: string
  state: 'draft' | 'on_sale' | 'off_sale' | 'archived'
  skuCount: number
  categoryIds: string[]
  updatedAt: string
}

export interface AdminReferralCampaign {
  title: string
  at: 'joined' | 'paid' | 'kept'
  holdDays: number
  minOrderFen: number
  inviterReward: ReferralReward | null
  inviteeReward: ReferralReward | null
  perDay: number
  perPerson: number
  budget: number
  friends: number
  rateBps: number
  mostFen: number
  startsAt: string
  endsAt: string
  enabled: boolean
  kind: 'invite' | 'cashback'
  scope: 'mall' | 'shop'
  id: string
  state: 'off' | 'soon' | 'running' | 'over'
  given: number
  referrals: number
  reviews: number
  createdAt: string
}

export interface AdminReview {
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
  shopperId: string
  orderLineId: string
  productTitle: string
  state: 'shown' | 'waiting' | 'hidden'
  hidden: boolean
  hiddenReason: string
}

export interface AdminSample {
  title: string
  skuId: string
  priceFen: number
  freeFreight: boolean
  pieces: number
  task: 'publish' | 'sell'
  brief: string
  target: number
  days: number
  rewardFen: number
  endsAt: string
  id: string
  goods: { productId: string; skuId: string; title: string; options: string[]; picture: Picture; priceFen: number } | null
  taken: number
  open: boolean
  waiting: number
  rewarded: number
  createdAt: string
}

export interface AdminSampleRequest {
  id: string
  distributor: { id: string; nickname: string }
  state: 'asked' | 'approved' | 'ordered' | 'bought' | 'proved' | 'rewarded' | 'rejected' | 'failed'
  note: string
  orderId: string | null
  dueAt: string | null
  proof: string
  sold: number
  reason: string
  rewardFen: number
  askedAt: string
}

export interface AdminSecret {
  id: string
  skuId: string
  kind: 'card_key' | 'voucher'
  hint: string
  state: 'free' | 'delivered' | 'used' | 'void'
  orderId: string | null
  createdAt: string
  deliveredAt: string | null
  endedAt: string | null
  staffName: string
}

export interface AdminSku {
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
  costFen: number | null
  volumeMl: number
  enabled: boolean
}

export interface AdminWallet {
  availableFen: number
  cashFen: number
  giftFen: number
  cardFen: number
  heldFen: number
  shopperId: string
  shopperName: string
}

export interface AdminWalletEntry {
  id: string
  account: 'cash' | 'gift' | 'card'
  kind: 'top_up' | 'gift' | 'pay' | 'pay_back' | 'refund' | 'withdraw' | 'withdraw_back' | 'adjust' | 'spent' | 'commission' | 'merge' | 'gift_card'
  changeFen: number
  balanceAfterFen: number
  note: string
  at: string
  shopperId: string
  reference: string
  actor: string
  shopperName: string
}

export interface AdminWithdrawal {
  id: string
  number: string
  amountFen: number
  state: 'asked' | 'reviewing' | 'approved' | 'sent' | 'confirming' | 'done' | 'rejected' | 'failed'
  note: string
  createdAt: string
  endedAt: string | null
  shopperId: string
  shopperName: string
  reviewer: string
  mismatch: string
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

export interface AfterSalesSettings {
  approveHours: number
  shipBackDays: number
  receiveDays: number
  lostDays: number
  resendHours: number
  confirmDays: number
  disputeDays: number
  decideDays: number
  applyDays: number
  priceProtectionDays: number
  complaintHours: number
  compensationBps: number
  returnTo: { name: string; phone: string; address: string } | null
}

export interface AfterSalesSettingsInput {
  approveHours?: number
  shipBackDays?: number
  receiveDays?: number
  lostDays?: number
  resendHours?: number
  confirmDays?: number
  disputeDays?: number
  decideDays?: number
  applyDays?: number
  priceProtectionDays?: number
  complaintHours?: number
  compensationBps?: number
  returnTo?: { name: string; phone: string; address: string } | null
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

export interface ApprovalRule {
  id: string
  name: string
  enabled: boolean
  conditions: { kinds: Array<'refund' | 'return' | 'exchange'>; reasons: Array<'not_wanted' | 'wrong_order' | 'slow_shipping' | 'never_arrived' | 'missing_piece' | 'agreed' | 'no_reason' | 'wrong_size' | 'quality' | 'damaged' | 'wrong_goods' | 'not_as_described'>; mostFen: number | null; when: 'any' | 'before_shipping' | 'after_shipping'; mostRequests: number | null; leastOrders: number | null }
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

export interface AttributeDefInput {
  name: string
  kind: 'text' | 'enum' | 'number'
  unit?: string
  options?: string[]
  required?: boolean
}

export interface AuditEntry {
  id: string
  at: string
  staffId: string
  staffName: string
  role: string
  operation: string
  target: Record<string, string>
  input: unknown
  ip: string
  requestId: string
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

export interface BargainGoods {
  productId: string
  skuId: string
  title: string
  options: string[]
  picture: Picture
  priceFen: number
}

export interface BargainResults {
  opened: number
  openers: number
  helps: number
  helpers: number
  helpersWhoOpened: number
  reachedFloor: number
  ordered: number
  paid: number
  gmvFen: number
  refundedFen: number
  givenFen: number
}

export interface BargainRow {
  id: string
  shopper: { nickname: string; avatar: Picture | null; id: string }
  state: 'open' | 'ordered' | 'bought' | 'expired'
  startFen: number
  floorFen: number
  priceFen: number
  helped: number
  helpers: number
  openedAt: string
  expiresAt: string
  orderId: string | null
}

export interface BillDifference {
  id: string
  account: string
  day: string
  kind: 'missing_here' | 'missing_there' | 'amount_differs' | 'state_differs' | 'funds_differ'
  side: 'payment' | 'refund'
  number: string
  channelNumber: string
  oursFen: number | null
  theirsFen: number | null
  subject: string | null
  state: 'open' | 'booked' | 'explained' | 'gone'
  reason: string
  staffName: string
  foundAt: string
  closedAt: string | null
}

export type BulkChange = { kind: 'price'; by: 'bps' | 'fen'; amount: number } | { kind: 'state'; state: 'draft' | 'on_sale' | 'off_sale' } | { kind: 'category'; categoryIds: string[]; add: boolean } | { kind: 'brand'; brandId: string | null } | { kind: 'freight'; freightTemplateId: string | null } | { kind: 'limits'; limits: PurchaseLimitsInput }

export interface BulkResult {
  done: number
  failed: Array<{ id: string; number: string; code: string }>
}

export interface CampaignResults {
  kind: string
  campaign: { id: string; title: string; startsAt: string; endsAt: string }
  numbers: PlayNumbers
  reach: number
  shares: number
  sharedVisits: number
  participants: number
  buyers: number
  newCustomers: number
  invited: number
  participationBps: number | null
  conversionBps: number | null
  successBps: number | null
  kMilli: number | null
  roiBps: number | null
  cacFen: number | null
  partial: boolean
}

export interface CampaignResultsRow {
  id: string
  title: string
  startsAt: string
  endsAt: string
  kind: string
  state: 'soon' | 'running' | 'over'
  visitors: number
  paidOrders: number
  gmvFen: number
  costFen: number
}

export interface Carrier {
  code: string
  name: string
  phone: string
  kuaidi100: string
  kdniao: string
  wechat: string
}

export interface CarrierInput {
  code: string
  name: string
  phone?: string
  kuaidi100?: string
  kdniao?: string
  wechat?: string
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

export interface Collection {
  orderId: string
  number: string
  state: 'due' | 'collected' | 'refused' | 'cancelled'
  amountFen: number
  receiver: string
  phone: string
  address: string
  promisedAt: string
  shippedAt: string | null
  overdue: boolean
  collectable: boolean
  endedAt: string | null
  how: 'cash' | 'scan' | null
  staffName: string
  note: string
}

export interface CommunityBatchDetail {
  title: string
  opensAt: string
  closesAt: string
  deliveryDay: string
  settleDays: number
  enabled: boolean
  id: string
  state: 'off' | 'soon' | 'running' | 'closed' | 'cancelled'
  goods: number
  orders: number
  pieces: number
  gmvFen: number
  createdAt: string
  items: Array<{ skuId: string; priceFen: number; stock: number; perPerson: number; commissionBp: number; id: string; goods: CommunityGoods | null; taken: number }>
  leaders: Array<{ leaderId: string; leaderName: string; pointName: string; phone: string; orders: number; pieces: number; amountFen: number; arrived: boolean; missing: number; handed: number }>
  results: CommunityResults
}

export interface CommunityGoods {
  productId: string
  skuId: string
  title: string
  options: string[]
  picture: Picture
  priceFen: number
}

export interface CommunityResults {
  orders: number
  buyers: number
  pieces: number
  gmvFen: number
  refundedFen: number
  missing: number
  handed: number
  unpaid: number
  commissionFen: number
  leaders: number
}

export interface CompensationBudget {
  revenueFen: number
  grantedFen: number
  usedFen: number
  leftFen: number
  bps: number
}

export type CouponAudience = { kind: 'all' } | { kind: 'bought'; minOrders: number } | { kind: 'not_bought' } | { kind: 'phones'; phones: string[] }

export interface CouponCode {
  code: string
  createdAt: string
  usedAt: string | null
}

export interface CouponGrant {
  id: string
  templateId: string
  title: string
  audience: 'all' | 'bought' | 'not_bought' | 'phones'
  state: 'running' | 'done'
  seen: number
  granted: number
  staffName: string
  createdAt: string
}

export interface CouponTemplate {
  title: string
  kind: 'amount' | 'percent' | 'shipping' | 'gift'
  value: number
  capFen: number | null
  thresholdFen: number
  scope: Scope
  gifts: Array<{ skuId: string; quantity: number }>
  stackGroup: string
  useIn: 'online' | 'store' | 'both'
  platformShareBps: number
  passable: boolean
  auto: 'none' | 'newcomer' | 'birthday'
  stock: number
  perShopper: number
  claimable: boolean
  code: string | null
  claimFrom: string | null
  claimUntil: string | null
  validUntil: string | null
  validDays: number | null
  enabled: boolean
  id: string
  claimed: number
  used: number
  createdAt: string
}

export interface CourierPickup {
  id: string
  carrierName: string
  state: 'wanted' | 'booked' | 'collected' | 'missed' | 'refused' | 'cancelling' | 'cancelled'
  from: string
  to: string
  sender: Sender
  orders: Array<{ id: string; number: string }>
  parcels: number
  weightGrams: number
  booking: string
  courier: string
  note: string
  staffName: string
  at: string
}

export interface Dashboard {
  at: string
  gmvFen: { today: number; yesterday: number; yesterdaySoFar: number }
  orders: { today: number; yesterday: number; yesterdaySoFar: number }
  buyers: { today: number; yesterday: number; yesterdaySoFar: number }
  averageFen: { today: number; yesterday: number; yesterdaySoFar: number }
  days: Array<{ day: string; gmvFen: number; orders: number; buyers: number; refundedFen: number }>
  hours: Array<{ hour: number; gmvFen: number; orders: number }>
  topProducts: Array<{ productId: string; title: string; quantity: number; amountFen: number }>
  toShip: number
  toPay: number
  refunding: number
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

export interface Delivery {
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
  receiver: string
  phone: string
  address: string
  lng: number | null
  lat: number | null
  goods: string[]
  note: string
  lastNote: string
  mine: boolean
}

export interface DeliveryDetail {
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
  receiver: string
  phone: string
  address: string
  lng: number | null
  lat: number | null
  goods: string[]
  note: string
  lastNote: string
  mine: boolean
  steps: Array<{ what: 'ready' | 'taken' | 'left' | 'failed' | 'done' | 'reminded' | 'overdue'; at: string; byName: string; note: string }>
}

export interface DeliveryPoint {
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
  fees: Array<{ withinMeters: number; feeFen: number }>
  slots: Array<{ from: string; to: string; capacity: number }>
  id: string
}

export interface DistributionRate {
  kind: 'product' | 'category'
  targetId: string
  level1Bps: number
  level2Bps: number
  title: string
  updatedAt: string
}

export interface DistributionResults {
  distributors: number
  waiting: number
  customers: number
  orders: number
  buyers: number
  gmvFen: number
  refundedFen: number
  commissionFen: number
  pendingFen: number
  settledFen: number
  clawedFen: number
  rewardFen: number
  withdrawnFen: number
  debtFen: number
  top: Array<{ distributor: { id: string; nickname: string }; orders: number; gmvFen: number; commissionFen: number }>
}

export interface DistributionRule {
  enabled: boolean
  approval: 'automatic' | 'reviewed'
  threshold: 'none' | 'bought' | 'spent'
  spentFen: number
  bindOn: 'click' | 'order'
  protectionDays: number
  validDays: number
  selfPurchase: boolean
  levels: 1 | 2
  level1Bps: number
  level2Bps: number
  minWithdrawFen: number
  terms: string
}

export interface DistributionRuleInput {
  enabled?: boolean
  approval?: 'automatic' | 'reviewed'
  threshold?: 'none' | 'bought' | 'spent'
  spentFen?: number
  bindOn?: 'click' | 'order'
  protectionDays?: number
  validDays?: number
  selfPurchase?: boolean
  levels?: 1 | 2
  level1Bps?: number
  level2Bps?: number
  minWithdrawFen?: number
  terms?: string
}

export interface FlashNumbers {
  phase: 'draft' | 'upcoming' | 'running' | 'ended' | 'stopped'
  attempts: number
  admitted: number
  refused: number
  orders: number
  people: number
  paidOrders: number
  unpaidOrders: number
  paidPieces: number
  paidFen: number
  refundedFen: number
  savedFen: number
  items: Array<{ id: string; pieces: number; taken: number; paid: number }>
}

export interface FlashSessionDetail {
  id: string
  title: string
  phase: 'draft' | 'upcoming' | 'running' | 'ended' | 'stopped'
  startsAt: string
  endsAt: string
  payMinutes: number
  challenge: 'off' | 'suspicious' | 'everybody'
  products: number
  pieces: number
  taken: number
  createdAt: string
  items: AdminFlashItem[]
}

export interface FlashSessionRow {
  id: string
  title: string
  phase: 'draft' | 'upcoming' | 'running' | 'ended' | 'stopped'
  startsAt: string
  endsAt: string
  payMinutes: number
  challenge: 'off' | 'suspicious' | 'everybody'
  products: number
  pieces: number
  taken: number
  createdAt: string
}

export interface FreightTemplate {
  name: string
  by: 'piece' | 'weight' | 'volume'
  rates: Array<{ regionCodes: string[]; firstUnits: number; firstFen: number; nextUnits: number; nextFen: number; freeOverFen: number | null }>
  excludedCodes: string[]
  isDefault: boolean
  id: string
  updatedAt: string
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

export interface FundsSettingsInput {
  topUp?: boolean
  minTopUpFen?: number
  maxTopUpFen?: number
  gifts?: Array<{ fromFen: number; giftFen: number }>
  withdraw?: boolean
  minWithdrawFen?: number
  maxWithdrawFen?: number
  reviewAboveFen?: number
  bank?: BankAccount | null
}

export interface GameCandidateInput {
  title: string
  text?: string
  picture?: Picture | null
}

export interface GameDraw {
  id: string
  shopper: { id: string; nickname: string }
  prize: string
  kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'
  state: 'none' | 'due' | 'given' | 'failed' | 'code' | 'handed'
  code: string | null
  handedBy: string | null
  at: string
}

export interface GamePrizeInput {
  title: string
  kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'
  points?: number
  couponTemplateId?: string | null
  amountFen?: number
  validDays?: number
  costFen: number
  oddsBps: number
  stock: number
  instead?: number | null
}

export interface GameResults {
  people: number
  times: number
  free: number
  bought: number
  pointsTaken: number
  sharedChances: number
  orderChances: number
  winners: number
  costFen: number
  failed: number
  prizes: Array<{ title: string; kind: 'thanks' | 'points' | 'coupon' | 'red_packet' | 'goods'; oddsBps: number; won: number; rolled: number; stock: number }>
  days: Array<{ day: string; people: number; times: number }>
}

export interface GiftCardBatch {
  title: string
  kind: 'physical' | 'electronic'
  faceFen: number
  validDays: number
  pieces: number
  onSale: boolean
  id: string
  sold: number
  exportedAt: string | null
  exportedBy: string
  createdAt: string
  made: number
  active: number
  redeemed: number
  voided: number
  soldFen: number
  redeemedFen: number
  voidedFen: number
  outstandingFen: number
}

export interface GiftCardDetail {
  id: string
  number: string
  tail: string
  title: string
  kind: 'physical' | 'electronic'
  faceFen: number
  state: 'made' | 'active' | 'redeemed' | 'void'
  frozen: boolean
  ownerName: string
  expiresAt: string | null
  redeemedAt: string | null
  createdAt: string
  bought: boolean
  entries: Array<{ what: string; changeFen: number; byName: string; note: string; at: string }>
}

export interface GroupBuy {
  title: string
  productId: string
  prices: Array<{ skuId: string; size: number; priceFen: number; leaderPriceFen: number | null }>
  startsAt: string
  endsAt: string
  hours: number
  perPerson: number
  maxPieces: number
  newOnly: 'nobody' | 'joiners' | 'everybody'
  virtualFrom: number | null
  withOffers: boolean
  freeFreight: boolean
  enabled: boolean
  id: string
  state: 'off' | 'upcoming' | 'running' | 'over'
  createdAt: string
  product: { title: string; picture: Picture; priceFen: number } | null
  results: GroupBuyResults
}

export interface GroupBuyResults {
  opened: number
  open: number
  completed: number
  filled: number
  failed: number
  members: number
  joined: number
  refunded: number
  successBps: number | null
  gmvFen: number
}

export interface ImportReport {
  applied: boolean
  products: number
  skus: number
  created: number
  updated: number
  problems: Array<{ sheet: string; row: number; column: string; value: string; code: string; message: string }>
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

export interface InvoiceException {
  target: 'product' | 'category'
  targetId: string
  rateBps: 0 | 100 | 300 | 600 | 900 | 1300
  taxCode: string
  category: string
}

export interface InvoiceExceptionInput {
  target: 'product' | 'category'
  targetId: string
  rateBps: 0 | 100 | 300 | 600 | 900 | 1300
  taxCode?: string
  category?: string
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

export interface InvoiceSeller {
  name: string
  taxNumber: string
  address: string
  phone: string
  bank: string
  account: string
}

export interface InvoiceSellerInput {
  name: string
  taxNumber: string
  address?: string
  phone?: string
  bank?: string
  account?: string
}

export interface InvoiceSettings {
  enabled: boolean
  after: 'payment' | 'receipt'
  automatic: boolean
  special: boolean
  seller: InvoiceSeller | null
  rateBps: 0 | 100 | 300 | 600 | 900 | 1300
  taxCode: string
  category: string
  drawer: string
  exceptions: InvoiceException[]
}

export interface InvoiceSettingsInput {
  enabled?: boolean
  after?: 'payment' | 'receipt'
  automatic?: boolean
  special?: boolean
  seller?: InvoiceSellerInput | null
  rateBps?: 0 | 100 | 300 | 600 | 900 | 1300
  taxCode?: string
  category?: string
  drawer?: string
  exceptions?: InvoiceExceptionInput[]
}

export interface InvoiceStep {
  from: 'requested' | 'issuing' | 'issued' | 'failed' | 'rejected' | 'withdrawn' | 'reversing' | 'reverse_failed' | 'reversed' | null
  to: 'requested' | 'issuing' | 'issued' | 'failed' | 'rejected' | 'withdrawn' | 'reversing' | 'reverse_failed' | 'reversed'
  at: string
  actor: 'shopper' | 'staff' | 'system'
  actorName: string
  reason: string
}

export interface KeyPool {
  skuId: string
  productId: string
  title: string
  options: string[]
  free: number
  delivered: number
}

export interface MediaAsset {
  id: string
  kind: 'video' | 'model'
  name: string
  url: string
  bytes: number
  video: { width: number; height: number; seconds: number } | null
  createdAt: string
}

export interface MediaItem {
  id: string
  picture: Picture
  name: string
  bytes: number
  createdAt: string
}

export interface Member {
  shopper: ShopperRow
  tier: number
  tierName: string | null
  growth: number
  nextGrowth: number | null
  until: string | null
  tierByStaff: boolean
  tags: string[]
  checkIns: number
  streak: number
  assets: { points: number; walletFen: number; redPacketFen: number } | null
  tierChanges: Array<{ tierBefore: number; tier: number; reason: string; staffName: string; at: string }>
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

export interface MemberCardInput {
  title: string
  intro?: string
  level: number
  discountBps?: number
  freeShipping?: boolean
  templateIds?: string[]
  refundDays?: number
  enabled?: boolean
  plans: Array<{ months: 1 | 3 | 12; priceFen: number; listPriceFen: number; enabled?: boolean }>
}

export interface MemberEvent {
  id: string
  kind: 'order' | 'refund' | 'review' | 'check_in' | 'task' | 'birthday' | 'adjust' | 'seed' | 'merge'
  change: number
  note: string
  actor: string
  at: string
}

export interface MemberTask {
  kind: 'profile' | 'first_order' | 'review' | 'check_in' | 'share'
  title: string
  target: number
  points: number
  growth: number
  cards: number
  enabled: boolean
  position: number
  id: string
  claimed: number
}

export interface MemberTier {
  level: number
  name: string
  growth: number
  rights: TierRight[]
}

export interface MemberTierInput {
  level: number
  name: string
  growth: number
  rights?: TierRightInput[]
}

export interface MembershipRule {
  growthPerYuan: number
  growthPerReview: number
  pointsPerReview: number
  reviewsPerDay: number
  windowDays: number
  termDays: number
  checkIn: { enabled: boolean; points: number; growth: number; streaks: Array<{ days: number; points: number }>; makeUpDays: number; cardsPerMonth: number; cardsPerShopper: number }
  birthday: { points: number; growth: number }
}

export interface MembershipRuleInput {
  growthPerYuan?: number
  growthPerReview?: number
  pointsPerReview?: number
  reviewsPerDay?: number
  windowDays?: number
  termDays?: number
  checkIn?: { enabled?: boolean; points?: number; growth?: number; streaks?: Array<{ days: number; points: number }>; makeUpDays?: number; cardsPerMonth?: number; cardsPerShopper?: number }
  birthday?: { points?: number; growth?: number }
}

export interface MessageLog {
  id: string
  at: string
  trigger: string
  label: string
  kind: 'service' | 'marketing'
  shopper: { id: string; nickname: string; phoneMasked: string | null }
  test: boolean
  held: 'muted' | 'declined' | 'capped' | null
  inbox: { title: string; text: string; read: boolean; opened: boolean } | null
  deliveries: Array<{ id: string; channel: 'weapp' | 'alipay' | 'tt' | 'sms'; state: 'waiting' | 'sending' | 'sent' | 'refused' | 'unknown' | 'skipped' | 'dead'; reason: string; attempts: number; dueAt: string; endedAt: string | null }>
}

export interface MessagePreview {
  title: string
  text: string
  fields: Array<{ key: string; value: string; cut: boolean }>
  segments: number
}

export interface MessageSettings {
  quietFrom: number
  quietTo: number
  perDay: number
  perTrigger: number
  muted: string[]
}

export interface MessageTemplate {
  enabled: boolean
  title: string
  text: string
  templateRef: string
  fields: Array<{ key: string; value: string }>
  urgent: boolean
  fallback: boolean
  channel: 'inbox' | 'weapp' | 'alipay' | 'tt' | 'sms'
  original: boolean
  numbers: { told: number; sent: number; refused: number; skipped: number; read: number; clicked: number }
}

export interface MessageTemplateInput {
  enabled: boolean
  title?: string
  text?: string
  templateRef?: string
  fields?: Array<{ key: string; value: string }>
  urgent?: boolean
  fallback?: boolean
}

export interface MessageTrigger {
  name: string
  kind: 'service' | 'marketing'
  label: string
  sample: Record<string, string>
  muted: boolean
  templates: MessageTemplate[]
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

export interface OnDeliverySettings {
  enabled: boolean
  maxFen: number | null
  regionCodes: string[]
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

export interface OrderNote {
  at: string
  staffName: string
  text: string
}

export interface OrderPlay {
  kind: string
  campaignId: string
  joinId: string | null
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

export interface Payment {
  subject: string
  state: 'open' | 'paid' | 'closed'
  amountFen: number
  walletFen: number
  onDelivery: boolean
  refundedFen: number
  paidAt: string | null
  attempts: PaymentAttempt[]
  refunds: PaymentRefund[]
}

export interface PaymentAlarm {
  id: string
  at: string
  kind: string
  number: string
  text: string
}

export interface PaymentAttempt {
  id: string
  number: string
  method: 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'
  state: 'starting' | 'open' | 'paid' | 'failed' | 'closed' | 'unknown' | 'left'
  amountFen: number
  channelNumber: string | null
  createdAt: string
  paidAt: string | null
  note: string
}

export interface PaymentBill {
  id: string
  account: string
  provider: string
  label: string
  day: string
  state: 'asked' | 'waiting' | 'failed' | 'matched' | 'empty'
  note: string
  askedAt: string
  theirs: { payments: number; paymentsFen: number; refunds: number; refundsFen: number }
  ours: { payments: number; paymentsFen: number; refunds: number; refundsFen: number }
  feeFen: number
  openDifferences: number
}

export interface PaymentChannelHealth {
  key: string
  provider: string
  label: string
  merchantId: string
  methods: Array<'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'>
  state: 'up' | 'trial' | 'down' | 'retired'
  downUntil: string | null
  lastOkAt: string | null
  lastFailureAt: string | null
  lastFailure: string
  startedToday: number
  paidToday: number
  paidTodayFen: number
  unsettled: number
  refundsWaiting: number
}

export interface PaymentRefund {
  id: string
  number: string
  orderId: string | null
  amountFen: number
  walletFen: number
  reason: string
  state: 'queued' | 'sent' | 'succeeded' | 'failed' | 'unknown'
  tries: number
  createdAt: string
  doneAt: string | null
  note: string
  abnormal: boolean
  redirect: RefundRedirect | null
}

export interface PickLine {
  orderLineId: string
  skuId: string
  title: string
  options: string[]
  picture: Picture
  code: string
  barcode: string
  quantity: number
  picked: number
}

export interface PickTask {
  id: string
  orderId: string
  orderNumber: string
  locationId: string | null
  locationName: string
  state: 'open' | 'picking' | 'packed' | 'shipped' | 'cancelled'
  stopped: boolean
  pickerName: string
  lines: PickLine[]
  createdAt: string
  movedAt: string
}

export interface Pickup {
  orderId: string
  orderNumber: string
  state: 'waiting' | 'ready' | 'done' | 'void'
  receiver: string
  phone: string
  pointName: string
  day: string
  span: string
  lines: Array<{ id: string; title: string; options: string[]; picture: Picture; quantity: number }>
  note: string
  doneAt: string | null
}

export interface PickupRule {
  keepDays: number
}

export interface Picture {
  url: string
  width: number
  height: number
  colour: string
}

export interface PlayNumbers {
  attempts: number | null
  successes: number | null
  orders: number
  paidOrders: number
  gmvFen: number
  refundedFen: number
  costFen: number
}

export interface PointsRule {
  spending: boolean
  perFen: number
  capBps: number
  earnPerYuan: number
  expireMonths: number
}

export interface PointsRuleInput {
  spending?: boolean
  perFen?: number
  capBps?: number
  earnPerYuan?: number
  expireMonths?: number
}

export interface PresaleDepositRow {
  id: string
  shopper: { id: string; nickname: string }
  quantity: number
  depositFen: number
  worthFen: number
  balanceFen: number
  state: 'unpaid' | 'lapsed' | 'closed' | 'paid' | 'ordered' | 'bought' | 'forfeited' | 'refunded'
  why: 'asked' | 'unpaid' | 'late' | 'shop' | null
  returnedFen: number
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

export interface PresaleResults {
  joined: number
  depositsPaid: number
  depositPieces: number
  depositsFen: number
  converted: number
  forfeited: number
  forfeitedFen: number
  refunded: number
  depositsBackFen: number
  extraFen: number
  ordersPaid: number
  piecesSold: number
  ordersFen: number
  ordersBackFen: number
  gmvFen: number
  givenFen: number
  waiting: number
}

export interface PriceTier {
  minQuantity: number
  priceFen: number
}

export interface PrintJob {
  id: string
  printerId: string
  printerName: string
  orderId: string | null
  orderNumber: string
  event: 'paid' | 'hand' | 'copy' | 'test'
  page: number
  pages: number
  copies: number
  state: 'queued' | 'sending' | 'sent' | 'printed' | 'failed' | 'cancelled'
  tries: number
  note: string
  staffName: string
  at: string
  printedAt: string | null
}

export interface PrintedSlip {
  id: string
  printerId: string
  printerName: string
  orderId: string | null
  orderNumber: string
  event: 'paid' | 'hand' | 'copy' | 'test'
  page: number
  pages: number
  copies: number
  state: 'queued' | 'sending' | 'sent' | 'printed' | 'failed' | 'cancelled'
  tries: number
  note: string
  staffName: string
  at: string
  printedAt: string | null
  columns: number
  lines: Array<{ text: string; size?: 'big'; center?: boolean; bold?: boolean } | { qr: string }>
}

export interface Printer {
  name: string
  kind: 'receipt' | 'kitchen'
  width: 58 | 80
  copies: number
  prints: 'paid' | 'handover' | 'hand'
  locationId: string | null
  pointId: string | null
  categoryIds: string[]
  id: string
  sn: string
  state: 'adding' | 'online' | 'faulty' | 'offline'
  seenAt: string | null
  waiting: number
}

export interface ProductModel {
  url: string
}

export interface ProductVideo {
  url: string
  width: number
  height: number
  seconds: number
  poster: Picture | null
}

export interface PromotionRule {
  title: string
  priority: number
  group: string
  scope: Scope
  conditions: Array<{ type: string; args: Record<string, unknown> }>
  benefit: { type: string; args: Record<string, unknown> }
  startsAt: string | null
  endsAt: string | null
  enabled: boolean
  alone: boolean
  limitTotal: number | null
  limitPerShopper: number | null
  id: string
  taken: number
  createdAt: string
  updatedAt: string
}

export interface Purchase {
  id: string
  number: string
  supplierId: string
  supplierName: string
  locationId: string
  locationName: string
  state: 'open' | 'received' | 'closed'
  expectedOn: string | null
  note: string
  createdBy: string
  createdAt: string
  endedAt: string | null
  pieces: number
  received: number
  costFen: number
}

export interface PurchaseDetail {
  id: string
  number: string
  supplierId: string
  supplierName: string
  locationId: string
  locationName: string
  state: 'open' | 'received' | 'closed'
  expectedOn: string | null
  note: string
  createdBy: string
  createdAt: string
  endedAt: string | null
  pieces: number
  received: number
  costFen: number
  lines: Array<{ skuId: string; title: string; options: string[]; picture: Picture | null; quantity: number; received: number; unitCostFen: number }>
}

export interface PurchaseLimits {
  minimum: number
  step: number
  perOrder: number | null
  perPerson: number | null
  period: 'ever' | 'day' | 'week' | 'month'
}

export interface PurchaseLimitsInput {
  minimum?: number
  step?: number
  perOrder?: number | null
  perPerson?: number | null
  period?: 'ever' | 'day' | 'week' | 'month'
}

export type Question = { id: string; label: string; required: boolean; kind: 'text'; maxLength: number; hint: string } | { id: string; label: string; required: boolean; kind: 'choice'; options: string[] } | { id: string; label: string; required: boolean; kind: 'date'; fromDays: number; toDays: number }

export type QuestionInput = { id: string; label: string; required: boolean; kind: 'text'; maxLength: number; hint?: string } | { id: string; label: string; required: boolean; kind: 'choice'; options: string[] } | { id: string; label: string; required: boolean; kind: 'date'; fromDays: number; toDays: number }

export interface RedPacketCampaign {
  title: string
  minFen: number
  maxFen: number
  budgetFen: number
  perShopper: number
  validDays: number
  startsAt: string
  endsAt: string
  enabled: boolean
  id: string
  grantedFen: number
  granted: number
  createdAt: string
}

export type ReferralReward = { kind: 'points'; points: number } | { kind: 'coupon'; templateId: string } | { kind: 'red_packet'; amountFen: number; validDays: number } | { kind: 'wallet'; amountFen: number }

export interface ReferralRow {
  id: string
  inviter: { id: string; nickname: string }
  invitee: { id: string; nickname: string }
  orderId: string | null
  orderFen: number
  friends: number
  state: 'open' | 'review' | 'due' | 'given' | 'refused' | 'full' | 'void' | 'over'
  reasons: string[]
  dueAt: string | null
  worthFen: number
  createdAt: string
  decidedBy: string
  note: string
}

export type RefundBank = 'ICBC' | 'ABC' | 'BOC' | 'CCB' | 'COMM' | 'CMB' | 'PSBC' | 'CITIC' | 'CEB' | 'CMBC' | 'CIB' | 'SPDB' | 'PAB' | 'GDB' | 'NBCB'

export interface RefundRedirect {
  target: 'card' | 'merchant'
  bank: RefundBank | null
  cardTail: string
  reason: string
  state: 'asked' | 'sent' | 'accepted' | 'done' | 'failed'
  note: string
  staffName: string
  at: string
}

export interface RiskHit {
  id: string
  kind: 'login' | 'code' | 'order' | 'group' | 'bargain' | 'coupon' | 'refund' | 'withdraw' | 'distribution' | 'flash'
  at: string
  shopperId: string | null
  nickname: string
  device: string | null
  ip: string
  score: number
  decision: 'allow' | 'challenge' | 'review' | 'block'
  passed: boolean
  reasons: RiskReason[]
}

export interface RiskListing {
  id: string
  list: 'allow' | 'block'
  dimension: 'shopper' | 'device' | 'ip' | 'phone' | 'address'
  label: string
  note: string
  until: string | null
  staffName: string
  createdAt: string
}

export interface RiskPolicy {
  challengeFrom: number | null
  reviewFrom: number | null
  blockFrom: number | null
  keepDays: number
}

export interface RiskReason {
  ruleId: string | null
  name: string
  measure: 'velocity' | 'concentration' | 'new_accounts' | 'cash_out' | null
  dimension: 'shopper' | 'device' | 'ip' | 'phone' | 'address'
  value: number
  most: number
  windowMinutes: number
  score: number
}

export interface RiskReview {
  id: string
  kind: 'login' | 'code' | 'order' | 'group' | 'bargain' | 'coupon' | 'refund' | 'withdraw' | 'distribution' | 'flash'
  shopperId: string | null
  nickname: string
  orderId: string | null
  orderNumber: string | null
  amountFen: number | null
  score: number
  reasons: RiskReason[]
  times: number
  state: 'open' | 'passed' | 'refused'
  note: string
  staffName: string
  createdAt: string
  decidedAt: string | null
}

export interface RiskRule {
  name: string
  kinds: Array<'login' | 'code' | 'order' | 'group' | 'bargain' | 'coupon' | 'refund' | 'withdraw' | 'distribution' | 'flash'>
  measure: 'velocity' | 'concentration' | 'new_accounts' | 'cash_out'
  dimension: 'shopper' | 'device' | 'ip' | 'phone' | 'address'
  most: number
  windowMinutes: number
  accountHours: number | null
  score: number
  action: 'score' | 'challenge' | 'review' | 'block'
  enabled: boolean
  id: string
  updatedAt: string
  hits: number
}

export interface RolePermissions {
  role: 'owner' | 'operator' | 'warehouse' | 'clerk' | 'courier' | 'support' | 'finance' | 'arbiter'
  permissions: string[]
}

export interface Scope {
  categoryIds: string[]
  productIds: string[]
  skuIds: string[]
  excludeCategoryIds: string[]
  excludeProductIds: string[]
  excludeSkuIds: string[]
}

export interface ScopeInput {
  categoryIds?: string[]
  productIds?: string[]
  skuIds?: string[]
  excludeCategoryIds?: string[]
  excludeProductIds?: string[]
  excludeSkuIds?: string[]
}

export interface SearchWords {
  synonyms: Array<string[]>
  hotWords: string[]
  pins: Array<{ text: string; productIds: string[] }>
}

export interface SearchWordsInput {
  synonyms: Array<string[]>
  hotWords: string[]
  pins?: Array<{ text: string; productIds: string[] }>
}

export interface Sender {
  name: string
  phone: string
  province: string
  city: string
  district: string
  detail: string
}

export interface SenderInput {
  name: string
  phone: string
  province: string
  city: string
  district?: string
  detail: string
}

export interface Sending {
  tracker: 'kuaidi100' | 'kdniao'
  sender: Sender | null
  accounts: Array<{ carrierCode: string; customer: string; month: string; site: string; payer: 'sender' | 'receiver' | 'monthly'; hasPassword: boolean }>
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

export interface ShipSheetReport {
  shipped: number
  repeated: number
  failed: number
  rows: Array<{ row: number; number: string; result: 'shipped' | 'repeated' | 'failed'; code: string; message: string }>
}

export interface ShippingReport {
  id: string
  orders: Array<{ id: string; number: string }>
  state: 'wanted' | 'told' | 'stopped' | 'not_needed'
  complete: boolean
  tries: number
  note: string
  at: string
  toldAt: string | null
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

export interface ShopSettings {
  unpaidMinutes: number
  autoReceiveDays: number
  lowStockThreshold: number
  reviewNeedsApproval: boolean
  terms: string
}

export interface ShopSettingsInput {
  unpaidMinutes?: number
  autoReceiveDays?: number
  lowStockThreshold?: number
  reviewNeedsApproval?: boolean
  terms?: string
}

export interface ShopperCoupon {
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
}

export interface ShopperMerge {
  id: string
  fromId: string
  nickname: string
  joinedAt: string
  reason: 'phone' | 'union_id'
  at: string
  movedAt: string | null
  steps: Array<{ module: string; items: Array<{ what: string; moved: number; combined: number; sums: { from: number; into: number; after: number } | null }>; failure: string }>
}

export interface ShopperRow {
  id: string
  nickname: string
  avatar: Picture | null
  phoneMasked: string | null
  createdAt: string
  lastSeenAt: string | null
  disabled: boolean
  paidOrders: number
  tier: number
}

export type SpecialPrice = { kind: 'member'; fromTier: number; priceFen: number } | { kind: 'timed'; from: string; until: string; priceFen: number } | { kind: 'channel'; channel: 'weapp' | 'alipay' | 'tt' | 'h5'; priceFen: number }

export interface StaffMe {
  id: string
  account: string
  name: string
  role: 'owner' | 'operator' | 'warehouse' | 'clerk' | 'courier' | 'support' | 'finance' | 'arbiter'
  permissions: string[]
  shopId: string
  platform: boolean
  shops: Array<{ id: string; name: string; role: 'owner' | 'operator' | 'warehouse' | 'clerk' | 'courier' | 'support' | 'finance' | 'arbiter' }>
}

export interface StaffMember {
  id: string
  account: string
  name: string
  role: 'owner' | 'operator' | 'warehouse' | 'clerk' | 'courier' | 'support' | 'finance' | 'arbiter'
  disabled: boolean
  lastLoginAt: string | null
  createdAt: string
}

export interface StaffSession {
  id: string
  createdAt: string
  lastSeenAt: string
  ip: string
  userAgent: string
  current: boolean
}

export interface StockCount {
  id: string
  number: string
  locationId: string
  locationName: string
  state: 'open' | 'booked' | 'cancelled'
  note: string
  reason: string
  createdBy: string
  createdAt: string
  endedAt: string | null
  lines: number
  counted: number
  differing: number
}

export interface StockCountLine {
  skuId: string
  title: string
  options: string[]
  picture: Picture | null
  expected: number | null
  counted: number | null
  countedBy: string
  countedAt: string | null
}

export interface StockLevel {
  id: string
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture | null
  locationId: string
  locationName: string
  onHand: number
  held: number
  available: number
  expired: number
  sold: number
  writtenOff: number
  received: number
  arrived: number
  sent: number
  tracked: boolean
  threshold: number | null
  valueFen: number
  updatedAt: string
}

export interface StockLocation {
  id: string
  name: string
  code: string
  kind: 'warehouse' | 'store'
  priority: number
  districtCode: string
  detail: string
  phone: string
  longitude: number | null
  latitude: number | null
  isDefault: boolean
  open: boolean
  skus: number
  onHand: number
  valueFen: number
}

export interface StockLot {
  skuId: string
  title: string
  options: string[]
  picture: Picture | null
  id: string
  productId: string
  locationId: string
  locationName: string
  code: string
  expiresOn: string | null
  onHand: number
  held: number
  expired: boolean
}

export interface StockMovement {
  id: string
  skuId: string
  locationId: string
  lotId: string | null
  kind: 'receipt' | 'count' | 'damage' | 'return' | 'correction' | 'sale' | 'hold' | 'release' | 'restock' | 'transfer_out' | 'transfer_in' | 'expiry' | 'sync' | 'lot'
  onHandChange: number
  heldChange: number
  valueChangeFen: number
  reference: string
  actor: string
  note: string
  at: string
}

export interface StockReceipt {
  id: string
  locationId: string
  locationName: string
  purchaseId: string | null
  purchaseNumber: string | null
  supplierName: string | null
  note: string
  actor: string
  at: string
  pieces: number
  costFen: number
}

export interface StockWarning {
  skuId: string
  productId: string
  title: string
  options: string[]
  picture: Picture | null
  id: string
  threshold: number
  available: number
  at: string
  seen: boolean
  waiting: number
}

export interface Supplier {
  id: string
  name: string
  contact: string
  phone: string
  note: string
  active: boolean
  openPurchases: number
}

export interface SyncConflict {
  id: string
  source: string
  sku: string
  location: string
  sequence: number
  onHand: number
  kind: 'gap' | 'unknown_sku' | 'unknown_location' | 'location_closed' | 'below_held'
  state: 'open' | 'applied' | 'dismissed' | 'superseded'
  at: string
  endedAt: string | null
  endedBy: string
}

export interface TierRight {
  kind: 'discount' | 'free_shipping' | 'birthday' | 'support' | 'exclusive' | 'other'
  text: string
  offBps: number | null
}

export interface TierRightInput {
  kind: 'discount' | 'free_shipping' | 'birthday' | 'support' | 'exclusive' | 'other'
  text: string
  offBps?: number | null
}

export interface Transfer {
  id: string
  number: string
  fromId: string
  fromName: string
  toId: string
  toName: string
  state: 'draft' | 'in_transit' | 'received' | 'cancelled'
  note: string
  createdBy: string
  createdAt: string
  sentAt: string | null
  endedAt: string | null
  pieces: number
  received: number | null
}

export interface TransferDetail {
  id: string
  number: string
  fromId: string
  fromName: string
  toId: string
  toName: string
  state: 'draft' | 'in_transit' | 'received' | 'cancelled'
  note: string
  createdBy: string
  createdAt: string
  sentAt: string | null
  endedAt: string | null
  pieces: number
  received: number | null
  lines: Array<{ skuId: string; title: string; options: string[]; picture: Picture | null; quantity: number; received: number | null; valueFen: number }>
}

export interface UnitRun {
  pieces: number
  amountFen: number
  payableFen: number
  shares: Array<{ offerId: string; amountFen: number }>
}

export interface VerifiableCoupon {
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
  shopperName: string
}

export interface Voucher {
  id: string
  title: string
  options: string[]
  hint: string
  state: 'free' | 'delivered' | 'used' | 'void'
  orderId: string | null
  deliveredAt: string | null
  endedAt: string | null
  staffName: string
}

export interface Waybill {
  id: string
  orderId: string
  orderNumber: string
  carrierName: string
  state: 'wanted' | 'made' | 'refused' | 'cancelling' | 'cancelled'
  number: string
  destination: string
  receiver: string
  note: string
  at: string
}

export interface AdminClient {
  /** Add order note. Refusals: order_not_found. */
  addOrderNote(input: { id: string; text: string }): Promise<AdminOrder>
  /** Add or take growth in this shop, with a reason. Refusals: shopper_not_found, balance_short, key_reused. */
  adjustGrowth(input: { id: string; requestId: string; change: number; reason: string }): Promise<{ growth: number }>
  /** Add or take points with a reason; keyed, twice is once. Refusals: balance_short, key_reused, shopper_not_found. */
  adjustPoints(input: { id: string; requestId: string; change: number; reason: string }): Promise<{ available: number }>
  /** Add or take pieces with a reason; keyed, twice is once. Refusals: sku_not_found, stock_short, stock_kept_by_keys, key_reused, location_not_found, location_closed, lot_not_found. */
  adjustStock(input: { requestId: string; reason: 'receipt' | 'count' | 'damage' | 'return' | 'correction' | 'expiry'; note: string; locationId?: string; lines: Array<{ skuId: string; change: number; lotId?: string }> }): Promise<{ items: StockLevel[] }>
  /** Add or take money with a reason; keyed, twice is once. Refusals: balance_short, key_reused, shopper_not_found. */
  adjustWallet(input: { id: string; requestId: string; account: 'cash' | 'gift'; changeFen: number; reason: string }): Promise<AdminWallet>
  /** Answer, with compensation from the budget or without; the money is never more than was paid. Refusals: complaint_not_found, complaint_moved, budget_short, allowance_too_much. */
  answerComplaint(input: { id: string; answer: string; compensationFen?: number }): Promise<AdminComplaint>
  /** Approve after sales. Refusals: after_sales_not_found, after_sales_moved, return_address_missing, refund_units_gone. */
  approveAfterSales(input: { id: string; note?: string }): Promise<AdminAfterSales>
  /** The money is on the account, to the fen; once. Refusals: bank_transfer_not_found, bank_transfer_reviewed, amount_mismatch. */
  approveBankTransfer(input: { id: string; receivedFen: number }): Promise<AdminBankTransfer>
  /** Approves an application, or takes somebody back who was stopped. Refusals: distributor_not_found, distributor_moved. */
  approveDistributor(input: { id: string }): Promise<AdminDistributor>
  /** Approve several; each answers for itself. */
  approveManyAfterSales(input: { ids: string[] }): Promise<{ approved: string[]; refused: Array<{ id: string; code: string }> }>
  /** Approve sample request. Refusals: sample_request_not_found, sample_request_moved, sample_gone. */
  approveSampleRequest(input: { id: string }): Promise<AdminSampleRequest>
  /** Approve withdrawal. Refusals: withdrawal_not_found, withdrawal_reviewed. */
  approveWithdrawal(input: { id: string }): Promise<AdminWithdrawal>
  /** Books the differences, whatever was sold since; twice is once. Refusals: count_not_found, count_ended, count_nothing, stock_short. */
  bookCount(input: { id: string; reason: string }): Promise<StockCount>
  /** A courier of this carrier is to fetch the parcels of these orders. Keyed; the carrier is asked until there is a clear answer. Refusals: order_not_found, transition_illegal, sender_missing, carrier_unknown, pickup_window_wrong, key_reused. */
  bookCourierPickup(input: { requestId: string; carrierCode: string; orderIds: string[]; from: string; to: string; sender?: SenderInput; parcels: number; weightGrams?: number; remark?: string }): Promise<{ id: string }>
  /** One change for many products, each by itself, with a result for each; a dry run shows what would come of it. Refusals: brand_not_found. */
  bulkEditProducts(input: { ids: string[]; change: BulkChange; dryRun: boolean }): Promise<{ items: Array<{ productId: string; title: string; beforeFen: number; afterFen: number; code: string | null; message: string }>; changed: number }>
  /** Calls the whole batch off before it closes: all money goes back. Refusals: community_batch_not_found, community_batch_over. */
  cancelCommunityBatch(input: { id: string }): Promise<CommunityBatchDetail>
  /** Cancel count. Refusals: count_not_found, count_ended. */
  cancelCount(input: { id: string }): Promise<StockCount>
  /** Before the parcels are fetched; one that is being asked for is cancelled once its answer is known. Refusals: pickup_not_found, pickup_state_wrong. */
  cancelCourierPickup(input: { id: string }): Promise<CourierPickup>
  /** The shop cannot keep it: all deposits and all orders that have not left are paid back, earnests twice. Refusals: presale_not_found. */
  cancelPresale(input: { id: string }): Promise<AdminPresale>
  /** As long as the device does not have it. Refusals: print_job_not_found, print_job_state_wrong. */
  cancelPrintJob(input: { id: string }): Promise<PrintJob>
  /** Only a draft can be cancelled. Refusals: transfer_not_found, transfer_ended. */
  cancelTransfer(input: { id: string }): Promise<TransferDetail>
  /** Before the carrier has the parcel: its shipment is voided and the number given back. Refusals: waybill_not_found, waybill_state_wrong, parcel_moved. */
  cancelWaybill(input: { id: string }): Promise<Waybill>
  /** Change the password; all other sessions of this person end. Refusals: password_wrong, login_throttled. */
  changeMyPassword(input: { oldPassword: string; newPassword: string }): Promise<{ ok: true }>
  /** Before payment: lines, all goods or the freight at another price. A running payment is closed at its channel first. Refusals: order_not_found, transition_illegal, price_out_of_range, key_reused, change_under_way, channel_unavailable. */
  changeOrderPrice(input: { id: string } & { requestId: string; reason: string; lines?: Array<{ orderLineId: string; payableFen: number }>; goodsPayableFen?: number; freightPayableFen?: number }): Promise<AdminOrder>
  /** Takes no more orders; those that are paid go on. Refusals: community_batch_not_found. */
  closeCommunityBatch(input: { id: string }): Promise<CommunityBatchDetail>
  /** Close an unpaid order; it is closed at the payment channel first. One that is paid on delivery, until something of it has left. Refusals: order_not_found, transition_illegal, collection_over. */
  closeOrder(input: { id: string; reason: string }): Promise<AdminOrder>
  /** What has not come is not expected any more. Refusals: purchase_not_found, purchase_ended. */
  closePurchase(input: { id: string }): Promise<PurchaseDetail>
  /** The courier was here, though the carrier has not said so. Refusals: pickup_not_found, pickup_state_wrong. */
  collectCourierPickup(input: { id: string }): Promise<CourierPickup>
  /** The money was taken at the door, exactly; keyed, once. Only now the order counts as paid. Refusals: order_not_found, not_on_delivery, collection_over, amount_mismatch, transition_illegal, key_reused. */
  collectOrder(input: { id: string; requestId: string; amountFen: number; how: 'cash' | 'scan'; note?: string }): Promise<Collection>
  /** Mend a wrong carrier or number, as long as the carrier has not picked the parcel up. Refusals: parcel_not_found, parcel_moved, carrier_unknown, tracking_number_wrong. */
  correctParcel(input: { id: string; carrierCode: string; trackingNumber: string }): Promise<Parcel>
  /** Count admin after sales. */
  countAdminAfterSales(): Promise<{ to_decide: number; to_ship_back: number; to_receive: number; to_resend: number; refunding: number; stuck: number; disputed: number }>
  /** Count admin invoices. */
  countAdminInvoices(): Promise<{ requested: number; issuing: number; trouble: number; reversing: number }>
  /** Count admin orders. */
  countAdminOrders(): Promise<{ to_pay: number; to_ship: number; shipped: number; refund: number }>
  /** Count pick tasks. */
  countPickTasks(): Promise<{ open: number; picking: number; packed: number }>
  /** Count stock todos. */
  countStockTodos(): Promise<{ warnings: number; unseen: number; conflicts: number; inTransit: number; expiredLots: number }>
  /** Create bargain campaign. Refusals: bargain_goods_gone, bargain_numbers_wrong. */
  createBargainCampaign(input: { title: string; floorFen: number; helpers: number; hours: number; pieces: number; buyAt: 'reached' | 'floor'; freeFreight: boolean; perPerson: number; startsPerDay: number; helpsPerDay: number; startsAt: string; endsAt: string; enabled: boolean; skuId: string }): Promise<AdminBargainCampaign>
  /** Create brand. Refusals: brand_name_taken, picture_unknown. */
  createBrand(input: { name: string; nameEn?: string; logo?: Picture | null; initial?: string | null; story?: string; sort?: number; visible?: boolean }): Promise<AdminBrand>
  /** Create category. Refusals: category_not_found, category_too_deep, category_name_taken, attribute_options_wrong, picture_unknown. */
  createCategory(input: { name: string; parentId: string | null; picture?: Picture | null; sort?: number; attributes?: AttributeDefInput[] }): Promise<Category>
  /** Create community batch. Refusals: community_goods_gone, community_times_wrong, community_sku_twice. */
  createCommunityBatch(input: { title: string; opensAt: string; closesAt: string; deliveryDay: string; settleDays: number; enabled: boolean; items: Array<{ skuId: string; priceFen: number; stock: number; perPerson: number; commissionBp: number }> }): Promise<CommunityBatchDetail>
  /** A sheet with every SKU of a location, or those of some products; keyed, twice is once. Refusals: location_not_found, count_nothing, key_reused. */
  createCount(input: { requestId: string; locationId: string; productIds?: string[]; note?: string }): Promise<StockCount>
  /** Makes codes that nobody can guess, each good for one coupon; the same request id makes them once. Refusals: coupon_not_found. */
  createCouponCodes(input: { id: string; requestId: string; count: number }): Promise<{ codes: string[] }>
  /** Gives a coupon to each of an audience, once for each request id; goes on by itself. Refusals: coupon_not_found, key_reused. */
  createCouponGrant(input: { requestId: string; templateId: string; audience: CouponAudience }): Promise<CouponGrant>
  /** Create coupon template. Refusals: coupon_validity_wrong, coupon_code_taken, coupon_value_wrong, platform_only. */
  createCouponTemplate(input: { title: string; kind: 'amount' | 'percent' | 'shipping' | 'gift'; value: number; capFen?: number | null; thresholdFen: number; scope: ScopeInput; gifts?: Array<{ skuId: string; quantity: number }>; stackGroup?: string; useIn?: 'online' | 'store' | 'both'; platformShareBps?: number; passable?: boolean; auto?: 'none' | 'newcomer' | 'birthday'; stock: number; perShopper?: number; claimable?: boolean; code?: string | null; claimFrom?: string | null; claimUntil?: string | null; validUntil?: string | null; validDays?: number | null; enabled?: boolean }): Promise<CouponTemplate>
  /** Create delivery point. Refusals: point_use_missing, point_fees_wrong, point_times_wrong. */
  createDeliveryPoint(input: { name: string; address: string; phone?: string; lng: number; lat: number; pickup: boolean; local: boolean; paused?: boolean; hours?: Array<{ from: string; to: string }>; closedDays?: number[]; fees?: Array<{ withinMeters: number; feeFen: number }>; slots: Array<{ from: string; to: string; capacity: number }> }): Promise<DeliveryPoint>
  /** Create flash session. Refusals: flash_schedule_wrong, flash_sku_unknown, flash_price_wrong, flash_sku_twice. */
  createFlashSession(input: { title: string; startsAt: string; endsAt: string; payMinutes?: number; challenge?: 'off' | 'suspicious' | 'everybody'; items: Array<{ skuId: string; priceFen: number; pieces: number; perPerson: number }> }): Promise<FlashSessionDetail>
  /** Create freight template. Refusals: freight_rates_wrong. */
  createFreightTemplate(input: { name: string; by: 'piece' | 'weight' | 'volume'; rates: Array<{ regionCodes: string[]; firstUnits: number; firstFen: number; nextUnits: number; nextFen: number; freeOverFen: number | null }>; excludedCodes?: string[]; isDefault?: boolean }): Promise<FreightTemplate>
  /** Create game. Refusals: game_prizes_wrong, game_odds_wrong, game_times_wrong, game_candidates_wrong, game_prize_platform. */
  createGame(input: { title: string; rules?: string; startsAt: string; endsAt: string; enabled: boolean; freePerDay: number; mostPerDay: number; mostInAll: number; pointsPrice: number; shareChances: number; orderChances: number; prizes?: GamePrizeInput[]; candidates?: GameCandidateInput[]; kind: 'wheel' | 'scratch' | 'vote' }): Promise<AdminGame>
  /** Create gift card batch. Refusals: gift_card_too_many. */
  createGiftCardBatch(input: { title: string; kind: 'physical' | 'electronic'; faceFen: number; validDays?: number; pieces: number; onSale?: boolean }): Promise<GiftCardBatch>
  /** Create group buy. Refusals: group_buy_not_found, group_buy_wrong, group_buy_goods_wrong, group_buy_clash, group_size_in_use. */
  createGroupBuy(input: { title: string; productId: string; prices: Array<{ skuId: string; size: number; priceFen: number; leaderPriceFen?: number | null }>; startsAt: string; endsAt: string; hours: number; perPerson: number; maxPieces: number; newOnly?: 'nobody' | 'joiners' | 'everybody'; virtualFrom?: number | null; withOffers?: boolean; freeFreight?: boolean; enabled?: boolean }): Promise<GroupBuy>
  /** Create location. Refusals: location_code_taken. */
  createLocation(input: { name: string; code?: string; kind: 'warehouse' | 'store'; priority?: number; districtCode?: string; detail?: string; phone?: string; longitude?: number | null; latitude?: number | null }): Promise<StockLocation>
  /** Create mall item. Refusals: mall_item_wrong, sku_not_found, coupon_not_found, card_not_found. */
  createMallItem(input: { title: string; points: number; cashFen?: number; pieces: number; perPerson?: number; startsAt: string; endsAt: string; enabled?: boolean; kind: 'goods' | 'coupon' | 'card'; skuId?: string | null; templateId?: string | null; months?: number | null }): Promise<AdminMallItem>
  /** Create member task. Refusals: task_wrong. */
  createMemberTask(input: { kind: 'profile' | 'first_order' | 'review' | 'check_in' | 'share'; title: string; target?: number; points?: number; growth?: number; cards?: number; enabled?: boolean; position?: number }): Promise<MemberTask>
  /** Create presale. Refusals: presale_numbers_wrong, presale_times_wrong, presale_earnest_too_high, presale_goods_gone. */
  createPresale(input: { title: string; priceFen: number; depositFen: number; worthFen: number; word: 'earnest' | 'advance'; refundBefore: boolean; unpaid: 'forfeit' | 'refund'; pieces: number; perPerson: number; startsAt: string; endsAt: string; balanceStartsAt: string | null; balanceEndsAt: string | null; waitUntil: string | null; shipBy: string; freeFreight: boolean; enabled: boolean; kind: 'deposit' | 'full'; skuId: string }): Promise<AdminPresale>
  /** The number and the key are on the device; the key is shown to its cloud and not kept. Again with the same number: the same printer. Refusals: printer_taken, printer_refused, printer_cloud_silent, printer_cloud_missing. */
  createPrinter(input: { name: string; kind: 'receipt' | 'kitchen'; width: 58 | 80; copies: number; prints: 'paid' | 'handover' | 'hand'; locationId?: string | null; pointId?: string | null; categoryIds?: string[]; sn: string; key: string }): Promise<Printer>
  /** Create product. Refusals: product_code_taken, sku_code_taken, category_not_found, brand_not_found, sku_options_wrong, tier_prices_wrong, special_prices_wrong, limits_wrong, delivery_fixed, attribute_wrong, attribute_missing, market_price_too_low, picture_unknown, asset_unknown, schedule_wrong. */
  createProduct(input: { code: string; title: string; subtitle?: string; brandId?: string | null; categoryIds: string[]; pictures: Picture[]; video?: ProductVideo | null; model?: ProductModel | null; axes?: Axis[]; skus: Array<{ code: string; barcode?: string; options: string[]; priceFen: number; marketPriceFen?: number | null; costFen?: number | null; tiers?: PriceTier[]; specials?: SpecialPrice[]; weightGrams?: number; volumeMl?: number; picture?: Picture | null; delivery?: 'parcel' | 'card_key' | 'voucher'; enabled?: boolean }>; attributes?: Attribute[]; promises?: Array<'seven_day_return' | 'freight_insurance' | 'fake_one_pay_ten' | 'price_protection' | 'fast_shipping' | 'freshness' | 'official_warranty'>; tags?: string[]; detailHtml?: string; freightTemplateId?: string | null; limits?: PurchaseLimitsInput; state?: 'draft' | 'on_sale' | 'off_sale'; onSaleAt?: string | null; offSaleAt?: string | null }): Promise<AdminProduct>
  /** Orders goods from a supplier; keyed, twice is once. Refusals: supplier_not_found, location_not_found, location_closed, sku_not_found, lines_twice, key_reused. */
  createPurchase(input: { requestId: string; supplierId: string; locationId: string; expectedOn?: string | null; note?: string; lines: Array<{ skuId: string; quantity: number; unitCostFen: number }> }): Promise<PurchaseDetail>
  /** Create red packet campaign. Refusals: campaign_wrong. */
  createRedPacketCampaign(input: { title: string; minFen: number; maxFen: number; budgetFen: number; perShopper: number; validDays: number; startsAt: string; endsAt: string; enabled?: boolean }): Promise<RedPacketCampaign>
  /** Create referral campaign. Refusals: referral_numbers_wrong, referral_platform_only, referral_coupon_unknown. */
  createReferralCampaign(input: { title: string; at: 'joined' | 'paid' | 'kept'; holdDays: number; minOrderFen: number; inviterReward: ReferralReward | null; inviteeReward: ReferralReward | null; perDay: number; perPerson: number; budget: number; friends: number; rateBps: number; mostFen: number; startsAt: string; endsAt: string; enabled: boolean; kind: 'invite' | 'cashback'; scope: 'mall' | 'shop' }): Promise<AdminReferralCampaign>
  /** Create risk rule. Refusals: risk_rule_wrong, risk_rules_many. */
  createRiskRule(input: { name: string; kinds: Array<'login' | 'code' | 'order' | 'group' | 'bargain' | 'coupon' | 'refund' | 'withdraw' | 'distribution' | 'flash'>; measure: 'velocity' | 'concentration' | 'new_accounts' | 'cash_out'; dimension: 'shopper' | 'device' | 'ip' | 'phone' | 'address'; most: number; windowMinutes: number; accountHours?: number | null; score: number; action: 'score' | 'challenge' | 'review' | 'block'; enabled?: boolean }): Promise<RiskRule>
  /** Create rule. Refusals: rule_kind_unknown, rule_args_wrong, period_wrong, platform_only, rule_limit_wrong, coupon_not_found. */
  createRule(input: { title: string; priority?: number; group: string; scope: ScopeInput; conditions: Array<{ type: string; args: Record<string, unknown> }>; benefit: { type: string; args: Record<string, unknown> }; startsAt?: string | null; endsAt?: string | null; enabled?: boolean; alone?: boolean; limitTotal?: number | null; limitPerShopper?: number | null }): Promise<PromotionRule>
  /** Offers pieces of a SKU to distributors at a price of their own, with a task and a reward. Refusals: distribution_target_gone. */
  createSample(input: { title: string; skuId: string; priceFen: number; freeFreight: boolean; pieces: number; task: 'publish' | 'sell'; brief?: string; target: number; days: number; rewardFen: number; endsAt: string }): Promise<AdminSample>
  /** Create staff. Refusals: account_taken. */
  createStaff(input: { account: string; name: string; role: 'owner' | 'operator' | 'warehouse' | 'clerk' | 'courier' | 'support' | 'finance'; password: string }): Promise<StaffMember>
  /** Create supplier. Refusals: supplier_name_taken. */
  createSupplier(input: { name: string; contact?: string; phone?: string; note?: string; active?: boolean }): Promise<Supplier>
  /** A draft; keyed, twice is once. Refusals: location_not_found, location_closed, sku_not_found, key_reused. */
  createTransfer(input: { requestId: string; fromId: string; toId: string; note?: string; lines: Array<{ skuId: string; quantity: number }> }): Promise<TransferDetail>
  /** Approve, refuse or pause a leader; orders on their way are still handed out. Refusals: community_leader_not_found, community_decision_wrong. */
  decideCommunityLeader(input: { id: string; state: 'approved' | 'rejected' | 'paused'; reason?: string }): Promise<{ ok: true }>
  /** Money back, send back first, or the shop is right; the decision is carried out at once. Refusals: after_sales_not_found, after_sales_moved. */
  decideDispute(input: { id: string; decision: 'refund' | 'return' | 'refuse'; note: string; requestId?: string }): Promise<AdminAfterSales>
  /** A referral that was withheld is rewarded after all, or not, with a reason. Refusals: referral_not_found, referral_decided, referral_limit. */
  decideReferral(input: { id: string; approve: boolean; note: string }): Promise<{ state: 'open' | 'review' | 'due' | 'given' | 'refused' | 'full' | 'void' | 'over' }>
  /** Passed: a held order goes on. Refused: it is called off and its money goes back. Refusals: risk_review_not_found, risk_review_decided, risk_listings_many. */
  decideRiskReview(input: { id: string; pass: boolean; note: string; list?: 'none' | 'allow' | 'block' }): Promise<{ ok: true }>
  /** Refused while any product names it. Refusals: brand_not_found, brand_in_use. */
  deleteBrand(input: { id: string }): Promise<{ ok: true }>
  /** Delete category. Refusals: category_not_found, category_in_use. */
  deleteCategory(input: { id: string }): Promise<{ ok: true }>
  /** Delete delivery point. Refusals: point_not_found. */
  deleteDeliveryPoint(input: { id: string }): Promise<{ ok: true }>
  /** Delete flash session. Refusals: flash_not_found, flash_not_draft. */
  deleteFlashSession(input: { id: string }): Promise<{ ok: true }>
  /** Delete freight template. Refusals: freight_template_not_found, freight_template_default. */
  deleteFreightTemplate(input: { id: string }): Promise<{ ok: true }>
  /** Delete media. Refusals: media_not_found. */
  deleteMedia(input: { id: string }): Promise<{ ok: true }>
  /** Out of the library; what shows it goes on showing it. Refusals: media_not_found. */
  deleteMediaAsset(input: { id: string }): Promise<{ ok: true }>
  /** What waits for it is cancelled. Refusals: printer_not_found, printer_cloud_silent, printer_cloud_missing. */
  deletePrinter(input: { id: string }): Promise<{ ok: true }>
  /** Delete risk listing. Refusals: risk_listing_not_found. */
  deleteRiskListing(input: { id: string }): Promise<{ ok: true }>
  /** Delete risk rule. Refusals: risk_rule_not_found. */
  deleteRiskRule(input: { id: string }): Promise<{ ok: true }>
  /** The courier who took it hands it over, with a photo as proof. Refusals: order_not_found, transition_illegal, photo_unknown. */
  deliverOrder(input: { id: string; photo?: Picture | null }): Promise<{ ok: true }>
  /** Until it is shipped. Unpaid: freight is priced anew. Paid: a higher freight is borne by the shop. Refusals: order_not_found, transition_illegal, address_not_served, key_reused, change_under_way, channel_unavailable, district_unknown. */
  editOrderAddress(input: { id: string; name: string; phone: string; districtCode: string; detail: string; lng?: number | null; lat?: number | null; requestId: string; reason: string }): Promise<AdminOrder>
  /** Ends it and all its bargains now; what is ordered can still be paid. Refusals: bargain_campaign_not_found. */
  endBargainCampaign(input: { id: string }): Promise<AdminBargainCampaign>
  /** End game. Refusals: game_not_found. */
  endGame(input: { id: string }): Promise<AdminGame>
  /** Ends it now: what is open is filled up where that is allowed, and paid back otherwise. Refusals: group_buy_not_found. */
  endGroupBuy(input: { id: string }): Promise<{ ok: true }>
  /** Nobody joins any more; whoever has goes on. Refusals: presale_not_found. */
  endPresale(input: { id: string }): Promise<AdminPresale>
  /** Nobody can ask or buy from now on; whoever has bought can still do the task. Refusals: sample_not_found. */
  endSample(input: { id: string }): Promise<AdminSample>
  /** Ends it now; what was taken stays with its takers. Refusals: lucky_packet_not_found. */
  endShopLuckyPacket(input: { id: string }): Promise<SentLuckyPacket>
  /** Valid again for as long as it was: what is left on an expired card is still its holder’s. Refusals: gift_card_not_found, gift_card_used. */
  extendGiftCard(input: { id: string; reason: string }): Promise<GiftCardDetail>
  /** Nobody took it at the door: the courier brings it back, and it waits for the next attempt. Refusals: delivery_not_found, delivery_state_wrong. */
  failDelivery(input: { id: string; reason: string }): Promise<{ ok: true }>
  /** Fetches the bills of a day of every account and matches them; also a second time. Refusals: bill_day_open. */
  fetchPaymentBills(input: { day: string }): Promise<{ ok: true }>
  /** What a code hands out, before it is handed out; a code of another shop is not found. Refusals: pickup_code_wrong. */
  findPickup(input: { code: string }): Promise<Pickup>
  /** What a voucher code stands for, before it is verified. Refusals: voucher_not_found. */
  findVoucher(input: { code: string }): Promise<Voucher>
  /** Mark orders for one another: 0 none, 1 to 5 colours. */
  flagOrders(input: { ids: string[]; flag: number }): Promise<{ ok: true }>
  /** It cannot be used, or can be again. Refusals: gift_card_not_found, gift_card_used. */
  freezeGiftCard(input: { id: string; frozen: boolean; reason: string }): Promise<GiftCardDetail>
  /** Get admin after sales. Refusals: after_sales_not_found. */
  getAdminAfterSales(input: { id: string }): Promise<AdminAfterSales>
  /** Get admin invoice. Refusals: invoice_not_found. */
  getAdminInvoice(input: { id: string }): Promise<AdminInvoice>
  /** Get admin order. Refusals: order_not_found. */
  getAdminOrder(input: { id: string }): Promise<AdminOrder>
  /** Get admin product. Refusals: product_not_found. */
  getAdminProduct(input: { id: string }): Promise<AdminProduct>
  /** Get after sales settings. */
  getAfterSalesSettings(): Promise<AfterSalesSettings>
  /** Get allocation. */
  getAllocation(): Promise<{ rule: 'nearest' | 'priority' | 'fewest' }>
  /** Get bargain results. Refusals: bargain_campaign_not_found. */
  getBargainResults(input: { id: string }): Promise<BargainResults>
  /** Reach, participation, conversion, success rate, K-factor, cost, GMV, ROI and CAC of one campaign. Refusals: campaign_results_not_found. */
  getCampaignResults(input: { kind: string; id: string }): Promise<CampaignResults>
  /** Get card program. */
  getCardProgram(): Promise<{ card: MemberCard | null; numbers: { holders: number; sold: number; soldFen: number; refundedFen: number; given: number } }>
  /** A batch with its goods, what each leader gets, and what came of it. Refusals: community_batch_not_found. */
  getCommunityBatch(input: { id: string }): Promise<CommunityBatchDetail>
  /** Get compensation budget. */
  getCompensationBudget(): Promise<CompensationBudget>
  /** Get count. Refusals: count_not_found. */
  getCount(input: { id: string; page?: number; pageSize?: number; only?: 'all' | 'open' | 'differing' }): Promise<{ count: StockCount; items: StockCountLine[]; total: number }>
  /** Get dashboard. */
  getDashboard(input?: { days?: number }): Promise<Dashboard>
  /** How an order that is not sent reaches the shopper, by the id of the order. Refusals: delivery_not_found. */
  getDelivery(input: { id: string }): Promise<DeliveryDetail>
  /** Get dispute. Refusals: after_sales_not_found. */
  getDispute(input: { id: string }): Promise<AdminAfterSales>
  /** What distribution brought in the past days, and what it cost. */
  getDistributionResults(input?: { days?: number }): Promise<DistributionResults>
  /** Get distribution rule. */
  getDistributionRule(): Promise<DistributionRule>
  /** Get distributor. Refusals: distributor_not_found. */
  getDistributor(input: { id: string }): Promise<AdminDistributor>
  /** What happens in a session now, and what came of it. Refusals: flash_not_found. */
  getFlashNumbers(input: { id: string }): Promise<FlashNumbers>
  /** Get flash session. Refusals: flash_not_found. */
  getFlashSession(input: { id: string }): Promise<FlashSessionDetail>
  /** Get funds settings. */
  getFundsSettings(): Promise<FundsSettings>
  /** Get game results. Refusals: game_not_found. */
  getGameResults(input: { id: string }): Promise<GameResults>
  /** A card with all that ever happened to it. Refusals: gift_card_not_found. */
  getGiftCard(input: { id: string }): Promise<GiftCardDetail>
  /** Get group buy. Refusals: group_buy_not_found. */
  getGroupBuy(input: { id: string }): Promise<GroupBuy>
  /** Get invoice settings. */
  getInvoiceSettings(): Promise<InvoiceSettings>
  /** Get member. Refusals: shopper_not_found. */
  getMember(input: { id: string }): Promise<Member>
  /** Get member tiers. */
  getMemberTiers(): Promise<{ items: MemberTier[] }>
  /** Get membership rule. */
  getMembershipRule(): Promise<MembershipRule>
  /** Get message settings. */
  getMessageSettings(): Promise<MessageSettings>
  /** Get on delivery. */
  getOnDelivery(): Promise<OnDeliverySettings>
  /** Get pickup rule. */
  getPickupRule(): Promise<PickupRule>
  /** Get points rule. */
  getPointsRule(): Promise<PointsRule>
  /** Get presale results. Refusals: presale_not_found. */
  getPresaleResults(input: { id: string }): Promise<PresaleResults>
  /** The slip as it comes out; `columns` narrow characters wide. Refusals: print_job_not_found. */
  getPrintJob(input: { id: string }): Promise<PrintedSlip>
  /** Get purchase. Refusals: purchase_not_found. */
  getPurchase(input: { id: string }): Promise<PurchaseDetail>
  /** Where the pieces of a request were sold from, and where they may go. Refusals: after_sales_not_found. */
  getReturnPlaces(input: { id: string }): Promise<{ lines: Array<{ lineId: string; soldFrom: Array<{ id: string; name: string }> }>; places: Array<{ id: string; name: string; kind: 'warehouse' | 'store'; isDefault: boolean }> }>
  /** Get search words. */
  getSearchWords(): Promise<SearchWords>
  /** Get sending. */
  getSending(): Promise<Sending>
  /** Get settings. */
  getSettings(): Promise<ShopSettings>
  /** Get shop profile. */
  getShopProfile(): Promise<Shop>
  /** Get staff me. */
  getStaffMe(): Promise<StaffMe>
  /** Get transfer. Refusals: transfer_not_found. */
  getTransfer(input: { id: string }): Promise<TransferDetail>
  /** The goods of a code are handed over, once. Refusals: game_draw_not_found, game_handed. */
  handOverPrize(input: { id: string }): Promise<GameDraw>
  /** Hide unlawful content with a reason, show it again, or show what waited. Refusals: review_not_found. */
  hideReview(input: { id: string; hidden: boolean; reason: string }): Promise<AdminReview>
  /** The same from a spreadsheet (xlsx): the first column of the first sheet. Refusals: sku_not_found, sku_has_no_keys, key_reused, file_missing, spreadsheet_unreadable, keys_wrong. */
  importKeyFile(input: { id: string; requestId: string; file: FileSource }): Promise<{ added: number; doubles: number }>
  /** Card keys of a SKU, one a line; doubles are passed over; keyed, twice is once. The stock follows. Refusals: sku_not_found, sku_has_no_keys, key_reused. */
  importKeys(input: { id: string; requestId: string; keys: string[] }): Promise<{ added: number; doubles: number }>
  /** Spreadsheet (xlsx) in: all rows or none, with a row-by-row report. Refusals: brand_name_taken, file_missing, file_too_large, spreadsheet_unreadable. */
  importProducts(input: { dryRun?: 'true' | 'false'; file: FileSource }): Promise<ImportReport>
  /** Ships by spreadsheet: each row is one order, wholly done or not at all; the same file again ships nothing twice. Refusals: file_missing, spreadsheet_unreadable, spreadsheet_too_long. */
  importShipments(input: { file: FileSource }): Promise<ShipSheetReport>
  /** Fixes the amounts and sends it off; one that failed is tried again with the same number. Refusals: invoice_not_found, invoice_moved, invoice_nothing, invoice_settings_incomplete. */
  issueInvoice(input: { id: string }): Promise<AdminInvoice>
  /** The courier puts it back. Refusals: delivery_not_found, delivery_state_wrong. */
  leaveDelivery(input: { id: string }): Promise<{ ok: true }>
  /** Refunds that the account of the payer cannot take, the oldest first. */
  listAbnormalRefunds(): Promise<{ items: AbnormalRefund[] }>
  /** List admin after sales. */
  listAdminAfterSales(input?: { page?: number; pageSize?: number; tab?: 'all' | 'to_decide' | 'to_ship_back' | 'to_receive' | 'to_resend' | 'refunding' | 'stuck' | 'disputed' | 'ended'; search?: string; orderId?: string }): Promise<{ items: AdminAfterSalesRow[]; total: number }>
  /** List admin bargain campaigns. */
  listAdminBargainCampaigns(input?: { page?: number; pageSize?: number }): Promise<{ items: AdminBargainCampaign[]; total: number }>
  /** List admin categories. */
  listAdminCategories(): Promise<{ items: Category[] }>
  /** List admin complaints. */
  listAdminComplaints(input?: { page?: number; pageSize?: number; tab?: 'all' | 'open' | 'escalated' | 'answered' | 'closed' }): Promise<{ items: AdminComplaint[]; total: number }>
  /** List admin games. */
  listAdminGames(input?: { page?: number; pageSize?: number }): Promise<{ items: AdminGame[]; total: number }>
  /** By state; search by number of order or invoice, or title. */
  listAdminInvoices(input?: { page?: number; pageSize?: number; tab?: 'all' | 'requested' | 'issuing' | 'issued' | 'trouble' | 'reversing' | 'reversed' | 'ended'; search?: string; orderId?: string }): Promise<{ items: AdminInvoiceRow[]; total: number }>
  /** List admin mall items. */
  listAdminMallItems(input?: { page?: number; pageSize?: number }): Promise<{ items: AdminMallItem[]; total: number }>
  /** List admin orders. */
  listAdminOrders(input?: { page?: number; pageSize?: number; tab?: 'all' | 'to_pay' | 'to_ship' | 'shipped' | 'received' | 'closed' | 'refund'; search?: string; from?: string; to?: string; flag?: number; shopperId?: string }): Promise<{ items: AdminOrderRow[]; total: number }>
  /** List admin presales. */
  listAdminPresales(input?: { page?: number; pageSize?: number }): Promise<{ items: AdminPresale[]; total: number }>
  /** List admin products. */
  listAdminProducts(input?: { page?: number; pageSize?: number; search?: string; state?: 'draft' | 'on_sale' | 'off_sale' | 'archived'; categoryId?: string; brandId?: string; sort?: 'updated' | 'sold' | 'price' | 'title'; direction?: 'asc' | 'desc' }): Promise<{ items: AdminProductRow[]; total: number }>
  /** List admin referral campaigns. */
  listAdminReferralCampaigns(input?: { page?: number; pageSize?: number }): Promise<{ items: AdminReferralCampaign[]; total: number }>
  /** List admin reviews. */
  listAdminReviews(input?: { page?: number; pageSize?: number; answered?: 'true' | 'false'; stars?: number; productId?: string; state?: 'shown' | 'waiting' | 'hidden' }): Promise<{ items: AdminReview[]; total: number }>
  /** List admin withdrawals. */
  listAdminWithdrawals(input?: { page?: number; pageSize?: number; state?: 'asked' | 'reviewing' | 'approved' | 'sent' | 'confirming' | 'done' | 'rejected' | 'failed' }): Promise<{ items: AdminWithdrawal[]; total: number }>
  /** List approval rules. */
  listApprovalRules(): Promise<{ items: ApprovalRule[] }>
  /** List audit. */
  listAudit(input?: { page?: number; pageSize?: number; staffId?: string; operation?: string; from?: string; to?: string }): Promise<{ items: AuditEntry[]; total: number }>
  /** List bank transfers. */
  listBankTransfers(input?: { page?: number; pageSize?: number; state?: 'open' | 'submitted' | 'approved' | 'rejected' }): Promise<{ items: AdminBankTransfer[]; total: number }>
  /** List bill differences. */
  listBillDifferences(input?: { page?: number; pageSize?: number; open?: 'true' | 'false'; kind?: 'missing_here' | 'missing_there' | 'amount_differs' | 'state_differs' | 'funds_differ' }): Promise<{ items: BillDifference[]; total: number }>
  /** List brands. */
  listBrands(input?: { page?: number; pageSize?: number; search?: string }): Promise<{ items: AdminBrand[]; total: number }>
  /** List campaign bargains. Refusals: bargain_campaign_not_found. */
  listCampaignBargains(input: { id: string; page?: number; pageSize?: number; state?: 'open' | 'ordered' | 'bought' | 'expired' }): Promise<{ items: BargainRow[]; total: number }>
  /** Campaigns of every play of the shop, the latest first. */
  listCampaignResults(input?: { page?: number; pageSize?: number; kind?: string }): Promise<{ items: CampaignResultsRow[]; total: number; kinds: string[] }>
  /** List card terms. */
  listCardTerms(input?: { page?: number; pageSize?: number; state?: 'open' | 'paid' | 'closed' | 'refunding' | 'refunded'; shopperId?: string }): Promise<{ items: AdminCardTerm[]; total: number }>
  /** List carriers. */
  listCarriers(): Promise<{ items: Carrier[] }>
  /** How many checked in on each of the past thirty days, and how many make-up cards of this month are gone. */
  listCheckInDays(): Promise<{ days: Array<{ day: string; people: number; madeUp: number }>; cardsTaken: number }>
  /** What is to be taken at the door, what is overdue, and what became of the rest. */
  listCollections(input?: { page?: number; pageSize?: number; tab?: 'due' | 'overdue' | 'collected' | 'refused' | 'cancelled'; search?: string }): Promise<{ items: Collection[]; total: number; dueFen: number; dueCount: number; overdueFen: number; overdueCount: number; collectedTodayFen: number }>
  /** List commissions. */
  listCommissions(input?: { page?: number; pageSize?: number; state?: 'pending' | 'settled' | 'void'; search?: string; distributorId?: string }): Promise<{ items: AdminCommission[]; total: number }>
  /** List community batches. */
  listCommunityBatches(input?: { page?: number; pageSize?: number }): Promise<{ items: AdminCommunityBatch[]; total: number }>
  /** List community commissions. */
  listCommunityCommissions(input?: { page?: number; pageSize?: number; state?: 'pending' | 'settled' | 'paid' }): Promise<{ items: AdminCommunityCommission[]; total: number }>
  /** List community leaders. */
  listCommunityLeaders(input?: { page?: number; pageSize?: number; state?: 'applied' | 'approved' | 'rejected' | 'paused' }): Promise<{ items: AdminCommunityLeader[]; total: number }>
  /** List counts. */
  listCounts(input?: { page?: number; pageSize?: number }): Promise<{ items: StockCount[]; total: number }>
  /** List coupon codes. Refusals: coupon_not_found. */
  listCouponCodes(input: { id: string; page?: number; pageSize?: number }): Promise<{ items: CouponCode[]; total: number; used: number }>
  /** List coupon grants. */
  listCouponGrants(input?: { page?: number; pageSize?: number }): Promise<{ items: CouponGrant[]; total: number }>
  /** List coupon templates. */
  listCouponTemplates(input?: { page?: number; pageSize?: number }): Promise<{ items: CouponTemplate[]; total: number }>
  /** List courier pickups. */
  listCourierPickups(input?: { page?: number; pageSize?: number; state?: 'wanted' | 'booked' | 'collected' | 'missed' | 'refused' | 'cancelling' | 'cancelled' }): Promise<{ items: CourierPickup[]; total: number }>
  /** List deliveries. */
  listDeliveries(input?: { page?: number; pageSize?: number; kind?: 'pickup' | 'local'; view?: 'waiting' | 'taken' | 'mine' | 'done'; pointId?: string; search?: string }): Promise<{ items: Delivery[]; total: number; counts: Record<'waiting' | 'taken' | 'mine' | 'done', number> }>
  /** List delivery points. */
  listDeliveryPoints(): Promise<{ items: DeliveryPoint[] }>
  /** List disputes. */
  listDisputes(input?: { page?: number; pageSize?: number; decided?: 'true' | 'false' }): Promise<{ items: AdminAfterSalesRow[]; total: number }>
  /** Every movement of one distributor’s commission, newest first. Refusals: distributor_not_found. */
  listDistributionLedger(input: { page?: number; pageSize?: number; distributorId: string }): Promise<{ items: AdminDistributionEntry[]; total: number }>
  /** List distribution rates. */
  listDistributionRates(input?: { page?: number; pageSize?: number; kind?: 'product' | 'category' }): Promise<{ items: DistributionRate[]; total: number }>
  /** List distributors. */
  listDistributors(input?: { page?: number; pageSize?: number; state?: 'applied' | 'approved' | 'rejected' | 'stopped'; search?: string; parentId?: string }): Promise<{ items: AdminDistributor[]; total: number }>
  /** What people looked for and did not find. */
  listFailedSearches(): Promise<{ items: Array<{ text: string; times: number; lastAt: string }> }>
  /** List flash sessions. */
  listFlashSessions(input?: { page?: number; pageSize?: number; phase?: 'draft' | 'upcoming' | 'running' | 'ended' | 'stopped' }): Promise<{ items: FlashSessionRow[]; total: number }>
  /** List freight templates. */
  listFreightTemplates(): Promise<{ items: FreightTemplate[] }>
  /** List game draws. Refusals: game_not_found. */
  listGameDraws(input: { id: string; page?: number; pageSize?: number; won?: 'true' | 'false'; code?: string }): Promise<{ items: GameDraw[]; total: number }>
  /** List gift card batches. */
  listGiftCardBatches(input?: { page?: number; pageSize?: number }): Promise<{ items: GiftCardBatch[]; total: number; totals: { soldFen: number; redeemedFen: number; voidedFen: number; outstandingFen: number } }>
  /** List gift cards. */
  listGiftCards(input?: { page?: number; pageSize?: number; batchId?: string; state?: 'made' | 'active' | 'redeemed' | 'void'; search?: string }): Promise<{ items: AdminGiftCard[]; total: number }>
  /** Group buys of the shop, newest first, with their results. */
  listGroupBuys(input?: { page?: number; pageSize?: number }): Promise<{ items: GroupBuy[]; total: number }>
  /** Groups of the shop with their members, newest first. */
  listGroups(input?: { page?: number; pageSize?: number; campaignId?: string; state?: 'open' | 'completed' | 'failed' }): Promise<{ items: AdminGroup[]; total: number }>
  /** How many card keys of each SKU are free and delivered. */
  listKeyPools(input?: { page?: number; pageSize?: number }): Promise<{ items: KeyPool[]; total: number }>
  /** List locations. */
  listLocations(): Promise<{ items: StockLocation[] }>
  /** Lots of which something is there, what expires first first. */
  listLots(input?: { page?: number; pageSize?: number; productId?: string; locationId?: string; state?: 'all' | 'soon' | 'expired'; days?: number }): Promise<{ items: StockLot[]; total: number }>
  /** Red packets that the shop sent to groups, and what came of them. */
  listLuckyPackets(input?: { page?: number; pageSize?: number }): Promise<{ items: SentLuckyPacket[]; total: number }>
  /** List mall exchanges. Refusals: mall_item_not_found. */
  listMallExchanges(input: { id: string; page?: number; pageSize?: number }): Promise<{ items: AdminMallExchange[]; total: number }>
  /** List media. */
  listMedia(input?: { page?: number; pageSize?: number; search?: string }): Promise<{ items: MediaItem[]; total: number }>
  /** List media assets. */
  listMediaAssets(input?: { page?: number; pageSize?: number; kind?: 'video' | 'model'; search?: string }): Promise<{ items: MediaAsset[]; total: number }>
  /** What a member did and was given here, newest first. Refusals: shopper_not_found. */
  listMemberEvents(input: { id: string; page?: number; pageSize?: number }): Promise<{ items: MemberEvent[]; total: number }>
  /** List member tasks. */
  listMemberTasks(): Promise<{ items: MemberTask[] }>
  /** Who was told of what, and what came of it; kept for 180 days. */
  listMessageLog(input?: { page?: number; pageSize?: number; shopperId?: string; phone?: string; trigger?: string; state?: 'waiting' | 'sending' | 'sent' | 'refused' | 'unknown' | 'skipped' | 'dead' }): Promise<{ items: MessageLog[]; total: number; dead: number }>
  /** What people are told of, with the wording for each way and what came of it. */
  listMessageTriggers(): Promise<{ items: MessageTrigger[] }>
  /** List movements. */
  listMovements(input?: { page?: number; pageSize?: number; skuId?: string; locationId?: string; kind?: 'receipt' | 'count' | 'damage' | 'return' | 'correction' | 'sale' | 'hold' | 'release' | 'restock' | 'transfer_out' | 'transfer_in' | 'expiry' | 'sync' | 'lot'; reference?: string }): Promise<{ items: StockMovement[]; total: number }>
  /** List my sessions. */
  listMySessions(): Promise<{ items: StaffSession[] }>
  /** What is left of these orders weighs by its SKUs. */
  listOrderWeights(input: { ids: string }): Promise<{ items: Array<{ orderId: string; number: string; grams: number; guessed: boolean }> }>
  /** List payment alarms. */
  listPaymentAlarms(): Promise<{ items: PaymentAlarm[] }>
  /** List payment bills. */
  listPaymentBills(input?: { page?: number; pageSize?: number }): Promise<{ items: PaymentBill[]; total: number }>
  /** List payment channels. */
  listPaymentChannels(): Promise<{ items: PaymentChannelHealth[] }>
  /** List payments. */
  listPayments(input: { subjects: string }): Promise<{ items: Payment[] }>
  /** List pick tasks. */
  listPickTasks(input?: { page?: number; pageSize?: number; state?: 'open' | 'picking' | 'packed' | 'shipped' | 'cancelled'; search?: string }): Promise<{ items: PickTask[]; total: number }>
  /** Every movement of points, newest first. */
  listPointsLedger(input?: { page?: number; pageSize?: number; shopperId?: string; kind?: 'earn' | 'take_back' | 'pay' | 'pay_back' | 'refund' | 'adjust' | 'spent' | 'expire' | 'exchange' | 'merge' }): Promise<{ items: AdminPointsEntry[]; total: number }>
  /** List presale deposits. Refusals: presale_not_found. */
  listPresaleDeposits(input: { id: string; page?: number; pageSize?: number; state?: 'unpaid' | 'lapsed' | 'closed' | 'paid' | 'ordered' | 'bought' | 'forfeited' | 'refunded' }): Promise<{ items: PresaleDepositRow[]; total: number }>
  /** List print jobs. */
  listPrintJobs(input?: { page?: number; pageSize?: number; state?: 'queued' | 'sending' | 'sent' | 'printed' | 'failed' | 'cancelled'; printerId?: string; search?: string }): Promise<{ items: PrintJob[]; total: number }>
  /** List printers. */
  listPrinters(): Promise<{ items: Printer[]; connected: boolean }>
  /** List product questions. */
  listProductQuestions(input?: { page?: number; pageSize?: number }): Promise<{ items: Array<{ productId: string; title: string; picture: Picture | null; questions: Question[]; updatedAt: string }>; total: number }>
  /** List purchases. */
  listPurchases(input?: { page?: number; pageSize?: number; state?: 'open' | 'received' | 'closed'; supplierId?: string; search?: string }): Promise<{ items: Purchase[]; total: number }>
  /** List receipts. */
  listReceipts(input?: { page?: number; pageSize?: number; purchaseId?: string }): Promise<{ items: StockReceipt[]; total: number }>
  /** List red packet campaigns. */
  listRedPacketCampaigns(input?: { page?: number; pageSize?: number }): Promise<{ items: RedPacketCampaign[]; total: number }>
  /** List referrals. Refusals: referral_campaign_not_found. */
  listReferrals(input: { id: string; page?: number; pageSize?: number; state?: 'open' | 'review' | 'due' | 'given' | 'refused' | 'full' | 'void' | 'over' }): Promise<{ items: ReferralRow[]; total: number }>
  /** List risk hits. */
  listRiskHits(input?: { page?: number; pageSize?: number; kind?: 'login' | 'code' | 'order' | 'group' | 'bargain' | 'coupon' | 'refund' | 'withdraw' | 'distribution' | 'flash'; decision?: 'allow' | 'challenge' | 'review' | 'block' }): Promise<{ items: RiskHit[]; total: number }>
  /** List risk listings. */
  listRiskListings(input?: { page?: number; pageSize?: number; list?: 'allow' | 'block' }): Promise<{ items: RiskListing[]; total: number }>
  /** List risk reviews. */
  listRiskReviews(input?: { page?: number; pageSize?: number; state?: 'open' | 'passed' | 'refused' }): Promise<{ items: RiskReview[]; total: number; open: number }>
  /** List risk rules. */
  listRiskRules(): Promise<{ items: RiskRule[]; policy: RiskPolicy }>
  /** List roles. */
  listRoles(): Promise<{ items: RolePermissions[] }>
  /** Kinds of conditions and benefits with the JSON Schema of their arguments; the form is drawn from it. */
  listRuleKinds(): Promise<{ items: Array<{ part: 'condition' | 'benefit'; type: string; title: { 'zh-CN': string; en: string }; schema: Record<string, unknown> }> }>
  /** List rules. */
  listRules(input?: { page?: number; pageSize?: number }): Promise<{ items: PromotionRule[]; total: number }>
  /** List sample requests. Refusals: sample_not_found. */
  listSampleRequests(input: { id: string; page?: number; pageSize?: number }): Promise<{ items: AdminSampleRequest[]; total: number }>
  /** List samples. */
  listSamples(input?: { page?: number; pageSize?: number }): Promise<{ items: AdminSample[]; total: number }>
  /** List secrets. */
  listSecrets(input?: { page?: number; pageSize?: number; skuId?: string; orderId?: string; kind?: 'card_key' | 'voucher' }): Promise<{ items: AdminSecret[]; total: number }>
  /** What the mini-program platform was told of shipments; it keeps the money of a payment back until then. */
  listShippingReports(input?: { page?: number; pageSize?: number; state?: 'wanted' | 'told' | 'stopped' | 'not_needed' }): Promise<{ items: ShippingReport[]; total: number }>
  /** The coupons of this shop that a shopper has or has had, newest first. Refusals: shopper_not_found. */
  listShopperCoupons(input: { id: string }): Promise<{ items: ShopperCoupon[] }>
  /** Accounts that became one with this one, and what went over. Refusals: shopper_not_found. */
  listShopperMerges(input: { id: string }): Promise<{ items: ShopperMerge[] }>
  /** List shopper tier changes. Refusals: shopper_not_found. */
  listShopperTierChanges(input: { id: string }): Promise<{ items: Array<{ tierBefore: number; tier: number; reason: string; staffName: string; at: string }> }>
  /** List shoppers. */
  listShoppers(input?: { page?: number; pageSize?: number; search?: string }): Promise<{ items: ShopperRow[]; total: number }>
  /** List staff. */
  listStaff(input?: { page?: number; pageSize?: number }): Promise<{ items: StaffMember[]; total: number }>
  /** List stock. */
  listStock(input?: { page?: number; pageSize?: number; skuIds?: string; productId?: string; locationId?: string; low?: 'true' | 'false' }): Promise<{ items: StockLevel[]; total: number }>
  /** SKUs that have fallen to their threshold and are not above it again. */
  listStockWarnings(input?: { page?: number; pageSize?: number }): Promise<{ items: StockWarning[]; total: number }>
  /** List suppliers. */
  listSuppliers(input?: { page?: number; pageSize?: number }): Promise<{ items: Supplier[]; total: number }>
  /** List sync conflicts. */
  listSyncConflicts(input?: { page?: number; pageSize?: number; state?: 'open' | 'applied' | 'dismissed' | 'superseded' }): Promise<{ items: SyncConflict[]; total: number }>
  /** List transfers. */
  listTransfers(input?: { page?: number; pageSize?: number; state?: 'draft' | 'in_transit' | 'received' | 'cancelled'; search?: string }): Promise<{ items: Transfer[]; total: number }>
  /** Every movement of money in wallets, newest first. */
  listWalletLedger(input?: { page?: number; pageSize?: number; shopperId?: string; kind?: 'top_up' | 'gift' | 'pay' | 'pay_back' | 'refund' | 'withdraw' | 'withdraw_back' | 'adjust' | 'spent' | 'commission' | 'merge' | 'gift_card' }): Promise<{ items: AdminWalletEntry[]; total: number }>
  /** Wallets by balance, the fullest first. */
  listWallets(input?: { page?: number; pageSize?: number; shopperId?: string }): Promise<{ items: AdminWallet[]; total: number }>
  /** List waybills. */
  listWaybills(input?: { page?: number; pageSize?: number; state?: 'wanted' | 'made' | 'refused' | 'cancelling' | 'cancelled'; search?: string }): Promise<{ items: Waybill[]; total: number }>
  /** The coupon of a code that a shopper shows in the shop. Refusals: coupon_not_found. */
  lookUpCoupon(input: { code: string }): Promise<VerifiableCoupon>
  /** All products of this brand become products of another; this one is gone. Refusals: brand_not_found, brand_into_itself. */
  mergeBrand(input: { id: string; intoId: string }): Promise<AdminBrand>
  /** Puts a distributor under another one, or under nobody; never under somebody of their own team. Refusals: distributor_not_found, distribution_loop. */
  moveDistributor(input: { id: string; parentId: string | null }): Promise<AdminDistributor>
  /** What SKUs of the own shop are called, for rules that name them. */
  nameSkus(input: { ids: string }): Promise<{ items: Array<{ skuId: string; title: string; options: string[]; priceFen: number }> }>
  /** A waybill for all that is left of each order; once the carrier gave its number, the pieces are shipped with it. Keyed. Refusals: sender_missing, waybill_account_missing, carrier_unknown, key_reused. */
  orderWaybills(input: { requestId: string; carrierCode: string; orderIds: string[]; weights?: Array<{ orderId: string; grams: number }> }): Promise<{ done: number; failed: Array<{ id: string; number: string; code: string }> }>
  /** Everything was picked and is in its box. Refusals: task_not_found, task_state_wrong, task_stopped, pick_incomplete. */
  packTask(input: { id: string }): Promise<PickTask>
  /** Hands out the order of this code; each code works once, in its shop. Refusals: pickup_code_wrong, transition_illegal. */
  pickUpOrder(input: { code: string }): Promise<{ orderId: string }>
  /** Begin to pick and pack; the shopper can no longer change the address. Refusals: order_not_found, transition_illegal, gift_unclaimed. */
  prepareOrder(input: { id: string }): Promise<AdminOrder>
  /** The same for many orders; each by itself, and what could not be done is named. */
  prepareOrders(input: { ids: string[] }): Promise<BulkResult>
  /** Preview message template. Refusals: trigger_unknown, template_empty, template_place_unknown, template_ref_missing, template_field_wrong, template_unsubscribe_missing. */
  previewMessageTemplate(input: { trigger: string; channel: 'inbox' | 'weapp' | 'alipay' | 'tt' | 'sms' } & MessageTemplateInput): Promise<MessagePreview>
  /** Slips of an order by hand, on each of these printers as it lays them out. Keyed. Refusals: order_not_found, printer_not_found, print_nothing, key_reused. */
  printOrder(input: { id: string; requestId: string; printerIds: string[] }): Promise<{ items: PrintJob[] }>
  /** Announces a draft; twice is once. Refusals: flash_not_found, flash_not_draft, flash_schedule_wrong, flash_stock_short, flash_overlap, flash_sku_unknown. */
  publishFlashSession(input: { id: string }): Promise<FlashSessionDetail>
  /** The card of the shop, its terms and prices; terms that were bought keep what they were bought with. Refusals: card_plan_wrong, coupon_not_found. */
  putCardProgram(input: MemberCardInput): Promise<MemberCard>
  /** The carriers this shop chooses from, in this order; an empty list brings the usual ones back. Refusals: carrier_twice. */
  putCarriers(input: { items: CarrierInput[] }): Promise<{ items: Carrier[] }>
  /** Rates of one product or category; a product comes before its category, and that before the rule. Refusals: distribution_rule_wrong, distribution_target_gone. */
  putDistributionRate(input: { kind: 'product' | 'category'; targetId: string; level1Bps: number; level2Bps: number }): Promise<DistributionRate>
  /** Put member tags. Refusals: shopper_not_found. */
  putMemberTags(input: { id: string; tags: string[] }): Promise<{ tags: string[] }>
  /** The tiers of the shop with the growth each needs; members move to what theirs gives. Refusals: tiers_wrong. */
  putMemberTiers(input: { items: MemberTierInput[] }): Promise<{ items: MemberTier[] }>
  /** All that was picked goes back on the shelf. Refusals: task_not_found, task_state_wrong, task_stopped. */
  putPickingBack(input: { id: string }): Promise<PickTask>
  /** Put pickup rule. */
  putPickupRule(input: PickupRule): Promise<PickupRule>
  /** What is asked when this product is bought; an empty list asks nothing. Orders keep what they were asked. Refusals: product_not_found, questions_wrong. */
  putProductQuestions(input: { id: string; questions: QuestionInput[] }): Promise<{ productId: string; questions: Question[] }>
  /** Always let through, or never; what is on a list already moves to this one. Refusals: risk_listing_wrong, risk_listings_many. */
  putRiskListing(input: { list: 'allow' | 'block'; dimension: 'shopper' | 'device' | 'ip' | 'phone'; value: string; note?: string; until?: string | null }): Promise<RiskListing>
  /** Put risk policy. */
  putRiskPolicy(input: RiskPolicy): Promise<RiskPolicy>
  /** Put search words. */
  putSearchWords(input: SearchWordsInput): Promise<SearchWords>
  /** Which aggregator follows parcels, where they are sent from, and the accounts at carriers for waybills. */
  putSending(input: { tracker: 'kuaidi100' | 'kdniao'; sender: SenderInput | null; accounts: Array<{ carrierCode: string; customer: string; password?: string; month?: string; site?: string; payer?: 'sender' | 'receiver' | 'monthly' }> }): Promise<Sending>
  /** It lies ready to be fetched or taken. Refusals: delivery_not_found, delivery_state_wrong. */
  readyDelivery(input: { id: string }): Promise<{ ok: true }>
  /** What came back, inspected: accepted pieces are refunded or replaced, and go to the shelf, to a place named, or are written off. Refusals: after_sales_not_found, after_sales_moved, inspection_wrong, location_not_found. */
  receiveReturn(input: { id: string } & { lines: Array<{ lineId: string; accepted: number; restocked: number; to?: Array<{ locationId: string; quantity: number }> }>; note?: string }): Promise<AdminAfterSales>
  /** Goods came in, of a purchase order or without one; keyed, twice is once. Refusals: location_not_found, location_closed, purchase_not_found, purchase_ended, supplier_not_found, sku_not_found, received_too_many, lot_differs, lot_expired, key_reused. */
  receiveStock(input: { requestId: string; locationId?: string; purchaseId?: string; supplierId?: string; note?: string; lines: Array<{ skuId: string; quantity: number; unitCostFen?: number; lot?: { code: string; expiresOn?: string | null } }> }): Promise<StockReceipt>
  /** The pieces arrive; those that are missing are written off. Refusals: transfer_not_found, transfer_ended, received_too_many, location_closed, sku_not_found. */
  receiveTransfer(input: { id: string } & { lines: Array<{ skuId: string; received: number }> }): Promise<TransferDetail>
  /** Sends such a refund to a debit card of the payer, or back to the merchant, who then pays the payer another way. Refusals: refund_not_found, refund_not_abnormal, redirect_under_way, channel_unavailable. */
  redirectRefund(input: { id: string } & ({ key: string; to: 'card'; bank: RefundBank; cardNumber: string; holderName: string } | { key: string; to: 'merchant'; reason: string })): Promise<{ ok: true }>
  /** Ends a term and pays back so much of its price, with a reason. Refusals: card_term_not_found, card_refund_over, card_refund_changed. */
  refundCardTerm(input: { id: string; refundFen: number; reason: string }): Promise<AdminCardTerm>
  /** An exchange that cannot be sent becomes a refund. Refusals: after_sales_not_found, after_sales_moved. */
  refundInstead(input: { id: string; note: string }): Promise<AdminAfterSales>
  /** Give back all money of a paid order that is not shipped; stock and coupons follow. Refusals: order_not_found, transition_illegal, not_collected. */
  refundOrder(input: { id: string; reason: string }): Promise<AdminOrder>
  /** The buyer did not take it: the whole order ends, and everything it used goes back. Keyed, once. Refusals: order_not_found, not_on_delivery, collection_over, transition_illegal, key_reused. */
  refuseOrder(input: { id: string; requestId: string; reason: string; restock?: boolean }): Promise<Collection>
  /** Reject after sales. Refusals: after_sales_not_found, after_sales_moved. */
  rejectAfterSales(input: { id: string; note: string }): Promise<AdminAfterSales>
  /** Reject bank transfer. Refusals: bank_transfer_not_found, bank_transfer_reviewed. */
  rejectBankTransfer(input: { id: string; reason: string }): Promise<AdminBankTransfer>
  /** Reject distributor. Refusals: distributor_not_found, distributor_moved. */
  rejectDistributor(input: { id: string; reason: string }): Promise<AdminDistributor>
  /** Reject invoice. Refusals: invoice_not_found, invoice_moved. */
  rejectInvoice(input: { id: string; reason: string }): Promise<AdminInvoice>
  /** Refuses a request, also an approved one that was not bought, or a task that was not done. Refusals: sample_request_not_found, sample_request_moved. */
  rejectSampleRequest(input: { id: string; reason: string }): Promise<AdminSampleRequest>
  /** Reject withdrawal. Refusals: withdrawal_not_found, withdrawal_reviewed. */
  rejectWithdrawal(input: { id: string; reason: string }): Promise<AdminWithdrawal>
  /** Remove distribution rate. */
  removeDistributionRate(input: { kind: 'product' | 'category'; targetId: string }): Promise<{ ok: true }>
  /** Reply review. Refusals: review_not_found. */
  replyReview(input: { id: string; text: string }): Promise<AdminReview>
  /** The same slip once more, marked as a copy. Keyed. Refusals: print_job_not_found, printer_not_found, key_reused. */
  reprintJob(input: { id: string; requestId: string }): Promise<PrintJob>
  /** Reset staff password. Refusals: staff_not_found, own_password, works_elsewhere. */
  resetStaffPassword(input: { id: string; newPassword: string }): Promise<{ ok: true }>
  /** `book`: asks the provider and books what it says; `explain`: closes it with a reason. Refusals: difference_not_found, difference_closed, difference_not_bookable, channel_unavailable. */
  resolveBillDifference(input: { id: string; how: 'book' | 'explain'; reason: string }): Promise<BillDifference>
  /** Apply the update after all, or leave stock as it is; what follows it goes on. Refusals: conflict_not_found, conflict_ended, conflict_stays. */
  resolveSyncConflict(input: { id: string; action: 'apply' | 'dismiss' }): Promise<SyncConflict>
  /** Ask the channel again for money it has refused. Refusals: after_sales_not_found, refund_not_refused. */
  retryAfterSalesRefund(input: { id: string; reason: string }): Promise<AdminAfterSales>
  /** Asks the carrier once more for what it refused, under the same code. Refusals: pickup_not_found, pickup_state_wrong, pickup_window_wrong. */
  retryCourierPickup(input: { id: string }): Promise<CourierPickup>
  /** Asks the provider again, now: about what is under way, or for a red invoice that it refused. Refusals: invoice_not_found, invoice_moved. */
  retryInvoice(input: { id: string }): Promise<AdminInvoice>
  /** Tries once more what was given up or clearly refused; what may have gone out is never sent again. Refusals: delivery_not_found, delivery_not_retryable. */
  retryMessageDelivery(input: { id: string }): Promise<{ ok: true }>
  /** Retry print job. Refusals: print_job_not_found, print_job_state_wrong. */
  retryPrintJob(input: { id: string }): Promise<PrintJob>
  /** Retry shipping report. Refusals: report_not_found, report_state_wrong. */
  retryShippingReport(input: { id: string }): Promise<ShippingReport>
  /** Asks the carrier once more for a waybill it refused, under the same code. Refusals: waybill_not_found, waybill_state_wrong. */
  retryWaybill(input: { id: string }): Promise<Waybill>
  /** A red invoice over the whole of it, for a wrong title; the shopper may ask anew. Refusals: invoice_not_found, invoice_moved. */
  reverseInvoice(input: { id: string; reason: string }): Promise<AdminInvoice>
  /** Revoke my session. Refusals: session_not_found. */
  revokeMySession(input: { id: string }): Promise<{ ok: true }>
  /** The task is done: its reward is settled commission; twice is once. Refusals: sample_request_not_found, sample_request_moved. */
  rewardSampleRequest(input: { id: string }): Promise<AdminSampleRequest>
  /** All rules of the shop, in the order in which they are tried. */
  saveApprovalRules(input: { items: Array<{ name: string; enabled: boolean; conditions: { kinds: Array<'refund' | 'return' | 'exchange'>; reasons: Array<'not_wanted' | 'wrong_order' | 'slow_shipping' | 'never_arrived' | 'missing_piece' | 'agreed' | 'no_reason' | 'wrong_size' | 'quality' | 'damaged' | 'wrong_goods' | 'not_as_described'>; mostFen: number | null; when: 'any' | 'before_shipping' | 'after_shipping'; mostRequests: number | null; leastOrders: number | null } }> }): Promise<{ items: ApprovalRule[] }>
  /** Wording or mapping of one way; refused when the platform would refuse it. Refusals: trigger_unknown, template_empty, template_place_unknown, template_ref_missing, template_field_wrong, template_unsubscribe_missing. */
  saveMessageTemplate(input: { trigger: string; channel: 'inbox' | 'weapp' | 'alipay' | 'tt' | 'sms' } & MessageTemplateInput): Promise<MessageTemplate>
  /** One piece by its code or bar code; keyed, twice is once. Refusals: task_not_found, task_state_wrong, task_stopped, piece_not_wanted, piece_enough. */
  scanPiece(input: { id: string; requestId: string; code: string }): Promise<PickTask>
  /** See stock warnings. */
  seeStockWarnings(): Promise<{ ok: true }>
  /** Physical cards from one number to another were handed out against money: they can be used from now on. Twice is once. Refusals: gift_card_batch_not_found, gift_card_not_exported. */
  sellGiftCards(input: { id: string; from: string; to: string; note: string }): Promise<{ cards: number }>
  /** Sends a red packet in the name of the shop, which pays for it; keyed, twice is once. Refusals: lucky_packet_numbers_wrong, key_reused. */
  sendShopLuckyPacket(input: { requestId: string; kind: 'fixed' | 'random'; totalFen: number; shares: number; wish?: string; hours: number }): Promise<SentLuckyPacket>
  /** The pieces leave: they are in transit until they are received. Refusals: transfer_not_found, transfer_ended, stock_short. */
  sendTransfer(input: { id: string }): Promise<TransferDetail>
  /** Nearest to the shopper, first by priority, or fewest parcels; a line is split only when no single location has it. */
  setAllocation(input: { rule: 'nearest' | 'priority' | 'fewest' }): Promise<{ rule: 'nearest' | 'priority' | 'fewest' }>
  /** Close a location that is empty, or open it again. Refusals: location_not_found, location_default, location_not_empty. */
  setLocationOpen(input: { id: string; open: boolean }): Promise<StockLocation>
  /** Set product states. */
  setProductStates(input: { ids: string[]; state: 'draft' | 'on_sale' | 'off_sale' | 'archived' }): Promise<{ changed: number }>
  /** The member tier of a shopper in this shop, with a reason; 0 is everybody. Refusals: shopper_not_found. */
  setShopperTier(input: { id: string; tier: number; reason: string }): Promise<{ tier: number }>
  /** From how many pieces on an SKU counts as low; nothing: as the shop has set. Refusals: sku_not_found. */
  setThreshold(input: { skuId: string; pieces: number | null }): Promise<{ ok: true }>
  /** Ship all or some pieces in one parcel; keyed, twice is once. Refusals: after_sales_open, order_held, order_not_sent, order_not_found, transition_illegal, gift_unclaimed, ship_too_many, carrier_unknown, tracking_number_wrong, key_reused. */
  shipOrder(input: { id: string } & { requestId: string; carrierCode: string; trackingNumber: string; lines?: Array<{ orderLineId: string; quantity: number }>; despiteAfterSales?: boolean }): Promise<AdminOrder>
  /** Ship replacement. Refusals: after_sales_not_found, after_sales_moved, carrier_unknown, tracking_number_wrong, stock_short. */
  shipReplacement(input: { id: string; carrierCode: string; trackingNumber: string }): Promise<AdminAfterSales>
  /** Prices a basket of the own shop for a supposed member at a supposed time, with every reason; changes nothing. Refusals: sku_not_found, shopper_not_found. */
  simulatePrice(input: { lines: Array<{ skuId: string; quantity: number }>; member: { tier: number; paidOrders: number } | { shopperId: string }; at?: string | null; couponTemplateIds?: string[]; freightFen?: number }): Promise<{ lines: Array<{ skuId: string; title: string; options: string[]; quantity: number; unitPriceFen: number; amountFen: number; payableFen: number; units: UnitRun[] }>; applied: AppliedOffer[]; declined: DeclinedOffer[]; hints: OfferHint[]; gifts: Array<{ title: string; choose: 'one' | 'all'; items: Array<{ title: string; quantity: number }> }>; promised: Array<{ title: string }>; goodsFen: number; discountFen: number; freightFen: number; payableFen: number; choice: OfferChoice }>
  /** Staff login. Refusals: login_failed, login_throttled, account_disabled. */
  staffLogin(input: { account: string; password: string }): Promise<{ token: string; me: StaffMe }>
  /** Staff logout. */
  staffLogout(): Promise<{ ok: true }>
  /** Of several who start, one picks. Refusals: task_not_found, task_state_wrong, task_stopped. */
  startPicking(input: { id: string }): Promise<PickTask>
  /** Earns no more from now on; what was earned is settled and can be withdrawn as before. Refusals: distributor_not_found, distributor_moved. */
  stopDistributor(input: { id: string; reason: string }): Promise<AdminDistributor>
  /** Ends it before its time: nobody is let in any more, orders that were placed stay. Refusals: flash_not_found, flash_over. */
  stopFlashSession(input: { id: string }): Promise<FlashSessionDetail>
  /** Switch shop. Refusals: shop_not_found. */
  switchShop(input: { shopId: string }): Promise<StaffMe>
  /** What another system says is on hand; for each SKU and location its sequence counts up by one, and twice is once. */
  syncStock(input: { source: string; lines: Array<{ sequence: number; sku: string; location?: string; onHand: number }> }): Promise<{ items: Array<{ sequence: number; sku: string; location: string; outcome: 'applied' | 'repeated' | 'old' | 'conflict'; last: number }> }>
  /** Of several couriers who take it, one has it. Refusals: delivery_not_found, delivery_state_wrong. */
  takeDelivery(input: { id: string }): Promise<{ ok: true }>
  /** Sends it, with examples, to the shopper account of this phone; keyed, once. Refusals: trigger_unknown, template_off, message_shopper_unknown. */
  testMessageTemplate(input: { trigger: string; channel: 'inbox' | 'weapp' | 'alipay' | 'tt' | 'sms'; requestId: string; phone: string }): Promise<{ ok: true }>
  /** A test page. Keyed. Refusals: printer_not_found, key_reused. */
  testPrinter(input: { id: string; requestId: string }): Promise<PrintJob>
  /** What a rule would have hit of what was done within some days; changes nothing. Refusals: risk_rule_wrong. */
  tryRiskRule(input: { rule: { name: string; kinds: Array<'login' | 'code' | 'order' | 'group' | 'bargain' | 'coupon' | 'refund' | 'withdraw' | 'distribution' | 'flash'>; measure: 'velocity' | 'concentration' | 'new_accounts' | 'cash_out'; dimension: 'shopper' | 'device' | 'ip' | 'phone' | 'address'; most: number; windowMinutes: number; accountHours?: number | null; score: number; action: 'score' | 'challenge' | 'review' | 'block'; enabled?: boolean }; days: number }): Promise<{ acts: number; hits: number; persons: number; examples: Array<{ at: string; kind: 'login' | 'code' | 'order' | 'group' | 'bargain' | 'coupon' | 'refund' | 'withdraw' | 'distribution' | 'flash'; shopperId: string | null; nickname: string; ip: string; value: number }> }>
  /** Unpack task. Refusals: task_not_found, task_state_wrong, task_stopped. */
  unpackTask(input: { id: string }): Promise<PickTask>
  /** Put an order that was being packed back. Refusals: order_not_found, transition_illegal. */
  unprepareOrder(input: { id: string; reason: string }): Promise<AdminOrder>
  /** Update after sales settings. */
  updateAfterSalesSettings(input: AfterSalesSettingsInput): Promise<AfterSalesSettings>
  /** Holds for bargains that are begun from now on. Refusals: bargain_campaign_not_found, bargain_goods_gone, bargain_numbers_wrong, bargain_pieces_taken. */
  updateBargainCampaign(input: { id: string; title: string; floorFen: number; helpers: number; hours: number; pieces: number; buyAt: 'reached' | 'floor'; freeFreight: boolean; perPerson: number; startsPerDay: number; helpsPerDay: number; startsAt: string; endsAt: string; enabled: boolean }): Promise<AdminBargainCampaign>
  /** Update brand. Refusals: brand_not_found, brand_name_taken, picture_unknown. */
  updateBrand(input: { id: string; name: string; nameEn?: string; logo?: Picture | null; initial?: string | null; story?: string; sort?: number; visible?: boolean }): Promise<AdminBrand>
  /** Rename, re-sort or move a subtree. Refusals: category_not_found, category_too_deep, category_in_itself, category_name_taken, attribute_options_wrong, picture_unknown. */
  updateCategory(input: { id: string; name: string; parentId: string | null; picture?: Picture | null; sort?: number; attributes?: AttributeDefInput[] }): Promise<Category>
  /** Until it has closed; what is ordered keeps its price and commission. Refusals: community_batch_not_found, community_batch_over, community_item_taken, community_goods_gone, community_times_wrong, community_sku_twice. */
  updateCommunityBatch(input: { id: string } & { title: string; opensAt: string; closesAt: string; deliveryDay: string; settleDays: number; enabled: boolean; items: Array<{ skuId: string; priceFen: number; stock: number; perPerson: number; commissionBp: number }> }): Promise<CommunityBatchDetail>
  /** What was claimed keeps its terms. Refusals: coupon_not_found, coupon_stock_below_claimed, coupon_validity_wrong, coupon_code_taken, coupon_value_wrong, platform_only. */
  updateCouponTemplate(input: { id: string } & { title: string; kind: 'amount' | 'percent' | 'shipping' | 'gift'; value: number; capFen?: number | null; thresholdFen: number; scope: ScopeInput; gifts?: Array<{ skuId: string; quantity: number }>; stackGroup?: string; useIn?: 'online' | 'store' | 'both'; platformShareBps?: number; passable?: boolean; auto?: 'none' | 'newcomer' | 'birthday'; stock: number; perShopper?: number; claimable?: boolean; code?: string | null; claimFrom?: string | null; claimUntil?: string | null; validUntil?: string | null; validDays?: number | null; enabled?: boolean }): Promise<CouponTemplate>
  /** Update delivery point. Refusals: point_not_found, point_use_missing, point_fees_wrong, point_times_wrong. */
  updateDeliveryPoint(input: { id: string } & { name: string; address: string; phone?: string; lng: number; lat: number; pickup: boolean; local: boolean; paused?: boolean; hours?: Array<{ from: string; to: string }>; closedDays?: number[]; fees?: Array<{ withinMeters: number; feeFen: number }>; slots: Array<{ from: string; to: string; capacity: number }> }): Promise<DeliveryPoint>
  /** Holds for clicks and orders from now on; commission that was earned stays as it is. Refusals: distribution_rule_wrong. */
  updateDistributionRule(input: DistributionRuleInput): Promise<DistributionRule>
  /** Only a draft changes: what was announced is kept. Refusals: flash_schedule_wrong, flash_sku_unknown, flash_price_wrong, flash_sku_twice, flash_not_found, flash_not_draft. */
  updateFlashSession(input: { id: string } & { title: string; startsAt: string; endsAt: string; payMinutes?: number; challenge?: 'off' | 'suspicious' | 'everybody'; items: Array<{ skuId: string; priceFen: number; pieces: number; perPerson: number }> }): Promise<FlashSessionDetail>
  /** Update freight template. Refusals: freight_template_not_found, freight_rates_wrong. */
  updateFreightTemplate(input: { id: string } & { name: string; by: 'piece' | 'weight' | 'volume'; rates: Array<{ regionCodes: string[]; firstUnits: number; firstFen: number; nextUnits: number; nextFen: number; freeOverFen: number | null }>; excludedCodes?: string[]; isDefault?: boolean }): Promise<FreightTemplate>
  /** Update funds settings. */
  updateFundsSettings(input: FundsSettingsInput): Promise<FundsSettings>
  /** Once somebody has played, prizes and odds stay as they were shown; only stock may grow. Refusals: game_prizes_wrong, game_odds_wrong, game_times_wrong, game_candidates_wrong, game_prize_platform, game_not_found, game_fixed. */
  updateGame(input: { id: string; title: string; rules?: string; startsAt: string; endsAt: string; enabled: boolean; freePerDay: number; mostPerDay: number; mostInAll: number; pointsPrice: number; shareChances: number; orderChances: number; prizes?: GamePrizeInput[]; candidates?: GameCandidateInput[] }): Promise<AdminGame>
  /** Title and sale; of electronic ones, how many. Refusals: gift_card_batch_not_found, gift_card_pieces_sold. */
  updateGiftCardBatch(input: { id: string; title: string; onSale: boolean; pieces: number }): Promise<GiftCardBatch>
  /** Update group buy. Refusals: group_buy_not_found, group_buy_wrong, group_buy_goods_wrong, group_buy_clash, group_size_in_use. */
  updateGroupBuy(input: { id: string } & { title: string; productId: string; prices: Array<{ skuId: string; size: number; priceFen: number; leaderPriceFen?: number | null }>; startsAt: string; endsAt: string; hours: number; perPerson: number; maxPieces: number; newOnly?: 'nobody' | 'joiners' | 'everybody'; virtualFrom?: number | null; withOffers?: boolean; freeFreight?: boolean; enabled?: boolean }): Promise<GroupBuy>
  /** Update invoice settings. Refusals: tax_number_invalid, invoice_settings_incomplete. */
  updateInvoiceSettings(input: InvoiceSettingsInput): Promise<InvoiceSettings>
  /** Update location. Refusals: location_not_found, location_code_taken. */
  updateLocation(input: { id: string; name: string; code?: string; kind: 'warehouse' | 'store'; priority?: number; districtCode?: string; detail?: string; phone?: string; longitude?: number | null; latitude?: number | null }): Promise<StockLocation>
  /** What it is stays; exchanges keep what they were made for. Refusals: mall_item_not_found, mall_item_wrong. */
  updateMallItem(input: { id: string; title: string; points: number; cashFen?: number; pieces: number; perPerson?: number; startsAt: string; endsAt: string; enabled?: boolean }): Promise<AdminMallItem>
  /** Update member task. Refusals: task_not_found, task_wrong. */
  updateMemberTask(input: { id: string; kind: 'profile' | 'first_order' | 'review' | 'check_in' | 'share'; title: string; target?: number; points?: number; growth?: number; cards?: number; enabled?: boolean; position?: number }): Promise<MemberTask>
  /** How members grow and check in, in the whole mall. Refusals: streaks_wrong. */
  updateMembershipRule(input: MembershipRuleInput): Promise<MembershipRule>
  /** Update message settings. Refusals: trigger_unknown. */
  updateMessageSettings(input: MessageSettings): Promise<MessageSettings>
  /** Update on delivery. */
  updateOnDelivery(input: OnDeliverySettings): Promise<OnDeliverySettings>
  /** How points are earned and spent in the whole mall. */
  updatePointsRule(input: PointsRuleInput): Promise<PointsRule>
  /** Holds for deposits and orders that are begun from now on. Refusals: presale_numbers_wrong, presale_times_wrong, presale_earnest_too_high, presale_goods_gone, presale_not_found, presale_pieces_taken, presale_cancelled. */
  updatePresale(input: { id: string; title: string; priceFen: number; depositFen: number; worthFen: number; word: 'earnest' | 'advance'; refundBefore: boolean; unpaid: 'forfeit' | 'refund'; pieces: number; perPerson: number; startsAt: string; endsAt: string; balanceStartsAt: string | null; balanceEndsAt: string | null; waitUntil: string | null; shipBy: string; freeFreight: boolean; enabled: boolean }): Promise<AdminPresale>
  /** Update printer. Refusals: printer_not_found. */
  updatePrinter(input: { id: string; name: string; kind: 'receipt' | 'kitchen'; width: 58 | 80; copies: number; prints: 'paid' | 'handover' | 'hand'; locationId?: string | null; pointId?: string | null; categoryIds?: string[] }): Promise<Printer>
  /** Replace a product; SKUs whose options still exist keep their id. Refusals: product_not_found, version_changed, product_code_taken, sku_code_taken, category_not_found, brand_not_found, sku_options_wrong, tier_prices_wrong, special_prices_wrong, limits_wrong, delivery_fixed, attribute_wrong, attribute_missing, market_price_too_low, picture_unknown, asset_unknown, schedule_wrong. */
  updateProduct(input: { id: string } & { code: string; title: string; subtitle?: string; brandId?: string | null; categoryIds: string[]; pictures: Picture[]; video?: ProductVideo | null; model?: ProductModel | null; axes?: Axis[]; skus: Array<{ code: string; barcode?: string; options: string[]; priceFen: number; marketPriceFen?: number | null; costFen?: number | null; tiers?: PriceTier[]; specials?: SpecialPrice[]; weightGrams?: number; volumeMl?: number; picture?: Picture | null; delivery?: 'parcel' | 'card_key' | 'voucher'; enabled?: boolean }>; attributes?: Attribute[]; promises?: Array<'seven_day_return' | 'freight_insurance' | 'fake_one_pay_ten' | 'price_protection' | 'fast_shipping' | 'freshness' | 'official_warranty'>; tags?: string[]; detailHtml?: string; freightTemplateId?: string | null; limits?: PurchaseLimitsInput; state?: 'draft' | 'on_sale' | 'off_sale'; onSaleAt?: string | null; offSaleAt?: string | null; version: number }): Promise<AdminProduct>
  /** Update red packet campaign. Refusals: campaign_not_found, campaign_wrong. */
  updateRedPacketCampaign(input: { id: string; title: string; minFen: number; maxFen: number; budgetFen: number; perShopper: number; validDays: number; startsAt: string; endsAt: string; enabled?: boolean }): Promise<RedPacketCampaign>
  /** Holds for what is decided from now on. Refusals: referral_campaign_not_found, referral_budget_given, referral_numbers_wrong, referral_platform_only, referral_coupon_unknown. */
  updateReferralCampaign(input: { id: string; title: string; at: 'joined' | 'paid' | 'kept'; holdDays: number; minOrderFen: number; inviterReward: ReferralReward | null; inviteeReward: ReferralReward | null; perDay: number; perPerson: number; budget: number; friends: number; rateBps: number; mostFen: number; startsAt: string; endsAt: string; enabled: boolean }): Promise<AdminReferralCampaign>
  /** Update risk rule. Refusals: risk_rule_wrong, risk_rule_not_found. */
  updateRiskRule(input: { id: string; name: string; kinds: Array<'login' | 'code' | 'order' | 'group' | 'bargain' | 'coupon' | 'refund' | 'withdraw' | 'distribution' | 'flash'>; measure: 'velocity' | 'concentration' | 'new_accounts' | 'cash_out'; dimension: 'shopper' | 'device' | 'ip' | 'phone' | 'address'; most: number; windowMinutes: number; accountHours?: number | null; score: number; action: 'score' | 'challenge' | 'review' | 'block'; enabled?: boolean }): Promise<RiskRule>
  /** Update rule. Refusals: rule_not_found, rule_limit_below_taken, rule_kind_unknown, rule_args_wrong, period_wrong, platform_only, rule_limit_wrong, coupon_not_found. */
  updateRule(input: { id: string } & { title: string; priority?: number; group: string; scope: ScopeInput; conditions: Array<{ type: string; args: Record<string, unknown> }>; benefit: { type: string; args: Record<string, unknown> }; startsAt?: string | null; endsAt?: string | null; enabled?: boolean; alone?: boolean; limitTotal?: number | null; limitPerShopper?: number | null }): Promise<PromotionRule>
  /** Update settings. */
  updateSettings(input: ShopSettingsInput): Promise<ShopSettings>
  /** Update shop profile. */
  updateShopProfile(input: { name: string; logo: Picture | null; notice: string; phone: string; licence: string; icp: string; open: boolean }): Promise<Shop>
  /** Rename, change the role, or disable (ends all sessions). Refusals: staff_not_found, last_owner. */
  updateStaff(input: { id: string; name?: string; role?: 'owner' | 'operator' | 'warehouse' | 'clerk' | 'courier' | 'support' | 'finance'; disabled?: boolean }): Promise<StaffMember>
  /** Update supplier. Refusals: supplier_not_found, supplier_name_taken. */
  updateSupplier(input: { id: string; name: string; contact?: string; phone?: string; note?: string; active?: boolean }): Promise<Supplier>
  /** Upload media. Refusals: file_missing, file_too_large, image_unreadable, image_kind_refused, image_too_many_pixels. */
  uploadMedia(input: { file: FileSource }): Promise<MediaItem>
  /** Upload a video (MP4, H.264, 50 MB, 5 minutes) or a 3D model (GLB, 15 MB); judged by content. Refusals: file_missing, asset_kind_refused, video_unreadable, video_codec_refused, video_too_long, model_unreadable, model_refused, model_too_large. */
  uploadMediaAsset(input: { file: FileSource }): Promise<MediaAsset>
  /** A photo that something was handed over; it is in no library. Refusals: file_missing, file_too_large, image_unreadable, image_kind_refused, image_too_many_pixels. */
  uploadProof(input: { file: FileSource }): Promise<MediaItem>
  /** Uses a coupon up in the shop, once. Refusals: coupon_not_found, coupon_verified, coupon_unusable. */
  verifyCoupon(input: { code: string }): Promise<VerifiableCoupon>
  /** The service was given: the voucher is used, once. Refusals: voucher_not_found, voucher_used, voucher_void, voucher_refunding. */
  verifyVoucher(input: { code: string }): Promise<Voucher>
  /** It is worth nothing for ever; what was paid for it in the storefront goes back. Refusals: gift_card_not_found, gift_card_used. */
  voidGiftCard(input: { id: string; reason: string }): Promise<GiftCardDetail>
  /** Take a shipment back before the carrier has it: its pieces are to be sent again. Refusals: parcel_not_found, parcel_moved. */
  voidParcel(input: { id: string; reason: string }): Promise<{ ok: true }>
  /** Writes down what was counted beside what is on hand at this moment; nothing is booked yet. Refusals: count_not_found, count_ended, sku_not_found. */
  writeCount(input: { id: string } & { lines: Array<{ skuId: string; counted: number | null }> }): Promise<StockCount>
}

/** Operations that answer a file or a stream: these give the request to make. */
export interface AdminRequests {
  /** Download admin invoice. Refusals: invoice_not_found, invoice_file_not_there. */
  downloadAdminInvoice(input: { id: string; what?: 'blue' | 'red' }): Outgoing
  /** Download import template. */
  downloadImportTemplate(): Outgoing
  /** The orders that wait to be shipped, to be filled with carrier and number. */
  downloadShipTemplate(): Outgoing
  /** What to pick for each leader and to whom it goes: a page of sums, a page per leader. Refusals: community_batch_not_found. */
  exportCommunitySheet(input: { id: string; leaderId?: string }): Outgoing
  /** Draws the codes of a physical batch and tells them, once and never again. Refusals: gift_card_batch_not_found, gift_card_exported. */
  exportGiftCards(input: { id: string }): Outgoing
  /** Export orders. */
  exportOrders(input?: { tab?: 'all' | 'to_pay' | 'to_ship' | 'shipped' | 'received' | 'closed' | 'refund'; search?: string; from?: string; to?: string; flag?: number; shopperId?: string }): Outgoing
  /** Export products. */
  exportProducts(): Outgoing
  /** A delivery note for each of these orders, a page each. Refusals: order_not_found. */
  printDeliveryNotes(input: { ids: string }): Outgoing
  /** What to take from the shelves for these orders, summed by SKU. Refusals: order_not_found. */
  printPickList(input: { ids: string }): Outgoing
  /** Labels of 76 × 130 mm as one page to print. Refusals: waybill_not_found. */
  printWaybills(input: { ids: string }): Outgoing
}

const operations: Record<string, Operation> = {
  addOrderNote: ['POST', '/orders/:id/notes'],
  adjustGrowth: ['POST', '/members/:id/growth'],
  adjustPoints: ['POST', '/points/:id/adjustments'],
  adjustStock: ['POST', '/stock/adjustments'],
  adjustWallet: ['POST', '/wallets/:id/adjustments'],
  answerComplaint: ['POST', '/complaints/:id/answer'],
  approveAfterSales: ['POST', '/after-sales/:id/approve'],
  approveBankTransfer: ['POST', '/bank-transfers/:id/approve'],
  approveDistributor: ['POST', '/distributors/:id/approve'],
  approveManyAfterSales: ['POST', '/after-sales-approvals'],
  approveSampleRequest: ['POST', '/distribution-sample-requests/:id/approve'],
  approveWithdrawal: ['POST', '/withdrawals/:id/approve'],
  bookCount: ['POST', '/stock/counts/:id/book'],
  bookCourierPickup: ['POST', '/courier-pickups'],
  bulkEditProducts: ['POST', '/products/bulk'],
  cancelCommunityBatch: ['POST', '/community-batches/:id/cancel'],
  cancelCount: ['POST', '/stock/counts/:id/cancel'],
  cancelCourierPickup: ['POST', '/courier-pickups/:id/cancel'],
  cancelPresale: ['POST', '/presales/:id/cancel'],
  cancelPrintJob: ['POST', '/print-jobs/:id/cancel'],
  cancelTransfer: ['POST', '/stock/transfers/:id/cancel'],
  cancelWaybill: ['POST', '/waybills/:id/cancel'],
  changeMyPassword: ['POST', '/me/password'],
  changeOrderPrice: ['POST', '/orders/:id/price'],
  closeCommunityBatch: ['POST', '/community-batches/:id/close'],
  closeOrder: ['POST', '/orders/:id/close'],
  closePurchase: ['POST', '/stock/purchases/:id/close'],
  collectCourierPickup: ['POST', '/courier-pickups/:id/collect'],
  collectOrder: ['POST', '/orders/:id/collect'],
  correctParcel: ['PUT', '/parcels/:id'],
  countAdminAfterSales: ['GET', '/after-sales-counts'],
  countAdminInvoices: ['GET', '/invoice-counts'],
  countAdminOrders: ['GET', '/order-counts'],
  countPickTasks: ['GET', '/pick-task-counts'],
  countStockTodos: ['GET', '/stock/todos'],
  createBargainCampaign: ['POST', '/bargain-campaigns'],
  createBrand: ['POST', '/brands'],
  createCategory: ['POST', '/categories'],
  createCommunityBatch: ['POST', '/community-batches'],
  createCount: ['POST', '/stock/counts'],
  createCouponCodes: ['POST', '/coupons/:id/codes'],
  createCouponGrant: ['POST', '/coupon-grants'],
  createCouponTemplate: ['POST', '/coupons'],
  createDeliveryPoint: ['POST', '/delivery-points'],
  createFlashSession: ['POST', '/flash-sales'],
  createFreightTemplate: ['POST', '/freight-templates'],
  createGame: ['POST', '/games'],
  createGiftCardBatch: ['POST', '/gift-card-batches'],
  createGroupBuy: ['POST', '/group-buys'],
  createLocation: ['POST', '/stock/locations'],
  createMallItem: ['POST', '/points-mall/items'],
  createMemberTask: ['POST', '/member-tasks'],
  createPresale: ['POST', '/presales'],
  createPrinter: ['POST', '/printers'],
  createProduct: ['POST', '/products'],
  createPurchase: ['POST', '/stock/purchases'],
  createRedPacketCampaign: ['POST', '/red-packet-campaigns'],
  createReferralCampaign: ['POST', '/referral-campaigns'],
  createRiskRule: ['POST', '/risk/rules'],
  createRule: ['POST', '/promotions'],
  createSample: ['POST', '/distribution-samples'],
  createStaff: ['POST', '/staff'],
  createSupplier: ['POST', '/stock/suppliers'],
  createTransfer: ['POST', '/stock/transfers'],
  decideCommunityLeader: ['POST', '/community-leaders/:id/decision'],
  decideDispute: ['POST', '/disputes/:id/decision'],
  decideReferral: ['POST', '/referrals/:id/decision'],
  decideRiskReview: ['POST', '/risk/reviews/:id/decision'],
  deleteBrand: ['DELETE', '/brands/:id'],
  deleteCategory: ['DELETE', '/categories/:id'],
  deleteDeliveryPoint: ['DELETE', '/delivery-points/:id'],
  deleteFlashSession: ['DELETE', '/flash-sales/:id'],
  deleteFreightTemplate: ['DELETE', '/freight-templates/:id'],
  deleteMedia: ['DELETE', '/media/:id'],
  deleteMediaAsset: ['DELETE', '/media-assets/:id'],
  deletePrinter: ['DELETE', '/printers/:id'],
  deleteRiskListing: ['DELETE', '/risk/listings/:id'],
  deleteRiskRule: ['DELETE', '/risk/rules/:id'],
  deliverOrder: ['POST', '/orders/:id/deliver'],
  editOrderAddress: ['POST', '/orders/:id/address'],
  endBargainCampaign: ['POST', '/bargain-campaigns/:id/end'],
  endGame: ['POST', '/games/:id/end'],
  endGroupBuy: ['POST', '/group-buys/:id/end'],
  endPresale: ['POST', '/presales/:id/end'],
  endSample: ['POST', '/distribution-samples/:id/end'],
  endShopLuckyPacket: ['POST', '/lucky-packets/:id/end'],
  extendGiftCard: ['POST', '/gift-cards/:id/extend'],
  failDelivery: ['POST', '/deliveries/:id/fail'],
  fetchPaymentBills: ['POST', '/payment-bills/fetch'],
  findPickup: ['POST', '/pickups/look'],
  findVoucher: ['POST', '/vouchers/find'],
  flagOrders: ['POST', '/order-flags'],
  freezeGiftCard: ['POST', '/gift-cards/:id/freeze'],
  getAdminAfterSales: ['GET', '/after-sales/:id'],
  getAdminInvoice: ['GET', '/invoices/:id'],
  getAdminOrder: ['GET', '/orders/:id'],
  getAdminProduct: ['GET', '/products/:id'],
  getAfterSalesSettings: ['GET', '/after-sales-settings'],
  getAllocation: ['GET', '/stock/allocation'],
  getBargainResults: ['GET', '/bargain-campaigns/:id/results'],
  getCampaignResults: ['GET', '/campaign-results/:kind/:id'],
  getCardProgram: ['GET', '/member-card'],
  getCommunityBatch: ['GET', '/community-batches/:id'],
  getCompensationBudget: ['GET', '/compensation-budget'],
  getCount: ['GET', '/stock/counts/:id', ['page', 'pageSize', 'only']],
  getDashboard: ['GET', '/dashboard', ['days']],
  getDelivery: ['GET', '/deliveries/:id'],
  getDispute: ['GET', '/disputes/:id'],
  getDistributionResults: ['GET', '/distribution-results', ['days']],
  getDistributionRule: ['GET', '/distribution-rule'],
  getDistributor: ['GET', '/distributors/:id'],
  getFlashNumbers: ['GET', '/flash-sales/:id/numbers'],
  getFlashSession: ['GET', '/flash-sales/:id'],
  getFundsSettings: ['GET', '/funds-settings'],
  getGameResults: ['GET', '/games/:id/results'],
  getGiftCard: ['GET', '/gift-cards/:id'],
  getGroupBuy: ['GET', '/group-buys/:id'],
  getInvoiceSettings: ['GET', '/invoice-settings'],
  getMember: ['GET', '/members/:id'],
  getMemberTiers: ['GET', '/member-tiers'],
  getMembershipRule: ['GET', '/membership-rule'],
  getMessageSettings: ['GET', '/message-settings'],
  getOnDelivery: ['GET', '/on-delivery'],
  getPickupRule: ['GET', '/pickup-rule'],
  getPointsRule: ['GET', '/points-rule'],
  getPresaleResults: ['GET', '/presales/:id/results'],
  getPrintJob: ['GET', '/print-jobs/:id'],
  getPurchase: ['GET', '/stock/purchases/:id'],
  getReturnPlaces: ['GET', '/after-sales/:id/places'],
  getSearchWords: ['GET', '/search/words'],
  getSending: ['GET', '/sending'],
  getSettings: ['GET', '/settings'],
  getShopProfile: ['GET', '/shop'],
  getStaffMe: ['GET', '/me'],
  getTransfer: ['GET', '/stock/transfers/:id'],
  handOverPrize: ['POST', '/game-draws/:id/hand-over'],
  hideReview: ['PUT', '/reviews/:id/visibility'],
  importKeyFile: ['POST', '/key-pools/:id/file'],
  importKeys: ['POST', '/key-pools/:id/keys'],
  importProducts: ['POST', '/products/import'],
  importShipments: ['POST', '/order-shipments/import'],
  issueInvoice: ['POST', '/invoices/:id/issue'],
  leaveDelivery: ['POST', '/deliveries/:id/leave'],
  listAbnormalRefunds: ['GET', '/abnormal-refunds'],
  listAdminAfterSales: ['GET', '/after-sales', ['page', 'pageSize', 'tab', 'search', 'orderId']],
  listAdminBargainCampaigns: ['GET', '/bargain-campaigns', ['page', 'pageSize']],
  listAdminCategories: ['GET', '/categories'],
  listAdminComplaints: ['GET', '/complaints', ['page', 'pageSize', 'tab']],
  listAdminGames: ['GET', '/games', ['page', 'pageSize']],
  listAdminInvoices: ['GET', '/invoices', ['page', 'pageSize', 'tab', 'search', 'orderId']],
  listAdminMallItems: ['GET', '/points-mall/items', ['page', 'pageSize']],
  listAdminOrders: ['GET', '/orders', ['page', 'pageSize', 'tab', 'search', 'from', 'to', 'flag', 'shopperId']],
  listAdminPresales: ['GET', '/presales', ['page', 'pageSize']],
  listAdminProducts: ['GET', '/products', ['page', 'pageSize', 'search', 'state', 'categoryId', 'brandId', 'sort', 'direction']],
  listAdminReferralCampaigns: ['GET', '/referral-campaigns', ['page', 'pageSize']],
  listAdminReviews: ['GET', '/reviews', ['page', 'pageSize', 'answered', 'stars', 'productId', 'state']],
  listAdminWithdrawals: ['GET', '/withdrawals', ['page', 'pageSize', 'state']],
  listApprovalRules: ['GET', '/approval-rules'],
  listAudit: ['GET', '/audit', ['page', 'pageSize', 'staffId', 'operation', 'from', 'to']],
  listBankTransfers: ['GET', '/bank-transfers', ['page', 'pageSize', 'state']],
  listBillDifferences: ['GET', '/bill-differences', ['page', 'pageSize', 'open', 'kind']],
  listBrands: ['GET', '/brands', ['page', 'pageSize', 'search']],
  listCampaignBargains: ['GET', '/bargain-campaigns/:id/bargains', ['page', 'pageSize', 'state']],
  listCampaignResults: ['GET', '/campaign-results', ['page', 'pageSize', 'kind']],
  listCardTerms: ['GET', '/member-card/terms', ['page', 'pageSize', 'state', 'shopperId']],
  listCarriers: ['GET', '/carriers'],
  listCheckInDays: ['GET', '/check-in-days'],
  listCollections: ['GET', '/collections', ['page', 'pageSize', 'tab', 'search']],
  listCommissions: ['GET', '/distribution-commissions', ['page', 'pageSize', 'state', 'search', 'distributorId']],
  listCommunityBatches: ['GET', '/community-batches', ['page', 'pageSize']],
  listCommunityCommissions: ['GET', '/community-commissions', ['page', 'pageSize', 'state']],
  listCommunityLeaders: ['GET', '/community-leaders', ['page', 'pageSize', 'state']],
  listCounts: ['GET', '/stock/counts', ['page', 'pageSize']],
  listCouponCodes: ['GET', '/coupons/:id/codes', ['page', 'pageSize']],
  listCouponGrants: ['GET', '/coupon-grants', ['page', 'pageSize']],
  listCouponTemplates: ['GET', '/coupons', ['page', 'pageSize']],
  listCourierPickups: ['GET', '/courier-pickups', ['page', 'pageSize', 'state']],
  listDeliveries: ['GET', '/deliveries', ['page', 'pageSize', 'kind', 'view', 'pointId', 'search']],
  listDeliveryPoints: ['GET', '/delivery-points'],
  listDisputes: ['GET', '/disputes', ['page', 'pageSize', 'decided']],
  listDistributionLedger: ['GET', '/distribution-ledger', ['page', 'pageSize', 'distributorId']],
  listDistributionRates: ['GET', '/distribution-rates', ['page', 'pageSize', 'kind']],
  listDistributors: ['GET', '/distributors', ['page', 'pageSize', 'state', 'search', 'parentId']],
  listFailedSearches: ['GET', '/search/failed'],
  listFlashSessions: ['GET', '/flash-sales', ['page', 'pageSize', 'phase']],
  listFreightTemplates: ['GET', '/freight-templates'],
  listGameDraws: ['GET', '/games/:id/draws', ['page', 'pageSize', 'won', 'code']],
  listGiftCardBatches: ['GET', '/gift-card-batches', ['page', 'pageSize']],
  listGiftCards: ['GET', '/gift-cards', ['page', 'pageSize', 'batchId', 'state', 'search']],
  listGroupBuys: ['GET', '/group-buys', ['page', 'pageSize']],
  listGroups: ['GET', '/groups', ['page', 'pageSize', 'campaignId', 'state']],
  listKeyPools: ['GET', '/key-pools', ['page', 'pageSize']],
  listLocations: ['GET', '/stock/locations'],
  listLots: ['GET', '/stock/lots', ['page', 'pageSize', 'productId', 'locationId', 'state', 'days']],
  listLuckyPackets: ['GET', '/lucky-packets', ['page', 'pageSize']],
  listMallExchanges: ['GET', '/points-mall/items/:id/exchanges', ['page', 'pageSize']],
  listMedia: ['GET', '/media', ['page', 'pageSize', 'search']],
  listMediaAssets: ['GET', '/media-assets', ['page', 'pageSize', 'kind', 'search']],
  listMemberEvents: ['GET', '/members/:id/events', ['page', 'pageSize']],
  listMemberTasks: ['GET', '/member-tasks'],
  listMessageLog: ['GET', '/message-log', ['page', 'pageSize', 'shopperId', 'phone', 'trigger', 'state']],
  listMessageTriggers: ['GET', '/message-triggers'],
  listMovements: ['GET', '/stock/movements', ['page', 'pageSize', 'skuId', 'locationId', 'kind', 'reference']],
  listMySessions: ['GET', '/me/sessions'],
  listOrderWeights: ['GET', '/order-weights', ['ids']],
  listPaymentAlarms: ['GET', '/payment-alarms'],
  listPaymentBills: ['GET', '/payment-bills', ['page', 'pageSize']],
  listPaymentChannels: ['GET', '/payment-channels'],
  listPayments: ['GET', '/payments', ['subjects']],
  listPickTasks: ['GET', '/pick-tasks', ['page', 'pageSize', 'state', 'search']],
  listPointsLedger: ['GET', '/points-ledger', ['page', 'pageSize', 'shopperId', 'kind']],
  listPresaleDeposits: ['GET', '/presales/:id/deposits', ['page', 'pageSize', 'state']],
  listPrintJobs: ['GET', '/print-jobs', ['page', 'pageSize', 'state', 'printerId', 'search']],
  listPrinters: ['GET', '/printers'],
  listProductQuestions: ['GET', '/product-questions', ['page', 'pageSize']],
  listPurchases: ['GET', '/stock/purchases', ['page', 'pageSize', 'state', 'supplierId', 'search']],
  listReceipts: ['GET', '/stock/receipts', ['page', 'pageSize', 'purchaseId']],
  listRedPacketCampaigns: ['GET', '/red-packet-campaigns', ['page', 'pageSize']],
  listReferrals: ['GET', '/referral-campaigns/:id/referrals', ['page', 'pageSize', 'state']],
  listRiskHits: ['GET', '/risk/hits', ['page', 'pageSize', 'kind', 'decision']],
  listRiskListings: ['GET', '/risk/listings', ['page', 'pageSize', 'list']],
  listRiskReviews: ['GET', '/risk/reviews', ['page', 'pageSize', 'state']],
  listRiskRules: ['GET', '/risk/rules'],
  listRoles: ['GET', '/roles'],
  listRuleKinds: ['GET', '/promotion-kinds'],
  listRules: ['GET', '/promotions', ['page', 'pageSize']],
  listSampleRequests: ['GET', '/distribution-samples/:id/requests', ['page', 'pageSize']],
  listSamples: ['GET', '/distribution-samples', ['page', 'pageSize']],
  listSecrets: ['GET', '/secrets', ['page', 'pageSize', 'skuId', 'orderId', 'kind']],
  listShippingReports: ['GET', '/shipping-reports', ['page', 'pageSize', 'state']],
  listShopperCoupons: ['GET', '/shoppers/:id/coupons'],
  listShopperMerges: ['GET', '/shoppers/:id/merges'],
  listShopperTierChanges: ['GET', '/shoppers/:id/tier-changes'],
  listShoppers: ['GET', '/shoppers', ['page', 'pageSize', 'search']],
  listStaff: ['GET', '/staff', ['page', 'pageSize']],
  listStock: ['GET', '/stock', ['page', 'pageSize', 'skuIds', 'productId', 'locationId', 'low']],
  listStockWarnings: ['GET', '/stock/warnings', ['page', 'pageSize']],
  listSuppliers: ['GET', '/stock/suppliers', ['page', 'pageSize']],
  listSyncConflicts: ['GET', '/stock/conflicts', ['page', 'pageSize', 'state']],
  listTransfers: ['GET', '/stock/transfers', ['page', 'pageSize', 'state', 'search']],
  listWalletLedger: ['GET', '/wallet-ledger', ['page', 'pageSize', 'shopperId', 'kind']],
  listWallets: ['GET', '/wallets', ['page', 'pageSize', 'shopperId']],
  listWaybills: ['GET', '/waybills', ['page', 'pageSize', 'state', 'search']],
  lookUpCoupon: ['GET', '/coupon-verifications', ['code']],
  mergeBrand: ['POST', '/brands/:id/merge'],
  moveDistributor: ['POST', '/distributors/:id/parent'],
  nameSkus: ['GET', '/promotion-skus', ['ids']],
  orderWaybills: ['POST', '/waybills'],
  packTask: ['POST', '/pick-tasks/:id/pack'],
  pickUpOrder: ['POST', '/pickups'],
  prepareOrder: ['POST', '/orders/:id/prepare'],
  prepareOrders: ['POST', '/order-preparations'],
  previewMessageTemplate: ['POST', '/message-triggers/:trigger/templates/:channel/preview'],
  printOrder: ['POST', '/orders/:id/prints'],
  publishFlashSession: ['POST', '/flash-sales/:id/publish'],
  putCardProgram: ['PUT', '/member-card'],
  putCarriers: ['PUT', '/carriers'],
  putDistributionRate: ['PUT', '/distribution-rates'],
  putMemberTags: ['PUT', '/members/:id/tags'],
  putMemberTiers: ['PUT', '/member-tiers'],
  putPickingBack: ['POST', '/pick-tasks/:id/put-back'],
  putPickupRule: ['PUT', '/pickup-rule'],
  putProductQuestions: ['PUT', '/products/:id/questions'],
  putRiskListing: ['POST', '/risk/listings'],
  putRiskPolicy: ['PUT', '/risk/policy'],
  putSearchWords: ['PUT', '/search/words'],
  putSending: ['PUT', '/sending'],
  readyDelivery: ['POST', '/deliveries/:id/ready'],
  receiveReturn: ['POST', '/after-sales/:id/receive'],
  receiveStock: ['POST', '/stock/receipts'],
  receiveTransfer: ['POST', '/stock/transfers/:id/receive'],
  redirectRefund: ['POST', '/abnormal-refunds/:id/redirect'],
  refundCardTerm: ['POST', '/member-card/terms/:id/refund'],
  refundInstead: ['POST', '/after-sales/:id/refund-instead'],
  refundOrder: ['POST', '/orders/:id/refund'],
  refuseOrder: ['POST', '/orders/:id/refuse'],
  rejectAfterSales: ['POST', '/after-sales/:id/reject'],
  rejectBankTransfer: ['POST', '/bank-transfers/:id/reject'],
  rejectDistributor: ['POST', '/distributors/:id/reject'],
  rejectInvoice: ['POST', '/invoices/:id/reject'],
  rejectSampleRequest: ['POST', '/distribution-sample-requests/:id/reject'],
  rejectWithdrawal: ['POST', '/withdrawals/:id/reject'],
  removeDistributionRate: ['POST', '/distribution-rates/remove'],
  replyReview: ['PUT', '/reviews/:id/reply'],
  reprintJob: ['POST', '/print-jobs/:id/copies'],
  resetStaffPassword: ['POST', '/staff/:id/password'],
  resolveBillDifference: ['POST', '/bill-differences/:id/resolve'],
  resolveSyncConflict: ['POST', '/stock/conflicts/:id/resolve'],
  retryAfterSalesRefund: ['POST', '/after-sales/:id/refund-again'],
  retryCourierPickup: ['POST', '/courier-pickups/:id/retry'],
  retryInvoice: ['POST', '/invoices/:id/retry'],
  retryMessageDelivery: ['POST', '/message-deliveries/:id/retry'],
  retryPrintJob: ['POST', '/print-jobs/:id/retry'],
  retryShippingReport: ['POST', '/shipping-reports/:id/retry'],
  retryWaybill: ['POST', '/waybills/:id/retry'],
  reverseInvoice: ['POST', '/invoices/:id/reverse'],
  revokeMySession: ['DELETE', '/me/sessions/:id'],
  rewardSampleRequest: ['POST', '/distribution-sample-requests/:id/reward'],
  saveApprovalRules: ['PUT', '/approval-rules'],
  saveMessageTemplate: ['PUT', '/message-triggers/:trigger/templates/:channel'],
  scanPiece: ['POST', '/pick-tasks/:id/scans'],
  seeStockWarnings: ['POST', '/stock/warnings/seen'],
  sellGiftCards: ['POST', '/gift-card-batches/:id/sell'],
  sendShopLuckyPacket: ['POST', '/lucky-packets'],
  sendTransfer: ['POST', '/stock/transfers/:id/send'],
  setAllocation: ['PUT', '/stock/allocation'],
  setLocationOpen: ['POST', '/stock/locations/:id/open'],
  setProductStates: ['POST', '/products/states'],
  setShopperTier: ['PUT', '/shoppers/:id/tier'],
  setThreshold: ['PUT', '/stock/thresholds'],
  shipOrder: ['POST', '/orders/:id/shipments'],
  shipReplacement: ['POST', '/after-sales/:id/replacement'],
  simulatePrice: ['POST', '/promotion-simulations'],
  staffLogin: ['POST', '/login'],
  staffLogout: ['POST', '/logout'],
  startPicking: ['POST', '/pick-tasks/:id/start'],
  stopDistributor: ['POST', '/distributors/:id/stop'],
  stopFlashSession: ['POST', '/flash-sales/:id/stop'],
  switchShop: ['POST', '/me/shop'],
  syncStock: ['POST', '/stock/sync'],
  takeDelivery: ['POST', '/deliveries/:id/take'],
  testMessageTemplate: ['POST', '/message-triggers/:trigger/templates/:channel/test'],
  testPrinter: ['POST', '/printers/:id/test'],
  tryRiskRule: ['POST', '/risk/try'],
  unpackTask: ['POST', '/pick-tasks/:id/unpack'],
  unprepareOrder: ['POST', '/orders/:id/unprepare'],
  updateAfterSalesSettings: ['PUT', '/after-sales-settings'],
  updateBargainCampaign: ['PUT', '/bargain-campaigns/:id'],
  updateBrand: ['PUT', '/brands/:id'],
  updateCategory: ['PUT', '/categories/:id'],
  updateCommunityBatch: ['PUT', '/community-batches/:id'],
  updateCouponTemplate: ['PUT', '/coupons/:id'],
  updateDeliveryPoint: ['PUT', '/delivery-points/:id'],
  updateDistributionRule: ['PUT', '/distribution-rule'],
  updateFlashSession: ['PUT', '/flash-sales/:id'],
  updateFreightTemplate: ['PUT', '/freight-templates/:id'],
  updateFundsSettings: ['PUT', '/funds-settings'],
  updateGame: ['PUT', '/games/:id'],
  updateGiftCardBatch: ['PUT', '/gift-card-batches/:id'],
  updateGroupBuy: ['PUT', '/group-buys/:id'],
  updateInvoiceSettings: ['PUT', '/invoice-settings'],
  updateLocation: ['PUT', '/stock/locations/:id'],
  updateMallItem: ['PUT', '/points-mall/items/:id'],
  updateMemberTask: ['PUT', '/member-tasks/:id'],
  updateMembershipRule: ['PUT', '/membership-rule'],
  updateMessageSettings: ['PUT', '/message-settings'],
  updateOnDelivery: ['PUT', '/on-delivery'],
  updatePointsRule: ['PUT', '/points-rule'],
  updatePresale: ['PUT', '/presales/:id'],
  updatePrinter: ['PUT', '/printers/:id'],
  updateProduct: ['PUT', '/products/:id'],
  updateRedPacketCampaign: ['PUT', '/red-packet-campaigns/:id'],
  updateReferralCampaign: ['PUT', '/referral-campaigns/:id'],
  updateRiskRule: ['PUT', '/risk/rules/:id'],
  updateRule: ['PUT', '/promotions/:id'],
  updateSettings: ['PUT', '/settings'],
  updateShopProfile: ['PUT', '/shop'],
  updateStaff: ['PATCH', '/staff/:id'],
  updateSupplier: ['PUT', '/stock/suppliers/:id'],
  uploadMedia: ['POST', '/media'],
  uploadMediaAsset: ['POST', '/media-assets'],
  uploadProof: ['POST', '/proofs'],
  verifyCoupon: ['POST', '/coupon-verifications'],
  verifyVoucher: ['POST', '/vouchers/verify'],
  voidGiftCard: ['POST', '/gift-cards/:id/void'],
  voidParcel: ['POST', '/parcels/:id/void'],
  writeCount: ['PUT', '/stock/counts/:id/lines'],
}

const requests: Record<string, Operation> = {
  downloadAdminInvoice: ['GET', '/invoices/:id/file', ['what']],
  downloadImportTemplate: ['GET', '/products/import-template.xlsx'],
  downloadShipTemplate: ['GET', '/order-shipments/template.xlsx'],
  exportCommunitySheet: ['GET', '/community-batches/:id/sheet.xlsx', ['leaderId']],
  exportGiftCards: ['POST', '/gift-card-batches/:id/export'],
  exportOrders: ['GET', '/orders.xlsx', ['tab', 'search', 'from', 'to', 'flag', 'shopperId']],
  exportProducts: ['GET', '/products.xlsx'],
  printDeliveryNotes: ['GET', '/order-delivery-notes.pdf', ['ids']],
  printPickList: ['GET', '/order-pick-list.pdf', ['ids']],
  printWaybills: ['GET', '/waybill-labels', ['ids']],
}

// The table and the interfaces come from the same contracts.
export const createAdminClient = (send: Send): AdminClient => bind('/api/admin', operations, send) as unknown as AdminClient
export const adminRequests = describe('/api/admin', requests) as unknown as AdminRequests
