import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { Id, IdParams, Name, NoInput, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

export const Shop = z
  .object({
    id: Id,
    name: z.string(),
    slug: z.string(),
    industry: z.enum(['fresh', 'clothes', 'home', 'beauty', 'digital', 'other']),
    logo: Picture.nullable(),
    notice: z.string(),
    phone: z.string(),
    /** Business licence number shown in the footer. */
    licence: z.string(),
    /** ICP record number shown in the footer. */
    icp: z.string(),
    open: z.boolean(),
    createdAt: Time,
  })
  .meta({ id: 'Shop' })
export type Shop = z.output<typeof Shop>

export const listShops = operation({
  id: 'listShops',
  face: 'shop',
  method: 'GET',
  path: '/shops',
  access: 'public',
  reply: z.object({ items: z.array(Shop) }),
})
export const getShop = operation({
  id: 'getShop',
  face: 'shop',
  method: 'GET',
  path: '/shops/:id',
  access: 'public',
  params: IdParams,
  reply: Shop,
  errors: ['shop_not_found'],
})

/** The home page as blocks; the storefront draws each kind it knows and skips the others. */
export const HomeBlock = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('banner'),
      items: z
        .array(z.strictObject({ picture: Picture, title: z.string().max(40), subtitle: z.string().max(60), link: z.string().max(200) }))
        .max(10),
    }),
    z.strictObject({
      kind: z.literal('nav'),
      items: z.array(z.strictObject({ picture: Picture, title: z.string().max(12), link: z.string().max(200) })).max(20),
    }),
    z.strictObject({ kind: z.literal('coupons'), title: z.string().max(40) }),
    z.strictObject({
      kind: z.literal('products'),
      title: z.string().max(40),
      subtitle: z.string().max(60),
      productIds: z.array(Id).max(40),
    }),
    z.strictObject({ kind: z.literal('shops'), title: z.string().max(40) }),
    z.strictObject({ kind: z.literal('recommended'), title: z.string().max(40) }),
  ])
  .meta({ id: 'HomeBlock' })

export const Home = z.object({ blocks: z.array(HomeBlock) }).meta({ id: 'Home' })
export const getHome = operation({
  id: 'getHome',
  face: 'shop',
  method: 'GET',
  path: '/home',
  access: 'public',
  summary: 'The blocks of the home page',
  reply: Home,
})

export const ShopProfile = z.strictObject({
  name: Name,
  logo: Picture.nullable(),
  notice: z.string().max(500),
  phone: z.string().max(20),
  licence: z.string().max(40),
  icp: z.string().max(40),
  open: z.boolean(),
})
export const getShopProfile = operation({
  id: 'getShopProfile',
  face: 'admin',
  method: 'GET',
  path: '/shop',
  access: 'staff:settings.read',
  reply: Shop,
})
export const updateShopProfile = operation({
  id: 'updateShopProfile',
  face: 'admin',
  method: 'PUT',
  path: '/shop',
  access: 'staff:shop.write',
  body: ShopProfile,
  reply: Shop,
})

export const shopChanged = event('shop.changed', z.object({ shopId: Id }), ({ shopId }) => shopId)

export const shopCalls = {
  all: call(NoInput, z.object({ items: z.array(Shop) })),
  /** The shop of the platform itself: the one that was created first. Null while there is none. */
  platform: call(NoInput, z.object({ shopId: Id.nullable() })),
  find: call(z.object({ ids: z.array(Id).max(200) }), z.object({ items: z.array(Shop) })),
  /** Creates a shop, or updates the one with that slug. For set-up. */
  put: call(ShopProfile.extend({ slug: z.string().regex(/^[a-z0-9-]{2,40}$/), industry: Shop.shape.industry }), Shop),
  putHome: call(Home, z.object({ ok: z.literal(true) })),
}
