import { route, staffOf } from '../../kernel/http.ts'
import { defineModule } from '../../kernel/module.ts'
import { getSettings, getStorefrontConfig, settingsCalls, ShopSettings, updateSettings } from './contract.ts'
import { putValue, valuesOf } from './queries.ts'

export const settings = defineModule({
  name: 'settings',
  calls: settingsCalls,
  needs: {},
  create: ({ db, config }) => {
    const ofShops = async (shopIds: readonly string[]): Promise<{ shopId: string; settings: ShopSettings }[]> => {
      const values = new Map((await valuesOf(db, shopIds)).map((row) => [row.shopId, row.value]))
      // Parsing fills in the defaults of what the shop has not set.
      return shopIds.map((shopId) => ({ shopId, settings: ShopSettings.parse(values.get(shopId) ?? {}) }))
    }
    const ofShop = async (shopId: string): Promise<ShopSettings> => (await ofShops([shopId]))[0]?.settings ?? ShopSettings.parse({})
    const platform = { name: '铺子商城', brandColour: '#F5552D', demo: config.demo, icp: '' }
    return {
      calls: {
        ofShop: ({ shopId }) => ofShop(shopId),
        ofShops: async ({ shopIds }) => ({ items: await ofShops(shopIds) }),
        ofPlatform: async () => platform,
      },
      routes: [
        route(getStorefrontConfig, async () => platform),
        route(getSettings, (caller) => ofShop(staffOf(caller).shopId)),
        route(updateSettings, async (caller, { body }) => {
          await putValue(db, staffOf(caller).shopId, body)
          return body
        }),
      ],
      handlers: [],
      jobs: [],
    }
  },
})
