import type { z } from 'zod'
import type { Promise_ } from '../../server/src/modules/catalog/contract.ts'
import type { Shop } from '../../server/src/modules/shop/contract.ts'

export type PromiseCode = z.output<typeof Promise_>

/**
 * One product, as a line of a table:
 * pictures (the first is the hero, the others keep it company; `@name` is a drawing of ours, else an emoji's file
 * name; `name:#rrggbb` makes it that colour),
 * title, subtitle, brand, price in yuan, options, attributes, its story, and tags.
 * Options: `规格=5斤装 10斤装@30; 颜色=…`, where `@30` adds 30 yuan. Attributes: `产地=云南昭通; 储存=冷藏`.
 */
export type Row = readonly [
  pictures: string,
  title: string,
  subtitle: string,
  brand: string,
  priceYuan: number,
  options: string,
  attributes: string,
  story: string,
  tags?: string,
]

export interface Group {
  /** 一级/二级/三级类目 */
  path: readonly [string, string, string]
  /** Ground colours of the pictures of this group: light in the middle, deeper at the rim. */
  ground: readonly [string, string]
  attributes?: string
  promises: readonly PromiseCode[]
  /** Weight of one piece where the options do not say it. */
  grams: number
  /** Paragraphs every product of the group carries: how to keep it, wear it, use it. */
  care: readonly string[]
  rows: readonly Row[]
}

export interface ShopData {
  slug: string
  industry: Shop['industry']
  /** Two letters before every code of this shop. */
  prefix: string
  name: string
  phone: string
  licence: string
  icp: string
  notice: string
  logo: { picture: string; ground: readonly [string, string] }
  top: { name: string; picture: string }
  hotWords: readonly string[]
  synonyms: readonly (readonly string[])[]
  groups: readonly Group[]
}
