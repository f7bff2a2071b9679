import { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { route, staffOf } from '../../kernel/http.ts'
import { defineModule } from '../../kernel/module.ts'
import * as face from './contract.ts'
import type { ShopDb } from './db.ts'
import { messages } from './messages.ts'
import { firstShopId, homeBlocks, putHomeBlocks, putShop, setProfile, type ShopRow, shopRows } from './queries.ts'

const view = (row: ShopRow): z.input<typeof face.Shop> => ({
  ...row,
  // Written by `put` and `setProfile`, which take parsed profiles.
  industry: row.industry as face.Shop['industry'],
  logo: row.logo as face.Shop['logo'],
  createdAt: row.createdAt.toISOString(),
})

/** What a mall shows before anybody has arranged its home page. */
const plainHome: z.output<typeof face.Home> = {
  blocks: [
    { kind: 'shops', title: '店铺' },
    { kind: 'recommended', title: '为你推荐' },
  ],
}

export const shop = defineModule({
  name: 'shop',
  calls: face.shopCalls,
  needs: {},
  messages,
  create: (kit) => {
    const db: Db<ShopDb> = kit.db
    const { newId } = kit
    const find = async (id: string): Promise<z.input<typeof face.Shop>> => {
      const [row] = await shopRows(db, [id])
      if (!row) throw new AppError('not_found', 'shop_not_found')
      return view(row)
    }
    return {
      calls: {
        all: async () => ({ items: (await shopRows(db)).map(view) }),
        platform: async () => ({ shopId: await firstShopId(db) }),
        find: async ({ ids }) => ({ items: (await shopRows(db, ids)).map(view) }),
        put: async ({ slug, industry, ...profile }) => {
          const id = await inTx(db, async (tx) => {
            const shopId = await putShop(tx, { id: newId(), slug, industry }, profile)
            await emit(tx, face.shopChanged, { shopId })
            return shopId
          })
          return find(id)
        },
        putHome: async ({ blocks }) => {
          await putHomeBlocks(db, blocks)
          return { ok: true as const }
        },
      },
      routes: [
        route(face.listShops, async () => ({ items: (await shopRows(db)).filter((row) => row.open).map(view) })),
        route(face.getShop, async (_caller, { params }) => find(params.id)),
        route(face.getHome, async () => ({ blocks: z.array(face.HomeBlock).parse((await homeBlocks(db)) ?? plainHome.blocks) })),
        route(face.getShopProfile, (caller) => find(staffOf(caller).shopId)),
        route(face.updateShopProfile, async (caller, { body }) => {
          const { shopId } = staffOf(caller)
          await inTx(db, async (tx) => {
            if (!(await setProfile(tx, shopId, body))) throw new AppError('not_found', 'shop_not_found')
            await emit(tx, face.shopChanged, { shopId })
          })
          return find(shopId)
        }),
      ],
      handlers: [],
      jobs: [],
    }
  },
})
