import { colours } from './pictures/colour.ts'
import { dice, type Dice } from './random.ts'
import { shops } from './shops.ts'
import type { Group, Row, ShopData } from './shops/data.ts'

export interface GoodsSku {
  code: string
  barcode: string
  options: string[]
  priceFen: number
  marketPriceFen: number | null
  costFen: number
  tiers: { minQuantity: number; priceFen: number }[]
  weightGrams: number
  stock: number
  /** Name of its picture in the media library. */
  picture: string | null
}

/** A product of the demo, worked out from its line in the table. */
export interface Goods {
  shop: ShopData
  group: Group
  code: string
  title: string
  subtitle: string
  brand: string
  story: string
  axes: { name: string; options: string[] }[]
  skus: GoodsSku[]
  attributes: { name: string; value: string }[]
  tags: string[]
  /** What is on its pictures; the first is the hero. */
  cast: string[]
  pictures: string[]
  /** Colours that have a picture of their own: option → name of the picture. */
  colourPictures: { option: string; colour: string; picture: string }[]
}

interface Option {
  name: string
  plusFen: number
}
interface Axis {
  name: string
  options: Option[]
}

/** All products of one shop, in the order of its table; codes count up and never change as long as lines are added at the end. */
export function goodsOf(shop: ShopData): Goods[] {
  const rows = shop.groups.flatMap((group) => group.rows.map((row) => ({ group, row })))
  return rows.map(({ group, row }, index) => goods(shop, group, { row, number: index + 1 }))
}

export const allGoods = (): Goods[] => shops.flatMap(goodsOf)

const colourAxes = new Set(['颜色', '色号'])

function goods(shop: ShopData, group: Group, { row, number }: { row: Row; number: number }): Goods {
  const [pictures, title, subtitle, brand, priceYuan, options, attributes, story, tags = ''] = row
  const code = `${shop.prefix}-${String(number).padStart(4, '0')}`
  const axes = axesOf(options)
  const colourAxis = axes.find((axis) => colourAxes.has(axis.name))
  const colourPictures = (colourAxis?.options ?? []).flatMap((option, index) => {
    const colour = colours[option.name]
    // The front shows the first colour already.
    return colour ? [{ option: option.name, colour, picture: index === 0 ? `${code}-1` : `${code}-c${index + 1}` }] : []
  })
  const named = { code, colourPictures, axes }
  return {
    shop,
    group,
    code,
    title,
    subtitle,
    brand,
    story,
    axes: axes.map((axis) => ({ name: axis.name, options: axis.options.map((option) => option.name) })),
    skus: skusOf(named, { baseFen: Math.round(priceYuan * 100), grams: group.grams, dice: dice(code), shopIndex: shops.indexOf(shop) }),
    attributes: [{ name: '品牌', value: brand }, ...pairs(attributes), ...pairs(group.attributes ?? '')],
    tags: tags === '' ? [] : tags.split(' '),
    cast: pictures.split(','),
    pictures: [1, 2, 3].map((at) => `${code}-${at}`),
    colourPictures,
  }
}

function axesOf(text: string): Axis[] {
  return text.split(';').map((part) => {
    const [name = '', options = ''] = part.trim().split('=')
    return {
      name,
      options: options
        .trim()
        .split(/\s+/)
        .map((option) => {
          const [, label = option, plus = '0'] = /^(.*?)(?:@(-?[\d.]+))?$/.exec(option) ?? []
          return { name: label, plusFen: Math.round(Number(plus) * 100) }
        }),
    }
  })
}

function pairs(text: string): { name: string; value: string }[] {
  return text
    .split(';')
    .map((part) => part.trim().split('='))
    .flatMap(([name = '', value = '']) => (name === '' || value === '' ? [] : [{ name, value }]))
}

interface Terms {
  baseFen: number
  grams: number
  dice: Dice
  shopIndex: number
}

function skusOf({ code, axes, colourPictures }: Pick<Goods, 'code' | 'colourPictures'> & { axes: Axis[] }, terms: Terms): GoodsSku[] {
  const { dice: roll } = terms
  // About a third is sold at its only price: a crossed-out price must be true.
  const markUp = roll.chance(0.65) ? 1.1 + roll.next() * 0.3 : undefined
  const margin = 0.45 + roll.next() * 0.2
  const tiered = roll.chance(0.16)
  const popular = roll.int(40, 320)
  return combinations(axes).map((options, index) => {
    const priceFen = terms.baseFen + options.reduce((sum, option) => sum + option.plusFen, 0)
    const colour = colourPictures.find((one) => options.some((option) => option.name === one.option))
    return {
      code: `${code}-${String(index + 1).padStart(2, '0')}`,
      barcode: ean13(`69${terms.shopIndex}${code.slice(3)}${String(index + 1).padStart(3, '0')}`.padEnd(12, '0')),
      options: options.map((option) => option.name),
      priceFen,
      marketPriceFen: markUp ? charming(priceFen * markUp) : null,
      costFen: Math.round(priceFen * margin),
      tiers: tiered
        ? [
            { minQuantity: 3, priceFen: Math.floor((priceFen * 95) / 100) },
            { minQuantity: 10, priceFen: Math.floor((priceFen * 88) / 100) },
          ]
        : [],
      weightGrams: weightOf(
        options.map((option) => option.name),
        terms.grams,
      ),
      stock: stockOf(roll, popular),
      picture: colour?.picture ?? null,
    }
  })
}

function combinations(axes: readonly Axis[]): Option[][] {
  return axes.reduce<Option[][]>((rows, axis) => rows.flatMap((row) => axis.options.map((option) => [...row, option])), [[]])
}

/** Prices that a shop would write: …9.00 above a hundred yuan, ….9 below. */
function charming(fen: number): number {
  return fen >= 100_00 ? Math.ceil(fen / 10_00) * 10_00 - 1_00 : Math.ceil(fen / 1_00) * 1_00 - 10
}

function stockOf(roll: Dice, popular: number): number {
  if (roll.chance(0.015)) return 0
  if (roll.chance(0.05)) return roll.int(1, 9)
  return Math.round(popular * (0.5 + roll.next()))
}

/** What the options say of the weight (5斤装, 500g, 750ml×2), else the group's usual weight. */
function weightOf(options: readonly string[], usual: number): number {
  for (const option of options) {
    const [, amount, unit, times] = /([\d.]+)\s*(kg|斤|g|L|ml)(?:[^×\d]*×(\d+))?/.exec(option) ?? []
    if (!amount || !unit) continue
    const gramsPer: Record<string, number> = { kg: 1000, 斤: 500, g: 1, L: 1000, ml: 1 }
    const net = Number(amount) * (gramsPer[unit] ?? 1) * Number(times ?? 1)
    return Math.max(20, Math.round(net * 1.06 + 30))
  }
  return usual
}

/** Twelve digits with their check digit. */
export function ean13(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
