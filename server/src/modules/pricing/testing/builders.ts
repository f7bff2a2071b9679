import { randomUUID } from 'node:crypto'
import type { Module } from '../../../kernel/module.ts'
import { catalogCalls, NO_LIMITS, type SkuForSale } from '../../catalog/contract.ts'
import { inventoryCalls } from '../../inventory/contract.ts'
import { noSearch, standIn } from '../../promotion/testing/builders.ts'
import { purchaseLimitCalls } from '../../purchase-limit/contract.ts'
import { shippingCalls } from '../../shipping/contract.ts'
import { shopperCalls } from '../../shopper/contract.ts'
import { type Shop, shopCalls } from '../../shop/contract.ts'

export const theShop = '0198a0a0-0000-7000-8000-000000000001'

/** A SKU for ¥100 of the test's shop. */
export function sku(over: Partial<SkuForSale> = {}): SkuForSale {
  return {
    skuId: randomUUID(),
    productId: randomUUID(),
    shopId: theShop,
    categoryIds: [],
    title: '测试商品',
    options: ['红色'],
    picture: { url: '/media/test', width: 10, height: 10, colour: '#ffffff' },
    priceFen: 10_000,
    marketPriceFen: null,
    tiers: [],
    specials: [],
    limits: NO_LIMITS,
    weightGrams: 500,
    delivery: 'parcel',
    volumeMl: 0,
    freightTemplateId: null,
    promises: [],
    onSale: true,
    ...over,
  }
}

/** What there is to buy, for tests of modules that price: change it as the test goes on. */
export interface World {
  skus: SkuForSale[]
  /** Pieces of a SKU; 99 when it is not named. */
  stock: Map<string, number>
  closed: Set<string>
  freightFen: number
  undeliverable: string[]
  /** Member tier in every shop. */
  tier: number
  /** Pieces of a product already bought, by everybody. */
  bought: Map<string, number>
}

/** Catalog, stock, shops and shipping that say what the world says. */
export function standIns(world: World): Module[] {
  const shopOf = (id: string): Shop => ({
    id,
    name: `店铺${id.slice(0, 4)}`,
    slug: 'x',
    industry: 'other',
    logo: null,
    notice: '',
    phone: '',
    licence: '',
    icp: '',
    open: !world.closed.has(id),
    createdAt: '2026-01-01T00:00:00.000Z',
  })
  const shops = (): Shop[] => [...new Set(world.skus.map((one) => one.shopId))].map(shopOf)
  return [
    noSearch,
    standIn('catalog', catalogCalls, {
      skusForSale: ({ skuIds }) => ({ items: world.skus.filter((one) => skuIds.includes(one.skuId)) }),
      skusOfProduct: ({ productId }) => ({ items: world.skus.filter((one) => one.productId === productId) }),
      categoryTree: () => ({ items: [] }),
    }),
    standIn('shopper', shopperCalls, {
      paidOrders: () => ({ inShop: 0, inAll: 0 }),
      tiers: ({ shopIds }) => ({ items: shopIds.map((shopId) => ({ shopId, tier: world.tier, card: 0 })) }),
    }),
    standIn('purchase-limit', purchaseLimitCalls, {
      left: ({ products }) => ({
        items: products.map(({ productId, most }) => ({ productId, left: Math.max(0, most - (world.bought.get(productId) ?? 0)) })),
      }),
    }),
    standIn('inventory', inventoryCalls, {
      available: ({ skuIds }) => ({
        items: skuIds.map((skuId) => ({ skuId, available: world.stock.get(skuId) ?? 99 })),
      }),
    }),
    standIn('shop', shopCalls, {
      all: () => ({ items: shops() }),
      platform: () => ({ shopId: shops()[0]?.id ?? null }),
      find: ({ ids }) => ({ items: shops().filter((one) => ids.includes(one.id)) }),
    }),
    standIn('shipping', shippingCalls, { quoteFreight: () => ({ freightFen: world.freightFen, undeliverable: world.undeliverable }) }),
  ]
}

export const emptyWorld = (): World => ({
  skus: [],
  stock: new Map(),
  closed: new Set(),
  freightFen: 0,
  undeliverable: [],
  tier: 0,
  bought: new Map(),
})
