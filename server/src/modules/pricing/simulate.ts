import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Applied } from '../promotion/contract.ts'
import type { Pricing } from './context.ts'
import type { nameSkus, simulatePrice } from './contract.ts'
import { priceOf } from './price.ts'

type Input = z.output<NonNullable<typeof simulatePrice.body>>
type Reply = z.input<typeof simulatePrice.reply>
type Answer = Awaited<ReturnType<Pricing['promotion']['evaluate']>>['shops'][number]

/** What a basket would cost a member at a time, and why: the shop's offers, then those over several shops. Throws `sku_not_found`, `shopper_not_found`. */
export async function simulate(pricing: Pricing, shopId: string, input: Input): Promise<Reply> {
  const at = input.at === null ? pricing.now() : new Date(input.at)
  const member = await memberOf(pricing, shopId, input.member)
  const goods = await goodsOf(pricing, shopId, { input, at, tier: member.tier })
  const { shops, across, choice } = await pricing.promotion.evaluate({
    shops: [
      {
        basket: { shopId, freightFen: input.freightFen, lines: goods.map(({ line }) => line) },
        tier: member.tier,
        coupons: 'best' as const,
      },
    ],
    member: { shopperId: member.shopperId, ...(member.paidOrders === undefined ? {} : { paidOrders: member.paidOrders }) },
    across: true,
    templateIds: input.couponTemplateIds,
    at: at.toISOString(),
  })
  const [outcome] = shops
  if (!outcome) throw new Error('the offers of the shop were not weighed')
  const payable = new Map(outcome.lines.map((line) => [line.lineId, line.payableFen]))
  const [part] = across.shops
  for (const { lineId, discountFen } of part?.lines ?? []) payable.set(lineId, (payable.get(lineId) ?? 0) - discountFen)
  const applied = [...outcome.applied, ...(part?.applied ?? [])]
  return {
    ...(await sumsOf(pricing, { goods, payable, applied, freightFen: input.freightFen })),
    ...(await alongOf(pricing, shopId, outcome)),
    applied,
    declined: [...outcome.declined, ...across.declined],
    hints: [...outcome.hints, ...across.hints],
    choice,
  }
}

async function memberOf(
  { shopper }: Pricing,
  shopId: string,
  member: Input['member'],
): Promise<{ shopperId: string | null; tier: number; paidOrders?: number }> {
  if (!('shopperId' in member)) return { shopperId: null, ...member }
  // A shop simulates for its own people only.
  const { known } = await shopper.dealsWith({ shopId, shopperId: member.shopperId })
  if (!known) throw new AppError('not_found', 'shopper_not_found')
  const { items } = await shopper.tiers({ shopperId: member.shopperId, shopIds: [shopId] })
  return { shopperId: member.shopperId, tier: Math.max(items[0]?.tier ?? 0, items[0]?.card ?? 0) }
}

async function goodsOf({ catalog }: Pricing, shopId: string, { input, at, tier }: { input: Input; at: Date; tier: number }) {
  const wanted = new Map<string, number>()
  for (const { skuId, quantity } of input.lines) wanted.set(skuId, (wanted.get(skuId) ?? 0) + quantity)
  const { items } = await catalog.skusForSale({ skuIds: [...wanted.keys()] })
  return [...wanted].map(([skuId, quantity]) => {
    const sku = items.find((one) => one.skuId === skuId && one.shopId === shopId)
    if (!sku) throw new AppError('not_found', 'sku_not_found', { skuId })
    const { productId, categoryIds } = sku
    const unitPriceFen = priceOf(sku, quantity, { tier, channel: null, at }).priceFen
    return { sku, line: { lineId: skuId, skuId, productId, categoryIds, unitPriceFen, quantity } }
  })
}

interface Sums {
  goods: Awaited<ReturnType<typeof goodsOf>>
  payable: ReadonlyMap<string, number>
  applied: Applied[]
  freightFen: number
}

async function sumsOf({ promotion }: Pricing, { goods, payable, applied, freightFen }: Sums) {
  const paying = goods.map(({ line: { lineId, unitPriceFen, quantity } }) => ({
    lineId,
    unitPriceFen,
    quantity,
    payableFen: payable.get(lineId) ?? 0,
  }))
  const { lines: units } = await promotion.perUnit({ lines: paying, applied })
  const lines = goods.map(({ sku: { skuId, title, options }, line }, index) => ({
    skuId,
    title,
    options,
    quantity: line.quantity,
    unitPriceFen: line.unitPriceFen,
    amountFen: line.unitPriceFen * line.quantity,
    payableFen: paying[index]!.payableFen,
    units: units[index]!.units,
  }))
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  const goodsFen = sum(lines.map((line) => line.amountFen))
  const discountFen = sum(applied.map((offer) => offer.goodsFen + offer.freightFen))
  return { lines, goodsFen, discountFen, freightFen, payableFen: goodsFen - discountFen + freightFen }
}

/** Gifts by name, and coupons that would follow. */
async function alongOf(
  { catalog }: Pricing,
  shopId: string,
  { gifts = [], promised = [] }: Answer,
): Promise<Pick<Reply, 'gifts' | 'promised'>> {
  const skuIds = [...new Set(gifts.flatMap((gift) => gift.items.map((item) => item.skuId)))]
  const { items } = skuIds.length === 0 ? { items: [] as SkuForSale[] } : await catalog.skusForSale({ skuIds })
  const names = new Map(items.filter((sku) => sku.shopId === shopId).map((sku) => [sku.skuId, [sku.title, ...sku.options].join(' ')]))
  const named = gifts.map(({ title, choose, items: given }) => ({
    title,
    choose,
    items: given.flatMap(({ skuId, quantity }) => (names.has(skuId) ? [{ title: names.get(skuId)!, quantity }] : [])),
  }))
  return { gifts: named, promised: promised.map(({ title }) => ({ title })) }
}

export async function skuNames({ catalog }: Pricing, shopId: string, skuIds: string[]): Promise<z.input<typeof nameSkus.reply>> {
  const { items } = await catalog.skusForSale({ skuIds })
  const mine = items.filter((sku) => sku.shopId === shopId)
  return { items: mine.map(({ skuId, title, options, priceFen }) => ({ skuId, title, options, priceFen })) }
}
