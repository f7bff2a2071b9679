import type { z } from 'zod'
import type { Interface } from '../../kernel/contract.ts'
import type { Actor } from '../../kernel/http.ts'
import { defineModule } from '../../kernel/module.ts'
import { mediaCalls, type Picture } from '../media/contract.ts'
import { type catalogCalls, ProductInput } from './contract.ts'

/** The module itself, for tests of modules that need it. */
export { catalog } from './module.ts'

/** Stands in for media where pictures are not what is tested: it knows what lies below `/media/test/`. */
export const testMedia = defineModule({
  name: 'media',
  calls: { known: mediaCalls.known, assets: mediaCalls.assets },
  needs: {},
  create: () => ({
    calls: {
      known: async ({ urls }) => ({ known: urls.filter((url) => url.startsWith('/media/test/')) }),
      assets: async ({ urls }) => ({
        items: urls
          .filter((url) => url.includes('/test/'))
          .map((url) =>
            url.endsWith('.mp4')
              ? { url, kind: 'video' as const, video: { width: 720, height: 960, seconds: 12 } }
              : { url, kind: 'model' as const, video: null },
          ),
      }),
    },
    routes: [],
    handlers: [],
    jobs: [],
  }),
})

/** The calls of this module in a running system, with their types. */
export function callsOf(server: { calls: Record<string, unknown> }): Interface<typeof catalogCalls> {
  return server.calls['catalog'] as Interface<typeof catalogCalls> // composed from this contract
}

export function picture(name = 'front'): Picture {
  return { url: `/media/test/${name}`, width: 960, height: 960, colour: '#fafafa' }
}

let count = 0
const next = (): number => (count += 1)

/** A product with one SKU; everything may be said otherwise. */
export function productInput(
  changes: Partial<z.input<typeof ProductInput>> & Pick<z.input<typeof ProductInput>, 'categoryIds'>,
): ProductInput {
  const code = changes.code ?? `P${next()}`
  return ProductInput.parse({
    code,
    title: `测试商品 ${code}`,
    pictures: [picture()],
    skus: [{ code: `${code}-1`, options: [], priceFen: 1000 }],
    state: 'on_sale',
    ...changes,
  })
}

/** A dress in two colours and two sizes. */
export function dressInput(categoryIds: string[], code = `D${next()}`): ProductInput {
  const pairs = ['红色', '蓝色'].flatMap((colour) => ['S', 'M'].map((size) => [colour, size]))
  return productInput({
    code,
    title: '红色法式收腰连衣裙',
    categoryIds,
    axes: [
      { name: '颜色', options: ['红色', '蓝色'] },
      { name: '尺码', options: ['S', 'M'] },
    ],
    skus: pairs.map((options, index) => ({ code: `${code}-${index}`, options, priceFen: 19_900 + index * 100 })),
  })
}

const every = ['catalog.read', 'catalog.write', 'search.write', 'review.read', 'review.write']

/** Token of a staff member who may do everything of these modules in that shop, and what is the whole mall's. */
export const staffToken = (shopId: string): string => `staff_${shopId}`
/** The same without what is the whole mall's. */
export const sellerToken = (shopId: string): string => `seller_${shopId}`
export const shopperToken = (shopperId: string): string => `shopper_${shopperId}`

/** Knows the tokens above. */
export async function authenticate(token: string): Promise<Actor | undefined> {
  const [kind, id = ''] = token.split('_')
  if (kind === 'staff' || kind === 'seller')
    return {
      kind: 'staff',
      id,
      name: '测试店员',
      sessionId: `${kind}-${id}`,
      shopId: id,
      role: 'owner',
      permissions: every,
      platform: kind === 'staff',
    }
  return kind === 'shopper' ? { kind: 'shopper', id, sessionId: id } : undefined
}
