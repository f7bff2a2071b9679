import type { input } from 'zod/v4/core'
import type { Home } from '../../server/src/modules/shop/contract.ts'
import { categoryKey } from '../pictures/plan.ts'
import { type Demo, type OpenShop, pictureOf } from './context.ts'

const banners = [
  { title: '鲜果上新季', subtitle: '产地直发，坏果包赔', industry: 'fresh' },
  { title: '换季衣橱', subtitle: '全场满 299 减 30', industry: 'clothes' },
  { title: '把家过成诗', subtitle: '家居焕新，满 499 减 60', industry: 'home' },
  { title: '花间美妆节', subtitle: '正品保障，第二件半价', industry: 'beauty' },
  { title: '数码焕新', subtitle: '满 2000 减 150，官方质保', industry: 'digital' },
]

/** The home page of the mall. `best`: products of a shop, what sold most first. */
export async function seedHome(demo: Demo, shops: readonly OpenShop[], best: (shop: OpenShop) => string[]): Promise<void> {
  const categories = (await demo.calls.catalog.categoryTree({})).items
  const shopOf = (industry: string): OpenShop | undefined => shops.find((one) => one.data.industry === industry)
  const second = shops.flatMap((shop) => {
    const top = categories.find((node) => node.parentId === null && node.name === shop.data.top.name)
    const paths = [...new Set(shop.data.groups.map((group) => group.path[1]))].slice(0, 2)
    return paths.flatMap((name) => {
      const node = categories.find((one) => one.parentId === top?.id && one.name === name)
      return node ? [{ picture: pictureOf(demo, categoryKey([shop.data.top.name, name])), title: name, link: `category:${node.id}` }] : []
    })
  })
  const rail = (title: string, subtitle: string, industry: string) => ({
    kind: 'products' as const,
    title,
    subtitle,
    productIds: best(shopOf(industry) ?? shops[0]!).slice(0, 8),
  }) // there are five shops
  const home: input<typeof Home> = {
    blocks: [
      {
        kind: 'banner',
        items: banners.map(({ title, subtitle, industry }, index) => ({
          title,
          subtitle,
          picture: pictureOf(demo, `demo/home/banner-${index + 1}`),
          link: `shop:${shopOf(industry)?.shop.id ?? ''}`,
        })),
      },
      { kind: 'nav', items: second.slice(0, 10) },
      { kind: 'coupons', title: '领券中心' },
      rail('今日鲜到', '早上摘，下午发', 'fresh'),
      rail('当季穿搭', '好看也要舒服', 'clothes'),
      { kind: 'shops', title: '精选店铺' },
      rail('数码好物', '省心的那一种', 'digital'),
      { kind: 'recommended', title: '为你推荐' },
    ],
  }
  await demo.calls.shop.putHome(home)
}
