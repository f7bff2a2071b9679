import type { Picture } from '../../server/src/modules/media/contract.ts'
import { demoPhone } from '../accounts.ts'
import { avatarKeys } from '../pictures/plan.ts'
import { dice } from '../random.ts'
import { type Demo, pictureOf } from './context.ts'

/** A shopper of the demo with the address they have everything sent to. */
export interface Person {
  id: string
  nickname: string
  address: { name: string; phone: string; province: string; city: string; district: string; districtCode: string; detail: string }
}

const peopleCount = 360

const first =
  '阿橘 小满 豆豆 麦芽 芝士 柚子 云朵 小鹿 青柠 栗子 南瓜 土豆 雪梨 可乐 布丁 糯米 桃桃 奶盖 薄荷 山楂 芒果 米粒 木木 星星 月半 初一 十七 阿宁 阿岚 小北 小南 大白 石榴 茉莉 银杏 松果 海盐 荔枝 花卷 汤圆'.split(
    ' ',
  )
const last = [
  '',
  '爱吃饭',
  '不熬夜',
  '在路上',
  '的猫',
  '妈妈',
  '同学',
  '今天也开心',
  'o_o',
  '要早睡',
  '的小日子',
  '种花中',
  '在厨房',
  '看海去',
  '_99',
  '与书',
]
const family = '林陈赵苏何顾沈叶周许唐宋江白方程'
const given = '小满 一诺 知夏 清和 子墨 若溪 向阳 安然 南星 云舒 听雨 思远 可心 嘉禾 明月 长青'.split(' ')
const districts =
  '110105 110108 120104 310104 310115 310106 320106 320105 320508 330106 330108 330212 340104 350203 370202 410105 420106 430104 440106 440305 440304 500103 510104 510107 530102 610104 440605 320583'.split(
    ' ',
  )
const streets = ['演示路', '样例街', '示范大道', '虚构巷', '试用东路']

/** Invented people with invented telephone numbers, each with one address. */
export async function seedPeople(demo: Demo, shopIds: readonly string[]): Promise<Person[]> {
  const roll = dice('people')
  const given_ = Array.from({ length: peopleCount }, (_, index) => {
    const nickname = `${roll.pick(first)}${roll.pick(last)}`
    return {
      phone: demoPhone(index + 1),
      nickname,
      avatar: roll.chance(0.85) ? pictureOf(demo, roll.pick(avatarKeys)) : (null as Picture | null),
      createdAt: new Date(demo.now.getTime() - (92 + roll.int(0, 200)) * 86_400_000).toISOString(),
      address: {
        name: `${family[roll.int(0, family.length - 1)] ?? '林'}${roll.pick(given)}`,
        phone: demoPhone(index + 1),
        districtCode: roll.pick(districts),
        detail: `${roll.pick(streets)} ${roll.int(1, 299)} 号 ${roll.int(1, 20)} 幢 ${roll.int(1, 24)}0${roll.int(1, 6)} 室`,
        isDefault: true,
        lng: null as number | null,
        lat: null as number | null,
      },
      shopIds: [] as string[],
    }
  })
  // The first one lives near a store, so that delivery and pickup can be tried out.
  Object.assign(given_[0]?.address ?? {}, { districtCode: '330106', detail: '演示路 18 号 3 幢 502 室', lng: 120.1352, lat: 30.2846 })
  // The first ones are for trying out: staff of every shop know them.
  for (const person of given_.slice(0, 5)) person.shopIds.push(...shopIds)
  const { items } = await demo.calls.shopper.seed({ shoppers: given_ })
  const people: Person[] = []
  for (const [index, { id, addressId }] of items.entries()) {
    const known = given_[index]
    if (!known || addressId === null) continue
    const { address } = await demo.calls.shopper.address({ shopperId: id, addressId })
    if (!address) continue
    const { name, phone, province, city, district, districtCode, detail } = address
    people.push({ id, nickname: known.nickname, address: { name, phone, province, city, district, districtCode, detail } })
  }
  return people
}
