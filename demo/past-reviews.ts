import type { z } from 'zod'
import { later } from '../server/src/kernel/clock.ts'
import type { Picture } from '../server/src/modules/media/contract.ts'
import type { reviewCalls } from '../server/src/modules/review/contract.ts'
import type { Shop } from '../server/src/modules/shop/contract.ts'
import type { PastOrder } from './past.ts'
import { dice, type Dice } from './random.ts'

export type PastReview = z.input<typeof reviewCalls.seed.input>['reviews'][number]
type Industry = Exclude<Shop['industry'], 'other'>

interface Words {
  good: readonly string[]
  soSo: readonly string[]
  bad: readonly string[]
}

/** What people say, by what they bought. */
const words: Record<Industry, Words> = {
  fresh: {
    good: [
      '很新鲜，个头均匀，家里老人孩子都爱吃。',
      '顺丰冷链送到的时候冰袋还没化，包装很用心。',
      '甜度刚好，比楼下超市的好吃，价格还便宜。',
      '第三次回购了，品质一直很稳定。',
      '坏果包赔，客服处理得很快，其实一个都没坏。',
      '分量足，没有缺斤少两，下次还来。',
      '早上下单第二天下午就到了，非常新鲜。',
      '炖汤特别香，孩子喝了两碗。',
      '送朋友的，朋友说品相很好，很有面子。',
    ],
    soSo: ['味道不错，就是有一两个磕碰了。', '整体还行，个头比想象中小一点。', '新鲜是新鲜，送货慢了一天。'],
    bad: ['到手有几个坏了，客服赔了，但是体验一般。', '没有图片上那么大，有点失望。'],
  },
  clothes: {
    good: [
      '面料很舒服，贴身穿也不扎。',
      '版型显瘦，身高 163 体重 52 公斤穿 M 刚好。',
      '颜色和图片一样，没有色差，很满意。',
      '做工细致，线头很少，这个价位很值。',
      '洗过两次没有起球也没有褪色。',
      '给老公买的，他说比商场的还好穿。',
      '很百搭，上班穿也不会太随意。',
      '尺码标准，按平时的码买就行。',
      '同事都问链接，已经推荐给闺蜜了。',
    ],
    soSo: ['衣服不错，就是稍微有点薄。', '偏大一点，建议拍小一码。', '颜色比图片深一些，可以接受。'],
    bad: ['袖口有个小线头，自己剪掉了。', '面料和想的不太一样，有点硬。'],
  },
  home: {
    good: [
      '质感很好，摆在客厅立刻有氛围了。',
      '安装很简单，二十分钟就弄好了。',
      '用料扎实，没有异味，放心给孩子用。',
      '收纳能力超出预期，柜子终于整齐了。',
      '四件套很亲肤，睡得比以前踏实。',
      '做工精细，边角打磨得很光滑。',
      '灯光柔和不刺眼，晚上看书刚好。',
      '搬新家一口气买了好几样，都没失望。',
      '包装里三层外三层，一点没磕到。',
    ],
    soSo: ['东西不错，就是说明书写得太简单。', '尺寸比想象的小，买前要量好。', '刚拆开有点味道，晾两天就没了。'],
    bad: ['有一个角磕掉了漆，商家补发了。', '比图片上单薄一点。'],
  },
  beauty: {
    good: [
      '敏感肌用了没有泛红，质地很清爽。',
      '上脸很服帖，持妆一整天也不斑驳。',
      '味道淡淡的，不是那种刺鼻的香精味。',
      '保湿力很好，秋冬早上起来皮肤还是润的。',
      '颜色超级显白，黄皮也可以放心冲。',
      '用了半个月，毛孔确实细了一点。',
      '正品，批次很新，赠的小样也很良心。',
      '泵头顺滑，用量好控制，可以用很久。',
      '送妈妈的生日礼物，她很喜欢。',
    ],
    soSo: ['好用是好用，就是量有点少。', '滋润度够，夏天用可能会油。', '颜色比试色图要粉一点。'],
    bad: ['不太适合我，用了有点闷痘。', '瓶口有一点漏，包装可以再加强。'],
  },
  digital: {
    good: [
      '手感很好，做工没有毛刺，值这个价。',
      '充电速度快，半小时能充一半多。',
      '降噪效果明显，地铁上终于能安静听歌了。',
      '续航给力，正常用两天一充。',
      '连接稳定，打游戏没有延迟的感觉。',
      '键帽手感细腻，打字声音也不吵。',
      '屏幕清晰，颜色讨喜，给爸妈买的。',
      '孔位对得很准，贴合不松动。',
      '物流很快，包装完好，序列号可查。',
    ],
    soSo: ['功能都有，就是线有点短。', '音质对得起价格，低音稍弱。', '外观好看，容易沾指纹。'],
    bad: ['有一次断连，重置之后好了。', '比宣传的续航短一些。'],
  },
}

const tags = ['质量好', '物流快', '包装用心', '性价比高', '与描述一致', '会回购', '送礼合适', '客服耐心'] as const
const thanks = [
  '谢谢您的认可，期待您再次光临～',
  '感谢支持！您的喜欢是我们最大的动力。',
  '谢谢您的用心评价，祝您生活愉快！',
  '能帮到您我们也很开心，欢迎常来看看。',
]
const sorry = ['非常抱歉给您带来不好的体验，我们已记录并会改进，稍后客服会与您联系。', '感谢您的反馈，已转给品控同事跟进，实在抱歉。']

export interface ReviewWorld {
  now: Date
  orders: readonly PastOrder[]
  industryOf: (shopId: string) => Shop['industry']
  /** Pictures that a buyer of this product could have taken. */
  photosOf: (productId: string) => readonly Picture[]
}

/** Reviews of what was received: most are good, some have photos, many have an answer. */
export function makeReviews(world: ReviewWorld): PastReview[] {
  const roll = dice('reviews')
  return world.orders
    .filter((order) => order.receivedAt !== null && (order.state === 'completed' || order.state === 'received'))
    .flatMap((order) =>
      order.lines.filter(() => roll.chance(order.state === 'completed' ? 0.62 : 0.3)).map((line) => reviewOf(world, roll, { order, line })),
    )
}

function reviewOf(world: ReviewWorld, roll: Dice, { order, line }: { order: PastOrder; line: PastOrder['lines'][number] }): PastReview {
  const luck = roll.next()
  const stars = luck < 0.72 ? 5 : luck < 0.9 ? 4 : luck < 0.96 ? 3 : luck < 0.985 ? 2 : 1
  const received = new Date(order.receivedAt ?? order.placedAt)
  const at = new Date(Math.min(later(received, { hours: roll.int(2, 70) }).getTime(), world.now.getTime() - 120_000))
  const photos = stars >= 3 && roll.chance(0.28) ? world.photosOf(line.productId).slice(0, roll.int(1, 3)) : []
  return {
    orderLineId: line.id,
    shopId: order.shopId,
    shopperId: order.shopperId,
    productId: line.productId,
    stars,
    text: textOf(world.industryOf(order.shopId), stars, roll),
    tags: stars >= 4 ? [...new Set([roll.pick(tags), roll.pick(tags)])].slice(0, roll.int(0, 2)) : [],
    pictures: [...photos],
    anonymous: roll.chance(0.35),
    options: [...line.options],
    createdAt: at.toISOString(),
    reply: replyTo(stars, at, { roll, now: world.now }),
  }
}

function textOf(industry: Shop['industry'], stars: number, roll: Dice): string {
  const said = words[industry === 'other' ? 'home' : industry]
  if (stars <= 2) return roll.pick(said.bad)
  if (stars === 3) return roll.pick(said.soSo)
  const first = roll.pick(said.good)
  if (stars === 4) return `${first}${roll.chance(0.5) ? roll.pick(said.soSo) : ''}`
  const second = roll.pick(said.good)
  return roll.chance(0.4) && second !== first ? `${first}${second}` : first
}

/** Unhappy people are nearly always answered, happy ones often; the newest wait for staff. */
function replyTo(stars: number, at: Date, { roll, now }: { roll: Dice; now: Date }): PastReview['reply'] {
  const answered = later(at, { hours: roll.int(1, 30) })
  if (answered > now || !roll.chance(stars <= 3 ? 0.9 : 0.55)) return null
  return { text: roll.pick(stars <= 3 ? sorry : thanks), at: answered.toISOString() }
}
