import type { Calls, Demo, OpenShop } from './context.ts'
import type { Person } from './people.ts'

const day = 86_400_000
type Put = Parameters<Calls['membership']['put']>[0]

const tiers: NonNullable<NonNullable<Put['tiers']>[number]['items']> = [
  { level: 1, name: '银卡会员', growth: 200, rights: [{ kind: 'birthday', text: '生日当天送积分' }] },
  {
    level: 2,
    name: '金卡会员',
    growth: 1000,
    rights: [
      { kind: 'birthday', text: '生日当天送积分' },
      { kind: 'support', text: '咨询优先接待' },
    ],
  },
  {
    level: 3,
    name: '黑金会员',
    growth: 5000,
    rights: [
      { kind: 'birthday', text: '生日当天送积分' },
      { kind: 'support', text: '专属客服一对一' },
      { kind: 'exclusive', text: '新品优先试用' },
    ],
  },
]

/** Tiers of every shop, check-in and tasks of the mall, and members who have been there for a while: those who try it out have a card within reach. */
export async function seedMembers({ calls, now }: Demo, shops: readonly OpenShop[], all: readonly Person[]): Promise<void> {
  const people = all.map((person) => person.id)
  await calls.membership.put({
    rule: {
      pointsPerReview: 5,
      birthday: { points: 100, growth: 20 },
      checkIn: { cardsPerShopper: 2 },
    },
    tiers: shops.map(({ shop }) => ({ shopId: shop.id, items: tiers })),
    tasks: [
      { kind: 'profile', title: '完善头像和生日', points: 20, growth: 5, position: 1 },
      { kind: 'first_order', title: '完成首单', points: 50, growth: 20, position: 2 },
      { kind: 'review', title: '评价一件商品', points: 20, growth: 5, position: 3 },
      { kind: 'check_in', title: '连续签到 7 天', target: 7, points: 30, cards: 1, position: 4 },
      { kind: 'share', title: '分享一件商品', points: 5, position: 5 },
    ],
  })
  const days = (back: readonly number[]) =>
    back.map((ago) => new Date(now.getTime() + 8 * 3_600_000 - ago * day).toISOString().slice(0, 10))
  await calls.membership.seed({
    // Yesterday and before, with a gap that a card can make up.
    checkIns: people.slice(0, 30).map((shopperId, at) => ({ shopperId, days: days(at % 3 === 0 ? [1, 2, 4, 5, 6] : [1, 2, 3, 8, 9]) })),
    growth: people.slice(0, 30).flatMap((shopperId, at) =>
      shops.slice(0, 1 + (at % 3)).map(({ shop }, n) => ({
        key: `${shopperId}:${shop.id}`,
        shopId: shop.id,
        shopperId,
        growth: at < 4 ? 160 : 60 + ((at * 271 + n * 97) % 6000),
        note: '历史消费',
      })),
    ),
    tags: people
      .slice(0, 6)
      .flatMap((shopperId, at) =>
        shops.slice(0, 1).map(({ shop }) => ({ shopId: shop.id, shopperId, tags: at % 2 === 0 ? ['老客', '爱分享'] : ['新客'] })),
      ),
  })
}
