import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Id, NoInput } from '../../kernel/schema.ts'

/** What a shop may set. A missing row means the default. */
export const ShopSettings = z
  .strictObject({
    /** Minutes after which an unpaid order closes. */
    unpaidMinutes: z.int().min(5).max(1440).default(30),
    /** Days after shipping when an order is received by itself. */
    autoReceiveDays: z.int().min(1).max(60).default(10),
    /** A SKU with this many or fewer available is on the low-stock list. */
    lowStockThreshold: z.int().min(0).max(10_000).default(10),
    /** Reviews are shown at once, or after staff have looked. */
    reviewNeedsApproval: z.boolean().default(false),
    /** What holds for an order: after-sales, invoices, delivery. Kept with each order as it was. */
    terms: z.string().trim().max(2000).default(''),
  })
  .meta({ id: 'ShopSettings' })
export type ShopSettings = z.output<typeof ShopSettings>

export const getSettings = operation({
  id: 'getSettings',
  face: 'admin',
  method: 'GET',
  path: '/settings',
  access: 'staff:settings.read',
  reply: ShopSettings,
})
export const updateSettings = operation({
  id: 'updateSettings',
  face: 'admin',
  method: 'PUT',
  path: '/settings',
  access: 'staff:settings.write',
  body: ShopSettings,
  reply: ShopSettings,
})

/** What the storefront must know before its first page. */
export const StorefrontConfig = z
  .object({
    name: z.string(),
    brandColour: z.string(),
    /** The demo: login hints and the demo cashier are offered. */
    demo: z.boolean(),
    icp: z.string(),
  })
  .meta({ id: 'StorefrontConfig' })
export const getStorefrontConfig = operation({
  id: 'getStorefrontConfig',
  face: 'shop',
  method: 'GET',
  path: '/config',
  access: 'public',
  reply: StorefrontConfig,
})

export const settingsCalls = {
  ofShop: call(z.object({ shopId: Id }), ShopSettings),
  ofShops: call(
    z.object({ shopIds: z.array(Id).max(100) }),
    z.object({ items: z.array(z.object({ shopId: Id, settings: ShopSettings })) }),
  ),
  ofPlatform: call(NoInput, StorefrontConfig),
}
